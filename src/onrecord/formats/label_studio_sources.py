"""Who is behind the statements after people have changed words, names and types of sources in Label Studio.

A name typed for a statement is that of another source of the article, where one has it; else it is the right name of
the statement's source, if all statements of that source say so, or a source of its own. A type goes for the source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Final, cast

from onrecord.formats.label_studio_config import NAME
from onrecord.formats.label_studio_results import Marked, in_order, union
from onrecord.types import Anonymity, Attribution, Link, Reading, Source, SourceType, Span

_UNNAMED: Final = frozenset({"anonymous source", "unnamed group"})
_LAST: Final = (sys.maxsize, sys.maxsize)


def sourced(before: Reading, statements: Sequence[Attribution], marks: Mapping[str, Marked]) -> Reading:
    """`before` with these statements and their sources. `marks` are those of the statements that are marked, by id."""
    sources = {source.id: source for source in before.sources}
    bases = {a.id: _base(before, sources, a) for a in statements}
    asked: dict[str, set[str | None]] = {}
    for a in statements:
        base = bases[a.id]
        if base is not None:
            asked.setdefault(base.id, set()).add(marks[a.id].said(NAME, base.name) if a.id in marks else base.name)
    found = []
    for a in statements:
        base, mark = bases[a.id], marks.get(a.id)
        alone = base is None or len(asked[base.id]) == 1
        source = base if mark is None else _source(sources, a, base, mark, alone=alone)
        found.append(_of(a, source))
    # A name may have been changed after a statement was given its source.
    final = tuple(_linked(a, before, sources) for a in found)
    return replace(before, attributions=final, sources=_all(before, final, sources))


def _base(before: Reading, sources: Mapping[str, Source], a: Attribution) -> Source | None:
    """Whose the statement is by its words alone: its source as before, or one that is mentioned where they stand."""
    old = next((b for b in before.attributions if b.id == a.id), None)
    if old is not None and (a.source == old.source or any(_overlap(s, t) for s in a.source for t in old.source)):
        return sources.get(old.source_id or "")
    return next((s for s in before.sources if any(_overlap(m, t) for m in s.mentions for t in a.source)), None)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _source(
    sources: dict[str, Source], a: Attribution, base: Source | None, mark: Marked, *, alone: bool
) -> Source | None:
    """The statement's source by what was typed and chosen; `alone` says that nothing else is said of `base`."""
    name = mark.said(NAME, base.name if base else None)
    kind = cast("SourceType | None", mark.said("type", base.type if base else None))
    if kind in _UNNAMED:
        name = None
    if base is not None and (name, kind) == (base.name, base.type):
        return sources[base.id]
    other = next((s for s in sources.values() if name is not None and s.name == name), None)
    if other is not None and (base is None or name != base.name):
        return other
    if kind is None:
        return None
    if base is not None and (alone or name == base.name):
        sources[base.id] = _retyped(sources[base.id], kind, name)
        return sources[base.id]
    id_ = next(i for i in (f"s{n}" for n in count(len(sources) + 1)) if i not in sources)
    sources[id_] = _retyped(Source(id_, kind, name, mentions=a.source), kind, name)
    return sources[id_]


def _retyped(source: Source, kind: SourceType, name: str | None) -> Source:
    anonymity = (source.anonymity or Anonymity(label=source.mentions[:1])) if kind in _UNNAMED else None
    return replace(source, type=kind, name=name, anonymity=anonymity)


def _of(a: Attribution, source: Source | None) -> Attribution:
    if a.source_id == (source.id if source else None):
        return a
    return replace(a, source_id=source.id if source else None, candidates=())


def _linked(a: Attribution, before: Reading, sources: Mapping[str, Source]) -> Attribution:
    """With a chain that begins with its source; the links after it stay."""
    old = next((b for b in before.attributions if b.id == a.id), None)
    source = sources.get(a.source_id or "")
    if old is not None and old.source_id == a.source_id and source in (None, *before.sources):
        return a
    first = Link("unnamed") if source is None else Link(source.name or "unnamed", source.id)
    return replace(a, chain=(first, *(a.chain[1:] or (Link("this article"),))))


def _all(before: Reading, after: Sequence[Attribution], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources in order of their first mention, with their mentions, and without those that say nothing any more."""
    said, says = _phrases(before.attributions), _phrases(after)
    used = set(_used(after)) | {lead.source_id for lead in before.dangling_leads}
    kept = [s for s in before.sources if s.id in used or s.id not in said]
    new = [s for i, s in sources.items() if i not in {b.id for b in before.sources}]
    return tuple(
        _mentioned(sources[s.id], said.get(s.id, frozenset()), says.get(s.id, frozenset()))
        for s in in_order(kept, new, lambda s: s.mentions[0] if s.mentions else _LAST)
    )


def _mentioned(source: Source, before: frozenset[Span], after: frozenset[Span]) -> Source:
    if before == after:
        return source
    kept = (span for span in source.mentions if span in after or span not in before)
    return replace(source, mentions=union((*kept, *after)))


def _phrases(attributions: Sequence[Attribution]) -> dict[str, frozenset[Span]]:
    """The words that stand for each source where it says something."""
    found: dict[str, frozenset[Span]] = {}
    for a in attributions:
        if a.source_id is not None:
            found[a.source_id] = found.get(a.source_id, frozenset()) | frozenset(a.source)
    return found


def _used(attributions: Sequence[Attribution]) -> Iterator[str | None]:
    for a in attributions:
        yield from (a.source_id, a.recipient_id, *a.candidates, *(link.source_id for link in a.chain))
