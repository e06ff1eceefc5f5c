"""Commands whose output nobody reads to its end: silence, and the status of what was done."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from onrecord.ledger.database import open_ledger
from onrecord.ledger.store import add
from tests.cli.test_verify import HEARING, STORY
from tests.ledger import made

CHANGED = HEARING.replace("will sell", "may sell")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a story, two originals and a ledger of 40 articles."""
    path = tmp_path_factory.mktemp("unread")
    for name, text in {"story": STORY, "hearing": HEARING, "changed": CHANGED}.items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_ledger(path / "news.ledger", create=True) as ledger:
        list(add(ledger, made.stream(5, 40)))
    (path / "damaged.ledger").write_bytes((path / "news.ledger").read_bytes())
    with closing(sqlite3.connect(path / "damaged.ledger", isolation_level=None)) as connection:
        connection.execute("UPDATE articles SET outlet = 'Other'")
    return path


def unread(folder, *arguments):
    """Run `onrecord ARGUMENTS` with a pipe for its output that is closed at the other end already."""
    there, here = os.pipe()
    os.close(there)
    try:
        return subprocess.run(
            [sys.executable, "-m", "onrecord.cli", *arguments],
            stdin=subprocess.DEVNULL, stdout=here, stderr=subprocess.PIPE, cwd=folder, check=False, timeout=120,
            env={**os.environ, "ONRECORD_LEDGER": "" if arguments[0] in {"read", "audit"} else "news.ledger"},
        )  # fmt: skip
    finally:
        os.close(here)


COMMANDS = [
    ("read story.txt", 0),
    ("read story.txt -f json", 0),
    ("read story.txt story.txt -f jsonl", 0),
    ("read missing.txt story.txt story.txt -f jsonl", 1),
    ("audit story.txt", 0),
    ("audit missing.txt story.txt", 1),
    ("audit story.txt -f json", 0),
    ("audit --ledger news.ledger --by outlet", 0),
    ("audit --ledger news.ledger -f json", 0),
    ("audit --ledger news.ledger -f csv", 0),
    ("ledger search the", 0),
    ("ledger search the --format json", 0),
    ("ledger search the --format csv", 0),
    ("ledger show article 1", 0),
    ("ledger show article 1 -f json", 0),
    ("ledger export", 0),
    ("ledger export -f csv", 0),
    ("ledger add story.txt --ledger other.ledger", 0),
    ("ledger verify", 0),
    ("ledger verify --ledger damaged.ledger", 1),
    ("ledger names", 0),
    ("ledger stats", 0),
    ("ledger metadata", 0),
    ("trace 1", 0),
    ("trace 1 -f json", 0),
    ("verify story.txt --against hearing.txt", 0),
    ("verify story.txt --against hearing.txt -f json", 0),
    ("verify story.txt --against changed.txt", 1),
    ("verify story.txt --against changed.txt -f json", 1),
    ("schema", 0),
    ("models", 0),
]


@pytest.mark.parametrize(("command", "status"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_nobody_reads_the_output(folder, command, status):
    done = unread(folder, *command.split())
    assert done.returncode == status, done.stderr
    assert [word for word in (b"Traceback", b"Error", b"ignored", b"written") if word in done.stderr] == []


@pytest.mark.parametrize("command", ["ledger export", "ledger search the --per-page 100", "audit --ledger news.ledger"])
def test_a_reader_who_has_enough_after_a_line(folder, command):
    line = f"{sys.executable} -m onrecord.cli {command} | head -n 1"
    call = ["bash", "-o", "pipefail", "-c", line]
    environment = {**os.environ, "ONRECORD_LEDGER": "" if command.startswith("audit") else "news.ledger"}
    done = subprocess.run(call, capture_output=True, cwd=folder, env=environment, check=False, timeout=120)
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


def test_the_statuses_say_so(folder):
    for command in ("read", "audit", "verify", "trace", "ledger search", "ledger add"):
        call = [sys.executable, "-m", "onrecord.cli", *command.split(), "--help"]
        told = subprocess.run(call, capture_output=True, check=True, text=True, cwd=folder).stdout
        assert "Where the reader of the output goes away (| head)" in " ".join(told.split())
