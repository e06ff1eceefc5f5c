"""How readings are printed: the view on a console, one JSON object, JSON Lines."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TextIO

from onrecord.cli.inputs import Write

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.types import Kind, Reading

PIPE_WIDTH = 100
"""Columns of the view where the output is no terminal."""
MIN_WIDTH = 40


class Format(StrEnum):
    """How readings are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class Colour(StrEnum):
    """When colours are used."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def only(kinds: Sequence[Kind], write: Write) -> Write:
    """`write`, for the statements of `kinds` alone; all of them where none is named."""
    if not kinds:
        return write

    from onrecord.statements import of_kinds  # noqa: PLC0415 - only where needed

    return lambda reading: write(None if reading is None else of_kinds(reading, kinds))


def writer(output_format: Format, stream: TextIO, color: Colour, width: int | None) -> Write:
    """What prints readings on `stream` in a format; the view as wide as `width`, or as the console is."""
    if output_format is Format.TEXT:
        return _text_writer(console_on(stream, color, width))
    return _line_writer(stream) if output_format is Format.JSONL else _json_writer(stream)


def console_on(stream: TextIO, color: Colour, width: int | None) -> Console:
    """A console that writes to `stream`, with colours where that is a terminal or they are asked for."""
    from rich.console import Console  # noqa: PLC0415 - only where needed

    forced = {Colour.AUTO: None, Colour.ALWAYS: True, Colour.NEVER: False}[color]
    terminal = stream.isatty() if forced is None else forced
    if width is None and not stream.isatty():
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdecimal() and int(columns) >= MIN_WIDTH else PIPE_WIDTH
    # Without a terminal no escape sequence at all: colours off would still leave bold.
    system: Literal["auto"] | None = "auto" if terminal else None
    console = Console(
        file=stream,
        width=width,
        force_terminal=terminal,
        color_system=system,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.on_broken_pipe = _raise_broken_pipe  # type: ignore[method-assign] # Rich's own ends with status 1
    return console


def _raise_broken_pipe() -> None:
    raise BrokenPipeError


def _text_writer(console: Console) -> Write:
    from onrecord.terminal.view import show  # noqa: PLC0415 - only where needed

    first = True

    def write(reading: Reading | None) -> bool:
        nonlocal first
        if reading is None:
            return False
        if not first:
            console.rule(characters="-")
        first = False
        show(console, reading)
        return True

    return write


def _line_writer(stream: TextIO) -> Write:
    from onrecord.formats.json import to_json  # noqa: PLC0415 - only where needed

    def write(reading: Reading | None) -> bool:
        if reading is not None:
            stream.write(to_json(reading) + "\n")
        return reading is not None

    return write


def _json_writer(stream: TextIO) -> Write:
    """One reading as an indented object; several as JSON Lines. The first is held until a second comes, or none."""
    from onrecord.formats.json import to_json  # noqa: PLC0415 - only where needed

    held: list[Reading] = []
    lines = _line_writer(stream)
    several = False

    def write(reading: Reading | None) -> bool:
        nonlocal several
        if reading is None:
            for one in held:
                stream.write(to_json(one, indent=2) + "\n")
        elif several:
            lines(reading)
        elif held:
            several = True
            lines(held.pop())
            lines(reading)
        else:
            held.append(reading)
        return reading is not None

    return write
