"""Weights on disk: where a model's are, what belongs to them, and how they become a tagger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.decode import Chain
from onrecord.reading.onnx_network import OnnxNetwork
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import LOOK, N_EVIDENCE, Look, Settings, Tagger

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

FORMAT = 4
"""Version of the folder's layout and of what the graphs expect; another version is refused."""
DEFAULT = Path(__file__).parent.parent / "model"
"""The weights inside the package."""
DEFAULT_NAME = "fast"
"""The model that `DEFAULT` holds."""
GROUP = "onrecord.models"
"""The entry points by which distributions offer models. The value of each is the weights' folder, a `Path`."""
_PUBLISHED = {"accurate": "onrecord-accurate"}
"""The project's own models that are distributions of their own, so that an error can say how to get one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model's weights are: `folder`, and the `remedy` where they cannot be read."""

    folder: Path
    remedy: str


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a model's weights without loading them.

    `version` is the name that readings record, `megabytes` the size of the folder's files, and `figures` F1 in percent
    on held-out articles by measure; empty where none were recorded.
    """

    version: str
    megabytes: float
    figures: dict[str, float]


def default_tagger() -> Tagger:
    """The tagger of the weights inside the package, loaded once a process."""
    return named(DEFAULT_NAME)


def named(name: str) -> Tagger:
    """The tagger of a model: `fast`, one that is installed, or a folder's path; loaded once a process.

    Raises ModelError as `find` does, and where the weights are missing, damaged, or of another format.
    """
    place = find(name)
    with _saying(place.remedy):
        return _loaded(place.folder.resolve())


def names() -> tuple[str, ...]:
    """`fast`, then the other models that are installed, by name. Their weights may still be damaged."""
    return DEFAULT_NAME, *sorted({entry.name for entry in _entry_points()} - {DEFAULT_NAME})


def find(name: str) -> Place:
    """Where the weights of `name` are: inside the package, in an installed distribution, or in the folder it names.

    A name with a separator, or of a folder that holds weights, is a path, unless a model of that name is installed.

    Raises ModelError where there is no such model, or its distribution does not say where its weights are.
    """
    if name == DEFAULT_NAME:
        return Place(DEFAULT, _reinstall("onrecord"))
    offers = [entry for entry in _entry_points() if entry.name == name]
    if len(offers) > 1:
        owners = " and ".join(sorted(map(_distribution, offers)))
        raise ModelError(f"{owners} both offer a model called {name!r}. Uninstall one of them")
    if offers:
        return Place(_folder(offers[0]), _reinstall(_distribution(offers[0])))
    path = Path(name)
    if path.name != name or (path / "model.json").is_file():
        return Place(path, "Give a folder that `onrecord train` has written")
    raise ModelError(_unknown(name))


def describe(name: str) -> Description:
    """What `model.json` says of the model `name`. Raises ModelError as `find` and `read_facts` do."""
    place = find(name)
    with _saying(place.remedy):
        facts = read_facts(place.folder)
    size = sum(path.stat().st_size for path in place.folder.iterdir() if path.is_file())
    return Description(facts["name"], size / 1e6, facts.get("figures_held_out", {}))


def load(folder: Path, threads: int = 1) -> Tagger:
    """The tagger of the weights in `folder`: two ONNX graphs, `tokenizer.json` and `model.json`.

    Raises ModelError where one is missing or damaged, or of another format.
    """
    facts = read_facts(folder)
    pieces = _tokenizer(folder / "tokenizer.json")
    return Tagger(OnnxNetwork(folder, threads), pieces, settings_of(facts), facts["name"])


def read_facts(folder: Path) -> dict[str, Any]:
    """`model.json`: name, format, and the settings as numbers.

    Raises ModelError where it is missing or damaged, or of another format.
    """
    path = folder / "model.json"
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: no weights can be read here ({error.strerror})") from error
    except ValueError as error:
        raise ModelError(f"{path}: no weights can be read here ({error})") from error
    if not isinstance(facts, dict) or not isinstance(facts.get("name"), str):
        raise ModelError(f"{path}: does not name a model, so it is damaged")
    if facts.get("format") != FORMAT:
        raise ModelError(f"{path}: weights of format {facts.get('format')}, but this version reads {FORMAT}")
    return facts


@cache
def _loaded(folder: Path) -> Tagger:
    return load(folder)


@contextmanager
def _saying(remedy: str) -> Iterator[None]:
    """Adds the remedy to what is wrong with weights."""
    try:
        yield
    except ModelError as error:
        raise ModelError(f"{error}. {remedy}") from error


def _tokenizer(path: Path) -> WordPieces:
    if not path.is_file():
        raise ModelError(f"{path}: missing. The weights' folder is not complete")
    try:
        return WordPieces.load(path)
    except ModelError:
        raise
    except Exception as error:  # tokenizers raises nothing more special
        raise ModelError(f"{path}: not a tokenizer that can be loaded ({error})") from error


def _entry_points() -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow to import, and the default needs none of it

    return tuple(entry_points(group=GROUP))


def _folder(entry: EntryPoint) -> Path:
    """The folder that an entry point's value names; ModelError where it cannot be imported or is no path."""
    owner = _distribution(entry)
    try:
        folder = entry.load()
    except Exception as error:  # importing a foreign module can raise anything
        wrong = f"{owner} offers a model called {entry.name!r} that cannot be found ({type(error).__name__}: {error})"
        raise ModelError(f"{wrong}. {_reinstall(owner)}") from error
    if not isinstance(folder, Path):
        wrong = f"{owner} offers a model called {entry.name!r}, but {entry.value} is no folder's path"
        raise ModelError(f"{wrong}. {_reinstall(owner)}")
    return folder


def _distribution(entry: EntryPoint) -> str:
    return (entry.dist and entry.dist.name) or entry.module


def _reinstall(distribution: str) -> str:
    return f"Install the distribution again: pip install --force-reinstall {distribution}"


def _unknown(name: str) -> str:
    what = f"no model called {name!r} is installed (installed: {', '.join(names())})"
    if name in _PUBLISHED:
        return f"{what}. Install it with: pip install {_PUBLISHED[name]}"
    return f"{what}. A folder of weights is given with its path, as in ./{name}" if name else what


def write_facts(folder: Path, facts: dict[str, Any]) -> None:
    """Write `model.json`."""
    (folder / "model.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def settings_of(facts: dict[str, Any]) -> Settings:
    """The settings that `settings_facts` wrote."""
    try:
        cue, role = (Chain(*(np.array(x, dtype=np.float32) for x in facts[key])) for key in ("cue_chain", "role_chain"))
        calibration = tuple(float(facts["calibration"][i]) for i in range(N_EVIDENCE + 1))
        biases = float(facts["cue_bias"]), float(facts["source_bias"])
        look = Look(*map(int, facts["look"])) if "look" in facts else LOOK
        return Settings(cue, role, *biases, float(facts["keep"]), calibration, look)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ModelError(f"model.json: settings are missing or damaged ({error})") from error


def settings_facts(settings: Settings) -> dict[str, Any]:
    """The settings as JSON values."""

    def chain(c: Chain) -> list[Any]:
        return [np.round(x, 4).tolist() for x in (c.transitions, c.first, c.last)]

    return {
        "cue_chain": chain(settings.cue_chain),
        "role_chain": chain(settings.role_chain),
        "cue_bias": settings.cue_bias,
        "source_bias": settings.source_bias,
        "keep": settings.keep,
        "calibration": list(settings.calibration),
        "look": [settings.look.before, settings.look.after],
    }
