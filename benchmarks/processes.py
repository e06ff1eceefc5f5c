"""Whole processes: how long one takes, and the most memory that it held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ONRECORD = Path(sys.executable).with_name("onrecord")
KIBIBYTES = 1024 if sys.platform != "darwin" else 1
"""`ru_maxrss` is in KiB on Linux, in bytes on macOS."""


@dataclass(frozen=True, slots=True)
class Process:
    """Wall-clock seconds from start to end, and peak resident memory in MB (10^6 bytes)."""

    seconds: float
    megabytes: float


def run(command: list[str]) -> Process:
    """Run a command to its end, its output thrown away; CalledProcessError where it fails.

    The peak of a child is never less than what this process held when it started the child, which is why the
    benchmark itself imports nothing but the standard library.
    """
    started = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Process(seconds, usage.ru_maxrss * KIBIBYTES / 1e6)


def read(article: Path, times: int) -> list[Process]:
    """`onrecord read` on one article, after one run that fills the disk cache."""
    command = [str(ONRECORD), "read", str(article)]
    run(command)
    return [run(command) for _ in range(times)]


def import_seconds(times: int) -> float:
    """What `import onrecord` adds to an interpreter that does nothing: the median difference of pairs of runs."""
    bare, ours = ([sys.executable, "-c", code] for code in ("pass", "import onrecord"))
    for command in (bare, ours):
        run(command)
    return median(run(ours).seconds - run(bare).seconds for _ in range(times))
