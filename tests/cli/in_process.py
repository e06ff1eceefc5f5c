"""Commands run in this process, with what they print as bytes: as quick as a function call."""

from dataclasses import dataclass

import pytest

from onrecord.cli import main


@dataclass
class Done:
    """What a command has printed, and its exit status."""

    returncode: int
    stdout: bytes
    stderr: str


def runner(command, capsysbinary, monkeypatch, folder):
    """Runs `onrecord COMMAND ARGS` in `folder`, without a ledger in the environment."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)

    def call(*args):
        monkeypatch.setattr("sys.argv", ["onrecord", command, *map(str, args)])
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        shown = capsysbinary.readouterr()
        return Done(end.value.code or 0, shown.out, shown.err.decode())

    return call
