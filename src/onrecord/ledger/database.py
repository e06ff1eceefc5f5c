"""The ledger's file: made, opened, checked before anything is written to it, and its transactions.

SQLite in WAL mode, so that readers never wait for a writer nor a writer for them. `synchronous` is FULL: a commit is on
the disk before it is reported, so that neither a killed process nor a power cut takes back what was reported. What it
costs is one flush a transaction; the store puts several articles into one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from onrecord.ledger import migrations
from onrecord.ledger.failures import meaning, translated
from onrecord.ledger.places import APPLICATION_ID, check_place, check_version, may_be_written

PATIENCE: Final = 30.0
"""Seconds that a statement waits for another process's lock."""
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA journal_size_limit = 67108864",
)


class Ledger:
    """An open ledger: a context manager that closes it, and turns what SQLite raises inside into a LedgerError.

    `connection` gives rows as sqlite3.Row and is in autocommit: a single SELECT stands for itself, several that must
    see the same state go into `snapshot()`, and everything that writes goes into `writing()`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that has the write lock from its start; committed at the end, rolled back by any exception.

        Raises LedgerError where it cannot begin, write or commit.
        """
        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            finally:
                self._end()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A transaction in which every SELECT sees the ledger as it was at the first, whatever others add meanwhile."""
        with translated(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self._end()

    def _end(self) -> None:
        """Roll back what was not committed. SQLite has done it by itself where the disk was full, say."""
        if self.connection.in_transaction:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file; the last to close it brings the journal into it."""
        self.connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
        known = meaning(error, self.path) if isinstance(error, sqlite3.Error) else None
        if known is not None:
            raise known from error


def open_ledger(
    path: str | Path, *, create: bool = False, readonly: bool = False, patience: float = PATIENCE
) -> Ledger:
    """Open the ledger at `path`; with `create`, make it where there is no file or an empty one.

    Another program's file and a ledger with another schema are told by their headers, before SQLite touches them, and
    stay as they are. `readonly` also opens what may not be written, such as a ledger on a read-only disk. `patience` is
    how many seconds a statement waits for other processes.

    Raises:
        NotALedgerError: there is no file, or it is no ledger.
        LedgerVersionError: its schema is newer or older than this code's.
        LedgerReadOnlyError: it may not be written, and `readonly` was not asked for.
        LedgerError: anything else that keeps it from being opened.
    """
    path = Path(path)
    check_place(path, create=create, readonly=readonly)
    with translated(path):
        connection = _reader(path, patience) if readonly else _connect(path, "rwc" if create else "rw", patience)
        try:
            _prepare(path, connection, create=create, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return Ledger(path, connection)


def migrate(path: str | Path) -> tuple[int, int]:
    """Bring the ledger at `path` to this code's schema; its version before and after.

    All steps are one transaction: where one fails, the ledger is as it was. Raises as `open_ledger`.
    """
    path = Path(path)
    check_place(path, create=False, readonly=False, older=True)
    with translated(path):
        connection = _connect(path, "rw", PATIENCE)
        with Ledger(path, connection) as ledger, ledger.writing():
            before = _version(connection)
            check_version(path, _application(connection), before, older=True)
            migrations.apply(connection)
    return before, migrations.version()


def _connect(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=patience, isolation_level=None
    )
    connection.row_factory = sqlite3.Row
    return connection


def _reader(path: Path, patience: float) -> sqlite3.Connection:
    """A connection that cannot write.

    In WAL mode even a reader needs the journal's index beside the file. Where that may be made, the connection is one
    that could write but for a setting, because only such a one takes the index away when it closes.
    """
    if may_be_written(path):
        connection = _connect(path, "rw", patience)
        connection.execute("PRAGMA query_only = ON")
        return connection
    connection = _connect(path, "ro", patience)
    try:
        _version(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        journal = path.resolve().with_name(f"{path.resolve().name}-wal")
        no_index = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not no_index or (journal.exists() and journal.stat().st_size):
            raise
        # There is no index, so nobody has the ledger open, and no journal, so the file itself holds everything: it is
        # read as one that does not change.
        return _connect(path, "ro&immutable=1", patience)
    return connection


def _prepare(path: Path, connection: sqlite3.Connection, *, create: bool, readonly: bool) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    if create and _is_empty(connection):
        _make(path, connection)
    check_version(path, _application(connection), _version(connection))
    if not readonly:
        _use_wal(connection)


def _make(path: Path, connection: sqlite3.Connection) -> None:
    """Make the tables, unless another process has made them while this one waited for the lock."""
    with Ledger(path, connection).writing():
        if _is_empty(connection):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    if _value(connection, "PRAGMA journal_mode") != "wal":
        connection.execute("PRAGMA journal_mode = WAL").fetchone()


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not _application(connection) and not _value(connection, "SELECT count(*) FROM sqlite_master")


def _application(connection: sqlite3.Connection) -> int:
    return int(_value(connection, "PRAGMA application_id"))


def _version(connection: sqlite3.Connection) -> int:
    return int(_value(connection, "PRAGMA user_version"))


def _value(connection: sqlite3.Connection, query: str) -> str | int:
    value: str | int = connection.execute(query).fetchone()[0]
    return value
