"""The sourcing report of many articles as a person reads it: all in full, then the groups measure by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from onrecord.audit.archive import COMPARED, ArchiveAudit, Group, Heard, Measure, Share
from onrecord.audit.wording import (
    about_groups,
    articles,
    between,
    counts,
    how_read,
    not_counted,
    percent,
    scope_in_words,
)
from onrecord.terminal.sources import print_indented
from onrecord.terminal.text import ASCII, DIM, SOURCE, UNICODE, Glyphs, safe, shorten

MORE = "Every measure of each group: --format csv, json or html."
LONGEST_NAME = 32


def show_archive(console: Console, report: ArchiveAudit) -> None:
    """Print `report`."""
    glyphs = ASCII if console.options.ascii_only else UNICODE
    title = f"{articles(report.whole.articles)} {scope_in_words(report.scope)}"
    print_indented(console, Text(safe(title).rstrip(), style="bold"), 0)
    _lines(console, not_counted(report), 2)
    console.print()
    shares = {s.code: s for s in report.whole.shares}
    _figures(console, [m for m in report.measures if m.chapter != "checks" and m.code in shares], shares, glyphs)
    for place, one in enumerate(report.whole.heard, start=1):
        print_indented(console, Text(_heard(place, one, glyphs)), 4)
    console.print()
    for measure in report.measures:
        if measure.chapter == "checks":
            _check(console, measure, shares[measure.code], glyphs)
    if report.groups:
        _groups(console, report, glyphs)
    console.print()
    _lines(console, how_read(report), 0)


def _lines(console: Console, lines: Sequence[str], indent: int) -> None:
    for line in lines:
        print_indented(console, Text(safe(line), style=DIM), indent)


def _figures(console: Console, measures: Sequence[Measure], shares: Mapping[str, Share], glyphs: Glyphs) -> None:
    """A line each, under the rule that they share."""
    widest = max(len(m.code) for m in measures)
    rule = None
    for measure in measures:
        if measure.rule != rule:
            rule = measure.rule
            print_indented(console, Text(f"{rule}:", style=DIM), 0)
        print_indented(
            console, Text(f"{measure.code:{widest}}  {_told(shares[measure.code], measure.unit, glyphs)}"), 2
        )


def _told(share: Share, unit: str, glyphs: Glyphs) -> str:
    """' 13% (12% to 15%)   237 of 1,792 statements', in columns."""
    value = glyphs.dash if share.value is None else percent(share.value)
    interval = f"({between(share)})" if share.value is not None else ""
    return f"{value:>4} {interval:<16} {counts(share, unit)}"


def _heard(place: int, one: Heard, glyphs: Glyphs) -> str:
    name = f"{place}. {shorten(one.name, glyphs.ellipsis)} ({one.type})"
    share = f"{percent(one.share.value or 0)} ({between(one.share)})"
    return f"{name}: {share} {counts(one.share, 'statements')}, in {articles(one.articles)}"


def _check(console: Console, measure: Measure, share: Share, glyphs: Glyphs) -> None:
    """A check's name and what it befalls; of how many articles on a line of its own below."""
    more = " that have any" if measure.code.startswith("articles with ") else ""
    if not more:
        print_indented(console, Text(measure.code, style=SOURCE), 0)
    print_indented(console, Text(f"{_told(share, measure.unit, glyphs)}{more}"), 2)


def _groups(console: Console, report: ArchiveAudit, glyphs: Glyphs) -> None:
    console.print(Text(f"\nBy {report.by}", style="bold"))
    _lines(console, about_groups(report), 0)
    names = [_name(group, glyphs) for group in report.groups]
    wide = max(map(cell_len, names))
    columns = [set_cell_size(name, wide) for name in names]
    _heading(console, "articles")
    for group, column in zip(report.groups, columns, strict=True):
        apart = sum(a.count for a in group.apart)
        more = f", {apart:,} more not counted" if apart else ""
        print_indented(console, Text(f"{column}  {group.articles:>6,}{more}"), 2)
    units = {m.code: m.unit for m in report.measures}
    for code in COMPARED:
        _heading(console, code)
        for group, column in zip(report.groups, columns, strict=True):
            print_indented(console, Text(f"{column}  {_told(group.share(code), units[code], glyphs)}"), 2)
    console.print()
    _lines(console, (MORE,), 0)


def _heading(console: Console, words: str) -> None:
    console.print()
    print_indented(console, Text(words, style=SOURCE), 0)


def _name(group: Group, glyphs: Glyphs) -> str:
    name = shorten(group.label, glyphs.ellipsis)
    if cell_len(name) > LONGEST_NAME:
        name = set_cell_size(name, LONGEST_NAME - len(glyphs.ellipsis)).rstrip() + glyphs.ellipsis
    return f"{name} *" if group.few else name
