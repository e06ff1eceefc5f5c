"""One statement, one owner: where two relations claim the same words as content, one gives them up.

In PolNeAR a word is content of one relation only (all but 0.02% of train's content words), while the tagger reads
every cue for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.reading.layout import Layout, inside, touches
from onrecord.reading.relations import Relation
from onrecord.types import Span

LARGE = 0.5
"""Of two overlapping parts of contents the loser gives its part up if this share of it is also the winner's."""


def settle(layout: Layout, relations: Sequence[Relation]) -> list[Relation]:
    """The relations without the parts of contents that another has the better claim to; none is left empty.

    The better claim: a cue in the same paragraph, then being the relation's only part, then confidence. Relations that
    stand one in the other's content are no rivals.
    """
    settled: list[Relation | None] = list(relations)
    for i, j in _rivals(relations):
        one, other = settled[i], settled[j]
        if one is None or other is None or _nested(one, other) or _nested(other, one):
            continue
        for a, b in [(x, y) for x in one.content for y in other.content if x[0] < y[1] and y[0] < x[1]]:
            if _claim(layout, one, a) >= _claim(layout, other, b):
                settled[j] = _give_up(settled[j], b, a)
            else:
                settled[i] = _give_up(settled[i], a, b)
    return [r for r in settled if r is not None]


def _rivals(relations: Sequence[Relation]) -> Iterator[tuple[int, int]]:
    """Pairs of relations with overlapping content, by a sweep over the parts in text order."""
    parts = sorted((start, end, i) for i, r in enumerate(relations) for start, end in r.content)
    seen: set[tuple[int, int]] = set()
    live: list[tuple[int, int]] = []
    for start, end, i in parts:
        live = [(e, j) for e, j in live if e > start]
        for _, j in live:
            pair = (min(i, j), max(i, j))
            if i != j and pair not in seen:
                seen.add(pair)
                yield pair
        live.append((end, i))


def _nested(inner: Relation, outer: Relation) -> bool:
    return all(inside(s, outer.content) for s in (*inner.cue, *inner.content)) and inner.content != outer.content


def _claim(layout: Layout, relation: Relation, part: Span) -> tuple[bool, bool, float]:
    near = bool(relation.cue) and layout.index(relation.cue[0][0]) == layout.index(part[0])
    return near, len(relation.content) == 1, relation.confidence


def _give_up(relation: Relation | None, part: Span, winner: Span) -> Relation | None:
    if relation is None or not touches(relation.content, (part,)):
        return relation
    shared = min(part[1], winner[1]) - max(part[0], winner[0])
    if shared < LARGE * (part[1] - part[0]):
        return relation
    rest = tuple(s for s in relation.content if s != part)
    return replace(relation, content=rest) if rest else None
