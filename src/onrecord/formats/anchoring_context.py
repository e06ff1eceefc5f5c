"""Whether the context of sought words stands at a place, word by word: how much of it, and whether that is enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.types import Span

_Words = Sequence[str]

_WORDS = 24
"""Words of the context that are compared on each side, from the nearest on."""
_SLACK = 4
"""Words that may stand in the context there and did not before."""
_SHARE = 0.6
"""The share of a side's words, by their length, that must stand there for that side to stand."""
_ENOUGH = 12
"""Characters of words of one side that are enough, where they are of the same paragraph."""
_FEW = 5
"""Characters that are enough where the sought words are many, which hardly stand somewhere else."""
_NEXT = 2
"""Words right beside the place that must be there, too."""
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_PARTS = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Side:
    """What stood on one side of sought words, the nearest word first; `near` of the words are of the same paragraph."""

    words: _Words
    near: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """What of a side stands at a place: which share of it, whether the nearest words do, and whether it is enough to
    know the place by.
    """

    share: float
    touches: bool
    is_enough: bool


def sides_of(prefix: str, suffix: str) -> tuple[Side, Side]:
    """The two sides of what stands between `prefix` and `suffix`. Paragraphs end with lines."""
    before, after = _LINE_END.split(prefix)[-1], _LINE_END.split(suffix)[0]
    return (
        Side(_words(prefix)[::-1][:_WORDS], len(_words(before))),
        Side(_words(suffix)[:_WORDS], len(_words(after))),
    )


def score(sides: tuple[Side, Side], text: str, place: Span, *, are_many: bool) -> tuple[float, bool]:
    """The share of the context that stands around `place` of the text, and whether it is enough to know the place by.

    It is enough where one side stands right beside the place, or both do with changes. Words of another paragraph tell
    less: it may follow another one now. `are_many` says that the sought words are so many that they hardly stand
    somewhere else.
    """
    reach = 2 * sum(_length(side.words) for side in sides) + 100
    there = _words(text[max(0, place[0] - reach) : place[0]])[::-1], _words(text[place[1] : place[1] + reach])
    found = [_standing(side, words, are_many) for side, words in zip(sides, there, strict=True)]
    both = all(one.share >= _SHARE for one in found) and (are_many or any(one.touches for one in found))
    shares = [one.share if one.touches else one.share / 2 for one, side in zip(found, sides, strict=True) if side.words]
    return sum(shares) / max(1, len(shares)), both or any(one.is_enough for one in found)


def _standing(side: Side, there: _Words, are_many: bool) -> _Standing:
    near = side.words[: side.near]
    same, same_near = _shared(side.words, there), _shared(near, there)
    share, touches = same / max(1, _length(side.words)), there[:_NEXT] == side.words[:_NEXT]
    is_near = same_near >= max(_SHARE * _length(near), _FEW if are_many else _ENOUGH)
    return _Standing(share, touches, touches and (is_near or (are_many and share >= _SHARE and same >= _ENOUGH)))


def _shared(side: _Words, there: _Words) -> int:
    """The length of those words of a side that stand there, in their order."""
    blocks = SequenceMatcher(None, side, there[: len(side) + _SLACK], autojunk=False).get_matching_blocks()
    return sum(_length(side[block.a : block.a + block.size]) for block in blocks)


def _length(words: _Words) -> int:
    return sum(map(len, words))


def _words(text: str) -> list[str]:
    return _PARTS.findall(text)
