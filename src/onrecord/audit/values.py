"""What a sourcing report is made of: frozen values that know nothing of how they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.types import Kind, Span

Outcome = Literal["stated", "not stated on the page", "found on the page"]
"""What a page can state is stated or not; a pattern that newsroom rules warn of is found or does not appear.

What a page cannot show (an editor's approval, a name that is known inside) is never an outcome.
"""

Unit = Literal[
    "sources", "unnamed people", "unnamed groups", "statements", "quotations", "words", "assertions", "articles"
]
"""What a figure or a check counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`count` of `of` so many `unit`; `rule` says what is counted among what. Figures of several articles add up."""

    code: str
    count: int
    of: int
    unit: Unit
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check: `span` is where the page states it, or else where it should."""

    outcome: Outcome
    span: Span | None = None
    source_id: str | None = None
    attribution_id: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One newsroom rule as far as a page shows it: `of` so many `unit` were looked at; `rule` says for what."""

    code: str
    of: int
    unit: Unit
    rule: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ArticleAudit:
    """The report of one article. `identified` is its number of fully identified sources."""

    name: str
    title: str | None
    outlet: str | None
    published: str | None
    sha256: str
    identified: int
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The report of several articles: `figures` over all of them, then each.

    `kinds` are the kinds of attributions that counted as statements; `model` names the weights that read the articles.
    """

    figures: tuple[Figure, ...]
    articles: tuple[ArticleAudit, ...]
    kinds: tuple[Kind, ...]
    model: str
