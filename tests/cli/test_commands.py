"""The other commands, and wrong use."""

import json

import pytest
import typer
from typer.testing import CliRunner

from onrecord import __version__, cli
from onrecord.cli.inputs import piped
from onrecord.formats.audit_json import archive_schema
from onrecord.formats.json import audit_schema, schema
from onrecord.formats.verification import verification_schema

runner = CliRunner()


def test_version(onrecord):
    assert onrecord("--version").stdout.decode().strip() == f"onrecord {__version__}"


@pytest.mark.parametrize(
    ("flags", "made"),
    [
        ((), schema),
        (("--report",), audit_schema),
        (("--archive",), archive_schema),
        (("--verification",), verification_schema),
    ],
)
def test_schemas_are_printed(onrecord, flags, made):
    assert json.loads(onrecord("schema", *flags).stdout) == made()


def test_two_schemas_at_once_are_wrong_use(onrecord):
    done = onrecord("schema", "--archive", "--verification")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--archive and --verification" in done.stderr


@pytest.mark.parametrize(
    "args", [("reed",), ("read", "--formt", "json"), ("read", "--format", "xml"), ("read", "--width", "3")]
)
def test_wrong_use_has_its_status(onrecord, args):
    done = onrecord(*args)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_no_input_on_a_terminal_is_wrong_use(monkeypatch):
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    with pytest.raises(typer.BadParameter, match="give a file"):
        piped()


def test_every_command_has_help():
    for command in cli.app.registered_commands:
        assert (command.callback.__doc__ or "").strip()
        assert runner.invoke(cli.app, [command.name or command.callback.__name__, "--help"]).exit_code == 0


def test_missing_weights_are_one_line(monkeypatch, tmp_path, capsys):
    from onrecord.reading import model  # noqa: PLC0415 - patched before it loads

    story = tmp_path / "story.txt"
    story.write_text("Rain fell on Monday, the office said.")
    monkeypatch.setattr(model, "DEFAULT", tmp_path / "nowhere")
    monkeypatch.setattr("sys.argv", ["onrecord", "read", str(story)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 3
    assert "no weights can be read here" in capsys.readouterr().err


def test_a_missing_corpus(onrecord):
    done = onrecord("evaluate", "--polnear", "nowhere")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    skipped = onrecord("gate", "--polnear", "nowhere")
    assert skipped.returncode == 0
    assert b"skipped" in skipped.stdout.lower()


def test_training_without_its_extra_names_it(monkeypatch, tmp_path):
    from onrecord.errors import MissingExtraError  # noqa: PLC0415 - as the next line
    from onrecord.training import run  # noqa: PLC0415 - patched before it runs

    monkeypatch.setattr(run, "NEEDED", ("no_such_module",))
    with pytest.raises(MissingExtraError, match=r"pip install 'onrecord\[train\]'"):
        run.train(tmp_path, tmp_path)
