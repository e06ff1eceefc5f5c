"""Spans that cross each other, cut so that each piece stands whole in what is around it, as elements of XML must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.types import Span, Spans


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the span of a mark, which is told by its place among the marks."""

    start: int
    end: int
    mark: int


def nested(marks: Sequence[Spans], within: Span) -> list[Cut]:
    """The pieces of `marks` within a span, outer ones before what they hold, in text order.

    Of two that cross, the one that starts later is cut at the other's end. Of two with the same borders, the earlier
    in `marks` is the outer one. Empty spans give no piece.
    """
    first, last = within
    inside = [Cut(max(s, first), min(e, last), n) for n, spans in enumerate(marks) for s, e in spans]
    starting: dict[int, list[Cut]] = {}
    for cut in inside:
        if cut.start < cut.end:
            starting.setdefault(cut.start, []).append(cut)
    found: list[Cut] = []
    opened: list[Cut] = []
    for at in sorted(starting.keys() | {c.end for cuts in starting.values() for c in cuts}):
        lowest = next((n for n, cut in enumerate(opened) if cut.end == at), len(opened))
        found += [Cut(cut.start, at, cut.mark) for cut in opened[lowest:]]
        going_on = [Cut(at, cut.end, cut.mark) for cut in opened[lowest:] if cut.end > at]
        opened[lowest:] = sorted((*going_on, *starting.get(at, ())), key=_outermost_first)
    return sorted(found, key=_outermost_first)


def _outermost_first(cut: Cut) -> tuple[int, int, int]:
    return cut.start, -cut.end, cut.mark
