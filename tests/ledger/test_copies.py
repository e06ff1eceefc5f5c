"""Backups and exports: whole, never over what is there, and good enough to start again from."""

import csv
import io
import sqlite3
from dataclasses import replace

import pytest

from onrecord.errors import LedgerFullError, OutputError
from onrecord.formats.json import from_json
from onrecord.ledger import store
from onrecord.ledger.backup import backup
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import open_ledger
from onrecord.ledger.export import export_readings, export_statements
from onrecord.ledger.figures import stats
from onrecord.ledger.integrity import verify
from onrecord.ledger.merges import merge, review
from tests.ledger import made
from tests.ledger.places import small_disk


@pytest.fixture
def full(ledger, archive):
    list(store.add(ledger, [*archive[:9], made.reread(archive[0], "made-2"), made.changed(archive[1])]))
    return ledger


def test_a_backup_is_the_same_ledger(full, tmp_path):
    merge(full, 1, 2, by="Nora", reason="")
    review(full, 1, "wrong", reviewer="Nora")
    size = backup(full, tmp_path / "copy")
    assert size == (tmp_path / "copy").stat().st_size
    with open_ledger(tmp_path / "copy") as copy:
        assert ledger_hash(copy) == ledger_hash(full)
        assert list(verify(copy)) == []
        assert next(store.add(copy, made.readings(31, 1))).status == "new article"


def test_a_backup_while_somebody_writes(path, full, tmp_path):
    with open_ledger(path) as other, other.writing() as connection:
        connection.execute("DELETE FROM reviews")
        connection.execute("INSERT INTO metadata VALUES ('half', '')")
        with open_ledger(path, readonly=True) as reader:
            backup(reader, tmp_path / "copy")
    with open_ledger(tmp_path / "copy") as copy:
        assert copy.connection.execute("SELECT 1 FROM metadata WHERE key = 'half'").fetchone() is None
        assert list(verify(copy)) == []


def test_a_backup_goes_over_nothing_unless_it_may(full, tmp_path):
    target = tmp_path / "copy"
    target.write_text("kept")
    with pytest.raises(OutputError, match="--force"):
        backup(full, target)
    assert target.read_text() == "kept"
    backup(full, target, force=True)
    with open_ledger(target) as copy:
        assert ledger_hash(copy) == ledger_hash(full)


def test_a_backup_never_replaces_its_ledger(full):
    with pytest.raises(OutputError, match="the ledger itself"):
        backup(full, full.path, force=True)


def test_a_backup_into_nowhere(full, tmp_path):
    with pytest.raises(OutputError, match="folder does not exist"):
        backup(full, tmp_path / "no" / "copy")


def test_a_backup_that_finds_no_room_leaves_nothing(full):
    with small_disk("64k") as disk:
        with pytest.raises(LedgerFullError):
            backup(full, disk / "copy")
        assert list(disk.iterdir()) == []


def test_a_backup_of_a_damaged_ledger_keeps_the_older_one(path, tmp_path, archive):
    from onrecord.errors import LedgerDamagedError  # noqa: PLC0415 - this test alone

    with open_ledger(path, create=True) as ledger:
        list(store.add(ledger, archive))
        backup(ledger, tmp_path / "copy")
    kept = (tmp_path / "copy").read_bytes()
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = b"\xa5" * (len(data) - len(data) // 2)
    path.write_bytes(data)
    with open_ledger(path, readonly=True) as ledger, pytest.raises(LedgerDamagedError, match="not whole"):
        backup(ledger, tmp_path / "copy", force=True)
    assert (tmp_path / "copy").read_bytes() == kept
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", path.name]


@pytest.mark.parametrize("old", [False, True])
def test_what_is_exported_makes_the_same_ledger(full, tmp_path, old):
    stream = io.StringIO()
    count = export_readings(full, stream, old=old)
    lines = stream.getvalue().splitlines()
    assert count == len(lines) == 10 + old
    with open_ledger(tmp_path / "other", create=True) as other:
        list(store.add(other, map(from_json, lines)))
        assert (ledger_hash(other) == ledger_hash(full)) == old
        again = io.StringIO()
        export_readings(other, again)
        assert again.getvalue() == stream.getvalue() or old


def test_the_table_of_statements(full, archive):
    stream = io.StringIO(newline="")
    count = export_statements(full, stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert len(rows) == count == stats(full).counts["statements in current readings"]
    texts = {r.article.text for r in archive}
    assert all(any(row["statement"] in text for text in texts) for row in rows)


def test_no_cell_of_the_table_is_a_formula(ledger, archive):
    article = replace(archive[0].article, title="=SUM(A1)")
    list(store.add(ledger, [replace(archive[0], article=article)]))
    stream = io.StringIO(newline="")
    export_statements(ledger, stream)
    assert {row["title"] for row in csv.DictReader(io.StringIO(stream.getvalue(), newline=""))} == {"'=SUM(A1)"}


def test_an_export_of_nothing(ledger):
    stream = io.StringIO()
    assert (export_readings(ledger, stream), export_statements(ledger, stream)) == (0, 0)
    assert stream.getvalue().startswith("statement_id,")


def test_figures(full, archive):
    found = stats(full)
    expected = {"articles": 10, "later versions of articles": 1, "readings": 11, "current readings": 10, "reviews": 0}
    assert {what: found.counts[what] for what in expected} == expected
    assert [(m.model, m.readings, m.current) for m in found.models] == [("made-1", 10, 9), ("made-2", 1, 1)]
    assert found.content_hash == ledger_hash(full)
    assert found.first_day == min(r.article.published for r in archive[:9])


def test_other_programs_can_open_it(path, full):
    other = sqlite3.connect(path)
    assert other.execute("SELECT count(*) FROM statements_with_source").fetchone()[0] > 50
    assert other.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    other.close()
