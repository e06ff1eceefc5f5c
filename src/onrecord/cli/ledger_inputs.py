"""What `onrecord ledger add` takes beside articles: readings that were made before, and articles in Parquet."""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from onrecord.errors import MissingExtraError, OnrecordError

if TYPE_CHECKING:
    from onrecord.articles import Metadata
    from onrecord.types import Article, Reading, Unreadable

COLUMNS = ("text", "html", "url", "title", "outlet", "authors", "published", "language")
"""The columns of Parquet that are read; others are left alone."""
_PARQUET = ".parquet"
_READING = re.compile(rb"\s*\{\s*\"article\"\s*:")
_LONGEST = 200_000_000
"""Bytes of one reading in JSON, at most."""


def check_inputs(names: Sequence[str]) -> None:
    """Refuse Parquet where nothing can read it, before hours of other inputs have been read.

    Raises MissingExtraError, also for a file in a folder that is named.
    """
    if any(is_parquet(name) or next(_tables_in(name), None) for name in names):
        _libraries()


def items_of(names: Sequence[str], meta: Metadata) -> Iterator[Article | Reading | Unreadable]:
    """The articles and readings of `names`, in their order, as they are asked for; a folder's Parquet comes last."""
    for name in names:
        if is_parquet(name):
            yield from _parquet(name, meta)
        elif _holds_readings(name):
            yield from _readings(name)
        else:
            yield from _articles(name, meta)


def is_parquet(name: str) -> bool:
    """Whether an input is a Parquet file, by its name; a folder of this name, as other programs make, is a folder."""
    return name.lower().endswith(_PARQUET) and not _is_folder(name)


def _is_folder(name: str) -> bool:
    return os.path.isdir(name)  # noqa: PTH112  Path.is_dir raises where this says no


def _articles(name: str, meta: Metadata) -> Iterator[Article | Unreadable]:
    """What `onrecord read` finds there, and then the Parquet of a folder."""
    from onrecord.articles import iter_articles  # noqa: PLC0415 - only where needed

    tables = sorted(_tables_in(name))
    for item in iter_articles([name], meta=meta):
        if not (tables and getattr(item, "code", None) == "no-articles"):
            yield item
    for table in tables:
        yield from _parquet(table, meta)


def _tables_in(name: str) -> Iterator[str]:
    """The Parquet files in a folder and the folders in it, without hidden ones; none where it is no folder.

    Links are followed, and each folder is looked into once.
    """
    seen: set[tuple[int, int]] = set()
    for folder, inside, files in os.walk(name, followlinks=True) if _is_folder(name) else ():
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            inside.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        inside[:] = [one for one in inside if not one.startswith(".")]
        found = (Path(folder, one) for one in files if one.lower().endswith(_PARQUET) and not one.startswith("."))
        yield from (str(path) for path in found if path.is_file())


def _holds_readings(name: str) -> bool:
    """Whether an input, by how it begins, is what `onrecord read --format json` or `jsonl` wrote."""
    try:
        with _open(name) as stream:
            start = stream.peek(64) if name == "-" and hasattr(stream, "peek") else stream.read(64)
    except (OSError, EOFError, zlib.error, ValueError):
        # Whatever this is, the way of articles says what is wrong with it.
        return False
    return _READING.match(start) is not None


def _open(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    if not Path(name).is_file():
        raise FileNotFoundError(name)
    return cast("IO[bytes]", gzip.open(name)) if name.lower().endswith(".gz") else Path(name).open("rb")


def _readings(name: str) -> Iterator[Reading | Unreadable]:
    """Readings of a file: one a line, or one over several lines, which is then the only one."""
    try:
        with _open(name) as stream:
            first = stream.readline(_LONGEST)
            if first.strip() == b"{":
                yield _reading(first + stream.read(_LONGEST), name)
            else:
                yield from _lines(name, first, stream)
    except (OSError, EOFError, zlib.error) as error:
        from onrecord.types import Unreadable  # noqa: PLC0415 - only where needed

        yield Unreadable(name, "unreadable", f"it cannot be read to its end ({error})", "Copy it again")


def _lines(name: str, line: bytes, stream: IO[bytes]) -> Iterator[Reading | Unreadable]:
    number = 0
    while line:
        number += 1
        if line.strip():
            yield _reading(line, f"{name}:{number}")
        line = stream.readline(_LONGEST)


def _reading(data: bytes, place: str) -> Reading | Unreadable:
    from onrecord.formats.json import from_json  # noqa: PLC0415 - only where needed
    from onrecord.statements.excerpt import NOTE  # noqa: PLC0415
    from onrecord.types import Unreadable  # noqa: PLC0415

    try:
        reading = from_json(data)
    except OnrecordError as error:
        return Unreadable(place, "broken-reading", str(error), "Make it again with: onrecord read --format jsonl")
    if NOTE in reading.notes:
        # It would take the place of the whole reading, and the other statements would be found no more.
        reason = "it has only some of the article's statements (onrecord export --only-found)"
        return Unreadable(place, "excerpt", reason, "Export the article whole, without --only-found")
    return reading


def _parquet(name: str, meta: Metadata) -> Iterator[Article | Unreadable]:
    """The articles of a Parquet file, each named `name:row` from 1."""
    from onrecord.articles.jsonl import read_lines  # noqa: PLC0415 - only where needed
    from onrecord.types import Unreadable  # noqa: PLC0415

    arrow, parquet = _libraries()
    try:
        with parquet.ParquetFile(name) as file:
            columns = [column for column in COLUMNS if column in file.schema_arrow.names]
            if not {"text", "html"} & {*columns}:
                yield Unreadable(
                    name, "no-text", 'it has no column "text" and none "html"', "Give one of them that name"
                )
                return
            yield from read_lines(cast("IO[bytes]", _Rows(file.iter_batches(64, columns=columns))), name, meta)
    except (OSError, arrow.ArrowException) as error:
        reason = f"it cannot be read as Parquet ({str(error).splitlines()[0]})"
        yield Unreadable(name, "broken-parquet", reason, "Check the path, or write the file again")


def _libraries() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("parquet", "pyarrow") from error


class _Rows:
    """Rows as a stream of JSON Lines, so that one account of an article's fields does for both."""

    def __init__(self, batches: Iterator[Any]) -> None:
        self._records = (record for batch in batches for record in batch.to_pylist())

    def readline(self, limit: int) -> bytes:
        for record in self._records:
            return json.dumps(record, default=str).encode() + b"\n"
        return b""
