"""Times as cases, and as properties of any text. Cases without "published" are of articles without a date."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.times import times

CASES = json.loads((Path(__file__).parent / "cases" / "times.json").read_text(encoding="utf-8"))
PIECES = (
    "since last year",
    "as soon as",
    "early January",
    "June 3, 2014",
    "from",
    "between",
    "and",
    "to",
    "2012",
    "-14",
    "9 p.m.",
    "on Monday",
    "next Friday night",
    "99 decades ago",
    "9999 years ago",
    "in two weeks",
    "within 30 days",
    "will",
    "said",
    "the end of the year",
    "last winter",
    "Feb. 29",
    "the '90s",
    "31/12/2014",
    ".",
    ",",
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map(" ".join)
published = st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=12))


def found(text, on):
    return [
        {"span": text[slice(*t.span)]}
        | {f: getattr(t, f) for f in ("start", "end", "relation") if getattr(t, f) is not None}
        | ({"hedge": [text[s:e] for s, e in t.hedge]} if t.hedge else {})
        for t in times(text, (0, len(text)), on)
    ]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["id"], marks=[pytest.mark.xfail(reason=c["open"], strict=True)] if "open" in c else [])
        for c in CASES
    ],
)
def test_case(case):
    assert found(case["text"], case["published"]) == case["times"]


def test_offsets_are_those_of_the_whole_text():
    text = "In 2014.\nIn 2015.\nIn 2016."
    (time,) = times(text, (9, 17), None)
    assert text[slice(*time.span)] == "2015"


@given(texts, st.data(), published)
def test_spans_lie_in_the_paragraph_and_apart(text, data, on):
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    spans = [t.span for t in times(text, (start, end), on)]
    assert all(start <= s < e <= end and not (text[s].isspace() or text[e - 1].isspace()) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(texts, published)
def test_days_are_dates_in_order(text, on):
    for time in times(text, (0, len(text)), on):
        assert (time.start is None) == (time.end is None)
        if time.start is not None:
            assert date.fromisoformat(time.start) <= date.fromisoformat(time.end)
        assert all(0 <= s < e <= len(text) for s, e in time.hedge)
