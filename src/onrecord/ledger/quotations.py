"""Which quotations of the ledger are one, kept up as readings come in.

Only current readings are in the tables `quotations`, `buckets`, `variants` and `clusters`: all four are made from what
the readings hold, and `rebuild` makes them anew.

A wording is a quotation's words as they are compared; quotations of the same wording are one, whoever prints them. Two
wordings are one quotation where `variants.pairs.are_one` says so of the two texts and they share a bucket in which at
least one of them is among the first LANDMARKS by hash (`quotations_links`). Clusters are what is joined by such pairs,
and so the same whatever the order in which readings came. Quotations that say too little ("No comment.") are one only
word for word and from the same named speaker; those of unnamed speakers are never joined.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.ledger import quotations_links as links
from onrecord.ledger.quotations_found import Found, found_in
from onrecord.variants.sketch import scheme

SCHEME = 3
"""Raised where words are folded otherwise, so that ledgers are brought up to date when they are next added to."""


class _Kept(NamedTuple):
    """A row of `quotations`: its id, and by what it is told from others."""

    id: int
    node: links.Node


def record(connection: sqlite3.Connection, reading_id: int) -> None:
    """Take in the quotations of a reading that has just become its article's current one.

    To be called within the transaction that adds the reading, after its sources and statements. Quotations of the
    article's reading before are replaced: what it had in the same words keeps its row. Another call changes nothing.
    """
    if not _is_up_to_date(connection):
        rebuild(connection)
        return
    _take_in(connection, reading_id)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the four tables anew from the current readings, in one transaction of the caller's."""
    for table in ("clusters", "variants", "buckets", "quotations"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT OR REPLACE INTO metadata (key, value) VALUES ('quotations', ?)", (_version(),))
    for (reading_id,) in connection.execute("SELECT id FROM readings WHERE current = 1 ORDER BY id").fetchall():
        _take_in(connection, reading_id)


def crowded(connection: sqlite3.Connection) -> int:
    """How many buckets hold more wordings than are compared with each other."""
    query = "SELECT count(DISTINCT bucket) FROM buckets WHERE bucket & 3 = ?"
    number: int = connection.execute(query, (links.BESIDE,)).fetchone()[0]
    return number


def problems(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Where the quotations are not those of the current readings: the place, and what is wrong there.

    Nothing where they were made by another scheme, for the next reading that is added brings them up to date.
    """
    if _stored_version(connection) not in (None, _version()):
        return
    query = "SELECT id FROM readings WHERE current = 1"
    for (reading_id,) in connection.execute(query):
        stored = connection.execute(
            """SELECT statement_id, part, text, start, end, words_hash, n_words FROM quotations
            WHERE statement_id IN (SELECT id FROM statements WHERE reading_id = ?) ORDER BY statement_id""",
            (reading_id,),
        ).fetchall()
        if [tuple(row) for row in stored] != sorted(found.row for found in found_in(connection, reading_id)):
            yield f"reading {reading_id}", "its quotations are not what its statements quote"
    query = """SELECT count(*) FROM quotations JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id WHERE current = 0"""
    if connection.execute(query).fetchone()[0]:
        yield "quotations", "some are of readings that are not current"


def _version() -> str:
    return f"{SCHEME}; {scheme()}"


def _stored_version(connection: sqlite3.Connection) -> str | None:
    stored = connection.execute("SELECT value FROM metadata WHERE key = 'quotations'").fetchone()
    return None if stored is None else str(stored[0])


def _is_up_to_date(connection: sqlite3.Connection) -> bool:
    stored = _stored_version(connection)
    if stored is not None:
        return stored == _version()
    connection.execute("INSERT INTO metadata (key, value) VALUES ('quotations', ?)", (_version(),))
    return connection.execute("SELECT 1 FROM quotations LIMIT 1").fetchone() is None


def _take_in(connection: sqlite3.Connection, reading_id: int) -> None:
    before = _of_earlier_readings(connection, reading_id)
    after = found_in(connection, reading_id)
    for kept, found in _replaced(before, after):
        connection.execute(
            "UPDATE quotations SET statement_id = ?, part = ?, text = ?, start = ?, end = ? WHERE id = ?",
            (*found.row[:5], kept.id),
        )
    for kept in before:
        links.remove(connection, kept.id, kept.node)
    for found in after:
        columns = "statement_id, part, text, start, end, words_hash, n_words"
        cursor = connection.execute(f"INSERT INTO quotations ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", found.row)
        assert cursor.lastrowid is not None  # only statements other than INSERT leave it open
        links.add(connection, cursor.lastrowid, found.node)


def _replaced(before: list[_Kept], after: list[Found]) -> list[tuple[_Kept, Found]]:
    """Quotations that both readings have in the same words; they are taken out of the two lists."""
    both: list[tuple[_Kept, Found]] = []
    for found in list(after):
        kept = next((one for one in before if one.node == found.node), None)
        if kept is not None:
            both.append((kept, found))
            before.remove(kept)
            after.remove(found)
    return both


def _of_earlier_readings(connection: sqlite3.Connection, reading_id: int) -> list[_Kept]:
    query = """SELECT quotations.id, quotations.text, quotations.words_hash, names.key
        FROM readings AS this JOIN readings AS other ON other.article_id = this.article_id
        JOIN statements ON statements.reading_id = other.id
        JOIN quotations ON quotations.statement_id = statements.id
        LEFT JOIN sources ON sources.id = statements.source_id LEFT JOIN names ON names.id = sources.name_id
        WHERE this.id = ? ORDER BY quotations.id"""
    return [
        _Kept(row_id, links.node(text, words_hash, speaker))
        for row_id, text, words_hash, speaker in connection.execute(query, (reading_id,))
    ]
