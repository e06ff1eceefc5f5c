"""brat standoff (`.ann`): its records, how they are written, and whether they fit together and fit their text.

One record a line: an id, a tab, and what it says (`standoff_lines` reads them). Offsets are Unicode code points of the
text file as it is, half-open; a CRLF counts as two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.errors import FormatError
from onrecord.types import Spans

Argument = tuple[str, str]
"""A role (`Source`, `Content2`, `Arg1`) and the id of the annotation in it."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What every record has: its `id` (`T1`; `*` for an equivalence), its `label`, what follows it to its line's end,
    and the `line` where it was found, from 1.
    """

    id: str
    label: str
    end: str = field(default="\n", kw_only=True)
    line: int | None = field(default=None, kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class TextBound(_Record):
    """`T`: a stretch of the text, of several `spans` (in the file's order) where it is discontinuous.

    `text` is what stands there, spans joined by one space; None where the file leaves it out.
    """

    spans: Spans
    text: str | None


@dataclass(frozen=True, slots=True)
class Event(_Record):
    """`E`: an event with the text-bound annotation that is its `trigger`, and its arguments."""

    trigger: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Relation(_Record):
    """`R`: a relation between two annotations."""

    first: Argument
    second: Argument


@dataclass(frozen=True, slots=True)
class Attribute(_Record):
    """`A` (or, as older files have it, `M`): an attribute of `target`; None is a yes."""

    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Normalization(_Record):
    """`N`: the entry of a data base that `target` means, as `resource:entry`, and the entry's name."""

    target: str
    entry: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Note(_Record):
    """`#`: a note on `target`, on one line."""

    target: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Equivalence(_Record):
    """`*`: annotations that mean the same."""

    members: tuple[str, ...]


Record = TextBound | Event | Relation | Attribute | Normalization | Note | Equivalence

_SPACE = re.compile(r"\s")
_OTHER_TEXT = "Take the .txt that was annotated, as it was: a changed character or line break moves the offsets"


def write(records: Iterable[Record]) -> bytes:
    """The records as a file."""
    return "".join(f"{record.id}\t{_said(record)}{record.end}" for record in records).encode()


def references(record: Record) -> Iterator[str]:
    """The ids that a record refers to."""
    match record:
        case Event():
            yield record.trigger
            yield from (target for _, target in record.arguments)
        case Relation():
            yield from (record.first[1], record.second[1])
        case Attribute() | Normalization() | Note():
            yield record.target
        case Equivalence():
            yield from record.members


def printed(text: str, spans: Spans) -> str:
    """What a text-bound annotation says of `text`."""
    return " ".join(text[start:end] for start, end in spans)


def check(records: Sequence[Record], text: str, name: str) -> None:
    """Whether the records fit together and fit their text.

    Raises FormatError, with the line, for an id that stands twice, a reference to what is not there, offsets outside
    the text or without characters, and words that are not those at the offsets.
    """
    lines: dict[str, int | None] = {}
    for record in records:
        if record.id in lines:
            reason = f"the id {record.id} stands twice, here and in line {lines[record.id]}"
            raise FormatError(name, record.line, reason, "Give one of them another number")
        if record.id != "*":
            lines[record.id] = record.line
        if isinstance(record, TextBound):
            _check_place(record, text, name)
    for record in records:
        for target in references(record):
            if target not in lines:
                reason = f"{record.id} refers to {target}, which the file does not have"
                raise FormatError(name, record.line, reason, "Take the whole file, or take this record out")


def _check_place(record: TextBound, text: str, name: str) -> None:
    for start, end in record.spans:
        if not start < end <= len(text):
            reason = f"the offsets {start} to {end} are no place in the text, which has {len(text)} characters"
            raise FormatError(name, record.line, reason, _OTHER_TEXT)
    there = printed(text, record.spans)
    if record.text is not None and _SPACE.sub(" ", record.text) != _SPACE.sub(" ", there):
        reason = f"the words are {_short(record.text)}, but the text has {_short(there)} at these offsets"
        raise FormatError(name, record.line, reason, _OTHER_TEXT)


def _short(words: str) -> str:
    return repr(words if len(words) <= 40 else f"{words[:39]}…")


def _said(record: Record) -> str:
    """What stands between the id and the end."""
    match record:
        case TextBound():
            offsets = ";".join(f"{start} {end}" for start, end in record.spans)
            return f"{record.label} {offsets}{_tabbed(record.text)}"
        case Event():
            arguments = "".join(f" {role}:{target}" for role, target in record.arguments)
            return f"{record.label}:{record.trigger}{arguments}"
        case Relation():
            return f"{record.label} {':'.join(record.first)} {':'.join(record.second)}"
        case Attribute():
            return f"{record.label} {record.target}{'' if record.value is None else f' {record.value}'}"
        case Normalization() | Note():
            entry = f" {record.entry}" if isinstance(record, Normalization) else ""
            return f"{record.label} {record.target}{entry}{_tabbed(record.text)}"
        case Equivalence():
            return f"{record.label} {' '.join(record.members)}"


def _tabbed(text: str | None) -> str:
    return "" if text is None else f"\t{text}"
