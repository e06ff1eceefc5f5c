"""Search finds what was asked for, all of it and nothing else, whichever way it takes to it."""

import json
from dataclasses import fields, replace
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

import pytest

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import plans
from onrecord.ledger.database import open_ledger
from onrecord.ledger.merges import merge, unmerge
from onrecord.ledger.query import Query
from onrecord.ledger.search import search
from onrecord.ledger.store import add
from tests.ledger.made import changed, readings, reread
from tests.ledger.told import Told, reading

CASES = json.loads((Path(__file__).parent / "cases" / "search_filters.json").read_text(encoding="utf-8"))
TOLD = {
    "toll": Told("the bridge will have a toll"),
    "memo": Told("the pier is safe", "Harbor Audit", "document"),
    "official": Told("Selby pays for a bridge", "an official", "anonymous source", mode="mixed"),
    "crews": Told("it is a shame", "the crews", "unnamed group", kind="belief"),
    "nobody": Told("it was decided so", None),
    "denied": Told("Nobody wants this bridge", mode="direct", factuality="denied"),
    "later": Told("the pier has a toll", "Tor Lund", second_hand=True),
}


def stored(path, *given):
    with open_ledger(path, create=True) as ledger:
        return [added.article_id for added in add(ledger, given)]


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    path = tmp_path_factory.mktemp("news") / "news.ledger"
    monday = [TOLD[key] for key in ("toll", "memo", "official", "crews", "nobody")]
    stored(
        path,
        reading(*monday),
        reading(TOLD["denied"], outlet="Tidelook", day="2026-03-15"),
        reading(TOLD["later"], outlet="Tidelook", day="2026-03-16"),
    )
    with open_ledger(path, readonly=True) as ledger:
        yield ledger


def contents(ledger, **asked):
    return [found.content for found in search(ledger, Query(**asked)).statements]


def query_of(asked):
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.items()}
    days = {name: date.fromisoformat(asked[name]) for name in ("since", "until") if name in asked}
    return Query(**{**values, **days})


@pytest.mark.parametrize("case", CASES, ids=[json.dumps(case["ask"], ensure_ascii=False) for case in CASES])
@pytest.mark.parametrize("sort", ["rank", "date"])
def test_finds_what_fits_and_nothing_else(news, case, sort):
    page = search(news, query_of({**case["ask"], "sort": sort}))
    assert {found.content for found in page.statements} == {TOLD[key].content for key in case["found"]}
    assert (page.total, page.exact) == (len(case["found"]), True)
    assert [note.code for note in page.notes] == case.get("notes", [])


def test_what_is_told_of_a_statement(news):
    (found,) = search(news, Query("mends OR safe", speaker="audit")).statements
    assert (found.day, found.outlet, found.name, found.source_type) == (
        "2026-03-14", "Harbor Ledger", "Harbor Audit", "document",
    )  # fmt: skip
    text = news.connection.execute("SELECT text FROM articles WHERE id = ?", (found.article_id,)).fetchone()[0]
    assert text[found.start : found.end] == "Harbor Audit said: the pier is safe"
    assert [found.content[slice(*hit)] for hit in found.hits] == ["safe"]


def test_hits_in_what_the_source_is_called(news):
    (found,) = search(news, Query("official")).statements
    assert [found.source[slice(*hit)] for hit in found.source_hits] == ["official"]
    assert (found.hits, found.name) == ((), None)


def test_without_words_the_newest_come_first_and_an_article_in_its_order(news):
    keys = ["later", "denied", "toll", "memo", "official", "crews", "nobody"]
    assert contents(news) == [TOLD[key].content for key in keys]


def test_the_best_match_comes_first_and_the_newest_of_equals(ledger):
    list(
        add(
            ledger,
            [
                reading(Told("the toll is low"), day="2026-01-02"),
                reading(Told("a toll is a toll")),
                reading(Told("the toll is high"), day="2026-01-03"),
            ],
        )
    )
    assert contents(ledger, words="toll") == ["a toll is a toll", "the toll is high", "the toll is low"]
    assert search(ledger, Query("toll")).order == "rank"
    assert contents(ledger, words="toll", sort="date")[0] == "a toll is a toll"


def test_an_article_without_a_date_comes_last_and_is_in_no_range(ledger):
    list(add(ledger, [reading(Told("undated"), day=None), reading(Told("dated"))]))
    assert contents(ledger) == ["dated", "undated"]
    assert contents(ledger, until=date(2030, 1, 1)) == contents(ledger, since=date(2000, 1, 1)) == ["dated"]


def test_merged_names_are_one_speaker_until_they_are_unmerged(ledger):
    said = {"Ana Ruiz": "one", "Anita Ruiz Lund": "two", "Major Moro": "three"}
    list(add(ledger, [reading(Told(content, name)) for name, content in said.items()]))
    ids = dict(ledger.connection.execute("SELECT name, id FROM names").fetchall())
    merge(ledger, ids["Ana Ruiz"], ids["Anita Ruiz Lund"], by="Nora", reason="")
    merge(ledger, ids["Anita Ruiz Lund"], ids["Major Moro"], by="Nora", reason="")
    for speaker in ("Ana", "lund", "Moro"):
        assert set(contents(ledger, speaker=speaker)) == {"one", "two", "three"}
    assert {found.name for found in search(ledger, Query()).statements} == {"Major Moro"}
    unmerge(ledger, ids["Anita Ruiz Lund"], by="Nora")
    assert set(contents(ledger, speaker="Ana")) == {"one", "two"}
    assert contents(ledger, speaker="Moro") == ["three"]


def test_unnamed_sources_are_nobodys_speaker(news):
    assert search(news, Query(speaker="official")).total == 0


def test_a_new_reading_takes_the_place_of_the_old(ledger):
    old = reading(Told("read first"), Told("read badly"), url="https://news.example/again")
    list(add(ledger, [old]))
    list(add(ledger, [reread(old, "told-2")]))
    assert contents(ledger) == contents(ledger, words="read", all_versions=True) == ["read first"]


def test_a_new_version_takes_the_place_of_the_old_unless_all_are_wanted(ledger):
    first = reading(Told("as printed"), url="https://news.example/changed", day="2026-01-01")
    second = reading(Told("as corrected"), url="https://news.example/changed", day="2026-01-02")
    list(add(ledger, [first, second]))
    assert contents(ledger) == contents(ledger, words="as") == ["as corrected"]
    assert contents(ledger, all_versions=True) == ["as corrected", "as printed"]
    list(add(ledger, [reread(first, "told-2")]))
    assert contents(ledger) == ["as corrected"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"since": date(2026, 3, 2), "until": date(2026, 3, 1)}, "no day is since"),
        ({"named": True, "types": ("unnamed group",)}, "no source is named"),
        ({"named": False, "types": ("document", "named person")}, "no source is unnamed"),
        ({"speaker": " … "}, "no name"),
        ({"page": 0}, "pages count from 1"),
        ({"per_page": 0}, "pages count from 1"),
        ({"cursor": "x"}, "is no cursor"),
        ({"cursor": "date_1_1_1_1_1_00000000"}, "another search"),
        ({"cursor": "date_1_1_1_1_1_00000000", "page": 2}, "two different places"),
        ({"words": "a " * 100}, "more than 64 words"),
    ],
)
def test_a_contradiction_is_told_with_a_remedy(asked, why):
    with pytest.raises(QueryError, match=why) as raised:
        Query(**asked)
    assert raised.value.remedy


def test_an_empty_ledger(ledger):
    for asked in (Query(), Query("toll"), Query("-toll"), Query(named=True, per_page=1)):
        page = search(ledger, asked)
        assert (page.statements, page.total, page.exact, page.next) == ((), 0, True, None)


def test_a_damaged_ledger_is_an_error_of_the_ledgers(path):
    stored(path, *readings(3, 60))
    damaged = bytearray(path.read_bytes())
    damaged[8192:] = b"\xff" * (len(damaged) - 8192)
    path.write_bytes(damaged)
    with pytest.raises(LedgerError), open_ledger(path, readonly=True) as opened:
        search(opened, Query("pier"))


QUERIES = [
    Query("pier"),
    Query("the", sort="date"),
    Query("pier OR ferry -budget"),
    Query("the pier"),
    Query('"the whole town"', kinds=("assertion",)),
    Query("the", named=False),
    Query("the", outlets=("Tidelook", "Selby Courier"), all_versions=True),
    Query("the", speaker="Ruiz"),
    Query("-pier", since=date(2025, 1, 1)),
    Query(factualities=("denied", "planned"), outlets=("Tidelook",)),
    Query(speaker="Tor", second_hand=False),
    Query(),
]


@pytest.fixture(scope="module")
def archive_ledger(tmp_path_factory):
    """A hundred articles, some read again, some changed."""
    path = tmp_path_factory.mktemp("archive") / "archive.ledger"
    made = readings(5, 100, statements=8)
    stored(path, *made, *(reread(one, "made-2") for one in made[:10]), *(changed(one) for one in made[5:20]))
    with open_ledger(path, readonly=True) as ledger:
        yield ledger


def as_asked(query):
    """The fields of a query that are not as by default."""
    values = {field.name: (getattr(query, field.name), field.default) for field in fields(Query)}
    return {name: value for name, (value, default) in values.items() if value != default}


@pytest.fixture(scope="module")
def wanted(archive_ledger):
    """Query -> the ids that fit."""
    return {query: expected(archive_ledger, query) for query in QUERIES}


def all_pages(ledger, query, by):
    found, pages, following = [], count(1), query
    while True:
        page = search(ledger, following)
        found += [(one.statement_id, one.score) for one in page.statements]
        if page.next is None:
            return found, page
        place = {"cursor": page.next} if by == "cursor" else {"page": next(pages) + 1}
        following = replace(query, **place)


@pytest.fixture(params=["as shipped", "nothing ranked", "walked", "walks given up"])
def ways(request, monkeypatch):
    """Bounds so low that each of the ways is taken."""
    low = {
        "as shipped": {},
        "nothing ranked": {"RANKED": 0},
        "walked": {"RANKED": 5, "SCANNED": 0, "SCANNED_NARROW": 0},
        "walks given up": {"RANKED": 5, "SCANNED": 0, "SCANNED_NARROW": 0, "PROBES": 3, "COUNTED": 20},
    }
    for name, value in low[request.param].items():
        monkeypatch.setattr(plans, name, value)


def expected(ledger, query):
    """The ids that fit, the newest first, by the views and Python alone."""
    rows = ledger.connection.execute(
        """SELECT statements_with_source.*, statements.id, statements.source AS printed
        FROM statements_with_source JOIN statements ON statements.id = statement_id"""
    )
    fitting = [row for row in rows if fits(row, query)]
    fitting.sort(key=lambda row: (row["day"], row["reading_id"], -row["statement_id"]), reverse=True)
    return [row["statement_id"] for row in fitting]


def fits(row, query):
    words = "".join(c.lower() if c.isalnum() else " " for c in f"{row['statement']} | {row['printed']}").split()
    text = f" {' '.join(words)} "
    terms = query.terms
    asked = (
        (query.outlets, row["outlet"]), (query.kinds, row["kind"]), (query.factualities, row["factuality"]),
        (query.source_types, row["type"]),
    )  # fmt: skip
    return (
        all(any(f" {term} " in text for term in group) for group in terms.groups)
        and not any(f" {term} " in text for term in terms.excluded)
        and all(value in allowed for allowed, value in asked if allowed)
        and (query.speaker is None or query.speaker in (row["source"] or "").split())
        and (query.since is None or row["day"] >= str(query.since))
        and query.second_hand in (None, bool(row["second_hand"]))
        and (query.all_versions or row["newest"])
    )


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: str(as_asked(query)))
@pytest.mark.parametrize("by", ["cursor", "page"])
@pytest.mark.usefixtures("ways")
def test_every_way_gives_everything_that_fits_once_and_in_its_order(archive_ledger, wanted, query, by):
    want = wanted[query]
    assert len(want) > 5
    found, last = all_pages(archive_ledger, replace(query, per_page=len(want) // 3), by)
    if last.order == "date":
        assert [statement for statement, _ in found] == want
    else:
        assert sorted(statement for statement, _ in found) == sorted(want)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert (last.total, last.exact) == (len(want), True)


@pytest.mark.usefixtures("ways")
def test_a_total_is_exact_or_a_part(archive_ledger, wanted):
    for query in QUERIES:
        want, page = len(wanted[query]), search(archive_ledger, query)
        assert page.total == want if page.exact else page.total <= want
        assert page.total >= len(page.statements)


def test_words_that_all_have_do_not_rank_but_must_be_there(archive_ledger, monkeypatch):
    both = search(archive_ledger, Query("the lighthouse"))
    have_it = "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'lighthouse'"
    monkeypatch.setattr(plans, "RANKED", archive_ledger.connection.execute(have_it).fetchone()[0])
    assert search(archive_ledger, Query("the")).notes[0].code == "not-ranked"
    rarely = search(archive_ledger, Query("the lighthouse"))
    assert (rarely.order, rarely.total) == ("rank", both.total)
    assert [one.score for one in rarely.statements] == [
        one.score for one in search(archive_ledger, Query("lighthouse")).statements
    ]


def test_a_page_past_the_end(archive_ledger):
    page = search(archive_ledger, Query("lighthouse", page=900))
    assert (page.statements, page.next) == ((), None)
    assert page.total == search(archive_ledger, Query("lighthouse")).total


@pytest.mark.parametrize("query", [Query("the", sort="date"), Query("pier"), Query()], ids=["date", "rank", "all"])
def test_pages_go_on_where_they_ended_while_the_ledger_grows(path, query):
    made = readings(6, 40, statements=5)
    stored(path, *made[:20])
    random, seen, cursor, arriving = Random(1), [], None, iter(made[20:])
    with open_ledger(path) as ledger:
        before = {row[0] for row in ledger.connection.execute("SELECT statement_id FROM findable")}
        first = search(ledger, query)
        while True:
            page = search(ledger, replace(query, per_page=7, cursor=cursor))
            assert (page.first, page.total, page.order) == (len(seen) + 1, first.total, first.order)
            seen += [found.statement_id for found in page.statements]
            cursor = page.next
            if cursor is None:
                break
            list(add(ledger, [one for one, _ in zip(arriving, range(random.randint(0, 2)), strict=False)]))
    assert set(seen) <= before
    assert first.order == "rank" or len(seen) == len(set(seen)) == first.total
