"""Whether what looks like a time is one: 'May said' and '2016 people' are none, 'in May' and 'the 2016 race' are."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.statements.times.calendar import MONTHS
from onrecord.statements.times.tense import tense_of
from onrecord.statements.tokens import listed
from onrecord.types import Span

Parts = dict[str, str]
Test = Callable[[str, Span, Parts, int], bool]
"""A test of the text, a match's span, its parts, and where the paragraph ends."""

_WORD_BEFORE = re.compile(r"([A-Za-z’'.$]+)[\s(]{1,2}$")
_NEXT = re.compile(r"\s?-?\s?([A-Za-z]+)")
_MONTH_NEXT = re.compile(rf"\s?(?:-|–|\b(?:to|through|until|and|or)\b)\s?(?:{'|'.join(MONTHS)})\b")
_CAPITAL_NEXT = re.compile(r"\s[A-Z]")
_TIME_BEFORE = frozenset(
    "in since by until till before after during through throughout of from to around circa early mid late between and "
    "or summer fall spring winter autumn january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec year back".split()
)
_BEFORE_MONTH = frozenset("in until till since during through by of next last this late early mid between".split())
_BEFORE_CLEAR_MONTH = _BEFORE_MONTH | frozenset("from to before after and for every each".split())
_NAMES = frozenset("May March April June August Mar Jan Jun Sun Sat".split())
_BEFORE_SEASON = re.compile(r"(?i:\b(?:in|into|during|by|since|until|till|through|over|before)\s(?:the\s)?)$")
_OWNER = frozenset("the his her their its my our your".split())
_PAPER = re.compile(r"\s(?:Times|Telegraph|Express|Mirror|Mail|Post|Herald|Night Live|Night Football|Review)\b")
_NAMED_DAY = re.compile(r"\b(?:Black|Super|Good|Ash|Cyber|Bloody|Fat|Palm|Easter|News|Giving|Casual|Ruby)\s$")


def is_time(text: str, kind: str, span: Span, parts: Parts, limit: int) -> bool:
    """Whether the match of `kind` at `span`, with what was printed of its `parts`, is a time where it stands."""
    test = _TESTS.get(kind)
    return test is None or test(text, span, parts, limit)


def _before(text: str, start: int) -> str:
    found = _WORD_BEFORE.search(text, max(start - 24, 0), start)
    return found[1] if found else ""


def _next(text: str, end: int, limit: int) -> str:
    found = _NEXT.match(text, end, limit)
    return found[1] if found else ""


def _month(text: str, span: Span, parts: Parts, limit: int) -> bool:
    """A bare month needs a preposition where it is also a name or a verb; a short form needs its point."""
    if "year" in parts or "part" in parts or "edge" in parts or "rel" in parts:
        return True
    if _MONTH_NEXT.match(text, span[1], limit) is not None:
        return True
    month, before = parts["month"].rstrip("."), _before(text, span[0]).lower()
    if month not in _NAMES:
        return month in _LONG or "dot" in parts
    known = _BEFORE_MONTH if month in ("May", "March") else _BEFORE_CLEAR_MONTH
    return before in known and _CAPITAL_NEXT.match(text, span[1], limit) is None and (month in _LONG or "dot" in parts)


_LONG = frozenset(
    "January February March April May June July August September October November December".split(),
)


def _year(text: str, span: Span, parts: Parts, limit: int) -> bool:
    """Not '2016 people', '$2016', 'No. 2016'; years far from ours only after 'in' and its like."""
    before = _before(text, span[0]).lower().rstrip(".")
    if "part" in parts or "edge" in parts or len(parts.get("year2", "")) == 2:
        return True
    if "short" in parts:
        return before in _TIME_BEFORE or before == "the"
    behind = _next(text, span[1], limit)
    counted = any(behind in listed(name) for name in ("irregular_plurals", "measures")) or behind in _COUNTED
    if counted or before in _COUNTING or before in listed("numbered") or text[span[0] - 1 : span[0]] == "-":
        return False
    return before in _TIME_BEFORE or 1900 <= int(parts["year"]) <= 2050


_COUNTED = frozenset(
    "registered likely adult adults eligible different separate other more percent million billion thousand per "
    "hundred dozen square cubic voters votes residents members delegates seats jobs homes houses dollars pupils "
    "students troops soldiers workers employees refugees migrants families cases deaths".split()
)
_COUNTING = frozenset("some nearly almost least most exactly only total another".split())


def _season(text: str, span: Span, parts: Parts, limit: int) -> bool:
    if "year" in parts or "part" in parts or "rel" in parts:
        return True
    placed = _BEFORE_SEASON.search(text, max(span[0] - 16, 0), span[0]) is not None
    return placed and text[span[1] : min(span[1] + 4, limit)] != " of " and text[span[0] : span[1]].islower()


def _period(text: str, span: Span, parts: Parts, limit: int) -> bool:
    """'The last year' and 'his last week' name a length and no unit of the calendar; 'This Week' is a programme."""
    if parts.get("unit", "year").istitle():
        return False
    owner = _before(text, span[0]).lower()
    owned = owner in _OWNER or owner.endswith(("'s", "’s"))
    return "edge" in parts or (not owned and not text.startswith("-", span[1]))


def _weekday(text: str, span: Span, parts: Parts, limit: int) -> bool:
    named = _NAMED_DAY.search(text, max(span[0] - 10, 0), span[0]) is not None
    return not named and _PAPER.match(text, span[1], limit) is None


def _day(text: str, span: Span, parts: Parts, limit: int) -> bool:
    """'USA Today' and 'the Today show' are names."""
    before = _before(text, span[0])
    return before != "USA" and not (parts["word"] == "Today" and before.islower())


def _ahead(text: str, span: Span, parts: Parts, limit: int) -> bool:
    """'In two weeks' is a time to come, 'He wrote it in two weeks' is how long it took."""
    if parts["unit"].lower() == "minute":  # 'in a minute' is 'soon'
        return False
    return parts["how"].lower() != "in" or tense_of(text, span, (max(span[0] - 400, 0), limit)) == "future"


_TESTS: dict[str, Test] = {
    "month": _month,
    "year": _year,
    "years": _year,
    "season": _season,
    "period": _period,
    "weekday": _weekday,
    "day": _day,
    "ahead": _ahead,
}
