"""`onrecord evaluate` and `onrecord gate`, with the package's own weights."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord import cli
from onrecord.evaluation import floors as floors_file
from onrecord.evaluation.corruptions import CORRUPTIONS, corrupt
from onrecord.evaluation.floors import Floors, Limits, read_floors
from onrecord.evaluation.gate import corpus_sha256

TOLERANCE = {"f1": 0.3, "calibration_error": 0.005, "robustness": 0.3}


def onrecord(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args], catch_exceptions=False)


def evaluated(corpus: Path, *args: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(onrecord("evaluate", "--polnear", corpus, "-f", "json", *args).stdout)
    return fields


def test_evaluate_prints_scores_and_calibration(corpus: Path) -> None:
    shown = onrecord("evaluate", "--polnear", corpus).stdout
    assert "PolNeAR dev: 2 articles, 4 relations\nmodel: fast-" in shown
    assert "expected calibration error of confidence: 0." in shown
    assert "corruption" not in shown


def test_evaluate_tries_each_corruption_once_in_the_order_given(corpus: Path) -> None:
    args = ("--corruption", "no-title", "--corruption", "british", "--corruption", "no-title")
    assert list(evaluated(corpus, *args)["robustness"]["corruptions"]) == ["no-title", "british"]


def test_all_is_every_corruption(corpus: Path) -> None:
    fields = evaluated(corpus, "--corruption", "british", "--corruption", "all")
    assert list(fields["robustness"]["corruptions"]) == list(CORRUPTIONS)


def test_two_processes_give_the_same_figures(corpus: Path) -> None:
    one, two = (evaluated(corpus, "--corruption", "mojibake", "--jobs", jobs) for jobs in "12")
    assert {**one, "seconds_per_article": 0} == {**two, "seconds_per_article": 0}


@pytest.mark.parametrize("wrong", [("--corruption", "cyrillic"), ("--model", "acurate"), ("--jobs", "0")])
def test_wrong_use(corpus: Path, wrong: tuple[str, str]) -> None:
    done = onrecord("evaluate", "--polnear", corpus, *wrong)
    assert done.exit_code == 2
    assert wrong[0] in done.output


def test_mis_encoded_articles_are_mended_as_those_of_files_are(article: Callable[..., Any], tmp_path: Path) -> None:
    gold = article("Rain\n\n{S1 José Ruiz} {U1 said} {C1 the town’s pier is closed}. {S2 He} {U2 added}: {C2 “Go.}")
    one = tmp_path / "one"
    clean = evaluated(one)["measures"]
    wrong = corrupt(gold, "mojibake")
    (one / "dev" / "text" / "herald_x.txt").write_text(wrong.text, encoding="utf-8")
    ann = one / "dev" / "attributions" / "herald_x_a1.ann"
    ann.write_text(annotations(wrong), encoding="utf-8")
    assert "Ã©" in wrong.text
    assert evaluated(one)["measures"] == clean
    assert clean["exact.content"]["hits"] > 0


def annotations(article: Any) -> str:
    """The brat file of an article's relations."""
    lines = []
    for n, relation in enumerate(article.relations):
        for i, role in enumerate(("Source", "Cue", "Content")):
            offsets = ";".join(f"{start} {end}" for start, end in getattr(relation, role.lower()))
            lines.append(f"T{3 * n + i}\t{role} {offsets}\tx")
        roles = " ".join(f"{role}:T{3 * n + i}" for i, role in enumerate(("Source", "Cue", "Content")))
        lines.append(f"E{n}\tAttribution:T1 {roles}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def floors(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The floors file that the command uses, for the test's corpus, with limits that the package's weights keep."""
    path = tmp_path / "floors.json"
    kept = Limits({"relation.linked": 1.0}, {"robustness": 100.0})
    path.write_text(Floors("dev", corpus_sha256(corpus, "dev"), TOLERANCE, {"fast": kept}).to_json(), "utf-8")
    monkeypatch.setattr(floors_file, "FLOORS", path)
    return path


def test_the_gate_prints_a_line_for_each_check(corpus: Path, floors: Path) -> None:
    done = onrecord("gate", "--polnear", corpus, "--corruption", "straight")
    assert done.exit_code == 0
    assert "gate passed for fast: all limits hold (fast-" in done.stdout
    assert "relation.linked" in done.stdout
    assert "ceiling  100.0  ok" in done.stdout


def test_the_gate_fails_where_a_limit_does_not_hold(corpus: Path, floors: Path) -> None:
    pinned = read_floors(floors)
    never = Limits({"relation.linked": 100.1})
    floors.write_text(Floors("dev", pinned.sha256, TOLERANCE, {"fast": never}).to_json(), "utf-8")
    done = onrecord("gate", "--polnear", corpus, "--model", "fast")
    assert done.exit_code == 1
    assert "gate failed for fast: limits that do not hold: relation.linked" in done.stdout


def test_the_gate_pins_robustness_with_all_corruptions(corpus: Path, floors: Path) -> None:
    assert onrecord("gate", "--polnear", corpus, "--model", "fast", "--robustness", "--update").exit_code == 0
    assert read_floors(floors).models["fast"].maximum.keys() == {"calibration_error", "robustness"}
    assert read_floors(floors).models["fast"].maximum["robustness"] < 100.0


def test_the_gate_says_what_it_skips(corpus: Path, floors: Path) -> None:
    done = onrecord("gate", "--polnear", corpus, "--model", "accurate")
    assert (done.exit_code, done.stdout) == (0, "gate skipped for accurate: no floors pinned\n")
