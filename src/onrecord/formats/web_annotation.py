"""Readings as W3C Web Annotations in JSON-LD: a collection for each reading, an annotation for each statement.

The target of an annotation is the content, each of its spans for itself; its bodies say who stands behind it
(`web_annotation_bodies`). See the Web Annotation Data Model (W3C Recommendation, 2017), and docs/formats.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.anchoring import selectors
from onrecord.formats.fit import storable
from onrecord.formats.jsonld import NAMESPACE, encoded, name_for, name_of
from onrecord.formats.names import stem_of
from onrecord.formats.registry import Piece
from onrecord.formats.web_annotation_bodies import statement, summary
from onrecord.types import Attribution, Reading, Spans

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "onrecord": NAMESPACE,
        **{
            term: f"onrecord:{term}"
            for term in (
                "Statement Source role mode kind factuality confidence sourceType roles affiliations calledHere model"
            ).split()
        },
        **{
            term: {"@id": f"onrecord:{term}", "@type": "@id"}
            for term in "attributedTo mayBeAttributedTo toldTo within".split()
        },
        "chain": {"@id": "onrecord:chain", "@container": "@list"},
    },
]
"""The Recommendation's context, and our terms: their names in a reading's JSON, but where that name is taken."""


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One .jsonld file a reading. A lone surrogate, which no file can hold, becomes U+FFFD."""
    for reading in readings:
        yield Piece(f"{stem_of(reading.article)}.jsonld", encoded(collection(storable(reading))))


def collection(reading: Reading) -> dict[str, Any]:
    """An AnnotationCollection with all annotations of a reading on its one page, which it holds.

    A collection and not a page alone, because a page must have annotations, and a reading may have none.
    """
    article = reading.article
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": name_for("collection", article.sha256),
        "type": "AnnotationCollection",
        "label": f"Who says what in {article.title or 'an article without a title'}",
        "creator": {
            "id": _reader(reading),
            "type": "Software",
            "name": f"onrecord, model {reading.model}",
            "nickname": "onrecord",
            "model": reading.model,
        },
        "total": len(reading.attributions),
    }
    if reading.attributions:
        page = _page(reading)
        made |= {"first": page, "last": page["id"]}
    return made


def annotation(reading: Reading, attribution: Attribution) -> dict[str, Any]:
    """One statement of a reading, without the `@context`, which stands in its collection."""
    segments = _segments(reading, attribution.content, role="content")
    return {
        "id": name_for("annotation", reading.article.sha256, attribution.id),
        "type": "Annotation",
        "motivation": "describing",
        "creator": _reader(reading),
        "body": [
            summary(reading, attribution),
            statement(reading, attribution),
            *_segments(reading, attribution.source, role="source", purpose="identifying"),
            *_segments(reading, attribution.cue, role="cue", purpose="describing"),
        ],
        "target": segments[0] if len(segments) == 1 else segments or name_of(reading.article),
    }


def _page(reading: Reading) -> dict[str, Any]:
    return {
        "id": name_for("page", reading.article.sha256),
        "type": "AnnotationPage",
        "partOf": name_for("collection", reading.article.sha256),
        "startIndex": 0,
        "items": [annotation(reading, attribution) for attribution in reading.attributions],
    }


def _segments(reading: Reading, spans: Spans, **properties: str) -> list[dict[str, Any]]:
    """A SpecificResource for each span: its two selectors are two ways to the same words."""
    article = reading.article
    return [
        {
            "type": "SpecificResource",
            **properties,
            "source": name_of(article),
            "renderedVia": _reader(reading),
            "selector": selectors(span, article.text),
        }
        for span in spans
    ]


def _reader(reading: Reading) -> str:
    """The IRI of what made the reading, which is also what made the text of the page, in which offsets count.

    It changes with the model and not with each version of the software, and so do the files.
    """
    return name_for("model", reading.model)
