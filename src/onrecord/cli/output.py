"""Where commands print, and what happens when nobody reads it any more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from onrecord.terminal.sink import Sink

UNREAD = (
    "Where the reader of the output goes away (| head), the command stops in silence, and its exit status is of what "
    "was done until then."
)


@contextmanager
def printing(output: Path | None) -> Iterator[Sink[TextIO]]:
    """Standard output, or the file `output`, as `sink` gives it; raises OutputError as that does.

    A reader of the output that goes away ends the block, as with `until_unread`.
    """
    from onrecord.terminal.sink import sink  # noqa: PLC0415 - only where needed

    with until_unread(), sink(output) as out:
        yield out
        out.stream.flush()


@contextmanager
def until_unread() -> Iterator[None]:
    """A block that ends in silence where the reader of what it prints goes away.

    What comes after it is done all the same, so that the exit status does not depend on how much was read.
    """
    try:
        yield
    except BrokenPipeError:
        silence()


def silence() -> None:
    """Send the rest of standard output nowhere, or Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
