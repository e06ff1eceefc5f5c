from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.evaluation.gate import FLOORS, Floors, corpus_sha256, gate, read_floors
from onrecord.evaluation.scores import MEASURES
from onrecord.types import Attribution

Read = Callable[[str], list[Attribution]]


@pytest.fixture
def floors(corpus: Path, tmp_path: Path) -> Path:
    """A floors file for the test's corpus."""
    path = tmp_path / "floors.json"
    pinned = Floors("dev", corpus_sha256(corpus, "dev"), 0.3, {"relation.linked": 60.0, "exact.cue": 99.9})
    path.write_text(pinned.to_json(), encoding="utf-8")
    return path


@pytest.fixture
def half(perfect: Read) -> Read:
    """A reader that finds the first relation of each article."""
    return lambda text: perfect(text)[:1]


def test_it_passes_where_all_floors_hold(corpus: Path, floors: Path, perfect: Read) -> None:
    result = gate(corpus, floors=floors, read=perfect)
    assert result.status == "passed"
    assert not result.failed
    assert "exact.cue        100.0  floor  99.9  ok" in result.to_text()


def test_it_fails_below_a_floor_and_names_it(corpus: Path, floors: Path, half: Read) -> None:
    result = gate(corpus, floors=floors, read=half)
    assert result.failed
    assert result.message == "below the floor: exact.cue"  # linked: precision 100, recall 50, F1 66.7
    assert "BELOW" in result.to_text()


def test_it_is_skipped_without_the_corpus(tmp_path: Path, floors: Path) -> None:
    result = gate(tmp_path / "nowhere", floors=floors)
    assert (result.status, result.failed) == ("skipped", False)
    assert "no corpus at" in result.to_text()


def test_it_fails_on_another_corpus_unmeasured(corpus: Path, floors: Path, perfect: Read) -> None:
    next((corpus / "dev/text").iterdir()).write_text("changed", encoding="utf-8")
    result = gate(corpus, floors=floors, read=perfect)
    assert result.failed
    assert "another corpus" in result.message
    assert result.checks == ()


def test_an_update_raises_floors_less_the_tolerance(corpus: Path, floors: Path, perfect: Read) -> None:
    assert gate(corpus, floors=floors, update=True, read=perfect).status == "passed"
    assert read_floors(floors).minimum == {name: 99.9 if name == "exact.cue" else 99.7 for name in MEASURES}


def test_an_update_refuses_to_lower_a_floor(corpus: Path, floors: Path, half: Read) -> None:
    before = floors.read_text("utf-8")
    assert gate(corpus, floors=floors, update=True, read=half).failed
    assert floors.read_text("utf-8") == before


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"split": "dev", "sha256": "", "tolerance": 1, "minimum": 3}'])
def test_a_broken_floors_file_is_an_error(corpus: Path, floors: Path, content: str) -> None:
    floors.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match="not a floors file"):
        gate(corpus, floors=floors)


def test_an_unknown_measure_is_an_error(corpus: Path, floors: Path) -> None:
    floors.write_text(Floors("dev", "", 0.3, {"exact.verb": 1.0}).to_json(), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"no such measure: exact\.verb"):
        gate(corpus, floors=floors)


def test_the_sha256_depends_on_names_and_contents(corpus: Path) -> None:
    before = corpus_sha256(corpus, "dev")
    path = min((corpus / "dev/text").iterdir())
    path.rename(path.with_name("another.txt"))
    assert corpus_sha256(corpus, "dev") != before


def test_the_projects_floors_pin_the_main_figures() -> None:
    assert {"relation.linked", "exact.source", "exact.cue", "exact.content"} <= set(read_floors(FLOORS).minimum)


def test_the_projects_floors_are_for_the_shared_corpus(shared: Path) -> None:
    pinned = read_floors(FLOORS)
    assert corpus_sha256(shared / "corpora" / "polnear", pinned.split) == pinned.sha256
