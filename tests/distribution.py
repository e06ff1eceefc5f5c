"""Distributions that offer a model, laid into a folder as pip would lay them."""

import itertools
import json
import shutil
from pathlib import Path

from onrecord.reading.model import DEFAULT

_NUMBERS = itertools.count()


def copy_weights(folder: Path, version: str) -> Path:
    """The default weights in `folder`, which say that they are `version`."""
    shutil.copytree(DEFAULT, folder)
    facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (folder / "model.json").write_text(json.dumps({**facts, "name": version}), encoding="utf-8")
    return folder


def offer(site: Path, model: str, distribution: str, value: str) -> None:
    """Install `distribution` in `site`; its entry point says that the weights of `model` are at `value`."""
    info = site / f"{distribution.replace('-', '_')}-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 0.1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[onrecord.models]\n{model} = {value}\n", encoding="utf-8")


def install(site: Path, model: str, *, distribution: str = "onrecord-extra") -> Path:
    """Install in `site` a distribution with the default weights under another name; gives their folder."""
    package = f"weights_of_{model}_{next(_NUMBERS)}"  # never one that another test has imported
    folder = copy_weights(site / package / "weights", f"{model}-9")
    code = "from pathlib import Path\nFOLDER = Path(__file__).parent / 'weights'\n"
    (site / package / "__init__.py").write_text(code, encoding="utf-8")
    offer(site, model, distribution, f"{package}:FOLDER")
    return folder
