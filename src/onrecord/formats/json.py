"""Readings as JSON, one object each, and the JSON Schema of that object."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.audit import Audit
from onrecord.errors import OnrecordError
from onrecord.types import Reading

SCHEMA_ID = "https://onrecord.example/schema/reading-1.json"
AUDIT_SCHEMA_ID = "https://onrecord.example/schema/audit-1.json"
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
    ("Attribution", "quantities"): "the quantities in its content",
    ("Attribution", "times"): "the dates and times in its content",
    ("Attribution", "plans"): "how far plans have come, as its content says or the sentence that names its source",
    ("Attribution", "editorial_marks"): "the marks in its quotations that show editing",
    ("Quantity", "span"): "number, unit and the words that qualify it",
    ("Quantity", "type"): "count, percent, money or measure",
    ("Quantity", "value"): "the number that is printed; null where none is ('dozens')",
    ("Quantity", "low"): "the least value that the words allow; null where they set no limit",
    ("Quantity", "high"): "the greatest value that the words allow; null where they set no limit",
    ("Quantity", "bound"): "what the words make of the number; 'more than' and 'less than' exclude it",
    ("Quantity", "unit"): "what is counted, as printed; 'percent'; a currency's name; null where the page does not say",
    ("Quantity", "approximate"): "true for 'about', 'a few', 'dozens'",
    ("Quantity", "hedge"): f"the words that make it an expectation: {_SPANS}",
    ("Time", "span"): "the date or time as printed",
    ("Time", "start"): "ISO 8601 date of the first day that is meant; null where the page leaves it open",
    ("Time", "end"): "ISO 8601 date of the last day that is meant; null where the page leaves it open",
    ("Time", "relation"): "how what is said lies to that time; null for 'at' or 'in' it",
    ("Time", "hedge"): f"the words that make it an expectation: {_SPANS}",
    ("Plan", "status"): "not approved, pending, approved, rejected or withdrawn",
    ("Plan", "evidence"): "the words that say how far it has come",
    ("Plan", "what"): f"what the plan is called there: {_SPANS}",
    ("EditorialMark", "type"): "ellipsis, bracketed insertion or sic",
    ("EditorialMark", "span"): "the mark, brackets included",
    ("PullQuote", "span"): "the line set as display text",
    ("PullQuote", "line"): "where the body has the line; empty where it was not found word for word",
    ("PullQuote", "repeats"): "id of the attribution that the line is from",
    ("PullQuote", "credit"): "the credit beside it",
    ("DanglingLead", "span"): "the lead-in whose statement the text has lost",
    ("DanglingLead", "source"): f"who is announced: {_SPANS}",
    ("DanglingLead", "cue"): f"the words that announce: {_SPANS}",
    ("DanglingLead", "source_id"): "the source among the sources",
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
    ("Anonymity", "label"): f"what it is called at its first mention: {_SPANS}",
    ("Anonymity", "number"): "how many they are; null where the page does not count them",
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
    ("Reading", "own_voice"): f"the article's own assertions, which no attribution covers: {_SPANS}",
    ("Reading", "pull_quotes"): "lines of the body set again as display text, in text order",
    ("Reading", "dangling_leads"): "lead-ins whose statement the text has lost, in text order",
    ("Reading", "quantities"): "every quantity in a content or own assertion, in text order",
    ("Reading", "times"): "every date or time in a content or own assertion, in text order",
    ("Reading", "plans"): "every statement of how far a plan has come, in text order",
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


def audit_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `audit_to_json` writes, generated from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": AUDIT_SCHEMA_ID,
        "title": "An onrecord sourcing report",
        **msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Audit))),
    }


def audit_to_json(report: Audit, *, indent: int = 0) -> str:
    """A sourcing report as one JSON object, on one line or with `indent` spaces a level."""
    encoded = msgspec.json.encode(report)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode("utf-8")
