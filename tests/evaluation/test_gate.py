import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.distribution import install

from onrecord.errors import CorpusError, ModelError
from onrecord.evaluation.corruptions import CORRUPTIONS
from onrecord.evaluation.floors import FLOORS, Floors, Limits, read_floors
from onrecord.evaluation.gate import GateResult, Measure, corpus_sha256, gate, gated
from onrecord.evaluation.run import evaluate
from onrecord.evaluation.scores import MEASURES
from onrecord.types import Attribution

Read = Callable[[str], list[Attribution]]
TOLERANCE = {"f1": 0.3, "calibration_error": 0.005, "robustness": 0.3}
LIMITS = Limits({"relation.linked": 60.0, "exact.cue": 99.9}, {"calibration_error": 0.2})


@pytest.fixture
def floors(corpus: Path, tmp_path: Path) -> Path:
    """A floors file for the test's corpus."""
    return pin(tmp_path / "floors.json", Floors("dev", corpus_sha256(corpus, "dev"), TOLERANCE, {"fast": LIMITS}))


def pin(path: Path, floors: Floors) -> Path:
    path.write_text(floors.to_json(), encoding="utf-8")
    return path


def limits(path: Path, model: str = "fast") -> Limits:
    return read_floors(path).models[model]


def measure(read: Read, corruptions: Sequence[str] = ()) -> Measure:
    return partial(evaluate, read=read, corruptions=corruptions)


@pytest.fixture
def half(perfect: Read) -> Read:
    """A reader that finds the first relation of each article."""
    return lambda text: perfect(text)[:1]


@pytest.fixture
def clean_only(perfect: Read, corpus: Path) -> Read:
    """A reader that finds all in the corpus's texts and nothing in others."""
    known = {path.read_text("utf-8") for path in (corpus / "dev" / "text").iterdir()}
    return lambda text: perfect(text) if text in known else []


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where distributions are found first."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


def test_it_passes_where_all_limits_hold(corpus: Path, floors: Path, perfect: Read) -> None:
    result = gate(corpus, "fast", floors=floors, measure=measure(perfect))
    assert result.status == "passed"
    assert not result.failed
    lines = [" ".join(line.split()) for line in result.to_text().splitlines()]
    assert "exact.cue 100.0 floor 99.9 ok" in lines
    assert "calibration_error 0.100 ceiling 0.200 ok" in lines


def test_it_says_what_has_no_limit(corpus: Path, floors: Path, clean_only: Read) -> None:
    message = gate(corpus, "fast", floors=floors, measure=measure(clean_only, ["latex"])).message
    assert message.startswith("all limits hold (a function given by the caller); not pinned: begin.content, ")
    assert message.endswith(", relation.strict, robustness")


def test_it_fails_below_a_floor_and_names_it(corpus: Path, floors: Path, half: Read) -> None:
    result = gate(corpus, "fast", floors=floors, measure=measure(half))
    assert result.failed
    assert result.message == "limits that do not hold: exact.cue"  # linked: precision 100, recall 50, F1 66.7
    assert "BELOW" in result.to_text()


def test_it_fails_above_a_ceiling_and_names_it(corpus: Path, floors: Path, perfect: Read) -> None:
    def sure_of_the_half(text: str) -> list[Attribution]:
        return [replace(one, confidence=0.5) for one in perfect(text)]

    result = gate(corpus, "fast", floors=floors, measure=measure(sure_of_the_half))
    assert result.message == "limits that do not hold: calibration_error"
    assert "ABOVE" in result.to_text()


def test_robustness_is_compared_where_it_is_measured(corpus: Path, floors: Path, clean_only: Read) -> None:
    pin(floors, replace(read_floors(floors), models={"fast": Limits({}, {"robustness": 2.0})}))
    assert gate(corpus, "fast", floors=floors, measure=measure(clean_only)).checks == ()
    fallen = gate(corpus, "fast", floors=floors, measure=measure(clean_only, ["latex"]))
    assert fallen.message == "limits that do not hold: robustness"
    assert fallen.checks[0].measured == 100.0


def test_it_is_skipped_without_the_corpus(tmp_path: Path, floors: Path) -> None:
    result = gate(tmp_path / "nowhere", "fast", floors=floors)
    assert (result.status, result.failed) == ("skipped", False)
    assert "skipped for fast: no corpus at" in result.to_text()


def test_it_is_skipped_for_a_model_without_limits(corpus: Path, floors: Path, perfect: Read) -> None:
    result = gate(corpus, "accurate", floors=floors, measure=measure(perfect))
    assert result == GateResult("accurate", "skipped", "no floors pinned")


@pytest.mark.parametrize("update", [False, True])
def test_it_is_skipped_for_a_model_that_is_not_installed(
    corpus: Path, floors: Path, perfect: Read, update: bool
) -> None:
    pin(floors, replace(read_floors(floors), models={"absent": LIMITS}))
    result = gate(corpus, "absent", floors=floors, measure=measure(perfect), update=update)
    assert (result.status, result.failed) == ("skipped", False)
    assert "no model called 'absent' is installed" in result.message


def test_it_is_skipped_for_a_distribution_without_its_weights(
    corpus: Path, floors: Path, perfect: Read, site: Path
) -> None:
    (install(site, "extra") / "model.json").unlink()
    result = gate(corpus, "extra", floors=floors, measure=measure(perfect), update=True)
    assert result.status == "skipped"
    assert "no weights in" in result.message


def test_the_packages_own_weights_must_be_there(
    corpus: Path, floors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.reading.model.DEFAULT", tmp_path / "nowhere")
    with pytest.raises(ModelError, match="no weights can be read here"):
        gate(corpus, "fast", floors=floors)


def test_it_is_for_models_with_limits_and_for_those_that_are_installed(floors: Path, site: Path) -> None:
    pin(floors, replace(read_floors(floors), models={"absent": LIMITS, "fast": LIMITS}))
    install(site, "extra")
    assert [name for name in gated(floors) if name != "accurate"] == ["absent", "fast", "extra"]


def test_it_fails_on_another_corpus_unmeasured(corpus: Path, floors: Path, perfect: Read) -> None:
    next((corpus / "dev/text").iterdir()).write_text("changed", encoding="utf-8")
    result = gate(corpus, "fast", floors=floors, measure=measure(perfect))
    assert result.failed
    assert "another corpus" in result.message
    assert result.checks == ()


def test_an_update_tightens_limits_but_for_the_tolerance(corpus: Path, floors: Path, perfect: Read) -> None:
    assert gate(corpus, "fast", floors=floors, update=True, measure=measure(perfect)).status == "passed"
    assert limits(floors).minimum == {name: 99.9 if name == "exact.cue" else 99.7 for name in MEASURES}
    assert limits(floors).maximum == {"calibration_error": 0.105}


def test_an_update_leaves_tighter_limits(corpus: Path, floors: Path, perfect: Read) -> None:
    tight = Limits({"exact.cue": 99.9}, {"calibration_error": 0.101})
    pin(floors, replace(read_floors(floors), models={"fast": tight}))
    gate(corpus, "fast", floors=floors, update=True, measure=measure(perfect))
    assert limits(floors).minimum["exact.cue"] == 99.9
    assert limits(floors).maximum == {"calibration_error": 0.101}


def test_an_update_pins_another_model_beside(corpus: Path, floors: Path, half: Read, site: Path) -> None:
    install(site, "other")
    result = gate(corpus, "other", floors=floors, update=True, measure=measure(half))
    assert result.status == "passed"
    assert limits(floors, "fast") == LIMITS
    assert limits(floors, "other").minimum["relation.linked"] == 66.3


def test_an_update_pins_robustness_where_all_corruptions_were_tried(
    corpus: Path, floors: Path, clean_only: Read
) -> None:
    gate(corpus, "fast", floors=floors, update=True, measure=measure(clean_only, ["latex"]))
    assert "robustness" not in limits(floors).maximum
    gate(corpus, "fast", floors=floors, update=True, measure=measure(clean_only, list(CORRUPTIONS)))
    assert limits(floors).maximum["robustness"] == 100.3


def test_an_update_refuses_to_loosen_a_limit(corpus: Path, floors: Path, half: Read) -> None:
    before = floors.read_text("utf-8")
    assert gate(corpus, "fast", floors=floors, update=True, measure=measure(half)).failed
    assert floors.read_text("utf-8") == before


BROKEN: dict[str, Any] = {
    "not JSON": "",
    "no object": [],
    "nothing pinned": {},
    "no limits": {"models": {"fast": 3}},
    "no ceilings": {"models": {"fast": {"minimum": {}}}},
    "a limit that is no number": {"models": {"fast": {"minimum": {"exact.cue": "high"}, "maximum": {}}}},
    "no tolerance for a ceiling": {"tolerance": {"f1": 0.3, "robustness": 0.3}},
}


@pytest.mark.parametrize("wrong", BROKEN.values(), ids=BROKEN)
def test_a_broken_floors_file_is_an_error(floors: Path, wrong: Any) -> None:
    whole = json.loads(floors.read_text("utf-8"))
    floors.write_text(json.dumps({**whole, **wrong} if wrong else wrong), encoding="utf-8")
    with pytest.raises(CorpusError, match="not a floors file"):
        read_floors(floors)


@pytest.mark.parametrize("kind", ["minimum", "maximum"])
def test_an_unknown_measure_is_an_error(floors: Path, kind: str) -> None:
    pin(floors, replace(read_floors(floors), models={"fast": Limits(**{kind: {"exact.verb": 1.0}})}))
    with pytest.raises(CorpusError, match=rf"no such {kind}: exact\.verb"):
        read_floors(floors)


def test_the_sha256_depends_on_names_and_contents(corpus: Path) -> None:
    before = corpus_sha256(corpus, "dev")
    path = min((corpus / "dev/text").iterdir())
    path.rename(path.with_name("another.txt"))
    assert corpus_sha256(corpus, "dev") != before


def test_the_projects_floors_pin_the_main_figures() -> None:
    assert {"relation.linked", "exact.source", "exact.cue", "exact.content"} <= limits(FLOORS).minimum.keys()


def test_the_projects_floors_are_for_the_shared_corpus(shared: Path) -> None:
    pinned = read_floors(FLOORS)
    assert corpus_sha256(shared / "corpora" / "polnear", pinned.split) == pinned.sha256
