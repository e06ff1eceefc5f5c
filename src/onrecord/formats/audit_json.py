"""The sourcing report of many articles as JSON, and the JSON Schema of that object."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.audit.archive import ArchiveAudit

ARCHIVE_SCHEMA_ID = "https://onrecord.example/schema/archive-audit-1.json"
_DESCRIPTIONS = {
    ("ArchiveAudit", "by"): "what the articles are grouped by; null where they are not",
    ("ArchiveAudit", "scope"): "which of the ledger's articles were looked at",
    ("ArchiveAudit", "kinds"): "the kinds of attributions that counted as statements",
    ("ArchiveAudit", "models"): "the weights that read the articles, with how many each",
    ("ArchiveAudit", "measures"): "what the codes of shares mean",
    ("ArchiveAudit", "whole"): "all articles",
    ("ArchiveAudit", "several"): "how many articles count in more than one group, as with two authors",
    ("ArchiveAudit", "unreadable"): "inputs of the whole ledger that could not be made into an article",
    ("ArchiveAudit", "undated"): "articles out of scope because they have no date",
    ("Measure", "unit"): "what the denominator counts",
    ("Measure", "rule"): "what is counted among what",
    ("Measure", "interval"): "how the 95% interval is made",
    ("Share", "articles"): "how many articles have something in the denominator",
    ("Share", "value"): "count / of; null where of is 0",
    ("Share", "low"): "lower end of the 95% interval",
    ("Share", "high"): "upper end of the 95% interval",
    ("Group", "name"): "null: not stated on the page, or all articles",
    ("Group", "articles"): "how many articles the figures count",
    ("Group", "few"): "true where they are so few that the intervals are rough",
    ("Group", "heard"): "the sources with proper names that are heard most",
    ("Group", "apart"): "articles that no figure counts, by the code of their reading's note",
    ("Heard", "articles"): "in how many articles it speaks",
    ("Heard", "share"): "its statements among all",
    ("Scope", "since"): "first day, ISO 8601",
    ("Scope", "until"): "last day, ISO 8601",
}


def archive_to_json(report: ArchiveAudit, *, indent: int = 0) -> str:
    """`report` as one JSON object, on one line or with `indent` spaces a level."""
    encoded = msgspec.json.encode(report)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode("utf-8")


def archive_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `archive_to_json` writes, generated from the types."""
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(ArchiveAudit)))
    for (type_name, field), words in _DESCRIPTIONS.items():
        made["$defs"][type_name]["properties"][field]["description"] = words
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ARCHIVE_SCHEMA_ID,
        "title": "An onrecord sourcing report of many articles",
        **made,
    }
