"""A verification of quotations against originals as JSON, and its JSON Schema."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.variants.originals_values import Verification

VERIFICATION_SCHEMA_ID = "https://onrecord.example/schema/verification-1.json"
_PRINTED = "half-open code-point offsets [start, end) into the article's text"
_THERE = "half-open code-point offsets [start, end) into the original's text"
_DESCRIPTIONS = {
    (
        "Quotation",
        "spans",
    ): f"where it is printed, without its marks; several where it is re-opened or interrupted: {_PRINTED}",
    ("Quotation", "text"): "what is printed there, spans joined by a space",
    (
        "Quotation",
        "parts",
    ): "several where the reporting clause interrupts it: half-open code-point offsets [start, end) into text",
    ("Quotation", "attribution"): "id of the statement that it belongs to; null where no statement holds it",
    ("Quotation", "source_id"): "id of whom the article gives it to among the reading's sources",
    ("Quotation", "speaker"): "that source's name, or the article's words for it; null where it states none",
    ("Checked", "verdict"): "what is found; it says nothing of right or wrong",
    ("Checked", "passages"): "what may be its origin in the originals, best first",
    ("Checked", "nearest"): "where no passage is the quotation's: the one most like it, if it is worth showing",
    (
        "Checked",
        "parts",
    ): "where no passage has all of an interrupted quotation: its parts, each looked for by itself; else empty",
    ("Passage", "original"): "number of the original, from 0",
    ("Passage", "span"): f"from its first word to its last: {_THERE}",
    (
        "Passage",
        "parts",
    ): f"several where sentences stand there at the reporting clause, which span has and these have not: {_THERE}",
    ("Passage", "finding"): "how the printed words differ from it; null where it is only the nearest",
    (
        "Passage",
        "text",
    ): "what it says, on one line, without labels and what a transcript notes in brackets; ' […] ' between its parts",
    ("Passage", "before"): "a few words before it",
    ("Passage", "after"): "a few words after it",
    (
        "Passage",
        "similarity",
    ): "from 0 to 1: how much of the quotation's words it has in order, rare ones weigh more",
    ("Passage", "comparison"): "from the passage's text to the quotation's; offsets of its edits are into these two",
    ("Passage", "speakers"): "whom the original gives it to; empty where it does not say",
    ("Passage", "agreement"): "whether that is whom the article names",
    ("Speaker", "by"): "a transcript's label, the original's own attributions, its byline or outlet",
    ("Speaker", "span"): f"where it is named: {_THERE}",
    ("Original", "turns"): "how many turns its speakers' labels make; 0 where it is no transcript",
    ("Original", "model"): "what read it for who speaks; null where it was not read",
    ("Verification", "article"): "the input as it was given",
    ("Verification", "quotations"): "in text order",
}


def verification_to_json(verification: Verification, *, indent: int = 0) -> str:
    """A verification as one JSON object, on one line or with `indent` spaces a level."""
    encoded = msgspec.json.encode(verification)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode("utf-8")


def verification_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `verification_to_json` writes, generated from the types."""
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Verification)))
    for (type_name, field), words in _DESCRIPTIONS.items():
        made["$defs"][type_name]["properties"][field]["description"] = words
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": VERIFICATION_SCHEMA_ID,
        "title": "Quotations of an article, looked for in originals",
        **made,
    }
