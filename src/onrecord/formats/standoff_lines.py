"""The records of a brat standoff file (`.ann`) from its lines, without loss.

The text of a text-bound annotation may hold line breaks of its own; it then goes on in the next lines, as far as its
offsets say (newer versions of brat write such a span in pieces instead).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onrecord.errors import FormatError
from onrecord.formats.standoff import (
    Argument,
    Attribute,
    Equivalence,
    Event,
    Normalization,
    Note,
    Record,
    Relation,
    TextBound,
)
from onrecord.types import Spans


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record: what to `make`, the `pattern` whose groups are its fields, and its form in words."""

    make: Callable[..., Record]
    pattern: re.Pattern[str]
    form: str


def parse(data: bytes, name: str) -> tuple[Record, ...]:
    """The records of the file `name`, in order; `standoff.write` gives its bytes back.

    Raises FormatError, with the line, where the file is not UTF-8, is cut short, or a record is of no known form.
    """
    lines = _decoded(data, name).split("\n")
    if lines.pop():
        reason = "the last line has no end, so the file may be cut short"
        raise FormatError(name, len(lines) + 1, reason, "Take the whole file; if this is all, end its last line")
    records: list[Record] = []
    at = 0
    while at < len(lines):
        first, line = at, lines[at]
        at += 1
        while at < len(lines) and _lacks(line) > 0 and not _BEGINS.match(lines[at]):
            line, at = f"{line}\n{lines[at]}", at + 1
        records.append(_record(line, name, first + 1))
    return tuple(records)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(name, line, "this is not UTF-8", "Save the file as UTF-8") from error


def _record(line: str, name: str, number: int) -> Record:
    kind = _KINDS.get("A" if line.startswith("M") else line[:1])
    if kind is None:
        reason = "no record of standoff: T, E, R, A, M, N or # and a number, or *, and a tab"
        raise FormatError(name, number, reason, "Put it right, or take the line out")
    stripped = line.removesuffix("\r")
    match = kind.pattern.fullmatch(stripped)
    if match is None:
        raise FormatError(name, number, f"not of the form {kind.form}", "Put it right, with one space between")
    fields = {field: _AS.get(field, _same)(said) for field, said in match.groupdict().items()}
    space = fields.pop("space", "")
    return kind.make(**fields, end=space + line[len(stripped) :] + "\n", line=number)


def _lacks(line: str) -> int:
    """How many characters a text-bound annotation's text lacks by its offsets; 0 for anything else."""
    match = _KINDS["T"].pattern.fullmatch(line) if line.startswith("T") else None
    if match is None or match["text"] is None:
        return 0
    return sum(end - start + 1 for start, end in _spans(match["spans"])) - 1 - len(match["text"])


def _spans(offsets: str) -> Spans:
    pairs = (pair.split(" ") for pair in offsets.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _argument(part: str) -> Argument:
    role, _, target = part.partition(":")
    return role, target


def _arguments(parts: str) -> tuple[Argument, ...]:
    return tuple(_argument(part) for part in parts.split())


def _same(said: str | None) -> str | None:
    return said


_AS: dict[str, Callable[[Any], Any]] = {
    "spans": _spans,
    "first": _argument,
    "second": _argument,
    "arguments": _arguments,
    "members": lambda parts: tuple(parts.split()),
}
"""What makes a field of its characters, where it is not a text."""


def _kind(make: Callable[..., Record], letter: str, pattern: str, form: str) -> _Kind:
    id_, label = rf"(?P<id>{letter})\t", r"(?P<label>[^\s:]+)"
    return _Kind(make, re.compile(id_ + label + pattern, re.DOTALL | re.ASCII), f"{form}, with a tab after the ID")


_PAIR = r"(?:0|[1-9]\d{0,15}) (?:0|[1-9]\d{0,15})"
_TEXT, _END = r"(?:\t(?P<text>.*))?", r"(?P<space>[ \t]*)"
_BEGINS = re.compile(r"(?:[TERAMN#]\d+|\*)\t")
_KINDS = {
    "T": _kind(
        TextBound,
        r"T\d+",
        rf" (?P<spans>{_PAIR}(?:;{_PAIR})*){_TEXT}",
        "ID LABEL START END (and ;START END for each further piece), a tab and the text",
    ),
    "E": _kind(
        Event,
        r"E\d+",
        rf":(?P<trigger>T\d+)(?P<arguments>(?: [^\s:]+:[TE]\d+)*){_END}",
        "ID LABEL:TRIGGER and ROLE:ID for each argument",
    ),
    "R": _kind(
        Relation,
        r"R\d+",
        rf" (?P<first>[^\s:]+:[TE]\d+) (?P<second>[^\s:]+:[TE]\d+){_END}",
        "ID LABEL ROLE:ID ROLE:ID",
    ),
    "A": _kind(Attribute, r"[AM]\d+", rf" (?P<target>[TER]\d+)(?: (?P<value>\S+))?{_END}", "ID LABEL ID VALUE"),
    "N": _kind(
        Normalization,
        r"N\d+",
        rf" (?P<target>[TER]\d+) (?P<entry>[^\s:]+:\S+){_TEXT}",
        "ID LABEL ID RESOURCE:ENTRY, a tab and the name",
    ),
    "#": _kind(Note, r"\#\d+", rf" (?P<target>[TERAMN]\d+){_TEXT}", "ID LABEL ID, a tab and the words"),
    "*": _kind(Equivalence, r"\*", rf"(?P<members>(?: [TE]\d+){{2,}}){_END}", "* LABEL ID ID (and more)"),
}
