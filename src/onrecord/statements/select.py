"""A part of a reading: the statements of some kinds alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from onrecord.types import Attribution, Kind, Reading


def of_kinds(reading: Reading, kinds: Collection[Kind]) -> Reading:
    """The reading with the attributions of `kinds` alone, as when what somebody wanted or felt is to be left out.

    What stood in one that is left out stands in the next one around it. Sources stay that are still referred to; what
    the article asserts itself stays as it is, and what is left out does not become the article's own assertion.
    """
    attributions = {a.id: a for a in reading.attributions}
    kept = tuple(
        replace(a, parent=_kept_parent(a, attributions, kinds)) for a in reading.attributions if a.kind in kinds
    )
    ids = {a.id for a in kept}
    named = {
        key for a in kept for key in (a.source_id, a.recipient_id, *a.candidates, *(link.source_id for link in a.chain))
    }
    named |= {lead.source_id for lead in reading.dangling_leads}
    return replace(
        reading,
        attributions=kept,
        sources=tuple(s for s in reading.sources if s.id in named),
        pull_quotes=tuple(q if q.repeats in ids else replace(q, repeats=None) for q in reading.pull_quotes),
    )


def _kept_parent(
    attribution: Attribution, attributions: Mapping[str, Attribution], kinds: Collection[Kind]
) -> str | None:
    parent = attribution.parent
    while parent is not None and attributions[parent].kind not in kinds:
        parent = attributions[parent].parent
    return parent
