"""`onrecord export` as a user has it: every format, places of all kinds, bad inputs, kills, ledgers."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from onrecord import formats
from onrecord.formats import FORMATS, load, table_card
from onrecord.formats.json import from_json, to_json
from tests.cli.conftest import STORY
from tests.cli.in_process import runner
from tests.ledger import made

FOLDERS = [name for name, made_so in FORMATS.items() if made_so.folder]
FILES = [name for name, made_so in FORMATS.items() if not made_so.folder]


@pytest.fixture
def export(capsysbinary, monkeypatch, tmp_path):
    """Runs `onrecord export ARGS` in this process, in a folder of its own."""
    return runner("export", capsysbinary, monkeypatch, tmp_path)


@pytest.fixture
def archive(tmp_path):
    """Twelve readings that need no model."""
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(to_json(r) + "\n" for r in made.readings(61, 12)), encoding="utf-8")
    return path


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def contents(folder):
    return {name: (folder / name).read_bytes() for name in names(folder)}


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_is_written_and_twice_the_same(export, archive, tmp_path, to):
    for place in ("one", "two"):
        output = f"{place}/" if FORMATS[to].folder else f"{place}{FORMATS[to].suffix}"
        done = export(archive, "--to", to, "-o", output)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", "")
    suffix = "" if FORMATS[to].folder else FORMATS[to].suffix
    one, two = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    if FORMATS[to].folder:
        assert contents(one) == contents(two)
        assert len([name for name in names(one) if name.endswith(FORMATS[to].suffix)]) == 12
    else:
        assert one.read_bytes() == two.read_bytes() != b""


@pytest.mark.parametrize("to", FILES)
def test_one_file_goes_to_standard_output_too(export, archive, tmp_path, to):
    assert export(archive, "--to", to, "-o", "file").returncode == 0
    assert export(archive, "--to", to).stdout == (tmp_path / "file").read_bytes()


def test_articles_are_read(export, story):
    done = export(story, "--to", "jsonl", "--title", "Mine")
    reading = from_json(done.stdout)
    assert (reading.article.text, reading.article.title) == (STORY, "Mine")
    assert done.returncode == 0


def test_a_reading_is_taken_as_it_is(export, archive):
    assert export(archive, "--to", "jsonl").stdout == archive.read_bytes()


def test_one_reading_in_a_format_of_files_goes_to_standard_output_or_a_file(export, story, tmp_path):
    shown = export(story, "--to", "tei")
    assert export(story, "--to", "tei", "-o", "story.xml").returncode == 0
    assert (tmp_path / "story.xml").read_bytes() == shown.stdout
    assert shown.stdout.startswith(b"<?xml")


@pytest.mark.parametrize("to", FOLDERS)
def test_several_readings_need_a_folder_and_nothing_is_printed(export, archive, tmp_path, to):
    for args in ((), ("-o", f"file{FORMATS[to].suffix}")):
        done = export(archive, "--to", to, *args)
        assert (done.returncode, done.stdout) == (2, b"")
        assert "Name a folder: --output FOLDER/" in done.stderr
    assert names(tmp_path) == ["archive.jsonl"]


def test_a_format_with_a_typo_names_those_there_are(export, archive):
    done = export(archive, "--to", "jsnol")
    assert done.returncode == 2
    assert "--to jsnol: there is no such format; there are jsonl, csv, parquet" in done.stderr
    assert export(archive).returncode == 2


def test_what_columns_mean_is_printed(export):
    done = export("--columns")
    assert done.returncode == 0
    assert done.stdout.decode() == "\n".join(table_card.column_docs()) + "\n"


def test_a_bad_input_does_not_stop_the_others(export, story, tmp_path):
    (tmp_path / "binary").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    done = export("gone.txt", "binary", "empty.txt", story, "--to", "jsonl")
    assert done.returncode == 1
    assert from_json(done.stdout).article.text == STORY
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["gone.txt", "binary", "empty.txt"]


def test_a_reading_that_does_not_fit_is_told_and_the_others_go_on(export, archive, tmp_path):
    lines = archive.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace('"content":[[', '"content":[[9999999,9999999],[', 1)
    lines[2] = lines[2][:-9]
    archive.write_text("\n".join(lines), encoding="utf-8")
    done = export(archive, "--to", "brat", "-o", "out/")
    assert done.returncode == 1
    assert "but the text has" in done.stderr
    assert len([name for name in names(tmp_path / "out") if name.endswith(".ann")]) == 10


def test_where_nothing_is_read_an_older_file_stays(export, tmp_path):
    (tmp_path / "out.csv").write_text("old")
    assert export("gone.txt", "--to", "csv", "-o", "out.csv").returncode == 3
    assert (tmp_path / "out.csv").read_text() == "old"
    assert export("gone.txt", "--to", "tei", "-o", "folder/").returncode == 3
    assert names(tmp_path) == ["out.csv"]


def test_an_article_in_french_is_written_without_statements(export, french):
    done = export(french, "--to", "jsonl")
    assert done.returncode == 3
    assert from_json(done.stdout).attributions == ()
    assert "not supported" in done.stderr


def test_an_article_without_a_row_is_told(export, tmp_path):
    (tmp_path / "rain.txt").write_text("Rain fell on the pier all day.")
    for to in ("csv", "parquet"):
        done = export("rain.txt", "--to", to, "-o", f"out.{to}")
        assert (done.returncode, done.stderr) == (
            0,
            "onrecord: rain.txt: no statement was found in it, so it has no row.\n",
        )
    assert export("rain.txt", "--to", "jsonl").stderr == ""


def test_a_folder_of_articles_and_a_folder_that_is_not_there(export, story, french, tmp_path):
    done = export(tmp_path, "--to", "citron", "-o", "made/here/")
    assert done.returncode == 1
    assert len(names(tmp_path / "made" / "here")) == 2


def test_what_is_in_the_folder_stays_but_for_files_of_the_same_name(export, story, tmp_path):
    export(story, "--to", "tei", "-o", "out/")
    (ours,) = (tmp_path / "out").iterdir()
    ours.write_text("old")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    export(story, "--to", "tei", "-o", "out")
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"
    assert ours.read_bytes().startswith(b"<?xml")


def test_another_reading_of_the_same_article_has_files_of_its_own(export, story, tmp_path):
    assert export(story, story, "--to", "tei", "-o", "out/").returncode == 0
    first, second = (tmp_path / "out" / name for name in names(tmp_path / "out"))
    assert first.read_bytes() == second.read_bytes()


def test_a_reading_that_a_format_cannot_write_does_not_stop_the_others(export, archive, tmp_path, monkeypatch):
    pieces, bad = formats.pieces, made.readings(61, 12)[3].article

    def failing(readings, to):
        (reading,) = readings
        if reading.article == bad:
            raise ValueError("odd")
        return pieces([reading], to)

    monkeypatch.setattr(formats, "pieces", failing)
    done = export(archive, "--to", "tei", "-o", "out/")
    assert done.returncode == 1
    assert "writing it as tei failed (ValueError: odd)" in done.stderr
    assert len(names(tmp_path / "out")) == 11


@pytest.mark.parametrize(
    ("to", "output", "words"),
    [
        ("csv", "no/such/file.csv", "cannot be written"),
        ("jsonl", "folder", "it is a folder, and jsonl is one file"),
        ("jsonl", "new/", "it is a folder, and jsonl is one file"),
        ("tei", "file/", "it is a file, and this needs a folder"),
        ("tei", "file/deeper/", "the folder cannot be made"),
    ],
)
def test_a_place_that_nothing_can_be_written_to(export, archive, tmp_path, to, output, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    done = export(archive, "--to", to, "-o", output)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert names(tmp_path) == ["archive.jsonl", "file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(export, archive, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    assert export(archive, "--to", "tei", "-o", "locked/").returncode == 2


def test_parquet_to_a_folder_is_a_data_set(export, archive, tmp_path):
    assert export(archive, "--to", "parquet", "-o", "set/").returncode == 0
    assert names(tmp_path / "set") == ["README.md", "data/statements.parquet"]
    rows = pq.read_table(tmp_path / "set" / "data" / "statements.parquet").num_rows
    assert f"| statements | {rows} |" in (tmp_path / "set" / "README.md").read_text()


def test_a_card_that_was_filled_in_is_kept(export, archive, tmp_path):
    export(archive, "--to", "parquet", "-o", "set/")
    (tmp_path / "set" / "README.md").write_text("filled in")
    done = export(archive, "--to", "parquet", "-o", "set")
    assert "README.md is kept as it is" in done.stderr
    assert (tmp_path / "set" / "README.md").read_text() == "filled in"
    assert "| articles | 12 |" in (tmp_path / "set" / "README.new.md").read_text()


def test_parquet_is_not_for_a_terminal(export, archive, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = export(archive, "--to", "parquet")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Parquet is no text for a terminal" in done.stderr


def test_a_missing_extra_is_told_before_anything_is_read(export, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = export("gone.txt", "--to", "parquet", "-o", "x.parquet")
    assert done.returncode == 3
    assert "pip install 'onrecord[parquet]'" in done.stderr
    assert "gone.txt" not in done.stderr


@pytest.mark.parametrize("to", ["csv", "jsonl"])
def test_a_reader_who_stops_early_is_no_error(archive, to):
    many = " ".join([str(archive)] * 60)
    command = f"{sys.executable} -m onrecord.cli export {many} --to {to} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=120)
    assert (done.returncode, len(done.stdout), done.stderr) == (0, 10, b"")


def killed(call, watched, ready):
    """Runs `call` and kills it as soon as `ready` says so of the folder `watched`."""
    with subprocess.Popen(call, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not (watched.is_dir() and ready(names(watched))):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_a_kill_leaves_whole_files_in_a_folder(export, tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(to_json(r) + "\n" for r in made.readings(7, 400)), encoding="utf-8")
    call = [sys.executable, "-m", "onrecord.cli", "export", str(path), "--to", "tei", "-o", str(tmp_path / "cut")]
    killed(call, tmp_path / "cut", lambda found: len(found) > 20)
    export(path, "--to", "tei", "-o", "whole/")
    whole, cut = contents(tmp_path / "whole"), contents(tmp_path / "cut")
    finished = {name: data for name, data in cut.items() if not name.endswith(".part")}
    assert 20 <= len(finished) < len(whole) == 400
    assert finished.items() <= whole.items()


def test_a_kill_leaves_an_older_file_as_it_was(tmp_path):
    path, place = tmp_path / "many.jsonl", tmp_path / "place"
    path.write_text("".join(to_json(r) + "\n" for r in made.readings(7, 400)), encoding="utf-8")
    place.mkdir()
    (place / "out.csv").write_text("old")
    call = [sys.executable, "-m", "onrecord.cli", "export", str(path), "--to", "csv", "-o", str(place / "out.csv")]
    killed(call, place, lambda found: len(found) == 2)
    assert (place / "out.csv").read_text() == "old"


def test_what_comes_in_can_be_exported_again(export, archive, tmp_path):
    for to in (name for name, made_so in FORMATS.items() if made_so.comes_in):
        place = tmp_path / (f"{to}/" if FORMATS[to].folder else f"{to}{FORMATS[to].suffix}")
        assert export(archive, "--to", to, "-o", f"{place}{'/' if FORMATS[to].folder else ''}").returncode == 0
        assert sum(1 for _ in load(place, to)) == 12


def test_csv_is_a_row_a_statement(export, archive):
    rows = list(csv.DictReader(io.StringIO(export(archive, "--to", "csv").stdout.decode(), newline="")))
    readings = [json.loads(line) for line in archive.read_text(encoding="utf-8").splitlines()]
    assert [row["statement_id"] for row in rows] == [a["id"] for r in readings for a in r["attributions"]]
