from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.evaluation.errors import KINDS, SliceCounts, errors, merge, slice_counts
from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.evaluation.scores import compare

MakeArticle = Callable[[str], GoldArticle]

SOURCED = "{S1 The old mayor} {U1 did say} {C1 the tram line will open in the spring} to Lee Wu."
UNSOURCED = "It was {U1 said} {C1 the tram line will open in the spring}, Lee Wu noted."


def spans(article: GoldArticle, *pieces: str) -> tuple[tuple[int, int], ...]:
    return tuple((s, s + len(piece)) for piece in pieces for s in [article.text.index(piece)])


def kinds(article: GoldArticle, predicted: list[GoldRelation]) -> list[str]:
    comparison = compare(article.text, article.relations, predicted)
    return [finding.kind for finding in errors(article, predicted, comparison)]


@pytest.mark.parametrize(
    ("role", "pieces", "kind"),
    [
        ("content", ["the tram line will open"], "content boundary"),
        ("content", ["the tram"], "content below half"),
        ("cue", ["say"], "cue boundary"),
        ("cue", ["to"], "wrong cue"),
        ("source", ["mayor"], "source boundary"),
        ("source", ["Lee Wu"], "wrong source"),
        ("source", [], "source missing"),
    ],
)
def test_each_change_has_its_kind(article: MakeArticle, role: str, pieces: list[str], kind: str) -> None:
    gold = article(SOURCED)
    assert kinds(gold, [replace(gold.relations[0], **{role: spans(gold, *pieces)})]) == [kind]


def test_a_source_where_none_is_stated(article: MakeArticle) -> None:
    gold = article(UNSOURCED)
    assert kinds(gold, [replace(gold.relations[0], source=spans(gold, "Lee Wu"))]) == ["source added"]


def test_a_right_relation_has_no_error(article: MakeArticle) -> None:
    gold = article(SOURCED)
    assert kinds(gold, list(gold.relations)) == []


def test_missed_and_spurious(article: MakeArticle) -> None:
    gold = article(SOURCED)
    elsewhere = replace(gold.relations[0], content=spans(gold, "Lee Wu"))
    assert kinds(gold, []) == ["missed"]
    assert kinds(gold, [elsewhere]) == ["spurious", "missed"]


def test_a_relation_may_have_several_errors(article: MakeArticle) -> None:
    gold = article(SOURCED)
    mine = GoldRelation((), spans(gold, "say"), spans(gold, "tram line will open in the spring"))
    assert kinds(gold, [mine]) == ["content boundary", "cue boundary", "source missing"]


def test_a_second_prediction_of_one_relation_is_spurious(article: MakeArticle) -> None:
    gold = article(SOURCED)
    assert kinds(gold, [gold.relations[0], gold.relations[0]]) == ["spurious"]


def test_leftovers_go_to_the_largest_overlap(article: MakeArticle) -> None:
    gold = article("{S1 Al} {U1 said} {C1 one two three four five}, {S2 Di} {U2 said} {C2 six seven eight nine ten}.")
    reaching = replace(gold.relations[1], content=((gold.text.index("four"), gold.text.index(" seven")),))
    findings = errors(gold, [reaching], compare(gold.text, gold.relations, [reaching]))
    assert [(one.kind, one.gold) for one in findings] == [
        ("content below half", gold.relations[0]),
        ("missed", gold.relations[1]),
    ]


def test_every_kind_is_explained() -> None:
    assert len(KINDS) == 10


@pytest.mark.parametrize(
    ("marked", "slices"),
    [
        ("{S1 Al} {U1 says} {C1 “it is the end of the line”}.", {"mode: direct", "cue: say or tell"}),
        ("{C1 “It is late,”} {S1 Al} {U1 told} us, {C1 “so go.”}", {"mode: direct", "discontinuous content"}),
        ("{S1 Al} {U1 fears} {C1 a flood}, “or worse”.", {"mode: indirect", "cue: other than say or tell"}),
        ("{S1 Al} {U1 warned} {C1 of a “terrible” flood}.", {"mode: mixed"}),
        ("It was {U1 said} {C1 that it is late}.", {"no source stated", "mode: indirect"}),
        ("{S1 Al} {U1 said}: {C1 “It is late.\n\n“It is over.”}", {"mode: direct"}),
    ],
)
def test_slices_follow_the_text(article: MakeArticle, marked: str, slices: set[str]) -> None:
    gold = article(marked)
    found = slice_counts(gold, compare(gold.text, gold.relations, []))
    assert slices | {"all", "outlet: herald"} <= set(found)
    assert sum(name.startswith("mode") for name in found) == 1
    assert all(counts == SliceCounts(gold=1) for counts in found.values())


def test_slice_counts_add_up_by_criterion(article: MakeArticle) -> None:
    gold = article(SOURCED)
    other_cue = replace(gold.relations[0], cue=())
    parts = [
        slice_counts(gold, compare(gold.text, gold.relations, mine))
        for mine in ([], gold.relations, [other_cue], [replace(other_cue, source=())])
    ]
    whole = merge(parts)["cue: say or tell"]
    assert whole == SliceCounts(gold=4, content=3, linked=2, strict=1)
    assert [whole.recall(criterion) for criterion in ("content", "linked", "strict")] == [75.0, 50.0, 25.0]
