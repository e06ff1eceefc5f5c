"""From what is named to the days it means: what is absolute here, what is relative by way of `relative`.

Conventions: a week runs from Monday to Sunday; early, mid and late are thirds (`calendar.third`); the first half of a
year is January to June; 'three weeks ago' is the whole week three before that of publication, as TimeML has it at the
grain of its unit. A month, weekday or date without a year is the first not before publication where the sentence speaks
of the future, the latest not after it where it speaks of the past, and the nearer of them (a month or date) or the
latest (a weekday) where nothing shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.statements.times.anchor import Anchor, Parts, part
from onrecord.statements.times.calendar import Days, month, month_number, quarters, season, third, years
from onrecord.statements.times.relative import relative_days
from onrecord.statements.times.tense import Tense


def days_of(kind: str, parts: Parts, published: date | None, tense: Tense | None) -> Days | None:
    """First and last day of a mention; None where the page leaves them open, or no such day exists."""
    try:
        if kind in _ABSOLUTE and not {"year", "short", "decade", "century"}.isdisjoint(parts):
            found = _ABSOLUTE[kind](parts)
        else:
            found = relative_days(kind, parts, Anchor(published, tense)) if published else None
    except (ValueError, OverflowError):  # 30 February, 9000 years ago
        return None
    return found if found and found[0] <= found[1] else None  # 'Feb. 20-14'


def _date(parts: Parts) -> Days:
    year = int(parts["year"])
    number = int(parts["number"]) if "number" in parts else month_number(parts["month"])
    return date(year, number, int(parts["day"])), date(year, number, int(parts.get("day2", parts["day"])))


def _slashed(parts: Parts) -> Days | None:
    """Month first, as the United States print it, where only one order gives a date; else open."""
    a, b, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    if a <= 12 and b <= 12 and a != b:
        return None
    found = date(year, b, a) if a > 12 else date(year, a, b)
    return found, found


def _month(parts: Parts) -> Days:
    return third(month(int(parts["year"]), month_number(parts["month"])), part(parts))


def _half(parts: Parts) -> Days | None:
    return quarters(int(parts["year"]), parts["nth"].lower(), parts["of"].lower())


def _season(parts: Parts) -> Days:
    return third(season(parts["season"].lower(), int(parts["year"])), part(parts))


def _decade(parts: Parts) -> Days:
    printed = parts["decade"].lstrip("’'")
    return third(years(int(printed) if len(printed) == 4 else _full_year(int(printed)), 10), part(parts))


def _full_year(short: int) -> int:
    """'90 is 1990, '08 is 2008."""
    return short + (1900 if short >= 30 else 2000)


def _century(parts: Parts) -> Days:
    return third(years(int(parts["century"]) * 100 - 99, 100), part(parts))


def _years(parts: Parts) -> Days | None:
    first, printed = int(parts["year"]), parts["year2"]
    last = int(printed) if len(printed) == 4 else first // 100 * 100 + int(printed)
    return years(first, last - first + 1) if last > first else None


def _year(parts: Parts) -> Days:
    short = parts.get("short", "").lstrip("’'")
    return third(years(_full_year(int(short)) if short else int(parts["year"]), 1), part(parts))


_ABSOLUTE: dict[str, Callable[[Parts], Days | None]] = {
    "date": _date,
    "slashed": _slashed,
    "month": _month,
    "half": _half,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "years": _years,
    "year": _year,
}
