"""The audit of a ledger: which readings it takes, and that merges make sources one."""

from dataclasses import replace

import pytest

from onrecord.audit.archive import Scope
from onrecord.errors import LedgerError
from onrecord.ledger.audit import audit_readings
from onrecord.ledger.audit_stored import audit_ledger
from onrecord.ledger.content import name_key
from onrecord.ledger.database import open_ledger
from onrecord.ledger.store import add
from onrecord.types import Unreadable
from tests.ledger import made

READINGS = made.readings(11, 30)


@pytest.fixture
def ledger(tmp_path):
    """An open ledger of its own."""
    with open_ledger(tmp_path / "news.db", create=True) as opened:
        yield opened


def fill(ledger, *readings):
    return list(add(ledger, readings))


def printed(reading, **facts):
    return replace(reading, article=replace(reading.article, **facts))


def merge(ledger, name, into):
    query = """INSERT INTO merges (name_id, into_id, by, merged_at)
        SELECT one.id, other.id, 'test', '2026-01-01' FROM names AS one, names AS other
        WHERE one.key = ? AND other.key = ?"""
    with ledger.writing() as connection:
        assert connection.execute(query, (name, into)).rowcount == 1


def test_it_is_the_audit_of_the_readings_that_were_added(ledger):
    fill(ledger, *READINGS)
    assert audit_ledger(ledger, by="author") == audit_readings(READINGS, by="author")


def test_each_article_counts_once_as_it_was_read_last(ledger):
    fill(ledger, READINGS[0], made.reread(READINGS[0], "made-2"))
    report = audit_ledger(ledger)
    assert (report.whole.articles, report.models) == (1, (("made-2", 1),))


def test_of_an_article_that_was_changed_the_newest_version_counts(ledger):
    newer = made.changed(READINGS[0])
    fill(ledger, READINGS[0], newer)
    assert audit_ledger(ledger) == audit_readings([newer])


def test_articles_without_an_address_are_each_their_own(ledger):
    fill(ledger, *(printed(r, url=None) for r in READINGS[:3]))
    assert audit_ledger(ledger).whole.articles == 3


def test_an_outlet_whatever_its_case_and_spacing(ledger):
    fill(ledger, *READINGS, printed(READINGS[0], outlet="ÉCHO du Port"), printed(READINGS[1], outlet="Écho  du port"))
    report = audit_ledger(ledger, scope=Scope(outlet="écho du port"))
    assert report.whole.articles == 2
    assert report.scope.outlet == "écho du port"
    assert audit_ledger(ledger, scope=Scope(outlet="nobody")).whole.articles == 0


def test_a_range_of_days_holds_both_ends_and_no_article_without_a_day(ledger):
    days = ("2026-02-28", "2026-03-01T08:00:00Z", "2026-03-31", "2026-04-01", None)
    fill(ledger, *(printed(r, published=d) for r, d in zip(READINGS, days, strict=False)))
    report = audit_ledger(ledger, scope=Scope(since="2026-03-01", until="2026-03-31"))
    assert (report.whole.articles, report.undated) == (2, 1)
    assert audit_ledger(ledger, scope=Scope(since="2026-03-31")).whole.articles == 2
    assert audit_ledger(ledger).undated == 0


def test_what_could_not_be_read_is_told(ledger):
    fill(ledger, READINGS[0], Unreadable("broken.html", "no-text", "it holds no text", "Check it"))
    assert audit_ledger(ledger).unreadable == 1


def of_person(report, name):
    return [(h.name, h.share.count) for h in report.whole.heard if h.name == name]


def test_names_that_are_merged_are_one_until_that_is_undone(ledger):
    fill(ledger, *READINGS)
    one, other, further = (name_key("named organization", n) for n in made._BODIES[:3])
    apart = {h.name: h.share.count for h in audit_ledger(ledger).whole.heard}
    merge(ledger, one, other)
    merge(ledger, other, further)
    together = sum(apart[n] for n in made._BODIES[:3])
    assert of_person(audit_ledger(ledger), made._BODIES[2]) == [(made._BODIES[2], together)]
    assert of_person(audit_ledger(ledger), made._BODIES[0]) == []
    with ledger.writing() as connection:
        connection.execute("UPDATE merges SET undone_at = '2026-01-02'")
    assert {h.name: h.share.count for h in audit_ledger(ledger).whole.heard} == apart


def test_an_article_that_is_added_meanwhile_is_not_among_them(ledger, tmp_path):
    fill(ledger, *READINGS[:3])

    def watched(readings):
        for number, reading in enumerate(readings):
            if number == 0:
                with open_ledger(tmp_path / "news.db") as other:
                    fill(other, *READINGS[3:6])
            yield reading

    assert audit_ledger(ledger, watched=watched).whole.articles == 3
    assert audit_ledger(ledger).whole.articles == 6


def test_a_reading_that_is_damaged_is_named_and_nothing_is_reported(ledger):
    fill(ledger, READINGS[0])
    with ledger.writing() as connection:
        connection.execute("UPDATE readings SET json = '{}'")
    with pytest.raises(LedgerError, match="verify"):
        audit_ledger(ledger)
