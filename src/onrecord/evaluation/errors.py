"""What went wrong, by kind, and how much of the gold was found, by slice.

Relations are first paired as the scores pair them; what is left over is paired by any overlap of contents. A
relation that is paired may have several errors, one that is not paired has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.evaluation.robustness import Corrupted
from onrecord.evaluation.scores import Comparison, Relation, Tally, TokenRelation, linked, overlap
from onrecord.evaluation.slices import Slicer

KINDS: Final[Mapping[str, str]] = {
    "missed": "no prediction overlaps the content",
    "spurious": "no gold content overlaps the prediction",
    "content below half": "the contents overlap, but by less than the scores ask for",
    "content boundary": "the same content with other boundaries",
    "cue boundary": "the cues overlap with other boundaries",
    "wrong cue": "the same content, cues that do not overlap",
    "source boundary": "the sources overlap with other boundaries",
    "wrong source": "the same content, sources that do not overlap",
    "source missing": "the gold relation has a source, the prediction none",
    "source added": "the prediction has a source, the gold relation none",
}
"""The kinds of error, and what each is. Cue and source are judged where the content is the same statement."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One error. `gold` is None for a spurious prediction, `predicted` for a missed relation."""

    kind: str
    article: GoldArticle
    gold: GoldRelation | None
    predicted: Relation | None


@dataclass(frozen=True, slots=True)
class SliceCounts:
    """How many gold relations a slice has, and how many of them were found at each criterion. Addable."""

    gold: int = 0
    content: int = 0
    linked: int = 0
    strict: int = 0

    def __add__(self, other: SliceCounts) -> SliceCounts:
        """Add up, as two articles' counts do."""
        return SliceCounts(
            self.gold + other.gold,
            self.content + other.content,
            self.linked + other.linked,
            self.strict + other.strict,
        )

    def recall(self, criterion: str) -> float:
        """Percent of the slice found by `content`, `linked` or `strict`; 0 for an empty slice."""
        found: int = getattr(self, criterion)
        return 100 * found / self.gold if self.gold else 0.0


CountsT = TypeVar("CountsT", SliceCounts, Tally, Corrupted)


def errors(article: GoldArticle, predicted: Sequence[Relation], comparison: Comparison) -> tuple[Finding, ...]:
    """The errors of one article, in the order of the predictions, then the missed relations.

    `comparison` compares `article.relations` with `predicted`.
    """
    partners = _partners(comparison)
    found: list[Finding] = []
    for mine, partner in enumerate(partners):
        gold = None if partner is None else article.relations[partner]
        found += [Finding(kind, article, gold, predicted[mine]) for kind in _kinds(comparison, mine, partner)]
    missed = (gold for index, gold in enumerate(article.relations) if index not in partners)
    return (*found, *(Finding("missed", article, gold, None) for gold in missed))


def slice_counts(article: GoldArticle, comparison: Comparison) -> dict[str, SliceCounts]:
    """The counts of every slice that the article's gold relations belong to."""
    partner = dict(zip(comparison.matches, comparison.predicted, strict=True))
    slicer = Slicer.of(article)
    return merge(
        {name: _found(gold, partner.get(index)) for name in slicer.slices(relation)}
        for index, (relation, gold) in enumerate(zip(article.relations, comparison.gold, strict=True))
    )


def merge(parts: Iterable[Mapping[str, CountsT]]) -> dict[str, CountsT]:
    """Add up counts name by name; names stand in order of first appearance."""
    total: dict[str, CountsT] = {}
    for part in parts:
        for name, counts in part.items():
            total[name] = total[name] + counts if name in total else counts
    return total


def _found(gold: TokenRelation, predicted: TokenRelation | None) -> SliceCounts:
    if predicted is None:
        return SliceCounts(gold=1)
    return SliceCounts(1, 1, int(linked(gold, predicted)), int(gold == predicted))


def _partners(comparison: Comparison) -> list[int | None]:
    """For each prediction the gold relation it is paired with; those the scores left over, by any overlap."""
    partners = list(comparison.matches)
    free = set(range(len(comparison.gold))).difference(index for index in partners if index is not None)
    for mine, partner in enumerate(partners):
        if partner is None and (index := _most_overlapping(comparison, mine, free)) is not None:
            partners[mine] = index
            free.remove(index)
    return partners


def _most_overlapping(comparison: Comparison, mine: int, free: set[int]) -> int | None:
    content = comparison.predicted[mine].content
    overlaps = {index: overlap(comparison.gold[index].content, content) for index in sorted(free)}
    best = max(overlaps, key=overlaps.__getitem__, default=None)
    return best if best is not None and overlaps[best] > 0 else None


def _kinds(comparison: Comparison, mine: int, partner: int | None) -> Iterable[str]:
    if partner is None:
        return ("spurious",)
    if comparison.matches[mine] is None:
        return ("content below half",)
    return _boundary_kinds(comparison.gold[partner], comparison.predicted[mine])


def _boundary_kinds(gold: TokenRelation, predicted: TokenRelation) -> Iterator[str]:
    """What is wrong with a prediction whose content is the gold one's."""
    if gold.content != predicted.content:
        yield "content boundary"
    if gold.cue != predicted.cue:
        yield "cue boundary" if gold.cue & predicted.cue else "wrong cue"
    if gold.source == predicted.source:
        return
    if not predicted.source:
        yield "source missing"
    elif not gold.source:
        yield "source added"
    else:
        yield "source boundary" if gold.source & predicted.source else "wrong source"
