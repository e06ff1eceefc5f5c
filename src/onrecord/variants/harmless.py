"""Differences of spelling alone, which nobody would call a change of what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.variants.align import Run
from onrecord.variants.values import Edit
from onrecord.variants.wording import Word, Wording

LIKE = 0.75
"""Of the letters of two words, how many must be common to both for them to be like each other."""
_SOUNDS = frozenset("um umm uh uhh er erm ah eh hmm mm mhm".split())
_TAKEN_FOR = frozenset("is has us would had did does".split())
"""What `'s` and `'d` may stand for."""
_STUTTERED = frozenset("i we he she it they you the a an and but to of in on for that this is was if so".split())


def is_harmless(printed: Sequence[Word], original: Sequence[Word]) -> bool:
    """Whether the words of one place differ in what `'s` and `'d` stand for, or in sounds like 'um', alone."""
    here, there = ([w for w in side if w.key not in _SOUNDS] for side in (printed, original))
    return len(here) == len(there) and all(_is_same(a, b) for a, b in zip(here, there, strict=True))


def is_like(one: str, other: str) -> bool:
    """Whether two words may be forms of one, or one a misprint of the other."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only where wordings are compared

    return Indel.normalized_similarity(one, other) >= LIKE


def is_stutter(wording: Wording, first: int, last: int) -> bool:
    """Whether the words `first` to `last` (half-open) are little words said twice, as in 'I, I' or 'in the, in the'."""
    keys = wording.keys[first:last]
    if not keys or len(keys) > 3 or not _STUTTERED.issuperset(keys):
        return False
    return keys == wording.keys[last : last + len(keys)] or keys == wording.keys[max(0, first - len(keys)) : first]


def is_possessive(wording: Wording, first: int, last: int) -> bool:
    """Whether the words `first` to `last` (half-open) are the 's after a word in s, as in "Jones's" for "Jones'"."""
    is_s = last - first == 1 and wording.words[first].soft and wording.keys[first] == "'s"
    return is_s and first > 0 and wording.keys[first - 1].endswith("s")


def respelled(here: Wording, there: Wording, runs: Sequence[Run]) -> Iterator[Edit]:
    """Words that were matched but are not spelled alike, or stand in brackets in one of the two."""
    for run in runs:
        first = None
        for i in range(run.length + 1):
            differs = i < run.length and _is_respelled(here.words[run.a + i], there.words[run.b + i])
            if differs and first is None:
                first = i
            elif not differs and first is not None:
                yield _respelling(here, there, Run(run.a + first, run.b + first, i - first))
                first = None


def _respelling(here: Wording, there: Wording, run: Run) -> Edit:
    a, b = here.words[run.a : run.a + run.length], there.words[run.b : run.b + run.length]
    marked = any(x.in_brackets != y.in_brackets for x, y in zip(a, b, strict=True))
    spans = here.span(run.a, run.a + run.length), there.span(run.b, run.b + run.length)
    return Edit("replaced", *spans, marked=marked, harmless=True)


def _is_same(one: Word, other: Word) -> bool:
    return one.key == other.key or (one.soft and other.key in _TAKEN_FOR) or (other.soft and one.key in _TAKEN_FOR)


def _is_respelled(one: Word, other: Word) -> bool:
    return one.shown != other.shown or one.in_brackets != other.in_brackets
