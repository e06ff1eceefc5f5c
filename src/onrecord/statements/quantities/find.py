"""The quantities that a paragraph prints: numbers with their unit and with the words that bound or hedge them.

Every step looks at a fixed number of tokens around a number, so the whole is linear in the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.statements.numerals import SCALES, WORDS, is_digits
from onrecord.statements.quantities.amounts import SIGN_PREFIXES, SIGNS, Amount, amount_at
from onrecord.statements.quantities.bounds import Around, around, limited, trailed
from onrecord.statements.quantities.numbered import is_name
from onrecord.statements.quantities.shares import share_at
from onrecord.statements.quantities.units import Unit, acted_on, unit_after, unit_before
from onrecord.statements.quantities.vague import vague_at
from onrecord.statements.times.mentions import mentions
from onrecord.statements.tokens import Tokens, tokenise
from onrecord.types import Quantity, Span

_STARTS = (
    frozenset("a an half between from several few in into scores tens".split())
    | WORDS
    | frozenset(SIGNS)
    | SIGN_PREFIXES
    | frozenset(f"{scale}s" for scale in SCALES)
)
"""What an amount can begin with, besides digits: a look at most other words is not worth its time."""

_NUMBER = re.compile(
    r"[0-9]|(?i:(?:hundred|thousand|[mbr]illion|dozen|score)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|half|third|quarter|few|several|couple)|teen\b|ty\b)"
)
"""Without one of these a paragraph holds no quantity, and need not be taken apart."""


def quantities(text: str, span: Span) -> tuple[Quantity, ...]:
    """The quantities in `text[span]`, in text order without overlaps; dates and times are left to `times`.

    The span of each holds bound, number, unit and the hedge directly before. Never raises; linear in the span.
    """
    if _NUMBER.search(text, max(span[0], 0), max(span[1], 0)) is None:
        return ()
    tokens = tokenise(text, span)
    taken = _of_times(tokens, [m.span for m in mentions(text, span)])
    found: list[Quantity] = []
    after = free = 0
    for i in (i for i, t in enumerate(tokens.all) if t.low in _STARTS or is_digits(t.low)):
        if i < after or i in taken or (amount := _amount(tokens, i)) is None:
            continue
        read = _quantity(tokens, amount, free)
        after = amount.end
        if read is not None and not taken.intersection(range(*read[1])):
            found.append(read[0])
            after = free = read[1][1]
    return tuple(found)


def _of_times(tokens: Tokens, spans: list[Span]) -> set[int]:
    """Indices of the tokens that stand in `spans`, which are in text order."""
    taken, at = set(), iter(spans)
    current = next(at, None)
    for i, token in enumerate(tokens.all):
        while current is not None and current[1] <= token.start:
            current = next(at, None)
        if current is None:
            break
        if token.end > current[0]:
            taken.add(i)
    return taken


def _amount(tokens: Tokens, i: int) -> Amount | None:
    return share_at(tokens, i) or vague_at(tokens, i) or amount_at(tokens, i)


def _quantity(tokens: Tokens, amount: Amount, free: int) -> tuple[Quantity, Span] | None:
    """The quantity around `amount` and its tokens; words before token `free` belong to the one before."""
    found = around(tokens, amount)
    if found.first < free:
        found = Around(amount.first, found.end)
    unit = None if amount.type in ("percent", "money") else _unit(tokens, amount, found)
    if unit is None and _is_age(tokens, amount):
        amount = replace(amount, type="measure")
    if not _counts(tokens, amount, found, unit):
        return None
    end = max(found.end, unit.end) if unit else found.end
    found = trailed(tokens, found._replace(end=end))
    return _made(tokens, amount, found, unit), (found.first, found.end)


def _unit(tokens: Tokens, amount: Amount, found: Around) -> Unit | None:
    unit = unit_after(tokens, found.end, singular=amount.high is not None and amount.high <= 1)
    if unit is not None:
        return unit
    before = unit_before(tokens, found.first)
    if before is not None:
        return before._replace(end=found.end)
    return Unit("people", found.end) if acted_on(tokens, found.first, found.end) else None


def _is_age(tokens: Tokens, amount: Amount) -> bool:
    """'Ana Ruiz, 45, said', 'She was 92', 'the age of 30'."""
    i = amount.first
    if not tokens.text(i).isdigit() or (amount.value or 0) >= 120:
        return False
    named = tokens.text(i - 2)[:1].isupper() and tokens.text(i - 1) == "," and tokens.text(amount.end) in (",", ";")
    told = tokens.low(i - 2) in ("he", "she", "who", "i") and tokens.low(i - 1) in ("was", "is", "am", "turned")
    return named or told or tokens.phrase(i - 2, i) == "age of" or tokens.low(i - 1) in ("age", "aged", "ages")


def _counts(tokens: Tokens, amount: Amount, found: Around, unit: Unit | None) -> bool:
    """Whether this is a quantity and not a name, a pronoun, a score or a number of a list."""
    if amount.type in ("percent", "money"):
        return True
    qualified = found.first < amount.first or unit is not None
    named = is_name(tokens, amount.first, amount.end, has_unit=qualified or amount.scale > 1)
    if named:
        return False
    return qualified or is_digits(tokens.low(amount.first)) or amount.scale > 1


def _made(tokens: Tokens, amount: Amount, found: Around, unit: Unit | None) -> Quantity:
    amount = limited(amount, found.bound)
    hedges = sorted({*found.hedges, *amount.hedges})
    return Quantity(
        (tokens.all[found.first].start, tokens.all[found.end - 1].end),
        unit.type if unit else amount.type,
        _whole(amount.value),
        _whole(amount.low),
        _whole(amount.high),
        found.bound,
        amount.unit or (unit.name if unit else None),
        amount.approximate or found.approximate,
        tuple((tokens.all[i].start, tokens.all[i].end) for i in hedges),
    )


def _whole(number: float | None) -> int | float | None:
    """A whole number as one, so that 40 is printed as 40 and not as 40.0."""
    return int(number) if number is not None and float(number).is_integer() else number
