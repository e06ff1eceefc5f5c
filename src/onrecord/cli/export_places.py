"""Where `onrecord export` writes: standard output, a file, a folder; and a format's files, reading by reading."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

from onrecord.cli.export_readings import Tally
from onrecord.errors import OnrecordError, OutputError

if TYPE_CHECKING:
    from onrecord.formats import Format, Piece
    from onrecord.types import Reading


class Takes(Protocol):
    """What files are written to, piece by piece."""

    def write(self, name: str, data: bytes) -> None:
        """Take the next bytes of a file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Standard output where `path` is None; else a file, or with `folder` a folder."""

    path: Path | None
    folder: bool = False

    def open(self) -> AbstractContextManager[Takes]:
        """What takes the pieces. Raises OutputError where nothing can be written."""
        from onrecord.terminal.bytes_sink import file_sink, folder_sink  # noqa: PLC0415 - only where needed

        return folder_sink(self.path) if self.folder and self.path is not None else file_sink(self.path)


def place_of(to: Format, output: str | None) -> Place:
    """The place that `--output` names for a format. Raises OutputError where a file is named for what needs a folder.

    A folder is what ends in a slash or is there as one; for a format with files for each reading, also a name without
    the format's suffix.
    """
    if output is None:
        if to.name == "parquet" and sys.stdout is not None and sys.stdout.isatty():
            raise typer.BadParameter("Parquet is no text for a terminal; name a file with --output, or a folder")
        return Place(None)
    path = Path(output)
    named = output.endswith(("/", os.sep)) or path.is_dir()
    if to.folder:
        return Place(path, folder=named or not (path.exists() or path.suffix == to.suffix))
    if named and to.name != "parquet":
        raise OutputError(f"{output}: it is a folder, and {to.name} is one file. Choose another --output")
    return Place(path, folder=named)


def prepare(to: Format) -> None:
    """Raise now what would keep the format from being written after hours of reading."""
    if to.name == "parquet":
        from onrecord.formats.table_parquet import libraries  # noqa: PLC0415 - only where needed

        libraries()


def pieces_of(readings: Iterator[Reading], to: Format, place: Place, tally: Tally) -> Iterator[Piece]:
    """The files of `readings` in a format, as they are written to a place; what fails is counted."""
    from onrecord.formats import pieces  # noqa: PLC0415 - only where needed

    if to.folder:
        each = _each(readings, to, tally)
        return each if place.folder else _alone(each, to)
    if place.folder and place.path is not None:
        from onrecord.formats.table_parquet import dataset  # noqa: PLC0415 - only where needed

        return dataset(readings, _card_in(place.path))
    return pieces(readings, to.name)


def _each(readings: Iterator[Reading], to: Format, tally: Tally) -> Iterator[Piece]:
    """The files of one reading after another: where making one's fails, it has none, and the others go on.

    Another reading of an article that came before has names with a number. Files of no reading, such as settings, come
    once.
    """
    from onrecord.formats import pieces  # noqa: PLC0415 - only where needed
    from onrecord.formats.names import stem_of  # noqa: PLC0415

    times, shared = Counter[str](), set[str]()
    for reading in readings:
        stem = stem_of(reading.article)
        try:
            made = list(pieces([reading], to.name))
        except OnrecordError:
            raise
        except Exception as error:  # one bad article never stops a batch
            _say(reading, f"writing it as {to.name} failed ({type(error).__name__}: {error}). Please report this")
            tally.failed += 1
            tally.done = max(0, tally.done - 1)
            continue
        times[stem] += 1
        number = f"-{times[stem]}" if times[stem] > 1 else ""
        for piece in made:
            if piece.name.startswith(stem):
                yield replace(piece, name=f"{stem}{number}{piece.name.removeprefix(stem)}")
            elif piece.name not in shared:
                yield piece
        shared |= {piece.name for piece in made if not piece.name.startswith(stem)}


def _alone(found: Iterator[Piece], to: Format) -> Iterator[Piece]:
    """The one file of one reading, held until it is clear that there is no other. Raises OutputError where there is."""
    held: list[Piece] = []
    for piece in found:
        if held and held[0].name != piece.name:
            raise OutputError(f"{to.name} has a file or more for each reading. Name a folder: --output FOLDER/")
        held.append(piece)
    yield from held


def _card_in(folder: Path) -> str:
    """The name for the card: one that is there may have been filled in, and is kept."""
    from onrecord.formats.table_card import CARD, NEW_CARD  # noqa: PLC0415 - only where needed

    if not (folder / CARD).exists():
        return CARD
    typer.echo(f"onrecord: {folder / CARD} is kept as it is; the card with the new counts is {NEW_CARD}.", err=True)
    return NEW_CARD


def _say(reading: Reading, words: str) -> None:
    typer.echo(f"onrecord: {reading.article.name}: {words}.", err=True)
