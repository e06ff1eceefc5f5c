"""How fast readings are added to a ledger, and what keeping them through a power cut costs.

python -m benchmarks.ledger_add --articles 5000

The readings are made, so no model is needed; they are made before the clock starts. Each ledger is on the disk of the
temporary folder. To be run in the repository's root.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.ledger import made

from onrecord.ledger import store
from onrecord.ledger.backup import backup
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import Ledger, open_ledger
from onrecord.ledger.integrity import verify
from onrecord.ledger.readings import readings
from onrecord.types import Reading


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=5000)
    options = asked.parse_args()
    archive = made.readings(5, options.articles)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), archive), indent=2))


def measure(folder: Path, archive: list[Reading]) -> dict[str, object]:
    """Seconds, by the clock and of one processor, of each thing that is done with the ledger."""
    statements = sum(len(reading.attributions) for reading in archive)
    result: dict[str, object] = {"articles": len(archive), "statements": statements}
    for setting in ("FULL", "NORMAL"):
        with open_ledger(folder / setting, create=True) as ledger:
            ledger.connection.execute(f"PRAGMA synchronous = {setting}")
            clock, cpu = timed(lambda: list(store.add(ledger, archive)))
            result[f"statements added a second, synchronous = {setting}"] = {
                "by the clock": round(statements / clock),
                "by processor time": round(statements / cpu),
            }
    with open_ledger(folder / "FULL") as ledger:
        for what, work in _works(ledger, archive, folder).items():
            clock, cpu = timed(work)
            result[what] = {"seconds": round(clock, 2), "processor seconds": round(cpu, 2)}
    result["bytes a statement"] = round((folder / "FULL").stat().st_size / statements)
    return result


def _works(ledger: Ledger, archive: list[Reading], folder: Path) -> dict[str, Callable[[], object]]:
    return {
        "all of it again": lambda: list(store.add(ledger, archive)),
        "known, one by one": lambda: all(store.known(ledger, r.article, r.model) for r in archive),
        "every reading out of it": lambda: sum(1 for _ in readings(ledger)),
        "verify": lambda: list(verify(ledger)),
        "hash of the content": lambda: ledger_hash(ledger),
        "backup": lambda: backup(ledger, folder / "copy"),
    }


def timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


if __name__ == "__main__":
    main()
