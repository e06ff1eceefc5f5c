"""Quantities as cases, and as properties of any text. A case names every field that is not None, False or empty."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.quantities import quantities
from onrecord.statements.times import times

CASES = json.loads((Path(__file__).parent / "cases" / "quantities.json").read_text(encoding="utf-8"))
FIELDS = ("value", "low", "high", "bound", "unit", "approximate")
PIECES = (
    "more than 40",
    "between",
    "and",
    "20 to 30",
    "a few dozen",
    "in the hundreds and possibly greater",
    "expected to be",
    "The number of jobs",
    "two-thirds of",
    "one in five",
    "$5 million",
    "%",
    "10-foot",
    "two hundred and",
    "or more",
    "killed",
    "people",
    "June 3, 2014",
    "9 p.m.",
    ",",
    ".",
    "-",
    "99999999999999999999",
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map(" ".join)


def found(text):
    return [
        {"span": text[slice(*q.span)]}
        | ({"type": q.type} if q.type != "count" else {})
        | {f: getattr(q, f) for f in FIELDS if getattr(q, f) not in (None, False)}
        | ({"hedge": [text[s:e] for s, e in q.hedge]} if q.hedge else {})
        for q in quantities(text, (0, len(text)))
    ]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["id"], marks=[pytest.mark.xfail(reason=c["open"], strict=True)] if "open" in c else [])
        for c in CASES
    ],
)
def test_case(case):
    assert found(case["text"]) == case["quantities"]


def test_offsets_are_those_of_the_whole_text():
    text = "Two boats.\nThree boats.\nFour boats."
    (quantity,) = quantities(text, (11, 23))
    assert quantity.span == (11, 22)


@given(texts, st.data())
def test_spans_lie_in_the_paragraph_and_apart(text, data):
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    spans = [q.span for q in quantities(text, (start, end))]
    assert spans == sorted(spans)
    assert all(start <= s < e <= end and not (text[s].isspace() or text[e - 1].isspace()) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(texts)
def test_values_are_finite_and_limits_in_order(text):
    for q in quantities(text, (0, len(text))):
        assert all(n is None or 0 <= n < 1e17 for n in (q.value, q.low, q.high))
        assert q.low is None or q.high is None or q.low <= q.high
        assert all(q.span[0] <= s < e <= q.span[1] for s, e in q.hedge)


@given(texts)
def test_no_quantity_stands_within_a_time(text):
    span = (0, len(text))
    taken = [t.span for t in times(text, span, None)]
    assert not any(t[0] <= q.span[0] and q.span[1] <= t[1] for q in quantities(text, span) for t in taken)
