"""How the figures of many articles are worded, in every output the same; never that a rule was kept or broken."""

from __future__ import annotations

from onrecord.audit.archive import FEW_ARTICLES, ArchiveAudit, Scope, Share

SEVERAL = "An article with several authors counts once under each"
HOW_SURE = (
    "'Not stated on the page' says nothing of what the newsroom knows. In brackets are 95% intervals: how far a figure"
    " would move with other articles like these, not how often the reader errs."
)
FEW = f"fewer than {FEW_ARTICLES} articles: its interval is rough"


def percent(value: float) -> str:
    """A ratio in percent: whole, or with one decimal below 10."""
    return f"{100 * value:.1f}%" if 0 < value < 0.0995 else f"{100 * value:.0f}%"


def between(share: Share) -> str:
    """The interval: '12% to 15%'; empty where there is none."""
    return "" if share.low is None or share.high is None else f"{percent(share.low)} to {percent(share.high)}"


def counts(share: Share, unit: str) -> str:
    """The count and its denominator: '237 of 1,792 statements'."""
    return f"{share.count:,} of {share.of:,} {unit}"


def articles(number: int) -> str:
    """'1 article', '1,204 articles'."""
    return f"{number:,} article{'' if number == 1 else 's'}"


def scope_in_words(scope: Scope) -> str:
    """What the scope leaves of the ledger: 'of Tidelook, from 2026-01-01'; empty where it sets no limit."""
    limits = (("of", scope.outlet), ("from", scope.since), ("until", scope.until))
    return ", ".join(f"{word} {limit}" for word, limit in limits if limit is not None)


def not_counted(report: ArchiveAudit) -> tuple[str, ...]:
    """What counts in no figure, a line each."""
    lines = [f"not counted: {articles(a.count)} with the note {a.code}" for a in report.whole.apart]
    if report.undated:
        lines.append(f"not counted: {articles(report.undated)} without a date, which may lie in the range or not")
    if report.unreadable:
        inputs = "input" if report.unreadable == 1 else "inputs"
        lines.append(f"not counted: {report.unreadable:,} {inputs} of the whole ledger that gave no article")
    return tuple(lines)


def about_groups(report: ArchiveAudit) -> tuple[str, ...]:
    """What must be known of the groups to read them, a line each."""
    lines = []
    if report.several:
        does = "does" if report.several == 1 else "do"
        lines.append(f"{SEVERAL}: {articles(report.several)} {does}, so that the groups add up to more than all.")
    few = sum(g.few for g in report.groups)
    if few:
        lines.append(f"* {FEW} ({few:,} of {len(report.groups):,} groups).")
    return tuple(lines)


def how_read(report: ArchiveAudit) -> tuple[str, ...]:
    """What counted as statements, how sure the figures are, and which models read."""
    models = ", ".join(f"{name} ({articles(number)})" for name, number in report.models)
    return (
        f"Statements are attributions of kind {', '.join(report.kinds)}. {HOW_SURE}",
        f"Read by {models or 'no model'}.",
    )
