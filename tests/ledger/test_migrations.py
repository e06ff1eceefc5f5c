"""From one version of the schema to the next: each step with its record, all or nothing."""

import hashlib
import sqlite3
from importlib import resources

import pytest

from onrecord.errors import LedgerVersionError
from onrecord.ledger import content, merges, migrations, store
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import migrate, open_ledger
from onrecord.ledger.integrity import verify
from tests.ledger import made

PUBLISHED = {"schema.sql": "4f58db31734b1a70"}
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'"


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


@pytest.fixture
def first(path, archive, monkeypatch):
    """A ledger of version 1 with articles and reviews, and the content's hash as that version gave it."""
    later = ("missed", "where a review stands")
    with monkeypatch.context() as then:
        then.setattr(migrations, "STEPS", migrations.STEPS[:1])
        then.setattr(content, "_KEPT", tuple(kept for kept in content._KEPT if kept[0] not in later))
        with open_ledger(path, create=True) as ledger:
            list(store.add(ledger, [*archive[:5], made.reread(archive[0], "made-2")]))
            merges.review(ledger, 1, "wrong", reviewer="Nora")
            merges.review(ledger, 2, "corrected", reviewer="Nora", correction=("cue", "said"))
            return ledger_hash(ledger)


def test_a_ledger_of_version_1_keeps_its_content_and_its_reviews(path, first):
    with pytest.raises(LedgerVersionError, match="onrecord ledger migrate"):
        open_ledger(path)
    assert migrate(path) == (1, migrations.version())
    with open_ledger(path) as ledger:
        assert ledger_hash(ledger) == first
        assert list(verify(ledger)) == []
        found = ledger.connection.execute("SELECT verdict, value, spans FROM reviews_in_force ORDER BY review_id")
        assert list(map(tuple, found)) == [("wrong", None, None), ("corrected", "said", None)]
        assert ledger.connection.execute("SELECT count(*) FROM missed_statements").fetchone()[0] == 0


def test_a_ledger_that_was_migrated_is_like_a_new_one(path, first, tmp_path):
    migrate(path)
    with open_ledger(path) as old, open_ledger(tmp_path / "new", create=True) as new:
        schemas = [{tuple(row) for row in ledger.connection.execute(SCHEMA)} for ledger in (old, new)]
        assert schemas[0] == schemas[1]


@pytest.mark.parametrize(("name", "begins"), PUBLISHED.items())
def test_a_step_that_was_published_is_never_changed(name, begins):
    script = resources.files("onrecord.ledger").joinpath(name).read_bytes()
    assert hashlib.sha256(script).hexdigest().startswith(begins), "ledgers have been made by it: add a step instead"


def test_an_older_ledger_asks_for_migrate(path, older, monkeypatch):
    steps(monkeypatch, add_column)
    for readonly in (True, False):
        with pytest.raises(LedgerVersionError, match=r"older onrecord.*onrecord ledger migrate"):
            open_ledger(path, readonly=readonly)


def test_migrating_keeps_the_content(path, older, monkeypatch):
    now = migrations.version()
    steps(monkeypatch, add_column)
    assert migrate(path) == (now, now + 1)
    with open_ledger(path) as ledger:
        assert ledger.connection.execute("SELECT section FROM articles").fetchone()[0] is None
        assert ledger_hash(ledger) == older
        assert list(verify(ledger)) == []
    assert migrate(path) == (now + 1, now + 1)


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
