"""A part of a reading: some of its statements, with what they need."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from onrecord.types import Attribution, Note, Reading

NOTE: Final = Note("excerpt", "Only some statements of the article are here: those that were asked for")
"""What says of a reading that it is no whole one, so that nobody counts by it."""


def excerpt(reading: Reading, ids: Collection[str]) -> Reading:
    """The reading with the attributions `ids` and those in whose contents they stand, and the sources of these.

    What belongs to the whole article (its own assertions, pull quotes, lead-ins) is left out, and NOTE says so.
    """
    attributions = {a.id: a for a in reading.attributions}
    wanted: set[str] = set()
    for attribution in ids:
        wanted |= _with_those_around(attribution, attributions)
    kept = tuple(a for a in reading.attributions if a.id in wanted)
    named = {
        key for a in kept for key in (a.source_id, a.recipient_id, *a.candidates, *(link.source_id for link in a.chain))
    }
    return replace(
        reading,
        attributions=kept,
        sources=tuple(s for s in reading.sources if s.id in named),
        notes=(*reading.notes, NOTE),
        own_voice=(),
        pull_quotes=(),
        dangling_leads=(),
        quantities=tuple(q for q in reading.quantities if any(q in a.quantities for a in kept)),
        times=tuple(t for t in reading.times if any(t in a.times for a in kept)),
        plans=tuple(p for p in reading.plans if any(p in a.plans for a in kept)),
    )


def _with_those_around(attribution: str, attributions: dict[str, Attribution]) -> set[str]:
    found: set[str] = set()
    one: str | None = attribution
    while one is not None and one not in found:
        found.add(one)
        one = attributions[one].parent
    return found
