"""The words of a statement, as they stand in a Quotation and in a Claim."""

from __future__ import annotations

from onrecord.types import Article, Attribution, Factuality, Span, Spans
from onrecord.variants.quoted import APART, joined, quoted_words

_SHOWS_ITSELF: frozenset[Factuality] = frozenset({"probable", "possible", "planned", "conditional"})
"""What the words of a content can show by themselves ("may", "will", "if"). A denial stands outside of it."""


def quoted(article: Article, attribution: Attribution) -> str:
    """The words in quotation marks, without the marks, or of a block quotation all; empty where there are none.

    A comma at the end goes, too: it is the article's, before "said".
    """
    paragraphs = [(block.start, block.end) for block in article.blocks] or [(0, len(article.text))]
    spans = quoted_words(article.text, attribution.content, attribution.mode, paragraphs)
    return joined(article.text, spans, attribution.mode).removesuffix(",")


def claimed(article: Article, attribution: Attribution) -> str:
    """The content; together with source and cue where it would look asserted without them, and is not.

    So "a contract had been signed" is never alone where it was denied: "the company denied that a contract had been
    signed".
    """
    if not _is_told_by_content(attribution):
        return _as_printed(article.text, (*attribution.source, *attribution.cue, *attribution.content))
    whole = attribution.mode in ("direct", "block") and quoted(article, attribution)
    return whole or _as_printed(article.text, attribution.content)


def _is_told_by_content(attribution: Attribution) -> bool:
    if attribution.factuality not in _SHOWS_ITSELF:
        return attribution.factuality == "asserted"
    inside = [any(s <= start and end <= e for s, e in attribution.content) for start, end in attribution.evidence]
    return bool(inside) and all(inside)


def _as_printed(text: str, spans: Spans) -> str:
    """What stands at `spans`, in text order; with an ellipsis where words stand between them, else with what does."""
    made, last = "", 0
    for start, end in _merged(spans):
        between = text[last:start]
        made += (APART if any(map(str.isalnum, between)) else between) if made else ""
        made, last = made + text[start:end], end
    return made


def _merged(spans: Spans) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
