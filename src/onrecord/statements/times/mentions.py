"""Where a paragraph names dates and times: 'early January', 'June 3, 2014', 'late last year', 'three days ago'.

Numbers within these are no quantities, so `quantities` asks here too. The kinds follow TimeML's TIMEX3 (Pustejovsky et
al., 2003), DATE and TIME without DURATION and SET: 'for two weeks' is a measure, and 'on Sundays' is not read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onrecord.statements.times.calendar import MONTHS
from onrecord.statements.times.contexts import is_time
from onrecord.types import Span

_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?P<dot>\.)?)"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_DAY = r"(?P<day>(?:[12][0-9]|3[01]|0?[1-9])(?![0-9]))(?:st|nd|rd|th)?\b(?![.,:/][0-9]|\s?%)"
_YEAR = r"(?P<year>(?:1[0-9]|2[01])[0-9]{2})(?![0-9A-Za-z%]|[.,:/][0-9])"
_PART = (
    r"(?i:(?P<part>early|mid|late)[\s-](?:in\s)?(?:the\s)?|(?P<edge>beginning|start|middle|end|close)\sof\s(?:the\s)?)"
)
_REL = r"(?i:(?P<rel>last|this\spast|this\scoming|this|next)\s)"
_COUNT = (
    r"(?:an?\s(?:few|couple\sof|couple|dozen)|an?|several|[0-9]{1,4}|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty-?)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine)|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|ten|eleven|twelve|fifteen|(?:six|seven|eigh|nine)teen|half\sa)"
)
_UNIT = r"(?P<unit>hour|day|week|month|year|decade|minute|centur(?=y|ies))(?:s|y|ies)?"
_ZONE = r"(?:\s(?:[ECMP][SD]?T|GMT|BST|UTC|CET|(?i:local\stime|eastern(?:\stime)?|pacific(?:\stime)?))\b)?"
_HALF_DAY = r"(?:\s(?:morning|afternoon|evening|night)\b)?(?!\s(?:morning|afternoon|evening|night)s)"

_PATTERNS = {
    "date": (
        rf"(?:{_WEEKDAY}[,.]?\s)?{_MONTH}\s(?:the\s)?{_DAY}(?:\s?(?:[-–]|to)\s?(?P<day2>[12][0-9]|3[01]|[1-9])\b)?"
        rf"(?:,?\s{_YEAR})?",
        rf"(?:{_WEEKDAY},?\s)?(?:the\s)?{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?",
        r"(?P<year>[12][0-9]{3})-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])(?:T[0-9:]{4,8}Z?)?\b",
    ),
    "slashed": (r"(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])/(?P<year>(?:19|20)[0-9]{2})\b",),
    "month": (rf"{_PART}?{_REL}?{_MONTH}(?:(?:\sof|,)?\s{_YEAR})?",),
    "half": (
        rf"(?i:(?P<nth>first|second|third|fourth|last|final)\s(?P<of>half|quarter)\sof\s)"
        rf"(?:{_YEAR}|(?i:(?P<rel>last|this|next|the)\syear\b))",
    ),
    "period": (
        rf"(?:(?i:(?P<part>earlier|later|early|mid|late)[\s-])|(?i:(?P<edge>beginning|start|middle|end|close)\sof\s))?"
        rf"{_REL}(?i:(?P<unit>weekend|week|month|quarter|year|decade|century))\b",
        r"(?i:(?P<edge>beginning|start|middle|end|close)\sof\s(?P<rel>the)\s(?P<unit>week|month|year|decade|century))\b",
        r"(?i:(?P<edge>year)[\s-]end)\b",
        r"(?i:(?P<rel>the)\s(?P<unit>weekend))\b",
    ),
    "season": (rf"{_PART}?{_REL}?(?i:(?P<season>spring|summer|fall|autumn|winter))\b(?:(?:\sof)?\s{_YEAR})?",),
    "decade": (rf"{_PART}?(?P<decade>(?:1[0-9]{{2}}|20[0-9])0|[’'][0-9]0)[’']?s\b",),
    "century": (rf"{_PART}?(?P<century>[1-9]|1[0-9]|2[01])(?:st|nd|rd|th)[\s-](?i:century|centuries)\b",),
    "years": (
        r"(?P<year>(?:1[0-9]|2[01])[0-9]{2})\s?[-–]\s?(?P<year2>(?:1[0-9]|2[01])?[0-9]{2})(?![0-9A-Za-z%]|[-–.,][0-9])",
    ),
    "year": (rf"{_PART}?{_YEAR}(?![-–]\s?[0-9])", r"(?P<short>[’'][0-9]{2})(?![0-9A-Za-z%]|[-.,][0-9])"),
    "weekday": (
        rf"(?i:(?P<part>earlier|early|later?)\s)?{_REL}?{_WEEKDAY}{_HALF_DAY}(?:\sof\s(?P<week>last|this|next)\sweek)?",
    ),
    "day": (
        r"(?i:(?:earlier\s|later\s|early\s|late\s)?(?P<word>today|yesterday|tomorrow|tonight|last\snight|this\smorning"
        rf"|this\safternoon|this\sevening|day\sbefore\syesterday|day\safter\stomorrow))\b{_HALF_DAY}",
    ),
    "ago": (rf"(?i:(?P<count>{_COUNT})(?:(?:-|\sto\s|\sor\s)(?P<count2>{_COUNT}))?\s{_UNIT}\sago)\b",),
    "ahead": (
        rf"(?i:(?P<how>in|within)\s(?P<count>{_COUNT})\s{_UNIT})\b(?!\s(?:of|after|before|to|than)\b|-|['’])",
        rf"(?i:(?P<count>{_COUNT})\s{_UNIT}\s(?P<how>from\s(?:now|today)))\b",
    ),
    "clock": (
        r"(?P<clock>(?:1[0-9]|2[0-3]|0?[0-9])(?::[0-5][0-9])?(?:\s?(?:-|–|to)\s?(?:1[0-2]|[1-9])(?::[0-5][0-9])?)?"
        rf"\s?(?:[ap]\.m\.|[AP]\.M\.|[ap]m\b|[AP]M\b|o[’']clock\b)){_ZONE}",
        r"(?P<clock>(?:[01]?[0-9]|2[0-3]):[0-5][0-9]\s(?:[ECMP][SD]?T|GMT|BST|UTC|CET)\b)",
        r"(?P<clock>(?<=at\s|by\s)(?i:noon|midnight)\b|(?<=until\s|after\s)(?i:noon|midnight)\b)",
    ),
}
_KINDS = tuple((kind, re.compile(p)) for kind, patterns in _PATTERNS.items() for p in patterns)
# Where a time can begin, with as much of what follows as tells most other uses of 'this', 'a' or 'in' apart: every
# place that is let through costs a trial of all patterns.
_TRIGGER = re.compile(
    r"(?<![\w$£€¥#@/.+-])(?:[0-9]|[’'](?=[0-9]{2})|(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec)|(?:Mon|Tue|Wed"
    r"|Thu|Fri|Sat|Sun)[a-z.]|(?i:(?:early|earlier|later?|mid)[\s-]|(?:beginning|start|middle|end|close)\sof\s"
    r"|(?:last|this|next)\s(?:past|coming|we|mo|qu|year|dec|cen|ni|af|ev|spr|sum|fall|aut|win|[jfmasondtw])"
    r"|(?:first|second|third|fourth|last|final)\s(?:half|quarter)|spring|summer|fall|autumn|winter"
    r"|to(?:day|morrow|night)|yesterday|day\s(?:before|after)|year[\s-]end|the\sweekend|noon|midnight"
    rf"|(?:(?:in|within)\s)?{_COUNT}(?:(?:-|\sto\s|\sor\s){_COUNT})?\s{_UNIT.replace('?P<unit>', '?:')}))"
)


class Mention(NamedTuple):
    """A time that is named at `span`: its kind, and the parts of its pattern that were printed."""

    span: Span
    kind: str
    parts: dict[str, str]


@lru_cache(maxsize=1)  # `quantities` and `times` are asked of one paragraph after the other
def mentions(text: str, span: Span) -> tuple[Mention, ...]:
    """The times named in `text[span]`, in text order without overlaps, relation words ('since') not included."""
    found = []
    at, end = max(span[0], 0), min(span[1], len(text))
    while (trigger := _TRIGGER.search(text, at, end)) is not None:
        mention = _mention(text, (trigger.start(), end))
        if mention is not None:
            found.append(mention)
        at = mention.span[1] if mention else trigger.start() + 1
    return tuple(found)


def _mention(text: str, span: Span) -> Mention | None:
    for kind, pattern in _KINDS:
        match = pattern.match(text, *span)
        if match is not None:
            mention = Mention(match.span(), kind, {k: v for k, v in match.groupdict().items() if v})
            if is_time(text, kind, mention.span, mention.parts, span[1]):
                return mention
    return None
