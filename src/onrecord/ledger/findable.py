"""The table that search looks into, against what it is made from: triggers keep it, and nothing else writes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from onrecord.ledger.database import Ledger

_PROFILE = "source_type, mode, kind, factuality, second_hand"
_ROW = f"statement_id, reading_id, day, newest, {_PROFILE}, name_id"
_KEPT = f"""SELECT {_ROW}, outlet_names.name FROM findable JOIN profiles ON profiles.id = profile_id
    LEFT JOIN outlet_names ON outlet_names.id = outlet_id"""
_MADE = f"SELECT {_ROW}, outlet FROM findable_rows"


def differing(connection: sqlite3.Connection) -> Iterator[int]:
    """The ids of statements that search misses, or knows wrongly; none in a ledger that is whole."""
    query = f"""SELECT statement_id FROM (SELECT * FROM ({_MADE}) EXCEPT {_KEPT})
        UNION SELECT statement_id FROM (SELECT * FROM ({_KEPT}) EXCEPT {_MADE}) ORDER BY 1"""
    for row in connection.execute(query):
        yield row[0]


def rebuild(ledger: Ledger) -> None:
    """Make the table anew. Raises LedgerError where the ledger cannot be written; it is then as it was."""
    with ledger.writing() as connection:
        connection.execute("DELETE FROM findable")
        connection.execute(
            f"""INSERT INTO profiles ({_PROFILE}) SELECT DISTINCT {_PROFILE} FROM findable_rows WHERE TRUE
            ON CONFLICT DO NOTHING"""
        )
        connection.execute(
            """INSERT INTO outlet_names (name) SELECT DISTINCT outlet FROM findable_rows WHERE outlet IS NOT NULL
            ON CONFLICT DO NOTHING"""
        )
        connection.execute(
            f"""INSERT INTO findable
            SELECT statement_id, reading_id, day, newest, profiles.id, name_id, outlet_names.id
            FROM findable_rows JOIN profiles USING ({_PROFILE}) LEFT JOIN outlet_names ON outlet_names.name = outlet"""
        )
