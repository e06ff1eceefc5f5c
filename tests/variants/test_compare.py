"""How one wording was made from another: cases by hand, and what holds of any two texts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.variants import CLASSES, compare
from onrecord.variants.pairs import are_one, is_short, words_hash

CASES = json.loads((Path(__file__).parent / "cases" / "comparisons.json").read_text(encoding="utf-8"))
WORDS = (
    "the mayor may not sell harbor land … [he] (she) can't $5 million two It's well-known never I think . ! 3rd".split()
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=60)
AROUND = st.tuples(*[st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)] * 2)
"""What stands before and after a passage."""
SWAPPED = {"lost": "gained", "gained": "lost", None: None}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case):
    found = compare(case["printed"], case["original"])
    assert found.cls == case["cls"]
    assert found.cls is None or (found.hedge, found.negation) == (case.get("hedge"), case.get("negation"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases_the_other_way_round(case):
    here, there = compare(case["printed"], case["original"]), compare(case["original"], case["printed"])
    assert (there.cls, there.similarity) == (here.cls, here.similarity)
    assert (there.hedge, there.negation) == (SWAPPED[here.hedge], SWAPPED[here.negation])


def test_edits_have_the_words_of_both():
    printed, original = (
        "We need $2 million for [the] harbour",
        "I think we need two million dollars for this old harbor",
    )
    edits = [
        (e.kind, printed[slice(*e.printed)], original[slice(*e.original)], e.marked, e.harmless)
        for e in compare(printed, original).edits
    ]
    assert edits == [
        ("cut", "", "I think", False, False),
        ("replaced", "$2 million", "two million dollars", False, True),
        ("replaced", "the", "this old", True, False),
        ("replaced", "harbour", "harbor", False, True),
    ]


@given(TEXTS)
def test_a_text_is_exactly_itself(text):
    found = compare(text, text)
    assert found.cls == ("exact" if found.similarity else None)
    assert found.edits == ()


@given(TEXTS, TEXTS)
def test_which_comes_first_decides_nothing(one, other):
    here, there = compare(one, other), compare(other, one)
    assert (here.cls, here.similarity) == (there.cls, there.similarity)
    assert here.hedge == SWAPPED[there.hedge]
    assert are_one(one, other) == are_one(other, one)


@given(AROUND, AROUND)
def test_nor_where_each_has_words_around_a_passage(ours, theirs):
    passage = "nobody has ever told the fishermen about storms"
    one, other = (f"{before} {passage} {after}" for before, after in (ours, theirs))
    here, there = compare(one, other), compare(other, one)
    assert (here.cls, here.similarity) == (there.cls, there.similarity)
    assert are_one(one, other) == are_one(other, one)


@given(TEXTS, TEXTS)
def test_spans_lie_in_their_texts_and_one_of_them_has_words(one, other):
    found = compare(one, other)
    assert found.cls in (None, *CLASSES)
    assert 0 <= found.similarity <= 1
    for edit in found.edits:
        assert 0 <= edit.printed[0] <= edit.printed[1] <= len(one)
        assert 0 <= edit.original[0] <= edit.original[1] <= len(other)
        assert edit.printed[0] < edit.printed[1] or edit.original[0] < edit.original[1]


@given(TEXTS, TEXTS)
def test_exact_has_harmless_edits_alone(one, other):
    found = compare(one, other)
    assert found.cls != "exact" or all(edit.harmless for edit in found.edits)


@given(TEXTS, TEXTS, TEXTS)
def test_texts_of_one_hash_compare_alike(one, other, third):
    if words_hash(one) == words_hash(other):
        assert compare(one, third).cls == compare(other, third).cls
        assert is_short(one) == is_short(other)


def test_the_hash_knows_no_case_and_no_commas():
    assert words_hash("The Ferry, will “not” sail!") == words_hash("the ferry will not sail")
    assert words_hash("[The] ferry will not sail") != words_hash("The ferry will not sail")
    assert words_hash("The ferry will … sail") != words_hash("The ferry will sail")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The people of Ash County voted to close the pier", "The people of Ash County voted to sell the ferry", False),
        (
            "We need the old pier and the ferry by next spring",
            "We need the old pier and the ferry by next spring",
            True,
        ),
        (
            "It was a long night on the old pier for the crews",
            "It was a lnog night on the old pier for the crews",
            True,
        ),
    ],
)
def test_a_turn_of_speech_is_no_quotation(one, other, same):
    assert are_one(one, other) is same
