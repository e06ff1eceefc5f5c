"""`onrecord import` as a user has it: everything that fits is taken in, or nothing is."""

import json
import subprocess
import sys

import pytest

from onrecord.cli.corrected import readings_of
from onrecord.errors import FormatError
from onrecord.formats import FORMATS
from onrecord.formats.json import to_json
from onrecord.ledger.database import open_ledger
from onrecord.ledger.figures import stats
from onrecord.ledger.store import add
from tests.cli.in_process import runner
from tests.ledger import made
from tests.ledger.told import Told, reading

COMES_IN = [name for name, made_so in FORMATS.items() if made_so.comes_in]


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    """Runs `onrecord COMMAND ARGS` in this process, in a folder of its own."""
    return lambda command, *args: runner(command, capsysbinary, monkeypatch, tmp_path)(*args)


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(to_json(r) + "\n" for r in made.readings(61, 12)), encoding="utf-8")
    return path


def articles(ledger):
    with open_ledger(ledger, readonly=True) as opened:
        return stats(opened).counts["articles"]


@pytest.mark.parametrize("name", COMES_IN)
def test_what_export_wrote_comes_in(run, archive, name):
    place = "out/" if FORMATS[name].folder else f"out{FORMATS[name].suffix}"
    run("export", archive, "--to", name, "-o", place)
    done = run("import", place, "--from", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(b"\n") == 12
    assert run("import", place, "--from", name, "-o", "in.jsonl").stdout == b""
    assert run("export", "in.jsonl", "--to", "jsonl").stdout == done.stdout


def test_readings_are_added_to_a_ledger_once(run, archive, tmp_path):
    first = run("import", archive, "--from", "jsonl", "--ledger", "new.ledger")
    second = run("import", archive, "--from", "jsonl", "--ledger", "new.ledger")
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith(b"12 added, 0 already there; ")
    assert second.stdout == b"0 added, 12 already there; 0 statements added.\n"
    assert articles(tmp_path / "new.ledger") == 12


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("{", "bad.jsonl, line 1: not a reading in JSON"),
        ('{"article": 3}', "bad.jsonl, line 1: not a reading in JSON"),
        ("\x00\x01", "bad.jsonl, line 1: not a reading in JSON"),
        ("", "no reading in the format jsonl is in it"),
    ],
)
def test_nothing_is_taken_in_where_one_file_does_not_fit(run, archive, tmp_path, last, words):
    (tmp_path / "bad.jsonl").write_text(last)
    (tmp_path / "out.jsonl").write_text("old")
    inputs = (archive, "bad.jsonl") if last else ("bad.jsonl",)
    for place in ((), ("-o", "out.jsonl"), ("--ledger", "new.ledger")):
        done = run("import", *inputs, "--from", "jsonl", *place)
        assert (done.returncode, done.stdout) == (3, b"")
        assert words in done.stderr
    assert (tmp_path / "out.jsonl").read_text() == "old"
    assert not (tmp_path / "new.ledger").exists()


def test_a_file_that_there_is_not(run, archive):
    done = run("import", archive, "gone.ann", "--from", "brat")
    assert (done.returncode, done.stdout) == (3, b"")


@pytest.mark.parametrize("name", ["csv", "tei", "jsnol"])
def test_a_format_that_does_not_come_in_names_those_that_do(run, archive, name):
    done = run("import", archive, "--from", name)
    assert done.returncode == 2
    assert "there are jsonl, brat, label-studio, citron" in done.stderr
    assert ("this format goes out and does not come in" in done.stderr) == (name in FORMATS)


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--from", "jsonl", "-o", "x", "--ledger", "y"),
        ("--from", "jsonl", "--ledger", "y", "--reviewer", "Ada"),
        ("--from", "label-studio", "--reviewer", "Ada"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(run, archive, tmp_path, options):
    done = run("import", archive, *options)
    assert (done.returncode, done.stdout) == (2, b"")
    assert not (tmp_path / "y").exists()


def test_a_place_that_nothing_can_be_written_to(run, archive):
    assert run("import", archive, "--from", "jsonl", "-o", "no/such/file").returncode == 2
    assert run("import", archive, "--from", "jsonl", "--ledger", "no/such/file").returncode == 3


def test_a_reader_who_stops_early_is_no_error(archive):
    many = " ".join([str(archive)] * 60)
    command = f"{sys.executable} -m onrecord.cli import {many} --from jsonl | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=120)
    assert (done.returncode, len(done.stdout), done.stderr) == (0, 10, b"")


def annotated(path, tasks):
    """Tasks that a person has gone through and left as they were."""
    for task in tasks:
        task["annotations"] = [{"id": 1, "result": task["predictions"][0]["result"]}]
    path.write_text(json.dumps(tasks), encoding="utf-8")


def test_corrections_become_reviews(run, archive, tmp_path):
    run("import", archive, "--from", "jsonl", "--ledger", "new.ledger")
    run("export", archive, "--to", "label-studio", "-o", "tasks.json")
    path = tmp_path / "tasks.json"
    review = ("import", "tasks.json", "--from", "label-studio", "--ledger", "new.ledger", "--reviewer", "Ada")
    assert "no task in it has an annotation" in run(*review).stderr
    annotated(path, json.loads(path.read_text(encoding="utf-8")))
    first, second = run(*review), run(*review)
    assert (first.returncode, first.stderr) == (0, "")
    right = first.stdout.decode().split()[2]
    assert first.stdout.decode() == f"Reviews added: {right} right, 0 wrong, 0 corrected, 0 missed; 0 already there.\n"
    assert second.stdout.decode().endswith(f"; {right} already there.\n")


def test_reviews_of_articles_that_the_ledger_does_not_have_are_told(run, archive, tmp_path):
    run("export", archive, "--to", "label-studio", "-o", "tasks.json")
    lines = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    archive.write_text("".join(lines[1:]), encoding="utf-8")
    run("import", archive, "--from", "jsonl", "--ledger", "new.ledger")
    path = tmp_path / "tasks.json"
    annotated(path, json.loads(path.read_text(encoding="utf-8")))
    done = run("import", path, "--from", "label-studio", "--ledger", "new.ledger", "--reviewer", "Ada")
    assert done.returncode == 1
    assert done.stderr.count("the ledger does not have the article") == 1


def test_reviews_of_a_file_that_is_cut_short_are_not_taken_in(run, archive, tmp_path):
    run("import", archive, "--from", "jsonl", "--ledger", "new.ledger")
    run("export", archive, "--to", "label-studio", "-o", "tasks.json")
    path = tmp_path / "tasks.json"
    annotated(path, json.loads(path.read_text(encoding="utf-8")))
    path.write_text(path.read_text(encoding="utf-8")[:-50], encoding="utf-8")
    done = run("import", path, "--from", "label-studio", "--ledger", "new.ledger", "--reviewer", "Ada")
    assert (done.returncode, done.stdout) == (3, b"")
    with open_ledger(tmp_path / "new.ledger", readonly=True) as opened:
        assert opened.connection.execute("SELECT count(*) FROM reviews").fetchone()[0] == 0


@pytest.fixture
def part(run, tmp_path):
    """One statement of two of a ledger's article, as tasks that a person has gone through."""
    whole = reading(Told("the ferry will stop"), Told("the pier stays", "Tor Lund"))
    with open_ledger(tmp_path / "new.ledger", create=True) as opened:
        list(add(opened, [whole]))
    only = ("--words", "ferry", "--only-found")
    run("export", "--ledger", "new.ledger", *only, "--to", "label-studio", "-o", "part.json")
    path = tmp_path / "part.json"
    annotated(path, json.loads(path.read_text(encoding="utf-8")))
    return path


@pytest.mark.parametrize("options", [(), ("--reviewer", "Ada")])
def test_a_part_of_a_reading_does_not_take_the_place_of_the_whole(run, tmp_path, part, options):
    done = run("import", part, "--from", "label-studio", "--ledger", "new.ledger", *options)
    assert (done.returncode, done.stdout) == (3, b"")
    assert "without --only-found" in done.stderr
    with open_ledger(tmp_path / "new.ledger", readonly=True) as opened:
        assert stats(opened).counts["readings"] == 1


def test_a_part_of_a_reading_is_not_added_either(run, tmp_path, part):
    run("import", part, "--from", "label-studio", "-o", "part.jsonl")
    done = run("ledger", "add", "--ledger", "new.ledger", "part.jsonl")
    assert done.returncode == 3
    assert "without --only-found" in done.stderr


def test_a_part_of_a_reading_is_nothing_to_train_on(part):
    with pytest.raises(FormatError, match="only some of its statements"):
        readings_of([part])


def test_a_part_of_a_reading_comes_in_as_json_lines(run, part):
    done = run("import", part, "--from", "label-studio")
    assert [len(json.loads(line)["attributions"]) for line in done.stdout.splitlines()] == [1]
