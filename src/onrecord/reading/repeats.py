"""Pull quotes: a line of the body set again as display text. What stands in one is not said a second time."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reading.layout import Layout, cut
from onrecord.reading.relations import Relation
from onrecord.types import Span

MIN_WORDS = 6
_WORD = re.compile(r"\w+")


def pull_quotes(layout: Layout) -> tuple[Span, ...]:
    """Spans of the pull quotes: those that the page marks, and paragraphs that only repeat a line of the body.

    Such a paragraph is one quotation as a whole, and its words, an ellipsis aside, stand elsewhere in the article in
    the same order.
    """
    found, said = [], set()
    body: str | None = None
    for i, block in enumerate(layout.blocks):
        if block.kind == "pullquote":
            found.append((block.start, block.end))
            continue
        quotations = layout.quotations[i]
        if block.kind != "paragraph" or len(quotations) != 1 or not quotations[0].opened:
            continue
        if (quotations[0].start, quotations[0].end) != (block.start, block.end):
            continue
        body = _words(layout.article.text) if body is None else body
        line = _words(layout.text(block))
        if line.count(" ") + 1 >= MIN_WORDS and _repeated(line, body) and (line in said or _in_other(layout, i, line)):
            found.append((block.start, block.end))
        said.add(line)
    return tuple(found)


def _in_other(layout: Layout, i: int, line: str) -> bool:
    """Whether a block that is more than the line holds it: of two that are the same line, the first is kept."""
    return any(
        k != i and line in (words := _words(layout.text(b))) and words != line
        for k, b in enumerate(layout.blocks)
        if b.end - b.start > len(line)
    )


def without_repeats(relations: list[Relation], repeats: tuple[Span, ...]) -> list[Relation]:
    """The relations without the content that stands in `repeats`, and without those that have no other."""
    if not repeats:
        return relations
    kept = (replace(r, content=cut(r.content, repeats)) for r in relations)
    return [r for r in kept if r.content]


def _words(text: str) -> str:
    return " ".join(w.lower() for w in _WORD.findall(text))


def _repeated(line: str, text: str) -> bool:
    """Whether `line` stands in `text` more than once, word for word."""
    first = text.find(line)
    return first >= 0 and text.find(line, first + 1) >= 0
