"""What newsrooms ask of sources (rules of AP, Reuters, NYT, The Washington Post), as far as a page shows it.

Each check points at its place. It says that something is stated or not stated on the page, or that a pattern of which
the rules warn is found; never that a rule is kept, because most rules have exceptions that only an editor can grant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.audit.evidence import Evidence, listed
from onrecord.audit.values import Check, Finding
from onrecord.types import Attribution, Source, Span, Spans

LEAD_PARAGRAPHS = 2
"""Paragraphs at the beginning of the text that are its lead."""
LATE_SENTENCES = 2
"""Sentences of a quotation after which its attribution comes late (AP: after the first)."""
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s+[\"“‘(]?[A-Z])")


def checks(evidence: Evidence) -> tuple[Check, ...]:
    """Every check of one article, also those that found nothing."""
    return (
        _reason(evidence),
        _position(evidence),
        _label(evidence),
        _number(evidence),
        _opinion(evidence),
        _quotation(evidence),
        _lead(evidence),
        _named_source(evidence),
        _second_source(evidence),
        _missing(evidence),
        _late(evidence),
        _disputable(evidence),
        _byline(evidence),
    )


def _stated(spans: Spans, else_: Spans, source: Source) -> Finding:
    """'stated' where `spans` are, else 'not stated on the page' at the source's first mention."""
    if spans:
        return Finding("stated", spans[0], source.id)
    return Finding("not stated on the page", else_[0] if else_ else None, source.id)


def _reason(evidence: Evidence) -> Check:
    unnamed = evidence.unnamed_people
    found = tuple(_stated(s.anonymity.reason if s.anonymity else (), s.mentions, s) for s in unnamed)
    return Check("reason for anonymity", len(unnamed), "unnamed people", "why the name is withheld", found)


def _position(evidence: Evidence) -> Check:
    unnamed = evidence.unnamed_people
    found = tuple(_stated(s.anonymity.position_to_know if s.anonymity else (), s.mentions, s) for s in unnamed)
    return Check("position to know", len(unnamed), "unnamed people", "how the source knows", found)


def _label(evidence: Evidence) -> Check:
    """Whether the label says what the source is: 'critics' and 'a source' do not, 'a clerk of the court' does."""
    found = []
    for source in evidence.unnamed_people:
        label = source.mentions[:1]
        vague = bool(label) and listed("vague_labels").fullmatch(evidence.text(label[0])) is not None
        known = source.anonymity is not None and source.anonymity.position_to_know
        found.append(_stated(() if vague and not known else label, label, source))
    rule = "what the source is; a label such as 'a source' or 'critics' alone does not say it"
    return Check("what the source is", len(found), "unnamed people", rule, tuple(found))


def _number(evidence: Evidence) -> Check:
    groups = [s for s in evidence.unnamed_people if s.type == "unnamed group"]
    found = []
    for source in groups:
        counted = source.anonymity is not None and source.anonymity.number is not None
        found.append(_stated(source.mentions[:1] if counted else (), source.mentions, source))
    rule = "how many an unnamed group are; 'officials' may be one official"
    return Check("how many they are", len(groups), "unnamed people", rule, tuple(found))


def _of_unnamed(evidence: Evidence) -> Iterator[Attribution]:
    return (a for a in evidence.statements if evidence.is_by_unnamed(a))


def _opinion(evidence: Evidence) -> Check:
    """Opinion by its words: 'I think', 'should', words of judgement; an unnamed source is to give information."""
    looked = list(_of_unnamed(evidence))
    found = []
    for attribution in looked:
        signs = (m.span() for s in attribution.content for m in listed("judgements").finditer(_text(evidence), *s))
        sign = next(signs, None)
        if sign is not None or attribution.kind == "belief":
            found.append(_found(sign or _place(attribution), attribution))
    rule = "statements of unnamed people with words of opinion or judgement"
    return Check("unnamed opinion", len(looked), "statements", rule, tuple(found))


def _quotation(evidence: Evidence) -> Check:
    looked = list(_of_unnamed(evidence))
    found = tuple(_found(a.content[0], a) for a in looked if a.mode in ("direct", "mixed") and a.content)
    return Check("unnamed direct quotation", len(looked), "statements", "quotations of unnamed people", found)


def _lead(evidence: Evidence) -> Check:
    paragraphs = evidence.body[:LEAD_PARAGRAPHS]
    end = paragraphs[-1][1] if paragraphs else 0
    looked = [a for a in evidence.statements if _place(a)[0] < end]
    found = tuple(_found(_place(a), a) for a in looked if evidence.is_by_unnamed(a))
    rule = f"statements of unnamed people in the first {LEAD_PARAGRAPHS} paragraphs"
    return Check("unnamed source in the lead", len(looked), "statements", rule, found)


def _named_source(evidence: Evidence) -> Check:
    named = [s for s in evidence.sources if s not in evidence.unnamed]
    return _existence(evidence, "a named source", "whether anybody who speaks has a name", named)


def _second_source(evidence: Evidence) -> Check:
    rule = "whether more than one source speaks"
    return _existence(evidence, "a second source", rule, evidence.sources[1:])


def _existence(evidence: Evidence, code: str, rule: str, there: list[Source] | tuple[Source, ...]) -> Check:
    if not evidence.statements:
        return Check(code, 0, "articles", rule, ())
    if not there:
        return Check(code, 1, "articles", rule, (Finding("not stated on the page"),))
    span = there[0].mentions[0] if there[0].mentions else None
    return Check(code, 1, "articles", rule, (Finding("stated", span, there[0].id),))


def _missing(evidence: Evidence) -> Check:
    """Statements without a source: nobody is named, or a pronoun stays open."""
    looked = evidence.statements
    found = tuple(
        Finding("not stated on the page", _place(a), None, a.id)
        for a in looked
        if a.source_id is None and not a.candidates
    )
    return Check("source of a statement", len(looked), "statements", "whose statement it is", found)


def _late(evidence: Evidence) -> Check:
    quoted = [a for a in evidence.statements if a.mode == "direct" and a.cue]
    found = tuple(_found(a.cue[0], a) for a in quoted if _sentences_before(evidence, a) >= LATE_SENTENCES)
    rule = f"quotations of which {LATE_SENTENCES} sentences or more come before the words that say whose they are"
    return Check("late attribution", len(quoted), "statements", rule, found)


def _sentences_before(evidence: Evidence, attribution: Attribution) -> int:
    before = [s for s in attribution.content if s[1] <= attribution.cue[0][0]]
    if not before or any(e <= before[0][0] for _, e in attribution.source):
        return 0
    return sum(1 + len(_SENTENCE_END.findall(evidence.text(s))) for s in before)


def _disputable(evidence: Evidence) -> Check:
    own = evidence.reading.own_voice
    found = []
    for span in own:
        sign = listed("judgements").search(_text(evidence), *span)
        if sign is not None:
            found.append(Finding("found on the page", sign.span()))
    rule = "assertions in own voice with words of judgement, certainty or blame"
    return Check("judgement in own voice", len(own), "assertions", rule, tuple(found))


def _byline(evidence: Evidence) -> Check:
    outcome = Finding("stated" if evidence.reading.article.authors else "not stated on the page")
    return Check("byline", 1, "articles", "who wrote the article", (outcome,))


def _found(span: Span, attribution: Attribution) -> Finding:
    return Finding("found on the page", span, attribution.source_id, attribution.id)


def _place(attribution: Attribution) -> Span:
    """Where a statement is: its source, else its cue, else its content."""
    return (attribution.source or attribution.cue or attribution.content)[0]


def _text(evidence: Evidence) -> str:
    return evidence.reading.article.text
