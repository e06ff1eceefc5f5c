"""What people say: merges that can be undone, reviews that overwrite nothing."""

import pytest

from onrecord.cli.ledger_care import Field
from onrecord.errors import LedgerError, UnknownRowError
from onrecord.ledger import store
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.integrity import verify
from onrecord.ledger.merges import FIELDS, merge, names, review, unmerge


@pytest.fixture
def full(ledger, archive):
    list(store.add(ledger, archive))
    return ledger


def say_one(ledger, name, into):
    return merge(ledger, name, into, by="Nora", reason="the same office")


def across(ledger):
    """What the view of sources says: statements by name id."""
    return dict(map(tuple, ledger.connection.execute("SELECT name_id, statements FROM sources_across_articles")))


def test_a_merge_counts_two_names_as_one(full):
    before = across(full)
    say_one(full, 1, 2)
    after = across(full)
    assert 1 not in after
    assert after[2] == before[1] + before[2]


def test_merges_follow_each_other_to_the_end(full):
    before = across(full)
    say_one(full, 1, 2)
    say_one(full, 2, 3)
    assert across(full)[3] == before[1] + before[2] + before[3]
    assert [n.merged_into for n in sorted(names(full, most=10**6), key=lambda n: n.id)[:3]] == [3, 3, None]


def test_the_view_of_statements_names_the_merged(full):
    query = "SELECT DISTINCT source FROM statements_with_source WHERE name_id = 2"
    say_one(full, 1, 2)
    assert [row[0] for row in full.connection.execute(query)] == [names_by_id(full)[2]]
    assert full.connection.execute("SELECT count(*) FROM statements_with_source WHERE name_id = 1").fetchone()[0] == 0


def names_by_id(ledger):
    return dict(map(tuple, ledger.connection.execute("SELECT id, name FROM names")))


def test_undoing_gives_back_what_was_and_keeps_the_record(full):
    before, untouched = across(full), ledger_hash(full)
    say_one(full, 1, 2)
    unmerge(full, 1, by="Tor", reason="another office")
    assert across(full) == before
    row = full.connection.execute("SELECT * FROM merges").fetchone()
    assert (row["by"], row["undone_by"], row["undone_reason"]) == ("Nora", "Tor", "another office")
    assert ledger_hash(full) != untouched
    say_one(full, 1, 3)
    assert list(verify(full)) == []


def test_what_cannot_be_merged(full):
    say_one(full, 1, 2)
    for name, into, words in ((1, 3, "merged already"), (2, 1, "counts as 2 already"), (4, 4, "counts as 4 already")):
        with pytest.raises(LedgerError, match=words):
            say_one(full, name, into)
    for name, into in ((1, 9999), (9999, 1)):
        with pytest.raises(UnknownRowError, match="no name 9999"):
            say_one(full, name, into)
    with pytest.raises(LedgerError, match="not merged"):
        unmerge(full, 2, by="Tor")
    assert full.connection.execute("SELECT count(*) FROM merges").fetchone()[0] == 1


def test_names_are_found_by_a_part(full):
    found = names(full, "selby")
    assert {n.name for n in found} >= {"Selby Council", "Selby Report"}
    assert [n.articles for n in found] == sorted((n.articles for n in found), reverse=True)
    assert names(full, "nobody at all") == []
    assert len(names(full, most=3)) == 3


def test_reviews_stand_beside_each_other(full):
    review(full, 7, "wrong", reviewer="Nora")
    review(full, 7, "corrected", reviewer="Tor", correction=("mode", "block"), comment="look again")
    rows = [tuple(row)[2:7] for row in full.connection.execute("SELECT * FROM reviews ORDER BY id")]
    assert rows == [("Nora", "wrong", None, None, ""), ("Tor", "corrected", "mode", "block", "look again")]
    assert list(verify(full)) == []


@pytest.mark.parametrize(
    ("verdict", "correction", "words"),
    [
        ("corrected", None, "comes with the field"),
        ("right", ("mode", "block"), "comes with the field"),
        ("corrected", ("label", "x"), "cannot correct 'label'.*source, cue"),
        ("corrected", ("mode", "loud"), "'loud' is no mode.*direct, indirect"),
    ],
)
def test_a_review_that_makes_no_sense(full, verdict, correction, words):
    with pytest.raises(LedgerError, match=words):
        review(full, 1, verdict, reviewer="Nora", correction=correction)


def test_a_review_of_nothing(full):
    with pytest.raises(UnknownRowError, match="no statement 99999"):
        review(full, 99999, "right", reviewer="Nora")


def test_the_command_line_offers_the_fields_that_can_be_corrected():
    assert [field.value for field in Field] == [*FIELDS]
