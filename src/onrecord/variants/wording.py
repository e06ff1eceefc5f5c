"""The words of a quotation as they are compared, each with its place in the text.

Case, punctuation, quotation marks, dashes, hyphens, apostrophes, ligatures, accents and spaces are folded away, and
so is what house styles spell in their own ways: numbers, contractions, British and American words, titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.types import Span
from onrecord.variants.lexicon import pairs, words
from onrecord.variants.numbers import begins_number, number_at

KEPT = 1 << 12
"""Wordings whose words are kept, for one quotation is compared with many."""
SHORTEST = 3
"""Letters beyond which a word may be one that the other text has in two."""
LONGEST_INSERTION = 120
"""Characters in brackets beyond which they are no insertion."""

_ELLIPSIS = r"[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:[ \u00a0\u2009\u202f]?\.){2,}|\*(?:\s?\*){2}"
_APOSTROPHES = "'’ʼ‘`´＇"
_JOINED = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""What may stand within a word besides letters: accents apart from their letter, hyphens and spaces of no width."""
_WORD = (
    rf"(?P<word>(?:[{_APOSTROPHES}](?=(?:em|til|cause|tis|twas)\b))?\w[\w{_JOINED}]*"
    rf"(?:[{_APOSTROPHES}]\w[\w{_JOINED}]*)*)"
)
_INITIALS = r"(?P<initials>(?:[^\W\d_]\.){2,})"
_NUMBER = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?!\w)|\d+(?:\.\d+)?(?=(?:bn|mn|tn)\b))"
_MARKS = rf"(?P<ellipsis>{_ELLIPSIS})|(?P<symbol>[$£€%&])|(?P<stop>[.!?])"
_PATCHED = rf"(?P<patched>(?:\w*\[\w+\]\w+|\w+\[\w+\]|\(\w\)\w+)(?:[{_APOSTROPHES}]\w+)*)"
_PLAIN_PIECE = re.compile(rf"{_INITIALS}|{_NUMBER}|{_WORD}|{_MARKS}")
_EDITED_PIECE = re.compile(
    rf"(?P<sic>[\[(]\s*[sS][iI][cC]\.?\s*[\])])|{_INITIALS}|{_NUMBER}|{_PATCHED}|{_WORD}|{_MARKS}"
)
"""Texts without brackets are read by the first, which is faster."""
_INSERTION = re.compile(rf"\[[^\[\]\n]{{1,{LONGEST_INSERTION}}}\]|\([^()\n]{{1,{LONGEST_INSERTION}}}\)")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_DROPPED = re.compile(rf"[{_JOINED}]")
_SYMBOLS = {"$": "dollars", "£": "pounds", "€": "euros", "%": "percent", "&": "and"}
_COUNTRY = "u.s"
"""'US' and 'U.S.', which is not 'us'."""
_MONTH = "may (month)"
"""'May' within a sentence, which is not 'may'."""
_CURRENCIES = frozenset("$£€")
_SUFFIXES = {"bn": "billion", "mn": "million", "tn": "trillion"}
_ENDINGS = {"ll": "will", "re": "are", "ve": "have", "m": "am", "s": "'s", "d": "'d"}
_IZE = re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational|able)$)|(?<=\w{3})ys(?=(?:e|ed|es|ing)$)")


class Word(NamedTuple):
    """One word: `key` is what is compared, `shown` as printed but folded, empty for all but the first of a contraction.

    `soft` marks what `'s` and `'d` were taken for, which may be wrong. `insertion` numbers the brackets that it stands
    in, None outside; `in_brackets` also holds where brackets change a letter.
    """

    key: str
    shown: str
    start: int
    end: int
    soft: bool = False
    insertion: int | None = None
    in_brackets: bool = False


@dataclass(frozen=True)
class Wording:
    """The words of `text`; before those in `gaps` an ellipsis stands, those in `firsts` begin a sentence or a piece.

    Both may hold the number of words, for what stands at the end.
    """

    text: str
    words: tuple[Word, ...]
    gaps: frozenset[int]
    firsts: frozenset[int]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The compared words."""
        return tuple(w.key for w in self.words)

    @cached_property
    def content(self) -> tuple[bool, ...]:
        """Whether each word says something of its own."""
        return tuple(is_content(w.key) for w in self.words)

    def span(self, first: int, last: int) -> Span:
        """Where the words `first` to `last` (half-open) stand; an empty span before `first` where that is none."""
        if first < last:
            among = self.words[first:last]
            return min(w.start for w in among), max(w.end for w in among)
        at = self.words[first].start if first < len(self.words) else len(self.text)
        return at, at

    @cached_property
    def insertions(self) -> tuple[tuple[int, int], ...]:
        """The words of each bracketed insertion, as half-open numbers."""
        found: dict[int, tuple[int, int]] = {}
        for i, word in enumerate(self.words):
            if word.insertion is not None:
                found[word.insertion] = (found.get(word.insertion, (i, i))[0], i + 1)
        return tuple(found.values())

    def in_brackets(self, span: Span) -> bool:
        """Whether a word in `span` of the text stands in brackets, or has letters in them."""
        return any(w.in_brackets for w in self.words if span[0] <= w.start < span[1])

    def to_first(self, end: int) -> int:
        """How many words before word `end` are of the sentence that it stands in; 0 where it begins one."""
        n = 0
        while n < end and end - n not in self.firsts:
            n += 1
        return n

    def to_last(self, start: int) -> int:
        """How many words from word `start` on are of the sentence of the word before it."""
        n = 0
        while start + n < len(self.words) and start + n not in self.firsts:
            n += 1
        return n


@lru_cache(maxsize=KEPT)
def wording(text: str) -> Wording:
    """The words of a quotation's text."""
    raw, gaps, firsts = _raw(text)
    merged = _merged(raw)
    starts = [w.start for w in merged]
    return Wording(text, tuple(merged), _numbered(gaps, starts), _numbered([0, *gaps, *firsts, len(text)], starts))


@cache
def is_content(key: str) -> bool:
    """Whether a word is one that two different quotations are unlikely to share by chance."""
    return key not in words("function_words")


def close_up(one: Wording, other: Wording) -> Wording:
    """`one` with words put together that `other` has as one word: 'co-operate' beside 'cooperate'."""
    whole = {key for key in other.keys if len(key) > SHORTEST} - words("negations")
    apart = {pair for pair in pairwise(one.keys) if "".join(pair) in whole and not words("negations") & {*pair}}
    apart.difference_update(pairwise(other.keys))
    if not apart:
        return one
    merged: list[Word] = []
    places: list[int] = []
    for word in one.words:
        if merged and (merged[-1].key, word.key) in apart and merged[-1].insertion == word.insertion:
            merged[-1] = _joined([merged[-1], word], merged[-1].key + word.key)
        else:
            merged.append(word)
        places.append(len(merged) - 1)
    places.append(len(merged))
    gaps, firsts = (frozenset(places[i] for i in marks) for marks in (one.gaps, one.firsts))
    return Wording(one.text, tuple(merged), gaps, firsts)


def _numbered(offsets: Iterable[int], starts: list[int]) -> frozenset[int]:
    """For each offset the number of the first word at or after it; symbols moved behind their number do not count."""
    return frozenset(next((i for i, start in enumerate(starts) if start >= at), len(starts)) for at in offsets)


def _raw(text: str) -> tuple[list[Word], list[int], list[int]]:
    """Words before numbers are put together, where ellipses end, and where sentences do."""
    edited = "[" in text or "(" in text
    insertions = [m.span() for m in _INSERTION.finditer(text)] if edited else []
    found: list[Word] = []
    gaps: list[int] = []
    stops: list[int] = []
    capitals = text.isupper()
    for match in (_EDITED_PIECE if edited else _PLAIN_PIECE).finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "ellipsis":
            gaps.append(end)
        elif kind == "stop":
            stops.append(end)
        elif kind != "sic":
            patched = kind == "patched"
            inside = next((i for i, (s, e) in enumerate(insertions) if s <= start and end <= e), None)
            within = bool(found) and not (stops and stops[-1] > found[-1].start)
            month = within and not capitals and match.group() == "May"
            for key, shown, soft in ((_MONTH, "may", False),) if month else _parts(match.group(), capitals):
                found.append(
                    Word(key, shown, start, end, soft, None if patched else inside, patched or inside is not None)
                )
    return found, gaps, stops


@lru_cache(maxsize=1 << 15)
def _parts(printed: str, capitals: bool) -> tuple[tuple[str, str, bool], ...]:
    """What one printed word is compared as: for each key what is shown, and whether it is a guess."""
    shown = _folded(printed)
    if "[" in shown or "(" in shown:
        shown = re.sub(r"[\[\]()]", "", shown)
    if "." in shown and shown[0].isalpha():
        key = shown.replace(".", "")
        return ((_COUNTRY if key == "us" else key, shown, False),)
    if printed == "US" and not capitals:
        return ((_COUNTRY, shown, False),)
    guessed = shown.endswith(("'s", "'d"))
    # An apostrophe that Unicode counts among the letters leaves no key where it stands alone.
    return tuple((key, "" if i else shown, guessed and i > 0) for i, key in enumerate(_keys(shown)) if key)


def _folded(word: str) -> str:
    """A word in lower case, with straight apostrophes, its ligatures and accents taken apart."""
    if not word.isascii():
        word = _DROPPED.sub("", unicodedata.normalize("NFKD", _APOSTROPHE.sub("'", word)))
    return word.casefold().replace("`", "'")


def _keys(shown: str) -> tuple[str, ...]:
    """What a folded word is compared as: itself in American spelling, or the words that it contracts."""
    if shown in _SYMBOLS:
        return (shown,) if shown in _CURRENCIES else (_SYMBOLS[shown],)
    if (full := pairs("contractions").get(shown)) is not None:
        return full
    stem, _, ending = shown.rpartition("'")
    if ending == "t" and stem.endswith("n") and len(stem) > 2:
        return (*_keys(stem[:-1]), "not")
    if stem and ending in _ENDINGS:
        return (*_keys(stem), _ENDINGS[ending])
    return (_american(shown.replace("'", "")),)


def _american(word: str) -> str:
    word = _SUFFIXES.get(word, word)
    if (match := _british().match(word)) is not None:
        stem = match.group("stem")
        after = word[match.end() :]
        word = match.group("prefix") + pairs("spellings")[stem][0] + after
    return _IZE.sub(lambda m: m.group()[0] + "z", word)


@cache
def _british() -> re.Pattern[str]:
    stems = sorted(pairs("spellings"), key=len, reverse=True)
    return re.compile(rf"(?P<prefix>(?:un|re|dis|mis|multi)?)(?P<stem>{'|'.join(stems)})")


def _merged(raw: list[Word]) -> list[Word]:
    """Numbers as one word each, a currency's sign after its number, 'per cent' as one word."""
    keys = [w.key for w in raw]
    if not any(begins_number(key) or key in _CURRENCIES or key == "cent" for key in keys):
        return raw
    merged: list[Word] = []
    i = 0
    while i < len(raw):
        sign = keys[i] in _CURRENCIES
        at = i + 1 if sign and i + 1 < len(raw) else i
        number, end = number_at(keys, at)
        if number and len({w.in_brackets for w in raw[at:end]}) == 1:
            merged.append(_joined(raw[at:end], number))
            if sign:
                merged.append(raw[i]._replace(key=_SYMBOLS[keys[i]]))
            i = end
        elif keys[i : i + 2] == ["per", "cent"]:
            merged.append(_joined(raw[i : i + 2], "percent"))
            i += 2
        else:
            merged.append(raw[i]._replace(key=_SYMBOLS[keys[i]]) if sign else raw[i])
            i += 1
    return merged


def _joined(parts: list[Word], key: str) -> Word:
    shown = " ".join(w.shown for w in parts if w.shown)
    return parts[0]._replace(key=key, shown=shown, end=parts[-1].end)
