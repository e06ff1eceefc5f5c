"""The sourcing report of many articles as CSV: one row a group and measure."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from onrecord.audit.archive import ALL, FEW_ARTICLES, ArchiveAudit, Group, Measure, Share
from onrecord.audit.wording import FEW

COLUMNS = (
    "group",
    "measure",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "unit",
    "articles",
    "interval",
    "note",
    "rule",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_Row = tuple[object, ...]


def archive_to_csv(report: ArchiveAudit, stream: TextIO) -> None:
    """Write `report` to `stream`: `COLUMNS`, then all articles, then each group.

    `value`, `low` and `high` are ratios from 0 to 1, empty where the denominator is 0. `articles` is how many have
    something in the denominator. What a spreadsheet would take for a formula stands behind an apostrophe.
    """
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(COLUMNS)
    for code, count, unit, rule in (
        ("inputs that gave no article", report.unreadable, "inputs", "of the whole ledger"),
        ("articles without a date", report.undated, "articles", "out of scope: in no range of dates"),
    ):
        out.writerow(_row(ALL, code, Share("", count, count, count), unit, ("", "", rule)))
    for group in (report.whole, *report.groups):
        label = ALL if group is report.whole else group.label
        out.writerows(_rows(guarded(label), report, group))


def guarded(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text


def _rows(label: str, report: ArchiveAudit, group: Group) -> Iterator[_Row]:
    measures = {m.code: m for m in report.measures}
    everything = group.articles + sum(a.count for a in group.apart)
    for apart in group.apart:
        rule = "articles that no figure counts, of all articles, by the note of their reading"
        share = Share("", apart.count, everything, everything)
        yield _row(label, f"articles apart: {apart.code}", share, "articles", ("", "", rule))
    for share in group.shares:
        measure = measures[share.code]
        yield _row(label, share.code, share, measure.unit, _about(measure, share))
    for place, one in enumerate(group.heard, start=1):
        measure = measures[one.share.code]
        yield _row(label, f"heard most, {place}: {one.name}", one.share, measure.unit, _about(measure, one.share))


def _about(measure: Measure, share: Share) -> tuple[str, str, str]:
    return measure.interval, FEW if share.articles < FEW_ARTICLES else "", measure.rule


def _row(label: str, code: str, share: Share, unit: str, about: tuple[str, str, str]) -> _Row:
    ratios = (_ratio(r) for r in (share.value, share.low, share.high))
    return label, code, *ratios, share.count, share.of, unit, share.articles, *about


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"
