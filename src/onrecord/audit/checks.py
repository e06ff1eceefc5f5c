"""What newsrooms ask of sources (rules of AP, Reuters, NYT, The Washington Post), as far as a page shows it.

Each check points at its place. It says that something is stated or not stated on the page, or that a pattern of which
the rules warn is found; never that a rule is kept, because most rules have exceptions that only an editor can grant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.audit.evidence import Evidence, listed
from onrecord.audit.values import Check, Finding
from onrecord.types import Attribution, Source, Span, Spans

LEAD_PARAGRAPHS = 2
"""Paragraphs at the beginning of the text that are its lead."""
LATE_SENTENCES = 2
"""Sentences of a quotation after which its attribution comes late (AP: after the first)."""
BYLINE_BLOCKS = 4
"""Blocks at the beginning of an article in which a printed byline is looked for."""
_BYLINE = re.compile(r"\s*By:?\s+[A-Z][\w.’'-]+(?:\s+(?:[A-Z][\w.’'-]+|and|,))+", re.ASCII)
_BEFORE_A_LABEL = frozenset(
    "a an the these those one two three several some many multiple other most few all both unnamed anonymous various of"
    " number".split()
)


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
    """'stated' where `spans` are, else 'not stated on the page' at the source's label."""
    if spans:
        return Finding("stated", spans[0], source.id)
    return Finding("not stated on the page", else_[0] if else_ else None, source.id)


def _label_of(source: Source) -> Spans:
    return (source.anonymity.label if source.anonymity else ()) or source.mentions[:1]


def _reason(evidence: Evidence) -> Check:
    people = evidence.unnamed_people
    found = tuple(_stated(s.anonymity.reason if s.anonymity else (), _label_of(s), s) for s in people)
    return Check("reason for anonymity", len(people), "unnamed people", "why the name is withheld", found)


def _position(evidence: Evidence) -> Check:
    people = evidence.unnamed_people
    found = tuple(_stated(s.anonymity.position_to_know if s.anonymity else (), _label_of(s), s) for s in people)
    return Check("position to know", len(people), "unnamed people", "how the source knows", found)


def _label(evidence: Evidence) -> Check:
    """Whether the label says what the source is: 'critics' and 'a source' do not, 'a clerk of the court' does."""
    found = []
    for source in evidence.unnamed_people:
        label = _label_of(source)
        known = source.anonymity is not None and source.anonymity.position_to_know
        says = bool(label) and (bool(known) or not _is_vague(evidence.text(label[0])))
        found.append(_stated(label if says else (), label, source))
    rule = "what the source is; a label such as 'a source' or 'critics' alone does not say it"
    return Check("what the source is", len(found), "unnamed people", rule, tuple(found))


def _is_vague(label: str) -> bool:
    words = [w for w in re.findall(r"\w+", label.lower()) if w not in _BEFORE_A_LABEL]
    pronouns = {"he", "she", "they", "who", "it", "which", "that", "each", "none", "neither", "everyone", "nobody"}
    return all(w in pronouns or listed("vague_labels").fullmatch(w) for w in words)


def _number(evidence: Evidence) -> Check:
    groups = [s for s in evidence.unnamed_people if s.type == "unnamed group"]
    found = []
    for source in groups:
        counted = source.anonymity is not None and source.anonymity.number is not None
        found.append(_stated(_label_of(source) if counted else (), _label_of(source), source))
    rule = "how many an unnamed group are; 'officials' may be one official"
    return Check("how many they are", len(groups), "unnamed groups", rule, tuple(found))


def _opinion(evidence: Evidence) -> Check:
    """Opinion by its words: 'I think', 'should', words of judgement; an unnamed source is to give information."""
    looked = evidence.of_unnamed_people
    found = []
    for attribution in looked:
        sign = next((s for part in attribution.content if (s := evidence.judgement(part))), None)
        if sign is not None or attribution.kind == "belief":
            found.append(_found(sign or _place(attribution), attribution))
    rule = "statements of unnamed people with words of opinion or judgement"
    return Check("unnamed opinion", len(looked), "statements", rule, tuple(found))


def _quotation(evidence: Evidence) -> Check:
    looked = evidence.of_unnamed_people
    found = tuple(_found(a.content[0], a) for a in looked if a.mode != "indirect" and a.content)
    rule = "statements of unnamed people that are quoted, as a whole or in part"
    return Check("unnamed quotation", len(looked), "statements", rule, found)


def _lead(evidence: Evidence) -> Check:
    lead = evidence.lead[:LEAD_PARAGRAPHS]
    looked = [a for a in evidence.statements if _touches((*a.content, *a.source), lead)]
    unnamed = set(evidence.of_unnamed_people)
    found = tuple(_found(_place(a), a) for a in looked if a in unnamed)
    rule = f"statements of unnamed people in the first {LEAD_PARAGRAPHS} paragraphs"
    return Check("unnamed source in the lead", len(looked), "statements", rule, found)


def _named_source(evidence: Evidence) -> Check:
    return _existence(evidence, "a named source", "whether anybody who speaks has a name", evidence.named)


def _second_source(evidence: Evidence) -> Check:
    rule = "whether more than one source speaks"
    return _existence(evidence, "a second source", rule, evidence.sources[1:])


def _existence(evidence: Evidence, code: str, rule: str, there: Sequence[Source]) -> Check:
    if not evidence.statements:
        return Check(code, 0, "articles", rule, ())
    if not there:
        return Check(code, 1, "articles", rule, (Finding("not stated on the page"),))
    last = (there[0].name or "").split()[-1:]
    named = (m for m in there[0].mentions if last and last[0] in evidence.text(m))
    span = next(named, there[0].mentions[0] if there[0].mentions else None)
    return Check(code, 1, "articles", rule, (Finding("stated", span, there[0].id),))


def _missing(evidence: Evidence) -> Check:
    """Statements for which no source is printed; a pronoun that stays open is printed."""
    looked = evidence.statements
    nobody = (a for a in looked if a.source_id is None and not a.source)
    found = tuple(Finding("not stated on the page", _place(a), None, a.id) for a in nobody)
    return Check("source of a statement", len(looked), "statements", "whose statement it is", found)


def _late(evidence: Evidence) -> Check:
    quoted = [a for a in evidence.statements if a.mode == "direct" and a.cue]
    found = tuple(_found(a.cue[0], a) for a in quoted if _sentences_before(evidence, a) >= LATE_SENTENCES)
    rule = f"quotations of which {LATE_SENTENCES} sentences or more come before the words that say whose they are"
    return Check("late attribution", len(quoted), "quotations", rule, found)


def _sentences_before(evidence: Evidence, attribution: Attribution) -> int:
    before = [s for s in attribution.content if s[1] <= attribution.cue[0][0]]
    if not before or any(e <= before[0][0] for _, e in attribution.source):
        return 0
    return sum(evidence.sentences(s) for s in before)


def _disputable(evidence: Evidence) -> Check:
    """Of each own assertion the first word of judgement, where nobody else is said to say it."""
    own = evidence.reading.own_voice
    signs = map(evidence.judgement_of, own)
    found = tuple(Finding("found on the page", sign) for sign in signs if sign is not None)
    rule = "assertions in own voice with words of judgement, certainty or blame"
    return Check("judgement in own voice", len(own), "assertions", rule, found)


def _byline(evidence: Evidence) -> Check:
    """Who wrote it, by the page's metadata or a line 'By …' at its beginning."""
    article = evidence.reading.article
    lines = (_BYLINE.match(article.text, b.start, b.end) for b in article.blocks[:BYLINE_BLOCKS])
    printed = next((m.span() for m in lines if m), None)
    stated = article.authors or printed
    outcome = Finding("stated" if stated else "not stated on the page", printed)
    return Check("byline", 1, "articles", "who wrote the article", (outcome,))


def _touches(spans: Spans, others: Spans) -> bool:
    return any(s < end and start < e for s, e in spans for start, end in others)


def _found(span: Span, attribution: Attribution) -> Finding:
    return Finding("found on the page", span, attribution.source_id, attribution.id)


def _place(attribution: Attribution) -> Span:
    """Where a statement is: its source, else its cue, else its content."""
    return (attribution.source or attribution.cue or attribution.content)[0]
