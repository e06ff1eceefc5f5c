"""Amounts without an exact number: 'a few dozen', 'several', 'dozens of', 'in the hundreds and possibly greater'.

Conventions: 'a few' is 2 to 4, 'a couple' 2, 'several' 3 to 9; a bare plural is at least two of its unit, and open
above ('dozens': 24 and more); 'in the dozens' is one to just under the next power (12 to 99), open above where the
words go on 'and possibly greater'.
"""

from __future__ import annotations

from onrecord.statements.numerals import SCALES
from onrecord.statements.quantities.amounts import Amount
from onrecord.statements.tokens import Tokens

_FEW = {"a few": (2, 4), "a couple of": (2, 2), "a couple": (2, 2), "several": (3, 9)}
_PLURALS = {f"{w}s": n for w, n in SCALES.items()}
_TENS = {"tens of": 10, "hundreds of": 100, "dozens of": 12}
_HEDGES = frozenset("possibly perhaps maybe potentially probably likely conceivably".split())
_MORE = frozenset("more greater higher beyond larger".split())


def vague_at(tokens: Tokens, i: int) -> Amount | None:
    """The vague amount that begins at token `i`, or None."""
    return _few(tokens, i) or _in_the(tokens, i) or _plural(tokens, i)


def _few(tokens: Tokens, i: int) -> Amount | None:
    if tokens.low(i) == "few" and tokens.low(i - 1) in ("last", "past", "next", "first", "these", "those"):
        return Amount(i, i + 1, 2.0, 4.0, approximate=True)
    for size in (3, 2, 1):
        limits = _FEW.get(tokens.phrase(i, i + size))
        if limits is not None:
            scale = SCALES.get(tokens.low(i + size), 0)
            end = i + size + (1 if scale else 0)
            low, high = (float(n * (scale or 1)) for n in limits)
            return Amount(i, end, low, high, low if low == high else None, approximate=True, scale=scale or 1)
    return None


def _unit(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """How many a plural at `i` stands for, and where it ends: 'hundreds', 'tens of thousands'."""
    times = _TENS.get(tokens.phrase(i, i + 2), 0)
    plural = _PLURALS.get(tokens.low(i + 2), 0)
    if times and plural:
        return times * plural, i + 3
    plural = _PLURALS.get(tokens.low(i), 0)
    return (plural, i + 1) if plural else None


def _plural(tokens: Tokens, i: int) -> Amount | None:
    if tokens.phrase(i, i + 2) == "scores of":
        return Amount(i, i + 1, 40.0, None, approximate=True, scale=20)
    unit = _unit(tokens, i)
    if unit is None or tokens.glued(i):
        return None
    extended = _extension(tokens, unit[1])
    return Amount(i, extended[0], 2.0 * unit[0], None, approximate=True, hedges=extended[1], scale=unit[0])


def _in_the(tokens: Tokens, i: int) -> Amount | None:
    if tokens.phrase(i, i + 2) not in ("in the", "into the"):
        return None
    j = i + 3 if tokens.low(i + 2) in ("low", "mid", "high") else i + 2
    unit = _unit(tokens, j)
    if unit is None:
        return None
    end, hedges = _extension(tokens, unit[1])
    high = None if end > unit[1] else 99.0 if unit[0] == 12 else 10.0 * unit[0] - 1
    return Amount(i, end, float(unit[0]), high, approximate=True, hedges=hedges, scale=unit[0])


def _extension(tokens: Tokens, i: int) -> tuple[int, tuple[int, ...]]:
    """Where 'and possibly greater', 'or even thousands', 'if not thousands' after `i` ends, and its hedges."""
    j = i + 1 if tokens.low(i) == "," else i
    if tokens.low(j) not in ("and", "or", "if"):
        return i, ()
    j += 1
    hedges = []
    while tokens.low(j) in _HEDGES or tokens.low(j) in ("even", "not"):
        hedges += [j] if tokens.low(j) in _HEDGES else []
        j += 1
    if tokens.low(j) in _MORE:
        return j + 1, tuple(hedges)
    larger = _unit(tokens, j)
    return (larger[1], tuple(hedges)) if larger else (i, ())
