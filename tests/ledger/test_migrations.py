"""From one version of the schema to the next: each step with its record, all or nothing."""

import sqlite3

import pytest

from onrecord.errors import LedgerVersionError
from onrecord.ledger import migrations, store
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import migrate, open_ledger
from onrecord.ledger.integrity import verify


def add_column(connection):
    connection.execute("ALTER TABLE articles ADD COLUMN section TEXT")


def break_off(connection):
    connection.execute("CREATE TABLE half (x)")
    connection.execute("CREATE TABLE half (x)")


@pytest.fixture
def older(path, archive):
    """A ledger with articles; the content's hash."""
    with open_ledger(path, create=True) as ledger:
        list(store.add(ledger, archive[:5]))
        return ledger_hash(ledger)


def steps(monkeypatch, *more):
    added = tuple((step.__name__, step) for step in more)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *added))


def test_an_older_ledger_asks_for_migrate(path, older, monkeypatch):
    steps(monkeypatch, add_column)
    for readonly in (True, False):
        with pytest.raises(LedgerVersionError, match=r"older onrecord.*onrecord ledger migrate"):
            open_ledger(path, readonly=readonly)


def test_migrating_keeps_the_content(path, older, monkeypatch):
    steps(monkeypatch, add_column)
    assert migrate(path) == (1, 2)
    with open_ledger(path) as ledger:
        assert ledger.connection.execute("SELECT section FROM articles").fetchone()[0] is None
        assert ledger_hash(ledger) == older
        assert list(verify(ledger)) == []
    assert migrate(path) == (2, 2)


def test_a_step_that_fails_takes_all_back(path, older, monkeypatch):
    with monkeypatch.context() as patched:
        steps(patched, add_column, break_off)
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            migrate(path)
    with open_ledger(path) as ledger:
        assert ledger_hash(ledger) == older
        assert list(verify(ledger)) == []
        columns = {row["name"] for row in ledger.connection.execute("PRAGMA table_info(articles)")}
        assert "section" not in columns


def test_statements_are_split_where_sqlite_ends_them():
    script = """CREATE TABLE a (x); -- one; two
    CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END;
    CREATE TABLE b (
        y -- with a remark;
    );"""
    assert [s.split()[1] for s in migrations.statements_of(script)] == ["TABLE", "TRIGGER", "TABLE"]
