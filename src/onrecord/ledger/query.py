"""What is asked of a ledger, and the page that it answers with."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Literal

from onrecord.errors import QueryError
from onrecord.ledger.words import Words, parse, words_of
from onrecord.types import Factuality, Kind, Mode, Note, SourceType, Span, Spans

Order = Literal["rank", "date"]
"""Best match first, by BM25; or newest first, and within an article as in its text."""

MOST_PER_PAGE: Final = 1_000
UNNAMED: Final[tuple[SourceType, ...]] = ("anonymous source", "unnamed group")
"""The types of sources without a name, as the sourcing report counts them (docs/audit.md)."""
NAMED: Final[tuple[SourceType, ...]] = ("named person", "named organization", "document")


@dataclass(frozen=True, slots=True)
class Query:
    """What to find; what is left out does not matter, and of several values in a tuple one must fit.

    `words` are in the language of `onrecord.ledger.words`. `speaker` is a name or words of one; names that were merged
    count as one. `outlets` are names, upper or lower case. `since` and `until` are days of publication, both included,
    and leave out articles without a date. `named` asks for sources with a name or without one; a statement without a
    source is neither. `all_versions` adds articles of which a later version is in.

    A page goes on where another ended by that one's `next` as `cursor`, or is counted by `page` from 1.

    Raises QueryError where it contradicts itself, has too many words, or is out of range.
    """

    words: str = ""
    speaker: str | None = None
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    types: tuple[SourceType, ...] = ()
    named: bool | None = None
    modes: tuple[Mode, ...] = ()
    kinds: tuple[Kind, ...] = ()
    factualities: tuple[Factuality, ...] = ()
    second_hand: bool | None = None
    all_versions: bool = False
    sort: Order = "rank"
    page: int = 1
    per_page: int = 20
    cursor: str | None = None

    def __post_init__(self) -> None:
        parse(self.words)
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"no day is since {self.since} and until {self.until}", "Give the earlier day as since")
        if self.speaker is not None and not words_of(self.speaker):
            raise QueryError(f"'{self.speaker}' has no letters, so it is no name", "Give a name or a part of one")
        if self.named is not None and self.types and not self.source_types:
            kind = "named" if self.named else "unnamed"
            raise QueryError(f"no source is {kind} and of type {', '.join(self.types)}", "Leave one of the two out")
        if self.page < 1 or not 1 <= self.per_page <= MOST_PER_PAGE:
            raise QueryError(f"pages count from 1 and have 1 to {MOST_PER_PAGE:,} statements", "Give other numbers")
        if self.cursor is not None:
            if self.page != 1:
                raise QueryError("a cursor and a page's number say two different places", "Give one of the two")
            Cursor.decode(self)

    @property
    def source_types(self) -> tuple[SourceType, ...]:
        """The types of source that fit `types` and `named`; empty where neither was asked for."""
        if self.named is None:
            return self.types
        among = NAMED if self.named else UNNAMED
        return tuple(t for t in among if t in self.types) if self.types else among

    @property
    def terms(self) -> Words:
        """The words taken apart."""
        return parse(self.words)


@dataclass(frozen=True, slots=True)
class Place:
    """A statement's place in an order: BM25's score (lower is better; None by date), then as `findable` has it."""

    statement_id: int
    day: int
    reading_id: int
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: its `last` statement, how many were `shown` by then, and the ledger's last statement then.

    What is added meanwhile is on no later page. By date, nothing else changes either; by rank, it changes the scores of
    all a little, so that a statement near the end of a page may come once more or not at all.
    """

    last: Place
    shown: int
    until_id: int

    def encode(self, query: Query) -> str:
        """As the user gets it, with a mark of the query that it belongs to."""
        last = self.last
        score = "date" if last.score is None else (-last.score).hex()
        numbers = (last.statement_id, last.day, last.reading_id, self.shown, self.until_id)
        return "_".join(map(str, (score, *numbers, _mark(query))))

    @staticmethod
    def decode(query: Query) -> Cursor | None:
        """The cursor of `query`, None where it has none. Raises QueryError where it is none, or another query's."""
        if query.cursor is None:
            return None
        match = _CURSOR.fullmatch(query.cursor)
        if match is None:
            raise QueryError(f"'{query.cursor}' is no cursor", "Give the one that the page before ended with")
        score, *numbers, mark = match.groups()
        if mark != _mark(query):
            raise QueryError("the cursor is that of another search", "Search as before, with the cursor added")
        statement_id, day, reading_id, shown, until_id = map(int, numbers)
        last = Place(statement_id, day, reading_id, None if score == "date" else -float.fromhex(score))
        return Cursor(last, shown, until_id)


_CURSOR = re.compile(
    r"(date|-?0x[01]\.[0-9a-f]{1,13}p[+-]\d{1,3})" + 5 * r"_(\d{1,18})" + "_([0-9a-f]{8})",
    re.ASCII,
)
_PLACING = ("page", "per_page", "cursor")


def _mark(query: Query) -> str:
    asked = [(f.name, getattr(query, f.name)) for f in fields(query) if f.name not in _PLACING]
    return hashlib.sha256(repr(asked).encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was found, with what a list shows of it.

    `source` is how the article calls the source, None where it states none; `name` what it is called across articles,
    after merges, None for the unnamed. `start` and `end` are where the statement stands in the article's text.
    `hits` and `source_hits` are where the words were found in `content` and `source`, `snippet` the part of `content`
    to show: half-open offsets into these two, in code points. `score` is BM25's, higher is better; None where the
    order is by date.
    """

    statement_id: int
    article_id: int
    reading_id: int
    day: str | None
    outlet: str | None
    title: str | None
    url: str | None
    source: str | None
    name: str | None
    source_type: str | None
    cue: str
    content: str
    mode: str
    kind: str
    factuality: str
    second_hand: bool
    confidence: float
    start: int
    end: int
    score: float | None
    snippet: Span
    hits: Spans
    source_hits: Spans


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found; `first` is the place of its first statement among all of them, from 1.

    `total` counts the statements of all pages; where `exact` is False, there are more than that. `order` is the one
    that they are in. `next` is the cursor of the next page, None on the last. `notes` say why the page is empty or in
    another order than asked for: `no-words`, `unknown-speaker`, `unknown-outlet`, `not-ranked`.
    """

    statements: tuple[Found, ...] = ()
    first: int = 1
    total: int = 0
    exact: bool = True
    order: Order = "date"
    next: str | None = None
    notes: tuple[Note, ...] = ()
