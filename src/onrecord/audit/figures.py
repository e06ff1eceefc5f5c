"""The figures of a sourcing report, each with its denominator and its rule.

Published audits differ by what they count (statements, unique sources, articles) and by rule, so that every figure
names both. A source is unnamed where the article prints no name for it; it counts once a story, and a plural group
counts as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from onrecord.audit.evidence import Evidence
from onrecord.audit.values import ArticleAudit, Figure
from onrecord.types import SourceType

SINGLE_SOURCE = "single-source articles"
DIRECT_CHAIN = 2
"""Links of the chain of a first-hand statement: the speaker and this article."""
_BUCKETS = (("0", 0, 0), ("1", 1, 1), ("2-3", 2, 3), ("4 or more", 4, None))
_UNIQUE = "unique sources that say something; a group counts as one"


def figures(evidence: Evidence) -> tuple[Figure, ...]:
    """The figures of one article."""
    return (*_sources(evidence), *_statements(evidence), *_words(evidence), *_articles(evidence))


def _sources(evidence: Evidence) -> Iterator[Figure]:
    all_ = len(evidence.sources)
    for kind in get_args(SourceType):
        count = sum(s.type == kind for s in evidence.sources)
        yield Figure(f"sources: {kind}", count, all_, "sources", f"{_UNIQUE}; type as in docs/annotation.md")
    rule = f"{_UNIQUE}; unnamed: the article prints no name for it"
    yield Figure("unnamed sources", len(evidence.unnamed), all_, "sources", rule)
    rule = f"{_UNIQUE}; fully identified: a proper name, and for a person a role or affiliation"
    yield Figure("fully identified sources", len(evidence.identified), all_, "sources", rule)


def _statements(evidence: Evidence) -> Iterator[Figure]:
    of = len(evidence.statements)
    nameless = {s.id for s in evidence.unnamed}
    unnamed = sum(a.source_id in nameless for a in evidence.statements)
    yield Figure("statements of unnamed sources", unnamed, of, "statements", "statements whose source has no name")
    unknown = sum(a.source_id is None for a in evidence.statements)
    rule = "statements for which the page states no source, or does not decide between several"
    yield Figure("statements without a source", unknown, of, "statements", rule)
    second = sum(len(a.chain) > DIRECT_CHAIN for a in evidence.statements)
    rule = (
        "statements by way of another outlet, journalist or quotation; told to the article's own outlet is first-hand"
    )
    yield Figure("second-hand statements", second, of, "statements", rule)
    quoted = sum(a.mode in ("direct", "block") for a in evidence.statements)
    yield Figure("statements quoted as a whole", quoted, of, "statements", "statements of mode direct or block")


def _words(evidence: Evidence) -> Iterator[Figure]:
    rule = "words of the text (no title, headings, captions, pull quotes) in assertions that no attribution covers"
    own = evidence.words(evidence.own_words)
    yield Figure("words in own voice", own, evidence.words(evidence.body), "words", rule)


def _articles(evidence: Evidence) -> Iterator[Figure]:
    speaks = int(bool(evidence.statements))
    rule = "articles with statements, all of them by one source"
    yield Figure(SINGLE_SOURCE, int(speaks and len(evidence.sources) == 1), speaks, "articles", rule)
    rule = "articles with statements whose every source is unnamed"
    only = bool(evidence.sources) and len(evidence.unnamed) == len(evidence.sources)
    yield Figure("articles with unnamed sources only", int(only), speaks, "articles", rule)
    rule = "articles by their fully identified sources (buckets of the Project for Excellence in Journalism)"
    identified = len(evidence.identified)
    for name, least, most in _BUCKETS:
        here = identified >= least and (most is None or identified <= most)
        yield Figure(f"articles by fully identified sources: {name}", int(here), 1, "articles", rule)


def added(articles: Iterable[ArticleAudit]) -> tuple[Figure, ...]:
    """The figures of several articles: counts and denominators added up."""
    sums: dict[str, Figure] = {}
    for article in articles:
        for figure in article.figures:
            known = sums.get(figure.code)
            sums[figure.code] = figure if known is None else _sum((known, figure))
    return tuple(sums.values())


def _sum(both: Sequence[Figure]) -> Figure:
    return replace(both[0], count=sum(f.count for f in both), of=sum(f.of for f in both))
