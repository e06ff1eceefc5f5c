"""Where a text may have a wording: word for word, or by chains of stretches that both have.

Exact wordings are found by string search. For others, stretches that start from pairs of words and from rare words are
chained, and where the best chains are, every word that both have is chained anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from onrecord.types import Span, Spans
from onrecord.variants.originals_chains import Ints, Run, Stretches, Weighed, best_chain, stretches
from onrecord.variants.originals_index import Index
from onrecord.variants.originals_parts import close_by, gaps, words_between
from onrecord.variants.originals_wording import Wording
from onrecord.variants.wording import is_content

BESIDE = 8
"""Words around a chain in which the rest is looked for, besides twice as many as it lacks."""
HEAVIEST = 8.0
"""Bits that a word weighs in a similarity at most, so that one odd word does not outweigh all others."""
STRAY, NEAR = 2, 3
"""Common words at an end of a chain that are chance, and words of distance beyond which they are."""
FEWEST_WORDS, COMMON = 2000, 0.02
"""Words that a text counts as having at least, and the share of them that a word without a meaning of its own has."""
RARE = 30
"""Places of a word up to which it alone begins a stretch."""
MOST_HITS, MOST_CELLS = 400, 1_000_000
"""Places of a pair of words beyond which it begins no stretch; and words times words that are looked at one by one."""
MOST_CHAINS, LEAST_OF_BEST = 3, 0.7
"""Inexact places that are looked at, and how much of the best one's weight the others have at least."""


@dataclass(frozen=True, slots=True)
class Place:
    """Half-open word numbers in an `Index`, and what share of the wording, by the weight of its words, is there.

    `parts` are the stretches that both have, as word numbers; `missed` how many words at the wording's beginning and at
    its end it lacks. `between` is what stands where the reporting clause interrupts the wording. `exact` where it has
    these words and, but for those between, no others. `surprise` is by how many bits the shared words
    are rarer than what some place of the text would have by chance.
    """

    start: int
    end: int
    similarity: float
    surprise: float
    parts: Spans
    missed: tuple[int, int] = (0, 0)
    between: Spans = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """A wording in a text: its words' numbers there, -1 for none, and how rare they are."""

    index: Index
    numbers: tuple[int, ...]
    weighed: Weighed
    joints: tuple[int, ...]

    @property
    def chance(self) -> float:
        """The weight that the best of all places has by chance, in bits (as an E-value of 1 in sequence search)."""
        return log2(len(self.numbers) * len(self.index.words))


def places(index: Index, wording: Wording) -> list[Place]:
    """Where `index` has `wording` word for word, in order of the text; empty where it has not.

    Where the reporting clause interrupts it, a few whole sentences may stand there, or the text's own clause.
    """
    if not wording.words or not index.words:
        return []
    search = _search(index, wording)
    surprise = float(search.weighed.bits.sum()) - search.chance
    found: list[Spans] = [(place,) for place in index.find(wording.words)]
    found = found or list(close_by(index, wording))
    exact = not wording.inserted
    return [Place(parts[0][0], parts[-1][1], 1.0, surprise, parts, between=gaps(parts), exact=exact) for parts in found]


def similar_places(index: Index, wording: Wording) -> list[Place]:
    """Where `index` has a wording like `wording`, the most similar first; a few at most."""
    if not wording.words or not index.words:
        return []
    return sorted(_similar(_search(index, wording)), key=lambda place: (-place.similarity, place.start))


def _search(index: Index, wording: Wording) -> _Search:
    weights = np.array([_bits(index, word) for word in wording.words])
    elided = np.zeros(len(wording.words) + 2, dtype=np.int64)
    for at in (*wording.elided, *wording.joints):
        elided[at + 1] += 1
    numbers = tuple(index.ids.get(w, -1) for w in wording.words)
    return _Search(index, numbers, Weighed(weights, np.cumsum(elided)), wording.joints)


def _bits(index: Index, word: str) -> float:
    """How rare a word is in the text, in bits; a short text does not tell, so there common words count as such."""
    n = max(len(index.words), FEWEST_WORDS)
    return log2(n / max(index.count(word), 1 if is_content(word) else COMMON * n)) + 1


def _similar(search: _Search) -> Iterator[Place]:
    """The places of the best chains, each made finer with every word that both have there."""
    coarse = stretches(search.weighed, _seeds(search))
    least = 0.0
    for _ in range(MOST_CHAINS):
        weight, chain = best_chain(search.weighed, coarse)
        if not chain or weight < least:
            return
        least = max(least, LEAST_OF_BEST * weight)
        finer = _finer(search, _around(search, chain))
        if finer is not None:
            yield finer
        start, end = chain[0].original, chain[-1].original_end
        apart = (coarse.original + coarse.length <= start) | (coarse.original >= end)
        coarse = Stretches(*(np.compress(apart, a) for a in (coarse.printed, coarse.original, coarse.length)))


def _around(search: _Search, chain: Sequence[Run]) -> Span:
    """The words of the text in which the rest of the wording may stand around a chain."""
    before, after = chain[0].printed, len(search.numbers) - chain[-1].printed_end
    start = chain[0].original - 2 * before - (BESIDE if before else 0)
    end = chain[-1].original_end + 2 * after + (BESIDE if after else 0)
    return max(0, start), min(len(search.index.words), end)


def _finer(search: _Search, around: Span) -> Place | None:
    """The best chain of all stretches between two words of the text; None where it is in parts far from each other."""
    weight, chain = best_chain(search.weighed, stretches(search.weighed, _all_pairs(search, around)))
    chain = _without_strays(search, chain)
    between = words_between(search.index, chain, search.joints)
    if between is None:
        return None
    weights = np.minimum(search.weighed.bits, HEAVIEST)
    shared = sum(float(weights[run.printed : run.printed_end].sum()) for run in chain) / float(weights.sum())
    parts = tuple((run.original, run.original_end) for run in chain)
    missed = chain[0].printed, len(search.numbers) - chain[-1].printed_end
    return Place(parts[0][0], parts[-1][1], round(shared, 6), weight - search.chance, parts, missed, between)


def _without_strays(search: _Search, chain: Sequence[Run]) -> list[Run]:
    """A chain without a common word or two at its ends that stand apart from the rest."""
    kept = list(chain)
    for at, beside in ((0, 1), (-1, -2)):
        while len(kept) > 1 and _is_stray(search, kept[at], kept[beside]):
            kept.pop(at)
    return kept


def _is_stray(search: _Search, run: Run, beside: Run) -> bool:
    first, second = sorted((run, beside), key=lambda one: one.original)
    gap = max(second.original - first.original_end, second.printed - first.printed_end)
    words = search.index.words[run.original : run.original_end]
    return run.length <= STRAY and gap > NEAR and not any(is_content(word) for word in words)


def _seeds(search: _Search) -> list[tuple[int, Ints]]:
    """For words of the wording their places in the text: where the next word follows, too, or the word is rare."""
    found: list[tuple[int, Ints]] = []
    crowded: list[tuple[int, Ints]] = []
    known: dict[tuple[int, int], Ints] = {}
    for i, (one, two) in enumerate(zip(search.numbers, (*search.numbers[1:], -1), strict=True)):
        if one < 0:
            continue
        alone = search.index.places(one)
        if len(alone) <= RARE:
            found.append((i, alone))
        if two < 0:
            continue
        if (one, two) not in known:
            known[one, two] = _pairs(search.index, one, two)
        hits = known[one, two]
        (found if len(hits) <= MOST_HITS else crowded).extend(((i, hits), (i + 1, hits + 1)))
    if not found and crowded:
        found = [(i, hits[:MOST_HITS]) for i, hits in crowded[:2]]
    return found


def _pairs(index: Index, one: int, two: int) -> Ints:
    """Where word `one` stands right before word `two`."""
    first, second = index.places(one), index.places(two)
    if len(first) <= len(second):
        first = np.compress(first + 1 < len(index.words), first)
        return np.compress(index.numbers[first + 1] == two, first)
    second = np.compress(second > 0, second)
    return np.compress(index.numbers[second - 1] == one, second) - 1


def _all_pairs(search: _Search, around: Span) -> list[tuple[int, Ints]]:
    """For each word of the wording all its places among the words `around`; of a long wording those of `_seeds`."""
    if len(search.numbers) * (around[1] - around[0]) > MOST_CELLS:
        return [(i, hits[(hits >= around[0]) & (hits < around[1])]) for i, hits in _seeds(search)]
    here = search.index.numbers[slice(*around)]
    return [(i, np.flatnonzero(here == number) + around[0]) for i, number in enumerate(search.numbers) if number >= 0]
