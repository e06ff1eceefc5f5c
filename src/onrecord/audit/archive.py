"""What a sourcing report of many articles is made of: frozen values that know nothing of storage or of display.

Every number is a count with its denominator, so that reports of parts of an archive add up to that of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.types import Kind, SourceType

By = Literal["outlet", "month", "author"]
"""What articles are grouped by: as their metadata have it."""

Chapter = Literal["sources", "statements", "attributions", "words", "articles", "checks", "heard most"]
"""Under which heading a measure is shown; the order here is that of the report."""

Interval = Literal["Wilson", "articles as clusters"]
"""How a measure's 95% interval is made (`onrecord.ledger.intervals`)."""

FEW_ARTICLES = 20
"""Fewer articles than this make rough intervals (Cameron & Miller, 2015: 'few' clusters begin at 20 to 50)."""
MOST_HEARD = 10
"""How many sources a list of those that are heard most has."""
ALL = "all articles"
NOT_STATED = "not stated on the page"
"""The name of the group of articles whose outlet, date or author no page or input states."""
ONE_SOURCE = "statements of one source"
"""The measure of each of the sources that are heard most."""
BUCKETS = tuple(f"articles by fully identified sources: {bucket}" for bucket in ("0", "1", "2-3", "4 or more"))
"""The measures that part the articles by their sources, as the Project for Excellence in Journalism does."""
COMPARED = (
    "statements of unnamed sources",
    "statements without a source",
    "second-hand statements",
    "statements quoted as a whole",
    "fully identified sources",
    "words in own voice",
    "single-source articles",
    *BUCKETS,
    "articles with reason for anonymity: not stated on the page",
    "statements of the 10 sources heard most",
)
"""The measures by which groups are compared where there is no room for all."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted among what: `unit` names the denominator, `rule` says it in words."""

    code: str
    chapter: Chapter
    unit: str
    rule: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`: their ratio `value` and its 95% interval from `low` to `high`, all in [0, 1].

    The three are None where the denominator is 0. `articles` is how many articles have something in the denominator.
    """

    code: str
    count: int
    of: int
    articles: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A source with a proper name; `share` is that of its statements in all, `articles` in how many it speaks."""

    name: str
    type: SourceType
    articles: int
    share: Share


@dataclass(frozen=True, slots=True)
class Apart:
    """`count` inputs that no figure counts; `code` is that of the reading's note, or `unreadable`."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The report of one group: `name` is None where the page states none. `few` marks fewer than `FEW_ARTICLES`.

    `articles` are those that count, `apart` those of the group that do not. `heard` are the sources that are heard
    most, the one with most statements first.
    """

    name: str | None
    articles: int
    few: bool
    shares: tuple[Share, ...]
    heard: tuple[Heard, ...]
    apart: tuple[Apart, ...] = ()

    def share(self, code: str) -> Share:
        """The share of the measure with this code."""
        return next(s for s in self.shares if s.code == code)

    @property
    def label(self) -> str:
        """Its name as it is shown."""
        return NOT_STATED if self.name is None else self.name


@dataclass(frozen=True, slots=True)
class Scope:
    """Which of the ledger's articles were looked at: those of `outlet`, with dates from `since` to `until` (ISO 8601).

    None sets no limit. An article without a date lies in no range of dates.
    """

    outlet: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class ArchiveAudit:
    """The report of many articles: `whole` over all, then each of `groups`.

    `several` is how many articles count in more than one group, as those with two authors do; the groups of outlets and
    months are a partition, and their counts add up to those of the whole. `unreadable` inputs gave no article, and so
    belong to no outlet or date; `undated` articles are out of scope because they have no date. `models` are the weights
    that read the articles, with how many each.
    """

    by: By | None
    scope: Scope
    kinds: tuple[Kind, ...]
    models: tuple[tuple[str, int], ...]
    measures: tuple[Measure, ...]
    whole: Group
    groups: tuple[Group, ...]
    several: int = 0
    unreadable: int = 0
    undated: int = 0
