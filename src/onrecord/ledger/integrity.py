"""Whether a ledger is whole: the file, its keys and index, and every row against the reading that it was made from."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from onrecord.errors import LedgerDamagedError
from onrecord.ledger import migrations, quotations, rows
from onrecord.ledger.content import article_hash, key_across, reading_from, reading_hash
from onrecord.ledger.database import Ledger
from onrecord.ledger.failures import meaning
from onrecord.ledger.findable import differing
from onrecord.types import Article, Reading, Spans


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it must be: `where` in the ledger, and `what` is wrong there."""

    where: str
    what: str


Check = Callable[[sqlite3.Connection], Iterator[Problem]]


def verify(ledger: Ledger, *, index: bool = True) -> Iterator[Problem]:
    """Every problem of the ledger, as it is found; none where it is whole.

    A check that the damage keeps from going on is a problem itself, and the next ones still run. They all see the
    ledger as it was when the first began. The full-text `index` is checked by what SQLite counts as writing: leave it
    out for a ledger that may not be written.
    """
    with ledger.snapshot() as connection:
        for check in CHECKS:
            yield from _guarded(ledger, check)
        indexes = list(_indexes(connection))
    for name in indexes if index else ():
        yield from _index(ledger, name)


def _guarded(ledger: Ledger, check: Check) -> Iterator[Problem]:
    try:
        yield from check(ledger.connection)
    except sqlite3.Error as error:
        if meaning(error, ledger.path) is None:
            raise
        yield Problem("file", f"{check.__name__.strip('_')} could not be checked to the end ({error})")


def _pages(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (line,) in connection.execute("PRAGMA integrity_check(1000)"):
        if line != "ok":
            yield Problem("file", line)


def _references(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(f"{table} {row}", f"points to a row of {other} that is missing")


def _schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    names = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    if names != [name for name, _ in migrations.STEPS]:
        yield Problem("file", f"its record of migrations ({', '.join(names)}) does not fit its schema's version")


def _flags(connection: sqlite3.Connection) -> Iterator[Problem]:
    query = """SELECT articles.id, total(current) FROM articles LEFT JOIN readings ON article_id = articles.id
        GROUP BY articles.id HAVING total(current) <> 1"""
    for article, current in connection.execute(query):
        yield Problem(f"article {article}", f"has {int(current)} current readings instead of one")
    query = """SELECT url, count(*), min(version), max(version), count(DISTINCT version) AS several FROM articles
        WHERE url IS NOT NULL GROUP BY url
        HAVING min(version) <> 1 OR max(version) <> count(*) OR several <> count(*)"""
    for url, *_ in connection.execute(query):
        yield Problem(url, "the versions of the articles there are not 1, 2, … without a gap")


def _merges(connection: sqlite3.Connection) -> Iterator[Problem]:
    query = (
        """SELECT name_id FROM merges WHERE undone_at IS NULL AND name_id NOT IN (SELECT name_id FROM merged_names)"""
    )
    for (name,) in connection.execute(query):
        yield Problem(f"name {name}", "is merged in a circle")


def _reviews(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What reviews say is printed somewhere against the articles."""
    query = """SELECT 'review ' || reviews.id AS place, reviews.field AS part, coalesce(reviews.value, '') AS printed,
            reviews.spans AS spans, articles.text AS text
        FROM reviews JOIN statements ON statements.id = statement_id JOIN readings ON readings.id = reading_id
        JOIN articles ON articles.id = article_id WHERE reviews.spans IS NOT NULL"""
    for part in ("source", "cue", "content"):
        query += f""" UNION ALL SELECT 'missed ' || missed.id, '{part}', coalesce({part}, ''), {part}_spans, text
            FROM missed JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id"""
    for place, part, printed, spans, text in connection.execute(query):
        if not _stands(text, spans, printed):
            yield Problem(place, f"its {part} is not what the article prints there")


def _stands(text: str, spans: str, printed: str) -> bool:
    try:
        decoded = msgspec.json.decode(spans, type=Spans)
    except msgspec.DecodeError:
        return False
    inside = all(0 <= start <= end <= len(text) for start, end in decoded)
    return inside and (rows.words(text, decoded) or "") == printed


def _articles(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("SELECT * FROM articles"):
        where = f"article {row['id']}"
        article = _article(row)
        if article is None:
            yield Problem(where, "its blocks, authors or notes cannot be decoded")
            continue
        if article_hash(article) != row["hash"]:
            yield Problem(where, "its content does not have its hash: it was changed after it was added")
        if rows.article_row(article) != tuple(row[column] for column in rows.ARTICLE):
            yield Problem(where, "its label or day is not that of its content")


def _readings(connection: sqlite3.Connection) -> Iterator[Problem]:
    columns = ", ".join(f"articles.{column}" for column in rows.ARTICLE)
    query = f"""SELECT readings.id, readings.hash, model, json, articles.hash AS article_hash, {columns}
        FROM readings JOIN articles ON articles.id = article_id"""
    for row in connection.execute(query):
        where = f"reading {row['id']}"
        if reading_hash(row["json"]) != row["hash"]:
            yield Problem(where, "its JSON does not have its hash: it was changed after it was added")
        reading = _reading(row)
        if reading is None:
            yield Problem(where, "it cannot be decoded")
            continue
        if reading.model != row["model"]:
            yield Problem(where, f"its model is {reading.model}, not {row['model']}")
        faults = [Problem(where, fault) for fault in rows.faults(reading)]
        yield from faults or _rows(connection, where, row, reading)


def _rows(connection: sqlite3.Connection, where: str, row: sqlite3.Row, reading: Reading) -> Iterator[Problem]:
    """The rows of sources and statements against those that the reading gives."""
    source_columns = ", ".join(f"sources.{c}" for c in rows.SOURCE)
    query = f"""SELECT {source_columns}, key FROM sources LEFT JOIN names ON names.id = name_id WHERE reading_id = ?"""
    stored = {r["local"]: tuple(r) for r in connection.execute(query, (row["id"],))}
    made = {s.id: (*rows.source_row(reading, s), key_across(s, row["article_hash"])) for s in reading.sources}
    yield from _differences(where, "source", stored, made)
    columns = ", ".join(f"statements.{c}" for c in rows.STATEMENT)
    query = f"""SELECT {columns}, sources.local, parent.local FROM statements
        LEFT JOIN sources ON sources.id = statements.source_id LEFT JOIN statements AS parent
        ON parent.id = statements.parent_id WHERE statements.reading_id = ?"""
    stored = {r["local"]: tuple(r) for r in connection.execute(query, (row["id"],))}
    labels = rows.labels(reading)
    made = {a.id: (*rows.statement_row(reading, a, labels), a.source_id, a.parent) for a in reading.attributions}
    yield from _differences(where, "statement", stored, made)


def _differences(
    where: str, what: str, stored: Mapping[str, tuple[object, ...]], made: Mapping[str, tuple[object, ...]]
) -> Iterator[Problem]:
    for local in stored.keys() | made.keys():
        if local not in stored:
            yield Problem(where, f"the {what} {local} has no row")
        elif local not in made:
            yield Problem(where, f"the row of the {what} {local} is of none in the reading")
        elif stored[local] != made[local]:
            yield Problem(where, f"the row of the {what} {local} is not what the reading says")


def _quotations(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What is kept for finding the same quotation elsewhere against the statements that it is made from."""
    for where, what in quotations.problems(connection):
        yield Problem(where, what)


def _findable(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What is kept for search against the view that it is made from."""
    for statement in differing(connection):
        yield Problem(f"statement {statement}", "search misses it, or knows it wrongly")


def _indexes(connection: sqlite3.Connection) -> Iterator[str]:
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        if re.search(r"\bUSING\s+fts5\b", sql or "", re.IGNORECASE):
            yield name


def _index(ledger: Ledger, name: str) -> Iterator[Problem]:
    """https://sqlite.org/fts5.html, section 6.5: with rank 1, the index is compared with the table, too."""
    try:
        with ledger.writing() as connection:
            connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    except LedgerDamagedError as error:
        yield Problem(name, f"the index does not fit its table ({error.reason})")


def _article(row: sqlite3.Row) -> Article | None:
    try:
        return rows.article_from(dict(row))
    except msgspec.DecodeError:
        return None


def _reading(row: sqlite3.Row) -> Reading | None:
    article = _article(row)
    try:
        return None if article is None else reading_from(row["json"], article)
    except LedgerDamagedError:
        return None


CHECKS: tuple[Check, ...] = (
    _pages,
    _references,
    _schema,
    _flags,
    _merges,
    _reviews,
    _articles,
    _readings,
    _quotations,
    _findable,
)
"""In this order: from the file to what its rows mean."""
