"""The times that a paragraph names, with the days they mean and how what is said lies to them.

After TimeML (Pustejovsky et al., 2003): a time is a TIMEX3 of type DATE or TIME, and its `start` and `end` are the days
of the time itself, whatever the relation; vague ones ('recently', 'in recent weeks') are not read. Unlike there, the
span takes in a relation word ('since last year') and both ends of a range ('between 2012 and 2014').
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from onrecord.statements.times.calendar import Days
from onrecord.statements.times.mentions import Mention, mentions
from onrecord.statements.times.resolve import days_of
from onrecord.statements.times.tense import Tense, tense_of
from onrecord.types import Span, Spans, Time, TimeRelation

_RELATIONS: dict[str, TimeRelation] = {
    "since": "since",
    "until": "until",
    "till": "until",
    "through": "until",
    "before": "before",
    "prior to": "before",
    "after": "after",
    "following": "after",
    "by": "by",
    "no later than": "by",
    "more than": "before",
    "as soon as": "as soon as",
    "as early as": "as soon as",
}
_BEFORE = re.compile(rf"(?i:\b(?P<word>{'|'.join(_RELATIONS)})\s+(?:the\s+|at\s+(?:the\s+)?|on\s+)?)$")
_HEDGE = re.compile(
    r"(?i:\b(?P<word>possibly|perhaps|maybe|probably|likely|tentatively|sometime|around|roughly|approximately)\s+"
    r"(?:in\s+|on\s+|by\s+)?(?:the\s+)?)$"
)
_LEAD = 24
"""Characters before a mention in which its relation stands."""
_THE = re.compile(r"(?i:\bthe\s)$")
_TAKES_THE = frozenset(("decade", "century", "half", "season"))
_DAY_KINDS = frozenset(("date", "weekday", "day"))
_CLOCK_LINK = re.compile(r",?\s(?:on\s|at\s|from\s|(?:local\s)?time,?\s(?:on\s)?)?(?:the\s)?(?:around\s|about\s)?")
_RANGE_LINK = re.compile(r"\s?[-–—]\s?|\s(?:to|through|until|and|till)\s(?:the\s)?(?:end\sof\s)?")
_RANGE_START = re.compile(r"(?i:\b(?P<word>between|from)\s(?:the\s)?)$")


class _Named(NamedTuple):
    """One time: its span, the mentions in it (two for a range), and which of them gives the day of a clock time."""

    span: Span
    first: Mention
    last: Mention


def times(text: str, span: Span, published: str | None) -> tuple[Time, ...]:
    """The times named in `text[span]`, in text order without overlaps; `published` is an ISO 8601 date or date-time.

    Without `published`, or with one that is no date, what is relative to it stays open. Never raises; linear.
    """
    found: list[Time] = []
    on, limits = _published(published), (max(span[0], 0), min(span[1], len(text)))
    free = limits[0]
    for named in _ranges(text, _with_clocks(text, mentions(text, span)), free):
        words = _around(text, named, free)
        days = _days(named, on, _tense(text, named, words.relation, limits))
        start, end = (day.isoformat() for day in days) if days else (None, None)
        found.append(Time((words.start, named.span[1]), start, end, words.relation, words.hedge))
        free = named.span[1]
    return tuple(found)


def _published(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _with_clocks(text: str, found: tuple[Mention, ...]) -> list[Mention]:
    """`found` with '9 p.m.' and 'on Monday' that stand together as one mention of the day."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is not None and _is_clock_and_day(last, mention) and _gap(text, last, mention, _CLOCK_LINK):
            day = mention if last.kind == "clock" else last
            joined[-1] = Mention((last.span[0], mention.span[1]), day.kind, day.parts)
        else:
            joined.append(mention)
    return joined


def _is_clock_and_day(a: Mention, b: Mention) -> bool:
    return (a.kind == "clock") != (b.kind == "clock") and (a.kind in _DAY_KINDS or b.kind in _DAY_KINDS)


def _gap(text: str, a: Mention, b: Mention, link: re.Pattern[str]) -> bool:
    return b.span[0] - a.span[1] <= _LEAD and link.fullmatch(text, a.span[1], b.span[0]) is not None


def _ranges(text: str, found: list[Mention], at: int) -> list[_Named]:
    """Mentions, two of them as one where they are the ends of 'from … to …', 'between … and …', 'March-June'."""
    named: list[_Named] = []
    for mention in found:
        last = named[-1] if named else None
        if last is not None and last.first is last.last and _is_range(text, last.first, mention, at):
            start = _RANGE_START.search(text, max(at, last.span[0] - _LEAD), last.span[0])
            first = last.first
            if mention.kind == first.kind and "year" in mention.parts and "year" not in first.parts:
                first = first._replace(parts={**first.parts, "year": mention.parts["year"]})
            named[-1] = _Named((start.start() if start else last.span[0], mention.span[1]), first, mention)
        else:
            named.append(_Named(mention.span, mention, mention))
    return named


def _is_range(text: str, first: Mention, last: Mention, at: int) -> bool:
    if not _gap(text, first, last, _RANGE_LINK) or "clock" in (first.kind, last.kind):
        return False
    start = _RANGE_START.search(text, max(at, first.span[0] - _LEAD), first.span[0])
    word = start["word"].lower() if start else ""
    joint = text[first.span[1] : last.span[0]].split()[:1]
    if joint == ["and"]:
        return word == "between"
    # 'to' alone joins 'from March to June' and '2012 to 2014', not 'moved the vote from Monday' … 'to Tuesday'.
    return word == "from" or first.kind == last.kind


class _Around(NamedTuple):
    """Where a time begins with the words before it that belong to it; its relation and hedge."""

    start: int
    relation: TimeRelation | None
    hedge: Spans


def _around(text: str, named: _Named, free: int) -> _Around:
    """The words before a time, none of them before `free`: 'since' is part of its span, 'as soon as' hedges it."""
    start = named.span[0]
    if _takes_the(text, named.first) and (the := _THE.search(text, max(free, start - 4), start)):
        start = the.start()
    relation, word = None, _BEFORE.search(text, max(free, named.span[0] - _LEAD), named.span[0])
    if word is not None:
        relation = _RELATIONS[" ".join(word["word"].lower().split())]
        if relation == "as soon as":
            return _Around(start, relation, (word.span("word"),))
        start = word.start()
    hedge = _HEDGE.search(text, max(free, start - _LEAD), start)
    return _Around(start, relation, (hedge.span("word"),) if hedge else ())


def _takes_the(text: str, mention: Mention) -> bool:
    """Of 'the 1990s', 'the end of March', 'the 3rd of June', 'the day before yesterday' the article is part."""
    day_first = mention.kind == "date" and text[mention.span[0]].isdigit()
    begins = day_first or text.startswith("day ", mention.span[0])
    return begins or mention.kind in _TAKES_THE or "edge" in mention.parts


def _tense(text: str, named: _Named, relation: TimeRelation | None, limits: Span) -> Tense | None:
    if relation == "as soon as":
        return "future"
    earlier = named.first.parts.get("part", "").lower() == "earlier"
    return "past" if earlier else tense_of(text, named.span, limits)


def _days(named: _Named, published: date | None, tense: Tense | None) -> Days | None:
    first = days_of(named.first.kind, named.first.parts, published, tense)
    if named.first is named.last:
        return first
    last = days_of(named.last.kind, named.last.parts, published, tense)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None
