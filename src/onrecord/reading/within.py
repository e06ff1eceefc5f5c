"""What a block quotation says of others: it is read once more as a text of its own.

The tagger learned from texts in which a word belongs to one attribution, so beside a lead-in ("The Harbor Ledger
reports:") it tends to leave the quoted text to that alone. Read without it, the officials in the quotation are found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.reading.layout import touches
from onrecord.reading.relations import Relation
from onrecord.types import Attribution, Spans, Step

Tag = Callable[[str], Sequence[Relation]]


def read_within(tag: Tag, text: str, relations: Sequence[Relation], found: Sequence[Attribution]) -> list[Relation]:
    """`relations` with those that `tag` finds in the block quotations of `found`, each read by itself.

    Of two relations with the same cue the more confident stays.
    """
    kept = list(relations)
    for attribution in found:
        if attribution.mode == "block" and attribution.parent is None:
            start, end = attribution.content[0][0], attribution.content[-1][1]
            for inner in tag(text[start:end]):
                kept = _with(kept, _moved(inner, start))
    return kept


def _moved(relation: Relation, by: int) -> Relation:
    def move(spans: Spans) -> Spans:
        return tuple((s + by, e + by) for s, e in spans)

    steps = (*relation.steps, Step("relation", "rule:read-within"))
    return replace(
        relation,
        source=move(relation.source),
        cue=move(relation.cue),
        content=move(relation.content),
        steps=steps,
    )


def _with(relations: Sequence[Relation], new: Relation) -> list[Relation]:
    same = [r for r in relations if touches(r.cue, new.cue)]
    if any(r.confidence >= new.confidence for r in same):
        return list(relations)
    return [*(r for r in relations if r not in same), new]
