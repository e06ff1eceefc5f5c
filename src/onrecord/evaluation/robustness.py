"""How much of the scores is left when the articles are corrupted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord.evaluation.scores import MEASURES, Counts

SHOWN: Final[Mapping[str, str]] = {
    "linked": "relation.linked",
    "strict": "relation.strict",
    "source": "exact.source",
    "cue": "exact.cue",
    "content": "exact.content",
}
"""Columns of the table, and the measure that each shows."""


@dataclass(frozen=True, slots=True)
class Corrupted:
    """The counts of a corrupted text's reading, and of the clean text's. They add up.

    Both are compared with the same gold relations in the same text: the corruption has moved the gold relations and
    what was found in the clean text alike, and has taken away what stood in words that it takes away.
    """

    counts: Counts
    clean: Counts

    def __add__(self, other: Corrupted) -> Corrupted:
        """Add up, as two articles' counts do."""
        return Corrupted(self.counts + other.counts, self.clean + other.clean)

    def difference(self, measure: str) -> float:
        """F1 of the corrupted text's reading less that of the clean text's, in points: negative for a fall."""
        return self.counts[measure].f1 - self.clean[measure].f1

    def cells(self) -> tuple[str, ...]:
        """The cells of its row in the table."""
        pairs = ((f"{self.counts[m].f1:.1f}", f"{self.difference(m):+z.1f}") for m in SHOWN.values())
        return tuple(cell for pair in pairs for cell in pair)

    def to_dict(self) -> dict[str, dict[str, float]]:
        """For each measure F1 in percent and the difference in points, as JSON has them."""
        return {name: {"f1": self.counts[name].f1, "difference": self.difference(name)} for name in MEASURES}


def largest_fall(corrupted: Mapping[str, Corrupted]) -> float:
    """By how many points linked F1 falls under the worst of the corruptions; 0 where it falls under none."""
    return max((-one.difference("relation.linked") for one in corrupted.values()), default=0.0)


def to_dict(corrupted: Mapping[str, Corrupted]) -> dict[str, Any]:
    """The corruptions by name, and the largest fall of linked F1 in points, as JSON has them."""
    measures = {name: one.to_dict() for name, one in corrupted.items()}
    return {"largest_fall": largest_fall(corrupted), "corruptions": measures}


def rows(clean: Counts, corrupted: Mapping[str, Corrupted]) -> list[tuple[str, ...]]:
    """The rows of the table, its head first: F1 in percent, and beside it the difference in points."""
    head = "corruption", *(cell for column in SHOWN for cell in (column, "+/-"))
    none = "none", *(cell for measure in SHOWN.values() for cell in (f"{clean[measure].f1:.1f}", ""))
    return [head, none, *((name, *one.cells()) for name, one in corrupted.items())]
