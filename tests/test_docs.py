"""What the documents tell people to type exists, and what they link to is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Commands stand in code: an indented or fenced line, or a span in backticks.
_CODE = re.compile(r"^(?:\$ | {4})(.+)$|`([^`\n]+)`", re.MULTILINE)
_MAKE = re.compile(r"^make ((?:[a-z-]+(?: |$))+)")
_ONRECORD = re.compile(r"^@?(?:\.venv[a-z-]*/bin/)?onrecord ((?:ledger )?[a-z]+)(.*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def code(document: Path) -> list[str]:
    text = document.read_text(encoding="utf-8")
    return [(line or span).split("  #")[0] for line, span in _CODE.findall(text)]


def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", makefile(), re.MULTILINE))


def uses_of_make() -> set[str]:
    lines = [line for document in DOCUMENTS for line in code(document)]
    return {target for line in lines if (found := _MAKE.match(line)) for target in found[1].split()}


def uses_of_onrecord() -> dict[str, set[str]]:
    """Command -> the options that the documents and the Makefile use with it."""
    lines = [line for document in DOCUMENTS for line in code(document)]
    uses: dict[str, set[str]] = {}
    for line in (*lines, *(line.strip() for line in makefile().splitlines())):
        if found := _ONRECORD.match(line):
            uses.setdefault(found[1], set()).update(_OPTION.findall(found[2]))
    return uses


def help_of(command: str) -> str:
    call = [sys.executable, "-c", "from onrecord.cli import main; main()", *command.split(), "--help"]
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
    return subprocess.run(call, env=environment, check=True, capture_output=True, text=True).stdout


def test_the_documents_use_both() -> None:
    assert {"read", "test"} <= uses_of_make()
    assert {"read", "audit", "schema", "evaluate", "gate", "train", "ledger add"} <= uses_of_onrecord().keys()


def test_every_make_target_in_them_exists() -> None:
    assert uses_of_make() <= make_targets()


def test_every_make_target_is_documented() -> None:
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    assert [target for target in make_targets() if f"make {target}" not in text] == []


@pytest.mark.parametrize("command", sorted(uses_of_onrecord()))
def test_every_command_in_them_exists_with_its_options(command: str) -> None:
    described = help_of(command)
    assert [option for option in uses_of_onrecord()[command] if option not in described] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = _LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_s_first_screen_shows_the_two_commands() -> None:
    screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:15]
    assert {"read", "test"} <= {found[1].split()[0] for line in screen if (found := _MAKE.match(line.lstrip("$ ")))}


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_locks_name_no_index_and_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|^-|--(?:index|extra-index|find-links|trusted-host)", text, re.MULTILINE)


@pytest.mark.parametrize(("command", "fewest"), [("read", 30), ("audit", 12)])
def test_the_readme_shows_real_output(command: str, fewest: int) -> None:
    """Every line of it is one that the command prints, but for confidences: int8 differs between processors."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split(f"<!-- output:{command} -->")[1].split("<!-- /output -->")[0].strip().splitlines()[1:-1]
    call = [sys.executable, "-m", "onrecord.cli", command, "examples/article.html"]
    environment = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(call, cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8")
    printed = {_without_figures(line) for line in done.stdout.splitlines()}
    assert len(shown) > fewest
    assert [line for line in shown if line not in ("", "[…]") and _without_figures(line) not in printed] == []


def _without_figures(line: str) -> str:
    return re.sub(r"\d\.\d\d$", "", line.rstrip())
