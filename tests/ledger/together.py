"""Several processes at work on one ledger, and what must hold then; for a test and a benchmark."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.ledger import store
from onrecord.ledger.backup import backup
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import Ledger, open_ledger
from onrecord.ledger.figures import stats
from onrecord.ledger.integrity import verify
from onrecord.ledger.query import Query
from onrecord.ledger.readings import readings
from onrecord.ledger.search import search
from onrecord.types import Reading
from tests.ledger import made
from tests.ledger.killing import clusters

READERS: Final = ("search", "stream", "count")
ROUND: Final = 20
"""Articles that a writer makes and adds at a time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rounds of each process, statements in the end, and what was wrong."""

    written: dict[str, int]
    rounds: dict[str, int]
    statements: int
    problems: list[str]


def work_together(folder: Path, seed: int, *, rounds: int = 10**9, seconds: float = 10**9) -> Outcome:
    """Two writers for `rounds` or `seconds`, whichever ends first, and three readers until they are done."""
    path, done = folder / "together", folder / "done"
    open_ledger(path, create=True).close()
    writers = [_start("write", path, done, seed + n, rounds, seconds) for n in range(2)]
    readers = {what: _start(what, path, done, seed, rounds, seconds) for what in READERS}
    ends = [_end(writer, f"writer {n}") for n, writer in enumerate(writers)]
    done.touch()
    ends += [_end(reader, what) for what, reader in readers.items()]
    counts = {name: count for name, count, _ in ends}
    problems = [problem for _, _, problem in ends if problem]
    with open_ledger(path) as ledger:
        problems += [f"{p.where}: {p.what}" for p in verify(ledger)]
        problems += _lost(ledger, folder / "alone", [counts["writer 0"], counts["writer 1"]], seed)
        statements = stats(ledger).counts["statements in all readings"]
    written = {name: count for name, count in counts.items() if name.startswith("writer")}
    return Outcome(written, {what: counts[what] for what in READERS}, statements, problems)


def _lost(ledger: Ledger, path: Path, written: list[int], seed: int) -> list[str]:
    """Whether the content is that of a ledger to which one writer has added the same."""
    with open_ledger(path, create=True) as alone:
        for number, count in enumerate(written):
            for turn in range(count // ROUND):
                list(store.add(alone, _made(seed + number, turn)))
        same = {
            "content": ledger_hash(alone) == ledger_hash(ledger),
            "clusters of quotations": clusters(alone) == clusters(ledger),
        }
    return [f"other {what} than in a ledger that one has filled" for what, is_same in same.items() if not is_same]


def _made(seed: int, turn: int) -> list[Reading]:
    """What a writer adds in a turn: every second turn is the same for all, in every third another model reads some."""
    found = made.readings(turn if turn % 2 else seed * 1_000_000 + turn, ROUND, statements=5)
    return [made.reread(r, "made-2") if turn % 3 == 2 and i % 4 == 0 else r for i, r in enumerate(found)]


def _start(what: str, path: Path, done: Path, seed: int, rounds: int, seconds: float) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", "tests.ledger.together", what, str(path), str(done)]
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [*call, str(seed), str(rounds), str(seconds)], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _end(process: subprocess.Popen[bytes], name: str) -> tuple[str, int, str]:
    """The process's name, its count, and its last words where it failed."""
    shown, errors = process.communicate()
    if process.returncode or errors:
        return name, 0, f"{name}: {errors.decode(errors='replace')[-600:]}"
    return name, json.loads(shown), ""


def _write(path: Path, seed: int, rounds: int, seconds: float) -> int:
    """Articles that were told, of those that came."""
    began, told = time.monotonic(), 0
    with open_ledger(path) as ledger:
        for turn in range(rounds):
            told += len(list(store.add(ledger, _made(seed, turn))))
            if time.monotonic() - began > seconds:
                break
    return told


def _read(what: str, path: Path, done: Path) -> int:
    """Rounds until `done` is there; what is seen never gets less."""
    rounds = least = 0
    for _ in _until(done):
        with open_ledger(path, readonly=True) as ledger:
            seen = _look(what, ledger, path)
        if seen < least:
            raise RuntimeError(f"{what}: {seen} after {least}")
        least, rounds = seen, rounds + 1
    return rounds


def _until(done: Path) -> Iterator[None]:
    yield
    while not done.exists():
        yield


def _look(what: str, ledger: Ledger, path: Path) -> int:
    if what == "stream":
        return sum(1 for _ in readings(ledger))
    if what == "count":
        backup(ledger, path.with_name("backup"), force=True)
        return stats(ledger).counts["articles"]
    for one in search(ledger, Query("ferry", per_page=50)).statements:
        if "ferry" not in f"{one.content} {one.source}".lower():
            raise RuntimeError(f"found without what was asked for: {one.content}")
    count: int = ledger.connection.execute("SELECT count(*) FROM statements").fetchone()[0]
    return count


def _main(what: str, path: str, done: str, seed: str, rounds: str, seconds: str) -> None:
    if what == "write":
        print(_write(Path(path), int(seed), int(rounds), float(seconds)))
    else:
        print(_read(what, Path(path), Path(done)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
