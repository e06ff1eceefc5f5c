"""A text as it is searched: its words folded, what is no speech left out, and every word found again at once.

Words are split at hyphens and compared without the spaces between them, so that "well-known", "well known" and a word
that is divided at a line's end are the same. Numbers keep their decimal point: 3.5 is not 35.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.types import Span
from onrecord.variants.lexicon import pairs

Ints = NDArray[np.int64]

MOST_PLACES = 1000
"""Places of one wording that are looked at; words that a text repeats more often say nothing at any of them."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'ʼ‘`][^\W\d_]+)*|%")
_HEARD = (
    r"applause|applaud\w*|laugh\w*|chuckl\w*|cheer\w*|boo(?:s|ing)?|cross-?\s?talk|inaudible|unintelligible|indiscernible"
    r"|pauses?|phonetic|ph|sic|music|sighs?|coughs?|interruption|interposing|off[ -]mic\w*|break in audio|audio gap"
)
"""What whoever wrote a speech down notes in brackets."""
_ASIDE = re.compile(
    rf"\[(?=[^\]\n]{{0,60}}\b(?:{_HEARD})\b)[^\]\n]{{1,60}}\]|\((?:\w+ ){{0,3}}(?:{_HEARD})\b(?: \w+){{0,3}}\W*\)"
    r"|[\[(]\s*\d{1,2}:\d\d(?::\d\d)?\s*[\])]",
    re.I,
)
_STOP = re.compile(r"[.!?…]|\n\s*\n")
_APOSTROPHE = re.compile("[’ʼ‘`]")
_ENDINGS = {"ll": "will", "re": "are", "ve": "have", "m": "am"}
_NUMBER_END = "|"
"""Stands after a number, so that 1 and 5 do not become 15."""


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> tuple[str, ...]:
    """A word without case, accents and apostrophes, contractions as the words that they stand for.

    A number loses the commas of its thousands.
    """
    if word[0].isdigit():
        return (word.replace(",", "") + _NUMBER_END,)
    if word == "%":
        return ("percent",)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = _APOSTROPHE.sub("'", word.casefold())
    return tuple(part.replace("'", "") for part in _taken_apart(plain))


def _taken_apart(word: str) -> tuple[str, ...]:
    """A contraction as its words; 's and 'd stay, which stand for more than one."""
    if (full := pairs("contractions").get(word)) is not None:
        return full
    stem, _, ending = word.rpartition("'")
    if stem and ending in _ENDINGS:
        return stem, _ENDINGS[ending]
    if ending == "t" and len(stem) > 2 and stem.endswith("n"):
        return stem[:-1], "not"
    return (word,)


def asides(text: str) -> Iterator[Span]:
    """What a transcript notes in brackets and nobody said: '(applause)', '[crosstalk 00:12:31]'."""
    return (m.span() for m in _ASIDE.finditer(text))


def words(text: str) -> list[str]:
    """The folded words of `text`."""
    return [part for m in _WORD.finditer(text) for part in fold(m.group())]


@dataclass(frozen=True)
class Index:
    """A text with its words; those in `unsaid` (spans) are no words of it."""

    text: str
    unsaid: Sequence[Span] = ()

    @cached_property
    def said(self) -> str:
        """The text with what nobody said blanked, so that offsets hold."""
        return blanked(self.text, (*self.unsaid, *asides(self.text)))

    @cached_property
    def _found(self) -> tuple[list[str], list[int], list[int]]:
        matches = [(part, m.start(), m.end()) for m in _WORD.finditer(self.said) for part in fold(m.group())]
        return [w for w, _, _ in matches], [s for _, s, _ in matches], [e for _, _, e in matches]

    @property
    def words(self) -> list[str]:
        """The folded words."""
        return self._found[0]

    @property
    def starts(self) -> list[int]:
        """Where each word begins in the text."""
        return self._found[1]

    @property
    def ends(self) -> list[int]:
        """Where each word ends in the text."""
        return self._found[2]

    @cached_property
    def _run(self) -> str:
        """All words, without anything between them."""
        return "".join(self.words)

    @cached_property
    def _borders(self) -> list[int]:
        """Where in the run each word begins, and where the last one ends."""
        borders, at = [0], 0
        for word in self.words:
            at += len(word)
            borders.append(at)
        return borders

    @cached_property
    def ids(self) -> dict[str, int]:
        """A number for each different word."""
        return {word: i for i, word in enumerate(dict.fromkeys(self.words))}

    @cached_property
    def numbers(self) -> Ints:
        """The words as their numbers, in order; shape (words,)."""
        return np.fromiter((self.ids[w] for w in self.words), dtype=np.int64, count=len(self.words))

    @cached_property
    def _by_number(self) -> tuple[Ints, Ints]:
        """The places of all words sorted by their number, and where each number's begin; the last is the end."""
        order = np.argsort(self.numbers, kind="stable")
        return order, np.searchsorted(self.numbers[order], np.arange(len(self.ids) + 1))

    def places(self, number: int) -> Ints:
        """At which words, counted from 0, the one with `number` stands, in order."""
        order, begins = self._by_number
        return order[begins[number] : begins[number + 1]]

    def count(self, word: str) -> int:
        """How often a folded word occurs."""
        return len(self.places(self.ids[word])) if word in self.ids else 0

    def find(self, wording: Iterable[str], within: Span | None = None) -> Iterator[Span]:
        """Where folded words stand one after another, as half-open word numbers; the first `MOST_PLACES`.

        They may be divided otherwise ("every one" and "everyone"), but begin and end with a word. `within` are the
        words between which they are looked for.
        """
        sought = "".join(wording)
        first, last = within or (0, len(self.words))
        end = self._borders[last]
        at = self._run.find(sought, self._borders[first], end) if sought else -1
        found = 0
        while at >= 0 and found < MOST_PLACES:
            begin, stop = bisect_left(self._borders, at), bisect_left(self._borders, at + len(sought))
            if self._borders[begin] == at and self._borders[stop] == at + len(sought):
                found += 1
                yield begin, stop
            at = self._run.find(sought, at + 1, end)

    def begins_sentence(self, word: int) -> bool:
        """Whether a sentence or a paragraph ends between a word, by its number, and the one before it."""
        if not 0 < word < len(self.words):
            return True
        return _STOP.search(self.text, self.ends[word - 1], self.starts[word]) is not None

    def span(self, place: Span) -> Span:
        """Where in the text the words of `place` (half-open word numbers, not empty) stand."""
        return self.starts[place[0]], self.ends[place[1] - 1]

    def place(self, span: Span) -> Span:
        """The words that lie in `span` of the text, as half-open word numbers."""
        return bisect_left(self.starts, span[0]), bisect_right(self.ends, span[1])


def blanked(text: str, spans: Iterable[Span]) -> str:
    """`text` with spaces in place of `spans`; as long as before."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            parts += [text[at : max(at, start)], " " * (end - max(at, start))]
            at = end
    return "".join([*parts, text[at:]])
