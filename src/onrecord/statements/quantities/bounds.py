"""The words around an amount that make a limit, an estimate or an expectation of it.

What a bound makes of a number n: 'more than' and 'at least' give low n, 'less than', 'at most' and 'nearly' give high
n; `bound` tells whether n itself is in. 'About' and its like change no limit and mark the amount approximate.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from onrecord.statements.quantities.amounts import Amount
from onrecord.statements.tokens import Tokens, listed
from onrecord.types import Bound

_PHRASES: dict[Bound, str] = {
    "more than": "more than, greater than, higher than, over, above, well over, just over, a little over, slightly "
    "over, exceeding, in excess of, north of, upward of, upwards of, topping, far more than",
    "at least": "at least, no fewer than, no less than, not less than, as few as, as little as, a minimum of",
    "less than": "less than, fewer than, lower than, under, below, well under, just under, far fewer than",
    "at most": "at most, up to, no more than, not more than, as many as, as much as, as high as, a maximum of",
    "nearly": "nearly, almost, close to, just short of, approaching, not quite",
}
_BEFORE: dict[str, Bound] = {p.strip(): bound for bound, phrases in _PHRASES.items() for p in phrases.split(",")}
_ABOUT = frozenset(
    "about,around,roughly,approximately,an estimated,estimated,some,circa,more or less,something like,an approximate,"
    "in the neighborhood of,on the order of".split(",")
)
_AFTER: dict[str, Bound] = {
    **dict.fromkeys(("or more", "- plus", "plus", "+", "or higher", "or older", "or above", "or greater"), "at least"),
    **dict.fromkeys(("or less", "or fewer", "or younger", "or lower"), "at most"),
}
_ABOUT_AFTER = frozenset(("or so", "- odd", "or thereabouts"))
_PREPOSITIONS = frozenset("about around over under above below some".split())
"""Also prepositions: 'a book about two men', 'under two presidents' say nothing of how many."""
_BEFORE_MORE = frozenset("for of than after at the is was were are with to took taken spent lasted and , ( a".split())
_HEDGES = frozenset(
    "expected projected predicted believed thought likely forecast anticipated possibly perhaps maybe potentially "
    "probably supposedly reportedly presumably".split()
)
_REACH = frozenset("be reach total number top hit cost exceed".split())


class Around(NamedTuple):
    """What stands around an amount: where the whole begins and ends, the bound, whether it is an estimate, hedges."""

    first: int
    end: int
    bound: Bound | None = None
    approximate: bool = False
    hedges: tuple[int, ...] = ()


def around(tokens: Tokens, amount: Amount) -> Around:
    """The words directly before and after `amount` that belong to it."""
    found = _before(tokens, amount, Around(amount.first, amount.end))
    found = _before(tokens, amount, found)
    return _hedge(tokens, trailed(tokens, found))


def trailed(tokens: Tokens, found: Around) -> Around:
    """`found` with 'or more', '-plus' or 'or so' that stands at its end; also asked again behind the unit."""
    for size in (2, 1):
        phrase = tokens.phrase(found.end, found.end + size)
        if tokens.low(found.end + size) == "than":
            continue
        if phrase in _AFTER and (size == 2 or tokens.glued(found.end) or phrase == "plus"):
            return found._replace(end=found.end + size, bound=found.bound or _AFTER[phrase])
        if phrase in _ABOUT_AFTER:
            return found._replace(end=found.end + size, approximate=True)
    return found


def limited(amount: Amount, bound: Bound | None) -> Amount:
    """`amount` with the limit that `bound` leaves; of a range, the limit on the side that it speaks of."""
    if bound is None:
        return amount
    if bound in ("more than", "at least"):
        return replace(amount, high=None)
    return replace(amount, low=None, approximate=amount.approximate or bound == "nearly")


def _before(tokens: Tokens, amount: Amount, found: Around) -> Around:
    for size in (4, 3, 2, 1):
        start = found.first - size
        phrase = tokens.phrase(start, found.first)
        if (phrase not in _BEFORE and phrase not in _ABOUT) or _is_preposition(tokens, amount, start, phrase):
            continue
        bound = found.bound or _BEFORE.get(phrase)
        return found._replace(first=start, bound=bound, approximate=found.approximate or phrase in _ABOUT)
    return found


def _is_preposition(tokens: Tokens, amount: Amount, start: int, phrase: str) -> bool:
    if phrase not in _PREPOSITIONS:
        return False
    measured = tokens.low(amount.end) in listed("measures")
    if phrase == "over" and measured:  # 'over two years' is most often 'in the course of'
        return tokens.low(start - 1) not in _BEFORE_MORE
    small = (amount.value or amount.high or 0) < 10
    return small and amount.type == "count" and not measured and tokens.text(amount.first).isalpha()


def _hedge(tokens: Tokens, found: Around) -> Around:
    """'expected to be in the hundreds', 'possibly 40': the hedge and what leads from it to the amount."""
    i = found.first - 1
    if tokens.low(i) in ("to", "at", "in") and tokens.low(i - 1) in ("rise", "grow", "increase", "climb"):
        i -= 1
    if tokens.low(i - 1) == "to" and (tokens.low(i) in _REACH or i < found.first - 1):
        i -= 2
    if tokens.low(i) not in _HEDGES or (i == found.first - 1 and tokens.low(i) in _NEED_VERB):
        return found
    return found._replace(first=i, hedges=(i, *found.hedges))


_NEED_VERB = frozenset("expected believed thought predicted anticipated".split())
