"""Block quotations and announced quotations: what structure says beyond the tagger's windows.

A lead-in ("The Harbor Ledger reports:") gives its source what follows: a block quotation that the page marks, the
quoted paragraphs, or, where nothing marks it, the paragraphs up to where the article resumes in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reading.layout import Layout, inside, touches
from onrecord.reading.leads import Lead, find_lead, last_sentence
from onrecord.reading.relations import Relation
from onrecord.types import Block, Span, Spans, Step

MAX_UNMARKED = 6
"""Paragraphs after a lead-in among which the article must resume for more than the first to be the quotation's."""
MIN_WORDS = 8
"""A shorter unmarked paragraph after a lead-in is not taken for a quotation at length."""

_ADJUNCT = re.compile(
    r"(?:in|on|at|to|about|this|that|the following|following|as follows|earlier|last|later|yesterday|today|by|via|from"
    r"|how|why|further|recently|also|mon|tues|wednes|thurs|fri|satur|sun)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.I,
)
_TOLD = re.compile(r"(?:told|tells?)$", re.I)
_THE_PAPER = re.compile(
    r"^(?:the|its?|that)\s+(?:\w+\s+)?(?:paper|newspaper|report|story|article|outlet|magazine|site|website|agency"
    r"|network|broadcaster|station|statement|document|ruling|letter|memo|post|blog|daily|weekly)\b",
    re.I,
)
_NAME = re.compile(r"\b[A-Z][\w’'&.-]+")
_ARTICLES = frozenset({"The", "A", "An", "As", "In", "On", "And", "But"})
_CREDIT = re.compile(r"^\s*[—–-]{1,2}\s*(?P<who>[A-Z][^\n]{1,120})$")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a rule gives: its name in the steps, its confidence, and whether it makes block quotations."""

    name: str
    confidence: float
    block: bool = True


MARKED = _Rule("rule:block-quotation", 0.9)
CREDITED = _Rule("rule:block-credit", 0.9)
ANNOUNCED = _Rule("rule:announced-quotation", 0.9, block=False)
ENDED = _Rule("rule:block-lead-in", 0.75)
OPEN = _Rule("rule:block-lead-in-alone", 0.5)
"""An unmarked block quotation: ENDED where the article visibly resumes after it, OPEN where nothing shows its end."""


@dataclass(frozen=True, slots=True)
class Found:
    """A relation with what structure knows of it: `block` where its content is a block quotation."""

    relation: Relation
    block: bool = False


def add_blocks(layout: Layout, relations: Sequence[Relation]) -> list[Found]:
    """The tagger's relations, with block quotations and announced quotations added or completed.

    A relation of the tagger whose cue is the lead-in's gets the lead-in's content; it is not doubled.
    """
    found = [Found(r) for r in relations]
    for i in range(len(layout.blocks)):
        made = _announced(layout, i, relations) or _credited(layout, i)
        if made is not None:
            found = _with(found, made)
    return found


def _with(found: list[Found], made: Found) -> list[Found]:
    """`found` with `made`, which replaces relations of the same cue, and those without one that only repeat it."""
    rest, steps = [], made.relation.steps
    for other in found:
        if made.relation.cue and touches(other.relation.cue, made.relation.cue):
            steps = (*other.relation.steps, *steps)
        else:
            rest.append(other)
    return [*rest, replace(made, relation=replace(made.relation, steps=steps))]


def _announced(layout: Layout, i: int, relations: Sequence[Relation]) -> Found | None:
    """What the lead-in at the end of block `i` announces, None where it is none or its statement was lost."""
    block, text = layout.blocks[i], layout.article.text
    following = layout.blocks[i + 1] if i + 1 < len(layout.blocks) else None
    if block.kind not in ("paragraph", "blockquote") or following is None or layout.lost_after(block):
        return None
    marked = following.kind in ("blockquote", "embed") and following.depth > block.depth
    lead = find_lead(text, block.start, block.end) or (_spoken_of(layout, block, relations) if marked else None)
    if lead is None:
        return None
    tagged = _tagged(lead, relations)
    if marked:
        return _found(lead, tagged, _group(layout, i + 1), MARKED)
    if following.kind not in ("paragraph", "preformatted") or following.depth != block.depth:
        return None
    quoted = _quoted_paragraphs(layout, i + 1, relations)
    if quoted:
        return _found(lead, tagged, quoted, ANNOUNCED)
    return _unmarked(layout, i, lead, tagged, relations)


def _unmarked(
    layout: Layout, i: int, lead: Lead, tagged: Relation | None, relations: Sequence[Relation]
) -> Found | None:
    after_cue = layout.article.text[lead.cue[1] : lead.span[1] - 1].strip()
    cue = layout.article.text[slice(*lead.cue)]
    if lead.source[0] < lead.cue[0] and after_cue and not (_ADJUNCT.match(after_cue) or _TOLD.search(cue)):
        return None
    if len(layout.text(layout.blocks[i + 1]).split()) < MIN_WORDS or _opens_quoted(layout, i + 1):
        return None
    end = _resumption(layout, i + 1, lead, relations)
    span_of = [(b.start, b.end) for b in layout.blocks[i + 1 : end or i + 2]]
    return _found(lead, tagged, tuple(span_of), ENDED if end else OPEN)


def _found(lead: Lead, tagged: Relation | None, content: Spans, rule: _Rule) -> Found:
    source = tagged.source if tagged and tagged.source else (lead.source,)
    cue = tagged.cue if tagged else (lead.cue,)
    return Found(Relation(source, cue, content, rule.confidence, (Step("content", rule.name),)), rule.block)


def _tagged(lead: Lead, relations: Sequence[Relation]) -> Relation | None:
    """The tagger's relation whose cue stands in the lead-in; the last, as it is nearest to what is announced."""
    there = [r for r in relations if r.cue and inside(r.cue[0], (lead.span,))]
    return max(there, key=lambda r: r.cue[0], default=None)


def _spoken_of(layout: Layout, block: Block, relations: Sequence[Relation]) -> Lead | None:
    """The last sentence of a paragraph before a marked quotation, where the tagger has found a speaker's cue in it."""
    span = last_sentence(layout.article.text, block.start, block.end)
    there = [r for r in relations if r.cue and r.source and inside(r.cue[0], (span,))]
    if not there:
        return None
    last = max(there, key=lambda r: r.cue[0])
    return None if touches(last.content, layout.quoted) else Lead(span, last.source[0], last.cue[0])


def _group(layout: Layout, i: int) -> Spans:
    """The paragraphs of the marked block quotation that begins with block `i`."""
    first = layout.blocks[i]
    end = i + 1
    while end < len(layout.blocks):
        block = layout.blocks[end]
        if block.depth < first.depth or (block.group != first.group and block.depth == first.depth):
            break
        end += 1
    credits = tuple(b.credit for b in layout.blocks[i:end] if b.credit)
    spans = ((b.start, b.end) for b in layout.blocks[i:end])
    return tuple(s for s in spans if s not in credits)


def _opens_quoted(layout: Layout, i: int) -> bool:
    block = layout.blocks[i]
    return any(q.opened and q.start == block.start for q in layout.quotations[i])


def _quoted_paragraphs(layout: Layout, i: int, relations: Sequence[Relation]) -> Spans:
    """The paragraphs from block `i` on that are quotations as a whole, as far as marks are re-opened.

    Empty where the first has words outside its quotation, or where somebody else is said to say it.
    """
    spans: list[Span] = []
    while i < len(layout.blocks) and _opens_quoted(layout, i):
        block, quotations = layout.blocks[i], layout.quotations[i]
        whole = quotations[-1].end >= block.end and len(quotations) == 1
        if not whole or any(r.cue and inside(r.cue[0], ((block.start, block.end),)) for r in relations):
            break
        spans.append((block.start, block.end))
        if quotations[-1].closed:
            break
        i += 1
    return tuple(spans)


def _resumption(layout: Layout, i: int, lead: Lead, relations: Sequence[Relation]) -> int | None:
    """The index of the block where the article speaks of the block quotation's source again, from outside.

    None where no such block is found before a heading, another lead-in, or the end: then nothing shows how far the
    quotation goes.
    """
    names = _names(layout.article.text[slice(*lead.source)])
    for k in range(i + 1, min(len(layout.blocks), i + 1 + MAX_UNMARKED)):
        block = layout.blocks[k]
        if block.kind != "paragraph":
            return None
        mine = (r for r in relations if r.source and inside(r.source[0], ((block.start, block.end),)))
        if any(_same_source(layout.article.text[slice(*r.source[0])], names) for r in mine):
            return k
        if find_lead(layout.article.text, block.start, block.end) is not None:
            return None
    return None


def _names(source: str) -> frozenset[str]:
    """The capitalised words of a source that a name ends ('One council member' and 'she' are not named)."""
    names = _NAME.findall(source)
    return frozenset(names) - _ARTICLES if names and source.rstrip(" ,").endswith(names[-1]) else frozenset()


def _same_source(source: str, names: frozenset[str]) -> bool:
    """Whether a source is the outlet again: by the last word of its name, or as 'the paper', 'the report'."""
    mine = [n.removesuffix("’s").removesuffix("'s") for n in _NAME.findall(source) if n not in _ARTICLES]
    return bool(names and mine and len(mine) <= len(names) and set(mine) <= names) or bool(_THE_PAPER.match(source))


def _credited(layout: Layout, i: int) -> Found | None:
    """A marked block quotation without a lead-in whose credit names its source."""
    block = layout.blocks[i]
    first = i == 0 or layout.blocks[i - 1].group != block.group
    if block.kind != "blockquote" or not first:
        return None
    spans = _group(layout, i)
    end = layout.index(spans[-1][0]) if spans else i
    credit = next((b.credit for b in layout.blocks[i : end + 2] if b.credit and b.group == block.group), None)
    if credit is None or not spans:
        return None
    content = tuple(s for s in spans if not touches((s,), (credit,)))
    match = _CREDIT.match(layout.article.text[slice(*credit)])
    who = (credit[0] + match.start("who"), credit[0] + match.end("who")) if match else credit
    if not content:
        return None
    return Found(Relation((who,), (), content, CREDITED.confidence, (Step("relation", CREDITED.name),)), True)
