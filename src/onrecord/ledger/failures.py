"""What SQLite raises, as the ledger's errors: the one place where they are translated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from onrecord.errors import (
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
    NotALedgerError,
)

_READ_ONLY = (
    LedgerReadOnlyError,
    "the ledger or its folder may not be written",
    "Change their permissions, or copy the ledger to a folder that is yours",
)
_DISK = (
    LedgerError,
    "the disk could not be read or written",
    "Check the disk and the room left on it, then run: onrecord ledger verify",
)
_LOCKED = (
    LedgerLockedError,
    "another program has kept it locked for too long",
    "Wait until that program is done, or end it, and try again",
)
_DAMAGED = (
    LedgerDamagedError,
    "the file is damaged",
    "Restore a backup, or save what can be read with: sqlite3 LEDGER .recover",
)
_MEANS: Final[dict[int, tuple[type[LedgerError], str, str]]] = {
    sqlite3.SQLITE_FULL: (
        LedgerFullError,
        "no room is left on the disk",
        "Make room and try again; what was reported as added is kept",
    ),
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: (
        LedgerReadOnlyError,
        "it, or the journal beside it, cannot be opened",
        "Check that the file exists and that you may write in its folder",
    ),
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: (NotALedgerError, "it is not an SQLite database", "Name a ledger, or a file that is new"),
    sqlite3.SQLITE_IOERR: _DISK,
}
"""SQLite's primary result code -> error, reason and remedy. Other codes are bugs, and are raised as they come."""


def meaning(error: sqlite3.Error, path: Path) -> LedgerError | None:
    """What an error of SQLite means for the user of the ledger at `path`; None where it is a bug of ours."""
    means = _MEANS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if str(error).startswith("Could not decode to UTF-8"):
        # Python's own, without a code: the bytes of a text are not those that were written.
        means = _DAMAGED
    if means is None:
        return None
    kind, reason, remedy = means
    return kind(str(path), f"{reason} ({error})", remedy)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise a LedgerError for what SQLite raises inside."""
    try:
        yield
    except sqlite3.Error as error:
        known = meaning(error, path)
        if known is None:
            raise
        raise known from error
