"""PolNeAR articles to training windows, by the same words, pieces and windows as inference."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.reading import windows
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import REACH, WindowInput, window_input
from onrecord.reading.windows import LIMIT, Window
from onrecord.reading.words import Words, split
from onrecord.training.spans import word_runs
from onrecord.training.teacher import Lesson, Teacher, in_version, versions
from onrecord.types import Span


@dataclass(frozen=True, slots=True)
class GoldCue:
    """A gold cue as window positions, both included, and the role labels int64 [REACH.width] of the words around its
    first word."""

    first: int
    last: int
    labels: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Taught:
    """The teacher's lesson on one window: `vectors` float16 [words, V], `cue_scores` float16 [words, 3], and by the
    position of a cue's first word the row of its scores in `lesson`."""

    vectors: NDArray[np.float16]
    cue_scores: NDArray[np.float16]
    lesson: Lesson
    rows: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One training window: `cue_labels` int64 [words], `features` int8 [words] and the cues of its core; `taught` is
    None without a teacher."""

    window: Window
    encoder: WindowInput
    features: NDArray[np.int8]
    cue_labels: NDArray[np.int64]
    cues: tuple[GoldCue, ...]
    taught: Taught | None

    @property
    def n_words(self) -> int:
        """Words in the window."""
        return len(self.cue_labels)


def hold_out(articles: Sequence[GoldArticle], n: int, seed: int) -> tuple[list[GoldArticle], list[GoldArticle]]:
    """(for training, held out): `n` articles by a seeded draw, for the settings and the calibration."""
    chosen = set(random.Random(seed).sample(range(len(articles)), n))
    return (
        [a for i, a in enumerate(articles) if i not in chosen],
        [a for i, a in enumerate(articles) if i in chosen],
    )


def examples(
    articles: Sequence[GoldArticle],
    tokenizer: WordPieces,
    rng: random.Random,
    corrupted: Mapping[str, float],
    teacher: Teacher | None = None,
) -> Iterator[Example]:
    """The windows of one epoch: other cuts, other annotators and other corruptions each time.

    `corrupted` gives, by name, the share of the articles that meet each corruption. With a `teacher` they meet those
    that it has read them in.
    """
    for article in articles:
        if not article.annotators:
            continue
        version = _version(article, rng, corrupted, teacher)
        met = in_version(article, version)
        _, relations = rng.choice(met.annotators)
        words = split(met.text)
        if len(words):
            lesson = teacher.lesson(article.name, version) if teacher else None
            yield from _windows(words, relations, tokenizer, rng, lesson)


def _version(
    article: GoldArticle, rng: random.Random, corrupted: Mapping[str, float], teacher: Teacher | None
) -> str | None:
    """How an article is met: as written (None) or corrupted."""
    as_written = 1 - sum(corrupted.values())
    if teacher is None:
        return rng.choices([*corrupted, None], [*corrupted.values(), as_written])[0]
    read = [version for version in versions(article.name, corrupted) if version]
    return rng.choice(read) if read and rng.random() >= as_written else None


def _windows(
    words: Words,
    relations: Sequence[GoldRelation],
    tokenizer: WordPieces,
    rng: random.Random,
    lesson: Lesson | None,
) -> Iterator[Example]:
    pieces = tokenizer.of(words.legible())
    located = [(runs, r) for r in relations if (runs := word_runs(words, r.cue))]
    cue_labels = np.zeros(len(words), dtype=np.int64)
    for runs, _ in located:
        _mark(cue_labels, runs, 1)
    for window in windows.plan(words.paragraph, pieces.sizes, rng.randint(LIMIT // 4, LIMIT)):
        cues = [
            _cue(words, relation, runs[0], window)
            for runs, relation in located
            if window.core_first <= runs[0][0] < window.core_last
        ]
        yield Example(
            window,
            window_input(words, pieces, window, tokenizer),
            words.features[window.first : window.last],
            _without_a_headless_span(cue_labels[window.first : window.last]),
            tuple(cues),
            _taught(lesson, window) if lesson else None,
        )


def _taught(lesson: Lesson, window: Window) -> Taught:
    firsts = lesson.spans[:, 0] - window.first
    return Taught(
        lesson.vectors[window.first : window.last],
        lesson.cue_scores[window.first : window.last],
        lesson,
        {int(first): row for row, first in enumerate(firsts) if 0 <= first < window.last - window.first},
    )


def _cue(words: Words, relation: GoldRelation, cue: Span, window: Window) -> GoldCue:
    labels = np.zeros(len(words) + REACH.width, dtype=np.int64)
    _mark(labels, [(a + REACH.before, b + REACH.before) for a, b in word_runs(words, relation.source)], 1)
    _mark(labels, [(a + REACH.before, b + REACH.before) for a, b in word_runs(words, relation.content)], 3)
    around = labels[cue[0] : cue[0] + REACH.width].copy()
    positions = np.arange(cue[0] - REACH.before, cue[0] + REACH.after + 1)
    around[(positions < window.first) | (positions >= window.last)] = 0
    size = window.last - window.first
    first, last = cue[0] - window.first, min(cue[1] - window.first, size - 1)
    inside = np.flatnonzero((positions >= window.first) & (positions < window.last))
    around[inside] = _without_a_headless_span(around[inside])
    return GoldCue(first, last, around)


def _mark(labels: NDArray[np.int64], runs: Sequence[Span], begin: int) -> None:
    for first, last in runs:
        labels[first : last + 1] = begin + 1
        labels[first] = begin


def _without_a_headless_span(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """A span that the window cut at its start begins with the first word that is left."""
    labels = labels.copy()
    if len(labels) and labels[0] in (2, 4):
        labels[0] -= 1
    return labels
