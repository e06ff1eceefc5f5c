"""What follows from spans alone, for statements that a program or a person has marked without saying it."""

from __future__ import annotations

import re

from onrecord.types import Article, Mode, Span, Spans
from onrecord.variants.marks import in_marks

_WORD = re.compile(r"\w+")


def within(span: Span, spans: Spans) -> bool:
    """Whether a span lies in one of `spans`."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def quoted(article: Article) -> Spans:
    """What stands in quotation marks, block by block."""
    blocks = ((block.start, block.end) for block in article.blocks if block.start < block.end)
    return tuple(found.span for block in blocks for found in in_marks(article.text, block))


def mode_of(text: str, content: Spans, quoted: Spans) -> Mode:
    """`direct` where every word is in one of the `quoted` spans, `indirect` where none is, else `mixed`."""
    words = [word.span() for start, end in content for word in _WORD.finditer(text, start, end)]
    inside = sum(within(word, quoted) for word in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"
