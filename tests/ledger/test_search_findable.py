"""The table that search looks into follows what the ledger holds, whatever comes into it in which order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.database import open_ledger
from onrecord.ledger.findable import differing, rebuild
from onrecord.ledger.integrity import verify
from onrecord.ledger.query import Query
from onrecord.ledger.search import search
from onrecord.ledger.store import add
from tests.ledger.made import changed, readings, reread

MADE = readings(9, 4, statements=4)
STEPS = st.tuples(st.integers(0, 3), st.sampled_from(["as it is", "read again", "changed", "changed and read again"]))


def step(number, how):
    one = MADE[number]
    one = changed(one) if "changed" in how else one
    return reread(one, "made-2") if "read again" in how else one


@settings(max_examples=25)
@given(st.lists(STEPS, min_size=1, max_size=10))
def test_it_follows_the_ledger(tmp_path_factory, steps):
    with open_ledger(tmp_path_factory.mktemp("findable") / "news.ledger", create=True) as ledger:
        for one in steps:
            list(add(ledger, [step(*one)]))
        assert list(differing(ledger.connection)) == []
        current = ledger.connection.execute("SELECT count(*) FROM statements_with_source WHERE newest").fetchone()[0]
        assert search(ledger, Query()).total == current


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM findable WHERE statement_id = 3",
        "UPDATE findable SET day = 20200101 WHERE statement_id = 3",
        "UPDATE findable SET newest = 0 WHERE statement_id = 3",
        "UPDATE findable SET profile_id = (SELECT max(id) FROM profiles WHERE id <> profile_id) WHERE statement_id = 3",
    ],
)
def test_what_does_not_fit_is_found_and_mended(ledger, damage):
    list(add(ledger, MADE))
    with ledger.writing() as connection:
        connection.execute(damage)
    assert list(differing(ledger.connection)) == [3]
    rebuild(ledger)
    assert list(differing(ledger.connection)) == []


def test_a_row_too_many_is_found(ledger):
    list(add(ledger, [MADE[0]]))
    list(add(ledger, [reread(MADE[0], "made-2")]))
    with ledger.writing() as connection:
        connection.execute("INSERT INTO findable VALUES (1, 1, 0, 1, 1, NULL, NULL)")
    assert list(differing(ledger.connection)) == [1]


def test_the_ledger_is_whole_with_it(ledger, archive):
    list(add(ledger, archive))
    assert list(verify(ledger)) == []


def test_it_follows_when_an_older_reading_is_taken_back(ledger):
    list(add(ledger, [MADE[0]]))
    list(add(ledger, [reread(MADE[0], "made-2")]))
    with ledger.writing() as connection:
        connection.execute("UPDATE readings SET current = 0 WHERE id = 2")
        connection.execute("DELETE FROM profiles WHERE id NOT IN (SELECT profile_id FROM findable)")
        connection.execute("UPDATE readings SET current = 1 WHERE id = 1")
    assert list(differing(ledger.connection)) == []
    assert search(ledger, Query()).total == len(MADE[0].attributions)
