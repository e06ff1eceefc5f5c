"""Whether the labels of a brat standoff file are ones that mean something for a reading, each in its place."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.formats import brat_labels as labels
from onrecord.formats import brat_notes as notes
from onrecord.formats.brat_marked import Marked, role_of
from onrecord.formats.standoff import Attribute, Equivalence, Event, Note, Record, Relation, TextBound

_RELATIONS = {
    labels.STANDS_IN: ((labels.ATTRIBUTION, labels.NO_SOURCE), (labels.ATTRIBUTION, labels.NO_SOURCE)),
    labels.REPEATS: ((labels.PULL_QUOTE,), (labels.ATTRIBUTION, labels.NO_SOURCE)),
    labels.OF: ((*labels.OF_SOURCE, *labels.OF_UNNAMED), labels.SOURCES),
}
"""The relations: from what to what."""


def check(marked: Marked) -> None:
    """Raises FormatError, with the line and the labels that there are, for a label or value that means nothing."""
    for record in marked.records:
        match record:
            case TextBound():
                _one_of(marked, record, "label", record.label, (*labels.TEXT_BOUND, *labels.EVENTS))
            case Event():
                _event(marked, record)
            case Relation():
                _relation(marked, record)
            case Attribute():
                _attribute(marked, record)
            case Equivalence():
                _one_of(marked, record, "label", record.label, (labels.SAME,))
                for member in record.members:
                    _bears(marked, record, member, labels.SOURCES)
            case Note(label=notes.LABEL):
                if record.target[0] not in "TE":
                    raise marked.fault(record, "a note of onrecord stands on no T or E", "Take it out")


def _event(marked: Marked, event: Event) -> None:
    _one_of(marked, event, "event", event.label, labels.EVENTS)
    for argument in event.arguments:
        _one_of(marked, event, "argument", role_of(argument), labels.EVENTS[event.label])
        if not isinstance(marked.by_id[argument[1]], TextBound):
            reason = f"the argument {argument[0]} is {argument[1]}, which is no stretch of the text"
            raise marked.fault(event, reason, f"Use a T annotation, or the relation {labels.STANDS_IN}")


def _relation(marked: Marked, relation: Relation) -> None:
    _one_of(marked, relation, "relation", relation.label, _RELATIONS)
    for (_, id_), allowed in zip((relation.first, relation.second), _RELATIONS[relation.label], strict=True):
        _bears(marked, relation, id_, allowed)


def _attribute(marked: Marked, attribute: Attribute) -> None:
    _one_of(marked, attribute, "attribute", attribute.label, labels.ATTRIBUTES)
    _one_of(marked, attribute, attribute.label, attribute.value or "", labels.ATTRIBUTES[attribute.label])
    _bears(marked, attribute, attribute.target, labels.BEARERS[attribute.label])


def _bears(marked: Marked, record: Record, id_: str, allowed: Iterable[str]) -> None:
    """Whether what a record refers to is of a label that it may refer to; a trigger is none, its event is."""
    target = marked.by_id[id_]
    if isinstance(target, TextBound) and target.label in labels.EVENTS:
        raise marked.fault(record, f"{record.label} cannot refer to {id_}, which is a trigger", "Use its event's id")
    if target.label not in allowed:
        reason = f"{record.label} cannot refer to {id_}, which is {target.label}"
        raise marked.fault(record, reason, f"It can refer to {', '.join(allowed)}")


def _one_of(marked: Marked, record: Record, what: str, said: str, known: Iterable[str]) -> None:
    if said not in known:
        reason = f"the {what} {said} is unknown" if said else f"{what} has no value"
        raise marked.fault(record, reason, f"Use one of {', '.join(known)}")
