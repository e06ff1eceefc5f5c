"""Chains of stretches of words that a wording and a text both have, in the same order, as in sequence alignment.

What matches weighs as much as its words are rare; what lies between costs, and little where the page shows that words
are left out (seed, chain, extend: Li, 2018, minimap2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FAREST_ELIDED, FAREST = 2000, 150
"""Words of the original that an ellipsis may skip, and that may be left out without a mark."""
COST, COST_ELIDED = 1.5, 0.8
"""What each doubling of the words between two stretches costs, in bits; with an ellipsis there."""
COST_OF_WORD, COST_OF_OTHER = 0.25, 0.75
"""What each word between costs besides, where nothing shows that words were left out: one that only one of the texts
has, and one in whose place the other has another.
"""
MOST_STRETCHES = 300
"""Stretches that are chained: time grows with their square."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The words of a wording: how rare each is in the text, in bits, shape (n,); and how many ellipses stand before
    each place from 0 to n + 1, shape (n + 2,).
    """

    bits: Floats
    elided: Ints


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches that both have, in order of the text: first word in the wording and in the text, length; shape (n,)."""

    printed: Ints
    original: Ints
    length: Ints


class Run(NamedTuple):
    """`length` words that are the same: from word `printed` of the wording and word `original` of the text."""

    printed: int
    original: int
    length: int

    @property
    def printed_end(self) -> int:
        """The word of the wording after it."""
        return self.printed + self.length

    @property
    def original_end(self) -> int:
        """The word of the text after it."""
        return self.original + self.length


def stretches(weighed: Weighed, hits: list[tuple[int, Ints]]) -> Stretches:
    """Hits joined to the longest stretches, the heaviest of them, in order of the text.

    A hit is a word of the wording, by its number, and at which words of the text it is.
    """
    none = np.zeros(0, dtype=np.int64)
    i = np.concatenate([none, *(np.full(len(p), at, dtype=np.int64) for at, p in hits)])
    p = np.concatenate([none, *(p for _, p in hits)])
    if not len(i):
        return Stretches(none, none, none)
    cells = np.unique(np.stack([p - i, i]), axis=1)
    new = np.ones(cells.shape[1], dtype=bool)
    new[1:] = (np.diff(cells[0]) != 0) | (np.diff(cells[1]) != 1)
    begins = np.flatnonzero(new)
    length = np.diff(np.append(begins, cells.shape[1]))
    printed, original = cells[1, begins], cells[0, begins] + cells[1, begins]
    summed = np.append(0.0, np.cumsum(weighed.bits))
    heavy = np.argsort(-(summed[printed + length] - summed[printed]), kind="stable")[:MOST_STRETCHES]
    order = heavy[np.lexsort((printed[heavy], original[heavy]))]
    return Stretches(printed[order], original[order], length[order])


def best_chain(weighed: Weighed, found: Stretches) -> tuple[float, list[Run]]:
    """The heaviest chain of stretches in order in both, and its weight less what lies between."""
    n = len(found.length)
    if not n:
        return 0.0, []
    summed = np.append(0.0, np.cumsum(weighed.bits))
    best = summed[found.printed + found.length] - summed[found.printed]
    before, trimmed = np.full(n, -1), np.zeros(n, dtype=np.int64)
    for k in range(1, n):
        cost, overlap = _costs(weighed, found, k)
        gained = best[:k] - cost - (summed[found.printed[k] + overlap] - summed[found.printed[k]])
        j = int(np.argmax(gained))
        if gained[j] > 0:
            best[k] += gained[j]
            before[k], trimmed[k] = j, overlap[j]
    k = int(np.argmax(best))
    weight, chain = float(best[k]), []
    while k >= 0:
        cut = int(trimmed[k])
        chain.append(Run(int(found.printed[k]) + cut, int(found.original[k]) + cut, int(found.length[k]) - cut))
        k = int(before[k])
    return weight, chain[::-1]


def _costs(weighed: Weighed, found: Stretches, k: int) -> tuple[Floats, Ints]:
    """What it costs to go from each stretch before `k` to `k`, infinite where that cannot be; and by how many words
    they overlap, which `k` then lacks: a word beside one that was left out may be the same.
    """
    printed_end = found.printed[:k] + found.length[:k]
    skipped = found.original[k] - (found.original[:k] + found.length[:k])
    unused = found.printed[k] - printed_end
    overlap = np.maximum(0, -np.minimum(skipped, unused))
    apart = overlap >= np.minimum(found.length[k], found.length[:k])
    overlap = np.where(apart, 0, overlap)
    skipped, unused = skipped + overlap, unused + overlap
    first, last = np.minimum(printed_end, found.printed[k]), np.maximum(printed_end, found.printed[k])
    elided = weighed.elided[last + 1] - weighed.elided[first] > 0
    excess = np.maximum(skipped - unused, 0)
    each = COST_OF_WORD * np.abs(skipped - unused) + COST_OF_OTHER * np.minimum(skipped, unused)
    cost = np.where(elided, COST_ELIDED, COST) * np.log2(1 + excess) + np.where(elided, 0.0, each)
    return np.where(apart | (excess > np.where(elided, FAREST_ELIDED, FAREST)), np.inf, cost), overlap
