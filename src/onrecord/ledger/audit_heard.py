"""Which sources are heard most, counted in a temporary SQLite database: memory stays flat, however many there are."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from onrecord.ledger.failures import translated
from onrecord.ledger.intervals import Sums
from onrecord.types import SourceType

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE names (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL);
CREATE TABLE said (article INTEGER, name INTEGER, times INTEGER, of INTEGER, PRIMARY KEY (article, name)) WITHOUT ROWID;
CREATE TABLE belongs (grp INTEGER, article INTEGER, PRIMARY KEY (grp, article)) WITHOUT ROWID;
BEGIN;
"""
# Of two forms of a name the last in the alphabet is shown, which is not the one in capitals: whatever the order.
_NAME = """
INSERT INTO names (key, name, type) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET name = max(name, excluded.name), type = max(type, excluded.type)
RETURNING id
"""
_PLACE = Path("the temporary database of names")
_OF_GROUP = "said JOIN belongs ON belongs.article = said.article AND grp = :grp"


class Name(NamedTuple):
    """A source across articles: sources with the same `key` are one; `name` and `type` are how it is shown."""

    key: str
    name: str
    type: SourceType


@dataclass(frozen=True, slots=True)
class Most:
    """The sources that are heard most, with the sums of each (of its statements among all) and of the first so many."""

    names: tuple[Name, ...]
    each: tuple[Sums, ...]
    first: Mapping[int, Sums]


class Voices:
    """A tally of named sources. A context manager; what it keeps on disk is gone when it is closed.

    Where the disk for temporary files is full, `add` and `most` raise LedgerError.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._articles = 0

    def __enter__(self) -> Voices:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    def add(self, said: Counter[Name], of: int, groups: Iterable[int]) -> None:
        """Count one article of `groups`: how often each name speaks in its `of` statements."""
        self._articles += 1
        article = self._articles
        with translated(_PLACE):
            self._db.executemany("INSERT INTO belongs VALUES (?, ?)", [(g, article) for g in groups])
            times = Counter[int]()
            for name, number in said.items():
                ((name_id,),) = self._db.execute(_NAME, name).fetchall()
                times[name_id] += number
            rows = [(article, name_id, number, of) for name_id, number in times.items()]
            self._db.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", rows)

    def most(self, group: int | None, all_: Sums, limit: int, firsts: Sequence[int]) -> Most:
        """The up to `limit` sources heard most in `group` (in all where None), and the first so many together.

        `all_` are the sums of the group's statements, of which the denominators are taken. Of two that are heard
        equally often the one whose key comes first in the alphabet is the first.
        """
        with translated(_PLACE):
            return self._most(group, all_, self._top(group, limit), firsts)

    def _most(self, group: int | None, all_: Sums, top: Sequence[tuple[int, Name]], firsts: Sequence[int]) -> Most:
        each, first = [Counter[str]() for _ in top], {number: Counter[str]() for number in firsts}
        order = {name_id: place for place, (name_id, _) in enumerate(top)}
        for of, said in self._per_article(group, list(order)):
            places = {order[name_id]: times for name_id, times in said}
            for place, times in places.items():
                _count(each[place], times, of)
            for number, sums in first.items():
                _count(sums, sum(t for place, t in places.items() if place < number), of)
        return Most(
            tuple(name for _, name in top),
            tuple(_sums(one, all_) for one in each),
            {number: _sums(one, all_) for number, one in first.items()},
        )

    def _top(self, group: int | None, limit: int) -> list[tuple[int, Name]]:
        rows = self._db.execute(
            "SELECT names.id, key, names.name, type FROM names JOIN ("
            f"  SELECT said.name, sum(times) AS times FROM {'said' if group is None else _OF_GROUP} GROUP BY said.name"
            ") AS total ON total.name = names.id ORDER BY times DESC, key LIMIT :limit",
            {"grp": group, "limit": limit},
        )
        return [(name_id, Name(*facts)) for name_id, *facts in rows]

    def _per_article(self, group: int | None, names: Sequence[int]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Of each article in which one of `names` speaks: its number of statements, and how often each of them does."""
        marks = ", ".join(map(str, names))
        rows = self._db.execute(
            f"SELECT said.article, of, name, times FROM {'said' if group is None else _OF_GROUP}"
            f" WHERE name IN ({marks}) ORDER BY said.article",
            {"grp": group},
        )
        for (_, of), said in groupby(rows, key=lambda row: (row[0], row[1])):
            yield of, [(name, times) for _, _, name, times in said]


def _count(sums: Counter[str], times: int, of: int) -> None:
    sums.update(hits=int(times > 0), x=times, xx=times * times, xn=times * of)


def _sums(counted: Counter[str], all_: Sums) -> Sums:
    x, hits, xx, xn = (counted[field] for field in ("x", "hits", "xx", "xn"))
    return Sums(all_.clusters, hits, x, all_.n, xx, xn, all_.nn)
