"""The audit as CSV: a row a group and measure, numbers that can be computed with, no formulas."""

import csv
import io
from dataclasses import replace

import pytest

from onrecord.formats.audit_csv import COLUMNS, archive_to_csv, guarded
from onrecord.ledger.audit import audit_readings
from onrecord.types import Note
from tests.ledger import made

READINGS = made.readings(7, 30)
ATTACK = '=cmd|"/C calc"!A0'


def printed(reading, **facts):
    return replace(reading, article=replace(reading.article, **facts))


def rows(report):
    stream = io.StringIO()
    archive_to_csv(report, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def test_the_columns():
    assert COLUMNS[:8] == ("group", "measure", "value", "low", "high", "numerator", "denominator", "unit")
    assert tuple(rows(audit_readings(READINGS))[0]) == COLUMNS


def test_every_group_has_every_measure_once():
    report = audit_readings(READINGS, by="outlet")
    found = rows(report)
    pairs = [(r["group"], r["measure"]) for r in found]
    assert len(pairs) == len(set(pairs))
    for group in ("all articles", *(g.label for g in report.groups)):
        assert {s.code for s in report.whole.shares} <= {measure for g, measure in pairs if g == group}


def test_the_numbers_are_those_of_the_report():
    report = audit_readings(READINGS)
    (row,) = (r for r in rows(report) if r["measure"] == "second-hand statements")
    share = report.whole.share("second-hand statements")
    assert (int(row["numerator"]), int(row["denominator"]), row["unit"]) == (share.count, share.of, "statements")
    assert [float(row[c]) for c in ("value", "low", "high")] == pytest.approx(
        [share.value, share.low, share.high], abs=1e-6
    )
    assert row["interval"] == "articles as clusters"
    assert row["rule"]


def test_what_has_no_denominator_has_no_value():
    (row,) = (r for r in rows(audit_readings([])) if r["measure"] == "unnamed sources")
    assert [row[c] for c in ("value", "low", "high", "denominator")] == ["", "", "", "0"]


def test_few_articles_are_noted():
    notes = {r["note"] for r in rows(audit_readings(READINGS[:3])) if r["measure"] == "named sources"}
    assert notes == {"fewer than 20 articles: its interval is rough"}


def test_what_is_not_counted_has_rows_of_its_own():
    foreign = replace(READINGS[0], notes=(Note("language-not-supported", "x"),), attributions=(), sources=())
    report = replace(audit_readings([foreign, READINGS[1]]), unreadable=3, undated=2)
    counts = {r["measure"]: (r["numerator"], r["denominator"]) for r in rows(report)}
    assert counts["articles apart: language-not-supported"] == ("1", "2")
    assert counts["inputs that gave no article"] == ("3", "3")
    assert counts["articles without a date"] == ("2", "2")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n@", "＝", "＠"])
def test_nothing_is_a_formula(start):
    assert guarded(f"{start}1+1").startswith("'")
    assert guarded("Harbor Ledger - Evening") == "Harbor Ledger - Evening"


def test_an_outlet_and_a_source_that_would_be_formulas():
    hostile = printed(READINGS[0], outlet=ATTACK)
    hostile = replace(hostile, sources=tuple(replace(s, name=s.name and "@SUM(A1)") for s in hostile.sources))
    for row in rows(audit_readings([hostile], by="outlet")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
        assert row["group"] in ("all articles", f"'{ATTACK}")
