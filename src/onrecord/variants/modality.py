"""Hedges and negations, and whether editing lost or gained any.

A recurrent change of quotations in news is the loss of words that express modality (Lauf, Valette and Khouas, 2013).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from onrecord.variants.lexicon import lines
from onrecord.variants.values import Change

_OPPOSITE = re.compile(r"(?:un|in|im|il|ir|dis|non)(?=\w{4})")
"""Letters before a word that turn it into its opposite."""

Side = tuple[Sequence[str], Collection[int]]
"""The compared words of a wording, and the numbers of those that were changed."""


def change(name: str, printed: Side, original: Side) -> Change | None:
    """Whether words of the list `words/NAME.txt` were lost or gained: more of them changed on one side.

    A side is its compared words and the numbers of those that were changed; one entry of the list counts where at least
    one of its words was.
    """
    there, here = _count(name, *original), _count(name, *printed)
    return "lost" if there > here else "gained" if here > there else None


def opposites(printed: str, original: str) -> Change | None:
    """Whether one word is the other with a prefix that turns it around: 'likely' and 'unlikely'."""
    if _OPPOSITE.sub("", original, count=1) == printed != original and _OPPOSITE.match(original):
        return "lost"
    if _OPPOSITE.sub("", printed, count=1) == original != printed and _OPPOSITE.match(printed):
        return "gained"
    return None


def _count(name: str, keys: Sequence[str], changed: Collection[int]) -> int:
    """How many entries of the list stand where words were changed."""
    if not changed:
        return 0
    reach = _longest(name) - 1
    near = {i for place in changed for i in range(max(0, place - reach), place + 1)}
    found = 0
    after = 0
    for i in sorted(near):
        length = next((n for n in _lengths(name, keys[i]) if _is_entry(name, keys[i : i + n])), 0)
        if i >= after and any(place in changed for place in range(i, i + length)):
            found += 1
            after = i + length
    return found


def _is_entry(name: str, keys: Sequence[str]) -> bool:
    return " ".join(keys) in _entries(name) or (
        len(keys) == 2 and keys[1][:1].isdigit() and f"{keys[0]} {{number}}" in _entries(name)
    )


@cache
def _entries(name: str) -> frozenset[str]:
    return frozenset(lines(name))


@cache
def _by_first(name: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for line in lines(name):
        found.setdefault(line.split()[0], set()).add(len(line.split()))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def _longest(name: str) -> int:
    return max(lengths[0] for lengths in _by_first(name).values())


def _lengths(name: str, first: str) -> tuple[int, ...]:
    """How many words entries that begin with `first` have, longest first."""
    return _by_first(name).get(first, ())
