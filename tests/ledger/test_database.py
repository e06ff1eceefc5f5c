"""The file: made, opened, and refused without a trace where it is none of ours."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from random import Random

import pytest
from sqlite_utils import Database

from onrecord.errors import (
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
    LedgerVersionError,
    NotALedgerError,
)
from onrecord.ledger import migrations, store
from onrecord.ledger.database import migrate, open_ledger
from onrecord.ledger.integrity import verify
from onrecord.ledger.places import APPLICATION_ID
from onrecord.ledger.readings import readings
from tests.ledger import made
from tests.ledger.places import as_other, guarded_folder, small_disk


def value(ledger, query):
    return ledger.connection.execute(query).fetchone()[0]


def snapshot(folder):
    """Every file's bytes and time of change."""
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}


def fail_after(given, error):
    yield (given,)
    raise error


def fill(ledger, seed):
    """Add articles one by one until the disk is full; the names that were told."""
    told = []
    with suppress(LedgerFullError):
        for reading in made.stream(seed, 400):
            told += [added.name for added in store.add(ledger, [reading])]
    assert len(told) < 400
    return told


def test_a_new_ledger(ledger):
    settings = ("application_id", "user_version", "journal_mode", "foreign_keys", "synchronous")
    found = [value(ledger, f"PRAGMA {name}") for name in settings]
    assert found == [APPLICATION_ID, migrations.version(), "wal", 1, 2]


def test_an_empty_file_becomes_a_ledger_only_when_asked(path):
    path.touch()
    with pytest.raises(NotALedgerError, match="empty"):
        open_ledger(path)
    open_ledger(path, create=True).close()
    open_ledger(path).close()


@pytest.mark.parametrize("name", ["a b.db", "50%?.db", "#1&mode=memory", "ledgér"])
def test_any_name_of_a_file(tmp_path, name):
    open_ledger(tmp_path / name, create=True).close()
    open_ledger(tmp_path / name, readonly=True).close()
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_link_leads_to_the_ledger(path, tmp_path):
    open_ledger(path, create=True).close()
    (tmp_path / "link").symlink_to(path)
    with open_ledger(tmp_path / "link") as ledger:
        assert value(ledger, "SELECT count(*) FROM articles") == 0


def test_sqlite_utils_finds_the_index(path):
    open_ledger(path, create=True).close()
    database = Database(path)
    assert (database["statements"].detect_fts(), database["names"].detect_fts()) == ("statements_fts", "names_fts")
    database.close()


def test_one_file_is_left_when_all_have_closed_it(path, archive):
    with open_ledger(path, create=True) as ledger, open_ledger(path, readonly=True) as other:
        list(store.add(ledger, archive[:2]))
        assert value(other, "SELECT count(*) FROM articles") == 2
    with open_ledger(path, readonly=True) as ledger:
        assert value(ledger, "SELECT count(*) FROM articles") == 2
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", [b"<html>", b"SQLite format 3\x00cut", b"x" * 5000, b"\x00" * 4096])
def test_another_kind_of_file_stays_as_it_is(path, content, create):
    path.write_bytes(content)
    before = snapshot(path.parent)
    with pytest.raises(NotALedgerError, match="not an SQLite database"):
        open_ledger(path, create=create)
    assert snapshot(path.parent) == before


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_another_program_s_database_stays_as_it_is(path, mode, readonly):
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = snapshot(path.parent)
    with pytest.raises(NotALedgerError, match="another program"):
        open_ledger(path, readonly=readonly, create=not readonly)
    assert snapshot(path.parent) == before


def test_another_program_s_database_in_use_keeps_its_journal(path):
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = wal")
    other.execute("CREATE TABLE theirs (x)")
    before = snapshot(path.parent)
    with pytest.raises(NotALedgerError):
        open_ledger(path)
    assert snapshot(path.parent) == before
    other.close()


@pytest.mark.parametrize("readonly", [True, False])
def test_a_newer_ledger_stays_as_it_is(path, readonly):
    with open_ledger(path, create=True) as ledger:
        ledger.connection.execute(f"PRAGMA user_version = {migrations.version() + 1}")
    before = snapshot(path.parent)
    with pytest.raises(LedgerVersionError, match=r"newer onrecord.*upgrade"):
        open_ledger(path, readonly=readonly)
    with pytest.raises(LedgerVersionError, match="newer onrecord"):
        migrate(path)
    assert snapshot(path.parent) == before


def test_no_file_no_folder_and_a_folder(tmp_path):
    for place, words in ((tmp_path / "no", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(NotALedgerError, match=words):
            open_ledger(place)
    with pytest.raises(NotALedgerError, match="does not exist"):
        open_ledger(tmp_path / "no" / "x.ledger", create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_not_waited_for(path):
    os.mkfifo(path)
    with pytest.raises(NotALedgerError, match="a pipe"):
        open_ledger(path, create=True)


def test_many_processes_may_make_it_at_once(path):
    code = f"""from onrecord.ledger.database import open_ledger
with open_ledger({str(path)!r}, create=True) as ledger, ledger.writing() as connection:
    connection.execute("INSERT INTO metadata VALUES (?, '')", ({{}},))"""
    makers = [subprocess.Popen([sys.executable, "-c", code.format(n)]) for n in range(4)]
    assert [maker.wait() for maker in makers] == [0] * 4
    with open_ledger(path) as ledger:
        assert value(ledger, "SELECT count(*) FROM metadata") == 4


def test_a_transaction_is_rolled_back_whatever_ends_it(ledger):
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error), ledger.writing() as connection:
            connection.executemany("INSERT INTO metadata VALUES ('a', ?)", fail_after("", error))
        assert value(ledger, "SELECT count(*) FROM metadata") == 0


def test_a_snapshot_does_not_see_what_is_added_meanwhile(path, ledger, archive):
    with ledger.snapshot(), open_ledger(path) as other:
        assert value(ledger, "SELECT count(*) FROM articles") == 0
        list(store.add(other, archive[:3]))
        assert value(ledger, "SELECT count(*) FROM articles") == 0
    assert value(ledger, "SELECT count(*) FROM articles") == 3


def test_held_for_too_long(path, ledger, archive):
    with ledger.writing(), open_ledger(path, patience=0.01) as other:
        with pytest.raises(LedgerLockedError, match="another program has kept it locked"):
            list(store.add(other, archive[:1]))
        assert list(readings(other)) == []


@pytest.mark.parametrize("count", [60, 100, 200])
def test_a_full_disk_takes_nothing_back(ledger, archive, count):
    """SQLite's own limit gives the error of a full disk at any page that is wanted."""
    ledger.connection.execute(f"PRAGMA max_page_count = {count}")
    told = fill(ledger, 12)
    assert [r.article.name for r in readings(ledger)] == told
    with pytest.raises(LedgerFullError, match="no room is left"):
        list(store.add(ledger, archive))
    ledger.connection.execute("PRAGMA max_page_count = 1000000")
    assert [a.status for a in store.add(ledger, archive[:1])] == ["new article"]
    assert list(verify(ledger)) == []


def test_a_disk_that_is_really_full():
    with small_disk("2m") as disk:
        with open_ledger(disk / "x", create=True) as ledger:
            told = fill(ledger, 13)
        with open_ledger(disk / "x", readonly=True) as ledger:
            assert [r.article.name for r in readings(ledger)] == told
    assert told


def test_nothing_can_be_made_on_a_full_disk():
    with small_disk("64k") as disk, pytest.raises(LedgerError, match="room is left"):
        open_ledger(disk / "x", create=True)


def test_a_ledger_that_may_not_be_written_can_be_read(archive):
    with guarded_folder() as folder:
        with open_ledger(folder / "x", create=True) as ledger:
            list(store.add(ledger, archive[:2]))
        before = snapshot(folder)

        def read():
            with open_ledger(folder / "x", readonly=True) as ledger:
                return len(list(readings(ledger)))

        assert as_other(read) == "2"
        assert "LedgerReadOnlyError" in as_other(lambda: open_ledger(folder / "x"))
        assert "LedgerReadOnlyError" in as_other(lambda: open_ledger(folder / "new", create=True))
        assert snapshot(folder) == before


def test_a_ledger_in_use_can_be_read_by_those_who_may_not_write(archive):
    with guarded_folder() as folder, open_ledger(folder / "x", create=True) as ledger:
        list(store.add(ledger, archive[:2]))

        def read():
            with open_ledger(folder / "x", readonly=True) as other:
                return len(list(readings(other)))

        assert as_other(read) == "2"


def test_a_journal_that_cannot_be_read_is_not_passed_over(archive):
    """What a killed process left in the journal is part of the ledger."""
    with guarded_folder() as folder, open_ledger(folder / "x", create=True) as ledger:
        list(store.add(ledger, archive[:2]))
        for end in ("", "-wal"):
            shutil.copy(folder / f"x{end}", folder / f"y{end}")
        assert "LedgerReadOnlyError" in as_other(lambda: open_ledger(folder / "y", readonly=True))
        with open_ledger(folder / "y", readonly=True) as copy:
            assert len(list(readings(copy))) == 2


def test_a_reader_cannot_write(path, archive):
    open_ledger(path, create=True).close()
    with open_ledger(path, readonly=True) as ledger, pytest.raises(LedgerReadOnlyError):
        list(store.add(ledger, archive[:1]))


def test_a_damaged_page_is_told_and_stays(path, archive):
    with open_ledger(path, create=True) as ledger:
        list(store.add(ledger, archive))
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half:] = Random(1).randbytes(len(data) - half)
    path.write_bytes(data)
    before = snapshot(path.parent)
    with open_ledger(path) as ledger, pytest.raises(LedgerDamagedError, match=r"damaged.*\.recover"):
        list(readings(ledger))
    with open_ledger(path) as ledger, pytest.raises(LedgerDamagedError):
        list(store.add(ledger, made.readings(14, 30)))
    assert snapshot(path.parent) == before


def test_what_sqlite_raises_in_a_command_is_translated_too(path):
    open_ledger(path, create=True).close()
    with pytest.raises(LedgerReadOnlyError), open_ledger(path, readonly=True) as ledger:
        ledger.connection.execute("DELETE FROM articles")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), open_ledger(path) as ledger:
        ledger.connection.execute("SELECT * FROM nowhere")
