"""A reading from the records of a brat standoff file: onrecord's own, corrected by people, or made by them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Any, Final, cast

from onrecord.errors import FormatError
from onrecord.formats import brat_labels as labels
from onrecord.formats import brat_notes as notes
from onrecord.formats.brat_details import details, of_reading
from onrecord.formats.brat_marked import Marked, role_of
from onrecord.formats.brat_sources import Sources, sources
from onrecord.formats.fit import faults
from onrecord.formats.marking import mode_of, quoted
from onrecord.formats.standoff import Event, Normalization
from onrecord.formats.standoff import Note as Written
from onrecord.types import Article, Attribution, DanglingLead, Link, Note, PullQuote, Reading, Spans, Step

BY: Final = "person:brat"
CORRECTED: Final = Step("correction", BY)
_THIS: Final = Link("this article")
_UNNAMED: Final = "unnamed"
_ATTRIBUTIONS: Final = (labels.ATTRIBUTION, labels.NO_SOURCE)


def reading(marked: Marked, article: Article, beside: notes.Beside | None = None, by: str = BY) -> Reading:
    """The reading that the records say of `article`; what no record says is from the file `beside` it.

    What people changed or added is theirs: such an attribution has a confidence of 1 and the step `correction`, or
    `attribution` made `by` them. Raises FormatError for what cannot be a reading: an attribution that stands in itself,
    a source of two types.
    """
    read = _Read(marked, article, sources(marked, beside), by)
    found = {label: details(marked, label) for label in labels.DETAILS}
    attributions: list[Attribution] = []
    taken: Spans = ()
    for a, changed in read.attributions():
        taken += a.content if changed else ()
        held = {
            labels.WITHIN[label]: tuple(one.value for one in values if one.is_in(a, changed))
            for label, values in found.items()
        }
        attributions.append(replace(a, **cast("Any", held)))
    leads = tuple(read.leads())
    made = Reading(
        article,
        tuple(attributions),
        beside.model if beside else by,
        (*(beside.notes if beside else ()), *read.notes()),
        read.sources.referred(notes.referred(attributions, leads)),
        read.own_voice(taken),
        tuple(read.pull_quotes()),
        leads,
        *(of_reading(found[label]) for label in labels.DETAILS if label != "EditorialMark"),
    )
    for fault in faults(made):
        raise FormatError(marked.name, None, fault, "Put it right in brat, or take the article as it was written")
    return made


@dataclass(frozen=True)
class _Read:
    """The records on the way to a reading."""

    marked: Marked
    article: Article
    sources: Sources
    by: str

    @cached_property
    def events(self) -> dict[str, Event]:
        """The events that are attributions, by the attribution's id, in text order of their first span."""
        stated = [event for event in self.marked.events if _says_something(event)]
        stated.sort(key=lambda event: min(span for spans in self._parts(event) for span in spans)[0])
        told = {event.id: note.id for event in stated if (note := self._note(event)).id}
        free = (id_ for n in count(1) if (id_ := f"a{n}") not in told.values())
        found: dict[str, Event] = {}
        for event in stated:
            id_ = told.get(event.id) or next(free)
            if id_ in found:
                reason = f"{event.id} and {found[id_].id} are the same attribution, {id_}"
                raise self.marked.fault(event, reason, f"Take the note {notes.LABEL} off one of them")
            found[id_] = event
        return found

    @cached_property
    def ids(self) -> dict[str, str]:
        """The attribution that each event is."""
        return {event.id: id_ for id_, event in self.events.items()}

    def _note(self, event: Event) -> notes.OfEvent:
        return self.marked.on_events.get(event.id, notes.OfEvent())

    def _parts(self, event: Event) -> tuple[Spans, Spans, Spans]:
        """Source, cue and content. Who adds an event marks its trigger, which is its cue where no other is."""
        source, cue, content = (self.marked.role(event, role) for role in labels.WORDS)
        if not cue and self._note(event).id is None:
            cue = self.marked.spans(event.trigger)
        return source, cue, content

    def attributions(self) -> Iterator[tuple[Attribution, bool]]:
        """Each attribution without its details, and whether people changed or added it."""
        for id_, event in self.events.items():
            note, a = self._note(event), self._attribution(id_, event)
            if note.id is None:
                yield replace(a, steps=(Step("attribution", self.by),), chain=self._chain(a, (_THIS,))), True
            elif notes.digest(a) == note.written:
                yield a, False
            else:
                chain = self._chain(a, a.chain[1:]) if a.chain else ()
                yield replace(a, confidence=1.0, steps=(*a.steps, CORRECTED), chain=chain), True

    def _attribution(self, id_: str, event: Event) -> Attribution:
        marked, which, note = self.marked, self.sources.which, self._note(event)
        source, cue, content = self._parts(event)
        said = {labels.OF_STATEMENT[name]: value for name, value in marked.values[event.id].items()}
        if "mode" not in said:
            said["mode"] = mode_of(self.article.text, content, self._quoted)
        return Attribution(
            id_,
            source,
            cue,
            content,
            parent=self._parents.get(id_),
            confidence=note.confidence,
            steps=note.steps,
            source_id=which(marked.arguments(event, labels.SOURCE), note.source_id),
            candidates=tuple(now for one in note.candidates if (now := which((), one))),
            recipient=marked.role(event, labels.RECIPIENT),
            recipient_id=which(marked.arguments(event, labels.RECIPIENT), note.recipient_id),
            chain=tuple(replace(link, source_id=which((), link.source_id)) for link in note.chain),
            evidence=marked.role(event, labels.EVIDENCE),
            **cast("Any", said),
        )

    @cached_property
    def _quoted(self) -> Spans:
        return quoted(self.article)

    @cached_property
    def _parents(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for relation in self.marked.relations:
            if relation.label != labels.STANDS_IN:
                continue
            inner, outer = (self.ids.get(id_) for _, id_ in (relation.first, relation.second))
            if inner is None or outer is None:
                continue
            if inner in found or _leads_to(outer, inner, found):
                reason = f"{relation.first[1]} stands in two attributions, or in itself"
                raise self.marked.fault(relation, reason, f"Take one {labels.STANDS_IN} out")
            found[inner] = outer
        return found

    def _chain(self, a: Attribution, rest: tuple[Link, ...]) -> tuple[Link, ...]:
        """The chain with the attribution's source as its first link."""
        return Link(self.sources.name(a.source_id) or _UNNAMED, a.source_id), *rest

    def pull_quotes(self) -> Iterator[PullQuote]:
        """In text order."""
        repeats = {r.first[1]: self.ids.get(r.second[1]) for r in self.marked.relations if r.label == labels.REPEATS}
        for event in self._displayed(labels.PULL_QUOTE):
            credits = self.marked.arguments(event, labels.CREDIT)
            yield PullQuote(
                self.marked.span(event.trigger),
                self.marked.role(event, labels.LINE),
                repeats.get(event.id),
                self.marked.span(credits[0]) if credits else None,
            )

    def leads(self) -> Iterator[DanglingLead]:
        """In text order."""
        for event in self._displayed(labels.LEAD):
            source, cue = (self.marked.role(event, role) for role in labels.EVENTS[labels.LEAD])
            said = self.marked.arguments(event, labels.SOURCE)
            which = self.sources.which(said, self._note(event).source_id)
            yield DanglingLead(self.marked.span(event.trigger), source, cue, which)

    def _displayed(self, label: str) -> list[Event]:
        found = [event for event in self.marked.events if event.label == label]
        return sorted(found, key=lambda event: self.marked.span(event.trigger)[0])

    def own_voice(self, taken: Spans) -> Spans:
        """Assertions of the article that no attribution of people's has `taken`."""
        own = sorted(self.marked.span(t.id) for t in self.marked.texts if t.label == labels.OWN_VOICE)
        return tuple(o for o in own if not any(o[0] < end and start < o[1] for start, end in taken))

    def notes(self) -> Iterator[Note]:
        """What people wrote down, and what was left out."""
        for record in self.marked.records:
            match record:
                case Written(label=label, target=target, text=text) if label != notes.LABEL:
                    yield Note("annotator-note", f"{self.ids.get(target, target)}: {text or label}")
                case Event(id=id_, label=label) if label in _ATTRIBUTIONS and not _says_something(record):
                    start, end = self.marked.span(record.trigger)
                    yield Note(
                        "brat-left-out",
                        f"no attribution: {id_} at {start} to {end} has neither source nor cue nor content",
                    )
                case Normalization(id=id_, target=target, entry=entry):
                    yield Note("brat-left-out", f"no place for {id_}: {target} is {entry}")


def _says_something(event: Event) -> bool:
    return event.label in _ATTRIBUTIONS and any(role_of(argument) in labels.WORDS for argument in event.arguments)


def _leads_to(above: str | None, inner: str, parents: dict[str, str]) -> bool:
    """Whether `inner` is `above` or one of those that it stands in."""
    while above is not None and above != inner:
        above = parents.get(above)
    return above == inner
