"""The readings in which a query finds statements: what `search` gives page by page, article by article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.ledger.database import Ledger
from onrecord.ledger.filters import Filters, filters_of
from onrecord.ledger.query import Query
from onrecord.ledger.readings import reading as reading_of
from onrecord.ledger.search import search
from onrecord.ledger.words import expression
from onrecord.types import Note, Reading


@dataclass(frozen=True, slots=True)
class ReadingFound:
    """A reading, and the ids in it of the statements that were found."""

    reading: Reading
    statements: frozenset[str]


def readings_found(ledger: Ledger, query: Query) -> Iterator[ReadingFound]:
    """The readings in which `query` finds statements, each whole, in the order in which their articles were added.

    The order and the pages of `query` do not matter. What others add after the first was asked for is not among them.
    Raises LedgerError where the ledger cannot be read.
    """
    terms = query.terms
    if query.words.strip() and not (terms.groups or terms.excluded):
        return
    with ledger.snapshot() as connection:
        filters, _ = filters_of(connection, query, None)
        for reading_id, local in connection.execute(*_selection(query, filters)):
            yield ReadingFound(reading_of(ledger, reading_id), frozenset(json.loads(local)))


def why_less(ledger: Ledger, query: Query) -> tuple[Note, ...]:
    """What `search` says of what no statement can fit, such as a name that is not in the ledger."""
    notes = search(ledger, replace(query, sort="date", page=1, per_page=1, cursor=None)).notes
    return tuple(note for note in notes if note.code != "not-ranked")


def _selection(query: Query, filters: Filters) -> tuple[str, dict[str, object]]:
    """Readings with the ids of the statements that fit, in one SELECT with its values."""
    match = expression(query.terms.groups, query.terms.excluded)
    words = (
        "f.statement_id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH :match)" if match else "TRUE"
    )
    select = f"""SELECT f.reading_id, json_group_array(statements.local)
        FROM findable AS f
        JOIN statements ON statements.id = f.statement_id
        JOIN readings ON readings.id = f.reading_id
        WHERE {filters.where} AND {words}
        GROUP BY readings.article_id, f.reading_id"""
    return select, {**filters.values, "match": match}
