"""Hold a model to pinned limits: a change that loses quality fails. Floors only ever rise, ceilings only ever fall.

To loosen a limit, or to pin another corpus, is a decision: edit the floors file by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.errors import ModelError
from onrecord.evaluation.corruptions import CORRUPTIONS
from onrecord.evaluation.floors import CALIBRATION, CEILINGS, DECIMALS, FLOORS, ROBUSTNESS, Floors, Limits, read_floors
from onrecord.evaluation.report import Report
from onrecord.evaluation.robustness import largest_fall
from onrecord.evaluation.run import Pipeline, evaluate
from onrecord.evaluation.scores import MEASURES

Measure = Callable[[Path, str], Report]
"""Evaluates a model on one split of the corpus in a folder."""


@dataclass(frozen=True, slots=True)
class Check:
    """One figure against its limit: a ceiling for those of `floors.CEILINGS`, else a floor."""

    name: str
    limit: float
    measured: float

    @property
    def holds(self) -> bool:
        """Whether the measured figure, unrounded, keeps the limit."""
        return self.measured <= self.limit if self.name in CEILINGS else self.measured >= self.limit

    def to_text(self, width: int) -> str:
        """One line; the name takes `width` characters."""
        kind, broken = ("ceiling", "ABOVE") if self.name in CEILINGS else ("floor  ", "BELOW")
        figure, limit = (f"{value:6.{DECIMALS[self.name]}f}" for value in (self.measured, self.limit))
        return f"{self.name:<{width}}  {figure}  {kind} {limit}  {'ok' if self.holds else broken}"


@dataclass(frozen=True, slots=True)
class GateResult:
    """How the gate ended for one model; `message` says why. A skipped gate is no failure, and measures nothing."""

    model: str
    status: Literal["passed", "failed", "skipped"]
    message: str
    checks: tuple[Check, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a build must stop here."""
        return self.status == "failed"

    def to_text(self) -> str:
        """The message and a line for each check."""
        width = max((len(check.name) for check in self.checks), default=0)
        lines = (check.to_text(width) for check in self.checks)
        return "\n".join((f"gate {self.status} for {self.model}: {self.message}", *lines))


def gated(floors: Path = FLOORS) -> tuple[str, ...]:
    """The models that there are limits for, and after them the others that are installed; CorpusError as `gate`."""
    from onrecord.reading.model import names  # noqa: PLC0415  loads the model's runtime, which nothing else needs

    return tuple(dict.fromkeys((*read_floors(floors).models, *names())))


def gate(
    polnear: Path, model: str, *, measure: Measure | None = None, floors: Path = FLOORS, update: bool = False
) -> GateResult:
    """Evaluate a model and compare with its limits; with `update`, tighten them to what was measured.

    It is skipped where the corpus is missing, where the model is not installed, and, but for an update, where the model
    has no limits. Without `measure` the model reads each text to the letter, and no corruption is tried. What was not
    measured is not compared.

    An update writes the file only where every limit holds. It pins each figure at what was measured less the
    tolerance (ceilings: and the tolerance), and leaves a limit that is tighter than that where it is. Robustness is
    pinned where all of `corruptions.CORRUPTIONS` were measured.

    Raises:
        CorpusError: the corpus is there but cannot be read, or the floors file cannot.
        ModelError: the weights cannot be loaded.
    """
    pinned = read_floors(floors)
    split = Path(polnear) / pinned.split
    reason = _why_not(split, model, pinned, update=update)
    if reason is not None:
        return GateResult(model, "skipped", reason)
    found = corpus_sha256(polnear, pinned.split)
    if found != pinned.sha256:
        return GateResult(model, "failed", f"{split} is another corpus: SHA-256 {found}, pinned {pinned.sha256}")
    report = (measure or _letter_by_letter(model))(polnear, pinned.split)
    checks = _checks(report, pinned.models.get(model, Limits()))
    broken = [check.name for check in checks if not check.holds]
    if broken:
        return GateResult(model, "failed", f"limits that do not hold: {', '.join(broken)}", checks)
    if not update:
        return GateResult(model, "passed", f"all limits hold ({report.model}){_unpinned(report, checks)}", checks)
    return _update(report, model, pinned, floors)


def corpus_sha256(polnear: Path, split: str) -> str:
    """SHA-256 of a split's texts and annotations: names and bytes of the files, in order of name."""
    digest = hashlib.sha256()
    for folder, suffix in (("text", "*.txt"), ("attributions", "*.ann")):
        for path in sorted((Path(polnear) / split / folder).glob(suffix)):
            content = path.read_bytes()
            digest.update(f"{folder}/{path.name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _why_not(split: Path, model: str, pinned: Floors, *, update: bool) -> str | None:
    """Why there is nothing to measure."""
    if not split.is_dir():
        return f"no corpus at {split}"
    if model not in pinned.models and not update:
        return "no floors pinned"
    return _not_installed(model)


def _not_installed(model: str) -> str | None:
    """Why the model cannot be there. The default's weights belong to the package: theirs to miss is an error."""
    from onrecord.reading.model import DEFAULT_NAME, find  # noqa: PLC0415  as in `gated`

    if model == DEFAULT_NAME:
        return None
    try:
        folder = find(model).folder
    except ModelError as error:
        return str(error)
    return None if (folder / "model.json").is_file() else f"no weights in {folder}"


def _letter_by_letter(model: str) -> Measure:
    return lambda polnear, split: evaluate(polnear, split, Pipeline(model))


def _checks(report: Report, limits: Limits) -> tuple[Check, ...]:
    measured = _measured(report)
    pinned = {**limits.minimum, **limits.maximum}
    return tuple(Check(name, limit, measured[name]) for name, limit in pinned.items() if name in measured)


def _measured(report: Report) -> dict[str, float]:
    figures = {name: report.counts[name].f1 for name in MEASURES} | {CALIBRATION: report.calibration.error}
    if report.corrupted:
        figures[ROBUSTNESS] = largest_fall(report.corrupted)
    return figures


def _unpinned(report: Report, checks: Sequence[Check]) -> str:
    """What was measured and has no limit, for the message."""
    names = _measured(report).keys() - {check.name for check in checks}
    return f"; not pinned: {', '.join(sorted(names))}" if names else ""


def _update(report: Report, model: str, pinned: Floors, path: Path) -> GateResult:
    measured = _measured(report)
    if report.corrupted.keys() != CORRUPTIONS.keys():
        measured.pop(ROBUSTNESS, None)  # the worst of some may be less than the worst of all
    tightened = pinned.tightened(model, measured)
    path.write_text(tightened.to_json(), encoding="utf-8")
    return GateResult(
        model, "passed", f"limits updated in {path} ({report.model})", _checks(report, tightened.models[model])
    )
