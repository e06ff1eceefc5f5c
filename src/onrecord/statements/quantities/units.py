"""What is counted or measured: the head of the noun phrase after a number, or what a 'number of …' before it names.

There is no tagger: the words up to the next word of a closed class (`words/unit_breaks.txt`) are looked through for a
plural. At most `REACH` words, so that a find costs the same wherever it stands.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.statements.numerals import WORDS, is_digits
from onrecord.statements.tokens import Tokens, listed
from onrecord.types import QuantityType

REACH = 5
BACK = 24
"""Tokens that 'the number of …' may stand before its number."""
_SINGLE = frozenset("person man woman child boy girl officer soldier family vote seat job case student worker".split())

_THESE = frozenset("the these those his her its their our my your".split())
_OTHERS = frozenset("more other fewer additional such".split())


class Unit(NamedTuple):
    """A unit as the page has it, the index of the token after it, and whether it is counted or measured."""

    name: str
    end: int
    type: QuantityType = "count"


def unit_after(tokens: Tokens, i: int, *, singular: bool = False) -> Unit | None:
    """The unit in the words from token `i` on; `singular` after 'one' and 'half a', where no plural follows."""
    if tokens.low(i) == "of" and tokens.low(i + 1) in _THESE:
        whole = None if singular else _whole(tokens, i + 2)
        return whole._replace(end=i) if whole else None
    i = i + 1 if tokens.low(i) == "of" else i
    i = i + 1 if tokens.low(i) in _OTHERS and tokens.low(i + 1) != "than" else i
    j = tokens.skip_hyphen(i)
    if j > i:
        return _hyphened(tokens, j)
    if tokens.low(i) in ("square", "cubic") and tokens.low(i + 1) in listed("measures"):
        return Unit(f"{tokens.low(i)} {tokens.text(i + 1)}", i + 2, "measure")
    if tokens.low(i) in listed("measures"):
        return Unit(tokens.text(i), i + 1, "measure")
    if singular:
        return Unit(tokens.text(i), i + 1) if tokens.low(i) in _SINGLE else None
    return _plural(tokens, i)


def _whole(tokens: Tokens, i: int) -> Unit | None:
    """What 'seven of the eight boats' counts; the span leaves it out, for it may hold a number of its own."""
    for j in range(i, i + 3):
        if (unit := _plural(tokens, j)) is not None:
            return unit
        if not tokens.low(j)[:1].isalnum():
            return None
    return None


def unit_before(tokens: Tokens, i: int) -> Unit | None:
    """The unit that 'the number of jobs …' or 'the number killed …' in the same sentence gives a number at `i`."""
    for j in range(i - 1, max(i - BACK, 0) - 1, -1):
        if tokens.text(j) in (".", "?", "!", ";"):
            return None
        if tokens.low(j) == "number" and tokens.low(j - 1) in ("the", "total", "true", "real", "a"):
            break
    else:
        return None
    if tokens.low(j + 1) == "of":
        return _plural(tokens, j + 2)
    return Unit("people", i) if tokens.low(j + 1) in listed("people_acts") else None


def acted_on(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a number without a noun counts people by what was done to them: '20 killed', 'killing 20'."""
    acts = listed("people_acts")
    behind = tokens.low(end + 1) if tokens.low(end) in ("were", "was", "are", "have", "had", "others") else None
    return tokens.low(first - 1) in acts or tokens.low(end) in acts or behind in acts


def _hyphened(tokens: Tokens, i: int) -> Unit | None:
    """'10-foot', 'four-year-old', '31-page'; 'two-way' and 'three-judge' count nothing by themselves."""
    if tokens.low(i) not in listed("measures"):
        counted = is_digits(tokens.low(i - 2)) and tokens.text(i).isalpha() and tokens.text(i).islower()
        return Unit(tokens.text(i), i + 1) if counted else None
    old = tokens.phrase(i + 1, i + 3) in ("- old", "- olds")
    return Unit(tokens.text(i), i + 3 if old else i + 1, "measure")


def _plural(tokens: Tokens, i: int) -> Unit | None:
    found = None
    for j in range(i, i + REACH):
        if _ends_phrase(tokens, j):
            break
        if _is_plural(tokens.low(j)):
            found = Unit(tokens.text(j), j + 1, "measure" if tokens.low(j) in listed("measures") else "count")
        elif found is not None:  # what follows the head is the verb: '20 people left parties'
            break
    return found


def _ends_phrase(tokens: Tokens, i: int) -> bool:
    word = tokens.low(i)
    if word in ("-", "‑") and tokens.glued(i) and tokens.glued(i + 1):
        return False
    return not word[:1].isalpha() or word in listed("unit_breaks") or word in WORDS or is_digits(word)


def _is_plural(word: str) -> bool:
    if word in listed("irregular_plurals"):
        return True
    ends = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and len(word) > 3
    return ends and word not in listed("not_plurals")
