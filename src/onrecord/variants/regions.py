"""What stands between the words that two wordings share, place by place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.variants.align import Run
from onrecord.variants.wording import Word, Wording

Place = Literal["within", "before", "after"]


class Region(NamedTuple):
    """Words `a` to `a_end` of the printed wording and `b` to `b_end` of the original (half-open) that are not shared.

    `place` is 'within' between or beside words that both have, and 'before' or 'after' for what one of the two has
    beyond the other's beginning or end.
    """

    a: int
    a_end: int
    b: int
    b_end: int
    place: Place = "within"

    @property
    def is_empty(self) -> bool:
        """Whether it holds no word of either."""
        return self.a == self.a_end and self.b == self.b_end


def regions(here: Wording, there: Wording, runs: Sequence[Run]) -> list[Region]:
    """The regions around and between `runs` (at least one), in order."""
    first, last = runs[0], runs[-1]
    a, b = last.a + last.length, last.b + last.length
    between = [
        Region(run.a + run.length, following.a, run.b + run.length, following.b) for run, following in pairwise(runs)
    ]
    found = [*_before(here, there, first.a, first.b), *between, *_after(here, there, a, b)]
    return [region for region in found if not region.is_empty]


def _before(here: Wording, there: Wording, a: int, b: int) -> list[Region]:
    """What precedes the first words that are shared: beyond the other's beginning, then what stands beside them.

    What one has beyond the other stands at the other's very beginning: an ellipsis there shows that it is left out.
    """
    n, m = _beside(here.words[:a][::-1], there.words[:b][::-1], here.to_first(a), there.to_first(b))
    return [
        Region(0, a - n, 0, 0, "before"),
        Region(0, 0, 0, b - m, "before"),
        Region(a - n, a, b - m, b),
    ]


def _after(here: Wording, there: Wording, a: int, b: int) -> list[Region]:
    """What follows the last words that are shared: what stands beside them, then beyond the other's very end."""
    n, m = _beside(here.words[a:], there.words[b:], here.to_last(a), there.to_last(b))
    return [
        Region(a, a + n, b, b + m),
        Region(len(here.words), len(here.words), b + m, len(there.words), "after"),
        Region(a + n, len(here.words), len(there.words), len(there.words), "after"),
    ]


def _beside(here: Sequence[Word], there: Sequence[Word], n: int, m: int) -> tuple[int, int]:
    """How many of the words outward from those that are shared stand in place of each other.

    `n` and `m` are how many are of the same sentence. Where only one of the two has any words there, it goes on beyond
    the other, and none do. An insertion in brackets stands in place of one word.
    """
    inserted, also = _inserted(here), _inserted(there)
    if inserted or also:
        return inserted or min(1, n), also or min(1, m)
    if not here or not there:
        return 0, 0
    if n and m:
        return min(n, m), min(n, m)
    return n, m


def _inserted(words: Sequence[Word]) -> int:
    """How many words at the beginning are in brackets."""
    return next((i for i, w in enumerate(words) if not w.in_brackets), len(words))
