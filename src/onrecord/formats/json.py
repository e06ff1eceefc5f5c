"""Readings as JSON, one object each, and the JSON Schema of that object."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.errors import OnrecordError
from onrecord.types import Reading

SCHEMA_ID = "https://onrecord.example/schema/reading-1.json"
_SPANS = "half-open code-point offsets [start, end) into article.text, in text order, not overlapping"
_DESCRIPTIONS = {
    ("Attribution", "source"): f"who it is ascribed to; empty where the article states none: {_SPANS}",
    ("Attribution", "cue"): f"the words that ascribe it: {_SPANS}",
    ("Attribution", "content"): f"what is ascribed: {_SPANS}",
    ("Attribution", "mode"): "direct, indirect, mixed, or block (quoted at length without quotation marks)",
    ("Attribution", "parent"): "id of the attribution in whose content this one stands",
    ("Attribution", "confidence"): "calibrated probability, from 0 to 1, that content and source are right",
    ("Attribution", "steps"): "which model or rule decided what",
    ("Attribution", "source_id"): "the source behind it; null where the page does not tell",
    ("Attribution", "candidates"): "ids of the sources between which the page does not decide",
    ("Attribution", "recipient"): f"to whom it was said, where the page says so: {_SPANS}",
    ("Attribution", "recipient_id"): "the named recipient among the sources",
    ("Attribution", "chain"): "from the speaker over those who passed it on to 'this article'",
    ("Attribution", "kind"): "what the source does with it: assertion, belief, fact or eventuality (PARC 3.0)",
    ("Attribution", "factuality"): "how the source commits to it (after FactBank)",
    ("Attribution", "evidence"): f"the words that show the factuality; empty where nothing qualifies it: {_SPANS}",
    ("Source", "type"): "named person, named organization, document, anonymous source or unnamed group",
    ("Source", "name"): "the fullest form that the article prints; null for the unnamed",
    ("Source", "roles"): "what it is, in lower case and in full ('senator' for 'Sen.')",
    ("Source", "affiliations"): "to whom or what it belongs, as printed",
    ("Source", "title"): f"roles and affiliations as printed: {_SPANS}",
    ("Source", "mentions"): f"the source phrases that mean it: {_SPANS}",
    ("Source", "justification"): f"where the page says why it can speak to this: {_SPANS}",
    ("Source", "anonymity"): "of unnamed people: what the page says of withholding the name; null for all others",
    ("Anonymity", "reason"): f"why the name is withheld; empty is 'not stated on the page': {_SPANS}",
    ("Anonymity", "position_to_know"): f"how the source knows; empty is 'not stated on the page': {_SPANS}",
    ("Link", "name"): "as the article has it; 'unnamed' where it has none",
    ("Article", "text"): "the article's text, to which all offsets point; nothing rewrites it",
    ("Article", "blocks"): "paragraphs, headings, block quotations and so on, in order",
    ("Article", "sha256"): "hex digest of the raw bytes that the article was made from",
    ("Article", "name"): "the input as it was given: a path, a URL, '-', or 'file.jsonl:12'",
    ("Article", "published"): "ISO 8601 date or date-time",
    ("Article", "language"): "ISO 639-1 code; null where the text is too short to tell",
    ("Article", "notes"): "what was repaired or lost on the way in",
    ("Reading", "attributions"): "in text order of their first span",
    ("Reading", "sources"): "in order of their first mention; those who only received something come last",
    ("Reading", "model"): "name of the weights that made the reading",
    ("Reading", "notes"): "why there is less than expected, for example language-not-supported",
}


def to_json(reading: Reading, *, indent: int = 0) -> str:
    """The reading as one JSON object; on one line, or with `indent` spaces a level.

    The same reading always gives the same characters. Fields are in the order of the types.
    """
    encoded = msgspec.json.encode(reading)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode("utf-8")


def from_json(text: str | bytes) -> Reading:
    """The reading that `to_json` wrote.

    Raises OnrecordError where it is no JSON, or not of a reading's form; the message names the field.
    """
    try:
        return msgspec.json.decode(text, type=Reading)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OnrecordError(f"not a reading in JSON: {error}") from error


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `to_json` writes, generated from the types."""
    # Through JSON and back, so that defaults are lists as a reader of JSON has them, not tuples.
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Reading)))
    for (type_name, field), words in _DESCRIPTIONS.items():
        made["$defs"][type_name]["properties"][field]["description"] = words
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "An onrecord reading",
        **made,
    }
