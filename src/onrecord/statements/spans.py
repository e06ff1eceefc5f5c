"""Arithmetic on spans, as this stage needs it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

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
    place = bisect_left(spans, span[1], key=lambda s: s[0])
    return place > 0 and spans[place - 1][1] > span[0]
