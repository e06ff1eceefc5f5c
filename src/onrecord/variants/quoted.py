"""The words of a statement that its source is quoted with: what stands in quotation marks, or all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.types import Mode, Span, Spans
from onrecord.variants.marks import in_marks

APART = " … "
"""Between the pieces of a mixed quotation: the page prints other words there."""
_EDGES = " \t\r\n\u00a0“”„«»\"＂‘’'`"


def quoted_words(text: str, content: Spans, mode: Mode, paragraphs: Sequence[Span]) -> Spans:
    """Where the quoted words of a statement stand in an article's `text`, without quotation marks around them.

    All of its `content` for 'direct' and 'block', what stands in quotation marks for 'mixed', nothing for 'indirect'.
    Marks are paired within each of the `paragraphs` (in order); one that is left open goes to the paragraph's end, so
    that a quotation which is re-opened at each paragraph is whole.
    """
    if mode == "indirect":
        return ()
    parts = content if mode != "mixed" else _within_marks(text, content, paragraphs)
    return trimmed(text, parts)


def joined(text: str, parts: Spans, mode: Mode) -> str:
    """The quoted words as one text: what a cue interrupts goes on, between pieces of a mixed quotation words are left
    out.
    """
    return (APART if mode == "mixed" else " ").join(text[start:end] for start, end in parts)


def trimmed(text: str, parts: Iterable[Span], edges: str | None = _EDGES) -> Spans:
    """Spans without the `edges` at their ends, quotation marks and spaces or with None white space alone; those that
    hold nothing else are left out.
    """
    found: list[Span] = []
    for start, end in parts:
        inside = text[start:end]
        first, last = start + len(inside) - len(inside.lstrip(edges)), start + len(inside.rstrip(edges))
        if first < last:
            found.append((first, last))
    return tuple(found)


def without(parts: Spans, others: Spans) -> Spans:
    """`parts` less what lies in `others`, which may overlap each other."""
    left = list(parts)
    for start, end in others:
        left = [piece for s, e in left for piece in ((s, min(e, start)), (max(s, end), e)) if piece[0] < piece[1]]
    return tuple(left)


def _within_marks(text: str, content: Spans, paragraphs: Sequence[Span]) -> Iterator[Span]:
    for paragraph in paragraphs:
        first, last = paragraph
        inside = [span for span in content if span[0] < last and first < span[1]]
        if not inside:
            continue
        for start, end in (found.span for found in in_marks(text, paragraph)):
            yield from ((max(start, s), min(end, e)) for s, e in inside if max(start, s) < min(end, e))
