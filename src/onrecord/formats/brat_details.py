"""Quantities, times, plans and editorial marks from the records of a brat standoff file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from onrecord.formats import brat_labels as labels
from onrecord.formats import brat_notes as notes
from onrecord.formats.brat_marked import Marked
from onrecord.formats.marking import within
from onrecord.formats.standoff import TextBound
from onrecord.types import Attribution, Span


@dataclass(frozen=True)
class Found:
    """A `value` and its place; `note` is what was written with it, None where somebody has added it."""

    value: Any
    place: Span
    note: notes.OfText | None

    def is_in(self, attribution: Attribution, changed: bool) -> bool:
        """Whether it belongs to an attribution: what was written with it, as far as its content still has it; for one
        that is `changed` or new, or a value that is new, whether the content has it.
        """
        inside = within(self.place, attribution.content)
        if self.note is None:
            return inside
        return attribution.id in self.note.statements and (inside or not changed)


def details(marked: Marked, label: str) -> list[Found]:
    """Those with a label, in text order.

    Raises FormatError for one that lacks an attribute it needs, or whose note does not fit it.
    """
    found = [_found(marked, text, labels.DETAILS[label]) for text in marked.texts if text.label == label]
    return sorted(found, key=lambda one: one.place[0])


def of_reading(found: Iterable[Found]) -> tuple[Any, ...]:
    """The values that the reading has, and not only an attribution."""
    return tuple(one.value for one in found if one.note is None or not one.note.apart)


def _found(marked: Marked, text: TextBound, kind: labels.Detail) -> Found:
    note, place, said = marked.on_texts.get(text.id), marked.span(text.id), marked.values[text.id]
    fields = {of: said[name] for name, of in kind.attributes.items() if name in said}
    try:
        value = msgspec.convert({**(note.says if note else {}), kind.place: place, **fields}, kind.make)
    except msgspec.ValidationError as error:
        remedy = f"Give it the attribute {' or '.join(kind.attributes)}"
        raise marked.fault(text, f"{text.id} is no {text.label}: {error}", remedy) from error
    return Found(value, place, note)
