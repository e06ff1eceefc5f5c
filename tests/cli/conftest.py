"""The command line as a user has it: a process of its own."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def onrecord(tmp_path):
    """Runs `onrecord ARGS` in a folder of its own; gives the finished process, output as text."""

    def run(*args, stdin=None, **env):
        return subprocess.run(
            [sys.executable, "-m", "onrecord.cli", *map(str, args)],
            input=stdin if stdin is None else stdin.encode(),
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
            check=False,
            timeout=120,
        )

    return run


STORY = '"We will mend the pier," Mayor Ana Ruiz told the Harbor Ledger on Monday. The pier has been closed since May.'
FRENCH = (
    "Le maire a annoncé mardi que le pont resterait fermé jusqu'à la fin de l'année. Les habitants du quartier ne "
    "cachent pas leur colère, et plusieurs commerçants demandent une aide à la région."
)


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def french(tmp_path):
    path = tmp_path / "french.txt"
    path.write_text(FRENCH, encoding="utf-8")
    return path
