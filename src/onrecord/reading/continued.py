"""Quotations that go on: a second part after the cue, and paragraphs whose marks are re-opened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.reading.layout import Layout, inside, normalise, touches
from onrecord.reading.quotes import Quotation
from onrecord.reading.relations import Relation
from onrecord.types import Span, Spans, Step

MAX_BETWEEN = 45
"""Words between two parts of a quotation: source, cue, recipient, time."""


def continue_quotations(layout: Layout, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with quotations that no relation owns added to the one that they continue.

    A paragraph of a quotation that is left open goes on in the next if that one opens with a quotation mark again
    (newspaper practice: only the last paragraph is closed).
    """
    outer = [r for r in relations if not _is_quoted(layout, r)]
    outer = _with_second_parts(layout, outer)
    relations = [*outer, *(r for r in relations if _is_quoted(layout, r))]
    owned = normalise(layout.article.text, (s for r in outer for s in (*r.content, *r.cue, *r.source)))
    return [r if _is_quoted(layout, r) else _both_ways(layout, r, owned) for r in relations]


def _both_ways(layout: Layout, relation: Relation, owned: Spans) -> Relation:
    added = [*_paragraphs_before(layout, relation, owned), *_paragraphs_after(layout, relation, owned)]
    return _continued(relation, added)


def _paragraphs_before(layout: Layout, relation: Relation, owned: Spans) -> list[Span]:
    """The paragraphs of a quotation whose speaker is only named in its last one."""
    added: list[Span] = []
    start = relation.content[0][0]
    i = layout.index(start)
    if i < 0 or not layout.quotations[i] or layout.quotations[i][0].start != layout.blocks[i].start:
        return added
    if start > layout.quotations[i][0].start + 1:
        return added
    while (place := layout.before(i)) is not None:
        i = place
        block, quotations = layout.blocks[i], layout.quotations[i]
        open_whole = len(quotations) == 1 and quotations[0].opened and not quotations[0].closed
        if not open_whole or (quotations[0].start, quotations[0].end) != (block.start, block.end):
            break
        if touches(((block.start, block.end),), owned):
            break
        added.append((block.start, block.end))
    return added


def _with_second_parts(layout: Layout, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with the quotation after the cue added where it goes on with the one before and nobody owns it.

    '"A," said X. "B."': X's cue and source stand between two quotations of one paragraph, and no other cue does.
    """
    owned = normalise(layout.article.text, (s for r in relations for s in (*r.content, *r.cue, *r.source)))
    cues = sorted(r.cue[0][0] for r in relations if r.cue)
    return [_with_second_part(layout, r, owned, cues) for r in relations]


def _with_second_part(layout: Layout, relation: Relation, owned: Spans, cues: Sequence[int]) -> Relation:
    if not relation.cue:
        return relation
    between = (*relation.source, *relation.cue)
    i = layout.index(relation.cue[0][0])
    for one, two in pairwise(layout.quotations[i] if i >= 0 else ()):
        if not (one.opened and one.closed and two.opened):
            continue
        asked = touches(relation.content, ((one.start, one.end),)) and all(
            one.end <= s and e <= two.start for s, e in between
        )
        alone = bisect_left(cues, two.start) - bisect_left(cues, one.end) == 1
        if (
            asked
            and alone
            and not touches(((two.start, two.end),), owned)
            and _sentence_end(layout, one.end, two.start)
        ):
            step = Step("content", "rule:second-part")
            return replace(relation, content=(*relation.content, (two.start, two.end)), steps=(*relation.steps, step))
    return relation


def _sentence_end(layout: Layout, start: int, end: int) -> bool:
    """Whether the words between two quotations end in a sentence's or clause's end, and are few."""
    words = layout.article.text[start:end].split()
    return bool(words) and len(words) <= MAX_BETWEEN and words[-1][-1] in ".,:;"


def _is_quoted(layout: Layout, relation: Relation) -> bool:
    """Whether the attribution itself is part of a quotation: its speaker is not who goes on speaking."""
    return bool(relation.cue) and inside(relation.cue[0], layout.quoted)


def _continued(relation: Relation, added: Sequence[Span]) -> Relation:
    if not added:
        return relation
    step = Step("content", "rule:reopened-quotation")
    content = tuple(sorted((*relation.content, *added)))
    return replace(relation, content=content, steps=(*relation.steps, step))


def _paragraphs_after(layout: Layout, relation: Relation, owned: Spans) -> list[Span]:
    added: list[Span] = []
    i = layout.index(relation.content[-1][0])
    last = _left_open(layout, i, relation.content[-1])
    while last is not None and (place := layout.following(i)) is not None:
        i = place
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
