"""Readings out of the ledger, as the values that went in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from onrecord.errors import LedgerDamagedError, UnknownRowError
from onrecord.ledger import rows
from onrecord.ledger.content import reading_from
from onrecord.ledger.database import Ledger
from onrecord.ledger.failures import translated
from onrecord.types import Reading

_COLUMNS = ", ".join(f"articles.{column}" for column in rows.ARTICLE)
_SELECT = f"SELECT readings.json, {_COLUMNS} FROM readings JOIN articles ON articles.id = readings.article_id"
CURRENT = "readings.current = 1"
"""The condition for the newest reading of each article."""


def reading(ledger: Ledger, reading_id: int) -> Reading:
    """The reading with this id in the table `readings`.

    Raises UnknownRowError where there is none, LedgerDamagedError where its JSON is damaged.
    """
    for found in readings(ledger, where="readings.id = ?", parameters=(reading_id,)):
        return found
    raise unknown(ledger, "reading", reading_id)


def readings(ledger: Ledger, *, where: str = CURRENT, parameters: Sequence[object] = ()) -> Iterator[Reading]:
    """Readings one by one, by article and then by age, each as it was added; the current ones unless `where` says else.

    `where` is an SQL condition over the tables `readings` and `articles`, with `?` for `parameters`. What
    others add after the first was asked for is not among them.
    """
    query = f"{_SELECT} WHERE {where} ORDER BY articles.id, readings.id"
    with translated(ledger.path):
        for row in ledger.connection.execute(query, tuple(parameters)):
            yield _read(ledger, row)


def current_of(ledger: Ledger, article_id: int) -> int:
    """The id of the current reading of an article. Raises UnknownRowError where there is no such article."""
    query = "SELECT id FROM readings WHERE article_id = ? AND current = 1"
    reading_id: int = _one(ledger, query, "article", article_id)["id"]
    return reading_id


def place_of(ledger: Ledger, statement_id: int) -> tuple[int, str]:
    """The id of the reading that a statement is from, and its id there. Raises UnknownRowError."""
    query = "SELECT reading_id, local FROM statements WHERE id = ?"
    reading_id, local = _one(ledger, query, "statement", statement_id)
    return reading_id, local


def unknown(ledger: Ledger, what: str, row_id: int) -> UnknownRowError:
    """The error for an id that the ledger does not have."""
    remedy = "Find ids with: onrecord ledger search, or in the tables of the file"
    return UnknownRowError(str(ledger.path), f"there is no {what} {row_id}", remedy)


def _one(ledger: Ledger, query: str, what: str, row_id: int) -> sqlite3.Row:
    with translated(ledger.path):
        found: sqlite3.Row | None = ledger.connection.execute(query, (row_id,)).fetchone()
    if found is None:
        raise unknown(ledger, what, row_id)
    return found


def _read(ledger: Ledger, row: sqlite3.Row) -> Reading:
    try:
        article = rows.article_from(dict(row))
    except msgspec.DecodeError as error:
        raise LedgerDamagedError(
            str(ledger.path), f"a stored article cannot be decoded ({error})", "Run: onrecord ledger verify"
        ) from error
    return reading_from(row["json"], article)
