"""An attribution as regions and relations of Label Studio.

https://labelstud.io/guide/task_format: results with the same id are one region. Offsets are code points, half-open, as
Label Studio has them since pull request 308 of label-studio-frontend, and a carriage return and a line feed are two
(https://labelstud.io/tags/text).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from onrecord.formats.label_studio_config import LABEL, LABELS, NAME, TEXT
from onrecord.types import Attribution, Reading, Source, Span

Result = dict[str, Any]
"""An entry of the `result` of a prediction or annotation."""
_ID: Final = 8


def results(reading: Reading) -> list[Result]:
    """The `result` of a prediction that says what `reading` says."""
    sources = {source.id: source for source in reading.sources}
    made: list[Result] = []
    for a in reading.attributions:
        made += _results_of(reading, a, sources.get(a.source_id or ""))
    return made


def owners(reading: Reading) -> dict[str, str]:
    """The ids of the regions that `results` makes -> the ids of the attributions that they are of."""
    return {region: a.id for a in reading.attributions for label in LABELS for region, _ in _regions(reading, a, label)}


def _regions(reading: Reading, a: Attribution, label: str) -> Iterator[tuple[str, Span]]:
    """The ids and spans of one part. What is empty has no place on a screen, and no region."""
    head = hashlib.sha256(f"{reading.article.sha256} {a.id}".encode()).hexdigest()[:_ID]
    spans = [span for span in getattr(a, LABELS[label]) if span[0] < span[1]]
    for number, span in enumerate(spans, 1):
        yield f"{head}-{LABELS[label]}-{number}", span


def _results_of(reading: Reading, a: Attribution, source: Source | None) -> Iterator[Result]:
    """The regions; then, from the cue or what there is instead, a relation to each of the others."""
    anchor: str | None = None
    relations: list[Result] = []
    for label in ("Cue", "Source", "Content"):
        for number, (region, span) in enumerate(_regions(reading, a, label)):
            yield from _region(reading.article.text, a, source if number == 0 else None, (region, label, span))
            if number == 0 and label == "Content":
                for name in ("mode", "kind", "factuality"):
                    yield _said((region, span), name, getattr(a, name))
            if anchor is not None:
                relations.append(_relation(anchor, region, LABELS[label]))
            anchor = anchor or region
    yield from relations


def _region(text: str, a: Attribution, source: Source | None, place: tuple[str, str, Span]) -> Iterator[Result]:
    region, label, span = place
    value = {**_value(span), "text": text[span[0] : span[1]], "labels": [label]}
    yield {**_of(region, LABEL), "type": "labels", "value": value, "score": a.confidence}
    if label == "Source" and source is not None:
        yield _said((region, span), "type", source.type)
        if source.name is not None:
            yield {**_of(region, NAME), "type": "textarea", "value": {**_value(span), "text": [source.name]}}


def _said(place: tuple[str, Span], name: str, value: str) -> Result:
    region, span = place
    return {**_of(region, name), "type": "choices", "value": {**_value(span), "choices": [value]}}


def _of(region: str, name: str) -> Result:
    return {"id": region, "from_name": name, "to_name": TEXT}


def _value(span: Span) -> dict[str, Any]:
    return {"start": span[0], "end": span[1]}


def _relation(one: str, other: str, part: str) -> Result:
    return {"from_id": one, "to_id": other, "type": "relation", "direction": "right", "labels": [part]}
