"""Quotations by their marks, one paragraph at a time."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotes import quotations

CASES = json.loads((Path(__file__).parent / "cases" / "quotations.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_cases(case):
    text = case["text"]
    assert [text[q.start : q.end] for q in quotations(text, 0, len(text)) if q.opened] == case["found"]


def test_an_unclosed_quotation_says_so():
    (found,) = quotations("“We go on", 0, 9)
    assert (found.opened, found.closed) == (True, False)


def test_offsets_are_those_of_the_whole_text():
    text = "Before. “Here.” After."
    (found,) = quotations(text, 8, 15)
    assert text[found.start : found.end] == "“Here.”"


@given(st.text(alphabet="ab \"'“”‘’`.,-—(", max_size=60))
def test_any_marks_give_ordered_spans_inside(text):
    found = quotations(text, 0, len(text))
    edges = [edge for q in found for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(0 <= q.start < q.end <= len(text) for q in found)


def test_thousands_of_unbalanced_marks_are_read():
    text = "a \"b 'c “d " * 5000
    assert len(quotations(text, 0, len(text))) >= 5000
