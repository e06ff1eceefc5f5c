"""Weights on disk: where they are, what belongs to them, and how they become a tagger."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.errors import ModelError
from onrecord.reading.decode import Chain
from onrecord.reading.onnx_network import OnnxNetwork
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import N_EVIDENCE, Settings, Tagger

FORMAT = 2
"""Version of the folder's layout and of what the graphs expect; another version is refused."""
DEFAULT = Path(__file__).parent.parent / "model"


@cache
def default_tagger() -> Tagger:
    """The tagger of the weights inside the package, loaded once a process."""
    return load(DEFAULT)


def load(folder: Path, threads: int = 1) -> Tagger:
    """The tagger of the weights in `folder`: two ONNX graphs, `tokenizer.json` and `model.json`.

    Raises ModelError where one is missing or damaged, or of another format.
    """
    facts = read_facts(folder)
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelError(f"{tokenizer}: missing. The weights' folder is not complete")
    return Tagger(OnnxNetwork(folder, threads), WordPieces.load(tokenizer), settings_of(facts), str(facts["name"]))


def read_facts(folder: Path) -> dict[str, Any]:
    """`model.json`: name, format, and the settings as numbers."""
    path = folder / "model.json"
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: no weights can be read here ({error})") from error
    if facts.get("format") != FORMAT:
        raise ModelError(f"{path}: weights of format {facts.get('format')}, but this version reads {FORMAT}")
    return facts


def settings_of(facts: dict[str, Any]) -> Settings:
    """The settings that `settings_facts` wrote."""
    try:
        cue, role = (Chain(*(np.array(x, dtype=np.float32) for x in facts[key])) for key in ("cue_chain", "role_chain"))
        calibration = tuple(float(facts["calibration"][i]) for i in range(N_EVIDENCE + 1))
        biases = float(facts["cue_bias"]), float(facts["source_bias"])
        return Settings(cue, role, *biases, float(facts["keep"]), calibration)
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
    }
