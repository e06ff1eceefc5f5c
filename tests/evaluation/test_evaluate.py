import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.errors import CorpusError
from onrecord.evaluation.run import Pipeline, evaluate
from onrecord.evaluation.scores import Tally
from onrecord.types import Article, Attribution, Reading

Read = Callable[[str], list[Attribution]]


def unsourced(read: Read) -> Read:
    """The same without sources, sure of itself, and made by a rule."""
    return lambda text: [replace(one, source=(), confidence=1.0, steps=()) for one in read(text)]


def test_a_perfect_reader_scores_a_hundred(corpus: Path, perfect: Read) -> None:
    report = evaluate(corpus, "dev", perfect)
    assert {tally.f1 for tally in report.counts.tallies} == {100.0}
    assert report.findings == ()
    assert set(report.intervals.values()) == {(100.0, 100.0)}


def test_a_silent_reader_misses_everything(corpus: Path) -> None:
    report = evaluate(corpus, "dev", lambda text: [])
    assert report.counts["relation.linked"] == Tally(0, 0, 4)
    assert report.kinds["missed"] == 4


def test_calibration_and_makers_judge_content_and_source(corpus: Path, perfect: Read) -> None:
    report = evaluate(corpus, "dev", unsourced(perfect))
    assert report.calibration.error == pytest.approx(0.75)  # only the relation that states no source is right
    assert report.makers == {"not recorded": Tally(1, 4, 0)}
    assert evaluate(corpus, "dev", perfect).makers == {"model:test": Tally(4, 4, 0)}


def test_progress_is_told_after_each_article(corpus: Path, perfect: Read) -> None:
    told: list[tuple[int, int]] = []
    evaluate(corpus, "dev", perfect, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_the_dict_is_json_with_figures_and_no_text(corpus: Path, perfect: Read) -> None:
    fields = json.loads(json.dumps(evaluate(corpus, "dev", unsourced(perfect)).to_dict(errors=True)))
    assert fields["measures"]["relation.linked"]["f1"] == 25.0
    assert fields["slices"]["no source stated"] == {"relations": 1, "content": 1, "linked": 1, "strict": 1}
    assert len(fields["findings"]) == fields["errors"]["source missing"] == 3
    assert "pier is closed" not in json.dumps(fields)


def test_errors_are_listed_only_when_asked_for(corpus: Path, perfect: Read) -> None:
    assert "findings" not in evaluate(corpus, "dev", perfect).to_dict()


def test_the_table_shows_each_measure_with_its_interval(corpus: Path, perfect: Read) -> None:
    lines = evaluate(corpus, "dev", perfect).to_text().splitlines()
    assert lines[0] == "PolNeAR dev: 2 articles, 4 relations"
    assert "relation.linked   100.0  100.0  100.0  100.0 to 100.0" in lines


def test_the_errors_view_shows_kinds_slices_and_excerpts(corpus: Path, perfect: Read) -> None:
    text = evaluate(corpus, "dev", unsourced(perfect)).to_text(errors=True)
    assert "source missing: 3 of 3" in text
    assert "gold       Harbour master Ann Poe | said | the pier is closed" in text
    assert "predicted  (none) | said | the pier is closed" in text
    assert "outlet: gazette" in text


def test_long_excerpts_keep_both_ends(corpus: Path) -> None:
    def read(text: str) -> list[Attribution]:
        return [Attribution("", (), (), ((0, len(text)),), "indirect", None, 0.5)]

    (corpus / "dev/text/courier_2031-05-02_pier.txt").write_text("Head " + "word " * 300 + "tail", "utf-8")
    shown = evaluate(corpus, "dev", read).to_text(errors=True)
    assert "Head word" in shown
    assert "word tail" in shown
    assert max(map(len, shown.splitlines())) < 200


def test_a_missing_corpus_is_an_error(tmp_path: Path, perfect: Read) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        evaluate(tmp_path, "dev", perfect)


@pytest.fixture
def pipeline(perfect: Read, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Stands in for the project's pipeline, so that no weights are loaded; its model says what was asked for."""

    def read(item: str | Article, *, model: str | None) -> Reading:
        article = Article(item, (), "") if isinstance(item, str) else item
        return Reading(article, tuple(perfect(article.text)), f"{model} of {article.name or 'a text'}")

    module = ModuleType("onrecord.pipeline")
    module.read = read  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "onrecord.pipeline", module)
    return module


def test_the_projects_pipeline_is_the_default(corpus: Path, pipeline: ModuleType) -> None:
    report = evaluate(corpus, "dev")
    assert report.model == "None of a text"
    assert report.counts["relation.strict"].f1 == 100.0


def test_another_model_reads_where_it_is_asked_for(corpus: Path, pipeline: ModuleType) -> None:
    assert evaluate(corpus, "dev", Pipeline("tiny")).model == "tiny of a text"


def test_the_pipeline_reads_what_its_intake_makes(corpus: Path, pipeline: ModuleType) -> None:
    report = evaluate(corpus, "dev", Pipeline("tiny", lambda text: Article(text, (), "", name="a file")))
    assert report.model == "tiny of a file"
