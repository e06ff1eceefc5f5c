"""A trace as a person reads it: each printing in time, with what it changed and from whom it has the words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from onrecord.ledger.trace import Difference, Printing, Trace, WordsChanged
from onrecord.terminal.sources import print_indented
from onrecord.terminal.text import ASCII, DIM, SOURCE, UNICODE, Glyphs, safe

STYLES = {
    "exact": "green",
    "truncated": "green",
    "elided": "green",
    "bracketed": "green",
    "altered": "bold yellow",
    None: "bold yellow",
}
LONGEST_CHANGE = 12
"""Words of one edit that are shown; the JSON form has them all."""
FOOT = "First is the earliest by date of publication; it need not be the original."


def show_trace(console: Console, trace: Trace) -> None:
    """Print `trace`."""
    glyphs = ASCII if console.options.ascii_only else UNICODE
    if not trace.printings:
        print_indented(console, _nothing(trace), 0)
        return
    if trace.statement_id is None and trace.difference is not None:
        asked = _difference(trace.difference, glyphs, "The words asked for")
        for i, shown in enumerate(asked):
            print_indented(console, shown, 2 * bool(i))
        console.print()
    for printing in trace.printings:
        _printing(console, printing, glyphs)
    console.print()
    for line in _foot(trace):
        print_indented(console, Text(line, style=DIM), 0)


def _nothing(trace: Trace) -> Text:
    if trace.statement_id is not None:
        return Text(f"Statement {trace.statement_id} quotes nothing word for word, so there is nothing to follow.")
    return Text("Nothing found: no quotation in the ledger has these words, or words like them.")


def _foot(trace: Trace) -> Iterator[str]:
    shown, outlets = len(trace.printings), {one.outlet for one in trace.printings if one.outlet}
    number = f"{trace.total:,} printing{'s' if trace.total != 1 else ''}"
    yield f"{number} in {len(outlets):,} outlet{'s' if len(outlets) != 1 else ''}. {FOOT}"
    if trace.first_day > 1:
        yield f"{trace.first_day:,} have the date of the first; which of them came first is not known."
    if shown < trace.total:
        yield f"The earliest {shown:,} are shown; for more: --most {trace.total}"


def _printing(console: Console, printing: Printing, glyphs: Glyphs) -> None:
    head = Text(
        f"{printing.number}. {printing.day or 'no date'}  {_flat(printing.outlet or 'no outlet stated')}  ",
        style="bold",
    )
    head.append(_flat(printing.speaker or "no speaker stated"), style=SOURCE)
    head.append(f"  [statement {printing.statement_id}]", style=DIM)
    print_indented(console, head, 0)
    print_indented(console, Text(f'"{_flat(printing.text)}"'), 3)
    if printing.difference is not None:
        for i, line in enumerate(_difference(printing.difference, glyphs)):
            print_indented(console, line, 3 + 2 * bool(i))
    print_indented(console, Text(_origin(printing), style=DIM), 3)


def _origin(printing: Printing) -> str:
    if printing.via is None:
        return "from whom: not stated on the page"
    told = ", which has it from ".join(_flat(name) for name in reversed(printing.chain[1:] or printing.chain))
    if printing.parent is None:
        return f"from {told}, whose printing is not in the ledger"
    return f"from {told} (printing {printing.parent})"


def _difference(difference: Difference, glyphs: Glyphs, what: str = "") -> Iterator[Text]:
    """How it differs, in one line, and a line for each edit that changes more than spelling."""
    against = "the first" if difference.from_number == 1 else f"printing {difference.from_number}"
    name = difference.cls or "no words in common"
    line = Text(f"{what}: " if what else "").append(name, style=STYLES[difference.cls])
    line.append(_extent(difference, against))
    for what_changed, change in (("hedge", difference.hedge), ("negation", difference.negation)):
        if change is not None:
            line.append(f"; a {what_changed} was {change}", style="bold")
    yield line
    for edit in difference.edits:
        if not edit.harmless and difference.cls is not None:
            yield _edit(edit, glyphs)


def _extent(difference: Difference, against: str) -> str:
    kinds = {edit.kind for edit in difference.edits if not edit.harmless}
    if difference.cls == "exact":
        return f": the words of {against}"
    if difference.cls == "truncated" and "cut" not in kinds:
        return f": {against} has a part of it"
    return f" against {against}"


def _edit(edit: WordsChanged, glyphs: Glyphs) -> Text:
    """Signs as in `git diff --word-diff`: [-left out-]{+put in+}, in round brackets where the page marks it."""
    line = Text()
    if edit.original:
        signs = ("(-", "-)") if edit.marked else ("[-", "-]")
        line.append(_short(edit.original, glyphs).join(signs), style="red")
    if edit.printed:
        signs = ("(+", "+)") if edit.marked else ("{+", "+}")
        line.append(_short(edit.printed, glyphs).join(signs), style="green")
    return line.append(" before or after" if edit.kind in ("cut", "continued") else "", style=DIM)


def _short(text: str, glyphs: Glyphs) -> str:
    words = _flat(text).split()
    if len(words) > LONGEST_CHANGE:
        words = [*words[: LONGEST_CHANGE - 4], glyphs.ellipsis, *words[-3:]]
    return " ".join(words)


def _flat(text: str) -> str:
    return " ".join(safe(text).split())
