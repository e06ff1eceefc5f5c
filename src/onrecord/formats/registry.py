"""Which formats there are, and readings to and from each: `export`, `pieces` and `load`.

A format is a module of this package. It has `pieces(readings)`, which makes files piece by piece, so that an archive
never stands in memory, and, where it also comes in, `load(path)`, which gives the readings of a file or folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.types import Reading


@dataclass(frozen=True, slots=True)
class Piece:
    """The next bytes of the file `name`, which is relative to the output's folder.

    Pieces of one file follow each other. A format with one file for all readings leaves `name` empty.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the `name` that `--to` and `--from` take.

    `folder` says that each reading has files of its own, with names in a folder; else all readings are in one file.
    `suffix` is what that file's (or, in a folder, the reading's main file's) name ends with. `comes_in` says whether it
    can be read back.
    """

    name: str
    module: str
    summary: str
    suffix: str
    folder: bool = False
    comes_in: bool = False


FORMATS = {
    made.name: made
    for made in (
        Format("jsonl", "jsonl", "readings, one JSON object a line", ".jsonl", comes_in=True),
        Format("csv", "table_csv", "one row a statement", ".csv"),
        Format("parquet", "table_parquet", "one row a statement", ".parquet"),
        Format("web-annotation", "web_annotation", "W3C Web Annotation (JSON-LD)", ".jsonld", folder=True),
        Format("brat", "brat", "brat standoff", ".ann", folder=True, comes_in=True),
        Format("label-studio", "label_studio", "Label Studio tasks with predictions", ".json", comes_in=True),
        Format("tei", "tei", "TEI P5 with <said> and <quote>", ".xml", folder=True),
        Format("schema-org", "schema_org", "schema.org Quotation and Claim (JSON-LD)", ".jsonld", folder=True),
        Format("citron", "citron", "BBC Citron's JSON", ".json", folder=True, comes_in=True),
    )
}
"""All formats by name."""


def pieces(readings: Iterable[Reading], to: str) -> Iterator[Piece]:
    """`readings` in the format `to`, as they are asked for.

    Raises KeyError where there is no such format, MissingExtraError where it needs an extra that is not installed.
    """
    made: Iterator[Piece] = _module(to).pieces(readings)
    return made


def load(path: Path, from_: str) -> Iterator[Reading]:
    """The readings of a file or folder in the format `from_`, as they are asked for.

    Raises KeyError where there is no such format or it does not come in; FormatError, while readings are asked for,
    where a file is not whole or does not fit its text.
    """
    if not FORMATS[from_].comes_in:
        raise KeyError(from_)
    found: Iterator[Reading] = _module(from_).load(path)
    return found


def _module(name: str) -> Any:
    return import_module(f"onrecord.formats.{FORMATS[name].module}")
