"""What an audit of many articles measures in each: the figures and checks of the sourcing report, and some more.

Every measure is a count x and a denominator n of one article, 0 <= x <= n, that add up over articles. Which statements
and sources count is decided in one place, `onrecord.audit.evidence`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from onrecord.audit import Check, Figure
from onrecord.audit.archive import ONE_SOURCE, Chapter, Interval, Measure
from onrecord.audit.checks import checks
from onrecord.audit.evidence import UNNAMED_TYPES, Evidence, statements_of
from onrecord.audit.figures import figures
from onrecord.types import Article, Kind, Mode, Reading, SourceType

STATEMENTS = "statements of named sources"
"""The measure whose denominator is the number of statements."""
HEARD = (1, 5, 10)
"""Of how many of the sources that are heard most the share together is told."""
PATTERNS = frozenset(
    {
        "unnamed opinion",
        "unnamed quotation",
        "unnamed source in the lead",
        "late attribution",
        "judgement in own voice",
    }
)
"""The checks that look for what is found on the page; the others look for what it may state or not."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure's count and denominator in one article."""

    measure: Measure
    count: int
    of: int


def counted(evidence: Evidence) -> tuple[Counted, ...]:
    """Every measure of one article, always the same ones in the same order."""
    told = figures(evidence)
    return (
        *(_figure(f) for f in told if f.unit == "sources"),
        _named_sources(evidence),
        *(_figure(f) for f in told if f.unit == "statements"),
        *_statements(evidence),
        *_kinds(evidence),
        *(_figure(f) for f in told if f.unit == "words"),
        *(_figure(f) for f in told if f.unit == "articles"),
        *(_check(c, evidence) for c in checks(evidence)),
    )


@cache
def defined() -> tuple[Measure, ...]:
    """The measures of `counted`, in its order."""
    nothing = Reading(Article("", (), ""), (), "")
    return tuple(one.measure for one in counted(statements_of(nothing, ())))


def in_articles(measure: Measure) -> Measure:
    """The measure of how many articles a check befalls, of those in which it looked at anything."""
    rule = f"{measure.rule.split(';')[0]}, for one or more of its {measure.unit}; of the articles that have any"
    return replace(measure, code=f"articles with {measure.code}", unit="articles", rule=rule, interval="Wilson")


def befalls(measure: Measure) -> bool:
    """Whether it is a check of parts of an article, so that it is also told how many articles it befalls."""
    return measure.chapter == "checks" and measure.unit != "articles"


def most_heard(number: int) -> Measure:
    """The measure of how much of all is said by the `number` sources that are heard most, taken together."""
    return _of_heard(f"statements of {'the source' if number == 1 else f'the {number} sources'} heard most")


def heard() -> tuple[Measure, ...]:
    """The measures of the sources that are heard most: the first so many together, and each."""
    return (*map(most_heard, HEARD), one_source())


def one_source() -> Measure:
    """The measure of one of the sources that are heard most."""
    return _of_heard(ONE_SOURCE)


def _of_heard(code: str) -> Measure:
    rule = (
        "statements, of all; sources with proper names, the same in all articles where the name's key is the same or"
        " the ledger merges them; the unnamed are never taken for one"
    )
    return _measure("heard most", code, "statements", rule)


def _measure(chapter: Chapter, code: str, unit: str, rule: str) -> Measure:
    interval: Interval = "Wilson" if unit == "articles" else "articles as clusters"
    return Measure(code, chapter, unit, rule, interval)


_CHAPTERS: dict[str, Chapter] = {
    "sources": "sources",
    "statements": "statements",
    "words": "words",
    "articles": "articles",
}


def _figure(figure: Figure) -> Counted:
    return Counted(_measure(_CHAPTERS[figure.unit], figure.code, figure.unit, figure.rule), figure.count, figure.of)


def _named_sources(evidence: Evidence) -> Counted:
    rule = "unique sources that say something; named: persons, organizations and documents"
    of = len(evidence.sources)
    return Counted(_measure("sources", "named sources", "sources", rule), of - len(evidence.unnamed), of)


def _statements(evidence: Evidence) -> Iterator[Counted]:
    """Whose the statements are, and how they are printed; each of the two with the rest adds up to all."""
    types = {s.id: s.type for s in evidence.sources}
    whose = [types.get(a.source_id or "") for a in evidence.statements]
    of = len(whose)
    named = sum(t is not None and t not in UNNAMED_TYPES for t in whose)
    rule = "statements of persons, organizations and documents; the rest are of unnamed sources or without a source"
    yield Counted(_measure("statements", STATEMENTS, "statements", rule), named, of)
    for type_ in get_args(SourceType):
        rule = "statements by the type of their source, as in docs/annotation.md"
        yield Counted(_measure("statements", f"statements: {type_}", "statements", rule), whose.count(type_), of)
    modes = [a.mode for a in evidence.statements]
    for mode in get_args(Mode):
        rule = (
            "statements by how they are printed: quoted whole, in the writer's words, in both, at length without marks"
        )
        yield Counted(_measure("statements", f"statements: {mode}", "statements", rule), modes.count(mode), of)


def _kinds(evidence: Evidence) -> Iterator[Counted]:
    every: tuple[Kind, ...] = get_args(Kind)
    kinds = [a.kind for a in statements_of(evidence.reading, every).statements]
    rule = "attributions of any kind to somebody else than the writer, by kind: said, thought, known, wanted"
    for kind in every:
        measure = _measure("attributions", f"attributions: {kind}", "attributions", rule)
        yield Counted(measure, kinds.count(kind), len(kinds))


def _check(check: Check, evidence: Evidence) -> Counted:
    """How many of what a check looked at have no more than 'not stated on the page', or show what it looks for."""
    outcome = "found on the page" if check.code in PATTERNS else "not stated on the page"
    rule = f"{check.rule.replace(';', ',')}: {outcome}; of the {check.unit} that the check looks at"
    places = [f.span for f in check.findings if f.outcome == outcome]
    count = len(places)
    if check.unit == "assertions":
        # An assertion with somebody else's words in its middle is looked at in parts, but it is one.
        inside = [s for s in places if s is not None]
        count = sum(any(start <= s < end for s, _ in inside) for start, end in evidence.reading.own_voice)
    return Counted(_measure("checks", f"{check.code}: {outcome}", check.unit, rule), count, check.of)
