"""What becomes of readings that are added: each whole or not at all, nothing twice, nothing overwritten."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger import rows, store
from onrecord.ledger.database import open_ledger
from onrecord.ledger.merges import review
from onrecord.ledger.readings import readings
from onrecord.types import Anonymity, Unreadable
from tests.ledger import made


def add(ledger, *items):
    return list(store.add(ledger, items))


def statuses(ledger, *items):
    return [added.status for added in add(ledger, *items)]


def column(ledger, query, *values):
    return [row[0] for row in ledger.connection.execute(query, values)]


def test_what_goes_in_comes_out(ledger, archive):
    told = add(ledger, *archive)
    assert list(readings(ledger)) == archive
    assert [(a.status, a.name, a.statements) for a in told] == [
        ("new article", r.article.name, len(r.attributions)) for r in archive
    ]


@settings(max_examples=15)
@given(seed=st.integers(0, 10**9))
def test_whatever_goes_in_comes_out(tmp_path_factory, seed):
    given_readings = made.readings(seed, 3)
    with open_ledger(tmp_path_factory.mktemp("any") / "x", create=True) as ledger:
        add(ledger, *given_readings)
        assert list(readings(ledger)) == given_readings


def test_twice_is_once(ledger, archive):
    first = add(ledger, *archive)
    again = add(ledger, *archive)
    assert {a.status for a in again} == {"already there"}
    assert [(a.article_id, a.reading_id) for a in again] == [(a.article_id, a.reading_id) for a in first]
    assert statuses(ledger, archive[0], archive[0]) == ["already there"] * 2


def test_the_same_article_by_another_input_is_there_already(ledger, archive):
    copy = replace(archive[0], article=replace(archive[0].article, name="copy.txt", sha256="0"))
    assert statuses(ledger, archive[0], copy) == ["new article", "already there"]


def test_a_changed_article_is_a_new_version_and_the_old_one_stays(ledger, archive):
    later = made.changed(archive[0])
    told = add(ledger, archive[0], later, made.changed(later, "And again."), archive[1])
    assert [(a.status, a.version) for a in told] == [
        ("new article", 1),
        ("new version", 2),
        ("new version", 3),
        ("new article", 1),
    ]
    assert next(readings(ledger)) == archive[0]
    newest = "SELECT DISTINCT article_id FROM statements_with_source WHERE newest ORDER BY 1"
    assert column(ledger, newest) == [told[2].article_id, told[3].article_id]


def test_articles_without_url_are_no_versions_of_each_other(ledger, archive):
    apart = [replace(r, article=replace(r.article, url=None)) for r in archive[:3]]
    assert [(a.status, a.version) for a in add(ledger, *apart)] == [("new article", 1)] * 3


def test_another_model_s_reading_becomes_the_current_one(ledger, archive):
    again = made.reread(archive[0], "made-2")
    told = add(ledger, archive[0], again)
    assert [a.status for a in told] == ["new article", "new reading"]
    assert list(readings(ledger)) == [again]
    assert list(readings(ledger, where="1")) == [archive[0], again]
    assert statuses(ledger, archive[0]) == ["already there"]
    assert list(readings(ledger)) == [again]


def test_reviews_stay_through_a_new_reading(ledger, archive):
    add(ledger, archive[0])
    review(ledger, 1, "wrong", reviewer="Nora")
    add(ledger, made.reread(archive[0], "made-2"))
    row = ledger.connection.execute("SELECT * FROM reviews_in_force").fetchone()
    assert (row["verdict"], row["reviewed_id"], row["reviewed"]) == ("wrong", 1, row["statement"])
    current = column(ledger, "SELECT id FROM readings WHERE current = 1")
    assert column(ledger, "SELECT reading_id FROM statements WHERE id = ?", row["statement_id"]) == current


def test_a_review_of_what_the_current_reading_lacks_stays_without_a_place(ledger, archive):
    add(ledger, archive[0])
    last = len(archive[0].attributions)
    review(ledger, last, "right", reviewer="Nora")
    add(ledger, made.reread(archive[0], "made-2"))
    assert column(ledger, "SELECT statement_id FROM reviews_in_force WHERE reviewed_id = ?", last) == [None]


def test_known_is_by_article_and_model(ledger, archive):
    add(ledger, archive[0])
    assert store.known(ledger, archive[0].article, made.MODEL)
    assert not store.known(ledger, archive[0].article, "made-2")
    assert not store.known(ledger, archive[1].article, made.MODEL)


def test_names_are_shared_and_the_unnamed_never_are(ledger, archive):
    add(ledger, *archive)
    shared = "SELECT count(*) FROM names WHERE (SELECT count(*) FROM sources WHERE name_id = names.id) > 1"
    assert column(ledger, shared)[0] > 5
    unnamed = "SELECT DISTINCT name_id FROM sources WHERE type IN ('anonymous source', 'unnamed group')"
    assert column(ledger, unnamed) == [None]
    assert column(ledger, "SELECT count(*) FROM sources WHERE name IS NOT NULL AND name_id IS NULL") == [0]


def test_what_a_column_cannot_hold_is_in_the_json(ledger, archive):
    reading = archive[0]
    many = replace(reading.sources[0], type="unnamed group", name=None, anonymity=Anonymity(number=10**30))
    reading = replace(reading, sources=(many, *reading.sources[1:]))
    add(ledger, reading)
    assert column(ledger, "SELECT number FROM sources WHERE local = ?", many.id) == [None]
    assert list(readings(ledger)) == [reading]


def test_the_unreadable_is_kept_once(ledger, archive):
    bad = Unreadable("a.txt", "empty", "it holds nothing", "Check it")
    told = add(ledger, bad, archive[0], bad)
    assert [a.status for a in told] == ["unreadable", "new article", "unreadable"]
    assert told[0].problem == "it holds nothing. Check it"
    assert column(ledger, "SELECT name FROM unreadable") == ["a.txt"]


BROKEN = {
    "a span outside": lambda a: {"content": ((0, 10**6),)},
    "a span that ends before it starts": lambda a: {"cue": ((5, 2),)},
    "no words": lambda a: {"source": (), "cue": (), "content": ()},
    "a source that is none": lambda a: {"source_id": "s99"},
    "a confidence that is none": lambda a: {"confidence": float("nan")},
    "its own parent": lambda a: {"parent": a.id},
    "a parent that is none": lambda a: {"parent": "a99"},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_reading_that_does_not_fit_its_article_stops_nothing(ledger, archive, change):
    first = archive[1].attributions[0]
    broken = replace(archive[1], attributions=(replace(first, **change(first)), *archive[1].attributions[1:]))
    told = add(ledger, archive[0], broken, archive[2])
    assert [a.status for a in told] == ["new article", "unreadable", "new article"]
    assert list(readings(ledger)) == [archive[0], archive[2]]
    assert column(ledger, "SELECT code FROM unreadable") == ["broken-reading"]


def test_ids_that_stand_twice(ledger, archive):
    assert statuses(ledger, replace(archive[0], attributions=archive[0].attributions[:1] * 2)) == ["unreadable"]


@pytest.mark.parametrize("field", ["text", "title", "name"])
def test_characters_that_cannot_be_stored(ledger, archive, field):
    lone = replace(archive[0], article=replace(archive[0].article, **{field: "\ud800" + archive[0].article.text}))
    named = Unreadable("\udcff.txt", "empty", "it holds \ud800", "Check it")
    assert statuses(ledger, lone, named, archive[1]) == ["unreadable", "unreadable", "new article"]


def test_an_error_in_a_batch_leaves_the_batches_before_it(ledger, archive, monkeypatch):
    """Whatever is raised while articles are added, those that were told are there, and no half of one."""
    monkeypatch.setattr(store, "MOST", 4)
    statement_row = rows.statement_row

    def fail(reading, a, labels):
        if reading is archive[6] and a is reading.attributions[-1]:
            raise MemoryError
        return statement_row(reading, a, labels)

    monkeypatch.setattr(rows, "statement_row", fail)
    told = []
    with pytest.raises(MemoryError):
        told.extend(store.add(ledger, archive))
    assert list(readings(ledger)) == archive[:4]
    assert column(ledger, "SELECT count(*) FROM statements") == [sum(len(r.attributions) for r in archive[:4])]


def test_a_reading_is_told_no_sooner_than_it_is_safe(ledger, path, archive):
    with open_ledger(path, readonly=True) as other:
        for added in store.add(ledger, archive):
            assert column(other, "SELECT name FROM articles WHERE id = ?", added.article_id) == [added.name]


def test_slow_readings_do_not_wait_for_each_other(ledger, archive, monkeypatch):
    monkeypatch.setattr(store, "LONGEST", 0)
    asked = []

    def slow():
        for reading in archive[:3]:
            asked.append(reading)
            yield reading

    assert [len(asked) for _ in store.add(ledger, slow())] == [1, 2, 3]


def test_long_articles_share_no_transaction(ledger, archive, monkeypatch):
    monkeypatch.setattr(store, "LARGEST", 1)
    asked = []
    stream = (asked.append(r) or r for r in archive[:3])
    assert [len(asked) for _ in store.add(ledger, stream)] == [1, 2, 3]
