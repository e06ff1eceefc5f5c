import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.evaluation.corruptions import CORRUPTIONS, corrupt
from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.types import Spans

CASES = json.loads((Path(__file__).parent / "cases" / "corruptions.json").read_text(encoding="utf-8"))
WORDS = ("the pier", "Ana", "said", "isn't", "isn’t", "'em", "1.5", "José", "workers’")
MARKS = ("“", "”", "‘", "’", '"', "'", "``", "''", "—", "–", "…", ".", ",", "?", "\u00a0", "\u0083")
BLANKS = (" ", " ", "\n", "\n\n", " \n \n")

texts = st.lists(st.sampled_from((*WORDS, *MARKS, *BLANKS)), max_size=40).map("".join)
names = st.sampled_from(sorted(CORRUPTIONS))
keeping_words = st.sampled_from(sorted(CORRUPTIONS.keys() - {"no-title"}))


def spans_of(text: str, fewest: int = 0) -> st.SearchStrategy[Spans]:
    cuts = st.sets(st.integers(0, len(text)), min_size=2 * fewest, max_size=6).map(sorted)
    return cuts.map(lambda found: tuple(list(pairwise(found))[::2]))


@st.composite
def articles(draw: st.DrawFn) -> GoldArticle:
    """An article with one relation, whose cue has words or marks of it."""
    text = draw(texts)
    assume(len(text) > 1)
    relation = GoldRelation(draw(spans_of(text)), draw(spans_of(text, 1)), draw(spans_of(text)))
    return GoldArticle("herald_x", text, (("one", (relation,)),))


def all_spans(article: GoldArticle) -> list[Spans]:
    return [spans for one in article.relations for spans in (one.source, one.cue, one.content)]


def letters(text: str, spans: Spans) -> str:
    """The spans' ASCII letters and digits, which are all that every corruption leaves as it is."""
    return "".join(re.sub(r"[^A-Za-z0-9]", "", text[start:end]) for start, end in spans)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['corruption']}: {case['why']}")
def test_cases(case: dict[str, Any]) -> None:
    article = GoldArticle("herald_x", case["text"], ())
    assert corrupt(article, case["corruption"]).text == case["becomes"]


def test_every_corruption_has_a_case() -> None:
    assert {case["corruption"] for case in CASES} == CORRUPTIONS.keys()


@given(texts, names)
def test_edits_are_in_order_and_do_not_overlap(text: str, name: str) -> None:
    edits = list(CORRUPTIONS[name](text))
    assert all(0 <= start < end <= len(text) for start, end, _ in edits)
    assert all(before[1] <= after[0] for before, after in pairwise(edits))


@given(articles(), names)
def test_spans_stay_inside_the_text_sorted_and_apart(article: GoldArticle, name: str) -> None:
    corrupted = corrupt(article, name)
    for spans in all_spans(corrupted):
        assert all(0 <= start < end <= len(corrupted.text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(articles(), keeping_words)
def test_every_span_keeps_its_words(article: GoldArticle, name: str) -> None:
    corrupted = corrupt(article, name)
    before = [letters(article.text, spans) for spans in all_spans(article)]
    assert [letters(corrupted.text, spans) for spans in all_spans(corrupted)] == before


@given(articles())
def test_without_a_title_spans_keep_the_words_that_are_left(article: GoldArticle) -> None:
    corrupted = corrupt(article, "no-title")
    cut = len(article.text) - len(corrupted.text)
    left = [[(max(start, cut), end) for start, end in spans if end > cut] for spans in all_spans(article)]
    if not left[1]:  # the cue is gone
        assert corrupted.relations == ()
    else:
        shown = [[corrupted.text[start:end] for start, end in spans] for spans in all_spans(corrupted)]
        assert shown == [[article.text[start:end] for start, end in spans] for spans in left]


@given(st.lists(st.sampled_from(("isn’t", "isn't", "workers’", "'em", "O’Neil", "pier", ",", "\n")), max_size=20))
def test_british_and_latex_leave_apostrophes_alone(words: list[str]) -> None:
    article = GoldArticle("herald_x", " ".join(words), ())
    assert corrupt(article, "british") == corrupt(article, "latex") == article


@pytest.mark.parametrize("name", CORRUPTIONS)
@pytest.mark.parametrize("text", ["", "\n", "“", "“”", "“‘’”\n\n—…\n", "''\n\n''"])
def test_texts_without_words(name: str, text: str) -> None:
    assert not re.search(r"[A-Za-z0-9]", corrupt(GoldArticle("herald_x", text, ()), name).text)


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_every_annotator_is_moved(article: Callable[[str], GoldArticle], name: str) -> None:
    gold = article("Pier shut\n\n{C1 “We’ll mend it,”} {S1 the mayor} {U1 said}.\n")
    relations = gold.relations
    both = corrupt(GoldArticle("herald_x", gold.text, (("one", relations), ("two", relations))), name)
    assert both.annotators[0][1] == both.annotators[1][1] != ()


def test_relations_of_the_title_are_gone_and_others_keep_what_is_left(article: Callable[[str], GoldArticle]) -> None:
    title = "{S1 Mayor}: {C1 pier shut}{U1 , she says}; {C2 no trams}\n\n"
    corrupted = corrupt(article(title + "{S2 The clerk} {U2 wrote} {C2 and no ferries}."), "no-title")
    assert corrupted.text == "The clerk wrote and no ferries."
    assert corrupted.relations == (GoldRelation(((0, 9),), ((10, 15),), ((16, 30),)),)


def test_a_span_that_ends_beside_a_mark_does_not_take_it_in(article: Callable[[str], GoldArticle]) -> None:
    corrupted = corrupt(article("“{C1 ‘We go’}” {S1 she} {U1 said}."), "mojibake")
    ((start, end),) = corrupted.relations[0].content
    assert corrupted.text[start:end] == "â€˜We goâ€™"
