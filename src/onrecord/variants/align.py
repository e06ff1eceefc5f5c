"""Which words of two wordings are the same ones: runs in both, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from onrecord.variants.wording import Wording

NEAR = 3
"""Words further than a part is long within which its counterpart is looked for."""
STRAY = 2
"""Words of a run that is taken for chance where it stands far from its neighbours and says nothing of its own."""
PIECE = 1.5
"""Words that one more piece must bring, for of two alignments the one in fewer pieces reads better."""
LARGEST = 4_000_000
"""Pairs of words up to which the longest run is looked for first: it takes time in their number, 2 s for these."""

Ids = Sequence[int]


class Run(NamedTuple):
    """`length` words that are the same: from word `a` of the one and from word `b` of the other."""

    a: int
    b: int
    length: int


def align(one: Wording, other: Wording) -> tuple[Run, ...]:
    """The runs of words that both have, in order.

    A longest common subsequence, which has the most words; or, where it is better and the two are not very long, the
    longest run first, which keeps together what stands together (Ratcliff and Metzener, 1988). Bracketed insertions
    match nothing but the same insertion.
    """
    a, b = _ids(one, other)
    runs = _tidy(one, a, b, _subsequence(a, b))
    if len(runs) > 1 and len(a) * len(b) <= LARGEST:
        runs = max(runs, _tidy(one, a, b, _longest_first(a, b)), key=_worth)
    return tuple(_at_ellipses(a, b, runs, (one.gaps, other.gaps)))


def _ids(one: Wording, other: Wording) -> tuple[list[int], list[int]]:
    """Each word as a number, the same in both for the same key; unlike all others where it may match nothing."""
    numbers = {key: i for i, key in enumerate(dict.fromkeys(one.keys + other.keys))}
    masked = len(numbers)
    both = []
    for mine, others in ((one, other), (other, one)):
        ids = [numbers[key] for key in mine.keys]
        known = {others.keys[first:last] for first, last in others.insertions}
        for first, last in mine.insertions:
            if mine.keys[first:last] not in known:
                ids[first:last] = range(masked, masked + last - first)
                masked += last - first
        both.append(ids)
    return both[0], both[1]


def _worth(runs: Sequence[Run]) -> float:
    return sum(run.length for run in runs) - PIECE * len(runs)


def _subsequence(a: Ids, b: Ids) -> list[Run]:
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - only where wordings are compared

    return [
        Run(op.src_start, op.dest_start, op.src_end - op.src_start) for op in LCSseq.opcodes(a, b) if op.tag == "equal"
    ]


def _longest_first(a: Ids, b: Ids) -> list[Run]:
    return [Run(*block) for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if block.size]


def _tidy(one: Wording, a: Ids, b: Ids, runs: list[Run]) -> list[Run]:
    """Runs in fewer pieces, without words that are matched by chance, and what stands at both ends aligned anew."""
    runs = _closed_up(a, b, runs)
    kept = [run for i, run in enumerate(runs) if not _is_stray(one, runs, i)]
    return _rejoined(a, b, kept)


def _closed_up(a: Ids, b: Ids, runs: list[Run]) -> list[Run]:
    """Runs moved to their neighbours where the same words stand there."""
    for order in (1, -1):
        done: list[Run] = []
        for run in runs[::order]:
            joined = _joined(a, b, *sorted((done[-1], run))) if done else None
            if joined is None:
                done.append(run)
            else:
                done[-1] = joined
        runs = done[::order]
    return runs


def _joined(a: Ids, b: Ids, first: Run, second: Run) -> Run | None:
    """Two runs as one, where one of them can stand right beside the other; the shorter is tried first."""
    length = first.length + second.length
    places = [Run(first.a, first.b, length), Run(second.a - first.length, second.b - first.length, length)]
    for place in places if first.length > second.length else places[::-1]:
        if place.a >= first.a and place.b >= first.b and _is_run(a, b, place):
            return place
    return None


def _is_stray(one: Wording, runs: Sequence[Run], i: int) -> bool:
    """Whether run `i` is a few common words far from the runs beside it, in the one wording or the other."""
    run = runs[i]
    if len(runs) == 1 or run.length > STRAY or any(one.content[run.a : run.a + run.length]):
        return False
    beside = pairwise(runs[max(0, i - 1) : i + 2])
    return all(abs(later.a - earlier.a - later.b + earlier.b) > NEAR for earlier, later in beside)


def _rejoined(a: Ids, b: Ids, runs: list[Run]) -> list[Run]:
    """What stands before the first run and after the last aligned anew, near to them."""
    if not runs:
        return runs
    first, last = runs[0], runs[-1]
    reach = min(first.a, first.b) + NEAR
    lead = (max(0, first.a - reach), first.a), (max(0, first.b - reach), first.b)
    end = Run(last.a + last.length, last.b + last.length, 0)
    reach = min(len(a) - end.a, len(b) - end.b) + NEAR
    tail = (end.a, end.a + reach), (end.b, end.b + reach)
    return [*_within(a, b, *lead), *runs, *_within(a, b, *tail)]


def _within(a: Ids, b: Ids, in_a: tuple[int, int], in_b: tuple[int, int]) -> Iterable[Run]:
    for run in _subsequence(a[slice(*in_a)], b[slice(*in_b)]):
        yield Run(run.a + in_a[0], run.b + in_b[0], run.length)


def _at_ellipses(a: Ids, b: Ids, runs: Sequence[Run], gaps: tuple[frozenset[int], frozenset[int]]) -> list[Run]:
    """Runs that part at an ellipsis where they can: "we … to go" has the second 'to' of "we want to stay to go"."""
    runs = list(runs)
    for i, (before, after) in enumerate(pairwise(runs)):
        for mine, side in ((0, gaps[0]), (1, gaps[1])):
            if side and before[mine] + before.length == after[mine]:
                runs[i], runs[i + 1] = _moved(a, b, runs[i], runs[i + 1], mine, side)
    return [run for run in runs if run.length]


def _moved(a: Ids, b: Ids, before: Run, after: Run, mine: int, gaps: frozenset[int]) -> tuple[Run, Run]:
    """The border between two runs that touch in one text moved to an ellipsis there, where the words allow it."""
    border = after[mine]
    for gap in sorted(gaps, key=lambda g: abs(g - border)):
        n = gap - border
        if -before.length <= n <= after.length:
            longer = Run(before.a, before.b, before.length + n)
            later = Run(after.a + n, after.b + n, after.length - n)
            if _is_run(a, b, longer) and _is_run(a, b, later):
                return longer, later
    return before, after


def _is_run(a: Ids, b: Ids, run: Run) -> bool:
    ours, theirs = a[run.a : run.a + run.length], b[run.b : run.b + run.length]
    return run.a >= 0 and run.b >= 0 and len(ours) == len(theirs) == run.length and ours == theirs
