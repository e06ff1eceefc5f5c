"""Contents that lack their subject: 'The plan, drawn up in May, [would close the pier], she said.'

A finite auxiliary cannot begin a clause of its own, so the content goes back to the sentence's start, where nothing
else in the paragraph claims the words between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.reading.layout import Layout, normalise, touches
from onrecord.reading.leads import last_sentence
from onrecord.reading.relations import Relation
from onrecord.types import Span, Spans, Step

_AUXILIARY = re.compile(r"(?:would|will|is|was|has|had|have|are|were|could|may|might|can|should|must|does|did)\b")


def with_subjects(layout: Layout, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with contents that begin with an auxiliary after a comma begun at their sentence's start."""
    by_block: dict[int, list[Span]] = defaultdict(list)
    for r in relations:
        if r.cue:
            by_block[layout.index(r.cue[0][0])] += [*r.content, *r.cue, *r.source]
    owned = {i: normalise(layout.article.text, spans) for i, spans in by_block.items()}
    return [_with_subject(layout, r, owned) for r in relations]


def _with_subject(layout: Layout, relation: Relation, owned: Mapping[int, Spans]) -> Relation:
    text, (start, end) = layout.article.text, relation.content[0]
    follows = relation.cue and relation.source and min(relation.cue[0][0], relation.source[0][0]) >= end
    if not follows or not _AUXILIARY.match(text, start) or text[:start].rstrip()[-1:] != ",":
        return relation
    place = layout.index(relation.cue[0][0])
    block = layout.blocks[place]
    begin = last_sentence(text, block.start, start)[0]
    if not block.start <= start or begin >= start or touches(((begin, start),), owned[place]):
        return relation
    content = normalise(text, ((begin, end), *relation.content[1:]))
    return replace(relation, content=content, steps=(*relation.steps, Step("content", "rule:subject")))
