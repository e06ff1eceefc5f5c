"""What else a reading found: own assertions, numbers and times, plans, edits, and what the page displays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from onrecord.terminal.sources import print_indented
from onrecord.terminal.text import CONTENT, Glyphs, shorten
from onrecord.types import Attribution, Plan, Quantity, Reading, Span, Time

OWN = "own voice"
OPEN = "left open"


def show_findings(console: Console, reading: Reading, labels: Mapping[str, str], glyphs: Glyphs) -> None:
    """Print each kind of finding that there is, with the numbers of the attributions that it belongs to."""
    own = [_words(reading, span, glyphs) for span in reading.own_voice]
    _section(console, "In the article's own voice", own, CONTENT)
    _section(console, "Quantities and times", list(_measured(reading, labels, glyphs)))
    _section(console, "How far plans have come", list(_plans(reading, labels, glyphs)))
    _section(console, "Edited quotations", list(_edited(reading, labels, glyphs)))
    _section(console, "Pull quotes", list(_pull_quotes(reading, labels, glyphs)))
    _section(console, "Lead-ins without their statement", list(_leads(reading, glyphs)))


def _section(console: Console, heading: str, lines: Sequence[str], style: str = "") -> None:
    if not lines:
        return
    console.print(Text(f"\n{heading}", style="bold"))
    for line in lines:
        print_indented(console, Text(line, style=style), 2)


def _measured(reading: Reading, labels: Mapping[str, str], glyphs: Glyphs) -> Iterator[str]:
    found: list[Quantity | Time] = [*reading.quantities, *reading.times]
    for one in sorted(found, key=lambda f: f.span):
        meaning = _amount(one) if isinstance(one, Quantity) else _days(one)
        owners = (a for a in reading.attributions if one in a.quantities or one in a.times)
        yield f"{_words(reading, one.span, glyphs)}: {meaning}{_mark(reading, one.span, owners, labels)}"


def _mark(reading: Reading, span: Span, owners: Iterator[Attribution], labels: Mapping[str, str]) -> str:
    """The number of the innermost of `owners`, or that it is the article's own; of what is left out neither."""
    numbers = [labels[a.id] for a in owners]
    own = any(s < span[1] and span[0] < e for s, e in reading.own_voice)
    label = max(numbers, key=lambda n: (n.count("."), n), default=OWN if own else None)
    return f" [{label}]" if label else ""


def _amount(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        number = _number(low) if low == high else f"{_number(low)} to {_number(high)}"
    elif low is not None:
        number = f"more than {_number(low)}" if quantity.bound == "more than" else f"{_number(low)} or more"
    elif high is not None:
        number = f"less than {_number(high)}" if quantity.bound == "less than" else f"{_number(high)} or less"
    else:
        number = OPEN
    approximately = "about " if quantity.approximate and low == high and low is not None else ""
    return f"{approximately}{number} {quantity.unit or ''}".rstrip()


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _days(time: Time) -> str:
    if time.start is None or time.end is None:
        return OPEN
    days = time.start if time.start == time.end else f"{time.start} to {time.end}"
    return f"{time.relation} {days}" if time.relation else days


def _plans(reading: Reading, labels: Mapping[str, str], glyphs: Glyphs) -> Iterator[str]:
    for plan in reading.plans:
        owners = (a for a in reading.attributions if plan in a.plans)
        what = _what(reading, plan, glyphs)
        mark = _mark(reading, plan.evidence, owners, labels)
        yield f"{plan.status}: {what}{_words(reading, plan.evidence, glyphs)}{mark}"


def _what(reading: Reading, plan: Plan, glyphs: Glyphs) -> str:
    """The plan's name where it stands before the words that say how far it has come."""
    return "".join(f"{_words(reading, s, glyphs)} {glyphs.ellipsis} " for s in plan.what if s[1] <= plan.evidence[0])


def _edited(reading: Reading, labels: Mapping[str, str], glyphs: Glyphs) -> Iterator[str]:
    for attribution in reading.attributions:
        marks = [f"{m.type} {_words(reading, m.span, glyphs)}" for m in attribution.editorial_marks]
        if marks:
            yield f"[{labels[attribution.id]}] {', '.join(marks)}"


def _pull_quotes(reading: Reading, labels: Mapping[str, str], glyphs: Glyphs) -> Iterator[str]:
    for quote in reading.pull_quotes:
        number = labels.get(quote.repeats or "")
        repeats = f"repeats [{number}]" if number else "repeats no attribution"
        credit = f", credited to {_words(reading, quote.credit, glyphs)}" if quote.credit else ""
        yield f"{_words(reading, quote.span, glyphs)} {glyphs.dash} {repeats}{credit}"


def _leads(reading: Reading, glyphs: Glyphs) -> Iterator[str]:
    names = {s.id: s.name for s in reading.sources}
    for lead in reading.dangling_leads:
        name = names.get(lead.source_id or "")
        said = f" {glyphs.dash} {shorten(name, glyphs.ellipsis)}" if name else ""
        yield f"{_words(reading, lead.span, glyphs)}{said}"


def _words(reading: Reading, span: Span, glyphs: Glyphs) -> str:
    return shorten(reading.article.text[slice(*span)], glyphs.ellipsis)
