"""How sure the figures are: intervals by bootstrap over articles, and the calibration of confidences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.evaluation.scores import MEASURES, Counts

BINS: Final = 10
"""Equal-width bins of confidence over [0, 1]; a confidence of 1 falls in the last."""

_RESAMPLES = 1000
_SEED = 0


@dataclass(frozen=True, slots=True)
class Bin:
    """The attributions of one bin of confidence: how many, the sum of confidences, how many are right."""

    size: int = 0
    confidence: float = 0.0
    right: int = 0

    def __add__(self, other: Bin) -> Bin:
        """Add up, as two articles' bins do."""
        return Bin(self.size + other.size, self.confidence + other.confidence, self.right + other.right)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Confidences against what was right, in `BINS` bins. Calibrations add up."""

    bins: tuple[Bin, ...] = (Bin(),) * BINS

    @classmethod
    def of(cls, judged: Iterable[tuple[float, bool]]) -> Calibration:
        """From (confidence, whether the attribution is right) pairs; confidences in [0, 1]."""
        bins = [Bin()] * BINS
        for confidence, right in judged:
            bins[min(int(confidence * BINS), BINS - 1)] += Bin(1, confidence, int(right))
        return cls(tuple(bins))

    def __add__(self, other: Calibration) -> Calibration:
        """Add up bin by bin, as two articles' calibrations do."""
        return Calibration(tuple(a + b for a, b in zip(self.bins, other.bins, strict=True)))

    @property
    def error(self) -> float:
        """Expected calibration error, in [0, 1]; 0 where nothing is judged.

        The mean over attributions of the distance, in their bin, between mean confidence and the share that
        is right (Naeini, Cooper & Hauskrecht, AAAI 2015).
        """
        total = sum(one.size for one in self.bins)
        return sum(abs(one.confidence - one.right) for one in self.bins) / total if total else 0.0


def f1_intervals(articles: Sequence[Counts]) -> Mapping[str, tuple[float, float]]:
    """95% intervals of every measure's F1, in percent: percentile bootstrap over articles from a fixed seed.

    What varies is which articles are in the corpus; the model's training and the annotators' judgement stay
    as they are. Empty where there is no article.
    """
    if not articles:
        return {}
    # hits, predicted and gold: articles x measures x 3
    counts = np.array([[(t.hits, t.predicted, t.gold) for t in c.tallies] for c in articles], dtype=np.int64)
    generator = np.random.default_rng(_SEED)
    size = len(articles)
    times = generator.multinomial(size, np.full(size, 1 / size), size=_RESAMPLES)  # resamples x articles
    hits, predicted, gold = np.moveaxis(np.tensordot(times, counts, axes=1), -1, 0)  # resamples x measures, each
    f1 = 200 * hits / np.maximum(predicted + gold, 1)
    low, high = np.percentile(f1, (2.5, 97.5), axis=0)
    return {name: (float(a), float(b)) for name, a, b in zip(MEASURES, low, high, strict=True)}
