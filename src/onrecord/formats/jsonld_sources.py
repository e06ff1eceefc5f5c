"""What the page says of a source, in words, for the formats in JSON-LD."""

from __future__ import annotations

from onrecord.types import Reading, Source, Spans


def source_of(reading: Reading, source_id: str | None) -> Source | None:
    """The source with that id; None where the reading has none."""
    return next((source for source in reading.sources if source.id == source_id), None)


def called(reading: Reading, source: Source) -> str:
    """What an unnamed source is called where the page first speaks of it; empty where the page does not."""
    return printed(reading, (source.anonymity.label if source.anonymity else ()) or source.mentions[:1])


def printed(reading: Reading, spans: Spans) -> str:
    """The words at `spans`."""
    return " ".join(reading.article.text[start:end] for start, end in spans)
