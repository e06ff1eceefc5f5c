"""The records of a brat standoff file while they are made: ids, spans cut at line breaks, notes that grow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import msgspec

from onrecord.formats import brat_notes as notes
from onrecord.formats.brat_labels import stored
from onrecord.formats.standoff import (
    Argument,
    Attribute,
    Equivalence,
    Event,
    Note,
    Record,
    Relation,
    TextBound,
    printed,
)
from onrecord.types import Span, Spans

_IN_LINES = re.compile(r"[^\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
"""brat cuts spans at tabs and line breaks; all but the first two are line breaks to its reader of files alone."""


@dataclass
class Page:
    """Records of an article of this `text`; those of notes and equivalences come last."""

    text: str
    records: list[Record] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    triggers: dict[tuple[str, Span], str] = field(default_factory=dict)
    on_texts: dict[str, notes.OfText] = field(default_factory=dict)
    on_events: dict[str, notes.OfEvent] = field(default_factory=dict)

    def text_bound(self, label: str, spans: Spans) -> str:
        """The id of a new text-bound annotation of `spans`; a note says which pieces of it are one."""
        cut = [_pieces(self.text, span) for span in spans]
        id_ = self._text_bound(label, cut)
        joined = tuple((one[1], other[0]) for pieces in cut for one, other in pairwise(pieces))
        if joined:
            self.tell(id_, notes.OfText(joined=joined))
        return id_

    def one(self, label: str, span: Span) -> str:
        """The id of a new text-bound annotation that is one span, whatever pieces it is cut into."""
        return self._text_bound(label, [_pieces(self.text, span)])

    def event(self, label: str, trigger: Span, arguments: Iterable[Argument]) -> str:
        """The id of a new event; events of one label share a trigger at one place, as brat makes them."""
        if (label, trigger) not in self.triggers:
            self.triggers[label, trigger] = self.one(label, trigger)
        id_ = self._new("E")
        self.records.append(Event(id_, label, self.triggers[label, trigger], tuple(arguments)))
        return id_

    def attribute(self, label: str, target: str, value: str | None) -> None:
        """An attribute of `target`; none where there is no value."""
        if value is not None:
            self.records.append(Attribute(self._new("A"), label, target, stored(value)))

    def relation(self, label: str, one: str, other: str) -> None:
        """A relation from `one` to `other`."""
        self.records.append(Relation(self._new("R"), label, ("Arg1", one), ("Arg2", other)))

    def tell(self, id_: str, note: notes.OfText) -> None:
        """Adds what `note` says to the note on a text-bound annotation."""
        before = msgspec.to_builtins(self.on_texts.get(id_, notes.OfText()))
        self.on_texts[id_] = msgspec.convert({**before, **msgspec.to_builtins(note)}, notes.OfText)

    def finish(self, same: str, members: Iterable[Iterable[str]]) -> tuple[Record, ...]:
        """All records, with the equivalences `same` of those `members` that are several, and the notes."""
        for ids in map(tuple, members):
            if len(ids) > 1:
                self.records.append(Equivalence("*", same, ids))
        on: dict[str, notes.OfEvent | notes.OfText] = {**self.on_events, **self.on_texts}
        for id_, note in on.items():
            self.records.append(Note(self._new("#"), notes.LABEL, id_, notes.written(note)))
        return tuple(self.records)

    def _text_bound(self, label: str, cut: Iterable[Iterable[Span]]) -> str:
        spans, id_ = tuple(piece for pieces in cut for piece in pieces), self._new("T")
        self.records.append(TextBound(id_, label, spans, printed(self.text, spans)))
        return id_

    def _new(self, kind: str) -> str:
        self.counts[kind] += 1
        return f"{kind}{self.counts[kind]}"


def _pieces(text: str, span: Span) -> list[Span]:
    """The parts of a span in one line each, without white space where it was cut."""
    lines = [line.span() for line in _IN_LINES.finditer(text, *span) if line[0].strip()]
    found = []
    for start, end in lines:
        words = text[start:end]
        first = start if start == span[0] else end - len(words.lstrip())
        found.append((first, end if end == span[1] else start + len(words.rstrip())))
    return found or [span]
