"""The word lists of this folder (`words/*.txt`): one entry a line, `#` begins a comment."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

MANY_WORDS = 1 << 14
"""Words whose answers are kept: an article repeats its own."""
INITIAL = 2
"""Characters of an initial: a letter and a point."""

_OF_PERSONS = ("er", "or", "ist", "ian", "eer", "man", "woman", "person", "year-old", "naut", "crat", "ee")
_NOT_OF_PERSONS = (
    "order",
    "number",
    "matter",
    "paper",
    "letter",
    "power",
    "center",
    "chapter",
    "error",
    "factor",
    "tower",
)
"""Endings of nouns for a person, and of some that are not."""


@cache
def words(name: str) -> frozenset[str]:
    """The entries of `words/NAME.txt` as written, without what a tab parts off."""
    return frozenset(line.split("\t")[0] for line in _lines(name))


@cache
def in_full(name: str) -> dict[str, str]:
    """Entry -> what it is short for, of those entries that say so."""
    return {short: full for line in _lines(name) if "\t" in line for short, full in [line.split("\t")]}


def _lines(name: str) -> list[str]:
    text = resources.files("onrecord.sources").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return [line for raw in text.split("\n") if (line := raw.strip()) and not line.startswith("#")]


@lru_cache(maxsize=MANY_WORDS)
def is_person_noun(word: str) -> bool:
    """Whether `word` is a noun for one person by what they are ('spokesman', 'economist')."""
    lower = word.lower()
    before, _, last = lower.rpartition("-")
    return lower in words("people") or word in words("people") or (last in words("people") and not before[:1].isdigit())


@lru_cache(maxsize=MANY_WORDS)
def is_plural_person_noun(word: str) -> bool:
    """Whether `word` is the plural of such a noun ('officials', 'secretaries', 'spokeswomen')."""
    lower = word.lower()
    singulars = [lower.removesuffix("s")] if lower.endswith("s") else []
    if lower.endswith("ies"):
        singulars.append(lower[:-3] + "y")
    if lower.endswith(("ches", "sses")):
        singulars.append(lower[:-2])
    if lower.endswith("men"):
        singulars.append(lower[:-3] + "man")
    return any(is_person_noun(s) for s in singulars) or lower == "people"


def is_people(word: str) -> bool:
    """Whether `word` is a noun for a person or for several."""
    return is_person_noun(word) or is_plural_person_noun(word)


def is_group_noun(word: str) -> bool:
    """Whether `word` names several people or a class of them."""
    return word.lower() in words("groups") or is_plural_person_noun(word)


def is_document_noun(word: str) -> bool:
    """Whether `word` is a noun for a document."""
    return word.lower() in words("documents")


def is_organization_word(word: str) -> bool:
    """Whether `word` is a noun for an organization, or part of the name of one."""
    return word.lower() in words("organizations") or word in words("media")


def is_given_name(word: str) -> bool:
    """Whether `word` is a common given name, or an initial with its point; it tells nothing but that."""
    return word in words("given_names") or (len(word) == INITIAL and word[1] == "." and word[0].isupper())


def looks_like_person(word: str) -> bool:
    """Whether a word that no list knows is built like a noun for a person ('heckler', 'columnist', '46-year-old')."""
    lower = word.lower()
    return lower.endswith(_OF_PERSONS) and not lower.endswith(_NOT_OF_PERSONS)
