"""How much a ledger holds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from onrecord.ledger import migrations
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import Ledger

COUNTED: Final = {
    "articles": "SELECT count(*) FROM articles",
    "later versions of articles": "SELECT count(*) FROM articles WHERE version > 1",
    "outlets": "SELECT count(DISTINCT outlet) FROM articles",
    "readings": "SELECT count(*) FROM readings",
    "current readings": "SELECT count(*) FROM readings WHERE current = 1",
    "statements in current readings": (
        "SELECT count(*) FROM statements JOIN readings ON readings.id = reading_id WHERE current = 1"
    ),
    "statements in all readings": "SELECT count(*) FROM statements",
    "names of sources": "SELECT count(*) FROM names",
    "merges in force": "SELECT count(*) FROM merges WHERE undone_at IS NULL",
    "reviews": "SELECT count(*) FROM reviews",
    "statements found missing": "SELECT count(*) FROM missed",
    "unreadable inputs": "SELECT count(*) FROM unreadable",
    "quotations": "SELECT count(*) FROM quotations",
    "quotations in several articles": "SELECT count(*) FROM repeated_quotations",
}
"""What is counted -> the query that counts it."""


@dataclass(frozen=True, slots=True)
class Read:
    """How many readings a model, in a version of onrecord, has made; how many of them are current."""

    model: str
    software: str
    readings: int
    current: int


@dataclass(frozen=True, slots=True)
class Stats:
    """A ledger in figures: `counts` by what is counted, `size` of the file in bytes, days of the articles.

    `content_hash` is `content.ledger_hash`.
    """

    path: str
    schema: int
    size: int
    content_hash: str
    first_day: str | None
    last_day: str | None
    counts: dict[str, int]
    models: tuple[Read, ...]


def stats(ledger: Ledger) -> Stats:
    """The figures of the ledger. Raises LedgerError where it cannot be read."""
    content = ledger_hash(ledger)
    with ledger.snapshot() as connection:
        first, last = connection.execute("SELECT min(day), max(day) FROM articles").fetchone()
        return Stats(
            str(ledger.path),
            migrations.version(),
            _pages(connection),
            content,
            first,
            last,
            {what: connection.execute(query).fetchone()[0] for what, query in COUNTED.items()},
            _models(connection),
        )


def _pages(connection: sqlite3.Connection) -> int:
    count, size = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    pages: int = count * size
    return pages


def _models(connection: sqlite3.Connection) -> tuple[Read, ...]:
    query = """SELECT model, software, count(*), sum(current) FROM readings
        GROUP BY model, software ORDER BY 3 DESC, 1, 2"""
    return tuple(Read(*row) for row in connection.execute(query))
