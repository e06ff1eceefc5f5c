"""The direction of imports (docs/design.md), held by walking them, and what loading the package costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "onrecord"

VALUES = {"types", "errors"}
MAY_IMPORT = {
    "types": set[str](),
    "errors": set[str](),
    "tokens": VALUES,
    "articles": VALUES,
    "reading": VALUES,
    "sources": VALUES | {"tokens"},
    "statements": VALUES | {"tokens"},
    "audit": VALUES | {"tokens"},
    "variants": VALUES | {"tokens"},
    "formats": VALUES | {"audit", "variants"},
    "terminal": VALUES | {"audit", "variants"},
    "ledger": VALUES | {"tokens", "audit", "formats", "variants"},
    "pipeline": VALUES | {"articles", "reading", "sources", "statements"},
    "spacy_pipe": VALUES | {"pipeline"},
    "evaluation": VALUES | {"reading", "pipeline"},
    "training": VALUES | {"reading", "evaluation", "pipeline"},
    "cli": VALUES
    | {
        "articles",
        "reading",
        "statements",
        "audit",
        "formats",
        "terminal",
        "ledger",
        "variants",
        "pipeline",
        "evaluation",
        "training",
        "version",
    },
    "onrecord": VALUES | {"articles", "formats", "pipeline"},
}
"""Part of the package -> the other parts that it may import. `onrecord` is `__init__.py`; `version` stands for
`from onrecord import __version__`, the one thing that a part may take from there."""

LAZY = {
    ("evaluation", "pipeline"),
    ("training", "pipeline"),
    ("spacy_pipe", "pipeline"),
    ("onrecord", "articles"),
    ("onrecord", "formats"),
    ("onrecord", "pipeline"),
    ("cli", "training"),
}
"""Imports that may only run when they are needed: inside a function, or for the type checker."""

ONLY_IN = {
    "torch": {"training"},
    "safetensors": {"training"},
    "onnx": {"training"},
    "onnxruntime": {"reading", "training"},
    "tokenizers": {"reading"},
    "trafilatura": {"articles"},
    "lxml": {"articles"},
    "ftfy": {"articles"},
    "py3langid": {"articles"},
    "rich": {"cli", "terminal"},
    "sqlite3": {"ledger"},
    "sqlite_utils": {"ledger"},
    "rensa": {"variants"},
    "rapidfuzz": {"variants"},
    "altair": {"formats"},
    "vl_convert": {"formats"},
    "spacy": {"spacy_pipe", "formats"},
    "typer": {"cli"},
}
"""Library -> the parts that may know of it."""

HEAVY = {*ONLY_IN, "msgspec", "numpy", "urllib3"}


@dataclass(frozen=True)
class Import:
    """`at_load` says whether it runs when its module is imported."""

    part: str
    target: str
    at_load: bool
    where: str


def part_of(module: Path) -> str:
    first = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "onrecord" if first == "__init__" else first


def targets(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute here, so that this test can read them"
        if node.module == "onrecord":
            return [f"onrecord.{'version' if alias.name == '__version__' else alias.name}" for alias in node.names]
        return [str(node.module)]
    return []


def walk(node: ast.AST, at_load: bool) -> Iterator[tuple[ast.AST, bool]]:
    yield node, at_load
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        at_load = False
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        at_load = False
    for child in ast.iter_child_nodes(node):
        yield from walk(child, at_load)


def imports() -> Iterator[Import]:
    for module in sorted(PACKAGE.rglob("*.py")):
        for node, at_load in walk(ast.parse(module.read_text(encoding="utf-8")), True):
            for target in targets(node):
                where = f"{module.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}"
                yield Import(part_of(module), target, at_load, where)


IMPORTS = list(imports())
OWN = [(i, i.target.split(".")[1]) for i in IMPORTS if i.target.startswith("onrecord.")]


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_every_part_has_its_rule() -> None:
    assert {part_of(module) for module in PACKAGE.rglob("*.py")} <= MAY_IMPORT.keys()


def test_parts_import_only_what_they_may() -> None:
    wrong = [(i.where, i.target) for i, part in OWN if part != i.part and part not in MAY_IMPORT[i.part]]
    assert wrong == []


def test_what_is_loaded_late_is_loaded_late() -> None:
    assert [(i.where, i.target) for i, part in OWN if i.at_load and (i.part, part) in LAZY] == []


def test_no_part_takes_the_whole_package() -> None:
    assert [i.where for i in IMPORTS if i.target == "onrecord"] == []


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_libraries_stay_where_they_belong(library: str) -> None:
    users = {i.part: i.where for i in IMPORTS if i.target.split(".")[0] == library}
    assert {part: where for part, where in users.items() if part not in ONLY_IN[library]} == {}


def test_nothing_heavy_is_loaded_with_the_package() -> None:
    assert loaded_after("import onrecord") & HEAVY == set()


def test_the_command_line_starts_without_a_model_or_a_parser() -> None:
    assert loaded_after("import onrecord.cli") & HEAVY <= {"typer", "rich"}


def test_reading_needs_nothing_of_the_extra_train() -> None:
    loaded = loaded_after("import onrecord.pipeline, onrecord.cli, onrecord.evaluation.gate, onrecord.training.run")
    assert loaded & {"torch", "safetensors", "onnx", "onnxscript"} == set()
