"""PolNeAR as one archive: the benchmark's own functions, on made-up readings and on a few articles of the corpus."""

import csv
from importlib import import_module
from pathlib import Path

import pytest

from onrecord.ledger.store import add
from onrecord.reading.model import default_tagger
from tests.ledger.quoted import PIER, said

ROOT = Path(__file__).parents[2]
POLNEAR = ROOT.parent / "shared" / "corpora" / "polnear"
LISTED = ROOT / "docs" / "polnear-clusters.csv"
JUDGED = ROOT / "benchmarks" / "polnear_archive_judged.csv"
ROOF = "The school roof leaks on the science books every single autumn."
needs_polnear = pytest.mark.skipif(not POLNEAR.is_dir(), reason="no ../shared/corpora/polnear beside the project")


@pytest.fixture
def benchmark(monkeypatch):
    """Imports one of the benchmark's modules, which find each other as scripts do."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    return import_module


@pytest.fixture
def archive(benchmark):
    return benchmark("polnear_archive")


@pytest.fixture
def found(ledger, archive):
    """A quotation in three outlets on two days, another twice in one outlet, a short one in two, one that is alone."""
    printed = [
        said(PIER, "one", outlet="Tidelook", day="2026-03-01"),
        said(PIER.replace("may", "will"), "two", outlet="Upland Post", day="2026-03-04"),
        said(PIER, "three", outlet="Northern Bee", day="2026-03-04"),
        said(ROOF, "four", outlet="Tidelook", day="2026-03-02"),
        said(ROOF, "five", outlet="Tidelook", day="2026-03-03"),
        said("No comment.", "six", outlet="Tidelook", day="2026-03-05"),
        said("No comment.", "seven", outlet="Upland Post", day="2026-05-05"),
        said("Nobody in the city has told the poor fishermen.", "eight"),
    ]
    list(add(ledger, printed))
    return archive.clusters(ledger)


def verdict(archive, cluster, what="right", classes_right=1):
    return archive.Verdict(cluster.key, cluster.digest, what, classes_right, "made up")


def test_clusters_of_several_articles_in_the_order_of_their_first_printings(found):
    assert [[m.article for m in cluster.members] for cluster in found] == [
        ["one", "three", "two"],
        ["four", "five"],
        ["six", "seven"],
    ]
    assert [cluster.classes for cluster in found] == [("exact", "altered"), ("exact",), ("exact",)]
    assert [(cluster.days, cluster.is_short) for cluster in found] == [(3, False), (1, False), (61, True)]


def test_places_are_those_of_the_quoted_words(ledger, found):
    texts = dict(tuple(row) for row in ledger.connection.execute("SELECT name, text FROM articles"))
    members = [member for cluster in found for member in cluster.members]
    assert all(texts[m.article][m.start : m.end] == m.printing.text for m in members)


def test_what_is_counted(ledger, found, benchmark):
    counting = benchmark("polnear_archive_clusters")
    beyond = counting.across(found)
    assert [cluster.key for cluster in beyond] == [found[0].key, found[2].key]
    assert [n for _, n in counting.totals(ledger, found)] == [8, 8, 8, 3, 2, 1]
    assert dict(counting.spread(beyond)) == {
        "2 articles": 1,
        "3 articles": 1,
        "2 outlets": 1,
        "3 outlets": 1,
        "within a week": 1,
        "over more than a month": 1,
    }
    assert list(counting.by_class(beyond)) == [("exact", 2), ("altered", 1)]
    assert next(counting.pairs_of_outlets(beyond)) == ("Tidelook", "Upland Post", 2)


def test_no_words_are_listed_or_shown_unasked(ledger, found, archive):
    rows = list(archive.listed(found))
    assert all(len(row) == len(archive.LISTED) for row in rows)
    told = "\n".join([*archive.counts(ledger, found), *map(archive.shown, found), str(rows)])
    assert "pier" not in told
    texts = dict(tuple(row) for row in ledger.connection.execute("SELECT name, text FROM articles"))
    assert f"Ana Ruiz: “>>>{PIER}<<<” Ana Ruiz said on the quay." in archive.shown(found[0], texts)


def test_a_sample_is_drawn_by_its_seed(found, archive):
    assert archive.sampled(found, 2, 1) == archive.sampled(found, 2, 1)
    assert archive.sampled(found, 9, 1) == list(found)


def test_precision_is_of_what_was_judged_as_it_is(found, archive):
    judged = [verdict(archive, found[0], classes_right=2), verdict(archive, found[2], "wrong")]
    rows = {row[0]: row[1:] for row in archive.precision(found, judged)}
    assert rows["all"][:3] == (2, 1, 0)
    assert rows["across outlets, long"][3:] == ("100.0% (20.7% to 100.0%) of 1", "100.0% (34.2% to 100.0%) of 2")
    assert rows["within an outlet, long"] == (0, 0, 0, "-", "-")
    assert archive.unjudged(found, judged) == [found[1]]


def test_a_verdict_is_of_no_use_where_the_cluster_has_changed(ledger, found, archive):
    judged = [verdict(archive, cluster) for cluster in found]
    list(add(ledger, [said(ROOF, "nine", outlet="Upland Post", day="2026-03-09")]))
    assert [c.key for c in archive.unjudged(archive.clusters(ledger), judged)] == [found[1].key]


def test_quotations_that_are_alike_and_apart_are_found(ledger, benchmark):
    missed = benchmark("polnear_archive_missed")
    longer = "We heard that the last boat to the islands left, and then it all stopped."
    list(add(ledger, [said("The last boat to the islands left.", "one"), said(longer, "two"), said(PIER, "three")]))
    pairs = list(missed.near(missed.quotations(ledger), 5))
    assert [(one.article, other.article) for one, other in pairs] == [("one", "two")]
    verdicts = {(pairs[0][0].place, pairs[0][1].place): ("same", "made up")}
    assert list(missed.missed(pairs, verdicts)) == [
        "1 pairs, 0 of them not judged",
        "the same utterance: 1",
        "  made up: 1",
    ]


def test_all_listed_clusters_are_judged(archive):
    with LISTED.open(encoding="utf-8", newline="") as file:
        first = {(row["article"], int(row["start"])) for row in csv.DictReader(file) if row["printing"] == "1"}
    judged = archive.verdicts(JUDGED)
    assert first <= {one.key for one in judged}
    assert {one.verdict for one in judged} == {"right", "relayed", "wrong"}


@needs_polnear
def test_listed_places_lie_in_the_articles(archive):
    texts = {one.name: one.text for one in archive.archive(POLNEAR)}
    with LISTED.open(encoding="utf-8", newline="") as file:
        quoted = [texts[row["article"]][int(row["start"]) : int(row["end"])] for row in csv.DictReader(file)]
    assert quoted
    assert all(words and words == words.strip() for words in quoted)


@needs_polnear
def test_a_few_articles_are_added_once(ledger, archive):
    names = ("wash-post_2015-12-22_as-spotlight", "wash-post_2015-12-23_as-spotlight", "nyt_2016-09-30")
    few = [one for one in archive.archive(POLNEAR) if one.name.startswith(names)]
    assert {(one.outlet, one.published) for one in few} >= {("nyt", "2016-09-30"), ("wash-post", "2015-12-23")}
    assert archive.fill(ledger, few, default_tagger()) == len(few)
    before = [cluster.digest for cluster in archive.clusters(ledger)]
    assert archive.fill(ledger, few, default_tagger()) == 0
    assert [cluster.digest for cluster in archive.clusters(ledger)] == before != []
