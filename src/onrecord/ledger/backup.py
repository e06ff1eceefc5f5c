"""A copy of a ledger, taken while others may write to it, that appears under its name only when it is whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from onrecord.errors import LedgerDamagedError, OutputError
from onrecord.ledger.database import Ledger
from onrecord.ledger.failures import translated


def backup(ledger: Ledger, target: Path, *, force: bool = False) -> int:
    """Copy the ledger, as it is at one moment, to `target`; the copy's size in bytes.

    It is written beside and checked before it gets its name. An older file stays, unless `force` says that it may go.

    Raises:
        OutputError: there is such a file, or nothing can be written there.
        LedgerError: the ledger cannot be read, the disk is full, or the copy is not whole.
    """
    if target.exists() and not force:
        raise OutputError(f"{target}: there is a file already. Name another, or give --force to replace it")
    if target.exists() and target.samefile(ledger.path):
        raise OutputError(f"{target}: it is the ledger itself. Name another file")
    if not target.parent.is_dir():
        raise OutputError(f"{target}: its folder does not exist. Make it, or name another")
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with translated(target):
            _copy(ledger, part)
        _flush(part)
        _name(part, target, force=force)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror}). Name another file") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return target.stat().st_size


def _copy(ledger: Ledger, part: Path) -> None:
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        # In one step: a copy in several starts again whenever somebody adds something meanwhile.
        ledger.connection.backup(copy)
        # One file, whatever stood beside it; the first to open it for writing goes back to WAL.
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        result = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if result != "ok":
        raise LedgerDamagedError(
            str(ledger.path), f"the copy is not whole ({result})", "Run: onrecord ledger verify; an older backup stays"
        )


def _flush(part: Path) -> None:
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())


def _name(part: Path, target: Path, *, force: bool) -> None:
    if force:
        part.replace(target)
        return
    try:
        # Unlike a move, a second name fails where somebody has made the file meanwhile.
        os.link(part, target)
    except FileExistsError as error:
        raise OutputError(f"{target}: there is a file already. Name another, or give --force to replace it") from error
    except OSError:
        # File systems without links (FAT, some network shares).
        part.rename(target)
