"""Words, paragraphs and features."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.words import CLOSING, INSIDE, OPENING, OUTSIDE, paragraphs, split


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
