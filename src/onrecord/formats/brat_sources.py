"""The sources of a reading from the records of a brat standoff file, and which annotation means which of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import cast

from onrecord.formats import brat_labels as labels
from onrecord.formats import brat_notes as notes
from onrecord.formats.brat_marked import Marked, ordered
from onrecord.types import Anonymity, Source, SourceType, Span

_UNNAMED = ("anonymous source", "unnamed group")
_NOWHERE = (1 << 60, 0)


@dataclass(frozen=True)
class Sources:
    """`all` in order; `of` has the source that each annotation means, `now` the id of each source that was written
    (another one's, where people marked two as the same).
    """

    all: tuple[Source, ...]
    of: dict[str, str]
    now: dict[str, str]
    alone: frozenset[str]

    def which(self, ids: Iterable[str], else_: str | None) -> str | None:
        """The source that the first of these annotations means, or what the one with the id `else_` is now."""
        meant = next((self.of[id_] for id_ in ids if id_ in self.of), None)
        return self.now.get(else_ or "") if meant is None else meant

    def name(self, id_: str | None) -> str | None:
        """The name of a source."""
        return next((source.name for source in self.all if source.id == id_), None)

    def referred(self, ids: set[str]) -> tuple[Source, ...]:
        """Those with these ids, and those that were there without anything that refers to them."""
        return tuple(source for source in self.all if source.id in ids | self.alone)


def sources(marked: Marked, beside: notes.Beside | None) -> Sources:
    """The sources that the records tell of, and those that only the file `beside` has.

    Raises FormatError where annotations of one source have no type, or two.
    """
    found, alone, placeless = [], set(), beside.sources if beside else ()
    of: dict[str, str] = {}
    now = {source.id: source.id for source in placeless}
    groups = [(ids, _told(marked, ids)) for ids in marked.same]
    taken = {*now, *(note.id for _, told in groups for note in told)}
    free = (f"s{n}" for n in count(1) if f"s{n}" not in taken)
    for ids, told in groups:
        id_ = told[0].id if told else next(free)
        of.update(dict.fromkeys(ids, id_))
        now.update({note.id: id_ for note in told})
        alone |= {id_ for note in told if note.alone}
        found.append(_source(marked, id_, ids, told))
    order = {id_: at for at, id_ in enumerate(beside.order if beside else ())}
    in_order = sorted(
        [*found, *placeless], key=lambda s: (min(s.mentions, default=_NOWHERE), order.get(s.id, len(order)))
    )
    return Sources(tuple(in_order), of, now, frozenset({*alone, *(source.id for source in placeless)}))


def _told(marked: Marked, ids: Iterable[str]) -> list[notes.OfSource]:
    return [note.source for id_ in ids if (note := marked.on_texts.get(id_)) and note.source]


def _source(marked: Marked, id_: str, ids: list[str], told: list[notes.OfSource]) -> Source:
    def parts(label: str) -> Iterable[Span]:
        return (span for one in ids for span in marked.of(label, one))

    type_ = _type(marked, ids)
    of_source = {name: ordered(parts(label)) for label, name in labels.OF_SOURCE.items()}
    of_unnamed = {name: ordered(parts(label)) for label, name in labels.OF_UNNAMED.items()}
    unnamed = any(note.unnamed for note in told) or any(of_unnamed.values()) or (not told and type_ in _UNNAMED)
    number = next((note.number for note in told if note.number is not None), None)
    named = [one for one in ids if marked.by_id[one].label != labels.RECIPIENT]
    return Source(
        id_,
        type_,
        next((note.name for note in told if note.name is not None), None),
        _merged([note.roles for note in told]),
        _merged([note.affiliations for note in told]),
        mentions=ordered(span for one in named for span in marked.spans(one)),
        anonymity=Anonymity(**of_unnamed, number=number) if unnamed else None,
        **of_source,
    )


def _merged(texts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Those of the first, and what others have beside."""
    found = list(texts[0]) if texts else []
    for more in texts[1:]:
        found += [text for text in more if text not in found]
    return tuple(found)


def _type(marked: Marked, ids: list[str]) -> SourceType:
    said = {one: marked.values[one][labels.SOURCE_TYPE] for one in ids if labels.SOURCE_TYPE in marked.values[one]}
    types = sorted(set(said.values()))
    if len(types) != 1:
        which = " and ".join(map(labels.stored, types)) or "of no type"
        remedy = (
            f"Take all but one {labels.SOURCE_TYPE} off"
            if types
            else f"Give one of them the attribute {labels.SOURCE_TYPE}"
        )
        raise marked.fault(marked.by_id[ids[0]], f"{', '.join(ids)} are one source, but {which}", remedy)
    return cast("SourceType", types[0])
