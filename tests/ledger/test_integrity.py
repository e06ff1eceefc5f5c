"""`verify` finds whatever is not as it was written, and only that."""

import json
from pathlib import Path
from random import Random

import pytest

from onrecord.errors import LedgerDamagedError
from onrecord.ledger import store
from onrecord.ledger.database import open_ledger
from onrecord.ledger.integrity import verify
from onrecord.ledger.merges import merge
from tests.ledger import made

CASES = json.loads((Path(__file__).parent / "cases" / "tampering.json").read_text(encoding="utf-8"))


@pytest.fixture
def full(ledger, archive):
    """A ledger with articles, one in two versions, one read twice, and merged names."""
    items = [*archive[:8], made.changed(archive[0]), made.reread(archive[1], "made-2")]
    list(store.add(ledger, items))
    merge(ledger, 1, 2, by="Nora", reason="a test")
    merge(ledger, 2, 3, by="Nora", reason="a test")
    return ledger


def problems(ledger):
    return [f"{p.where}: {p.what}" for p in verify(ledger)]


def test_a_whole_ledger_has_no_problems(full):
    assert problems(full) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_tampering_is_found(full, case):
    full.connection.execute("PRAGMA foreign_keys = OFF")
    full.connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in case["sql"]:
        assert full.connection.execute(statement).rowcount != 0
    found = problems(full)
    assert [words for words in case["found"] if not any(words in line for line in found)] == []


def test_every_problem_is_reported(full):
    full.connection.execute("UPDATE articles SET title = 'x' WHERE id IN (2, 3)")
    full.connection.execute("UPDATE statements SET mode = 'block' WHERE id IN (5, 9)")
    where = {line.split(":")[0] for line in problems(full)}
    assert where == {"article 2", "article 3", "reading 1", "statement 5", "statement 9"}


def test_a_damaged_file_is_checked_as_far_as_it_goes(path, archive):
    with open_ledger(path, create=True) as ledger:
        list(store.add(ledger, archive))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3 * 4096] = Random(2).randbytes(3 * 4096)
    path.write_bytes(data)
    with open_ledger(path) as ledger:
        found = problems(ledger)
    assert any(line.startswith("file:") for line in found)


@pytest.mark.parametrize("seed", range(6))
def test_damage_anywhere_is_found(path, archive, seed):
    with open_ledger(path, create=True) as ledger:
        list(store.add(ledger, archive))
    random, data = Random(seed), bytearray(path.read_bytes())
    for _ in range(20):
        data[random.randrange(100, len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)
    assert found_in(path) != []


def found_in(path):
    """The problems, or the error that keeps the ledger from being opened."""
    try:
        with open_ledger(path) as ledger:
            return problems(ledger)
    except LedgerDamagedError as error:
        return [str(error)]


def test_a_reader_is_told_all_but_the_index(path, archive):
    with open_ledger(path, create=True) as ledger:
        list(store.add(ledger, archive[:3]))
    with open_ledger(path, readonly=True) as ledger:
        assert list(verify(ledger, index=False)) == []
