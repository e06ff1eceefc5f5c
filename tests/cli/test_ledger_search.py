"""`onrecord ledger search` as a user has it."""

import csv
import io
import json

import pytest

from onrecord.ledger.database import open_ledger
from onrecord.ledger.store import add
from tests.ledger.told import Told, reading


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "news.ledger"
    told = [
        Told("the new bridge will have a toll"),
        Told("the bridge is safe &amp; sound", "Harbor Audit", "document"),
        Told("=cmd|' /C calc'!A1", "-officials", "unnamed group"),
        Told("“no bridge” \x1b[31m is [bold]wanted[/bold]", "Tor Lund", mode="mixed"),
    ]
    with open_ledger(path, create=True) as ledger:
        list(add(ledger, [reading(*told), *(reading(Told(f"bridge number {n}"), day="2025-01-01") for n in range(30))]))
    return path


@pytest.fixture
def search(onrecord, news):
    return lambda *args: onrecord("ledger", "search", "--ledger", news, *args)


def found(done):
    return [one["content"] for one in json.loads(done.stdout)["statements"]]


def test_a_table_with_marks_and_how_many(search):
    done = search("toll", "-safe", "--speaker", "ruiz")
    shown = " ".join(done.stdout.decode().split())
    assert done.returncode == 0
    assert "2026-03-14 Harbor Ledger Ana Ruiz the new bridge will have a *toll*" in shown
    assert shown.endswith("1 to 1 of 1, best match first.")
    assert b"\x1b" not in done.stdout


def test_what_is_printed_is_no_markup_and_no_control(search):
    shown = search("wanted").stdout.decode()
    assert "[bold]*wanted*[/bold]" in shown
    assert "\x1b" not in shown


def test_a_phrase_and_a_word_left_out_by_one_argument_each(search):
    assert found(search("“new bridge”", "--format", "json")) == ["the new bridge will have a toll"]
    assert found(search("bridge", "--since", "2026-01-01", "-toll", "-wanted", "--format", "json")) == [
        "the bridge is safe &amp; sound"
    ]


def test_the_ledger_may_be_in_the_environment(onrecord, news):
    assert b"*toll*" in onrecord("ledger", "search", "toll", ONRECORD_LEDGER=str(news)).stdout


def test_json_has_offsets_and_what_was_understood(search):
    told = json.loads(search("sound", "OR", '"is safe"', "--format", "json").stdout)
    (one,) = told["statements"]
    assert told["words"] == {"groups": [["sound", "is safe"]], "excluded": []}
    assert [one["content"][start:end] for start, end in one["hits"]] == ["is safe", "sound"]
    assert one["snippet"] == [0, len(one["content"])]
    assert (told["total"], told["exact"], told["order"], told["next"]) == (1, True, "rank", None)


def test_csv_opens_in_a_spreadsheet_without_running_anything(search):
    done = search("--unnamed", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert (row["content"], row["source"]) == ("'=cmd|' /C calc'!A1", "'-officials")
    assert (row["second_hand"], row["name"]) == ("0", "")
    assert b"1 to 1 of 1" in done.stderr


def test_pages_by_cursor_and_by_number(search):
    first = json.loads(search("bridge", "--per-page", "20", "--format", "json").stdout)
    by_cursor = search("bridge", "--per-page", "20", "--format", "json", "--cursor", first["next"])
    by_number = search("bridge", "--per-page", "20", "--format", "json", "--page", "2")
    assert found(by_cursor) == found(by_number)
    assert len({one["content"] for one in first["statements"]} | set(found(by_cursor))) == 33
    shown = search("bridge", "--per-page", "20").stdout.decode()
    assert "1 to 20 of 33, best match first." in shown
    assert f"Next page: --cursor {first['next']}\n" in shown


@pytest.mark.parametrize("output_format", ["table", "json", "csv"])
def test_nothing_found_is_said_and_no_failure(search, output_format):
    done = search("tunnel", "--speaker", "Moro", "--format", output_format)
    assert done.returncode == 0
    assert "Moro" in (done.stdout + done.stderr).decode()


def test_no_such_page(search):
    assert b"There is no such page: 33 were found." in search("bridge", "--page", "9").stdout


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["--named", "--unnamed"], "leave nothing"),
        (["--named", "--type", "unnamed group"], "no source is named"),
        (["--since", "03/04/2026"], "no day"),
        (["--until", "soon"], "--until 2026-03-14"),
        (["--since", "2026-02-02", "--until", "2026-02-01"], "no day is since"),
        (["--cursor", "page2"], "is no cursor"),
        (["--speaker", "…"], "no name"),
        (["--speeker", "Ruiz"], "No such option: --speeker"),
        (["--mode", "loud"], "loud"),
        (["word " * 65], "more than 64 words"),
    ],
)
def test_wrong_use(search, args, why):
    done = search(*args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert why in " ".join(done.stderr.decode().split())


def test_no_ledger(onrecord, tmp_path):
    done = onrecord("ledger", "search", "--ledger", tmp_path / "none.ledger", "toll")
    assert done.returncode == 3
    assert b"no such file" in done.stderr


def test_odd_words_are_words(search):
    for odd in ('" * a:b NEAR(', "👍", '"a" OR'):
        assert search(odd).returncode == 0


def test_into_a_file(search, tmp_path):
    assert search("toll", "--format", "csv", "--output", "found.csv").stdout == b""
    assert "toll" in (tmp_path / "found.csv").read_text(encoding="utf-8")
