"""What is tuned beside the network, on articles held out of training: cue and source bias, threshold, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluation.polnear import GoldArticle
from onrecord.evaluation.scores import MEASURES, Counts, compare, count, linked
from onrecord.reading.decode import Chain, Floats
from onrecord.reading.pieces import WordPieces
from onrecord.reading.relations import Relation
from onrecord.reading.tagger import N_EVIDENCE, Look, Network, RoleInput, Settings, Tagger, Weighed, WindowInput
from onrecord.training.teacher import in_version, versions

CUE_BIASES = (-0.5, 0.0, 0.5, 1.0, 1.5)
SOURCE_BIASES = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 13.0)
THRESHOLDS = tuple(round(0.02 * i, 2) for i in range(31))
RIDGE = 1.0
"""How strongly the weights of the calibration are held to nothing."""
Read = list[tuple[GoldArticle, tuple[Weighed, ...]]]


class Remembering:
    """A network that encodes each window once, however often the settings change."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._seen: dict[bytes, tuple[Floats, Floats]] = {}

    def encode(self, window: WindowInput) -> tuple[Floats, Floats]:
        """See `reading.tagger.Network`."""
        key = window.ids.tobytes() + window.features.tobytes()
        if key not in self._seen:
            self._seen[key] = self._network.encode(window)
        return self._seen[key]

    def roles(self, vectors: Floats, cues: RoleInput) -> tuple[Floats, Floats]:
        """See `reading.tagger.Network`."""
        return self._network.roles(vectors, cues)


def as_met(articles: Sequence[GoldArticle], corrupted: Mapping[str, float]) -> list[GoldArticle]:
    """Articles as they are met: as written, and under corruptions that are drawn as for a teacher's lessons.

    Settings that were chosen on articles as written alone follow their marks and paragraphs too closely.
    """
    return [in_version(article, version) for article in articles for version in versions(article.name, corrupted)]


def tune(
    network: Network, pieces: WordPieces, chains: tuple[Chain, Chain], look: Look, articles: Sequence[GoldArticle]
) -> Settings:
    """The settings with the best sum of linked F1 and mean exact span F1 on `articles`."""
    remembering = Remembering(network)
    start = Settings(*chains, 0.0, 0.0, keep=0.0, calibration=(0.0,) * (N_EVIDENCE + 1), look=look)
    by_cue = [_best_threshold(remembering, pieces, replace(start, cue_bias=b), articles) for b in CUE_BIASES]
    cue_bias = max(by_cue, key=lambda x: x.value).settings.cue_bias
    by_source = [
        _best_threshold(remembering, pieces, replace(start, cue_bias=cue_bias, source_bias=b), articles)
        for b in SOURCE_BIASES
    ]
    return max(by_source, key=lambda x: x.value).settings


def figures(tagger: Tagger, articles: Sequence[GoldArticle]) -> dict[str, float]:
    """The F1 that `tagger` alone reaches on `articles`, in percent."""
    counts = _counts([(article, tagger.tag(article.text)) for article in articles])
    return {name: round(counts[name].f1, 1) for name in MEASURES}


@dataclass(frozen=True, slots=True)
class _Tried:
    value: float
    settings: Settings


def _best_threshold(
    network: Network, pieces: WordPieces, settings: Settings, articles: Sequence[GoldArticle]
) -> _Tried:
    tagger = Tagger(network, pieces, settings, "tuning")
    read = [(article, tuple(tagger.weigh(article.text))) for article in articles]
    weights = _calibrate(read)
    tried = []
    for keep in THRESHOLDS:
        counts = _counts([(a, [w.relation for w in found if _confident(w, weights) >= keep]) for a, found in read])
        tried.append(_Tried(_value(counts), replace(settings, keep=keep, calibration=weights)))
    return max(tried, key=lambda x: x.value)


def _confident(weighed: Weighed, weights: Sequence[float]) -> float:
    return float(1 / (1 + np.exp(-(weighed.evidence @ np.array(weights[:-1]) + weights[-1]))))


def _counts(read: Sequence[tuple[GoldArticle, Sequence[Relation]]]) -> Counts:
    return sum((count(compare(a.text, a.relations, found)) for a, found in read), Counts())


def _value(counts: Counts) -> float:
    spans = sum(counts[f"exact.{role}"].f1 for role in ("source", "cue", "content"))
    return counts["relation.linked"].f1 + spans / 3


def _calibrate(read: Read) -> tuple[float, ...]:
    """Weights and offset by which the evidence gives the probability of a linked match."""
    evidence, right, _ = judged(read)
    return logistic(evidence, right)


def judged(read: Read) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Of all n relations: evidence [n, N_EVIDENCE], whether it is a linked match [n] (0 or 1), and its article [n]."""
    evidence: list[NDArray[np.float64]] = []
    right: list[bool] = []
    of: list[int] = []
    for number, (article, found) in enumerate(read):
        comparison = compare(article.text, article.relations, [w.relation for w in found])
        for weighed, mine, match in zip(found, comparison.predicted, comparison.matches, strict=True):
            evidence.append(weighed.evidence)
            right.append(match is not None and linked(comparison.gold[match], mine))
            of.append(number)
    rows = np.array(evidence).reshape(-1, N_EVIDENCE)
    return rows, np.array(right, dtype=np.float64), np.array(of, dtype=np.int64)


def logistic(evidence: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, ...]:
    """Logistic regression of `right` [n] (0 or 1) on `evidence` [n, k]: k weights and the offset, by Newton's method.

    With a small ridge, so that weights stay finite where the evidence parts right from wrong; (0, …) without evidence.
    """
    x = np.concatenate((evidence, np.ones((len(evidence), 1))), axis=1)
    w = np.zeros(x.shape[1])
    for _ in range(50):
        q = 1 / (1 + np.exp(-(x @ w)))
        curvature = (x * (q * (1 - q))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w -= np.linalg.solve(curvature, x.T @ (q - right) + RIDGE * w)
    return tuple(round(float(v), 4) for v in w)
