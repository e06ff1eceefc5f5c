"""The records of a brat standoff file as one looks them up: by id, by target, and who means the same source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.errors import FormatError
from onrecord.formats import brat_labels as labels
from onrecord.formats import brat_notes as notes
from onrecord.formats.standoff import Argument, Attribute, Equivalence, Event, Note, Record, Relation, TextBound
from onrecord.types import Span, Spans


@dataclass(frozen=True)
class Marked:
    """The records of the file `name`, which fit their text (`standoff.check`)."""

    name: str
    records: Sequence[Record]

    def fault(self, record: Record, reason: str, remedy: str) -> FormatError:
        """The error of a record."""
        return FormatError(self.name, record.line, reason, remedy)

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """All but equivalences."""
        return {record.id: record for record in self.records if record.id != "*"}

    @cached_property
    def events(self) -> list[Event]:
        """In the file's order."""
        return [record for record in self.records if isinstance(record, Event)]

    @cached_property
    def texts(self) -> list[TextBound]:
        """Text-bound annotations that are no triggers, in the file's order."""
        triggers = {event.trigger for event in self.events}
        return [r for r in self.records if isinstance(r, TextBound) and r.id not in triggers]

    @cached_property
    def relations(self) -> list[Relation]:
        """In the file's order."""
        return [record for record in self.records if isinstance(record, Relation)]

    @cached_property
    def values(self) -> dict[str, dict[str, str]]:
        """What the attributes of each annotation say, in the words of `onrecord.types`, by their labels."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for record in self.records:
            if isinstance(record, Attribute):
                found[record.target][record.label] = labels.ATTRIBUTES[record.label][record.value or ""]
        return found

    @cached_property
    def on_texts(self) -> dict[str, notes.OfText]:
        """onrecord's notes on text-bound annotations."""
        return {n.target: notes.read(n.text or "", notes.OfText, self.name, n.line) for n in self._notes("T")}

    @cached_property
    def on_events(self) -> dict[str, notes.OfEvent]:
        """onrecord's notes on events."""
        return {n.target: notes.read(n.text or "", notes.OfEvent, self.name, n.line) for n in self._notes("E")}

    def _notes(self, kind: str) -> Iterator[Note]:
        for record in self.records:
            if isinstance(record, Note) and record.label == notes.LABEL and record.target.startswith(kind):
                yield record

    def spans(self, id_: str) -> Spans:
        """The spans of a text-bound annotation, in text order; pieces that brat's line breaks made are one."""
        found: list[Span] = []
        joined = self.on_texts[id_].joined if id_ in self.on_texts else ()
        for start, end in sorted(self._text_bound(id_).spans):
            if found and (found[-1][1], start) in joined:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
        return tuple(found)

    def span(self, id_: str) -> Span:
        """From the first to the last character of a text-bound annotation."""
        spans = self._text_bound(id_).spans
        return min(start for start, _ in spans), max(end for _, end in spans)

    def _text_bound(self, id_: str) -> TextBound:
        found = self.by_id[id_]
        if not isinstance(found, TextBound):
            raise self.fault(found, f"{id_} stands where a stretch of the text belongs", "Use a T annotation there")
        return found

    def arguments(self, event: Event, role: str) -> list[str]:
        """The ids of an event's arguments in a role, whatever number the role has ('Content2')."""
        return [target for said, target in event.arguments if role_of((said, target)) == role]

    def role(self, event: Event, role: str) -> Spans:
        """The spans of an event's arguments in a role."""
        return ordered(span for id_ in self.arguments(event, role) for span in self.spans(id_))

    def of(self, label: str, target: str) -> Spans:
        """The spans with a label that are `Of` something."""
        parts = [r.first[1] for r in self.relations if r.label == labels.OF and r.second[1] == target]
        return ordered(span for id_ in parts if self.by_id[id_].label == label for span in self.spans(id_))

    @cached_property
    def same(self) -> list[list[str]]:
        """The annotations of each source, in the file's order: those marked as the same, and each other with a type."""
        groups: dict[str, list[str]] = {t.id: [t.id] for t in self.texts if t.label in labels.SOURCES}
        for record in self.records:
            for one, other in _pairs(record):
                if groups[one] is not groups[other]:
                    groups[one].extend(groups[other])
                    for id_ in groups[other]:
                        groups[id_] = groups[one]
        order = {id_: at for at, id_ in enumerate(groups)}
        found = {id(group): sorted(group, key=order.__getitem__) for group in groups.values()}
        return [ids for ids in found.values() if len(ids) > 1 or self._is_source(ids[0])]

    def _is_source(self, id_: str) -> bool:
        return labels.SOURCE_TYPE in self.values[id_] or bool(self.on_texts.get(id_, notes.OfText()).source)


def ordered(spans: Iterable[Span]) -> Spans:
    """Spans in text order, each once."""
    return tuple(sorted(set(spans)))


def role_of(argument: Argument) -> str:
    """The role of an argument without the number that a second one has."""
    return argument[0].rstrip("0123456789")


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Equivalence):
        first, *others = record.members
        yield from ((first, other) for other in others)
