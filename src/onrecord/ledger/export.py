"""What a ledger holds, for other programs: readings as JSON Lines, statements as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from onrecord.formats.audit_csv import guarded
from onrecord.formats.json import to_json
from onrecord.ledger.database import Ledger
from onrecord.ledger.failures import translated
from onrecord.ledger.readings import CURRENT, readings


def export_readings(ledger: Ledger, stream: TextIO, *, old: bool = False) -> int:
    """Write readings as `onrecord read --format jsonl` does, one a line; how many.

    Those that are current, or with `old` all, each article's from the oldest to the newest: added to a new ledger in
    that order, they give the same.
    """
    count = 0
    for reading in readings(ledger, where="1" if old else CURRENT):
        stream.write(to_json(reading) + "\n")
        count += 1
    return count


def export_statements(ledger: Ledger, stream: TextIO) -> int:
    """Write the view `statements_with_source` as CSV (RFC 4180) with a head; how many statements.

    No cell can be taken for a formula by a spreadsheet: see `guarded`.
    """
    writer = csv.writer(stream)
    count = 0
    for row in _statements(ledger):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    return max(0, count - 1)


def _statements(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """The head, then the rows."""
    with translated(ledger.path):
        found = ledger.connection.execute("SELECT * FROM statements_with_source ORDER BY article_id, statement_id")
        yield tuple(column[0] for column in found.description)
        for row in found:
            yield tuple(row)
