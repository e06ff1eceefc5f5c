"""The sourcing report of many articles as one HTML page that needs nothing else: no network, no script.

Every figure stands in a table; the charts repeat some of them. What an article's page says (names, outlets, authors) is
escaped, and a content security policy forbids the page to load or run anything, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import resources
from typing import TextIO

from onrecord.audit.archive import ALL, BUCKETS, COMPARED, ArchiveAudit, By, Chapter, Group, Measure, Share
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
from onrecord.formats.audit_charts import Row, clean, intervals, libraries

MOST_IN_CHART = 30
"""Groups that a chart shows; the tables have all of them."""
MOST_IN_FULL = 200
"""Groups of which the page has every measure; the others are in its comparison, and in CSV and JSON in full."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_TITLES: dict[Chapter, str] = {
    "sources": "Who speaks",
    "statements": "Whose statements, and how they are printed",
    "attributions": "Kinds of attributions",
    "words": "The article's own voice",
    "articles": "Articles by their sources",
    "checks": "Checks",
    "heard most": "Sources heard most",
}
_DRAWN: dict[Chapter, str] = {
    "sources": "Shares of sources",
    "statements": "Shares of statements",
    "articles": "Articles by fully identified sources",
    "checks": "Articles that a check befalls, of those in which it looked at anything",
    "heard most": "Shares of all statements",
}
_IN_GROUPS = (
    "statements of unnamed sources",
    "second-hand statements",
    "fully identified sources",
    "words in own voice",
)


def archive_to_html(report: ArchiveAudit, stream: TextIO) -> None:
    """Write `report` to `stream`.

    Raises MissingExtraError where the libraries that draw are not installed (extra `report`); nothing is written then.
    """
    libraries()
    for part in _page(report):
        stream.write(part)


def _page(report: ArchiveAudit) -> Iterator[str]:
    style = resources.files("onrecord.formats").joinpath("audit.css").read_text(encoding="utf-8")
    title = "Sourcing report"
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    )
    scope = f"{articles(report.whole.articles)} {scope_in_words(report.scope)}"
    yield f'<p class="scope">{_text(scope)}</p>\n{_paragraphs(not_counted(report))}</header>\n<main>\n'
    for chapter in _TITLES:
        yield from _chapter(report, chapter)
    if report.groups:
        yield from _groups(report)
    yield f"</main>\n<footer>\n{_paragraphs(how_read(report))}</footer>\n</body>\n</html>\n"


def _chapter(report: ArchiveAudit, chapter: Chapter) -> Iterator[str]:
    """A chapter of all articles: its chart, where it has one, and its table."""
    shares = {s.code: s for s in report.whole.shares}
    measures = [m for m in report.measures if m.chapter == chapter and m.code in shares]
    yield f"<section>\n<h2>{_TITLES[chapter]}</h2>\n"
    if chapter in _DRAWN:
        yield _figure(_DRAWN[chapter], list(_drawn(report, measures, chapter)))
    yield _table(_TITLES[chapter], measures, shares, rules=True)
    if chapter == "heard most" and report.whole.heard:
        yield _heard(report.whole, ALL)
    yield "</section>\n"


def _drawn(report: ArchiveAudit, measures: Iterable[Measure], chapter: Chapter) -> Iterator[Row]:
    if chapter == "heard most":
        for one in report.whole.heard:
            yield Row(f"{one.name} ({one.type})", one.share)
        return
    for measure in measures:
        bucket = measure.code in BUCKETS or chapter != "articles"
        if bucket and (chapter != "checks" or measure.unit == "articles"):
            label = measure.code.removeprefix(f"{chapter}: ").removeprefix("articles with ").split(" sources: ")[-1]
            yield Row(label, report.whole.share(measure.code))


def _figure(caption: str, rows: Sequence[Row], *, by: By | None = None) -> str:
    """A chart of the rows that have a value, its numbers as its alternative text."""
    rows = [r for r in rows if r.share.value is not None]
    if not rows:
        return ""
    told = "; ".join(f"{clean(r.label)} {percent(r.share.value or 0)} ({between(r.share)})" for r in rows)
    drawn = intervals(rows, over_time=by == "month").replace("<svg ", '<svg aria-hidden="true" ', 1)
    return (
        f'<figure>\n<div class="chart" role="img" aria-label="{escape(f"{caption}: {told}")}">{drawn}</div>\n'
        f"<figcaption>{_text(caption)}. Lines are 95% intervals.</figcaption>\n</figure>\n"
    )


def _table(caption: str, measures: Iterable[Measure], shares: dict[str, Share], *, rules: bool = False) -> str:
    """A row for each measure, with its rule where that was not said in the row before."""
    rows, rule = [], ""
    for measure in measures:
        share = shares[measure.code]
        said = f'<br><span class="rule">{_text(measure.rule)}</span>' if rules and measure.rule != rule else ""
        rule = measure.rule
        cells = f"{_cells(share)}<td>{counts(share, measure.unit)}</td>"
        rows.append(f'<tr><th scope="row">{_text(measure.code)}{said}</th>{cells}</tr>\n')
    return _of_rows(caption, ("measure", "share", "95% interval", "counted"), rows)


def _heard(group: Group, of: str) -> str:
    rows = [
        f'<tr><th scope="row">{_text(one.name)}</th><td>{one.type}</td>{_cells(one.share)}'
        f"<td>{counts(one.share, 'statements')}</td><td>{articles(one.articles)}</td></tr>\n"
        for one in group.heard
    ]
    heads = ("source", "type", "share", "95% interval", "counted", "speaks in")
    return _of_rows(f"Sources heard most: {of}", heads, rows)


def _groups(report: ArchiveAudit) -> Iterator[str]:
    """The groups beside each other, measure by measure, and then each in full."""
    yield f"<section>\n<h2>By {report.by}</h2>\n{_paragraphs(about_groups(report))}"
    shown = _shown(report, MOST_IN_CHART)
    for code in _IN_GROUPS:
        yield _figure(code, [Row(_label(g), g.share(code)) for g in shown], by=report.by)
    yield _paragraphs(_left_out(report, shown, "The charts show", "the table has all"))
    yield _comparison(report)
    yield "</section>\n<section>\n<h2>Each in full</h2>\n"
    shown = _shown(report, MOST_IN_FULL)
    for group in shown:
        yield _in_full(report, group)
    yield _paragraphs(_left_out(report, shown, "These are", "the table above, CSV and JSON have all"))
    yield "</section>\n"


def _shown(report: ArchiveAudit, most: int) -> Sequence[Group]:
    """As many groups as there is room for, in their order: of months the latest, of others those with most articles."""
    return report.groups[-most:] if report.by == "month" else report.groups[:most]


def _left_out(report: ArchiveAudit, shown: Sequence[Group], these: str, elsewhere: str) -> Iterator[str]:
    """Which groups are shown and how many are not, where that is any."""
    number = len(report.groups) - len(shown)
    if not number:
        return
    if report.by == "month":
        which, others = f"the latest {len(shown)}", f"{number:,} before {shown[0].label}"
    else:
        which, others = f"the {len(shown)} with most articles", f"{number:,} with fewer or as many"
    are = "is" if number == 1 else "are"
    yield f"{these} {which} of {len(report.groups):,} groups; {others} {are} left out, and {elsewhere}."


def _comparison(report: ArchiveAudit) -> str:
    units = {m.code: m.unit for m in report.measures}
    rows = []
    for group in report.groups:
        cells = "".join(f"<td>{_told(group.share(code), units[code])}</td>" for code in COMPARED)
        rows.append(f'<tr><th scope="row">{_text(_label(group))}</th><td>{_number(group)}</td>{cells}</tr>\n')
    return _of_rows(f"By {report.by}", (str(report.by), "articles", *COMPARED), rows)


def _in_full(report: ArchiveAudit, group: Group) -> str:
    shares = {s.code: s for s in group.shares}
    measures = [m for m in report.measures if m.code in shares]
    return (
        f"<details>\n<summary>{_text(_label(group))}: {articles(group.articles)}</summary>\n"
        f"{_table(_label(group), measures, shares)}{_heard(group, _label(group)) if group.heard else ''}</details>\n"
    )


def _label(group: Group) -> str:
    return f"{group.label} *" if group.few else group.label


def _number(group: Group) -> str:
    apart = sum(a.count for a in group.apart)
    return f"{group.articles:,}" + (f'<br><span class="rule">{apart:,} more not counted</span>' if apart else "")


def _told(share: Share, unit: str) -> str:
    if share.value is None:
        return f'–<br><span class="rule">{counts(share, unit)}</span>'
    return f'{percent(share.value)} ({between(share)})<br><span class="rule">{counts(share, unit)}</span>'


def _cells(share: Share) -> str:
    return f"<td>{'–' if share.value is None else percent(share.value)}</td><td>{between(share) or '–'}</td>"


def _of_rows(caption: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{_text(h)}</th>' for h in heads)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(clean(caption))}">\n<table>\n'
        f"<caption>{_text(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody>\n"
        "</table>\n</div>\n"
    )


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{_text(line)}</p>\n" for line in lines)


def _text(text: str) -> str:
    return escape(clean(text))
