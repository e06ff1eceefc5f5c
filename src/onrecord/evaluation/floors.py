"""What the gate pins: the corpus, and for each model the figures that it must keep.

The file pins the corpus (its split and SHA-256) with the limits, because a figure means nothing on another corpus.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from onrecord.errors import CorpusError
from onrecord.evaluation.scores import MEASURES

FLOORS: Final = Path(__file__).with_name("floors.json")
"""The project's own floors file."""

CALIBRATION: Final = "calibration_error"
ROBUSTNESS: Final = "robustness"
CEILINGS: Final = (CALIBRATION, ROBUSTNESS)
"""What must stay low: the expected calibration error, in [0, 1], and the largest fall of linked F1, in points."""

DECIMALS: Final = {**dict.fromkeys(MEASURES, 1), CALIBRATION: 3, ROBUSTNESS: 1}
"""How exactly each figure is pinned and shown."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a model must keep: `minimum` is the least F1 in percent by measure, `maximum` the most of `CEILINGS`."""

    minimum: Mapping[str, float] = field(default_factory=dict)
    maximum: Mapping[str, float] = field(default_factory=dict)

    def tightened(self, measured: Mapping[str, float], tolerance: Mapping[str, float]) -> Limits:
        """Limits that the measured figures keep by the tolerance; those that are tighter already stay."""
        minimum, maximum = dict(self.minimum), dict(self.maximum)
        for name, figure in measured.items():
            if name in CEILINGS:
                ceiling = _rounded(figure + tolerance[name], name, math.ceil)
                maximum[name] = min(maximum.get(name, ceiling), ceiling)
            else:
                floor = _rounded(figure - tolerance["f1"], name, math.floor)
                minimum[name] = max(minimum.get(name, floor), floor)
        return Limits(minimum, maximum)


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned for a corpus; `models` has the limits of each model by its name.

    `tolerance` says how far from the measured figure an update pins a limit, for `f1` and for each of `CEILINGS`: int8
    arithmetic differs a little from one processor to the next.
    """

    split: str
    sha256: str
    tolerance: Mapping[str, float]
    models: Mapping[str, Limits]

    def tightened(self, model: str, measured: Mapping[str, float]) -> Floors:
        """The same with tighter limits of one model."""
        limits = self.models.get(model, Limits()).tightened(measured, self.tolerance)
        return replace(self, models={**self.models, model: limits})

    def to_json(self) -> str:
        """The content of a floors file."""
        return json.dumps(asdict(self), indent=2) + "\n"


def read_floors(path: Path) -> Floors:
    """The pinned floors; CorpusError names what is wrong with the file."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        tolerance = {name: float(fields["tolerance"][name]) for name in ("f1", *CEILINGS)}
        models = {str(name): _limits(one) for name, one in fields["models"].items()}
        floors = Floors(str(fields["split"]), str(fields["sha256"]), tolerance, models)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise CorpusError(f"{path}: not a floors file: {exc!r}") from exc
    for limits in models.values():
        _check(path, "minimum", limits.minimum, MEASURES)
        _check(path, "maximum", limits.maximum, CEILINGS)
    return floors


def _limits(fields: Mapping[str, Mapping[str, float]]) -> Limits:
    minimum, maximum = (
        {str(name): float(figure) for name, figure in fields[kind].items()} for kind in ("minimum", "maximum")
    )
    return Limits(minimum, maximum)


def _check(path: Path, kind: str, figures: Mapping[str, float], known: Sequence[str]) -> None:
    unknown = sorted(set(figures) - set(known))
    if unknown:
        raise CorpusError(f"{path}: no such {kind}: {', '.join(unknown)}. Known: {', '.join(known)}")


def _rounded(figure: float, name: str, to: Callable[[float], int]) -> float:
    scale: int = 10 ** DECIMALS[name]
    return to(scale * figure) / scale
