"""What the page sets beside its text: pull quotes, with the statement they repeat; and lead-ins that lost theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from onrecord.reading.layout import Layout, inside, touches
from onrecord.reading.leads import Lead, find_lead, last_sentence
from onrecord.reading.repeats import MOST_REPEATS, Words, pull_quotes
from onrecord.types import Article, Attribution, Block, DanglingLead, PullQuote, Span, Spans

CREDIT_WORDS = 6
"""Words that a line beside a pull quote may have at most to be its credit."""
_POSTED = re.compile(
    r"\b(?:tweet(?:s|ed)?|post(?:s|ed)?|(?:wrote|writes|said|responded|replied|reacted|shared)\b.{0,40}"
    r"\b(?:Twitter|X|Facebook|Instagram|TikTok|YouTube|Truth Social|Bluesky|Threads|LinkedIn|Telegram|Mastodon))\b"
)


_LISTS = re.compile(r"\b(?:these|here are)\b", re.I)
"""What announces the headings or points that come next, and no statement."""


def displayed(
    article: Article, attributions: Sequence[Attribution]
) -> tuple[tuple[PullQuote, ...], tuple[DanglingLead, ...]]:
    """The pull quotes of `article` and its dangling leads, in text order, `attributions` being those of its text.

    A dangling lead is a lead-in ("She posted:") after which the article ends, a heading comes or something was embedded
    that is lost, and whose statement no attribution has.
    """
    layout = Layout(article)
    body = Words(article.text, (0, len(article.text)))
    credits_ = {b.credit for b in layout.blocks}
    spans = tuple(s for s in pull_quotes(layout) if s not in credits_)
    grouped = _credit_lines(layout, body, spans)
    quotes = tuple(_pull_quote(layout, body, s, attributions) for s in spans if s not in grouped.values())
    quotes = tuple(replace(q, credit=grouped.get(q.span, q.credit)) for q in quotes)
    return quotes, tuple(_dangling(layout, attributions, tuple(q.span for q in quotes)))


def _credit_lines(layout: Layout, body: Words, spans: Spans) -> dict[Span, Span]:
    """Pull quote -> the line after it in its group that the body does not have and that can be a name: its credit."""
    found: dict[Span, Span] = {}
    for quote, line in pairwise(spans):
        one, other = layout.blocks[layout.index(quote[0])], layout.blocks[layout.index(line[0])]
        words = layout.text(other).split()
        if one.group is None or one.group != other.group or len(words) > CREDIT_WORDS:
            continue
        if _is_name(layout.text(other).strip(" —–-\n")) and not _line(body, line):
            found[quote] = line
    return found


def _pull_quote(layout: Layout, body: Words, span: Span, attributions: Sequence[Attribution]) -> PullQuote:
    line = _line(body, span)
    return PullQuote(span, line, _repeated(line, attributions), _credit(layout, span))


def _line(body: Words, span: Span) -> Spans:
    """Where the body has the words of the pull quote, its marks and an ellipsis aside."""
    places = islice(body.find(Words(body.text, span).joined), MOST_REPEATS)
    found = (place for place in places if not touches((place,), (span,)))
    return tuple(islice(found, 1))


def _repeated(line: Spans, attributions: Sequence[Attribution]) -> str | None:
    """The id of the attribution whose content is most nearly the line."""
    if not line:
        return None
    best, most = None, 0.0
    for attribution in attributions:
        shared = sum(max(0, min(e, line[0][1]) - max(s, line[0][0])) for s, e in attribution.content)
        whole = sum(e - s for s, e in attribution.content) + line[0][1] - line[0][0] - shared
        if shared / whole > most:
            best, most = attribution.id, shared / whole
    return best


def _credit(layout: Layout, span: Span) -> Span | None:
    """The credit that the page marks, or a short line right after the pull quote that names somebody of the article."""
    i = layout.index(span[0])
    if layout.blocks[i].credit is not None or i + 1 == len(layout.blocks):
        return layout.blocks[i].credit
    after = layout.blocks[i + 1]
    words = layout.text(after).split()
    if after.kind not in ("heading", "paragraph", "caption") or not 0 < len(words) <= CREDIT_WORDS:
        return None
    name = layout.text(after).strip(" —–-\n")
    if not _is_name(name) or layout.article.text.count(name) < 2:
        return None
    return layout.article.text.index(name, after.start), after.end


def _is_name(line: str) -> bool:
    """Whether a line can be somebody's name: capitals throughout, small words aside, and no mark at its end."""
    words = line.split()
    small = {"of", "the", "and", "for", "de", "van", "von"}
    capitals = all(w[:1].isupper() or w in small for w in words) and bool(words) and words[0][:1].isupper()
    return capitals and line[-1:] not in (".", ":", "?", "!", ";", "”", '"')


def _dangling(layout: Layout, attributions: Sequence[Attribution], display: Spans) -> list[DanglingLead]:
    found = []
    for i, block in enumerate(layout.blocks):
        if block.kind not in ("paragraph", "blockquote", "list_item") or inside((block.start, block.end), display):
            continue
        lead = find_lead(layout.article.text, block.start, block.end)
        lost = layout.lost_after(block)
        if lead is None and lost:
            lead = _posted(layout, block, attributions)
        if lead is None or _has_statement(lead, attributions):
            continue
        if lost or (_nothing_follows(layout, i) and not _LISTS.search(layout.article.text, *lead.span)):
            found.append(DanglingLead(lead.span, (lead.source,), (lead.cue,)))
    return found


def _nothing_follows(layout: Layout, i: int) -> bool:
    following = layout.following(i)
    return following is None or layout.blocks[following].kind in ("heading", "title")


def _has_statement(lead: Lead, attributions: Sequence[Attribution]) -> bool:
    """Whether an attribution by this cue or source has a content that is not in the lead-in itself."""
    mine = (a for a in attributions if touches(a.cue, (lead.cue,)) or touches(a.source, (lead.source,)))
    return any(not inside(s, (lead.span,)) for a in mine for s in a.content)


def _posted(layout: Layout, block: Block, attributions: Sequence[Attribution]) -> Lead | None:
    """The sentence before a lost embed that says somebody posted something, and has no statement of its own."""
    span = last_sentence(layout.article.text, block.start, block.end)
    match = _POSTED.search(layout.article.text, *span)
    stated = any(touches(a.content, (span,)) for a in attributions)
    subject = layout.article.text[span[0] : match.start()].strip() if match else ""
    if match is None or stated or not subject:
        return None
    return Lead(span, (span[0], span[0] + len(subject)), match.span())
