"""The wheel: what is in it, what it says of itself, and that it reads an article where nothing else of us is."""

import email
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "onrecord"
MAX_WEIGHTS = 40_000_000
WEIGHTS = {"onrecord/model/encoder.onnx", "onrecord/model/roles.onnx"}
MODEL_FILES = WEIGHTS | {"onrecord/model/model.json", "onrecord/model/tokenizer.json"}

LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in ("core", "build", "dev", "bench", "train")]

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling, which builds the wheel, is not installed"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


def project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


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


def test_the_weights_are_one_small_model(wheel: Path, names: set[str]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        sizes = {name: archive.getinfo(name).file_size for name in names if name.startswith("onrecord/model/")}
    assert {name for name in sizes if name.endswith(".onnx")} == WEIGHTS
    assert sum(sizes.values()) <= MAX_WEIGHTS


def test_licence_and_notice_go_with_it(names: set[str]) -> None:
    licences = {name.rsplit("/", 1)[1] for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_its_version_is_the_package_s(metadata: Message) -> None:
    assert metadata["Version"] == onrecord.__version__ == project()["version"]


def test_the_core_asks_for_nothing_of_the_extra(metadata: Message) -> None:
    core = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert core
    assert not any(line.startswith(("torch", "onnx>", "onnxscript", "safetensors")) for line in core)


def test_it_reads_an_article_from_where_it_was_unpacked(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "article.txt").write_text('"The bridge is safe," engineer Mara Olsen said.\n', encoding="utf-8")
    code = (
        "import onrecord, pathlib, json\n"
        "reading = onrecord.read(pathlib.Path('article.txt').read_text(encoding='utf-8'))\n"
        "print(json.dumps([onrecord.__file__, len(reading.attributions)]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    file, found = json.loads(done.stdout)
    assert Path(file).is_relative_to(tmp_path / "site")
    assert found == 1
