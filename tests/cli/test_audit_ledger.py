"""`onrecord audit --ledger`, as a user has it."""

import csv
import io
import json

import jsonschema
import pytest

from onrecord.formats.audit_json import archive_schema
from onrecord.ledger.database import open_ledger
from onrecord.ledger.store import add
from tests.ledger import made


@pytest.fixture
def ledger(tmp_path):
    """The path of a ledger of 25 articles."""
    path = tmp_path / "news.db"
    with open_ledger(path, create=True) as opened:
        assert len(list(add(opened, made.stream(5, 25)))) == 25
    return path


def told(done):
    return json.loads(done.stdout)


def test_text_is_what_is_printed(onrecord, ledger):
    done = onrecord("audit", "--ledger", ledger, "--by", "outlet")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert shown.startswith("25 articles\n")
    assert "By outlet" in shown
    assert "\x1b" not in shown


def test_json_fits_its_schema(onrecord, ledger):
    report = told(onrecord("audit", "--ledger", ledger, "--by", "author", "-f", "json"))
    jsonschema.validate(report, archive_schema())
    assert report["by"] == "author"
    assert report["whole"]["articles"] == 25


def test_csv_has_a_row_for_each_group_and_measure(onrecord, ledger):
    done = onrecord("audit", "--ledger", ledger, "--by", "month", "-f", "csv")
    groups = {row["group"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))}
    months = {reading.article.published[:7] for reading in made.stream(5, 25)}
    assert groups == {"all articles", *months}


def test_html_goes_to_a_file(onrecord, ledger, tmp_path):
    done = onrecord("audit", "--ledger", ledger, "-f", "html", "-o", "report.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_limits(onrecord, ledger):
    def articles(*options):
        return told(onrecord("audit", "--ledger", ledger, "-f", "json", *options))["whole"]["articles"]

    assert articles("--since", "1 January 2024") == 25
    assert 0 < articles("--outlet", next(made.stream(5, 1)).article.outlet.upper()) < 25
    early, late = articles("--until", "2024-12-31"), articles("--since", "2025-01-01")
    assert early + late == 25
    assert early > 0 < late


def test_kinds(onrecord, ledger):
    assert told(onrecord("audit", "--ledger", ledger, "-f", "json", "--kind", "belief"))["kinds"] == ["belief"]


def test_nothing_within_the_limits_leaves_an_older_report_in_place(onrecord, ledger, tmp_path):
    older = tmp_path / "report.csv"
    older.write_text("kept", encoding="utf-8")
    done = onrecord("audit", "--ledger", ledger, "--outlet", "Nobody's Herald", "-f", "csv", "-o", older)
    assert (done.returncode, older.read_text(encoding="utf-8")) == (3, "kept")
    assert b"no article to report on" in done.stderr


def test_the_ledger_of_the_environment_where_no_input_is_named(onrecord, ledger, story):
    assert told(onrecord("audit", "-f", "json", ONRECORD_LEDGER=str(ledger)))["whole"]["articles"] == 25
    assert [
        a["name"] for a in told(onrecord("audit", story, "-f", "json", ONRECORD_LEDGER=str(ledger)))["articles"]
    ] == [str(story)]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("story.txt",), b"not both"),
        (("--title", "Pier"), b"--title"),
        (("--model", "fast"), b"--model"),
        (("--since", "last week"), b"2026-03-14"),
        (("--since", "2026-02-01", "--until", "2026-01-01"), b"after"),
        (("--by", "mood"), b"mood"),
    ],
)
def test_wrong_use(onrecord, ledger, options, why):
    done = onrecord("audit", "--ledger", ledger, *options)
    assert (done.returncode, done.stdout) == (2, b"")
    assert why in done.stderr


@pytest.mark.parametrize("options", [("--by", "outlet"), ("--since", "2026-01-01"), ("-f", "html"), ("-f", "csv")])
def test_what_needs_a_ledger(onrecord, story, options):
    done = onrecord("audit", story, *options)
    assert done.returncode == 2
    assert b"--ledger FILE" in done.stderr


def test_what_is_no_ledger(onrecord, story):
    for path in ("missing.db", story):
        done = onrecord("audit", "--ledger", path)
        assert (done.returncode, done.stdout) == (3, b"")
        assert done.stderr.startswith(f"onrecord: {path}".encode())


def test_a_ledger_that_may_not_be_written_is_read(onrecord, ledger):
    before = ledger.read_bytes()
    ledger.chmod(0o444)
    assert onrecord("audit", "--ledger", ledger).returncode == 0
    assert ledger.read_bytes() == before


def test_a_missing_extra_is_named_before_anything_is_read(onrecord, ledger, tmp_path):
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "altair.py").write_text("raise ImportError('hidden')", encoding="utf-8")
    done = onrecord("audit", "--ledger", ledger, "-f", "html", "-o", "r.html", PYTHONPATH=str(tmp_path / "hidden"))
    assert done.returncode == 3
    assert b"pip install 'onrecord[report]'" in done.stderr
    assert not (tmp_path / "r.html").exists()
