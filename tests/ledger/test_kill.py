"""Killed at any moment, the ledger is whole, holds what was told, and the next run goes on from there."""

from random import Random

from tests.ledger import made
from tests.ledger.killing import add, content, losses, write_archive

KILLS = 20


def test_kill_at_any_moment(tmp_path):
    archive = tmp_path / "archive.jsonl"
    write_archive(made.stream(41, 150, statements=3), archive)
    whole = add(tmp_path / "whole", archive)
    assert whole.whole
    random, told, kills, ledgers = Random(41), [], 0, 0
    while kills < KILLS:
        # Each run gets further, as what is there is passed over; when all is there, another ledger is begun.
        path = tmp_path / f"ledger-{ledgers}"
        run = add(path, archive, random.uniform(0, whole.seconds))
        told += run.told
        assert losses(path, told) == []
        kills += not run.whole
        if run.whole:
            assert content(path) == content(tmp_path / "whole")
            ledgers, told = ledgers + 1, []
    assert add(path, archive).whole
    assert content(path) == content(tmp_path / "whole")


def test_nothing_is_told_twice_as_new(tmp_path):
    archive = tmp_path / "archive.jsonl"
    write_archive(made.stream(42, 30), archive)
    first, again = add(tmp_path / "x", archive), add(tmp_path / "x", archive)
    assert len(first.told) == 30
    assert again.told == ()
