"""Readings that people have corrected in brat or Label Studio, for `onrecord train --corrected`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from onrecord.errors import FormatError
from onrecord.statements.excerpt import NOTE
from onrecord.types import Reading


def readings_of(paths: Sequence[Path]) -> list[Reading]:
    """The readings of all files and folders.

    A folder, or a file that ends in .ann, is brat's: all of it counts as looked at. A file that ends in .json is Label
    Studio's: of its tasks those that have an annotation count. Raises FormatError where anything does not fit, or
    where there is nothing in a file.
    """
    found: list[Reading] = []
    for path in paths:
        more = list(_readings(path))
        if not more:
            reason = "nothing in it was corrected"
            raise FormatError(str(path), None, reason, "Export the tasks with their annotations as JSON")
        if excerpt := next((reading for reading in more if NOTE in reading.notes), None):
            reason = f"{excerpt.article.name} has only some of its statements (onrecord export --only-found)"
            raise FormatError(str(path), None, reason, "Correct whole readings: export them without --only-found")
        found += more
    return found


def _readings(path: Path) -> Iterator[Reading]:
    from onrecord.formats import load  # noqa: PLC0415 - only where needed
    from onrecord.formats.label_studio import reviewed  # noqa: PLC0415

    if path.is_dir() or path.suffix == ".ann":
        return load(path, "brat")
    if path.suffix == ".json":
        return (review.after for review in reviewed(path))
    raise typer.BadParameter(f"--corrected {path}: not a brat folder, and not Label Studio's export (.json)")
