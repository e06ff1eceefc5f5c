"""Readings as JSON Lines, without loss: what `onrecord read --format jsonl` writes."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from onrecord.errors import FormatError, OnrecordError
from onrecord.formats.fit import faults, storable
from onrecord.formats.json import from_json, to_json
from onrecord.formats.registry import Piece
from onrecord.types import Reading

SUFFIXES = (".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz")
"""The files that are taken of a folder; a file that is named itself is taken whatever its suffix."""
_NEWER = "A newer onrecord may have written it: update onrecord, or make the file again"
_AGAIN = "Make it again with: onrecord export --to jsonl"


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One file, a piece a reading."""
    for reading in readings:
        yield Piece("", (to_json(storable(reading)) + "\n").encode())


def load(path: Path) -> Iterator[Reading]:
    """The readings of a file, also gzipped, or of the files of a folder in the order of their names.

    A line is a reading; a file may also be one reading over several lines, as `--format json` writes it. Raises
    FormatError where a line is none, or its offsets do not fit its text.
    """
    for file in _files(path):
        try:
            with _opened(file) as stream:
                yield from _readings(file, stream)
        except (OSError, EOFError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise FormatError(
                str(file), None, f"it cannot be read ({reason})", "Check the path, or copy it again"
            ) from (error)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.name.endswith(SUFFIXES) and file.is_file())


def _opened(file: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(file)) if file.suffix == ".gz" else file.open("rb")


def _readings(file: Path, stream: IO[bytes]) -> Iterator[Reading]:
    first = stream.readline()
    if first.strip() == b"{":
        yield _reading(file, 1, first + stream.read())
        return
    number, line = 1, first
    while line:
        if line.strip():
            yield _reading(file, number, line)
        number, line = number + 1, stream.readline()


def _reading(file: Path, line: int, data: bytes) -> Reading:
    try:
        reading = from_json(data)
    except OnrecordError as error:
        raise FormatError(str(file), line, str(error), _AGAIN) from error
    for field in _unknown(msgspec.json.decode(data), msgspec.json.decode(to_json(reading))):
        raise FormatError(str(file), line, f"a reading has no field {field!r}", _NEWER)
    for fault in faults(reading):
        raise FormatError(str(file), line, f"the reading does not fit its article: {fault}", _AGAIN)
    return reading


def _unknown(said: Any, understood: Any) -> Iterator[str]:
    """The fields of a JSON value that were not understood, at any depth."""
    if isinstance(said, dict) and isinstance(understood, dict):
        yield from (key for key in said if key not in understood)
        for key in said.keys() & understood.keys():
            yield from _unknown(said[key], understood[key])
    elif isinstance(said, list) and isinstance(understood, list):
        for one, other in zip(said, understood, strict=True):
            yield from _unknown(one, other)
