"""Words, paragraphs and features."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.words import CLOSING, INSIDE, OPENING, OUTSIDE, paragraphs, split

LOST = json.loads((Path(__file__).parent / "cases" / "lost_marks.json").read_text(encoding="utf-8"))


def states(text):
    return [int(f) // 6 for f in split(text).features]


def test_a_word_is_letters_or_one_other_character():
    assert split("U.S. aid isn't £5").strings() == ["U", ".", "S", ".", "aid", "isn", "'", "t", "£", "5"]


def test_paragraphs_are_parted_by_blank_lines():
    assert paragraphs("one\nstill one\n\ntwo\r\n \r\nthree") == [(0, 13), (15, 18), (23, 28)]


def test_lines_are_paragraphs_where_no_line_is_blank():
    assert paragraphs("one\ntwo\n") == [(0, 3), (4, 7)]


def test_quotation_states():
    assert states("Yes “no” .") == [OUTSIDE, OPENING, INSIDE, CLOSING, OUTSIDE]


def test_each_paragraph_starts_outside():
    assert states("“a\n\nb") == [OPENING, INSIDE, OUTSIDE]


def test_first_words_and_case():
    assert [int(f) % 6 for f in split("Big US deal\n\nno").features] == [4, 2, 0, 3]


@given(st.text(max_size=200))
def test_words_are_the_text_but_for_white_space(text):
    words = split(text)
    assert "".join(words.strings()) == "".join(text.split())
    assert len(words.paragraph) == len(words.features) == len(words)


@pytest.mark.parametrize("case", LOST, ids=[case["why"] for case in LOST])
def test_a_lost_mark_is_read_as_what_its_place_makes_it(case):
    assert " ".join(split(case["printed"]).legible()) == case["read"]


@given(st.text(alphabet="ab“”'\ufffd €.\n", max_size=60))
def test_only_lost_marks_are_read_as_others(text):
    words = split(text)
    pairs = list(zip(words.strings(), words.legible(), strict=True))
    assert all(printed == read for printed, read in pairs if printed != "\ufffd")
    assert {read for _, read in pairs if len(read) == 1} <= set("ab“”'\ufffd€.’—")
