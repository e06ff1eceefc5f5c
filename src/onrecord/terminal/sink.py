"""Where readings are written: standard output, or a file that appears under its name only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Generic, TextIO, TypeVar

from onrecord.errors import OutputError

OTHER = "Choose another --output"
"""What to do where nothing can be written."""


Stream = TypeVar("Stream", bound=IO[Any])


@dataclass(slots=True)
class Sink(Generic[Stream]):
    """An open output; a file is only put in place of an older one where `wanted` is still true at the end."""

    stream: Stream
    wanted: bool = True


@contextmanager
def sink(output: Path | None) -> Iterator[Sink[TextIO]]:
    """Standard output, or the file `output`: written beside and moved into place, through a link to what it leads to.

    A device or pipe is written to as it is. Raises OutputError where nothing can be written there.
    """
    if output is None:
        yield Sink(_standard_output())
        return
    target = output.resolve()
    if not may_be_replaced(target, output):
        with _open(target, output) as stream:
            yield Sink(stream)
        return
    with beside(target, lambda part: _open(part, output)) as made:
        yield made


def may_be_replaced(target: Path, output: Path) -> bool:
    """Whether a whole file can take the place of what is there; not of a device or pipe.

    Raises OutputError where a folder is; `output` is the name that the user gave.
    """
    if target.is_dir():
        raise OutputError(f"{output}: it is a folder. {OTHER}")
    return not target.exists() or target.is_file()


@contextmanager
def beside(target: Path, opened: Callable[[Path], Stream]) -> Iterator[Sink[Stream]]:
    """A file beside `target`, as `opened` opens it, which takes its place at the end where it is wanted."""
    part = part_of(target)
    made = Sink(opened(part))
    try:
        with made.stream:
            yield made
        if made.wanted:
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink()


def part_of(target: Path) -> Path:
    """The file beside `target` that this process writes until it is whole."""
    return target.with_name(f"{target.name}.{os.getpid()}.part")


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
        raise OutputError(f"{output}: cannot be written ({error.strerror}). {OTHER}") from error
