"""What `onrecord ledger add` takes beside articles: readings that were made before, and articles in Parquet."""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import typer

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.articles import Metadata
    from onrecord.types import Article, Reading, Unreadable

COLUMNS = ("text", "html", "url", "title", "outlet", "authors", "published", "language")
"""The columns of Parquet that are read; others are left alone."""
_READING = re.compile(rb"\s*\{\s*\"article\"\s*:")
_LONGEST = 200_000_000
"""Bytes of one reading in JSON, at most."""


def check_inputs(names: Sequence[str]) -> None:
    """Refuse Parquet where nothing can read it, before hours of other inputs have been read."""
    if not any(is_parquet(name) for name in names):
        return
    try:
        import_module("pyarrow.parquet")
    except ImportError as error:
        raise typer.BadParameter("Parquet needs pyarrow. Install it with: pip install pyarrow") from error


def items_of(names: Sequence[str], meta: Metadata) -> Iterator[Article | Reading | Unreadable]:
    """The articles and readings of `names`, in their order, as they are asked for."""
    from onrecord.articles import iter_articles  # noqa: PLC0415 - only where needed

    for name in names:
        if is_parquet(name):
            yield from _parquet(name, meta)
        elif _holds_readings(name):
            yield from _readings(name)
        else:
            yield from iter_articles([name], meta=meta)


def is_parquet(name: str) -> bool:
    """Whether a file of this name is Parquet."""
    return name.lower().endswith(".parquet")


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
    from onrecord.types import Unreadable  # noqa: PLC0415

    try:
        return from_json(data)
    except OnrecordError as error:
        return Unreadable(place, "broken-reading", str(error), "Make it again with: onrecord read --format jsonl")


def _parquet(name: str, meta: Metadata) -> Iterator[Article | Unreadable]:
    """The articles of a Parquet file, each named `name:row` from 1."""
    from onrecord.articles.jsonl import read_lines  # noqa: PLC0415 - only where needed
    from onrecord.types import Unreadable  # noqa: PLC0415

    # Only this input needs it, and no extra holds it; check_inputs has made sure that it is there.
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    try:
        with parquet.ParquetFile(name) as file:
            columns = [column for column in COLUMNS if column in file.schema_arrow.names]
            yield from read_lines(cast("IO[bytes]", _Rows(file.iter_batches(64, columns=columns))), name, meta)
    except (OSError, arrow.ArrowException) as error:
        reason = f"it cannot be read as Parquet ({str(error).splitlines()[0]})"
        yield Unreadable(name, "broken-parquet", reason, "Check the path, or write the file again")


class _Rows:
    """Rows as a stream of JSON Lines, so that one account of an article's fields does for both."""

    def __init__(self, batches: Iterator[Any]) -> None:
        self._records = (record for batch in batches for record in batch.to_pylist())

    def readline(self, limit: int) -> bytes:
        for record in self._records:
            return json.dumps(record, default=str).encode() + b"\n"
        return b""
