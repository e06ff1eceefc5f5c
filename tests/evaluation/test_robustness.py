import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from onrecord.evaluation.corruptions import CORRUPTIONS, corrupt
from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.evaluation.robustness import largest_fall
from onrecord.evaluation.run import evaluate
from onrecord.types import Article, Attribution, Reading

LINKED = "relation.linked"


@dataclass(frozen=True)
class Knows:
    """Reads the articles it knows, with their gold relations; finds nothing in others. Pickles, as processes need."""

    articles: tuple[GoldArticle, ...]

    def __call__(self, text: str) -> list[Attribution]:
        relations = next((one.relations for one in self.articles if one.text == text), ())
        return [Attribution("", one.source, one.cue, one.content, "direct", None, 0.9) for one in relations]


def with_corrupted(articles: Sequence[GoldArticle], *names: str) -> tuple[GoldArticle, ...]:
    return (*articles, *(corrupt(article, name) for article in articles for name in names))


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_reader_that_minds_nothing_loses_nothing(corpus: Path, articles: tuple[GoldArticle, ...], name: str) -> None:
    report = evaluate(corpus, "dev", Knows(with_corrupted(articles, name)), corruptions=[name])
    one = report.corrupted[name]
    assert {tally.f1 for tally in (*one.counts.tallies, *one.clean.tallies)} == {100.0}
    assert one.difference(LINKED) == 0.0


def test_a_reader_that_is_lost_loses_all(corpus: Path, articles: tuple[GoldArticle, ...]) -> None:
    report = evaluate(corpus, "dev", Knows(articles), corruptions=["straight"])
    assert report.corrupted["straight"].difference(LINKED) == -100.0
    assert largest_fall(report.corrupted) == 100.0


def test_the_clean_figures_are_those_without_corruptions(corpus: Path, articles: tuple[GoldArticle, ...]) -> None:
    reader = Knows(articles)
    assert evaluate(corpus, "dev", reader, corruptions=["straight"]).counts == evaluate(corpus, "dev", reader).counts


@pytest.fixture
def titled(article: Callable[[str], GoldArticle], tmp_path: Path) -> Path:
    """A corpus of one article, whose title is a relation."""
    article("{S1 Mayor} {U1 says} {C1 pier is shut}\n\n{S2 The clerk} {U2 wrote} {C2 that trams stopped}.")
    return tmp_path / "one"


def test_what_is_missed_in_a_title_is_no_difference(titled: Path) -> None:
    (article,) = load(titled, "dev")
    only_body = replace(article, annotators=(("one", article.relations[1:]),))
    report = evaluate(titled, "dev", Knows(with_corrupted([only_body], "no-title")), corruptions=["no-title"])
    one = report.corrupted["no-title"]
    assert report.counts[LINKED].recall == 50.0
    assert (one.counts[LINKED].f1, one.clean[LINKED].f1) == (100.0, 100.0)


def test_what_is_found_in_a_title_is_no_difference(titled: Path) -> None:
    (article,) = load(titled, "dev")
    reader = Knows(with_corrupted([article], "no-title"))
    next((titled / "dev" / "attributions").iterdir()).write_text("", "utf-8")  # nothing is gold
    one = evaluate(titled, "dev", reader, corruptions=["no-title"]).corrupted["no-title"]
    assert one.clean[LINKED] == one.counts[LINKED]
    assert one.clean[LINKED].predicted == 1


def mending(read: Knows) -> Callable[[str], Reading]:
    """Reads with another text than was given, as an intake that mends typographic marks would."""

    def call(text: str) -> Reading:
        mended = corrupt(GoldArticle("", text, ()), "straight").text
        return Reading(Article(mended, (), ""), tuple(read(mended)), "tiny-1")

    return call


def test_gold_follows_a_text_that_the_reader_changes(corpus: Path, articles: tuple[GoldArticle, ...]) -> None:
    straight = tuple(corrupt(one, "straight") for one in articles)
    report = evaluate(corpus, "dev", mending(Knows(straight)), corruptions=["latex", "straight"])
    assert {tally.f1 for tally in report.counts.tallies} == {100.0}
    assert [one.difference(LINKED) for one in report.corrupted.values()] == [0.0, 0.0]


def test_several_processes_give_the_same(corpus: Path, articles: tuple[GoldArticle, ...]) -> None:
    reader, told = Knows(with_corrupted(articles, "latex")), list[tuple[int, int]]()
    names = ["latex", "straight"]
    one = evaluate(corpus, "dev", reader, corruptions=names)
    two = evaluate(corpus, "dev", reader, corruptions=names, jobs=2, progress=lambda *done: told.append(done))
    assert replace(two, seconds=()) == replace(one, seconds=())
    assert told == [(1, 2), (2, 2)]


def test_the_table_shows_differences_in_points(corpus: Path, articles: tuple[GoldArticle, ...]) -> None:
    report = evaluate(corpus, "dev", Knows(with_corrupted(articles, "latex")), corruptions=["latex", "straight"])
    lines = [" ".join(line.split()) for line in report.to_text().splitlines()]
    assert "corruption linked +/- strict +/- source +/- cue +/- content +/-" in lines
    assert "none 100.0 100.0 100.0 100.0 100.0" in lines
    assert "latex" + 5 * " 100.0 +0.0" in lines
    assert "straight" + 5 * " 0.0 -100.0" in lines


def test_json_has_every_measure_and_the_worst_fall(corpus: Path, articles: tuple[GoldArticle, ...]) -> None:
    report = evaluate(corpus, "dev", Knows(with_corrupted(articles, "latex")), corruptions=["latex", "straight"])
    fields = json.loads(json.dumps(report.to_dict()))["robustness"]
    assert fields["largest_fall"] == 100.0
    assert fields["corruptions"]["latex"]["exact.cue"] == {"f1": 100.0, "difference": 0.0}
    assert "robustness" not in evaluate(corpus, "dev", Knows(articles)).to_dict()


def test_nothing_falls_where_nothing_was_tried() -> None:
    assert largest_fall({}) == 0.0
