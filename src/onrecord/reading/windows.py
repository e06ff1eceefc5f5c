"""Cut an article into windows that the encoder can take, so that no relation is cut.

Every word is in the core of exactly one window, and a cue is read in the window whose core it begins in. Around the
core stand words of context: a little before a paragraph, and a wide margin on both sides where a paragraph is too
long for one window and must be cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LIMIT = 400
"""Word pieces a window may hold; with the two special tokens it stays under the encoder's 512 positions."""
CONTEXT = 40
"""Word pieces of the paragraph before that a window repeats."""
MARGIN = 130
"""Word pieces repeated on either side of a cut inside a paragraph: about the 96 words that roles look at."""


@dataclass(frozen=True, slots=True)
class Window:
    """Half-open word indices: the window is [first, last), its core [core_first, core_last)."""

    first: int
    last: int
    core_first: int
    core_last: int


def plan(paragraph: NDArray[np.int32], sizes: NDArray[np.int32], first_limit: int = LIMIT) -> list[Window]:
    """Windows over words whose paragraph numbers and piece counts are given (both int32 [n]).

    `first_limit` makes the first window smaller, so that training meets other cuts in every epoch.
    """
    if not len(sizes):
        return []
    total = np.concatenate(([0], np.cumsum(sizes)))
    ends = [*np.flatnonzero(np.diff(paragraph)) + 1, len(sizes)]
    windows: list[Window] = []
    start, limit = 0, max(first_limit, 2 * MARGIN + CONTEXT)
    while start < len(sizes):
        windows.append(_next(total, ends, start, limit))
        start, limit = windows[-1].core_last, LIMIT
    return windows


def _next(total: NDArray[np.int64], ends: Sequence[int], start: int, limit: int) -> Window:
    mid_paragraph = start > 0 and ends[int(np.searchsorted(ends, start))] != start
    first = _reach_back(total, start, MARGIN if mid_paragraph else CONTEXT)
    last = _reach(total, first, limit)
    index = int(np.searchsorted(ends, last, side="right")) - 1
    if index >= 0 and ends[index] > start:
        return Window(first, ends[index], start, ends[index])
    core_last = max(start + 1, _reach_back(total, last, MARGIN))
    return Window(first, last, start, core_last)


def _reach(total: NDArray[np.int64], first: int, pieces: int) -> int:
    """The last word index such that words [first, index) hold at most `pieces` pieces, and at least one word."""
    return max(first + 1, int(np.searchsorted(total, total[first] + pieces, side="right")) - 1)


def _reach_back(total: NDArray[np.int64], last: int, pieces: int) -> int:
    """The first word index such that words [index, last) hold at most `pieces` pieces."""
    return min(last, int(np.searchsorted(total, total[last] - pieces, side="left")))
