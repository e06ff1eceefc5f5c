"""The wheels: what is in them, what they say of themselves, and that they read where nothing else of us is."""

import email
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet

import onrecord

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "onrecord"
MAX_WEIGHTS = 40_000_000
WEIGHTS = {"onrecord/model/encoder.onnx", "onrecord/model/roles.onnx"}
MODEL_FILES = WEIGHTS | {"onrecord/model/model.json", "onrecord/model/tokenizer.json"}

ACCURATE = ROOT / "models" / "accurate"
ACCURATE_WEIGHTS = ACCURATE / "src" / "onrecord_accurate" / "weights"
ACCURATE_FILES = {"encoder.onnx", "roles.onnx", "model.json", "tokenizer.json", "CARD.md", "parity.npz"}
MAX_FILE = 100_000_000
READ = """import json, onrecord
reading = onrecord.read('"The bridge is safe," engineer Mara Olsen said.')
"""

LOCK_NAMES = ("core", "build", "dev", "label-studio", "bench", "train", "train-accurate")
LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in LOCK_NAMES]

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling, which builds the wheel, is not installed"
)
with_accurate = pytest.mark.skipif(not ACCURATE.is_dir(), reason="models/accurate is not in a source distribution")
with_accurate_weights = pytest.mark.skipif(
    not (ACCURATE_WEIGHTS / "model.json").is_file(), reason="the accurate model's weights are not in models/accurate"
)


def build(project: Path, target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


def files_in(wheel: Path) -> dict[str, int]:
    """Each file with its size."""
    with zipfile.ZipFile(wheel) as archive:
        return {entry.filename: entry.file_size for entry in archive.infolist()}


def text_in(wheel: Path, ending: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(ending))
        return archive.read(name).decode("utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def accurate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accurate model's wheel, built from its folder alone."""
    alone = tmp_path_factory.mktemp("alone") / "accurate"
    shutil.copytree(ACCURATE, alone, ignore=shutil.ignore_patterns("__pycache__", "dist"))
    return build(alone, "wheel", tmp_path_factory.mktemp("accurate"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(files_in(wheel))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    return email.message_from_string(text_in(wheel, ".dist-info/METADATA"))


def project(folder: Path = ROOT) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def licences(names: Iterable[str]) -> set[str]:
    return {name.rsplit("/", 1)[1] for name in names if ".dist-info/licenses/" in name}


def run_beside(site: Path, code: str) -> list[Any]:
    """What `code` prints as JSON in a process of its own that finds packages in `site` first."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=site, env=environment, check=True, capture_output=True, text=True)
    printed: list[Any] = json.loads(done.stdout)
    return printed


def locked(lock: Path) -> list[str]:
    """The requirements of a lock, each with the lines that continue it."""
    lines = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_one_version_and_a_hash(lock: Path) -> None:
    assert locked(lock)
    assert [
        line for line in locked(lock) if not re.match(r"[a-z0-9.\[\]_-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_holds_torch_or_cuda(lock: Path) -> None:
    assert [line for line in locked(lock) if re.match(r"torch=|nvidia-|triton=", line)] == []


def test_it_holds_every_file_of_the_package(names: set[str]) -> None:
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {f"onrecord/{path.relative_to(PACKAGE).as_posix()}" for path in files} <= names


def test_it_holds_the_model_and_the_marker_for_type_checkers(names: set[str]) -> None:
    assert MODEL_FILES | {"onrecord/py.typed"} <= names


def test_it_holds_nothing_but_the_package(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"onrecord", f"onrecord-{onrecord.__version__}.dist-info"}


def test_the_weights_are_one_small_model(wheel: Path) -> None:
    sizes = {name: size for name, size in files_in(wheel).items() if name.startswith("onrecord/model/")}
    assert {name for name in sizes if name.endswith(".onnx")} == WEIGHTS
    assert sum(sizes.values()) <= MAX_WEIGHTS


def test_licence_and_notice_go_with_it(names: set[str]) -> None:
    assert licences(names) == {"LICENSE", "NOTICE"}


def test_its_version_is_the_package_s(metadata: Message) -> None:
    assert metadata["Version"] == onrecord.__version__ == project()["version"]


def test_the_core_asks_for_nothing_of_the_extra(metadata: Message) -> None:
    core = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert core
    assert not any(line.startswith(("torch", "onnx>", "onnxscript", "safetensors")) for line in core)


def test_it_reads_an_article_from_where_it_was_unpacked(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    file, found = run_beside(tmp_path, f"{READ}print(json.dumps([onrecord.__file__, len(reading.attributions)]))")
    assert Path(file).is_relative_to(tmp_path)
    assert found == 1


@with_accurate
def test_the_source_distribution_holds_no_other_distribution(tmp_path: Path) -> None:
    with tarfile.open(build(ROOT, "sdist", tmp_path)) as archive:
        names = archive.getnames()
    assert any(name.endswith("/src/onrecord/model/encoder.onnx") for name in names)
    assert [name for name in names if "/models/" in name] == []


@with_accurate
def test_the_accurate_model_is_offered_to_onrecord(accurate: Path) -> None:
    assert text_in(accurate, ".dist-info/entry_points.txt").split() == [
        "[onrecord.models]",
        *("accurate", "=", "onrecord_accurate:FOLDER"),
    ]


@with_accurate
def test_the_accurate_model_goes_with_this_version() -> None:
    described = project(ACCURATE)
    (needed,) = described["dependencies"]
    assert described["version"] == onrecord.__version__
    assert described["requires-python"] == project()["requires-python"]
    assert SpecifierSet(needed.removeprefix("onrecord")).contains(onrecord.__version__)


@with_accurate
def test_the_accurate_model_has_its_licence_and_nothing_beside_its_package(accurate: Path) -> None:
    names = set(files_in(accurate))
    assert licences(names) == {"LICENSE", "NOTICE"}
    assert (ACCURATE / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert {name.split("/")[0] for name in names} == {
        "onrecord_accurate",
        f"onrecord_accurate-{onrecord.__version__}.dist-info",
    }


@with_accurate_weights
def test_the_accurate_model_holds_its_weights_in_files_that_can_be_kept(accurate: Path) -> None:
    folder = "onrecord_accurate/weights/"
    sizes = {name.removeprefix(folder): size for name, size in files_in(accurate).items() if name.startswith(folder)}
    assert sizes.keys() == ACCURATE_FILES
    assert max(sizes.values()) <= MAX_FILE


@with_accurate_weights
def test_the_accurate_model_reads_from_where_it_was_unpacked(accurate: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(accurate) as archive:
        archive.extractall(tmp_path)
    code = READ.replace("')", "', model='accurate')")
    printed = "print(json.dumps([str(find('accurate').folder), reading.model, len(reading.attributions)]))"
    folder, model, found = run_beside(tmp_path, f"{code}from onrecord.reading.model import find\n{printed}")
    assert Path(folder).is_relative_to(tmp_path)
    assert model == json.loads((ACCURATE_WEIGHTS / "model.json").read_text(encoding="utf-8"))["name"]
    assert found == 1
