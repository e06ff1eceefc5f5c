"""Shares of a whole, read as percent: 'two-thirds of voters', 'one in five', 'three out of four', 'half of them'."""

from __future__ import annotations

from onrecord.statements.numerals import SMALL, is_digits
from onrecord.statements.quantities.amounts import Amount
from onrecord.statements.tokens import Tokens, listed

_PARTS = {
    w: n
    for n, ws in {
        2: "half halves",
        3: "third thirds",
        4: "quarter quarters fourth fourths",
        5: "fifth fifths",
        6: "sixth sixths",
        7: "seventh sevenths",
        8: "eighth eighths",
        9: "ninth ninths",
        10: "tenth tenths",
    }.items()
    for w in ws.split()
}
_WHOLES = (3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000)
"""Denominators of 'one in ten'; other numbers after 'in' are years and durations more often."""
_AFTER_HALF = frozenset("of the all their its our his her those these my your".split())


def share_at(tokens: Tokens, i: int) -> Amount | None:
    """The share that begins at token `i`, or None; 'half an hour' and 'half a million' are none."""
    return _fraction(tokens, i) or _ratio(tokens, i) or _half(tokens, i)


def _percent(first: int, end: int, part: float, whole: float) -> Amount:
    value = round(100 * part / whole, 2)
    return Amount(first, end, value, value, value, "percent", "percent")


def _fraction(tokens: Tokens, i: int) -> Amount | None:
    word = tokens.low(i)
    part = 1 if word in ("a", "an") else SMALL.get(word, 0)
    j = tokens.skip_hyphen(i + 1)
    whole = _PARTS.get(tokens.low(j), 0)
    if not part or not whole or part >= whole or (part == 1) == tokens.low(j).endswith("s"):
        return None
    # 'A third man' is no share; 'two-thirds' always is one.
    return _percent(i, j + 1, part, whole) if part > 1 or tokens.low(j + 1) == "of" else None


def _ratio(tokens: Tokens, i: int) -> Amount | None:
    part = _small(tokens, i)
    j = i + 1
    for link in ("out of every", "out of", "in every", "of every", "- in -", "in"):
        size = link.count(" ") + 1
        if part and tokens.phrase(j, j + size) == link:
            whole = _small(tokens, j + size)
            end = j + size + 1
            if whole in _WHOLES and part < whole and tokens.low(end) not in listed("measures"):
                return _percent(i, end, part, whole)
            return None
    return None


def _small(tokens: Tokens, i: int) -> int:
    word = tokens.low(i)
    if is_digits(word) and word.isdigit() and len(word) < 5 and not tokens.glued(i):
        return int(word)
    return {"twenty": 20, "hundred": 100}.get(word, SMALL.get(word, 0))


def _half(tokens: Tokens, i: int) -> Amount | None:
    """'half of all voters', 'half the seats', 'more than half'; not 'the first half'."""
    if tokens.low(i) != "half" or tokens.low(i - 1) in _ORDINAL_PLACES:
        return None
    bounded = tokens.low(i - 1) in ("than", "nearly", "almost", "about", "over", "least", "roughly", "under")
    if bounded or (tokens.low(i + 1) in _AFTER_HALF and not tokens.glued(i)):
        return _percent(i, i + 1, 1, 2)
    return None


_ORDINAL_PLACES = frozenset("first second other better the latter former top bottom upper lower back".split())
