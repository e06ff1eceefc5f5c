"""Arithmetic on spans, as this stage needs it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from onrecord.types import Span, Spans


def merged(spans: Iterable[Span]) -> Spans:
    """The spans in order, those that overlap or touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def touches(span: Span, spans: Spans) -> bool:
    """Whether `span` shares a character with one of `spans` (sorted, disjoint)."""
    place = bisect_left(spans, (span[1],))
    return place > 0 and spans[place - 1][1] > span[0]


class Holders:
    """Whose spans hold a place: spans with their owners' names, asked for one place after another."""

    def __init__(self, owned: Iterable[tuple[Span, str]]) -> None:
        self._owned = sorted(owned)
        self._starts = [span[0] for span, _ in self._owned]
        self._reach = list(accumulate((span[1] for span, _ in self._owned), max))

    def of(self, place: Span) -> set[str]:
        """The owners of the spans that share a character with `place`."""
        found = set()
        for i in range(bisect_left(self._starts, place[1]) - 1, -1, -1):
            if self._reach[i] <= place[0]:
                break
            if self._owned[i][0][1] > place[0]:
                found.add(self._owned[i][1])
        return found
