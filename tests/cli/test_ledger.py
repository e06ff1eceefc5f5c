"""`onrecord ledger` as a user has it: adding, showing, exporting, checking, merging, reviewing."""

import csv
import gzip
import io
import json
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, replace

import pytest

from onrecord.cli import main
from onrecord.formats.json import from_json, to_json
from tests.cli.conftest import FRENCH, STORY
from tests.ledger import made


@pytest.fixture(autouse=True)
def news(monkeypatch, tmp_path):
    """Every command works on this ledger."""
    path = tmp_path / "news.ledger"
    monkeypatch.setenv("ONRECORD_LEDGER", str(path))
    return path


@dataclass
class Done:
    """What a command has printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs `onrecord ledger ARGS` in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*args):
        monkeypatch.setattr("sys.argv", ["onrecord", "ledger", *map(str, args)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        shown = capsys.readouterr()
        return Done(end.value.code or 0, shown.out, shown.err)

    return call


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(to_json(r) + "\n" for r in made.readings(61, 12)), encoding="utf-8")
    return path


@pytest.fixture
def full(run, archive):
    assert run("add", archive).returncode == 0


def told(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def figures(run):
    return json.loads(run("stats", "-f", "json").stdout)


def test_articles_are_read_once(run, story):
    first, second = run("add", story), run("add", story)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == "1 added; 1 statement added.\n"
    assert second.stdout == "1 already there; 0 statements added.\n"
    assert (first.stderr, second.stderr) == ("", "")


def test_what_is_stored_is_what_is_read(onrecord, story):
    onrecord("ledger", "add", story, "--outlet", "Harbor Ledger", "--published", "2026-03-14")
    read = onrecord("read", story, "--outlet", "Harbor Ledger", "--published", "2026-03-14", "-f", "json").stdout
    assert onrecord("ledger", "show", "article", 1, "-f", "json").stdout == read


def test_again_reads_what_is_there(run, story):
    run("add", story)
    done = run("add", story, "--again", "-f", "jsonl")
    assert [(t["status"], t["reading_id"]) for t in told(done)] == [("already there", 1)]


def test_a_bad_input_stops_nothing_and_is_on_record(run, story, french, news):
    done = run("add", "missing.txt", french, story)
    assert done.returncode == 1
    assert done.stdout == "2 added, 1 not read; 1 statement added.\n"
    errors = done.stderr.splitlines()
    assert len(errors) == 2
    assert "missing.txt: there is no such file" in errors[1] or "missing.txt: there is no such file" in errors[0]
    rows = sqlite3.connect(news).execute("SELECT name, code FROM unreadable").fetchall()
    assert rows == [("missing.txt", "not-found")]


def test_nothing_that_can_be_read(onrecord):
    assert onrecord("ledger", "add", "-", stdin=FRENCH).returncode == 3
    assert onrecord("ledger", "add", "missing.txt").returncode == 3


def test_readings_need_no_model(run, archive, tmp_path):
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(archive.read_bytes()))
    one = tmp_path / "one.json"
    one.write_text(to_json(made.readings(62, 1)[0], indent=2), encoding="utf-8")
    done = run("add", archive, packed, one, "-f", "jsonl")
    assert done.returncode == 0
    assert [t["status"] for t in told(done)] == ["new article"] * 12 + ["already there"] * 12 + ["new article"]
    assert "13 added, 12 already there" in done.stderr


def test_readings_are_taken_from_a_pipe(onrecord, story):
    read = onrecord("read", story, "-f", "jsonl").stdout.decode()
    onrecord("ledger", "add", "-", stdin=read)
    assert onrecord("ledger", "show", "article", 1, "-f", "jsonl").stdout.decode() == read


def test_broken_lines_among_readings(run, archive):
    first, *others = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    outside = from_json(first)
    wrong = replace(outside, own_voice=((0, 10**7),))
    archive.write_text("".join([*others[:2], '{"article": 3}\n', "\n", to_json(wrong) + "\n", *others[2:4]]))
    done = run("add", archive, "-f", "jsonl")
    assert done.returncode == 1
    assert [t["status"] for t in told(done)] == [*["new article"] * 2, *["unreadable"] * 2, *["new article"] * 2]
    assert f"{archive}:3: not a reading in JSON" in done.stderr
    assert "a span lies outside the text" in done.stderr


def test_json_lines_of_articles_are_read(run, tmp_path):
    lines = tmp_path / "articles.jsonl"
    lines.write_text(json.dumps({"text": STORY, "outlet": "Tidelook", "url": "https://tidelook.example/1"}) + "\n")
    assert run("add", lines).returncode == 0
    shown = json.loads(run("show", "article", 1, "-f", "json").stdout)
    assert shown["article"]["outlet"] == "Tidelook"


@pytest.fixture
def no_pyarrow(monkeypatch):
    """Nothing of it can be imported."""
    for module in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "pyarrow", None)


@pytest.mark.usefixtures("no_pyarrow")
@pytest.mark.parametrize("named", ["b.parquet", "folder"])
def test_parquet_without_its_library_is_told_before_anything_is_read(run, story, tmp_path, news, named):
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "deep" / "c.PARQUET").write_bytes(b"PAR1")
    done = run("add", story, named)
    assert (done.returncode, done.stdout) == (3, "")
    assert "pyarrow is not installed. Install it with: pip install 'onrecord[parquet]'" in done.stderr
    assert not news.exists()


@pytest.mark.usefixtures("no_pyarrow")
def test_what_is_no_parquet_needs_no_library(run, story, tmp_path):
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "c.parquet").write_bytes(b"PAR1")
    assert run("add", story, tmp_path).returncode == 0


@pytest.fixture
def table(tmp_path):
    """Writes columns to a Parquet file in the folder that commands run in."""
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra parquet)")
    parquet = pytest.importorskip("pyarrow.parquet")

    def write(name, **columns):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(arrow.table(columns), tmp_path / name)

    return write


def test_parquet(run, tmp_path, table):
    table("some.parquet", text=[STORY, ""], outlet=["Tidelook", None], authors=[["Nora Blick"], None], id=[1, 2])
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 cut off")
    done = run("add", "some.parquet", "broken.parquet", "missing.parquet", "-f", "jsonl")
    assert [t["name"] for t in told(done) if t["status"] == "new article"] == ["some.parquet:1"]
    assert [t["name"] for t in told(done)][1:] == ["some.parquet:2", "broken.parquet", "missing.parquet"]
    shown = json.loads(run("show", "article", 1, "-f", "json").stdout)["article"]
    assert (shown["outlet"], shown["authors"]) == ("Tidelook", ["Nora Blick"])


def test_parquet_in_folders_is_found(run, tmp_path, table):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(STORY, encoding="utf-8")
    for number, name in enumerate(
        ("in/b.parquet", "in/deep/c.Parquet", "in/set.parquet/part-0.parquet", "in/.no.parquet")
    ):
        table(name, text=[f"Story {number}. {STORY}"])
    (tmp_path / "in" / "deep" / "back").symlink_to(tmp_path / "in")
    done = run("add", "in", "-f", "jsonl")
    found = [t["name"] for t in told(done) if t["status"] == "new article"]
    assert found == ["in/a.txt", "in/b.parquet:1", "in/deep/c.Parquet:1", "in/set.parquet/part-0.parquet:1"]


def test_a_folder_of_parquet_alone(run, table):
    table("set.parquet/part-0.parquet", html=[f"<p>{STORY}</p>"])
    done = run("add", "set.parquet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 added; 1 statement added.\n", "")


def test_parquet_without_text_is_one_bad_input(run, table):
    table("other.parquet", title=["Pier"] * 100)
    done = run("add", "other.parquet", "-f", "jsonl")
    assert done.returncode == 3
    assert [t["name"] for t in told(done)] == ["other.parquet"]
    assert 'it has no column "text" and none "html"' in done.stderr


def test_the_ledger_must_be_named(run, story, monkeypatch):
    monkeypatch.delenv("ONRECORD_LEDGER")
    done = run("add", story)
    assert done.returncode == 2
    assert "--ledger" in done.stderr


def test_another_file_is_refused_in_one_line_and_kept(run, story, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    for command in (("add", story), ("stats",), ("verify",), ("show", "article", 1), ("backup", ""), ("migrate",)):
        done = run(*command, "--ledger", other)
        assert done.returncode == 3
        assert done.stderr.startswith(f"onrecord: {other}: it is not an SQLite database")
        assert len(done.stderr.splitlines()) == 1
    assert other.read_text() == "mine"


def test_a_stopped_run_tells_what_is_kept(run, archive):
    """The second input never comes to its end; what was told before the signal is kept, and counted."""
    call = [sys.executable, "-m", "onrecord.cli", "ledger", "add", "-f", "jsonl", str(archive), "-"]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.writelines(to_json(r).encode() + b"\n" for r in made.readings(62, 70))
        process.stdin.flush()
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        shown, errors = first + process.stdout.read(), process.stderr.read()
    assert process.returncode not in {0, 1}
    assert b"added" in errors
    assert figures(run)["counts"]["articles"] >= len(shown.splitlines()) > 0


@pytest.mark.usefixtures("full")
class TestWithArticles:
    """Commands that look after a ledger with twelve made articles."""

    def test_show_tells_where_an_article_stands(self, onrecord, archive):
        changed = made.changed(from_json(archive.read_text(encoding="utf-8").splitlines()[0]))
        onrecord("ledger", "add", "-", stdin=to_json(changed) + "\n")
        shown = onrecord("ledger", "show", "article", 13).stdout.decode()
        assert "Article 13, version 2 of 2 at its URL" in shown
        assert "by made-1 (onrecord" in shown
        assert "\x1b" not in shown

    def test_show_one_statement_with_what_people_say(self, run):
        run("review", 3, "--verdict", "wrong", "--reviewer", "Nora", "--comment", "a joke")
        shown = run("show", "statement", 3)
        assert shown.returncode == 0
        assert "Review of statement 3" in shown.stdout
        assert "wrong, says Nora" in shown.stdout
        reading = from_json(run("show", "statement", 3, "-f", "json").stdout)
        assert {a.parent for a in reading.attributions[1:]} <= {a.id for a in reading.attributions}

    @pytest.mark.parametrize("what", ["article", "statement", "reading"])
    def test_what_is_not_there(self, run, what):
        done = run("show", what, 99999)
        assert done.returncode == 3
        assert f"there is no {what} 99999" in done.stderr

    def test_export_and_add_again(self, run, tmp_path):
        run("export", "-o", "out.jsonl")
        done = run("add", "out.jsonl", "--ledger", "other.ledger")
        assert done.returncode == 0
        other = json.loads(run("stats", "-f", "json", "--ledger", "other.ledger").stdout)
        assert other["content_hash"] == figures(run)["content_hash"]

    def test_export_a_table(self, run):
        done = run("export", "-f", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
        assert len(rows) == figures(run)["counts"]["statements in current readings"]
        assert run("export", "-f", "csv", "--all").returncode == 2

    def test_an_export_that_fails_leaves_the_older_file(self, run, tmp_path, news):
        (tmp_path / "out.jsonl").write_text("kept")
        connection = sqlite3.connect(news)
        connection.execute("UPDATE readings SET json = '[]' WHERE id = 9")
        connection.commit()
        connection.close()
        assert run("export", "-o", "out.jsonl").returncode == 3
        assert (tmp_path / "out.jsonl").read_text() == "kept"

    def test_verify_has_its_status(self, run, news):
        done = run("verify")
        assert (done.returncode, done.stdout) == (0, "0 problems found.\n")
        connection = sqlite3.connect(news)
        connection.execute("UPDATE articles SET outlet = 'Other'")
        connection.commit()
        connection.close()
        done = run("verify")
        assert done.returncode == 1
        assert done.stdout.splitlines()[-1].endswith("problems found.")
        assert "article 12: its content does not have its hash" in done.stdout

    def test_backup_goes_over_nothing(self, run, tmp_path):
        assert run("backup", "copy").returncode == 0
        assert run("verify", "--ledger", "copy").returncode == 0
        done = run("backup", "copy")
        assert done.returncode == 2
        assert "--force" in done.stderr
        assert run("backup", "copy", "--force").returncode == 0

    def test_merge_and_unmerge(self, run):
        listed = json.loads(run("names", "-f", "json").stdout)
        one, other = listed[0]["id"], listed[1]["id"]
        assert run("merge", one, other, "--by", "Nora").returncode == 2
        assert run("merge", one, other, "--by", "Nora", "--reason", "the same").returncode == 0
        assert f"merged into {other}" in run("names", listed[0]["name"]).stdout
        assert run("unmerge", one, "--by", "Nora").returncode == 0
        done = run("unmerge", one, "--by", "Nora")
        assert done.returncode == 3
        assert "is not merged" in done.stderr

    @pytest.mark.parametrize("wrong", [("--field", "mode"), ("--value", "block"), ("--field", "label", "--value", "x")])
    def test_a_correction_needs_both_and_what_can_be_corrected(self, run, wrong):
        done = run("review", 1, "--verdict", "corrected", "--reviewer", "Nora", *wrong)
        assert done.returncode == 2
        assert figures(run)["counts"]["reviews"] == 0

    def test_migrate_of_what_is_new(self, run):
        assert run("migrate").stdout.endswith("schema 2 already\n")

    def test_stats_as_text(self, run):
        shown = run("stats").stdout
        assert "12 articles" in shown
        assert f"Content: {figures(run)['content_hash']}" in shown

    def test_metadata_is_for_this_ledger(self, run):
        described = json.loads(run("metadata").stdout)
        assert described["databases"]["news"]["tables"]["statements"]["label_column"] == "label"


def test_every_command_has_help(run):
    shown = run("--help").stdout
    for command in "add show names export stats verify backup migrate merge unmerge review metadata".split():
        assert f"  {command} " in shown
        assert run(command, "--help").returncode == 0
