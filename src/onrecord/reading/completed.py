"""Quotations that the tagger cut short: it looks a limited number of words around a cue, and marks are hard evidence.

What stands between one pair of quotation marks is one person's, so a content that begins with the opening mark goes on
to the closing one, and one that ends with the closing mark begins with the opening one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.reading.layout import Layout, inside, normalise, touches
from onrecord.reading.quotes import Quotation
from onrecord.reading.relations import Relation
from onrecord.types import Span, Spans, Step


def with_completed(layout: Layout, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with quotations of which they hold one end given to their contents whole.

    A quotation is left as it is where the cue or the source stands in it, where another relation whose cue stands
    outside it holds some of the rest, or where no mark ends it and its paragraph is not continued.
    """
    return [_completed(layout, relation, relations) for relation in relations]


def _completed(layout: Layout, relation: Relation, relations: Sequence[Relation]) -> Relation:
    whole = [
        quotation
        for span in relation.content
        for quotation, rest in _cut_short(layout, span)
        if not _spoken_within(relation, quotation) and not _shared(relation, quotation, rest, relations)
    ]
    if not whole:
        return relation
    content = normalise(layout.article.text, (*relation.content, *((q.start, q.end) for q in whole)))
    return replace(relation, content=content, steps=(*relation.steps, Step("content", "rule:completed")))


def _cut_short(layout: Layout, span: Span) -> Iterator[tuple[Quotation, Span]]:
    """Quotations of which `span` holds one end and not the other, with the rest."""
    start, end = span
    for i in {layout.index(start), layout.index(end - 1)}:
        for quotation in layout.quotations[i] if i >= 0 else ():
            if not quotation.opened or not (quotation.closed or _goes_on(layout, i, quotation)):
                continue
            if start <= quotation.start + 1 and quotation.start + 1 < end < quotation.end - 1:
                yield quotation, (end, quotation.end)
            elif quotation.start + 1 < start < quotation.end - 1 <= end:
                yield quotation, (quotation.start, start)


def _goes_on(layout: Layout, i: int, quotation: Quotation) -> bool:
    """Whether the open quotation at the end of block `i` is opened again by the next block."""
    following = layout.following(i)
    if following is None or quotation.end < layout.blocks[i].end:
        return False
    again = layout.quotations[following]
    return bool(again) and again[0].opened and again[0].start == layout.blocks[following].start


def _spoken_within(relation: Relation, quotation: Quotation) -> bool:
    where = ((quotation.start, quotation.end),)
    return touches(relation.cue, where) or touches(relation.source, where)


def _shared(relation: Relation, quotation: Quotation, rest: Span, relations: Sequence[Relation]) -> bool:
    """Whether somebody else is said to have spoken some of the rest."""
    where: Spans = ((quotation.start, quotation.end),)
    others = (r for r in relations if r is not relation and touches(r.content, (rest,)))
    return any(not all(inside(cue, where) for cue in other.cue) for other in others)
