"""The xml:ids of a reading's attributions and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.types import Reading

_FITS = re.compile(r"[A-Za-z]+[0-9]+")
"""No dot: those are in the ids that are made from these. ASCII alone: what every program takes for a name."""


@dataclass(frozen=True, slots=True)
class Ids:
    """A reading's own ids, each with its xml:id, which is the same where XML allows it."""

    attributions: dict[str, str]
    sources: dict[str, str]


def ids_of(reading: Reading) -> Ids:
    """The xml:ids of a reading; no two are the same."""
    taken: set[str] = set()
    attributions = _named((a.id for a in reading.attributions), "a", taken)
    return Ids(attributions, _named((s.id for s in reading.sources), "s", taken))


def _named(ids: Iterable[str], letter: str, taken: set[str]) -> dict[str, str]:
    """`ids` with their xml:ids, which are `taken` then."""
    wanted = list(dict.fromkeys(ids))
    named = {id_: id_ for id_ in wanted if _FITS.fullmatch(id_) and id_ not in taken}
    taken.update(named)
    number = 0
    for id_ in wanted:
        if id_ in named:
            continue
        number += 1
        while f"{letter}{number}" in taken:
            number += 1
        named[id_] = f"{letter}{number}"
        taken.add(named[id_])
    return named
