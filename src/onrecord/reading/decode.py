"""Labels, and the most probable label sequence under a linear-chain CRF (Lafferty et al., 2001), in NumPy.

Training and inference share the labels and this decoder. Sequences are decoded together: arrays are
[n sequences, n positions, n labels], and `mask` [n sequences, n positions] tells which positions are real.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    n, length, _ = emissions.shape
    begins = mask.argmax(1)
    score = np.zeros((n, emissions.shape[2]), dtype=np.float32)
    back = np.zeros((length, n, emissions.shape[2]), dtype=np.int64)
    for t in range(length):
        paths = score[:, :, None] + chain.transitions
        back[t] = paths.argmax(1)
        onward = np.where(mask[:, t, None], paths.max(1) + emissions[:, t], score)
        score = np.where((begins == t)[:, None], chain.first + emissions[:, t], onward)
    labels = np.zeros((n, length), dtype=np.int64)
    here = (score + chain.last).argmax(1)
    rows = np.arange(n)
    for t in range(length - 1, -1, -1):
        labels[:, t] = np.where(mask[:, t], here, 0)
        here = np.where(mask[:, t] & (begins != t), back[t, rows, here], here)
    return labels


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
    """Log of each sequence's probability of its `labels` under the chain, float32 [n sequences]."""
    n, length, _ = emissions.shape
    begins, rows = mask.argmax(1), np.arange(n)
    alpha = np.zeros((n, emissions.shape[2]), dtype=np.float32)
    path = np.zeros(n, dtype=np.float32)
    before = np.zeros(n, dtype=np.int64)
    for t in range(length):
        here = labels[:, t]
        starts, goes_on = begins == t, mask[:, t] & (begins != t)
        step = np.where(starts, chain.first[here], chain.transitions[before, here]) + emissions[rows, t, here]
        path += np.where(starts | goes_on, step, 0.0)
        onward = _log_sum_exp(alpha[:, :, None] + chain.transitions) + emissions[:, t]
        alpha = np.where(starts[:, None], chain.first + emissions[:, t], np.where(goes_on[:, None], onward, alpha))
        before = np.where(mask[:, t], here, before)
    total: Floats = path + chain.last[before] - _log_sum_exp((alpha + chain.last)[:, :, None])[:, 0]
    return total


def _log_sum_exp(scores: Floats) -> Floats:
    """Over axis 1 of [n, from, to]."""
    high = scores.max(1)
    summed: Floats = high + np.log(np.exp(scores - high[:, None]).sum(1))
    return summed
