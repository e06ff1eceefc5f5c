"""Quotations that go on: a second part after the cue, and paragraphs whose marks are re-opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.layout import Layout, normalise, touches
from onrecord.reading.quotes import Quotation
from onrecord.reading.relations import Relation
from onrecord.types import Span, Spans, Step


def continue_quotations(layout: Layout, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with quotations that no relation owns added to the one that they continue.

    A paragraph of a quotation that is left open goes on in the next if that one opens with a quotation mark again
    (newspaper practice: only the last paragraph is closed).
    """
    owned = normalise(layout.article.text, (s for r in relations for s in (*r.content, *r.cue, *r.source)))
    return [_continued(r, _paragraphs_after(layout, r, owned)) for r in relations]


def _continued(relation: Relation, added: Sequence[Span]) -> Relation:
    if not added:
        return relation
    step = Step("content", "rule:reopened-quotation")
    return replace(relation, content=(*relation.content, *added), steps=(*relation.steps, step))


def _paragraphs_after(layout: Layout, relation: Relation, owned: Spans) -> list[Span]:
    added: list[Span] = []
    i = layout.index(relation.content[-1][0])
    last = _left_open(layout, i, relation.content[-1])
    while last is not None and i + 1 < len(layout.blocks):
        i += 1
        block, quotations = layout.blocks[i], layout.quotations[i]
        again = quotations and quotations[0].opened and quotations[0].start == block.start
        if not again or touches(((quotations[0].start, quotations[0].end),), owned):
            break
        added.append((quotations[0].start, quotations[0].end))
        last = quotations[0] if not quotations[0].closed else None
    return added


def _left_open(layout: Layout, i: int, content: Span) -> Quotation | None:
    """The quotation at the end of block `i` that nothing closes, where `content` reaches into it."""
    if i < 0 or not layout.quotations[i]:
        return None
    last = layout.quotations[i][-1]
    is_open = last.opened and not last.closed and last.end == layout.blocks[i].end
    return last if is_open and touches((content,), ((last.start, last.end),)) else None
