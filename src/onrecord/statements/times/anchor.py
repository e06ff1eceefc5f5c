"""What relative times are counted from, and the words that say which of several is meant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from onrecord.statements.times.tense import Tense

Parts = dict[str, str]
"""What a mention prints, by the name of its place in the pattern: `month`, `day`, `rel` ('last'), `part` ('early')."""

HALF_A_YEAR = timedelta(days=184)
_STEPS = {"last": -1, "this past": -1, "this": 0, "the": 0, "next": 1, "this coming": 1}
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2, "year": 2}


class Anchor(NamedTuple):
    """The day of publication, and of what time the sentence speaks."""

    published: date
    tense: Tense | None


def step(parts: Parts, name: str = "rel") -> int | None:
    """How many units from that of publication: -1 for 'last', 0 for 'this', 1 for 'next'; None without such a word."""
    return _STEPS.get(" ".join(parts.get(name, "").lower().split()))


def part(parts: Parts) -> int | None:
    """Which third 'early', 'the end of' and their like name; 'year' is that of 'year-end'."""
    return _THIRDS.get((parts.get("part") or parts.get("edge") or "").lower())


def nearest(days: list[date], anchor: Anchor) -> date | None:
    """Of dates in order the one that is meant; without a sign of tense one half a year or more ago is not."""
    past = [d for d in days if d <= anchor.published]
    future = [d for d in days if d >= anchor.published]
    long_ago = not past or anchor.published - past[-1] > HALF_A_YEAR
    ahead = anchor.tense == "future" or (anchor.tense is None and long_ago)
    return next(iter(future if ahead else reversed(past)), None)
