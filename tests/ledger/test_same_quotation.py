"""Which quotations of a ledger are one: whatever the order of arrival, and as readings take each other's place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.ledger import quotations
from onrecord.ledger.database import open_ledger
from onrecord.ledger.store import add
from onrecord.ledger.trace import trace, trace_statement
from onrecord.types import Attribution, Reading, Source
from tests.ledger import made

LONG = "The winter boats will leave the harbor before the council has voted on the landing stage."


def reading(quotation, name, published=None, speaker="Ana Ruiz", outlet="Tidelook"):
    """An article in which `speaker` is quoted with `quotation`."""
    text = f"“{quotation}” {speaker} said on the quay."
    article = onrecord.from_text(text)
    at = (1, 1 + len(quotation))
    who = (at[1] + 2, at[1] + 2 + len(speaker))
    said = (who[1] + 1, who[1] + 5)
    source = Source("s1", "named person", speaker, mentions=(who,))
    attribution = Attribution("a1", (who,), (said,), (at,), "direct", None, 0.9, source_id="s1")
    article = onrecord.Article(article.text, article.blocks, article.sha256, name, None, name, outlet, (), published)
    return Reading(article, (attribution,), "made-1", sources=(source,))


def clusters(ledger):
    """The clusters of several, as sets of (article, words)."""
    found = {}
    query = """SELECT cluster, articles.hash, quotations.text FROM clusters
        JOIN quotations ON quotations.id = quotation_id
        JOIN statements ON statements.id = statement_id JOIN readings ON readings.id = reading_id
        JOIN articles ON articles.id = article_id"""
    for cluster, article, text in ledger.connection.execute(query):
        found.setdefault(cluster, set()).add((article, text))
    return {frozenset(members) for members in found.values() if len(members) > 1}


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "a.ledger", create=True) as opened:
        yield opened


@settings(max_examples=12, deadline=None)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(tmp_path_factory, order):
    readings = made.readings(5, 40)
    shuffled = list(readings)
    order.shuffle(shuffled)
    seen = []
    for i, ordered in enumerate((readings, shuffled)):
        with open_ledger(tmp_path_factory.mktemp("order") / f"{i}.ledger", create=True) as ledger:
            list(add(ledger, ordered))
            seen.append(clusters(ledger))
    assert seen[0] == seen[1]
    assert seen[0]


def test_a_rebuilt_ledger_has_the_same_clusters(ledger):
    list(add(ledger, made.readings(6, 60)))
    before = clusters(ledger)
    with ledger.writing() as connection:
        quotations.rebuild(connection)
    assert clusters(ledger) == before
    assert list(quotations.problems(ledger.connection)) == []


def test_another_reading_takes_the_place_of_the_first(ledger):
    list(add(ledger, [reading(LONG, "one"), reading(LONG.replace("before", "after"), "two")]))
    assert len(clusters(ledger)) == 1
    first = reading(LONG, "one")
    silent = Reading(first.article, (), "made-2")
    list(add(ledger, [silent]))
    assert clusters(ledger) == set()
    assert list(quotations.problems(ledger.connection)) == []


def test_stock_phrases_are_one_only_by_the_same_speaker(ledger):
    said = [("one", "Ana Ruiz"), ("two", "Ana Ruiz"), ("three", "Per Holm")]
    list(add(ledger, [reading("No comment.", name, speaker=speaker) for name, speaker in said]))
    assert [len(cluster) for cluster in clusters(ledger)] == [2]


def test_a_trace_goes_from_the_earliest_on_and_tells_what_changed(ledger):
    printings = [
        (LONG.replace("will", "may"), "later", "2026-03-02"),
        (LONG, "earliest", "2026-03-01"),
        (LONG.replace(" before the council has voted", " …"), "latest", "2026-03-03"),
        (LONG, "undated", None),
    ]
    list(add(ledger, [reading(text, name, day) for text, name, day in printings]))
    found = trace(ledger, LONG).printings
    assert [p.title for p in found] == ["earliest", "later", "latest", "undated"]
    assert [p.difference and p.difference.cls for p in found] == [None, "altered", "elided", "exact"]
    assert found[1].difference.hedge == "gained"


def test_a_statement_is_traced_as_its_words_are(ledger):
    list(add(ledger, [reading(LONG, "one", "2026-03-01"), reading(LONG, "two", "2026-03-02")]))
    assert trace_statement(ledger, 2).printings == trace(ledger, LONG).printings


@pytest.mark.parametrize("asked", ["landing stage", "before the council", "THE WINTER BOATS"])
def test_a_few_words_are_found_in_what_has_them_side_by_side(ledger, asked):
    list(add(ledger, [reading(LONG, "one"), reading("The stage was landing in the winter, and boats came.", "two")]))
    assert [p.title for p in trace(ledger, asked).printings] == ["one"]


@pytest.mark.parametrize("asked", ["", "…", "landing", "OR", '"" NEAR(', "__ __", "stage landing", "\x00", "🚢 🚢"])
def test_what_is_nowhere_gives_nothing(ledger, asked):
    list(add(ledger, [reading(LONG, "one")]))
    assert trace(ledger, asked).printings == ()


def test_a_quotation_in_many_articles_costs_what_one_costs(ledger):
    counts = "SELECT (SELECT count(*) FROM buckets), (SELECT count(*) FROM variants)"
    list(add(ledger, [reading(LONG, "first")]))
    of_one = tuple(ledger.connection.execute(counts).fetchone())
    list(add(ledger, [reading(LONG, f"n{i}") for i in range(100)]))
    assert [len(cluster) for cluster in clusters(ledger)] == [101]
    assert tuple(ledger.connection.execute(counts).fetchone()) == of_one
