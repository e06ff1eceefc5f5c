"""What a larger model makes of the training articles, written down once for a smaller one to learn from.

Distillation (Hinton et al., 2015): the teacher's scores say how likely each label is, where the annotators' labels say
only which; its word vectors say what it has understood of the context (Jiao et al., 2020). Vectors are kept as their
first principal components, in half precision.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluation.corruptions import corrupt
from onrecord.evaluation.polnear import GoldArticle
from onrecord.reading import windows
from onrecord.reading.decode import Chain
from onrecord.reading.model import find, read_facts, settings_of
from onrecord.reading.onnx_network import OnnxNetwork
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import Cue, Look, Settings, find_cues, join, role_input, window_input
from onrecord.reading.words import Words, split
from onrecord.training.spans import word_runs

COMPONENTS = 256
FOR_COMPONENTS = 24
"""Articles that the components are found on."""
CUE_BIAS = 1.5
"""Added to the teacher's cue labels, so that its doubts about cues are written down, too."""
VERSIONS = 2
"""Corrupted versions of each article that the teacher reads, beside the one as written."""

Half = NDArray[np.float16]
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the teacher makes of one text of N words with K cues; T = look.width.

    `vectors` float16 [N, COMPONENTS], `cue_scores` float16 [N, 3], `spans` int32 [K, 2] the words of each cue, the last
    included, `roles` float16 [K, T, 5], `mask` bool [K, T] where the teacher saw a word, `keep` float16 [K].
    """

    vectors: Half
    cue_scores: Half
    spans: NDArray[np.int32]
    roles: Half
    mask: NDArray[np.bool_]
    keep: Half
    look: Look


_KEPT = tuple(name for name in Lesson.__slots__ if name != "look")
"""What a lesson's file holds: how far the teacher looks is the same in all of them."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """A model and where its lessons are kept: `name` as `--model` takes it, `folder` for the files."""

    name: str
    folder: Path

    def chains(self) -> tuple[Chain, Chain]:
        """The teacher's chains over cue and role labels."""
        settings = _settings(self.name)
        return settings.cue_chain, settings.role_chain

    def components(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The mean [H] of the teacher's vectors and their first principal directions [H, COMPONENTS]; from `write`."""
        return _components(self.folder)

    def lesson(self, article: str, version: str | None) -> Lesson:
        """The lesson of an article in one of its `versions`, from `write`."""
        with np.load(_file(self.folder, article, version)) as arrays:
            return Lesson(**{name: arrays[name] for name in _KEPT}, look=_settings(self.name).look)

    def write(self, articles: Sequence[GoldArticle], corrupted: Mapping[str, float], log: Log) -> None:
        """Read all versions of `articles`, but for those that were read before; in a process for each core."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / "components.npz").exists():
            _find_components(self, articles[:FOR_COMPONENTS])
        tasks = [
            (self, article, version)
            for article in articles
            for version in versions(article.name, corrupted)
            if not _file(self.folder, article.name, version).exists()
        ]
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            for i, _ in enumerate(pool.map(_write, tasks, chunksize=4), 1):
                if i % 100 == 0 or i == len(tasks):
                    log(f"the teacher has read {i} of {len(tasks)} texts")


def versions(article: str, corrupted: Mapping[str, float]) -> tuple[str | None, ...]:
    """How the teacher reads an article: as written (None), and under corruptions drawn for its name."""
    drawn = random.Random(article).choices([*corrupted], [*corrupted.values()], k=VERSIONS) if corrupted else []
    return None, *sorted(set(drawn))


def in_version(article: GoldArticle, version: str | None) -> GoldArticle:
    """The article in one of its versions."""
    return article if version is None else corrupt(article, version)


def _file(folder: Path, article: str, version: str | None) -> Path:
    return folder / f"{article}.{version or 'as-written'}.npz"


@dataclass(frozen=True, slots=True)
class _Reader:
    network: OnnxNetwork
    pieces: WordPieces
    settings: Settings


@cache
def _settings(name: str) -> Settings:
    return settings_of(read_facts(find(name).folder))


@cache
def _reader(name: str) -> _Reader:
    folder = find(name).folder
    settings = replace(_settings(name), cue_bias=CUE_BIAS)
    return _Reader(OnnxNetwork(folder), WordPieces.load(folder / "tokenizer.json"), settings)


def _find_components(teacher: Teacher, articles: Sequence[GoldArticle]) -> None:
    reader = _reader(teacher.name)
    vectors = np.concatenate([v for a in articles for v, _, _ in _encode(reader, split(a.text))])
    mean = vectors.mean(0)
    _, directions = np.linalg.eigh(np.cov(vectors - mean, rowvar=False))
    first = directions[:, ::-1][:, :COMPONENTS].astype(np.float32)
    _save(teacher.folder / "components.npz", {"mean": mean, "directions": first})


def _encode(reader: _Reader, words: Words) -> list[tuple[NDArray[np.float32], NDArray[np.float32], windows.Window]]:
    pieces = reader.pieces.of(words.legible())
    plan = windows.plan(words.paragraph, pieces.sizes)
    return [(*reader.network.encode(window_input(words, pieces, window, reader.pieces)), window) for window in plan]


def _write(task: tuple[Teacher, GoldArticle, str | None]) -> None:
    teacher, article, version = task
    met = in_version(article, version)
    words = split(met.text)
    gold = {run[0] for _, relations in met.annotators for r in relations if (run := word_runs(words, r.cue))}
    lesson = _read(_reader(teacher.name), _components(teacher.folder), words, sorted(gold))
    _save(_file(teacher.folder, article.name, version), {name: getattr(lesson, name) for name in _KEPT})


@cache
def _components(folder: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    with np.load(folder / "components.npz") as arrays:
        return arrays["mean"], arrays["directions"]


def _read(
    reader: _Reader,
    components: tuple[NDArray[np.float32], NDArray[np.float32]],
    words: Words,
    gold: Sequence[tuple[int, int]],
) -> Lesson:
    """The teacher's own cues, and the gold ones that begin where none of its own do."""
    mean, directions = components
    vectors = np.zeros((len(words), directions.shape[1]), dtype=np.float16)
    cue_scores = np.zeros((len(words), 3), dtype=np.float16)
    spans, roles, masks, keeps = [], [], [], []
    look = reader.settings.look
    for found, scores, window in _encode(reader, words):
        core = slice(window.core_first, window.core_last)
        own = slice(window.core_first - window.first, window.core_last - window.first)
        vectors[core] = (found[own] - mean) @ directions
        cue_scores[core] = scores[own]
        cues = _cues(reader, scores, window, gold)
        if cues:
            rows = join([role_input(c, window, words.features, 0, look) for c in cues])
            score, keep = reader.network.roles(found, rows)
            spans += [(window.first + c.first, window.first + c.last) for c in cues]
            roles.append(score)
            masks.append(rows.mask)
            keeps.append(keep)
    return Lesson(
        vectors,
        cue_scores,
        np.array(spans, dtype=np.int32).reshape(-1, 2),
        np.concatenate([np.zeros((0, look.width, 5)), *roles]).astype(np.float16),
        np.concatenate([np.zeros((0, look.width), dtype=np.bool_), *masks]),
        np.concatenate([np.zeros(0), *keeps]).astype(np.float16),
        look,
    )


def _cues(
    reader: _Reader, scores: NDArray[np.float32], window: windows.Window, gold: Sequence[tuple[int, int]]
) -> list[Cue]:
    cues = {c.first: c for c in find_cues([scores], [window], reader.settings)}
    for first, last in gold:
        if window.core_first <= first < window.core_last:
            start = first - window.first
            cues.setdefault(start, Cue(0, start, min(last, window.last - 1) - window.first))
    return [cues[first] for first in sorted(cues)]


def _save(path: Path, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as stream:
        np.savez(stream, **arrays)  # type: ignore[arg-type]
    part.replace(path)
