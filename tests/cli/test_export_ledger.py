"""`onrecord export --ledger`: which of a ledger's readings are written."""

import json
from dataclasses import replace

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger.database import open_ledger
from onrecord.ledger.found import readings_found
from onrecord.ledger.query import Query
from onrecord.ledger.readings import readings
from onrecord.ledger.search import search
from onrecord.ledger.store import add
from tests.cli.in_process import runner
from tests.ledger import made
from tests.ledger.told import Told, reading


@pytest.fixture
def export(capsysbinary, monkeypatch, tmp_path):
    """Runs `onrecord export ARGS` in this process, in a folder of its own."""
    return runner("export", capsysbinary, monkeypatch, tmp_path)


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "news.ledger"
    told = (Told("the new bridge will have a toll"), Told("the ferry stays", "an official", "anonymous source"))
    first = reading(*told, url="https://news.example/bridge")
    quoted = replace(first.attributions[1], parent="a1")
    nested = replace(first, attributions=(first.attributions[0], quoted))
    later = reading(Told("the bridge was cancelled"), url="https://news.example/bridge", day="2026-03-15")
    other = reading(Told("rain is coming", "Tor Lund"), outlet="Tidelook", day="2025-01-01")
    with open_ledger(path, create=True) as ledger:
        list(add(ledger, [nested, later, other]))
    return path


def found(done):
    """The contents of each reading that was written."""
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    return [[_words(r, a["content"]) for a in r["attributions"]] for r in readings]


def _words(one, spans):
    return " ".join(one["article"]["text"][start:end] for start, end in spans)


WHOLE = ["the new bridge will have a toll", "the ferry stays"]


def test_without_conditions_all_current_readings_come(export, news):
    done = export("--ledger", news, "--to", "jsonl")
    assert done.returncode == 0
    assert found(done) == [WHOLE, ["the bridge was cancelled"], ["rain is coming"]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--words", "bridge"), [["the bridge was cancelled"]]),
        (("--words", "bridge", "--all-versions"), [WHOLE, ["the bridge was cancelled"]]),
        (("--words", "-bridge"), [["rain is coming"]]),
        (("--unnamed", "--all-versions"), [WHOLE]),
        (("--type", "anonymous source", "--all-versions"), [WHOLE]),
        (("--speaker", "lund"), [["rain is coming"]]),
        (("--outlet", "tidelook", "--outlet", "Nowhere"), [["rain is coming"]]),
        (("--since", "2026-01-01"), [["the bridge was cancelled"]]),
        (("--until", "2025-12-31", "--mode", "indirect", "--kind", "assertion"), [["rain is coming"]]),
        (("--factuality", "asserted", "--first-hand", "--named"), [["the bridge was cancelled"], ["rain is coming"]]),
    ],
)
def test_conditions_are_those_of_search_and_readings_are_whole(export, news, options, expected):
    done = export("--ledger", news, "--to", "jsonl", *options)
    assert (done.returncode, found(done)) == (0, expected)


def test_only_the_statements_found_come_with_those_around_them(export, news):
    options = ("--ledger", news, "--to", "jsonl", "--only-found", "--all-versions")
    assert found(export(*options, "--words", "toll")) == [WHOLE[:1]]
    done = export(*options, "--words", "ferry")
    assert found(done) == [WHOLE]
    assert [s["name"] for s in json.loads(done.stdout)["sources"]] == ["Ana Ruiz", None]
    assert [note["code"] for note in json.loads(done.stdout)["notes"]] == ["excerpt"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--words", "submarine"), "no statement was found"),
        (("--words", "!?"), "no letters and no digits"),
        (("--speaker", "Nobody"), "No name in the ledger has the words 'Nobody'"),
        (("--outlet", "Nowhere"), "from an outlet called 'Nowhere'"),
    ],
)
def test_where_nothing_is_found_it_says_so_and_writes_nothing(export, news, tmp_path, options, why):
    done = export("--ledger", news, "--to", "csv", "-o", "out.csv", *options)
    assert (done.returncode, done.stdout) == (3, b"")
    assert why in done.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--ledger", "L", "story.txt"), "name articles or a ledger, not both"),
        (("--ledger", "L", "--title", "Mine"), "--title is for articles that are read now"),
        (("--ledger", "L", "--page-url", "https://a.example"), "--page-url is for articles that are read now"),
        (("story.txt", "--speaker", "Ruiz"), "--speaker is for the readings of a ledger"),
        (("story.txt", "--type", "document"), "--type is for the readings of a ledger"),
        (("story.txt", "--only-found"), "--only-found is for the readings of a ledger"),
        (("story.txt", "--outlet", "A", "--outlet", "B"), "--outlet may be repeated"),
        (("--ledger", "L", "--only-found"), "--only-found needs something to find"),
        (("--ledger", "L", "--named", "--unnamed"), "leave nothing to find"),
        (("--ledger", "L", "--since", "soon"), "--since 'soon' is no day"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(export, options, why):
    done = export("--to", "jsonl", *options)
    assert done.returncode == 2
    assert why in " ".join(done.stderr.split())


def test_the_ledger_of_the_environment_is_meant_where_no_input_is_named(export, news, story, monkeypatch):
    monkeypatch.setenv("ONRECORD_LEDGER", str(news))
    assert len(found(export("--to", "jsonl"))) == 3
    assert len(found(export(story, "--to", "jsonl"))) == 1


def test_a_ledger_that_there_is_not(export):
    done = export("--ledger", "gone.ledger", "--to", "jsonl")
    assert (done.returncode, done.stdout) == (3, b"")


def test_what_is_found_is_what_search_finds_page_by_page(tmp_path):
    queries = [
        Query("harbor"),
        Query("the"),
        Query("bridge OR pier -ferry", named=True),
        Query(kinds=("belief",), all_versions=True),
        Query("council", outlets=("Tidelook",), modes=("direct", "indirect")),
        Query(second_hand=True),
        Query("-harbor -ferry", types=("document",)),
    ]
    with open_ledger(tmp_path / "made.ledger", create=True) as ledger:
        list(add(ledger, made.readings(5, 150)))
        for query in queries:
            assert _by_pages(ledger, query) == _by_readings(ledger, query) != set()


def _by_pages(ledger, query):
    statements, cursor = set(), None
    while True:
        page = search(ledger, replace(query, per_page=200, cursor=cursor))
        statements |= {(f.title, f.content) for f in page.statements}
        if not page.next:
            return statements
        cursor = page.next


def _by_readings(ledger, query):
    statements = set()
    for one in readings_found(ledger, query):
        text = one.reading.article.text
        said = [a for a in one.reading.attributions if a.id in one.statements]
        assert len(said) == len(one.statements)
        statements |= {(one.reading.article.title, " … ".join(text[s:e] for s, e in a.content)) for a in said}
    return statements


def test_a_reading_that_is_damaged_is_a_ledger_error(tmp_path):
    with open_ledger(tmp_path / "bad.ledger", create=True) as ledger:
        list(add(ledger, [reading(Told("rain is coming"))]))
        ledger.connection.execute("UPDATE readings SET json = '{}'")
        with pytest.raises(LedgerError):
            list(readings_found(ledger, Query("rain")))
        with pytest.raises(LedgerError):
            list(readings(ledger))
