"""Score predicted attributions against gold, in tokens, as counts that add up; ratios come last.

Span scores follow CofeNet (Wang et al., COLING 2022): per role, over an article's set of maximal token runs,
*exact* compares (first, last) tokens and *begin* the first alone. Relation scores pair each predicted
relation, in the order given, with the free gold relation whose content overlaps most (Jaccard of tokens at
least 0.5): *content* counts the pairs, *linked* those whose sources share a token or are both empty, *strict*
those whose source, cue and content are the same tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Final, Protocol

from onrecord.types import Span, Spans

ROLES: Final = ("source", "cue", "content")
MEASURES: Final = (
    *(f"exact.{role}" for role in ROLES),
    *(f"begin.{role}" for role in ROLES),
    "relation.content",
    "relation.linked",
    "relation.strict",
)
"""The names of all measures, in the order of `Counts.tallies`."""

CONTENT_OVERLAP: Final = 0.5
"""The least Jaccard overlap, in tokens, at which two contents are the same statement."""

_TOKEN = re.compile(r"\w+(?:[.,'’]\w+)*|[^\w\s]")


class Relation(Protocol):
    """What can be scored: spans per role. Both `Attribution` and `GoldRelation` are that."""

    @property
    def source(self) -> Spans:
        """Who it is ascribed to."""

    @property
    def cue(self) -> Spans:
        """The words that ascribe it."""

    @property
    def content(self) -> Spans:
        """What is ascribed."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were predicted, how many are gold, and how many of the predicted ones hit. Tallies add up."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add up, as two articles' tallies do."""
        return Tally(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Percent of the predicted that hit; 0 where nothing was predicted."""
        return 100 * self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Percent of the gold that was hit; 0 where there is no gold."""
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent; 0 where nothing hit."""
        return 200 * self.hits / (self.predicted + self.gold) if self.hits else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """One tally per measure, in the order of `MEASURES`. The counts of articles add up to the corpus's."""

    tallies: tuple[Tally, ...] = (Tally(),) * len(MEASURES)

    def __add__(self, other: Counts) -> Counts:
        """Add up measure by measure, as two articles' counts do."""
        return Counts(tuple(a + b for a, b in zip(self.tallies, other.tallies, strict=True)))

    def __getitem__(self, measure: str) -> Tally:
        """The tally of one of `MEASURES`; ValueError for another name."""
        return self.tallies[MEASURES.index(measure)]


@dataclass(frozen=True, slots=True)
class TokenRelation:
    """A relation as sets of token indices."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    @property
    def roles(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """Source, cue and content, in the order of `ROLES`."""
        return self.source, self.cue, self.content


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article's gold and predicted relations, paired.

    `matches[i]` is the index in `gold` that `predicted[i]` is paired with, or None; no index comes twice.
    """

    gold: tuple[TokenRelation, ...]
    predicted: tuple[TokenRelation, ...]
    matches: tuple[int | None, ...]

    @property
    def pairs(self) -> tuple[tuple[TokenRelation, TokenRelation], ...]:
        """The (gold, predicted) relations that are paired."""
        both = zip(self.matches, self.predicted, strict=True)
        return tuple((self.gold[index], mine) for index, mine in both if index is not None)


def tokens(text: str) -> list[Span]:
    """Half-open code-point offsets of the words and single other marks of `text`."""
    return [match.span() for match in _TOKEN.finditer(text)]


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard overlap of two sets of tokens, in [0, 1]; 0 where both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def linked(gold: TokenRelation, predicted: TokenRelation) -> bool:
    """Whether the two sources share a token, or neither relation has a source."""
    return bool(gold.source & predicted.source) or not (gold.source or predicted.source)


def in_tokens(text: str, relations: Iterable[Relation]) -> tuple[TokenRelation, ...]:
    """The relations as sets of indices into `tokens(text)`; a token belongs to every span that touches it."""
    offsets = tokens(text)
    starts, ends = [start for start, _ in offsets], [end for _, end in offsets]

    def cover(spans: Spans) -> frozenset[int]:
        ranges = (range(bisect_right(ends, start), bisect_left(starts, end)) for start, end in spans)
        return frozenset(index for indices in ranges for index in indices)

    return tuple(TokenRelation(cover(r.source), cover(r.cue), cover(r.content)) for r in relations)


def compare(text: str, gold: Sequence[Relation], predicted: Sequence[Relation]) -> Comparison:
    """Pair the predicted relations of one article with the gold ones, by content."""
    both = in_tokens(text, (*gold, *predicted))
    wanted, found = both[: len(gold)], both[len(gold) :]
    free = dict(enumerate(wanted))
    matches = tuple(_take(free, relation) for relation in found)
    return Comparison(wanted, found, matches)


def _take(free: dict[int, TokenRelation], predicted: TokenRelation) -> int | None:
    """Take the gold relation whose content overlaps most out of `free`; of equals, the last."""
    best, best_overlap = None, CONTENT_OVERLAP
    for index, gold in free.items():
        if gold.content.isdisjoint(predicted.content):
            continue
        jaccard = overlap(gold.content, predicted.content)
        if jaccard >= best_overlap:
            best, best_overlap = index, jaccard
    if best is not None:
        del free[best]
    return best


def count(comparison: Comparison) -> Counts:
    """The counts of one article, for every measure."""
    gold_runs, predicted_runs = _runs_by_role(comparison.gold), _runs_by_role(comparison.predicted)
    exact = [_tally(gold, mine) for gold, mine in zip(gold_runs, predicted_runs, strict=True)]
    begin = [
        _tally({first for first, _ in gold}, {first for first, _ in mine})
        for gold, mine in zip(gold_runs, predicted_runs, strict=True)
    ]
    pairs = comparison.pairs
    hits = (len(pairs), sum(linked(*pair) for pair in pairs), sum(gold == mine for gold, mine in pairs))
    relation = [Tally(n, len(comparison.predicted), len(comparison.gold)) for n in hits]
    return Counts((*exact, *begin, *relation))


def score(articles: Iterable[tuple[str, Sequence[Relation], Sequence[Relation]]]) -> Counts:
    """The summed counts of (text, gold relations, predicted relations) triples."""
    return sum((count(compare(*article)) for article in articles), Counts())


def _tally(gold: Set[object], predicted: Set[object]) -> Tally:
    return Tally(len(gold & predicted), len(predicted), len(gold))


def _runs_by_role(relations: Iterable[TokenRelation]) -> list[set[Span]]:
    """For each role, the set of maximal runs of all relations."""
    found: list[set[Span]] = [set() for _ in ROLES]
    for relation in relations:
        for spans, indices in zip(found, relation.roles, strict=True):
            spans.update(_runs(indices))
    return found


def _runs(indices: frozenset[int]) -> list[Span]:
    """Maximal runs of consecutive token indices, as (first, last) pairs, last included."""
    ordered = sorted(indices)
    firsts = [index for index in ordered if index - 1 not in indices]
    lasts = [index for index in ordered if index + 1 not in indices]
    return list(zip(firsts, lasts, strict=True))
