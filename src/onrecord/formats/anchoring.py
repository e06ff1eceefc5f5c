"""Words marked so that they are found again after the page has changed a little, by W3C selectors; and finding them.

A place in a text is told by a TextQuoteSelector (the words, and what stands before and after them) and a
TextPositionSelector (where they stood), as in the W3C Web Annotation Data Model, 4.2.4 and 4.2.5. `selectors` makes
the two, `resolve` finds the place, of anybody's selectors, in the text as it is now.

Both compare texts as a reader sees them: white space of every sort and length is one space, soft hyphens and other
characters without width are nothing, and quotation marks, apostrophes and dashes are the same in every shape.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from onrecord.formats.anchoring_context import Side, score, sides_of
from onrecord.types import Span

Selector = Mapping[str, Any]
"""A selector as JSON has it, with its `type` and the properties of that type."""

_LEAST = 32
"""Characters of context on each side, as many as Hypothesis takes; more where that does not tell the place."""
_WORD = 24
"""So many more characters may be taken, so that the context does not begin or end within a word."""
_MOST = 1000
"""Where the words stand more often than this, contexts are not compared and the place is not found."""
_MANY = 24
"""Characters of words that hardly stand somewhere else by chance."""
_LEAD = 0.25
"""By how much of the whole context the best place must be better than the next one."""
_NOTHING = frozenset("\u00ad\u200b\u2060\ufeff")
_LIKE = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("‐‑‒–—―", "-")})
_BARE = _LIKE | dict.fromkeys(map(ord, _NOTHING))
_JOINER = "\u200d"
_SKIN_TONES = frozenset("🏻🏼🏽🏾🏿")


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as it is compared; `starts` has the offset in the original of each of its characters, and of its end."""

    text: str
    starts: Sequence[int]

    def place(self, span: Span) -> Span:
        """Where what stands at `span` of the original stands here."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def original(self, start: int, end: int) -> Span:
        """Where what stands here stands in the original; not for nothing."""
        return self.starts[start], self.starts[end - 1] + 1


@dataclass(frozen=True, slots=True)
class _Quote:
    """What is sought: the words with what stands around them, as it is compared, and where the words stand in it."""

    whole: str
    start: int
    end: int
    sides: tuple[Side, Side]

    @property
    def exact(self) -> str:
        return self.whole[self.start : self.end]


def selectors(span: Span, text: str) -> list[dict[str, Any]]:
    """A TextQuoteSelector and a TextPositionSelector of `text[span[0]:span[1]]`.

    `prefix` and `suffix` are printed to the letter, and long enough that words with such a context stand in the text
    once. `start` and `end` are half-open offsets in code points.
    """
    start, end = span
    first, last = _context(_folded(text), span)
    quote = {"exact": text[start:end], "prefix": text[first:start], "suffix": text[end:last]}
    return [{"type": "TextQuoteSelector", **quote}, {"type": "TextPositionSelector", "start": start, "end": end}]


def resolve(selector: Selector | Sequence[Selector], text: str) -> Span | None:
    """Where in `text` the words of a selector stand, as half-open offsets in code points; None where that is not sure.

    Of several selectors, which name the same place in different ways, the first TextQuoteSelector and the first
    TextPositionSelector count. The words must be there as they were. They are found, in this order,

    1. where they were, if the prefix and the suffix are there, too;
    2. where they stand with the whole prefix and suffix, if that is once;
    3. where most of the prefix or of the suffix stands beside them, if no other place comes near to that.

    A position alone is never followed: what stands there now may be something else. Without prefix and suffix, words
    that stand in the text once are found.
    """
    given = [selector] if isinstance(selector, Mapping) else selector
    quote = next((s for s in given if s.get("type") == "TextQuoteSelector"), {})
    prefix, exact, suffix = (quote.get(key) or "" for key in ("prefix", "exact", "suffix"))
    start = next((s.get("start") for s in given if s.get("type") == "TextPositionSelector"), None)
    if (
        exact
        and isinstance(start, int)
        and start >= len(prefix)
        and text.startswith(prefix + exact + suffix, start - len(prefix))
    ):
        return start, start + len(exact)
    return _found(_quote(prefix, exact, suffix), _folded(text))


def _quote(prefix: str, exact: str, suffix: str) -> _Quote:
    whole = _fold(prefix + exact + suffix)
    start, end = whole.place((len(prefix), len(prefix) + len(exact)))
    return _Quote(whole.text, start, end, sides_of(prefix.translate(_BARE), suffix.translate(_BARE)))


def _found(quote: _Quote, here: _Folded) -> Span | None:
    if not quote.exact.strip():
        return None
    at = _only_place(quote, here.text)
    return None if at is None else here.original(at, at + len(quote.exact))


def _only_place(quote: _Quote, text: str) -> int | None:
    whole = list(islice(_places(quote, text, quote.whole, quote.start), 2))
    if whole:
        return whole[0] if len(whole) == 1 else None
    places = list(islice(_places(quote, text, quote.exact, 0), _MOST + 1))
    return _likeliest(quote, text, places) if len(places) <= _MOST else None


def _likeliest(quote: _Quote, text: str, places: Sequence[int]) -> int | None:
    are_many = len(quote.exact) >= _MANY
    scores = [(*score(quote.sides, text, (at, at + len(quote.exact)), are_many=are_many), at) for at in places]
    best, *others = sorted(scores, reverse=True) or [(0, False, 0)]
    too_near = any(best[0] - share < (_LEAD if is_enough else _LEAD / 2) for share, is_enough, _ in others)
    return best[2] if best[1] and not too_near else None


def _places(quote: _Quote, text: str, sought: str, before: int) -> Iterator[int]:
    """Where the words stand, `before` characters into what is sought; as a part of longer words only if they were."""
    joined = _are_joined(quote.whole, quote.start), _are_joined(quote.whole, quote.end)
    at = text.find(sought)
    while at >= 0:
        start, end = at + before, at + before + len(quote.exact)
        if (joined[0] or not _are_joined(text, start)) and (joined[1] or not _are_joined(text, end)):
            yield start
        at = text.find(sought, at + 1)


def _are_joined(text: str, at: int) -> bool:
    """Whether what stands before and after `at` is of one word, or of one character as a reader sees it."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _JOINER in (before, after) or unicodedata.category(after)[0] == "M" or after in _SKIN_TONES:
        return True
    return before.isalnum() and after.isalnum()


def _context(here: _Folded, span: Span) -> Span:
    """From where to where, in the original, the words must be copied to be the only such ones."""
    text, wanted = here.text, _LEAST
    start, end = here.place(span)
    while True:
        first, last = _outward(text, start - wanted, -1), _outward(text, end + wanted, 1)
        copied = text[first:last]
        if len(copied) == len(text) or text.find(copied, text.find(copied) + 1) < 0:
            return (here.starts[first] if first else 0), here.starts[last]
        wanted *= 2


def _outward(text: str, at: int, step: int) -> int:
    """`at`, or the end of a word a little further on, within the text."""
    for moved in range(at, at + step * _WORD, step):
        if not 0 < moved < len(text):
            return min(max(moved, 0), len(text))
        if text[moved if step > 0 else moved - 1] == " ":
            return moved
    return at


@lru_cache(maxsize=2)
def _folded(text: str) -> _Folded:
    return _fold(text)


def _fold(text: str) -> _Folded:
    folded, starts = list[str](), list[int]()
    for at, character in enumerate(text.translate(_LIKE)):
        if character in _NOTHING:
            continue
        is_space = character.isspace()
        if is_space and folded and folded[-1] == " ":
            continue
        folded.append(" " if is_space else character)
        starts.append(at)
    return _Folded("".join(folded), (*starts, len(text)))
