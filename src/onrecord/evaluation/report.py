"""The result of an evaluation, as a table for people and as a dict for programs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any, Final

from onrecord.evaluation import robustness
from onrecord.evaluation.errors import KINDS, Finding, SliceCounts
from onrecord.evaluation.robustness import Corrupted
from onrecord.evaluation.scores import MEASURES, ROLES, Counts, Relation, Tally
from onrecord.evaluation.statistics import BINS, Calibration
from onrecord.types import Spans

_EXAMPLES: Final = 8
"""Examples shown per kind of error."""
_EXCERPT: Final = 110
"""Characters of an excerpt."""
_FIGURE: Final = re.compile(r"[+-]?\d|$")
_LEGEND: Final = """
F1, and beside it the difference to the clean text's reading on the same relations, in points"""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured on one split.

    `intervals` are 95% intervals of each measure's F1 in percent; `makers` count, for each model or rule, its
    attributions and those right by the 'linked' criterion; `seconds` is the wall-clock time of each article;
    `corrupted` has the corruptions that were asked for, by name.
    """

    split: str
    model: str
    counts: Counts
    intervals: Mapping[str, tuple[float, float]]
    calibration: Calibration
    slices: Mapping[str, SliceCounts]
    makers: Mapping[str, Tally]
    findings: tuple[Finding, ...]
    seconds: tuple[float, ...]
    corrupted: Mapping[str, Corrupted] = field(default_factory=dict)

    @property
    def kinds(self) -> dict[str, int]:
        """How many errors of each kind, in the order of `KINDS`."""
        found = Counter(finding.kind for finding in self.findings)
        return {kind: found[kind] for kind in KINDS}

    def to_dict(self, *, errors: bool = False) -> dict[str, Any]:
        """A dict for JSON: figures only; with `errors` also every error, as offsets without text."""
        result: dict[str, Any] = {
            "split": self.split,
            "model": self.model,
            "articles": len(self.seconds),
            "measures": {name: self._measure(name) for name in MEASURES},
            "calibration": {"error": self.calibration.error, "bins": list(self._bins())},
            "errors": self.kinds,
            "slices": {name: _slice_dict(counts) for name, counts in self.slices.items()},
            "makers": {
                name: {"attributions": tally.predicted, "right": tally.hits} for name, tally in self.makers.items()
            },
            "seconds_per_article": {"mean": fmean(self.seconds), "median": median(self.seconds)},
        }
        if self.corrupted:
            result["robustness"] = robustness.to_dict(self.corrupted)
        if errors:
            result["findings"] = [_finding_dict(finding) for finding in self.findings]
        return result

    def to_text(self, *, errors: bool = False) -> str:
        """Tables of plain text; with `errors` errors by kind, recall by slice, and examples of errors."""
        sections = [self._head(), self._measures(), self._footer()]
        if self.corrupted:
            sections.append(_table(robustness.rows(self.counts, self.corrupted)) + _LEGEND)
        if errors:
            sections += [self._kinds_table(), self._slices_table(), self._makers_table(), *self._examples()]
        return "\n\n".join(sections)

    def _measure(self, name: str) -> dict[str, Any]:
        tally = self.counts[name]
        return {
            "precision": tally.precision,
            "recall": tally.recall,
            "f1": tally.f1,
            "interval": list(self.intervals[name]),
            "hits": tally.hits,
            "predicted": tally.predicted,
            "gold": tally.gold,
        }

    def _bins(self) -> Iterator[dict[str, float]]:
        for index, one in enumerate(self.calibration.bins):
            yield {
                "from": index / BINS,
                "to": (index + 1) / BINS,
                "attributions": one.size,
                "mean_confidence": one.confidence / one.size if one.size else 0.0,
                "right": one.right,
            }

    def _head(self) -> str:
        relations = self.counts["relation.linked"].gold
        return f"PolNeAR {self.split}: {len(self.seconds)} articles, {relations} relations\nmodel: {self.model}"

    def _measures(self) -> str:
        rows: list[tuple[str, ...]] = [("measure", "P", "R", "F1", "95% of F1")]
        for name in MEASURES:
            tally, (low, high) = self.counts[name], self.intervals[name]
            figures = (f"{figure:.1f}" for figure in (tally.precision, tally.recall, tally.f1))
            rows.append((name, *figures, f"{low:.1f} to {high:.1f}"))
        return _table(rows)

    def _footer(self) -> str:
        mean, middle = 1000 * fmean(self.seconds), 1000 * median(self.seconds)
        return (
            f"expected calibration error of confidence: {self.calibration.error:.3f}\n"
            f"time per article: mean {mean:.0f} ms, median {middle:.0f} ms"
        )

    def _kinds_table(self) -> str:
        return _table([("error", "n", "what"), *((k, str(n), KINDS[k]) for k, n in self.kinds.items())])

    def _slices_table(self) -> str:
        rows: list[tuple[str, ...]] = [("recall, %", "relations", "content", "linked", "strict")]
        for name, counts in sorted(self.slices.items()):
            recalls = (f"{counts.recall(criterion):.1f}" for criterion in ("content", "linked", "strict"))
            rows.append((name, str(counts.gold), *recalls))
        return _table(rows)

    def _makers_table(self) -> str:
        rows = [("made by", "attributions", "right, %")]
        rows += [(name, str(t.predicted), f"{t.precision:.1f}") for name, t in sorted(self.makers.items())]
        return _table(rows)

    def _examples(self) -> Iterator[str]:
        for kind in KINDS:
            findings = [finding for finding in self.findings if finding.kind == kind]
            # Spread over the corpus: the first ones would all come from one outlet.
            shown = findings[:: -(-len(findings) // _EXAMPLES) or 1]
            if shown:
                yield "\n".join((f"{kind}: {len(shown)} of {len(findings)}", *map(_example, shown)))


def _slice_dict(counts: SliceCounts) -> dict[str, int]:
    return {
        "relations": counts.gold,
        "content": counts.content,
        "linked": counts.linked,
        "strict": counts.strict,
    }


def _finding_dict(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "article": finding.article.name,
        "gold": _spans_dict(finding.gold),
        "predicted": _spans_dict(finding.predicted),
    }


def _spans_dict(relation: Relation | None) -> dict[str, Spans] | None:
    return None if relation is None else {role: getattr(relation, role) for role in ROLES}


def _example(finding: Finding) -> str:
    lines = [f"  {finding.article.name}"]
    for label, relation in (("gold", finding.gold), ("predicted", finding.predicted)):
        if relation is not None:
            shown = (_excerpt(finding.article.text, getattr(relation, role)) for role in ROLES)
            lines.append(f"    {label:<10} {' | '.join(shown)}")
    return "\n".join(lines)


def _excerpt(text: str, spans: Spans) -> str:
    """The spans' text on one line, shortened in the middle: most errors are where it begins or ends."""
    printed = " … ".join(" ".join(text[start:end].split()) for start, end in spans)
    if len(printed) > _EXCERPT:
        printed = f"{printed[: _EXCERPT // 2]} […] {printed[-_EXCERPT // 2 :]}"
    return printed or "(none)"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns padded to their widest cell; columns of figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    right = [all(_FIGURE.match(cell) for cell in column[1:]) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
