"""Two writers and three readers on one ledger at once, for ten minutes.

python -m benchmarks.ledger_soak --seconds 600

The writers add made articles, a part of them the same, some as another model reads them. Meanwhile one reader searches,
one streams all readings, and one counts and takes backups. No error may reach any of them. At the end nothing may be
lost, and the ledger must be whole and have the content of one that was filled by one writer. To be run in the
repository's root; `tests/ledger/test_together.py` is a short one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.ledger.together import Outcome, work_together


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--seed", type=int, default=5)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = work_together(Path(folder), options.seed, seconds=options.seconds)
    print(json.dumps(report(outcome), indent=2))
    if outcome.problems:
        raise SystemExit(1)


def report(outcome: Outcome) -> dict[str, object]:
    """The figures, and the problems where there are any."""
    return {
        "articles added by each writer": outcome.written,
        "rounds of each reader": outcome.rounds,
        "statements in the ledger": outcome.statements,
        "problems": outcome.problems,
    }


if __name__ == "__main__":
    main()
