"""Readings out of the ledger, and errors for what it does not have."""

import pytest

from onrecord.errors import LedgerDamagedError, UnknownRowError
from onrecord.ledger import store
from onrecord.ledger.database import open_ledger
from onrecord.ledger.readings import current_of, place_of, reading, readings
from tests.ledger import made


@pytest.fixture
def told(ledger, archive):
    return list(store.add(ledger, [*archive[:5], made.reread(archive[1], "made-2")]))


def test_one_by_its_id(ledger, archive, told):
    assert reading(ledger, told[3].reading_id) == archive[3]
    assert current_of(ledger, told[1].article_id) == told[5].reading_id


def test_by_a_condition(ledger, archive, told):
    outlet = archive[0].article.outlet
    found = list(readings(ledger, where="articles.outlet = ? AND readings.model = ?", parameters=(outlet, made.MODEL)))
    assert found == [r for r in archive[:5] if r.article.outlet == outlet]


def test_a_statement_by_its_place(ledger, archive, told):
    reading_id, local = place_of(ledger, len(archive[0].attributions) + 2)
    assert (reading_id, local) == (told[1].reading_id, archive[1].attributions[1].id)


def test_what_others_add_while_they_are_read_is_not_among_them(path, ledger, archive, told):
    found = readings(ledger)
    next(found)
    with open_ledger(path) as other:
        list(store.add(other, archive[5:9]))
    assert len(list(found)) == 4


@pytest.mark.parametrize(("find", "what"), [(reading, "reading"), (current_of, "article"), (place_of, "statement")])
def test_an_unknown_id(ledger, told, find, what):
    with pytest.raises(UnknownRowError, match=f"there is no {what} 999.*onrecord ledger search"):
        find(ledger, 999)


@pytest.mark.parametrize("change", ["UPDATE articles SET blocks = '{}'", "UPDATE readings SET json = '[]'"])
def test_what_cannot_be_decoded_is_told(ledger, told, change):
    ledger.connection.execute(change)
    with pytest.raises(LedgerDamagedError, match="onrecord ledger verify"):
        list(readings(ledger))
