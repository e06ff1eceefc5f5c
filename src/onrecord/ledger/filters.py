"""What a query asks of statements beside their words, as conditions on the table `findable`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from onrecord.ledger.query import Query
from onrecord.ledger.words import expression, words_of
from onrecord.types import Note

Value = str | int | float | None

BY_DAY: Final = "findable_by_day"
_INDEXES: Final = {
    "name_id": "findable_by_name",
    "outlet_id": "findable_by_outlet",
    "profile_id": "findable_by_profile",
    "day": BY_DAY,
}
"""Column -> the index that begins with it and goes on in order of date."""
_MANY: Final = 50_000
"""Up to so many statements are counted to find out which condition leaves the fewest."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on a row `f` of `findable`, with `values` for their named parameters.

    `shown` are those of every search: on versions, and on what there was when the first page was made. `asked` are the
    others. `columns` are those with an index of which certain values are asked for, each with its condition.
    """

    shown: str
    asked: tuple[str, ...]
    values: Mapping[str, Value]
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """All of them."""
        return " AND ".join((self.shown, *self.asked))

    @property
    def narrow(self) -> bool:
        """Whether anything is asked for beside words."""
        return bool(self.asked)


def filters_of(connection: sqlite3.Connection, query: Query, until_id: int | None) -> tuple[Filters, tuple[Note, ...]]:
    """The conditions of `query`, on statements up to `until_id`, and notes on what nothing in the ledger can fit."""
    named, notes = _columns(connection, query)
    values: dict[str, Value] = {"until_id": until_id}
    shown = "f.newest >= 0" if query.all_versions else "f.newest = 1"
    if until_id is not None:
        shown += " AND f.statement_id <= :until_id"
    columns = {column: _among(column, allowed, values) for column, allowed in named.items()}
    conditions = [*columns.values(), *_days(query, values)]
    terms = query.terms
    if terms.excluded and not terms.groups:
        matches = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH :excluded"
        conditions.append(f"f.statement_id NOT IN ({matches})")
        values["excluded"] = expression([terms.excluded])
    return Filters(shown, tuple(conditions), values, columns), notes


def leading(connection: sqlite3.Connection, filters: Filters) -> tuple[str, bool]:
    """The index whose condition leaves the fewest statements, as far as _MANY are counted, and whether it leaves fewer.

    The planner cannot know: it has no statistics of a ledger that grows.
    """
    counts = {}
    for column, condition in filters.columns.items():
        query = f"SELECT 1 FROM findable AS f INDEXED BY {_INDEXES[column]} WHERE {condition} LIMIT {_MANY}"
        counts[column] = connection.execute(f"SELECT count(*) FROM ({query})", filters.values).fetchone()[0]
    best = min(counts, key=counts.__getitem__, default="day")
    return _INDEXES[best], counts.get(best, _MANY) < _MANY


def _among(column: str, allowed: list[int], values: dict[str, Value]) -> str:
    # With one value the index gives the order, and nothing need be sorted.
    if len(allowed) == 1:
        values[column] = allowed[0]
        return f"f.{column} = :{column}"
    values[column] = json.dumps(allowed)
    return f"f.{column} IN (SELECT value FROM json_each(:{column}))"


def _columns(connection: sqlite3.Connection, query: Query) -> tuple[dict[str, list[int]], tuple[Note, ...]]:
    """The values that are asked for, by column."""
    columns: dict[str, list[int]] = {}
    notes: list[Note] = []
    if query.speaker is not None:
        columns["name_id"] = names = _names(connection, query.speaker)
        if not names:
            notes.append(Note("unknown-speaker", f"No name in the ledger has the words '{query.speaker}'"))
    if query.outlets:
        columns["outlet_id"], unknown = _outlets(connection, query.outlets)
        notes += (Note("unknown-outlet", f"No article in the ledger is from an outlet called '{o}'") for o in unknown)
    if (profiles := _profiles(connection, query)) is not None:
        columns["profile_id"] = profiles
    return columns, tuple(notes)


def _names(connection: sqlite3.Connection, speaker: str) -> list[int]:
    """The names that have every word of `speaker`, and all that count as the same after merges."""
    query = """WITH same (id) AS (
            SELECT coalesce(into_id, names_fts.rowid) FROM names_fts
            LEFT JOIN merged_names ON merged_names.name_id = names_fts.rowid WHERE names_fts MATCH ?
        )
        SELECT id FROM same UNION SELECT name_id FROM merged_names WHERE into_id IN (SELECT id FROM same)"""
    match = expression((word,) for word in words_of(speaker))
    return [row[0] for row in connection.execute(query, (match,))]


def _outlets(connection: sqlite3.Connection, asked: Iterable[str]) -> tuple[list[int], list[str]]:
    """The outlets that are called so, upper or lower case, and what no outlet is called."""
    wanted = {_folded(name): name for name in asked}
    found = {row["id"]: _folded(row["name"]) for row in connection.execute("SELECT id, name FROM outlet_names")}
    known = {number: name for number, name in found.items() if name in wanted}
    return list(known), [name for folded, name in wanted.items() if folded not in known.values()]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _profiles(connection: sqlite3.Connection, query: Query) -> list[int] | None:
    """The rows of `profiles` that fit; None where all do."""
    asked: dict[str, tuple[str | int, ...]] = {
        "source_type": query.source_types,
        "mode": query.modes,
        "kind": query.kinds,
        "factuality": query.factualities,
        "second_hand": () if query.second_hand is None else (int(query.second_hand),),
    }
    wanted = {column: json.dumps(allowed) for column, allowed in asked.items() if allowed}
    if not wanted:
        return None
    conditions = " AND ".join(f"{column} IN (SELECT value FROM json_each(:{column}))" for column in wanted)
    return [row[0] for row in connection.execute(f"SELECT id FROM profiles WHERE {conditions}", wanted)]


def _days(query: Query, values: dict[str, Value]) -> Iterable[str]:
    """The range of days; articles without one have the day 0 and are in no range."""
    if query.since or query.until:
        values["since"] = _number(query.since) if query.since else 1
        yield "f.day >= :since"
    if query.until:
        values["until"] = _number(query.until)
        yield "f.day <= :until"


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
