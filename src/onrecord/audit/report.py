"""From readings to a sourcing report."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.audit.checks import checks
from onrecord.audit.evidence import statements_of
from onrecord.audit.figures import added, figures
from onrecord.audit.values import ArticleAudit, Audit
from onrecord.types import Kind, Reading

COUNTED: tuple[Kind, ...] = ("assertion",)
"""The kinds of attributions that count as statements where nothing else is asked for: what was said."""


def audit_article(reading: Reading, kinds: Collection[Kind] = COUNTED) -> ArticleAudit:
    """The sourcing report of one article; its statements are the attributions of `kinds`."""
    evidence, article = statements_of(reading, kinds), reading.article
    return ArticleAudit(
        name=article.name,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        sha256=article.sha256,
        identified=len(evidence.identified),
        figures=figures(evidence),
        checks=checks(evidence),
    )


def total(articles: Sequence[ArticleAudit], model: str, kinds: Collection[Kind] = COUNTED) -> Audit:
    """The report of several articles that `model` read, their statements being the attributions of `kinds`."""
    return Audit(added(articles), tuple(articles), tuple(kinds), model)
