"""`onrecord trace` as a user has it."""

import json

import pytest

from onrecord.ledger.database import open_ledger
from onrecord.ledger.store import add
from tests.ledger.quoted import PIER, said

ALTERED = PIER.replace("may have to close", "will not close")


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "news.ledger"
    readings = [
        said(PIER, "1", outlet="Harbor Ledger", day="2026-03-01"),
        said(ALTERED, "2", outlet="Tidelook", day="2026-03-02", via=["Harbor Ledger"]),
        said(f"[The \x1b[31mcity’s] pier {PIER[13:]}", "3", outlet="[b]Upland[/b]", day=None, via=["Selby Courier"]),
        said("No comment.", "4", day="2026-03-01"),
        said("No comment.", "5", outlet="Upland Post", day="2026-03-01"),
    ]
    with open_ledger(path, create=True) as ledger:
        list(add(ledger, readings))
    return path


@pytest.fixture
def trace(onrecord, news):
    return lambda *args: onrecord("trace", "--ledger", news, *args)


def text(done):
    return " ".join(done.stdout.decode().split())


def test_the_family_in_time(trace):
    done = trace(PIER)
    shown = text(done)
    assert done.returncode == 0
    assert "The words asked for: exact: the words of the first" in shown
    assert "1. 2026-03-01 Harbor Ledger Ana Ruiz [statement 1]" in shown
    assert "from whom: not stated on the page" in shown
    assert "altered against the first; a hedge was lost; a negation was gained [-may have to-]{+will not+}" in shown
    assert "from Harbor Ledger (printing 1)" in shown
    assert "from Selby Courier, whose printing is not in the ledger" in shown
    assert "3 printings in 3 outlets." in shown


def test_what_is_printed_is_no_markup_and_no_control(trace):
    done = trace(PIER)
    assert "[b]Upland[/b]" in text(done)
    assert b"\x1b" not in done.stdout


def test_a_statement_by_its_id(trace):
    shown = text(trace("4"))
    assert "The words asked for" not in shown
    assert "2 have the date of the first; which of them came first is not known." in shown


def test_as_json(trace):
    found = json.loads(trace(PIER, "--format", "json").stdout)
    assert (found["total"], found["difference"]["cls"]) == (3, "exact")
    second = found["printings"][1]
    assert (second["via"], second["parent"], second["difference"]["negation"]) == ("Harbor Ledger", 1, "gained")
    assert second["difference"]["edits"][0] == {
        "kind": "replaced",
        "printed": "will not",
        "original": "may have to",
        "marked": False,
        "harmless": False,
    }


def test_nothing_found_is_no_failure(trace):
    done = trace("The ferry crews have never heard of any zebras on this coast.")
    assert done.returncode == 0
    assert text(done) == "Nothing found: no quotation in the ledger has these words, or words like them."


def test_a_statement_that_is_not_there(trace):
    done = trace("99")
    assert done.returncode == 3
    assert "there is no statement 99" in done.stderr.decode()


def test_more_than_are_shown(trace):
    assert "The earliest 1 are shown; for more: --most 3" in text(trace(PIER, "--most", "1"))


@pytest.mark.parametrize("args", [("",), (" ",), (PIER, "--most", "0"), ()])
def test_wrong_use(trace, args):
    assert trace(*args).returncode == 2


def test_a_file_that_is_no_ledger(onrecord, tmp_path):
    assert onrecord("trace", PIER, "--ledger", tmp_path / "none.ledger").returncode == 3


def test_into_a_file(trace, tmp_path):
    assert trace(PIER, "--format", "json", "--output", tmp_path / "out.json").returncode == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["total"] == 3
