import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.polnear import GoldArticle, GoldRelation, load
from onrecord.evaluation.scores import MEASURES, Counts, Relation, Tally, compare, in_tokens, score, tokens
from onrecord.types import Spans

TEXT = "Ann said the pier, built in 1.5 years, isn't safe. “Go home,” Bo added; it's late."


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=4)))
    return tuple(list(pairwise(cuts))[::2])


relations = st.lists(st.builds(GoldRelation, spans(), spans(), spans()), max_size=5)
articles = st.tuples(st.just(TEXT), relations, relations)


def relation(*words: str) -> GoldRelation:
    """A relation whose source, cue and content are these pieces of the text; '' for none."""
    return GoldRelation(*(((s, s + len(w)),) if w and (s := TEXT.index(w)) >= 0 else () for w in words))


GOLD = relation("Ann", "said", "the pier, built in 1.5 years, isn't safe")


def f1(predicted: list[GoldRelation], gold: list[GoldRelation]) -> dict[str, float]:
    counts = score([(TEXT, gold, predicted)])
    return {name: round(counts[name].f1, 1) for name in MEASURES}


def test_perfect_is_a_hundred() -> None:
    assert set(f1([GOLD], [GOLD]).values()) == {100.0}


def test_nothing_predicted_is_zero() -> None:
    assert set(f1([], [GOLD]).values()) == {0.0}


def test_numbers_and_contractions_are_one_token() -> None:
    assert [TEXT[s:e] for s, e in tokens(TEXT)][6:13] == ["in", "1.5", "years", ",", "isn't", "safe", "."]


def test_a_token_counts_for_every_span_that_touches_it() -> None:
    start = TEXT.index("pier")
    halves = in_tokens(TEXT, [GoldRelation(((start, start + 1),), ((start + 3, start + 4),), ())])[0]
    assert halves.source == halves.cue == {3}


def test_a_content_cut_short_keeps_its_begin_and_its_link() -> None:
    scores = f1([relation("Ann", "said", "the pier, built in 1.5 years")], [GOLD])
    assert (scores["exact.content"], scores["begin.content"]) == (0.0, 100.0)
    assert (scores["relation.linked"], scores["relation.strict"]) == (100.0, 0.0)


def test_less_than_half_of_the_content_is_no_match() -> None:
    assert f1([relation("Ann", "said", "the pier")], [GOLD])["relation.content"] == 0.0


def test_another_source_breaks_the_link() -> None:
    scores = f1([relation("Bo", "said", "the pier, built in 1.5 years, isn't safe")], [GOLD])
    assert (scores["relation.content"], scores["relation.linked"]) == (100.0, 0.0)


def test_no_source_is_linked_to_no_source_alone() -> None:
    unsourced = relation("", "said", "the pier, built in 1.5 years, isn't safe")
    assert f1([unsourced], [unsourced])["relation.linked"] == 100.0
    assert f1([unsourced], [GOLD])["relation.linked"] == 0.0


def test_one_gold_relation_matches_one_prediction() -> None:
    counts = score([(TEXT, [GOLD], [GOLD, GOLD])])
    assert counts["relation.linked"] == Tally(1, 2, 1)


def test_relations_without_content_never_match() -> None:
    assert f1([relation("Ann", "said", "")], [relation("Ann", "said", "")])["relation.content"] == 0.0


def test_an_unknown_measure_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        Counts()["exact.verb"]


@given(st.lists(articles, max_size=4), st.integers(0, 4))
def test_partial_counts_add_up_to_the_whole(corpus: list[tuple[str, list, list]], cut: int) -> None:
    assert score(corpus[:cut]) + score(corpus[cut:]) == score(corpus)


@given(relations, relations)
def test_swapping_gold_and_prediction_swaps_precision_and_recall(
    gold: list[GoldRelation], predicted: list[GoldRelation]
) -> None:
    there, back = score([(TEXT, gold, predicted)]), score([(TEXT, predicted, gold)])
    for name in MEASURES[:6]:
        assert there[name].precision == back[name].recall
        assert there[name].f1 == back[name].f1


@given(relations)
def test_gold_against_itself_is_perfect(gold: list[GoldRelation]) -> None:
    counts = score([(TEXT, gold, gold)])
    assert all(tally.hits == tally.gold == tally.predicted for tally in counts.tallies[:6])
    assert counts["relation.content"].hits == sum(bool(r.content) for r in in_tokens(TEXT, gold))


@given(articles)
def test_pairs_are_one_to_one_and_criteria_grow_stricter(article: tuple[str, list, list]) -> None:
    taken = [index for index in compare(*article).matches if index is not None]
    assert len(taken) == len(set(taken))
    counts = score([article])
    assert counts["relation.content"].hits >= counts["relation.linked"].hits >= counts["relation.strict"].hits


def shaken(article: GoldArticle, random: random.Random) -> list[GoldRelation]:
    """The gold relations with some dropped, moved at their ends, or without a role."""
    return [
        GoldRelation(*(shake(getattr(r, role), len(article.text), random) for role in ("source", "cue", "content")))
        for r in article.relations
        if random.random() > 0.1
    ]


def shake(role: Spans, length: int, random: random.Random) -> Spans:
    moved = [(max(0, s + random.randint(-6, 6)), min(length, e + random.randint(-6, 6))) for s, e in role]
    changed = moved if random.random() < 0.4 else role if random.random() > 0.1 else ()
    return tuple((s, e) for s, e in changed if s < e)


def test_it_agrees_with_the_reference(shared: Path, reference: Callable[[str], ModuleType]) -> None:
    noise = random.Random(7)
    corpus = [(a.text, a.relations, shaken(a, noise)) for a in load(shared / "corpora" / "polnear", "dev")]
    theirs = reference("score").score((text, as_dicts(gold), as_dicts(mine)) for text, gold, mine in corpus)
    ours = score(corpus)
    for name in MEASURES:
        tally = {"p": ours[name].precision, "r": ours[name].recall, "f1": ours[name].f1}
        assert {figure: round(value, 1) for figure, value in tally.items()} == theirs[name]


def as_dicts(relations: list[Relation]) -> list[dict[str, Spans]]:
    return [{role: getattr(r, role) for role in ("source", "cue", "content")} for r in relations]
