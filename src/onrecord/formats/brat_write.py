"""A reading as the records of a brat standoff file."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from onrecord.formats import brat_labels as labels
from onrecord.formats import brat_notes as notes
from onrecord.formats.brat_page import Page
from onrecord.formats.standoff import Argument, Record
from onrecord.types import Attribution, Reading, Source, Spans


def records(reading: Reading) -> tuple[Record, ...]:
    """The records, in order: each attribution with its parts, sources, what else the reading holds, and notes."""
    made = _Made(reading, Page(reading.article.text), {source.id: source.mentions for source in reading.sources})
    for attribution in reading.attributions:
        if attribution.source or attribution.cue or attribution.content:
            _attribution(made, attribution)
    for a in reading.attributions:
        if a.parent in made.events and a.id in made.events:
            made.page.relation(labels.STANDS_IN, made.events[a.id], made.events[a.parent])
    _display(made)
    for source in reading.sources:
        _source(made, source)
    for label in labels.DETAILS:
        _details(made, label)
    return made.page.finish(labels.SAME, made.places.values())


def placeless(reading: Reading) -> tuple[Source, ...]:
    """Sources that stand nowhere in the text, neither as a source nor as a recipient: no record tells of them."""
    placed = {a.recipient_id for a in reading.attributions if a.recipient}
    return tuple(s for s in reading.sources if not s.mentions and s.id not in placed)


@dataclass
class _Made:
    """What was made so far: `places` are the annotations of each source, by its id, `events` those of attributions;
    `said` those of the words of a source, so that what several attributions share is there once.
    """

    reading: Reading
    page: Page
    mentions: dict[str, Spans]
    places: dict[str, list[str]] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    said: dict[tuple[str | None, Spans], str] = field(default_factory=dict)

    def shows(self, spans: Spans, source_id: str | None) -> bool:
        """Whether the annotation of a source's words tells which source it is: all are mentions of it."""
        return bool(spans) and all(span in self.mentions.get(source_id or "", ()) for span in spans)

    def source(self, spans: Spans, source_id: str | None) -> list[Argument]:
        if not spans:
            return []
        key = (source_id if self.shows(spans, source_id) else None), spans
        if key not in self.said:
            self.said[key] = self.page.text_bound(labels.SOURCE, spans)
            if key[0] is not None:
                self.places.setdefault(key[0], []).append(self.said[key])
        return [(labels.SOURCE, self.said[key])]

    def part(self, label: str, spans: Spans) -> list[Argument]:
        return [(label, self.page.text_bound(label, spans))] if spans else []


def _attribution(made: _Made, a: Attribution) -> None:
    page = made.page
    recipient = made.part(labels.RECIPIENT, a.recipient)
    if a.recipient_id is not None:
        made.places.setdefault(a.recipient_id, []).extend(id_ for _, id_ in recipient)
    arguments = [
        *made.source(a.source, a.source_id),
        *made.part(labels.CUE, a.cue),
        *made.part(labels.CONTENT, a.content),
        *recipient,
        *made.part(labels.EVIDENCE, a.evidence),
    ]
    event = page.event(labels.ATTRIBUTION, (a.cue or a.source or a.content)[0], arguments)
    made.events[a.id] = event
    for label, name in labels.OF_STATEMENT.items():
        page.attribute(label, event, getattr(a, name))
    page.on_events[event] = notes.OfEvent(
        id=a.id,
        confidence=a.confidence,
        steps=a.steps,
        source_id=None if made.shows(a.source, a.source_id) else a.source_id,
        recipient_id=None if a.recipient else a.recipient_id,
        candidates=a.candidates,
        chain=a.chain,
        written=notes.digest(a),
    )


def _source(made: _Made, source: Source) -> None:
    """What is said of a source, on the first annotation that means it."""
    page, said = made.page, {span for owner, spans in made.said if owner == source.id for span in spans}
    for mention in source.mentions:
        if mention not in said:
            made.places.setdefault(source.id, []).append(page.text_bound(labels.MENTION, (mention,)))
    if source.id not in made.places:
        return
    first, unnamed = made.places[source.id][0], source.anonymity
    page.attribute(labels.SOURCE_TYPE, first, source.type)
    for names, bearer in ((labels.OF_SOURCE, source), (labels.OF_UNNAMED, unnamed)):
        for label, name in names.items() if bearer else ():
            for _, part in made.part(label, getattr(bearer, name)):
                page.relation(labels.OF, part, first)
    note = notes.OfSource(
        source.id,
        source.name,
        source.roles,
        source.affiliations,
        unnamed=unnamed is not None,
        number=unnamed.number if unnamed else None,
        alone=source.id not in notes.referred(made.reading.attributions, made.reading.dangling_leads),
    )
    page.tell(first, notes.OfText(source=note))


def _display(made: _Made) -> None:
    """Own assertions, pull quotes and dangling leads."""
    page = made.page
    for span in made.reading.own_voice:
        page.one(labels.OWN_VOICE, span)
    for quote in made.reading.pull_quotes:
        arguments = made.part(labels.LINE, quote.line)
        if quote.credit is not None:
            arguments.append((labels.CREDIT, page.one(labels.CREDIT, quote.credit)))
        event = page.event(labels.PULL_QUOTE, quote.span, arguments)
        if quote.repeats in made.events:
            page.relation(labels.REPEATS, event, made.events[quote.repeats])
    for lead in made.reading.dangling_leads:
        arguments = [*made.source(lead.source, lead.source_id), *made.part(labels.CUE, lead.cue)]
        event = page.event(labels.LEAD, lead.span, arguments)
        if lead.source_id is not None and not made.shows(lead.source, lead.source_id):
            page.on_events[event] = notes.OfEvent(source_id=lead.source_id)


def _details(made: _Made, label: str) -> None:
    """The quantities, times, plans or marks: those of the reading, then those that only attributions have."""
    kind, field_name, page = labels.DETAILS[label], labels.WITHIN[label], made.page
    own: tuple[Any, ...] = getattr(made.reading, field_name, ())
    apart = {v for a in made.reading.attributions for v in getattr(a, field_name) if v not in own}
    for value in (*own, *sorted(apart, key=lambda v: (getattr(v, kind.place), repr(v)))):
        id_ = page.one(label, getattr(value, kind.place))
        for name, of in kind.attributes.items():
            page.attribute(name, id_, getattr(value, of))
        held = (kind.place, *kind.attributes.values())
        says = {f.name: v for f in fields(value) if f.name not in held and (v := getattr(value, f.name)) != f.default}
        within = tuple(a.id for a in made.reading.attributions if value in getattr(a, field_name))
        note = notes.OfText(says=says, statements=within, apart=value in apart)
        if note != notes.OfText():
            page.tell(id_, note)
