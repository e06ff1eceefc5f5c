"""`onrecord ledger add` killed at any moment, and what must hold of the ledger then; for a test and a benchmark."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onrecord.formats.json import to_json
from onrecord.ledger.content import ledger_hash
from onrecord.ledger.database import Ledger, open_ledger
from onrecord.ledger.integrity import verify
from onrecord.types import Reading


@dataclass(frozen=True, slots=True)
class Run:
    """What one process told before it ended: (article's name, statements); whether it came to the end; its seconds."""

    told: tuple[tuple[str, int], ...]
    whole: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Content:
    """What two ledgers that were filled alike must have in common: the content's hash, and which quotations are one."""

    hash: str
    clusters: list[list[str]]


def write_archive(readings: Iterable[Reading], path: Path) -> None:
    """Write readings as `onrecord read` does, so that adding them needs no model."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(to_json(reading) + "\n" for reading in readings)


def add(ledger: Path, archive: Path, seconds: float | None = None) -> Run:
    """Add `archive` in a process of its own, which is killed (SIGKILL) after `seconds`."""
    call = [sys.executable, "-m", "onrecord.cli", "ledger", "add", "--ledger", str(ledger), "-f", "jsonl", str(archive)]
    began = time.monotonic()
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            shown, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            shown, _ = process.communicate()
    lines = [line for line in shown.splitlines(keepends=True) if line.endswith(b"\n")]
    told = [json.loads(line) for line in lines]
    new = tuple((t["name"], t["statements"]) for t in told if t["status"] != "already there")
    return Run(new, process.returncode == 0, time.monotonic() - began)


def losses(path: Path, told: Iterable[tuple[str, int]]) -> list[str]:
    """What is wrong with a ledger after a kill: problems, and what was told but is not there whole."""
    if not path.exists() or not path.stat().st_size:
        return [f"{name} was told, but there is no ledger" for name, _ in told]
    with open_ledger(path, create=True) as ledger:
        found = [f"{p.where}: {p.what}" for p in verify(ledger)]
        query = """SELECT articles.name, count(statements.id) FROM articles JOIN readings ON article_id = articles.id
            LEFT JOIN statements ON reading_id = readings.id GROUP BY articles.id"""
        there = dict(map(tuple, ledger.connection.execute(query)))
    return found + [f"{name} was told, but is not there whole" for name, n in told if there.get(name) != n]


def content(path: Path) -> Content:
    """What a ledger holds."""
    with open_ledger(path, readonly=True) as ledger:
        return Content(ledger_hash(ledger), clusters(ledger))


def clusters(ledger: Ledger) -> list[list[str]]:
    """Which quotations are one, by where they stand: the same for ledgers that were filled in another order."""
    query = """SELECT cluster, articles.hash || ' ' || local || ' ' || part FROM clusters
        JOIN quotations ON quotations.id = quotation_id JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id ORDER BY 2"""
    found: dict[int, list[str]] = {}
    for cluster, place in ledger.connection.execute(query):
        found.setdefault(cluster, []).append(place)
    return sorted(found.values())
