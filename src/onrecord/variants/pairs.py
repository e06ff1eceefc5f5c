"""Whether two printings are of one quotation, told from their words alone."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import compress, pairwise
from sys import intern
from typing import NamedTuple

from onrecord.variants.compare import FEWEST, are_same
from onrecord.variants.wording import wording

KEPT = 1 << 15
"""Texts whose words are kept, for some are compared with many others."""
SHARED = 0.6
"""Of the content words of at least one sentence of the shorter of two, how many the longer must have."""
TELLING = 5
"""Different content words of a quotation below which anybody could have said it: 'We are looking into the matter.'"""
IN_A_ROW = 3
"""Content words that two quotations must have in a row."""
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
    return len(_profile(text).content) < TELLING


def are_one(one: str, other: str) -> bool:
    """Whether two quotations that are not short are one; which of the two is named first changes nothing."""
    first, second = sorted((_profile(one), _profile(other)))
    return _may_be_one(first, second) and are_same(one, other)


class _Profile(NamedTuple):
    """What a first look at a text needs, much less than its words with their places.

    `length` counts its compared words, `keys`; `says` has a 1 for each content word. `content` are the different
    content words outside brackets, `sentences` those of each sentence or piece.
    """

    length: int
    keys: tuple[str, ...]
    says: bytes
    content: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=KEPT)
def _profile(text: str) -> _Profile:
    made = wording(text)
    keys = tuple(intern(key) for key in made.keys)
    told = [says and not word.in_brackets for says, word in zip(made.content, made.words, strict=True)]
    sentences = [tuple(sorted({*compress(keys[a:b], told[a:b])})) for a, b in pairwise(sorted(made.firsts))]
    return _Profile(len(keys), keys, bytes(made.content), tuple(sorted({*compress(keys, told)})), tuple(sentences))


def _may_be_one(shorter: _Profile, longer: _Profile) -> bool:
    """Whether enough content words are in both, and enough of them in a row, for comparing them to be worth it."""
    if len(_as_set(shorter.content).intersection(longer.content)) < FEWEST:
        return False
    fewer, more = sorted((shorter, longer), key=lambda profile: len(profile.content))
    words = _as_set(more.content)
    sentences = [one for one in fewer.sentences if len(one) >= IN_A_ROW] or [fewer.content]
    likely = any(len(words.intersection(one)) >= SHARED * len(one) for one in sentences)
    return likely and _longest_run(shorter, longer) >= IN_A_ROW


@lru_cache(maxsize=1 << 10)
def _as_set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


def _longest_run(one: _Profile, other: _Profile) -> int:
    """The most content words in a run of a longest common subsequence."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - only where quotations are compared

    runs = (op for op in LCSseq.opcodes(one.keys, other.keys) if op.tag == "equal")
    return max((sum(one.says[run.src_start : run.src_end]) for run in runs), default=0)
