"""The days of what is named from the day of publication: 'last year', 'Monday', 'in May', 'three days ago'."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.statements.numerals import number_at
from onrecord.statements.times.anchor import Anchor, Parts, nearest, part, step
from onrecord.statements.times.calendar import (
    WEEKDAYS,
    Days,
    month,
    month_number,
    months_on,
    quarters,
    season,
    third,
    week,
    weekend,
    years,
)
from onrecord.statements.tokens import tokenise

_SHIFTS = {"yesterday": -1, "last night": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}


def relative_days(kind: str, parts: Parts, anchor: Anchor) -> Days | None:
    """First and last day of a mention of `kind`, None where it stays open. Raises ValueError where no such day is."""
    return _RELATIVE[kind](parts, anchor) if kind in _RELATIVE else None


def _date(parts: Parts, anchor: Anchor) -> Days | None:
    number, first = month_number(parts["month"]), int(parts["day"])
    found = nearest([date(y, number, first) for y in _years(anchor) if first <= monthrange(y, number)[1]], anchor)
    return (found, found.replace(day=int(parts.get("day2", first)))) if found else None


def _years(anchor: Anchor) -> range:
    """Enough of them to hold a 29 February on either side."""
    return range(max(anchor.published.year - 8, 1), anchor.published.year + 9)


def _month(parts: Parts, anchor: Anchor) -> Days | None:
    number, steps = month_number(parts["month"]), step(parts)
    if steps is None:
        # From the first on, so that the month of publication itself counts in both directions.
        found = nearest(
            [date(y, number, 1) for y in _years(anchor)], anchor._replace(published=anchor.published.replace(day=1))
        )
        return third(month(found.year, number), part(parts)) if found else None
    year, today = anchor.published.year, anchor.published.month
    if steps > 0:
        year += number <= today
    elif steps < 0:
        year -= number >= today
    return third(month(year, number), part(parts))


def _half(parts: Parts, anchor: Anchor) -> Days | None:
    return quarters(anchor.published.year + (step(parts) or 0), parts["nth"].lower(), parts["of"].lower())


def _period(parts: Parts, anchor: Anchor) -> Days:
    unit, steps = parts.get("unit", "year").lower(), step(parts) or 0
    if unit == "weekend" and steps == 0 and anchor.tense != "future" and anchor.published.weekday() < 5:
        steps = -1  # 'this weekend' with a past verb, from Monday to Friday, is the one before
    found = _unit(anchor.published, unit, steps)
    if parts.get("part", "").lower() == "earlier":
        return found[0], anchor.published
    if parts.get("part", "").lower() == "later":
        return anchor.published, found[1]
    return found if unit in ("week", "weekend") else third(found, part(parts))


def _unit(published: date, unit: str, steps: int) -> Days:
    """The calendar's unit that `published` is in, or the one `steps` on."""
    if unit.startswith("week"):
        return (weekend if unit == "weekend" else week)(published + timedelta(weeks=steps))
    if unit in ("month", "quarter"):
        length = 3 if unit == "quarter" else 1
        first = months_on(published, steps * length - (published.month - 1) % length)[0]
        return first, months_on(first, length - 1)[1]
    length = {"decade": 10, "century": 100}.get(unit, 1)
    return years(published.year // length * length + steps * length, length)


def _season(parts: Parts, anchor: Anchor) -> Days | None:
    """'Last' is the latest that is over, 'next' the first that has not begun; else the one we are in counts too."""
    on, steps = anchor.published, step(parts)
    around = [season(parts["season"].lower(), on.year + n) for n in (-1, 0, 1, 2)]
    if steps == 0 and anchor.tense != "future":
        found = [s for s in around if s[1].year == on.year]
    elif steps == 1 or (not steps and anchor.tense == "future"):
        found = [s for s in around if (s[0] > on if steps else s[1] >= on)]
    else:
        found = [s for s in reversed(around) if (s[1] < on if steps else s[0] <= on)]
    return third(found[0], part(parts)) if found else None


def _weekday(parts: Parts, anchor: Anchor) -> Days:
    """'Last Monday' is before, 'next Monday' after the day of publication; without either that day itself counts."""
    day, steps = WEEKDAYS.index(parts["weekday"][:3].lower()), step(parts)
    ahead = (day - anchor.published.weekday()) % 7
    if "week" in parts or steps == 0:
        found = week(anchor.published)[0] + timedelta(weeks=step(parts, "week") or 0, days=day)
    elif steps == 1 or (steps is None and anchor.tense == "future"):
        found = anchor.published + timedelta(days=ahead or 7 * (steps or 0))
    else:
        found = anchor.published - timedelta(days=-ahead % 7 or -7 * (steps or 0))
    return found, found


def _day(parts: Parts, anchor: Anchor) -> Days:
    found = anchor.published + timedelta(days=_SHIFTS.get(" ".join(parts["word"].lower().split()), 0))
    return found, found


def _ago(parts: Parts, anchor: Anchor) -> Days | None:
    """'A few weeks ago' and 'two or three years ago' are open."""
    count = None if "count2" in parts else _count(parts["count"])
    return _shifted(anchor.published, parts["unit"].lower(), -count) if count else None


def _ahead(parts: Parts, anchor: Anchor) -> Days | None:
    """'In two weeks' is that week, 'within two weeks' all days from publication to the day two weeks on."""
    count, unit, on = _count(parts["count"]), parts["unit"].lower(), anchor.published
    found = _shifted(on, unit, count) if count else None
    if found is None or parts["how"].lower() != "within":
        return found
    if unit in ("day", "week"):
        return on, on + timedelta(days=(7 if unit == "week" else 1) * (count or 0))
    last = found[0].replace(month=on.month) if unit == "year" else found[0]
    return on, last.replace(day=min(on.day, monthrange(last.year, last.month)[1]))


def _shifted(published: date, unit: str, count: int) -> Days | None:
    """Hours and minutes stay open: they may lead into another day."""
    if unit in ("hour", "minute"):
        return None
    if unit == "day":
        day = published + timedelta(days=count)
        return day, day
    return _unit(published, "century" if unit == "centur" else unit, count)


def _count(printed: str) -> int | None:
    """A whole number in digits or words, 1 for 'a'; None for a vague one."""
    if printed.lower() in ("a", "an"):
        return 1
    tokens = tokenise(printed, (0, len(printed)))
    number = number_at(tokens, 0)
    if number is None or number.end < len(tokens.all) or not number.value.is_integer():
        return None
    return int(number.value)


_RELATIVE: dict[str, Callable[[Parts, Anchor], Days | None]] = {
    "date": _date,
    "month": _month,
    "half": _half,
    "period": _period,
    "season": _season,
    "weekday": _weekday,
    "day": _day,
    "ago": _ago,
    "ahead": _ahead,
}
