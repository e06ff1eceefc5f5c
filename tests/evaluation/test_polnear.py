from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.errors import CorpusError
from onrecord.evaluation.polnear import GoldArticle, GoldRelation, load
from onrecord.types import Span

MALFORMED = {
    "no offsets": ("T1\tSource\tthe town", "not a text-bound record"),
    "spaces for tabs": ("T1 Source 0 3", "not a text-bound record"),
    "offsets not numbers": ("T1\tSource a b\tx", "not a text-bound record"),
    "empty span": ("T1\tSource 3 3\t", "ends where it starts"),
    "outside the text": ("T1\tSource 0 4000\tx", "offsets outside the text"),
    "a later piece outside the text": ("T1\tSource 0 4;6 4000\tx", "offsets outside the text"),
    "event without arguments": ("E1\t", "not an event record"),
    "event of something else": ("E1\tAttribution Cue T1", "not an event record"),
    "reference to nothing": ("E1\tAttribution:T9 Cue:T9", "refers to T9"),
    "stray line": ("hello", "neither a standoff record"),
}


def first_annotation(corpus: Path) -> Path:
    return min((corpus / "dev" / "attributions").glob("*.ann"))


def test_articles_are_sorted_and_know_their_outlet(articles: tuple[GoldArticle, ...]) -> None:
    assert [one.name for one in articles] == ["courier_2031-05-02_pier", "gazette_2031-05-03_budget"]
    assert [one.outlet for one in articles] == ["courier", "gazette"]


def test_spans_point_at_what_was_marked(articles: tuple[GoldArticle, ...]) -> None:
    pier = articles[0]
    shown = [[pier.text[s:e] for s, e in relation.content] for relation in pier.relations]
    assert shown == [["the pier is closed"], ["“We saw rust in every beam,”", "“and we stopped the trams.”"]]


def test_a_relation_may_lack_a_source(articles: tuple[GoldArticle, ...]) -> None:
    assert articles[1].relations[1].source == ()


def test_the_first_annotator_by_file_name_is_the_gold(corpus: Path) -> None:
    first = first_annotation(corpus)
    first.with_name(first.name.replace("_a1", "_a0")).write_text("T1\tCue 0 7\tHarbour\nE1\tAttribution:T1 Cue:T1\n")
    article = load(corpus, "dev")[0]
    assert [name for name, _ in article.annotators] == ["a0", "a1"]
    assert article.relations == (GoldRelation((), ((0, 7),), ()),)


def test_an_article_that_nobody_annotated_has_no_relations(corpus: Path) -> None:
    first_annotation(corpus).unlink()
    assert load(corpus, "dev")[0].relations == ()


def test_pieces_and_second_contents_are_one_sorted_role(article: Callable[[str], GoldArticle], tmp_path: Path) -> None:
    article("abcdefghij")
    path = tmp_path / "one/dev/attributions/herald_x_a1.ann"
    path.write_text("T1\tContent 6 8;3 4\tx\nT2\tContent 0 1\tx\nE1\tAttribution:T1 Content:T1 Content2:T2\n")
    assert load(tmp_path / "one", "dev")[0].relations[0].content == ((0, 1), (3, 4), (6, 8))


def test_other_records_and_mentions_over_two_lines_are_passed_over(corpus: Path) -> None:
    path = first_annotation(corpus)
    before = load(corpus, "dev")
    path.write_text("T90\tDiscuss 0 9\ttwo\nlines\n#1\tNote T90\tx\nE9\tOther:T90\n" + path.read_text("utf-8"), "utf-8")
    assert load(corpus, "dev") == before


@pytest.mark.parametrize(("line", "message"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_line_is_named(corpus: Path, line: str, message: str) -> None:
    path = first_annotation(corpus)
    path.write_text(f"#1\tNote T1\tx\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"{path.name}, line 2: .*{message}"):
        load(corpus, "dev")


def test_a_missing_split_is_named(corpus: Path) -> None:
    with pytest.raises(CorpusError, match="test/text: no such folder"):
        load(corpus, "test")


def test_a_split_without_articles_is_an_error(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    with pytest.raises(CorpusError, match="no articles"):
        load(tmp_path, "dev")


def test_text_that_is_not_utf8_is_an_error(corpus: Path) -> None:
    (corpus / "dev" / "text" / "aaa.txt").write_bytes(b"caf\xe9")
    with pytest.raises(CorpusError, match=r"aaa\.txt: cannot be read as UTF-8"):
        load(corpus, "dev")


def test_it_reads_what_the_reference_reads(shared: Path, reference: Callable[[str], ModuleType]) -> None:
    theirs = reference("polnear").load(shared / "corpora" / "polnear", "dev")
    ours = load(shared / "corpora" / "polnear", "dev")
    assert [(a.name, a.text, list(a.annotators.items())) for a in theirs] == [
        (a.name, a.text, [(name, [as_dict(r) for r in relations]) for name, relations in a.annotators]) for a in ours
    ]


def as_dict(relation: GoldRelation) -> dict[str, list[Span]]:
    return {role: list(getattr(relation, role)) for role in ("source", "cue", "content")}
