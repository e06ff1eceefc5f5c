"""The bodies of an annotation: who stands behind a statement, in words and as data."""

from __future__ import annotations

from typing import Any

from onrecord.formats.jsonld import name_for
from onrecord.formats.jsonld_sources import called, printed, source_of
from onrecord.types import Attribution, Link, Reading, Source

_CLASSES = {"named person": "Person", "named organization": "Organization", "document": "Text"}
"""Types of sources that the Recommendation's context has a class for. The unnamed are `Source`s and no more."""


def summary(reading: Reading, attribution: Attribution) -> dict[str, Any]:
    """A TextualBody for people: from whom the statement comes, over whom, and what it is."""
    source = source_of(reading, attribution.source_id)
    speaker = _shown(reading, source) if source else printed(reading, attribution.source) or "no source is stated"
    ways = [link.name for link in attribution.chain[1:]] or ["this article"]
    how = f"{attribution.mode}, {attribution.kind}, {attribution.factuality}"
    value = f"{' → '.join((speaker, *ways))} ({how})"
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "value": value,
        "format": "text/plain",
        "language": "en",
    }


def statement(reading: Reading, attribution: Attribution) -> dict[str, Any]:
    """A SpecificResource whose source is the statement as data: a Dataset, in our own terms."""
    sha256 = reading.article.sha256
    sources = {source.id: source for source in reading.sources}
    data: dict[str, Any] = {
        "id": name_for("statement", sha256, attribution.id),
        "type": ["Dataset", "Statement"],
        "label": attribution.id,
        "mode": attribution.mode,
        "kind": attribution.kind,
        "factuality": attribution.factuality,
        "confidence": attribution.confidence,
        "chain": [_link(reading, link) for link in attribution.chain],
    }
    if attribution.source_id in sources:
        data["attributedTo"] = _described(reading, sources[attribution.source_id])
    if attribution.candidates:
        data["mayBeAttributedTo"] = [_described(reading, sources[c]) for c in attribution.candidates if c in sources]
    if attribution.recipient_id in sources:
        data["toldTo"] = _described(reading, sources[attribution.recipient_id])
    if attribution.parent:
        data["within"] = name_for("statement", sha256, attribution.parent)
    return {"type": "SpecificResource", "purpose": "classifying", "source": data}


def _described(reading: Reading, source: Source) -> dict[str, Any]:
    """What the page says of a source. One without a name gets none: only what it is called there."""
    made: dict[str, Any] = {
        "id": name_for("source", reading.article.sha256, source.id),
        "type": ["Source", _CLASSES[source.type]] if source.type in _CLASSES else "Source",
        "sourceType": source.type,
    }
    if source.name:
        made["name"] = source.name
    elif words := called(reading, source):
        made["calledHere"] = words
    return made | {key: list(value) for key in ("roles", "affiliations") if (value := getattr(source, key))}


def _link(reading: Reading, link: Link) -> dict[str, str]:
    named = {"name": link.name}
    return {"id": name_for("source", reading.article.sha256, link.source_id), **named} if link.source_id else named


def _shown(reading: Reading, source: Source) -> str:
    if source.name:
        return ", ".join((source.name, *source.roles))
    return called(reading, source) or f"{source.type} without a name"
