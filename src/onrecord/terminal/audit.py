"""A sourcing report as a person reads it: the figures with their denominators and rules, then what each check shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from onrecord.audit import ArticleAudit, Audit, Check, Figure, Finding
from onrecord.terminal.sources import print_indented
from onrecord.terminal.text import ASCII, DIM, SOURCE, UNICODE, Glyphs, safe, shorten

FOOT = (
    "'Not stated on the page' says nothing of what the newsroom knows. Offsets are code points of the article's text."
)


def show_audit(console: Console, report: Audit, texts: Sequence[str]) -> None:
    """Print `report`; `texts` are those of its articles, in the same order."""
    glyphs = ASCII if console.options.ascii_only else UNICODE
    several = len(report.articles) > 1
    if several:
        console.print(Text(f"{len(report.articles)} articles", style="bold"))
        console.print()
        _figures(console, report.figures, glyphs)
    for article, text in zip(report.articles, texts, strict=True):
        if several:
            console.print()
            console.rule(characters="-")
        _article(console, article, text, glyphs, with_figures=not several)
    console.print()
    counted = f"Statements are attributions of kind {', '.join(report.kinds)}."
    print_indented(console, Text(f"{counted} {FOOT}", style=DIM), 0)
    console.print(Text(f"Read by {report.model}.", style=DIM))


def _article(console: Console, article: ArticleAudit, text: str, glyphs: Glyphs, *, with_figures: bool) -> None:
    facts = (article.title, article.outlet, article.published, article.name)
    title = f" {glyphs.dash} ".join(safe(" ".join(f.split())) for f in facts if f)
    print_indented(console, Text(title, style="bold"), 0)
    console.print()
    if with_figures:
        _figures(console, article.figures, glyphs)
        console.print()
    for check in article.checks:
        _check(console, check, text, glyphs)


def _figures(console: Console, figures: Sequence[Figure], glyphs: Glyphs) -> None:
    """A line each, under the rule that they share."""
    widest = max(len(f.code) for f in figures)
    rule = None
    for figure in figures:
        if figure.rule != rule:
            rule = figure.rule
            print_indented(console, Text(f"{rule}:", style=DIM), 0)
        share = f"{100 * figure.count / figure.of:.0f}%" if figure.of else glyphs.dash
        line = f"{figure.code:{widest}}  {share:>4}  {figure.count:,} of {figure.of:,} {figure.unit}"
        print_indented(console, Text(line), 2)


def _check(console: Console, check: Check, text: str, glyphs: Glyphs) -> None:
    counts = Counter(f.outcome for f in check.findings)
    told = ", ".join(f"{outcome} {n}" for outcome, n in counts.items())
    line = Text(check.code, style=SOURCE)
    line.append(f" ({check.of} {_singular(check)}): {told or _nothing(check)}", style="")
    console.print(line)
    for finding in check.findings:
        if finding.span is not None:
            print_indented(console, Text(_shown(finding, text, glyphs), style=""), 2)


def _singular(check: Check) -> str:
    return check.unit.removesuffix("s") if check.of == 1 else check.unit


def _nothing(check: Check) -> str:
    return "none looked at" if check.of == 0 else "none found"


def _shown(finding: Finding, text: str, glyphs: Glyphs) -> str:
    assert finding.span is not None
    start, end = finding.span
    words = shorten(text[start:end], glyphs.ellipsis)
    return f"{finding.outcome}: {words} [{start}:{end}]"
