"""What `Doc._` offers: the attributions and sources of a reading, with spaCy's spans in place of offsets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from onrecord.errors import OnrecordError
from onrecord.spacy_pipe.marks import CONTENT, CUE, SOURCE, reading_of, tokens_of
from onrecord.types import Attribution, Factuality, Kind, Link, Mode, Source, SourceType

TokenSpans = tuple[Span, ...]
"""spaCy's spans in text order, of whole tokens; several where what they mark is discontinuous."""


@dataclass(frozen=True, slots=True)
class DocSource:
    """A `Source` of the doc's reading, `plain`, with its spans as spaCy's."""

    id: str
    type: SourceType
    name: str | None
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    title: TokenSpans
    mentions: TokenSpans
    justification: TokenSpans
    plain: Source


@dataclass(frozen=True, slots=True)
class DocAttribution:
    """An `Attribution` of the doc's reading, `plain`, with its spans as spaCy's.

    `plain` has the offsets to the letter, and what is not repeated here. `behind` is the source behind it, None where
    the page does not tell; `candidates` are then those between whom it does not decide. `parent` is the id of the
    attribution in whose content this one stands.
    """

    id: str
    source: TokenSpans
    cue: TokenSpans
    content: TokenSpans
    mode: Mode
    kind: Kind
    factuality: Factuality
    evidence: TokenSpans
    confidence: float
    behind: DocSource | None
    candidates: tuple[DocSource, ...]
    recipient: TokenSpans
    chain: tuple[Link, ...]
    parent: str | None
    plain: Attribution


def attributions_of(doc: Doc) -> tuple[DocAttribution, ...]:
    """The attributions of the doc's reading, in text order; none where it has no reading."""
    reading = reading_of(doc)
    if reading is None:
        return ()
    sources = {source.id: source for source in _sources(doc, reading.sources)}
    return tuple(_attribution(doc, a, sources) for a in reading.attributions)


def sources_of(doc: Doc) -> tuple[DocSource, ...]:
    """The sources of the doc's reading, in order of their first mention; none where it has no reading."""
    reading = reading_of(doc)
    return () if reading is None else _sources(doc, reading.sources)


def _sources(doc: Doc, sources: tuple[Source, ...]) -> tuple[DocSource, ...]:
    return tuple(
        DocSource(
            id=source.id,
            type=source.type,
            name=source.name,
            roles=source.roles,
            affiliations=source.affiliations,
            title=tokens_of(doc, source.title),
            mentions=tokens_of(doc, source.mentions),
            justification=tokens_of(doc, source.justification),
            plain=source,
        )
        for source in sources
    )


def _attribution(doc: Doc, a: Attribution, sources: Mapping[str, DocSource]) -> DocAttribution:
    return DocAttribution(
        id=a.id,
        source=tokens_of(doc, a.source, label=SOURCE, attribution_id=a.id),
        cue=tokens_of(doc, a.cue, label=CUE, attribution_id=a.id),
        content=tokens_of(doc, a.content, label=CONTENT, attribution_id=a.id),
        mode=a.mode,
        kind=a.kind,
        factuality=a.factuality,
        evidence=tokens_of(doc, a.evidence),
        confidence=a.confidence,
        behind=None if a.source_id is None else sources.get(a.source_id),
        candidates=tuple(sources[key] for key in a.candidates if key in sources),
        recipient=tokens_of(doc, a.recipient),
        chain=a.chain,
        parent=a.parent,
        plain=a,
    )


ATTRIBUTES: Mapping[str, Callable[[Doc], Any]] = {
    "attributions": attributions_of,
    "sources": sources_of,
    "reading": reading_of,
}
"""Name in `Doc._` -> what computes it, from what the doc keeps."""


def register() -> None:
    """Give `Doc._` its `ATTRIBUTES`; where they are there already, nothing changes.

    Adding the component does this. It is needed by itself only where docs are read back without one.

    Raises OnrecordError where an attribute of that name is another component's.
    """
    for name, getter in ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
        elif Doc.get_extension(name)[2] is not getter:
            raise OnrecordError(
                f"Doc._.{name} is taken by another component. Remove it first: Doc.remove_extension({name!r})"
            )
