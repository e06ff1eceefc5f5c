"""Where readings are written: standard output, or a file that appears under its name only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from onrecord.errors import OutputError

_OTHER = "Choose another --output"


@dataclass(slots=True)
class Sink:
    """An open output; a file is only put in place of an older one where `wanted` is still true at the end."""

    stream: TextIO
    wanted: bool = True


@contextmanager
def sink(output: Path | None) -> Iterator[Sink]:
    """Standard output, or the file `output`: written beside and moved into place, through a link to what it leads to.

    A device or pipe is written to as it is. Raises OutputError where nothing can be written there.
    """
    if output is None:
        yield Sink(_standard_output())
        return
    target = output.resolve()
    if target.is_dir():
        raise OutputError(f"{output}: it is a folder. {_OTHER}")
    if target.exists() and not target.is_file():
        with _open(target, output) as stream:
            yield Sink(stream)
        return
    yield from _beside(target, output)


def _standard_output() -> TextIO:
    if sys.stdout is None:
        raise OutputError("standard output is closed. Give a file with --output")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    return sys.stdout


def _open(path: Path, output: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", errors="replace")
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror}). {_OTHER}") from error


def _beside(target: Path, output: Path) -> Iterator[Sink]:
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    made = Sink(_open(part, output))
    try:
        with made.stream:
            yield made
        if made.wanted:
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink()
