"""Words and paragraphs of a text: the units that the tagger labels.

A word is a run of letters and digits, or one other character; every label of the tagger belongs to a word, so that
no span it makes can begin or end inside one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reading.lost import mended
from onrecord.reading.quotes import LOST, quotations

_WORD = re.compile(r"\w+|[^\w\s]")
_BLANK_LINE = re.compile(r"\r?\n[^\S\n]*(?:\r?\n\s*)+|\u2029")
_LINE = re.compile(r"[\r\n]+\s*")

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
N_FEATURES = 24
"""Features are one number a word: quotation state (4) x first word of a paragraph (2) x letter case (3)."""
FIRST_QUOTED = N_FEATURES // 4
"""The features from here on are of words that are in quotation marks, or are such marks."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text.

    `spans` int32 [n, 2] code-point offsets; `paragraph` int32 [n] the number of each word's paragraph;
    `features` int8 [n] in [0, N_FEATURES).
    """

    text: str
    spans: NDArray[np.int32]
    paragraph: NDArray[np.int32]
    features: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.spans)

    def strings(self) -> list[str]:
        """The words as printed."""
        return [self.text[s:e] for s, e in self.spans.tolist()]

    def legible(self) -> list[str]:
        """The words as the network meets them: as printed, but for lost marks whose place tells what they were."""
        strings = self.strings()
        if LOST not in self.text:
            return strings
        for i, word in enumerate(strings):
            if word == LOST:
                state = self.features[i] // 6
                at = int(self.spans[i, 0])
                strings[i] = mended(self.text, at, opens=state == OPENING, closes=state == CLOSING)
        return strings

    def char_span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words `first` to `last`, both included."""
        return int(self.spans[first, 0]), int(self.spans[last, 1])


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the paragraphs: parted by blank lines, or by line breaks where no line is blank."""
    separator = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    spans, start = [], 0
    for match in separator.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return [(s, e) for s, e in spans if text[s:e].strip()]


def split(text: str) -> Words:
    """The words of `text` with their paragraphs and features."""
    spans: list[tuple[int, int]] = []
    numbers: list[int] = []
    features: list[int] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        mine = [m.span() for m in _WORD.finditer(text, start, end)]
        spans += mine
        numbers += [number] * len(mine)
        features += _features(text, mine, (start, end))
    return Words(
        text,
        np.array(spans, dtype=np.int32).reshape(-1, 2),
        np.array(numbers, dtype=np.int32),
        np.array(features, dtype=np.int8),
    )


def _features(text: str, spans: list[tuple[int, int]], paragraph: tuple[int, int]) -> list[int]:
    states = _quotation_states(text, spans, paragraph)
    return [
        state * 6 + (i == 0) * 3 + (_capitals(text[s:e]) if text[s].isupper() else 0)
        for i, ((s, e), state) in enumerate(zip(spans, states, strict=True))
    ]


def _capitals(word: str) -> int:
    """2 for a word all in capitals, 1 for one that begins with one."""
    return 2 if len(word) > 1 and word.isupper() else 1


def _quotation_states(text: str, spans: list[tuple[int, int]], paragraph: tuple[int, int]) -> list[int]:
    states = [OUTSIDE] * len(spans)
    starts = [s for s, _ in spans]
    for quotation in quotations(text, *paragraph):
        first = bisect_left(starts, quotation.start)
        last = bisect_left(starts, quotation.end) - 1
        if first > last:
            continue
        if quotation.opened:
            states[first : last + 1] = [INSIDE] * (last + 1 - first)
            states[first] = OPENING
        if quotation.closed:
            states[last] = CLOSING
    return states
