"""Tag an article: cues first, then for every cue its source and content.

One pass of the encoder over each window gives a vector per word and the cue labels; the words around each cue,
conditioned on it, are then labelled as its source, its content, or neither. Linking falls out of the conditioning,
and a content in several parts stays one relation.

Array names: W windows, P word pieces, N words of the article, K cues, T positions around a cue (`Look.width`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onrecord.reading import windows
from onrecord.reading.decode import Chain, Floats, log_probability, runs, viterbi
from onrecord.reading.pieces import Pieces, WordPieces
from onrecord.reading.relations import Relation
from onrecord.reading.verbs import reporting_verb
from onrecord.reading.windows import Window
from onrecord.reading.words import FIRST_QUOTED, Words, split
from onrecord.types import Spans, Step


@dataclass(frozen=True, slots=True)
class Look:
    """How many words the role labeller sees: `before` a cue's first word, and `after` it."""

    before: int
    after: int

    @property
    def width(self) -> int:
        """How many they are, the cue's first word among them."""
        return self.before + 1 + self.after


REACH = Look(96, 96)
"""What training looks at: 99.5% of PolNeAR train's relations lie there."""
LOOK = Look(72, 72)
"""The same while reading, where weights do not say otherwise: it costs a tenth of a point of F1, and saves a third of
the role labeller's time."""
WINDOWS_AT_ONCE = 16
CUES_AT_ONCE = 64
"""Windows whose cues are decoded together, and cues whose roles are: bounds memory on an article of any length."""
ROLES_AT_ONCE = 8
"""Cues that the network sees together: their arrays stay in a core's cache."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WindowInput:
    """One window for the encoder: `ids` and `features` int64 [P] with the special tokens, `word_index` int64 [words],
    the position of each word's first piece."""

    ids: Ints
    features: Ints
    word_index: Ints


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as words of one window of several: `window` its index, `first` and `last` (included) positions in it."""

    window: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class RoleInput:
    """K cues for the role labeller, all int64 but the masks.

    `where` [K, T] rows of the word vectors, `mask` bool [K, T] which of them exist, `first` and `last` [K] the rows of
    the cue's ends, `features` [K, T], `in_cue` bool [K, T].
    """

    where: Ints
    mask: NDArray[np.bool_]
    first: Ints
    last: Ints
    features: Ints
    in_cue: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Settings:
    """What was learned or tuned beside the network, stored with the weights.

    `cue_bias` is added to the cue labels' scores, so that doubtful cues reach the role labeller. Where a cue is left
    without a source, or without content, `source_bias` is added to the scores of that role's first word and the labels
    are sought again: more than nine cues in ten have a source, and all have content, which scores word by word cannot
    know. `look` is what the role labeller was exported for. A relation's confidence is a logistic regression over its
    evidence, fitted to whether content and source were right (Platt, 1999): `calibration` holds the weights and, last,
    the offset. From a confidence of `keep` on a relation is kept.
    """

    cue_chain: Chain
    role_chain: Chain
    cue_bias: float
    source_bias: float
    keep: float
    calibration: tuple[float, ...]
    look: Look = LOOK


LEAST_PATH = -15.0
"""Log probabilities of a labelling below this are all one: hopeless."""
N_EVIDENCE = 9


@dataclass(frozen=True, slots=True)
class Weighed:
    """A relation before its confidence is known, with what speaks for it.

    `evidence` float64 [N_EVIDENCE]: the logit that its cue is one, the log probability of its labels under the chain,
    how far the cue's first label leads over none, whether it has a source, the log of its content's words, whether
    the content holds words in quotation marks, whether the cue has a known reporting verb, whether the content stands
    in several places, and the square of the first, as a logit near nothing tells less than its size says.
    """

    relation: Relation
    evidence: NDArray[np.float64]


class Network(Protocol):
    """The two graphs of the model, in ONNX Runtime or in torch."""

    def encode(self, window: WindowInput) -> tuple[Floats, Floats]:
        """Word vectors [words, H] and cue scores [words, 3]."""

    def roles(self, vectors: Floats, cues: RoleInput) -> tuple[Floats, Floats]:
        """Role scores [K, T, 5] and the logit [K] that the cue is one."""


class Tagger:
    """Relations of a text by a network and its settings."""

    def __init__(self, network: Network, pieces: WordPieces, settings: Settings, name: str) -> None:
        self._network = network
        self._pieces = pieces
        self._settings = settings
        self.name = name

    def tag(self, text: str) -> tuple[Relation, ...]:
        """The relations of `text`, in order of their cues; none where it has no words."""
        found = []
        for one in self.weigh(text):
            confidence = self._confidence(one.evidence)
            if confidence >= self._settings.keep:
                found.append(replace(one.relation, confidence=confidence))
        return tuple(found)

    def weigh(self, text: str) -> Iterator[Weighed]:
        """All relations of `text` with their evidence, in order of their cues."""
        words = split(text)
        if not len(words):
            return
        pieces = self._pieces.of(words.legible())
        plan = windows.plan(words.paragraph, pieces.sizes)
        for start in range(0, len(plan), WINDOWS_AT_ONCE):
            yield from self._windows(words, pieces, plan[start : start + WINDOWS_AT_ONCE])

    def _windows(self, words: Words, pieces: Pieces, plan: Sequence[Window]) -> Iterator[Weighed]:
        encoded = [self._network.encode(window_input(words, pieces, window, self._pieces)) for window in plan]
        vectors = np.concatenate([v for v, _ in encoded])
        offsets = np.cumsum([0, *(len(v) for v, _ in encoded)]).tolist()
        look = self._settings.look
        cues = find_cues([scores for _, scores in encoded], plan, self._settings)
        for start in range(0, len(cues), CUES_AT_ONCE):
            chunk = cues[start : start + CUES_AT_ONCE]
            rows = join([role_input(c, plan[c.window], words.features, offsets[c.window], look) for c in chunk])
            scores, keep = self._roles(vectors, rows)
            labels = label_roles(scores, rows.mask, self._settings)
            path = log_probability(scores, rows.mask, labels, self._settings.role_chain)
            for k, cue in enumerate(chunk):
                relation = self._relation(words, plan[cue.window].first, cue, labels[k])
                lead = encoded[cue.window][1][cue.first]
                if relation.content:
                    network = (keep[k], max(path[k], LEAST_PATH), lead[1] - lead[0])
                    yield Weighed(relation, _evidence(words.text, relation, labels[k], rows.features[k], network))

    def _roles(self, vectors: Floats, cues: RoleInput) -> tuple[Floats, Floats]:
        parts = [self._network.roles(*near) for near in some(vectors, cues, ROLES_AT_ONCE)]
        scores, keep = (np.concatenate(part) for part in zip(*parts, strict=True))
        return scores, keep

    def _relation(self, words: Words, window: int, cue: Cue, labels: Ints) -> Relation:
        """The relation of one cue of the window that begins with word `window`."""
        first, last = window + cue.first, window + cue.last
        start = first - self._settings.look.before
        source, content = (_spans(words, labels, begin, start) for begin in (1, 3))
        return Relation(
            source, (words.char_span(first, last),), content, 0.0, (Step("relation", f"model:{self.name}"),)
        )

    def _confidence(self, evidence: NDArray[np.float64]) -> float:
        *weights, offset = self._settings.calibration
        return float(1 / (1 + np.exp(-(evidence @ np.array(weights) + offset))))


def _evidence(
    text: str, relation: Relation, labels: Ints, features: Ints, network: tuple[float, float, float]
) -> NDArray[np.float64]:
    content = labels >= 3
    quoted = (features[content] >= FIRST_QUOTED).any()
    (cue,) = relation.cue
    reported = reporting_verb().search(text, *cue) is not None
    shape = bool(relation.source), np.log1p(content.sum()), quoted, reported, len(relation.content) > 1
    return np.array([*network, *shape, network[0] ** 2], dtype=np.float64)


def window_input(words: Words, pieces: Pieces, window: Window, tokenizer: WordPieces) -> WindowInput:
    """The encoder's input for one window."""
    bounds = np.concatenate(([0], np.cumsum(pieces.sizes)))
    start, end = bounds[window.first], bounds[window.last]
    sizes = pieces.sizes[window.first : window.last]
    features = np.repeat(words.features[window.first : window.last].astype(np.int64), sizes)
    ids = np.concatenate(([tokenizer.cls], pieces.ids[start:end], [tokenizer.sep]))
    return WindowInput(ids, np.concatenate(([0], features, [0])), bounds[window.first : window.last] - start + 1)


def find_cues(scores: Sequence[Floats], plan: Sequence[Window], settings: Settings) -> list[Cue]:
    """The cues that begin in the core of each window, from the windows' cue scores [words, 3]."""
    padded = np.zeros((len(scores), max(map(len, scores)), 3), dtype=np.float32)
    mask = np.zeros(padded.shape[:2], dtype=np.bool_)
    for i, window in enumerate(scores):
        padded[i, : len(window)] = window
        mask[i, : len(window)] = True
    padded[:, :, 1:] += settings.cue_bias
    found = []
    for i, labels in enumerate(viterbi(padded, mask, settings.cue_chain)):
        low, high = plan[i].core_first - plan[i].first, plan[i].core_last - plan[i].first
        found += [Cue(i, a, b) for a, b in runs(labels, 1, 2) if low <= a < high]
    return found


def label_roles(scores: Floats, mask: NDArray[np.bool_], settings: Settings) -> Ints:
    """Role labels [K, T] of K cues, from their scores [K, T, 5]."""
    labels = viterbi(scores, mask, settings.role_chain)
    if not settings.source_bias:
        return labels
    for begin in (1, 3):
        without = ~(labels == begin).any(1)
        if without.any():
            leaning = scores[without].copy()
            leaning[:, :, begin] += settings.source_bias
            found = viterbi(leaning, mask[without], settings.role_chain)
            labels[without] = _one_source(found, scores[without]) if begin == 1 else found
    return labels


def _one_source(labels: Ints, scores: Floats) -> Ints:
    """The labels with only the likeliest of several sources, which leaning brings up together."""
    for row, score in zip(labels, scores, strict=True):
        found = runs(row, 1, 2)
        if len(found) > 1:
            gain = [sum(score[t, row[t]] - score[t, 0] for t in range(a, b + 1)) for a, b in found]
            for i, (a, b) in enumerate(found):
                if i != int(np.argmax(gain)):
                    row[a : b + 1] = 0
    return labels


def role_input(cue: Cue, window: Window, features: NDArray[np.int8], offset: int, look: Look = REACH) -> RoleInput:
    """The role labeller's input for one cue; `offset` is the row of its window's first word."""
    size = window.last - window.first
    where = cue.first + np.arange(-look.before, look.after + 1)
    mask = (where >= 0) & (where < size)
    in_cue = (where >= cue.first) & (where <= cue.last) & mask
    where = where.clip(0, size - 1)
    return RoleInput(
        (where + offset)[None],
        mask[None],
        np.array([cue.first + offset]),
        np.array([cue.last + offset]),
        features[window.first + where].astype(np.int64)[None],
        in_cue[None],
    )


def join(rows: Sequence[RoleInput]) -> RoleInput:
    """Several cues' inputs as one."""
    return RoleInput(*(np.concatenate([getattr(r, name) for r in rows]) for name in RoleInput.__slots__))


def some(vectors: Floats, cues: RoleInput, size: int) -> Iterator[tuple[Floats, RoleInput]]:
    """`cues` in parts of at most `size`, each with the word vectors between its first and its last word."""
    for start in range(0, len(cues.first), size):
        part = RoleInput(*(getattr(cues, name)[start : start + size] for name in RoleInput.__slots__))
        low, high = min(part.where.min(), part.first.min()), max(part.where.max(), part.last.max()) + 1
        rows = {name: getattr(part, name) - low for name in ("where", "first", "last")}
        yield vectors[low:high], replace(part, **rows)


def _spans(words: Words, labels: Ints, begin: int, offset: int) -> Spans:
    return tuple(words.char_span(offset + a, offset + b) for a, b in runs(labels, begin, begin + 1))
