"""Two writers and three readers at once: no error, nothing lost (benchmarks/ledger_soak.py is the long one)."""

from tests.ledger.together import READERS, work_together


def test_two_writers_and_three_readers(tmp_path):
    outcome = work_together(tmp_path, 51, rounds=6)
    assert outcome.problems == []
    assert outcome.written == {"writer 0": 120, "writer 1": 120}
    assert all(outcome.rounds[reader] > 0 for reader in READERS)
