"""Block quotations and announced quotations: what structure says beyond the tagger's windows.

A lead-in ("The Harbor Ledger reports:") gives its source what follows: a block quotation that the page marks, the
quoted paragraphs, or, where nothing marks it, the paragraphs up to where the article resumes in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.reading.layout import Layout, inside, touches, without
from onrecord.reading.leads import Lead, find_lead, last_sentence
from onrecord.reading.relations import Relation
from onrecord.types import Block, Span, Spans, Step

MAX_UNMARKED = 6
"""Paragraphs after a lead-in among which the article must resume for more than the first to be the quotation's."""
PLACE_WORDS = 4
"""Words after a cue that may say where something was said, and are no statement."""
MIN_WORDS = 8
"""A shorter unmarked paragraph after a lead-in is not taken for a quotation at length."""

_ADJUNCT = re.compile(
    r"(?:in|on|at|to|about|this|that|the following|following|as follows|earlier|last|later|yesterday|today|by|via|from"
    r"|how|why|further|recently|also|mon|tues|wednes|thurs|fri|satur|sun)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.I,
)
_TOLD = re.compile(r"(?:told|tells?)$", re.I)
_THE_PAPER = re.compile(
    r"^(?:the|its?|that)\s+(?:\w+\s+)?(?P<noun>paper|newspaper|report|story|article|outlet|magazine|site|website|agency"
    r"|network|broadcaster|station|statement|document|ruling|letter|memo|post|blog|daily|weekly)\b",
    re.I,
)
_OTHERS_TOO = frozenset({"agency", "statement", "document", "ruling", "letter", "memo"})
"""Nouns that a quoted report uses of others than itself."""
_NAME = re.compile(r"\b[A-Z][\w’'&.-]+")
_ARTICLES = frozenset({"The", "A", "An", "As", "In", "On", "And", "But"})
_CREDIT = re.compile(r"^\s*[—–-]{1,2}\s*(?P<who>[A-Z][^\n(@]{1,120}?)(?:\s*\(?@[^\n]*)?$")


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
    taken: set[int] = set()
    for i in range(len(layout.blocks)):
        made = _announced(layout, i, relations) or (None if i in taken else _credited(layout, i))
        if made is not None:
            taken.update(layout.index(start) for start, _ in made.relation.content)
            found = _with(found, made)
    return found


def _with(found: list[Found], made: Found) -> list[Found]:
    """`found` with `made`, which replaces relations of the same cue."""
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
    place = layout.following(i)
    if block.kind not in ("paragraph", "blockquote") or place is None or layout.lost_after(block):
        return None
    following = layout.blocks[place]
    marked = following.kind in ("blockquote", "embed") and following.depth > block.depth
    lead = find_lead(text, block.start, block.end)
    if lead is None:
        return _spoken(layout, block, place, relations) if marked else None
    tagged = _tagged(lead, relations)
    if marked:
        return _found(lead, tagged, _group(layout, place), MARKED)
    if following.kind not in ("paragraph", "preformatted") or following.depth != block.depth:
        return None
    quoted = _quoted_paragraphs(layout, place, lead, relations)
    if quoted:
        return _found(lead, tagged, quoted, ANNOUNCED)
    return _unmarked(layout, place, lead, tagged, relations)


def _unmarked(
    layout: Layout, i: int, lead: Lead, tagged: Relation | None, relations: Sequence[Relation]
) -> Found | None:
    """The unmarked paragraphs from block `i` on, as far as nothing shows that the article speaks itself again."""
    after_cue = layout.article.text[lead.cue[1] : lead.span[1] - 1].strip()
    cue = layout.article.text[slice(*lead.cue)]
    if lead.source[0] < lead.cue[0] and after_cue and not (_ADJUNCT.match(after_cue) or _TOLD.search(cue)):
        return None
    end = _resumption(layout, i, lead, relations)
    if end is None and (len(layout.text(layout.blocks[i]).split()) < MIN_WORDS or _opens_quoted(layout, i)):
        return None
    span_of = [(b.start, b.end) for b in layout.blocks[i : end or i + 1]]
    return _found(lead, tagged, tuple(span_of), ENDED if end else OPEN)


def _found(lead: Lead, tagged: Relation | None, content: Spans, rule: _Rule) -> Found:
    source = tagged.source if tagged and tagged.source else (lead.source,)
    cue = tagged.cue if tagged else (lead.cue,)
    return Found(Relation(source, cue, content, rule.confidence, (Step("content", rule.name),)), rule.block)


def _tagged(lead: Lead, relations: Sequence[Relation]) -> Relation | None:
    """The tagger's relation with the lead-in's cue, or with another cue in it and nothing said before the colon."""
    there = [r for r in relations if r.cue and inside(r.cue[0], (lead.span,))]
    same = [r for r in there if touches(r.cue, (lead.cue,))]
    free = [r for r in there if not touches(r.content, (lead.span,))]
    return max(same or free, key=lambda r: r.cue[0], default=None)


def _spoken(layout: Layout, block: Block, place: int, relations: Sequence[Relation]) -> Found | None:
    """The marked quotation at `place` for the speaker in the sentence before, who says nothing else there.

    'She wrote on her blog.' is such a sentence; 'The bridge is closed, she said.' is complete. None where the quotation
    has a credit of its own, or where another's words claim it.
    """
    span = last_sentence(layout.article.text, block.start, block.end)
    there = [r for r in relations if r.cue and r.source and inside(r.cue[0], (span,))]
    content = _group(layout, place)
    if not there or _credit(layout, place) is not None:
        return None
    last = max(there, key=lambda r: r.cue[0])
    others = (r for r in relations if r is not last and r.cue and not inside(r.cue[0], content))
    complete = any(not touches((s,), content) and not _is_place(layout, last, s) for s in last.content)
    if complete or any(touches(r.content, content) for r in others):
        return None
    return _found(Lead(span, last.source[0], last.cue[0]), last, content, MARKED)


def _is_place(layout: Layout, relation: Relation, part: Span) -> bool:
    """Whether a part of a content is no statement but a few words after the cue ('on her blog')."""
    return part[0] >= relation.cue[-1][1] and len(layout.article.text[slice(*part)].split()) <= PLACE_WORDS


def _group(layout: Layout, i: int) -> Spans:
    """The paragraphs of the marked block quotation that begins with block `i`."""
    first = layout.blocks[i]
    end = i + 1
    while end < len(layout.blocks):
        block = layout.blocks[end]
        if block.depth < first.depth or (block.group != first.group and block.depth == first.depth):
            break
        end += 1
    credits_ = tuple(sorted({b.credit for b in layout.blocks[i:end] if b.credit}))
    return without(layout.article.text, tuple((b.start, b.end) for b in layout.blocks[i:end]), credits_)


def _credit(layout: Layout, i: int) -> Span | None:
    """The credit of the marked quotation that begins with block `i`."""
    group = layout.blocks[i].group
    mine = (b for b in layout.blocks[i:] if group is not None and b.group == group)
    return next((b.credit for b in mine if b.credit), None)


def _opens_quoted(layout: Layout, i: int) -> bool:
    block = layout.blocks[i]
    return any(q.opened and q.start == block.start for q in layout.quotations[i])


def _quoted_paragraphs(layout: Layout, i: int, lead: Lead, relations: Sequence[Relation]) -> Spans:
    """The paragraphs from block `i` on that are quotations as a whole, as far as marks are re-opened.

    Empty where the first has words outside its quotations, or where somebody else is said to say it; what is said
    within it ('"The doctor told me to rest."') is no such claim.
    """
    spans: list[Span] = []
    while i < len(layout.blocks) and _opens_quoted(layout, i) and _all_quoted(layout, i):
        block = (layout.blocks[i].start, layout.blocks[i].end)
        claims = (
            r for r in relations if r.cue and not inside(r.cue[0], (block,)) and not inside(r.cue[0], (lead.span,))
        )
        if any(touches(r.content, (block,)) for r in claims):
            break
        spans.append(block)
        if layout.quotations[i][-1].closed:
            break
        i += 1
    return tuple(spans)


def _all_quoted(layout: Layout, i: int) -> bool:
    """Whether every word of block `i` stands in quotation marks."""
    at, words = layout.blocks[i].start, []
    for quotation in layout.quotations[i]:
        words.append(layout.article.text[at : quotation.start])
        at = quotation.end
    words.append(layout.article.text[at : layout.blocks[i].end])
    return not any(c.isalnum() for part in words for c in part)


def _resumption(layout: Layout, i: int, lead: Lead, relations: Sequence[Relation]) -> int | None:
    """The index of the block where the article speaks of the block quotation's source again, from outside.

    None where no such block is found before a heading, another lead-in, or the end: then nothing shows how far the
    quotation goes.
    """
    outlet = layout.article.text[slice(*lead.source)]
    for k in range(i + 1, min(len(layout.blocks), i + 1 + MAX_UNMARKED)):
        block = layout.blocks[k]
        if block.kind != "paragraph":
            return None
        mine = (r for r in relations if r.source and inside(r.source[0], ((block.start, block.end),)))
        if any(_same_source(layout.article.text[slice(*r.source[0])], outlet) for r in mine):
            return k
        if find_lead(layout.article.text, block.start, block.end) is not None:
            return None
    return None


def _names(source: str) -> tuple[str, ...]:
    """The capitalised words of a source that a name ends ('One council member' and 'she' are not named)."""
    names = _NAME.findall(source)
    return tuple(n for n in names if n not in _ARTICLES) if names and source.rstrip(" ,").endswith(names[-1]) else ()


def _same_source(source: str, outlet: str) -> bool:
    """Whether a source is the outlet again: by the last word of its name, or as 'the paper', 'the report'.

    'The agency' or 'the statement' is the outlet only where it was introduced as one.
    """
    names = _names(outlet)
    mine = [n.removesuffix("’s").removesuffix("'s") for n in _NAME.findall(source) if n not in _ARTICLES]
    if names and mine and len(mine) <= len(names) and set(mine) <= set(names) and names[-1] in mine:
        return True
    paper = _THE_PAPER.match(source)
    return paper is not None and (paper["noun"].lower() not in _OTHERS_TOO or paper["noun"].lower() in outlet.lower())


def _credited(layout: Layout, i: int) -> Found | None:
    """A marked block quotation or post without a lead-in whose credit names its source."""
    block = layout.blocks[i]
    first = i == 0 or layout.blocks[i - 1].group != block.group
    credit = _credit(layout, i)
    if block.kind not in ("blockquote", "embed") or not first or credit is None:
        return None
    content = _group(layout, i)
    match = _CREDIT.match(layout.article.text[slice(*credit)])
    who = (credit[0] + match.start("who"), credit[0] + match.end("who")) if match else credit
    if not content:
        return None
    return Found(Relation((who,), (), content, CREDITED.confidence, (Step("relation", CREDITED.name),)), True)
