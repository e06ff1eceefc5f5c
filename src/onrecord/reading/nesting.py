"""Nesting: an attribution that stands as a whole in another's content is that one's child."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.layout import inside
from onrecord.reading.relations import Relation
from onrecord.types import Spans


@dataclass(frozen=True, slots=True)
class _Extent:
    index: int
    start: int
    spans: Spans


def parents(relations: Sequence[Relation]) -> list[int | None]:
    """For each relation the index of the innermost other whose content holds its source, cue and content.

    Of two that hold each other, which only equal spans could, neither is the other's parent.
    """
    sizes = [sum(e - s for s, e in r.content) for r in relations]
    extents = sorted(
        (
            _Extent(i, min(spans)[0], spans)
            for i, r in enumerate(relations)
            if (spans := (*r.source, *r.cue, *r.content))
        ),
        key=lambda x: x.start,
    )
    starts = [x.start for x in extents]
    found: list[int | None] = [None] * len(relations)
    for outer in sorted(range(len(relations)), key=lambda i: -sizes[i]):
        for start, end in relations[outer].content:
            for extent in extents[bisect_left(starts, start) : bisect_left(starts, end)]:
                smaller = sizes[extent.index] < sizes[outer]
                if smaller and all(inside(s, relations[outer].content) for s in extent.spans):
                    found[extent.index] = outer
    return found
