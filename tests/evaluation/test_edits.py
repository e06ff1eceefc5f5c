from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.edits import between, edited
from onrecord.evaluation.polnear import GoldArticle, GoldRelation

texts = st.lists(st.sampled_from(("the ", "pier", "“", "”", "â€œ", "é", "\n", ".")), max_size=30).map("".join)


def moved(text: str, new: str, *spans: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Where spans of the text go when it becomes the new one."""
    relation = GoldRelation((), ((0, 1),), spans)
    article = GoldArticle("herald_x", text, (("one", (relation,)),))
    return edited(article, between(text, new)).relations[0].content


@given(texts, texts)
def test_the_edits_make_the_one_text_of_the_other(old: str, new: str) -> None:
    assert edited(GoldArticle("herald_x", old, ()), between(old, new)).text == new


def test_equal_texts_have_no_edits() -> None:
    assert between("“Go,” she said.\n", "“Go,” she said.\n") == []


def test_without_edits_nothing_changes(article: Callable[[str], GoldArticle]) -> None:
    gold = article("{S1 Ana} {U1 said} {C1 no}.")
    assert edited(gold, []) is gold


def test_a_mended_mark_is_an_edit_of_its_own() -> None:
    text = "â€œGoâ€\ufffd, she said."
    assert between(text, "“Go”, she said.") == [(0, 3, "“"), (5, 8, "”")]
    assert moved(text, "“Go”, she said.", (3, 5)) == ((1, 3),)


def test_a_line_is_compared_with_its_own_line() -> None:
    old, new = "one\ntwo three", "two three\none"
    assert between(old, new) == [(0, 3, "two three"), (4, 13, "one")]


def test_lines_may_be_added() -> None:
    assert moved("Ana said no.", "Late news\n\nAna said no.", (9, 11)) == ((20, 22),)


def test_an_offset_inside_an_edit_goes_to_an_end_of_it() -> None:
    article = GoldArticle("herald_x", "no… yes", (("one", (GoldRelation((), ((0, 2),), ((0, 3), (4, 7))),)),))
    assert edited(article, [(1, 5, "-----")]).relations == (GoldRelation((), ((0, 6),), ((0, 8),)),)


def test_a_relation_goes_with_its_cue_or_with_all_of_it() -> None:
    cue_gone, source_gone = GoldRelation(((0, 1),), ((1, 2),), ()), GoldRelation(((1, 2),), ((0, 1),), ())
    all_gone, empty = GoldRelation((), (), ((1, 2),)), GoldRelation((), (), ())
    article = GoldArticle("herald_x", "ab", (("one", (cue_gone, source_gone, all_gone, empty)),))
    assert edited(article, [(1, 2, "")]).relations == (GoldRelation((), ((0, 1),), ()), empty)
