"""One amount without what stands around it: number, and what kind of number it is ('$5m', '40 percent', '20 to 30')."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from onrecord.statements.numerals import is_digits, number_at
from onrecord.statements.tokens import HYPHENS, Tokens
from onrecord.types import QuantityType

SIGNS = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees"}
SIGN_PREFIXES = frozenset("us a c au ca hk nz s".split())
"""Letters before a dollar sign; all of them are read as dollars."""
_PERCENT = (
    ("percentage points", ("percentage points", "percentage point", "percentage - point")),
    ("percent", ("%", "percent", "per cent", "pct")),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What tokens `first` to `end` print: limits, None where open; `value` of a single number; unit where it is fixed.

    `hedges` are token indices of words within that make it an expectation.
    """

    first: int
    end: int
    low: float | None
    high: float | None
    value: float | None = None
    type: QuantityType = "count"
    unit: str | None = None
    approximate: bool = False
    hedges: tuple[int, ...] = ()
    scale: float = 1


def amount_at(tokens: Tokens, i: int) -> Amount | None:
    """The amount that begins at token `i`: one number or a range, with currency or percent; else None."""
    between = tokens.low(i) in ("between", "from")
    single = _single(tokens, i + 1 if between else i)
    if single is None:
        return None
    link = ("and",) if tokens.low(i) == "between" else ("to",) if between else ("to", "or", *HYPHENS)
    found = _range(tokens, single, link)
    if between:
        return replace(found, first=i) if found is not None else None
    return found or single


def _single(tokens: Tokens, i: int) -> Amount | None:
    sign = _sign(tokens, i)
    start = i + sign[1] if sign else i
    number = number_at(tokens, start)
    if number is None or (sign and not is_digits(tokens.low(start))):
        return None
    amount = Amount(i, number.end, number.value, number.value, number.value, scale=number.scale)
    return replace(amount, type="money", unit=sign[0]) if sign else _named(tokens, amount)


def _sign(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """Currency and number of tokens of a sign of money at `i`: '$', 'US$'."""
    if tokens.low(i) in SIGN_PREFIXES and tokens.glued(i + 1) and tokens.text(i + 1) == "$":
        return "dollars", 2
    name = SIGNS.get(tokens.text(i))
    return (name, 1) if name else None


def _named(tokens: Tokens, amount: Amount) -> Amount:
    """`amount` with the word for percent or money that follows it."""
    j = tokens.skip_hyphen(amount.end)
    for unit, forms in _PERCENT:
        for form in forms:
            size = form.count(" ") + 1
            if tokens.phrase(j, j + size) == form:
                return replace(amount, end=j + size, type="percent", unit=unit)
    currency = _currencies().get(tokens.low(j))
    # Without 'million' a pound is a weight more often than money.
    if currency is None or (currency == "pounds" and amount.scale < 1000):
        return amount
    return replace(amount, end=j + 1, type="money", unit=currency)


@cache
def _currencies() -> dict[str, str]:
    text = resources.files("onrecord.statements").joinpath("words", "currencies.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.split("\n") if line and not line.startswith("#")]
    return {form: row[0] for row in rows for form in row}


def _range(tokens: Tokens, low: Amount, links: tuple[str, ...]) -> Amount | None:
    """'20 to 30', '10-15 percent', 'ten or twelve', '$5 to $10 million'; a falling one ('3-2') is a score."""
    link = tokens.low(low.end)
    if link not in links or low.low is None:
        return None
    high = _single(tokens, low.end + 1)
    if high is None or high.high is None or (high.unit != low.unit and low.unit is not None and high.unit is not None):
        return None
    # In '5 to 10 million' the scale is that of both.
    least = low.low * high.scale if low.scale == 1 and high.scale > 1 else low.low
    counted = high.type != "count" or link not in HYPHENS or tokens.low(high.end).endswith("s")
    if not least < high.high or not counted:
        return None
    named = high if high.unit else low
    return replace(named, first=low.first, end=high.end, low=least, high=high.high, value=None)
