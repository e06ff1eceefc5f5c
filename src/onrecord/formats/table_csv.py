"""Statements as CSV (RFC 4180, UTF-8): the columns of `table`, lists as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from onrecord.formats.audit_csv import guarded
from onrecord.formats.registry import Piece
from onrecord.formats.table import COLUMNS, rows
from onrecord.types import Reading


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One file: the columns' names, then a piece a reading that has statements.

    None is an empty cell, and truth is `true` or `false`. What a spreadsheet would take for a formula stands behind an
    apostrophe (`guarded`), so programs that want the text to the letter take another format.
    """
    yield Piece("", _lines([[column.name for column in COLUMNS]]))
    for reading in readings:
        found = _lines([_cell(value) for value in row] for row in rows(reading))
        if found:
            yield Piece("", found)


def _lines(cells: Iterable[list[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue().encode()


def _cell(value: object) -> object:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return guarded(value)
        case list():
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        case _:
            return value
