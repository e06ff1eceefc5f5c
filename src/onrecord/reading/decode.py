"""Labels, and the most probable label sequence under a linear-chain CRF (Lafferty et al., 2001), in NumPy.

Training and inference share the labels and this decoder. Sequences are decoded together: arrays are
[n sequences, n positions, n labels], and `mask` [n sequences, n positions] tells which positions are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CUE_LABELS = ("O", "B", "I")
ROLE_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")
NEVER = -1e4
"""Score of a transition that may not happen; finite, so that it survives half precision and sums."""

Floats = NDArray[np.float32]


def forbidden(labels: tuple[str, ...]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Transitions [n, n] (from, to) and first labels [n] that BIO labels do not allow."""
    n = len(labels)
    between = np.zeros((n, n), dtype=np.bool_)
    first = np.zeros(n, dtype=np.bool_)
    for j, label in enumerate(labels):
        if label.startswith("I"):
            first[j] = True
            for i, before in enumerate(labels):
                between[i, j] = before == "O" or before[1:] != label[1:]
    return between, first


@dataclass(frozen=True, slots=True)
class Chain:
    """Learned scores of a chain: `transitions` [n, n] (from, to), `first` [n] and `last` [n]."""

    transitions: Floats
    first: Floats
    last: Floats


def viterbi(emissions: Floats, mask: NDArray[np.bool_], chain: Chain) -> NDArray[np.int64]:
    """Best label of every position, int64 [n sequences, n positions]; 0 where the mask is False.

    The real positions of a sequence are contiguous; masked ones may stand on either side.
    """
    aligned = _Aligned.of(emissions, mask)
    # Labels before sequences: the best of a few labels is then a comparison of whole rows.
    best = np.ascontiguousarray(aligned.emissions.transpose(0, 2, 1))
    best[0] += chain.first[:, None]
    steps = np.ascontiguousarray(chain.transitions)[:, :, None]
    for t, m in aligned.alive():
        best[t, :, :m] += (best[t - 1, :, None, :m] + steps).max(0)
    scores = best.transpose(0, 2, 1)
    labels = np.zeros(scores.shape[:2], dtype=np.int64)
    ends = aligned.lengths - 1, aligned.rows
    labels[ends] = (scores[ends] + chain.last).argmax(1)
    into = np.ascontiguousarray(chain.transitions.T)
    for t, m in reversed(aligned.alive()):
        (scores[t - 1, :m] + into.take(labels[t, :m], axis=0)).argmax(1, out=labels[t - 1, :m])
    return aligned.back(labels)


def runs(labels: NDArray[np.int64], begin: int, inside: int) -> list[tuple[int, int]]:
    """(first, last) positions, both included, of the spans that begin with `begin` and go on with `inside`."""
    found: list[tuple[int, int]] = []
    for t in np.flatnonzero((labels == begin) | (labels == inside)).tolist():
        if labels[t] == begin or not found or found[-1][1] != t - 1:
            found.append((t, t))
        else:
            found[-1] = (found[-1][0], t)
    return found


def log_probability(emissions: Floats, mask: NDArray[np.bool_], labels: NDArray[np.int64], chain: Chain) -> Floats:
    """Log of each sequence's probability of its `labels` under the chain, float32 [n sequences].

    `emissions` and `mask` as for `viterbi`; `labels` int64 [n sequences, n positions].
    """
    aligned = _Aligned.of(emissions, mask)
    path = _path_score(emissions, mask, labels, chain)
    probability: Floats = (path - aligned.in_order(_log_partition(aligned, chain))).astype(np.float32)
    return probability


def _path_score(emissions: Floats, mask: NDArray[np.bool_], labels: NDArray[np.int64], chain: Chain) -> Floats:
    rows = np.arange(len(labels))
    begins = mask.argmax(1)
    ends = begins + mask.sum(1) - 1
    here = np.take_along_axis(emissions, labels[:, :, None], axis=2)[:, :, 0]
    steps = chain.transitions[labels[:, :-1], labels[:, 1:]] * (mask[:, 1:] & mask[:, :-1])
    edges = chain.first[labels[rows, begins]] + chain.last[labels[rows, ends]]
    score: Floats = (here * mask).sum(1) + steps.sum(1) + edges
    return score


SCALED_EVERY = 8
"""Steps between two scalings of the forward probabilities: far fewer than leave float64's range."""


def _log_partition(aligned: _Aligned, chain: Chain) -> NDArray[np.float64]:
    """Log of the sum over all labellings, float64 [n sequences], by the forward algorithm with scaling.

    In probabilities and not in logarithms, as one matrix product a step costs a tenth of a log of sums of exponents.
    """
    highest = aligned.emissions.max(2)
    odds = np.exp((aligned.emissions - highest[:, :, None]).astype(np.float64))
    between = np.exp(chain.transitions.astype(np.float64))
    alpha = np.exp(chain.first.astype(np.float64)) * odds[0]
    scale = np.zeros(len(alpha))
    for t, m in aligned.alive():
        alpha[:m] = (alpha[:m] @ between) * odds[t, :m]
        if t % SCALED_EVERY == 0:
            total = alpha[:m].sum(1)
            alpha[:m] /= total[:, None]
            scale[:m] += np.log(total)
    real = np.arange(len(highest))[:, None] < aligned.lengths
    logs: NDArray[np.float64] = scale + np.log(alpha @ np.exp(chain.last.astype(np.float64))) + (highest * real).sum(0)
    return logs


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Sequences moved so that all begin at position 0, the longest first: at every step those that go on are a slice.

    `emissions` [n positions, n sequences, n labels]; `lengths`, `rows` (0, 1, ...) and `order` (where each one came
    from) int64 [n sequences]; `mask` as it was given.
    """

    emissions: Floats
    lengths: NDArray[np.int64]
    rows: NDArray[np.int64]
    order: NDArray[np.int64]
    mask: NDArray[np.bool_]

    @classmethod
    def of(cls, emissions: Floats, mask: NDArray[np.bool_]) -> _Aligned:
        n, length, _ = emissions.shape
        lengths = mask.sum(1)
        order = np.argsort(-lengths, kind="stable")
        rows = np.arange(n)
        place = (mask.argmax(1)[order] + np.arange(length)[:, None]).clip(max=length - 1)
        return cls(emissions[order, place], lengths[order], rows, order, mask)

    def alive(self) -> list[tuple[int, int]]:
        """(position, how many sequences have it) of every position but the first."""
        longest = int(self.lengths[0]) if len(self.lengths) else 0
        going = np.searchsorted(-self.lengths, -np.arange(1, longest), side="left")
        return list(enumerate(going.tolist(), 1))

    def back(self, labels: NDArray[np.int64]) -> NDArray[np.int64]:
        """`labels` [n positions, n sequences] as [n sequences, n positions], where and in the order they came."""
        out = np.zeros(self.mask.shape, dtype=np.int64)
        real = np.arange(len(labels))[:, None] < self.lengths
        by_sequence = self.in_order(labels.T)
        out[self.mask] = by_sequence[self.in_order(real.T)]
        return out

    def in_order(self, values: NDArray[Any]) -> NDArray[Any]:
        """`values` [n sequences, ...] in the order the sequences came."""
        out = np.empty_like(values)
        out[self.order] = values
        return out
