"""Whether two printings are of one quotation, told from their words alone."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from sys import intern

from onrecord.variants.compare import FEWEST, are_same
from onrecord.variants.wording import wording

KEPT = 1 << 16
"""Texts whose content words are kept, for some are compared with many others."""
SHARED, SHARED_OF_SEVERAL = 0.6, 0.2
"""Of the content words of the shorter of two, how many the longer must have where the shorter is one sentence, and
where it is several of which they may share one. With less they are not one.
"""
TELLING = 5
"""Different content words of a quotation below which anybody could have said it: 'We are looking into the matter.'"""
LEAST = 2
"""Words of a short quotation; one word is no quotation that could come back."""


def words_hash(text: str) -> str:
    """SHA-256, in hex, over all of a text that comparing it depends on.

    The compared words, whatever their case, spelling, quotation marks, commas and spaces; with them where sentences
    end, and the brackets and ellipses that show editing. Texts with the same hash compare alike with any other.
    """
    made = wording(text)
    parts: list[str] = []
    for i, word in enumerate(made.words):
        parts.append(f"{'…' if i in made.gaps else ''}{'.' if i in made.firsts else ''}{word.key}")
        if word.soft or word.in_brackets:
            parts.append(f"{'~' if word.soft else ''}[{'' if word.insertion is None else word.insertion}]")
    parts.append("…" if len(made.words) in made.gaps else "")
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def is_short(text: str) -> bool:
    """Whether a quotation says too little to tell it from another by its words: it is the same only by its speaker."""
    return len(_profile(text)[0]) < TELLING


def are_one(one: str, other: str) -> bool:
    """Whether two quotations that are not short are one; which of the two is named first changes nothing."""
    return _may_be_one(one, other) and are_same(one, other)


def _may_be_one(one: str, other: str) -> bool:
    """Whether enough content words are in both for comparing them to be worth it."""
    (words, whole), (others, other_whole) = _profile(one), _profile(other)
    shared = len(_as_set(one).intersection(others))
    if shared < FEWEST:
        return False
    fewer, one_sentence = min((len(words), whole), (len(others), other_whole))
    return shared >= (SHARED if one_sentence else SHARED_OF_SEVERAL) * fewer


@lru_cache(maxsize=KEPT)
def _profile(text: str) -> tuple[tuple[str, ...], bool]:
    """The different content words of a text outside brackets, and whether it is one sentence."""
    made = wording(text)
    words = zip(made.words, made.content, strict=True)
    content = {word.key for word, says in words if says and not word.in_brackets}
    return tuple(intern(key) for key in sorted(content)), len(made.firsts) <= 2


@lru_cache(maxsize=1)
def _as_set(text: str) -> frozenset[str]:
    """The content words of the text that is compared with many others in a row."""
    return frozenset(_profile(text)[0])
