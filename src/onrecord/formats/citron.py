"""BBC Citron's JSON, out and in, so that its users can change over and compare.

Out goes Citron's annotation format, which Citron's own evaluation, trainer and annotator read; in comes that and what
`citron-extract` and the web service answer (`citron_shape` tells them apart). In both directions offsets of the
annotation format are Unicode code points, half-open, as Python has them and as onrecord has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.formats.citron_loading import loaded
from onrecord.formats.citron_writing import left_out, written
from onrecord.formats.names import stem_of
from onrecord.formats.registry import Piece
from onrecord.types import Reading

__all__ = ["left_out", "load", "pieces"]


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One file a reading, as they are asked for. `left_out` counts what of a reading is not in its file."""
    for reading in readings:
        yield Piece(f"{stem_of(reading.article)}.json", written(reading))


def load(path: Path) -> Iterator[Reading]:
    """The readings of a file, or of all `.json` files in a folder and its folders, in order of their paths.

    A file of Citron's second form needs the text that Citron read beside it, as a `.txt` of the same name. What Citron
    does not say is not guessed: there are no sources, and kind and factuality are the most common ones. The name to
    which it resolved a source is the first link of the chain.

    Raises FormatError, with the quote's line, where a file is not whole, has another shape, or does not fit its text;
    MissingExtraError where its offsets are tokens and spaCy is not installed.
    """
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    yield from map(loaded, files)
