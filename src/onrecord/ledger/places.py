"""What stands at a path, told without SQLite: its mere opening may change another program's file, or its journal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from onrecord.errors import LedgerReadOnlyError, LedgerVersionError, NotALedgerError
from onrecord.ledger import migrations

APPLICATION_ID: Final = 0x6F6E7263
"""In the file's header, 'onrc': by it, `file` and we tell a ledger from other programs' databases."""
_MAGIC = b"SQLite format 3\x00"


def check_place(path: Path, *, create: bool, readonly: bool, older: bool = False) -> None:
    """Refuse what is no ledger by what the file system and the file's header say.

    With `create`, a file that is new or empty will do; with `older`, a ledger of an older schema.

    Raises NotALedgerError, LedgerVersionError or LedgerReadOnlyError.
    """
    if path.is_dir():
        raise NotALedgerError(str(path), "it is a folder", "Name a file in it")
    if path.exists() and not path.is_file():
        raise NotALedgerError(str(path), "it is a pipe or a device", "Name a file")
    if not path.exists() and not create:
        raise NotALedgerError(
            str(path), "there is no such file", "Check the path, or make a ledger with: onrecord ledger add"
        )
    if not path.parent.is_dir():
        raise NotALedgerError(str(path), "its folder does not exist", "Make the folder, or check the path")
    if not readonly and not may_be_written(path):
        raise LedgerReadOnlyError(
            str(path),
            "the ledger or its folder may not be written",
            "Change their permissions, or copy the ledger to a folder that is yours",
        )
    header = _header(path)
    if header or not create:
        _check_header(path, header, older=older)


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(100)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise NotALedgerError(str(path), f"it cannot be read ({error.strerror})", "Check its permissions") from error


def _check_header(path: Path, header: bytes, *, older: bool) -> None:
    """Refuse a file by its first 100 bytes (https://sqlite.org/fileformat.html, section 1.3)."""
    if not header:
        raise NotALedgerError(str(path), "the file is empty", "Name another, or add articles to it to make it a ledger")
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise NotALedgerError(str(path), "it is not an SQLite database", "Name a ledger, or a file that is new")
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    check_version(path, application, version, older=older)


def check_version(path: Path, application: int, version: int, *, older: bool = False) -> None:
    """Refuse another program's database, and a schema that this code does not know. Raises as `check_place`."""
    ours = migrations.version()
    if application != APPLICATION_ID:
        raise NotALedgerError(
            str(path), "it is another program's SQLite database", "Name a ledger, or a file that is new"
        )
    if version > ours:
        raise LedgerVersionError(
            str(path),
            f"a newer onrecord made it (schema {version}; this one knows {ours})",
            "Install that version: pip install --upgrade onrecord",
        )
    if version < ours and not older:
        raise LedgerVersionError(
            str(path),
            f"an older onrecord made it (schema {version}; this one needs {ours})",
            "Keep a copy and run: onrecord ledger migrate",
        )


def may_be_written(path: Path) -> bool:
    """Whether the file, where there is one, and the folder that its journal stands in may be written."""
    return all(os.access(place, os.W_OK) for place in (path, path.resolve().parent) if place.exists())
