"""Hold the pipeline to pinned floors: a change that loses quality fails, and floors only ever rise.

The floors file pins the corpus (its split and SHA-256) with the F1 floors, in percent, because a figure means
nothing on another corpus. To lower a floor, or to pin another corpus, is a decision: edit the file by hand.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from onrecord.errors import CorpusError
from onrecord.evaluation.report import Report
from onrecord.evaluation.run import Progress, Reader, evaluate
from onrecord.evaluation.scores import MEASURES

FLOORS: Final = Path(__file__).with_name("floors.json")
"""The project's own floors file."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned: `minimum` maps a measure to the least F1 in percent.

    `tolerance` is how far below the measured value an update pins a floor: int8 arithmetic differs a little
    from one processor to the next.
    """

    split: str
    sha256: str
    tolerance: float
    minimum: Mapping[str, float]

    def to_json(self) -> str:
        """The content of a floors file."""
        fields = {
            "split": self.split,
            "sha256": self.sha256,
            "tolerance": self.tolerance,
            "minimum": self.minimum,
        }
        return json.dumps(fields, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Check:
    """One measure against its floor, both F1 in percent."""

    measure: str
    floor: float
    measured: float

    @property
    def holds(self) -> bool:
        """Whether the measured value, unrounded, is not below the floor."""
        return self.measured >= self.floor


@dataclass(frozen=True, slots=True)
class GateResult:
    """How the gate ended; `message` says why. A skipped gate is no failure, and measures nothing."""

    status: Literal["passed", "failed", "skipped"]
    message: str
    checks: tuple[Check, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a build must stop here."""
        return self.status == "failed"

    def to_text(self) -> str:
        """The message and a line for each check."""
        width = max((len(check.measure) for check in self.checks), default=0)
        lines = (
            f"{c.measure:<{width}}  {c.measured:5.1f}  floor {c.floor:5.1f}  {'ok' if c.holds else 'BELOW'}"
            for c in self.checks
        )
        return "\n".join((f"gate {self.status}: {self.message}", *lines))


def gate(
    polnear: Path,
    *,
    floors: Path = FLOORS,
    update: bool = False,
    read: Reader | None = None,
    progress: Progress | None = None,
) -> GateResult:
    """Evaluate and compare with the floors; with `update`, raise the floors to what was measured.

    An update writes the file only where every floor holds. It pins each measure at the measured value less
    the tolerance, and leaves a floor that is higher than that where it is.

    Raises:
        CorpusError: the corpus is there but cannot be read, or the floors file cannot.
        ModelError: the weights cannot be loaded.
    """
    pinned = read_floors(floors)
    split = Path(polnear) / pinned.split
    if not split.is_dir():
        return GateResult("skipped", f"no corpus at {split}")
    found = corpus_sha256(polnear, pinned.split)
    if found != pinned.sha256:
        return GateResult("failed", f"{split} is another corpus: SHA-256 {found}, pinned {pinned.sha256}")
    report = evaluate(polnear, pinned.split, read, progress=progress)
    checks = _checks(report, pinned)
    below = [check.measure for check in checks if not check.holds]
    if below:
        return GateResult("failed", f"below the floor: {', '.join(below)}", checks)
    if not update:
        return GateResult("passed", f"all floors hold ({report.model})", checks)
    return _update(report, pinned, floors)


def corpus_sha256(polnear: Path, split: str) -> str:
    """SHA-256 of a split's texts and annotations: names and bytes of the files, in order of name."""
    digest = hashlib.sha256()
    for folder, suffix in (("text", "*.txt"), ("attributions", "*.ann")):
        for path in sorted((Path(polnear) / split / folder).glob(suffix)):
            content = path.read_bytes()
            digest.update(f"{folder}/{path.name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def read_floors(path: Path) -> Floors:
    """The pinned floors; CorpusError names what is wrong with the file."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        minimum = {str(name): float(value) for name, value in fields["minimum"].items()}
        floors = Floors(str(fields["split"]), str(fields["sha256"]), float(fields["tolerance"]), minimum)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise CorpusError(f"{path}: not a floors file: {exc!r}") from exc
    unknown = sorted(set(minimum) - set(MEASURES))
    if unknown:
        raise CorpusError(f"{path}: no such measure: {', '.join(unknown)}. Known: {', '.join(MEASURES)}")
    return floors


def _checks(report: Report, pinned: Floors) -> tuple[Check, ...]:
    return tuple(Check(name, floor, report.counts[name].f1) for name, floor in pinned.minimum.items())


def _update(report: Report, pinned: Floors, path: Path) -> GateResult:
    minimum = {
        name: max(pinned.minimum.get(name, 0.0), _round_down(report.counts[name].f1 - pinned.tolerance))
        for name in MEASURES
    }
    raised = replace(pinned, minimum=minimum)
    path.write_text(raised.to_json(), encoding="utf-8")
    return GateResult("passed", f"floors updated in {path} ({report.model})", _checks(report, raised))


def _round_down(figure: float) -> float:
    return math.floor(10 * figure) / 10
