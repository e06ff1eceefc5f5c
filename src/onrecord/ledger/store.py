"""Readings into the ledger: each article whole or not at all, nothing twice, nothing overwritten.

What was added is told after the transaction that holds it has been committed, so whoever is told may rely on it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import Final, Literal

from onrecord.ledger import quotations, rows
from onrecord.ledger.content import article_hash, key_across, reading_hash, reading_json
from onrecord.ledger.database import Ledger
from onrecord.types import Article, Reading, Source, Unreadable

Status = Literal["new article", "new version", "new reading", "already there", "unreadable"]

MOST: Final = 64
"""Articles in one transaction, at most."""
LARGEST: Final = 4_000_000
"""Characters of articles in one transaction, about, so that memory stays flat."""
LONGEST: Final = 0.5
"""Seconds for which a reading waits for others to be stored with."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one reading: by `name`, the article's input. `statements` counts those that are new.

    `version` is the article's at its URL. For what was unreadable the ids are None, and `problem` is reason and remedy.
    """

    status: Status
    name: str
    article_id: int | None = None
    reading_id: int | None = None
    version: int = 1
    statements: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A reading with its hashes, made before the transaction begins."""

    reading: Reading
    article_hash: str
    json: str
    hash: str


def add(ledger: Ledger, readings: Iterable[Reading | Unreadable]) -> Iterator[Added]:
    """Add readings, in their order, as they come; each is told when it is safe on the disk.

    Readings that come fast share a transaction (MOST, LARGEST, LONGEST). An article is known by its content: one that
    is there already is not added again, and changed content at the same URL is a new version beside the old. A reading
    that says something else than those of its article, as by another model, becomes the current one; the others stay,
    with their reviews. What was unreadable, or is no reading that can be stored, is kept as that.

    Raises LedgerError where the ledger cannot be written; what was told before stays.
    """
    for batch in _batches(readings):
        ready = [item if isinstance(item, Unreadable) else _prepare(item) for item in batch]
        with ledger.writing() as connection:
            added = [_insert(connection, item) for item in ready]
        yield from added


def known(ledger: Ledger, article: Article, model: str) -> bool:
    """Whether the ledger holds this article, read by this model: then it need not be read again."""
    query = """SELECT 1 FROM articles JOIN readings ON article_id = articles.id
        WHERE articles.hash = ? AND model = ? LIMIT 1"""
    return ledger.connection.execute(query, (article_hash(article), model)).fetchone() is not None


def now() -> str:
    """The time as the ledger writes it: ISO 8601, UTC, in seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _batches(readings: Iterable[Reading | Unreadable]) -> Iterator[list[Reading | Unreadable]]:
    batch: list[Reading | Unreadable] = []
    size, since = 0, time.monotonic()
    for item in readings:
        batch.append(item)
        size += len(item.article.text) if isinstance(item, Reading) else 0
        if len(batch) >= MOST or size >= LARGEST or time.monotonic() - since >= LONGEST:
            yield batch
            batch, size, since = [], 0, time.monotonic()
    if batch:
        yield batch


def _prepare(reading: Reading) -> _Ready | Unreadable:
    fault = next(rows.faults(reading), None)
    if fault is not None:
        remedy = "Read the article again with: onrecord read"
        return Unreadable(
            reading.article.name, "broken-reading", f"the reading does not fit its article: {fault}", remedy
        )
    json = reading_json(reading)
    return _Ready(reading, article_hash(reading.article), json, reading_hash(json))


def _insert(connection: sqlite3.Connection, item: _Ready | Unreadable) -> Added:
    if isinstance(item, Unreadable):
        # Names of files and what is wrong with them may hold bytes that are no text.
        values = [
            value.encode("utf-8", "replace").decode() for value in (item.name, item.code, item.reason, item.remedy)
        ]
        columns = ("name", "code", "reason", "remedy", "met_at")
        _insert_row(connection, "unreadable", columns, (*values, now()), "OR IGNORE ")
        return Added("unreadable", item.name, problem=f"{item.reason}. {item.remedy}")
    name = item.reading.article.name
    article_id, version, new = _article(connection, item)
    if not new:
        query = "SELECT id FROM readings WHERE article_id = ? AND hash = ?"
        found = connection.execute(query, (article_id, item.hash)).fetchone()
        if found is not None:
            return Added("already there", name, article_id, found[0], version)
    reading_id = _reading(connection, article_id, item)
    status: Status = "new reading" if not new else "new version" if version > 1 else "new article"
    return Added(status, name, article_id, reading_id, version, len(item.reading.attributions))


def _article(connection: sqlite3.Connection, item: _Ready) -> tuple[int, int, bool]:
    """The id and version of the article, and whether it is new."""
    found = connection.execute("SELECT id, version FROM articles WHERE hash = ?", (item.article_hash,)).fetchone()
    if found is not None:
        return found["id"], found["version"], False
    article = item.reading.article
    query = "SELECT coalesce(max(version), 0) + 1 FROM articles WHERE url = ?"
    version = connection.execute(query, (article.url,)).fetchone()[0]
    columns = ("hash", "version", "added_at", *rows.ARTICLE)
    values = (item.article_hash, version, now(), *rows.article_row(article))
    return _insert_row(connection, "articles", columns, values), version, True


def _reading(connection: sqlite3.Connection, article_id: int, item: _Ready) -> int:
    reading = item.reading
    connection.execute("UPDATE readings SET current = 0 WHERE article_id = ? AND current = 1", (article_id,))
    columns = ("article_id", "model", "software", "json", "hash", "read_at")
    values = (article_id, reading.model, _software(), item.json, item.hash, now())
    reading_id = _insert_row(connection, "readings", columns, values)
    source_ids = _sources(connection, reading_id, item)
    _statements(connection, reading_id, reading, source_ids)
    quotations.record(connection, reading_id)
    return reading_id


def _sources(connection: sqlite3.Connection, reading_id: int, item: _Ready) -> dict[str, int]:
    """The ids of the sources' rows by their ids in the reading."""
    first = _next_id(connection, "sources")
    ids = {source.id: first + i for i, source in enumerate(item.reading.sources)}
    columns = ("id", "reading_id", "name_id", *rows.SOURCE)
    values = [
        (
            ids[source.id],
            reading_id,
            _name(connection, source, item.article_hash),
            *rows.source_row(item.reading, source),
        )
        for source in item.reading.sources
    ]
    connection.executemany(_insertion("sources", columns), values)
    return ids


def _name(connection: sqlite3.Connection, source: Source, article: str) -> int | None:
    key = key_across(source, article)
    if key is None:
        return None
    found = connection.execute("SELECT id FROM names WHERE key = ?", (key,)).fetchone()
    if found is not None:
        name_id: int = found[0]
        return name_id
    return _insert_row(connection, "names", ("key", "name", "type"), (key, source.name, source.type))


def _statements(connection: sqlite3.Connection, reading_id: int, reading: Reading, source_ids: dict[str, int]) -> None:
    first = _next_id(connection, "statements")
    ids = {a.id: first + i for i, a in enumerate(reading.attributions)}
    labels = rows.labels(reading)
    columns = ("id", "reading_id", "source_id", "parent_id", *rows.STATEMENT)
    values = [
        (
            ids[a.id],
            reading_id,
            source_ids.get(a.source_id or ""),
            ids.get(a.parent or ""),
            *rows.statement_row(reading, a, labels),
        )
        for a in reading.attributions
    ]
    connection.executemany(_insertion("statements", columns), values)


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    """The id that the next row will have; nobody else writes during the transaction."""
    following: int = connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0]
    return following


def _insert_row(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], values: tuple[rows.Value, ...], how: str = ""
) -> int:
    row_id = connection.execute(_insertion(table, columns, how), values).lastrowid
    assert row_id is not None  # only statements other than INSERT leave it open
    return row_id


@cache
def _insertion(table: str, columns: tuple[str, ...], how: str = "") -> str:
    return f"INSERT {how}INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


@cache
def _software() -> str:
    return metadata.version("onrecord")
