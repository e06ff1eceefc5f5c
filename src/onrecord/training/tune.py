"""What is tuned beside the network, on articles held out of training: the cue bias, the threshold, the calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluation.polnear import GoldArticle
from onrecord.evaluation.scores import MEASURES, Counts, compare, count, linked
from onrecord.reading.decode import Chain, Floats
from onrecord.reading.pieces import WordPieces
from onrecord.reading.relations import Relation
from onrecord.reading.tagger import Network, RoleInput, Settings, Tagger, WindowInput

CUE_BIASES = (-0.5, 0.0, 0.5, 1.0, 1.5)
SOURCE_BIASES = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 13.0)
THRESHOLDS = tuple(round(0.04 * i, 2) for i in range(18))
Read = list[tuple[GoldArticle, tuple[Relation, ...]]]


class _Remembering:
    """A network that encodes each window once, however often the settings change."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._seen: dict[bytes, tuple[Floats, Floats]] = {}

    def encode(self, window: WindowInput) -> tuple[Floats, Floats]:
        key = window.ids.tobytes() + window.features.tobytes()
        if key not in self._seen:
            self._seen[key] = self._network.encode(window)
        return self._seen[key]

    def roles(self, vectors: Floats, cues: RoleInput) -> tuple[Floats, Floats]:
        return self._network.roles(vectors, cues)


def tune(
    network: Network, pieces: WordPieces, chains: tuple[Chain, Chain], articles: Sequence[GoldArticle]
) -> tuple[Settings, dict[str, float]]:
    """The settings with the best sum of linked F1 and mean exact span F1, and the F1 they reach on `articles`."""
    remembering = _Remembering(network)
    start = Settings(*chains, cue_bias=0.0, source_bias=0.0, keep=0.0, calibration=(1.0, 0.0))
    by_cue = [_best_threshold(remembering, pieces, replace(start, cue_bias=b), articles) for b in CUE_BIASES]
    cue_bias = max(by_cue, key=lambda x: x.value).settings.cue_bias
    by_source = [
        _best_threshold(remembering, pieces, replace(start, cue_bias=cue_bias, source_bias=b), articles)
        for b in SOURCE_BIASES
    ]
    best = max(by_source, key=lambda x: x.value)
    figures = {name: round(_counts(best.read)[name].f1, 1) for name in MEASURES}
    return replace(best.settings, calibration=_calibrate(best.read)), figures


@dataclass(frozen=True, slots=True)
class _Tried:
    value: float
    settings: Settings
    read: Read


def _best_threshold(
    network: Network, pieces: WordPieces, settings: Settings, articles: Sequence[GoldArticle]
) -> _Tried:
    read = _read(network, pieces, settings, articles)
    tried = []
    for keep in THRESHOLDS:
        kept = [(a, tuple(r for r in found if r.confidence >= keep)) for a, found in read]
        tried.append(_Tried(_value(_counts(kept)), replace(settings, keep=keep), kept))
    return max(tried, key=lambda x: x.value)


def _read(network: Network, pieces: WordPieces, settings: Settings, articles: Sequence[GoldArticle]) -> Read:
    tagger = Tagger(network, pieces, settings, "tuning")
    return [(article, tagger.tag(article.text)) for article in articles]


def _counts(read: Read) -> Counts:
    return sum((count(compare(a.text, a.relations, found)) for a, found in read), Counts())


def _value(counts: Counts) -> float:
    spans = sum(counts[f"exact.{role}"].f1 for role in ("source", "cue", "content"))
    return counts["relation.linked"].f1 + spans / 3


def _calibrate(read: Read) -> tuple[float, float]:
    """Slope and offset of Platt's scaling: raw score's logit to the probability of a linked match."""
    raw: list[float] = []
    right: list[bool] = []
    for article, found in read:
        comparison = compare(article.text, article.relations, found)
        for relation, mine, match in zip(found, comparison.predicted, comparison.matches, strict=True):
            raw.append(relation.confidence)
            right.append(match is not None and linked(comparison.gold[match], mine))
    return platt(np.array(raw), np.array(right, dtype=np.float64))


def platt(raw: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """Maximum-likelihood slope and offset by Newton's method; (1, 0) where all or none are right."""
    if not len(raw) or right.min() == right.max():
        return 1.0, 0.0
    p = raw.clip(1e-6, 1 - 1e-6)
    x = np.stack((np.log(p / (1 - p)), np.ones(len(p))), axis=1)
    w = np.array([1.0, 0.0])
    for _ in range(30):
        q = 1 / (1 + np.exp(-x @ w))
        curvature = (x * (q * (1 - q))[:, None]).T @ x + 1e-6 * np.eye(2)
        w -= np.linalg.solve(curvature, x.T @ (q - right))
    return round(float(w[0]), 4), round(float(w[1]), 4)
