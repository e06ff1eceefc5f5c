"""The views, and what is said of tables and columns to Datasette."""

import json
from importlib import resources

import pytest

from onrecord.ledger import store
from tests.ledger import made

METADATA = json.loads(resources.files("onrecord.ledger").joinpath("datasette.json").read_text(encoding="utf-8"))


@pytest.fixture
def full(ledger, archive):
    list(store.add(ledger, [*archive, made.reread(archive[0], "made-2"), made.changed(archive[1])]))
    return ledger


def rows(ledger, query):
    return [dict(row) for row in ledger.connection.execute(query)]


def test_statements_with_source_are_the_current_ones(full, archive):
    current = [made.reread(archive[0], "made-2"), *archive[1:], made.changed(archive[1])]
    found = rows(full, "SELECT * FROM statements_with_source")
    assert len(found) == sum(len(r.attributions) for r in current)
    printed = {r.article.text[s:e] for r in current for a in r.attributions for s, e in a.content}
    assert {row["statement"] for row in found} == printed


def test_a_statement_says_who_where_and_when(full, archive):
    first = archive[2].attributions[0]
    source = next(s for s in archive[2].sources if s.id == first.source_id)
    title = archive[2].article.title
    (row, *_) = rows(full, f"SELECT * FROM statements_with_source WHERE title = '{title}' ORDER BY statement_id")
    article = archive[2].article
    assert (row["outlet"], row["day"], row["type"]) == (article.outlet, article.published, source.type)
    assert row["named"] == (source.name is not None)
    assert row["mode"] == first.mode


def test_a_statement_that_nobody_makes_is_shown(full):
    full.connection.execute("UPDATE statements SET source_id = NULL WHERE id = 30")
    (row,) = rows(full, "SELECT * FROM statements_with_source WHERE statement_id = 30")
    assert (row["source"], row["named"], row["type"]) == (None, None, None) or row["named"] == 0


def test_unnamed_sources_with_what_the_page_says(full):
    found = rows(full, "SELECT * FROM unnamed_sources")
    assert {row["type"] for row in found} == {"anonymous source", "unnamed group"}
    assert {row["anonymity_reason"] for row in found} == {
        None,
        "who was not authorized to speak",
        "who feared losing work",
    }
    assert "familiar with the plans" in {row["position_to_know"] for row in found}


def test_outlets_add_up(full):
    found = rows(full, "SELECT * FROM outlets")
    for row in found:
        parts = row["of_named_sources"] + row["of_unnamed_sources"] + row["without_source"]
        assert parts == row["statements"]
    total = rows(full, "SELECT count(*) AS n FROM statements_with_source")[0]["n"]
    assert sum(row["statements"] for row in found) == total


def test_sources_across_articles_count_articles_and_outlets(full):
    for row in rows(full, "SELECT * FROM sources_across_articles"):
        assert row["outlets"] <= row["articles"]
        assert row["first_day"] <= row["last_day"]
    assert max(row["outlets"] for row in rows(full, "SELECT * FROM sources_across_articles")) > 3


def test_every_view_is_described_and_every_description_fits(full):
    tables = {r["name"]: r["type"] for r in rows(full, "SELECT name, type FROM sqlite_master")}
    assert METADATA.keys() <= tables.keys()
    assert {name for name, kind in tables.items() if kind == "view"} <= METADATA.keys()
    for name, described in METADATA.items():
        columns = {r["name"] for r in rows(full, f"PRAGMA table_info({name})")}
        used = {*described.get("columns", {}), *described.get("facets", []), described.get("label_column", "id")}
        assert used - {"id"} <= columns, name
