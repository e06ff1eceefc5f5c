"""The ways to a page of statements, each the cheapest for some searches; all give exactly the order that they say.

`statements_fts` gives the statements that have certain words in order of their ids, `findable` those that fit other
conditions in order of date. Which to begin with depends on how many there are; benchmarks/ledger_search.py has figures.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from onrecord.ledger.filters import BY_DAY, Filters, Value, leading
from onrecord.ledger.query import Place

RANKED: Final = 10_000
"""Statements that are ranked, at most. A word that more of them have does not tell them apart."""
SCANNED: Final = 20_000
SCANNED_NARROW: Final = 50_000
"""Where more statements have the words, about, they are not all looked at: `walked`. With other conditions that takes
longer, and pays later."""
CANDIDATES: Final = 5_000
PROBES: Final = 300
"""On that way, so many statements in so many readings are looked at before it is given up."""
COUNTED: Final = 30_000
"""And of so many with the words it is counted how many fit the other conditions."""

_LARGEST = 2**63 - 1
_PLACE = "f.statement_id, f.day, f.reading_id"
_BY_DATE = "f.day DESC, f.reading_id DESC, f.statement_id"
_MATCHES = "SELECT rowid AS id FROM statements_fts WHERE statements_fts MATCH :match"
_IDS = "SELECT value AS id FROM json_each(:ids)"


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of an order: `limit` statements, after the place `after` or after the first `offset`."""

    limit: int
    offset: int = 0
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How many statements have certain words, counted up to RANKED + 1; `about` guesses where there are more.

    `ids` are those that were counted, as a JSON array, and `last` is the last of them.
    """

    count: int
    about: int
    ids: str
    last: int

    @property
    def is_ranked(self) -> bool:
        """Whether these are few enough to rank."""
        return self.count <= RANKED


@dataclass(frozen=True, slots=True)
class Listing:
    """Statements in an order, and how many there are in `total`; where `exact` is False, at least so many."""

    places: list[Place]
    total: int
    exact: bool = True


def extent(connection: sqlite3.Connection, match: str, filters: Filters) -> Extent:
    """How many of the statements that search shows the FTS5 expression `match` finds, other conditions aside."""
    hits = f"""SELECT hit.id FROM ({_MATCHES}) AS hit CROSS JOIN findable AS f NOT INDEXED
        ON f.statement_id = hit.id WHERE {filters.shown} LIMIT {RANKED + 1}"""
    query = f"SELECT count(*), coalesce(max(id), 0), json_group_array(id) FROM ({hits})"
    count, last, ids = connection.execute(query, {**filters.values, "match": match}).fetchone()
    about = count if count <= RANKED else count * last_id(connection) // last
    return Extent(count, about, ids, last)


def tells(connection: sqlite3.Connection, match: str, filters: Filters) -> bool:
    """Whether few enough statements, as they were for the first page, have these words to tell one from another."""
    query = f"""SELECT count(*) FROM (
            {_MATCHES} AND rowid <= coalesce(:until_id, {_LARGEST}) LIMIT {RANKED + 1}
        )"""
    return int(connection.execute(query, {**filters.values, "match": match}).fetchone()[0]) <= RANKED


def last_id(connection: sqlite3.Connection) -> int:
    """The id of the statement that was added last; 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM statements").fetchone()[0])


def listed(connection: sqlite3.Connection, filters: Filters, window: Window) -> Listing:
    """The newest statements that fit `filters`."""
    index, _ = leading(connection, filters)
    places = list(_by_date(connection, index, filters, window))
    query = f"SELECT 1 FROM findable AS f INDEXED BY {index} WHERE {filters.where} LIMIT {RANKED + 1}"
    count = connection.execute(f"SELECT count(*) FROM ({query})", filters.values).fetchone()[0]
    return Listing(places, min(count, RANKED), count <= RANKED)


def scanned(connection: sqlite3.Connection, match: str, known: Extent, filters: Filters, window: Window) -> Listing:
    """The newest statements with the words that fit `filters`, out of all that have the words."""
    values: dict[str, Value] = {**filters.values, "match": match, "ids": known.ids, "last": known.last}
    hits = _IDS if known.is_ranked else f"{_IDS} UNION ALL {_MATCHES} AND rowid > :last"
    fitting = f"""fitting AS MATERIALIZED (
            SELECT {_PLACE}, NULL AS score FROM ({hits}) AS hit
            CROSS JOIN findable AS f NOT INDEXED ON f.statement_id = hit.id WHERE {filters.where}
        )"""
    return _out_of(connection, fitting, _after_by_date(window, values), _BY_DATE, window, values)


def ranked(connection: sqlite3.Connection, telling: str, ids: str, filters: Filters, window: Window) -> Listing:
    """The statements that match `telling` and fit `filters`, ranked by it with BM25; newer first where two match alike.

    Only those among `ids`, a JSON array, unless it is empty.
    """
    values: dict[str, Value] = {**filters.values, "telling": telling, "ids": ids}
    fitting = f"""scored AS MATERIALIZED (
            SELECT rowid AS id, bm25(statements_fts) AS score FROM statements_fts WHERE statements_fts MATCH :telling
        ),
        fitting AS MATERIALIZED (
            SELECT {_PLACE}, scored.score FROM scored
            CROSS JOIN findable AS f NOT INDEXED ON f.statement_id = scored.id
            WHERE {f"scored.id IN ({_IDS})" if ids else "TRUE"} AND {filters.where}
        )"""
    after = "TRUE"
    if window.after:
        values |= _values_of(window.after)
        # By its score of today, where it still has one: scores of all change a little with every article that is added.
        score = "coalesce((SELECT score FROM scored WHERE id = :after_id), :after_score)"
        place = f"({score}, -:after_day, -:after_reading, :after_id)"
        after = f"(f.score, -f.day, -f.reading_id, f.statement_id) > {place}"
    return _out_of(connection, fitting, after, f"f.score, {_BY_DATE}", window, values)


def walked(connection: sqlite3.Connection, match: str, filters: Filters, window: Window) -> Listing | None:
    """As `scanned`, by looking for the words in one reading after another from the newest on.

    None where CANDIDATES statements in PROBES readings did not give the whole page, and there are more.
    """
    index, few = leading(connection, filters)
    # Many would have to be sorted before the first; by day they come in their order.
    candidates = _by_date(connection, index if few else BY_DAY, filters, Window(CANDIDATES, 0, window.after))
    readings = groupby(candidates, key=lambda place: place.reading_id)
    query = f"{_MATCHES} AND rowid BETWEEN :first AND :last"
    found: list[Place] = []
    looked_at, wanted = 0, window.offset + window.limit
    for _, group in islice(readings, PROBES):
        places = list(group)
        looked_at += len(places)
        values = {"match": match, "first": places[0].statement_id, "last": places[-1].statement_id}
        hits = {row[0] for row in connection.execute(query, values)}
        found += [place for place in places if place.statement_id in hits]
        if len(found) >= wanted:
            break
    else:
        if looked_at == CANDIDATES or next(readings, None):
            return None
    return Listing(found[window.offset : wanted], _counted(connection, match, filters), exact=False)


def _counted(connection: sqlite3.Connection, match: str, filters: Filters) -> int:
    """How many of the first COUNTED that `match` finds fit `filters`, up to RANKED; for more than RANKED matches."""
    if not filters.narrow:
        return RANKED
    query = f"""SELECT count(*) FROM (
            SELECT 1 FROM ({_MATCHES} LIMIT {COUNTED}) AS hit
            CROSS JOIN findable AS f NOT INDEXED ON f.statement_id = hit.id
            WHERE {filters.where} LIMIT {RANKED}
        )"""
    return int(connection.execute(query, {**filters.values, "match": match}).fetchone()[0])


def _out_of(
    connection: sqlite3.Connection, fitting: str, after: str, order: str, window: Window, values: dict[str, Value]
) -> Listing:
    """The part of the table `fitting` that `window` says, and how many rows it has."""
    query = f"""WITH {fitting},
        page AS (SELECT * FROM fitting AS f WHERE {after} ORDER BY {order} LIMIT {window.limit} OFFSET {window.offset})
        SELECT total, f.* FROM (SELECT count(*) AS total FROM fitting) LEFT JOIN page AS f ORDER BY {order}"""
    rows = connection.execute(query, values).fetchall()
    places = [Place(*row[1:]) for row in rows if row["statement_id"] is not None]
    return Listing(places, rows[0]["total"])


def _by_date(connection: sqlite3.Connection, index: str, filters: Filters, window: Window) -> Iterator[Place]:
    values = dict(filters.values)
    query = f"""SELECT {_PLACE} FROM findable AS f INDEXED BY {index}
        WHERE {filters.where} AND {_after_by_date(window, values)}
        ORDER BY {_BY_DATE} LIMIT {window.limit} OFFSET {window.offset}"""
    for row in connection.execute(query, values):
        yield Place(*row)


def _after_by_date(window: Window, values: dict[str, Value]) -> str:
    if not window.after:
        return "TRUE"
    values |= _values_of(window.after)
    # The first condition says nothing new; with it, the index is entered at the right day.
    return """f.day <= :after_day
        AND (-f.day, -f.reading_id, f.statement_id) > (-:after_day, -:after_reading, :after_id)"""


def _values_of(place: Place) -> dict[str, Value]:
    return {
        "after_id": place.statement_id,
        "after_day": place.day,
        "after_reading": place.reading_id,
        "after_score": place.score,
    }
