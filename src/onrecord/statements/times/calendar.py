"""The calendar's units as first and last day: months, weeks, seasons, decades, and the thirds of them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day."""

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "mon tue wed thu fri sat sun".split()
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}


def month(year: int, number: int) -> Days:
    """All of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def month_number(name: str) -> int:
    """1 for 'January' and 'Jan'."""
    return next(n for n, full in enumerate(MONTHS, 1) if full[:3] == name[:3])


def quarters(year: int, nth: str, of: str) -> Days | None:
    """The 'first' or 'last' 'half' or 'quarter' of a year; None for a third half."""
    length = 6 if of == "half" else 3
    first = _NTH.get(nth, 12 // length - 1) * length + 1
    return (month(year, first)[0], month(year, first + length - 1)[1]) if first < 12 else None


def years(first: int, count: int) -> Days:
    """`count` whole years from `first` on."""
    return date(first, 1, 1), date(first + count - 1, 12, 31)


def week(day: date) -> Days:
    """The week that `day` is in, from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def weekend(day: date) -> Days:
    """Saturday and Sunday of the week that `day` is in."""
    monday, sunday = week(day)
    return monday + timedelta(days=5), sunday


def season(name: str, year: int) -> Days:
    """A northern season by whole months (winter: December to February); winter has the year of its January."""
    first = _SEASONS[name]
    begins = year - 1 if first == 12 else year
    return date(begins, first, 1), month(year, (first + 1) % 12 + 1)[1]


def third(days: Days, part: int | None) -> Days:
    """Early (0), mid (1) or late (2) of a month (days 1-10, 11-20, 21 on), a year or longer; all of it for None."""
    if part is None:
        return days
    first, last = days
    if (last - first).days < 40:
        return first + timedelta(days=10 * part), last if part == 2 else first + timedelta(days=10 * part + 9)
    if last.year == first.year:
        return months_on(first, 4 * part)[0], months_on(first, 4 * part + 3)[1]
    count = last.year - first.year + 1
    begins, ends = count * part // 3, count * (part + 1) // 3
    return years(first.year + begins, ends - begins)


def months_on(day: date, count: int) -> Days:
    """The month `count` months after that of `day`."""
    at = day.year * 12 + day.month - 1 + count
    return month(at // 12, at % 12 + 1)
