"""Quotations that go on in what was taken for the source: "“The council,” said [Ana Ruiz, the mayor, “lost its way.”]"

The marks are hard evidence: a quotation at a source's end, of a relation that quotes, is the rest of its content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.layout import Layout, normalise, touches
from onrecord.reading.relations import Relation
from onrecord.types import Span, Step

_GOES_ON = re.compile(r"\w,\s*[“\"‘']+(?:[a-z.…]\S*|I(?:[’']\w+)?)$")
"""A comma, then a word that does not begin a sentence, as the title of a book would."""
FEWEST_WORDS = 3
"""A shorter quotation in a source may be a name that somebody goes by."""


def with_resumed(layout: Layout, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with quotations at the end of their sources given to their contents."""
    return [_with_resumed(layout, r) for r in relations]


def _with_resumed(layout: Layout, relation: Relation) -> Relation:
    text = layout.article.text
    rest = _quotation_at_end(layout, relation.source[-1]) if relation.source else None
    if rest is None or not touches(relation.content, layout.quoted):
        return relation
    source = normalise(text, (*relation.source[:-1], (relation.source[-1][0], rest[0])))
    source = (*source[:-1], (source[-1][0], source[-1][0] + len(text[slice(*source[-1])].rstrip(" ,"))))
    content = normalise(text, (*relation.content, rest))
    return replace(relation, source=source, content=content, steps=(*relation.steps, Step("content", "rule:resumed")))


def _quotation_at_end(layout: Layout, source: Span) -> Span | None:
    """The quotation that begins inside `source`, with words before it, and goes on to its end or beyond."""
    text = layout.article.text
    for quotation in layout.quotations[layout.index(source[0])]:
        inside = source[0] < quotation.start < source[1] <= quotation.end + 1
        words = text[quotation.start : quotation.end].split()
        if inside and len(words) >= FEWEST_WORDS and _GOES_ON.search(text, source[0], quotation.start + len(words[0])):
            return quotation.start, quotation.end
    return None
