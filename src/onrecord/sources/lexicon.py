"""The word lists of this folder (`words/*.txt`): one entry a line, `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


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


def is_person_noun(word: str) -> bool:
    """Whether `word` is a noun for one person by what they are ('spokesman', 'economist')."""
    lower = word.lower()
    return lower in words("people") or word in words("people") or lower.rpartition("-")[2] in words("people")


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


def is_group_noun(word: str) -> bool:
    """Whether `word` names several people or a class of them."""
    return word.lower() in words("groups") or is_plural_person_noun(word)


def is_document_noun(word: str) -> bool:
    """Whether `word` is a noun for a document."""
    return word.lower() in words("documents")


def is_organization_word(word: str) -> bool:
    """Whether `word` is a noun for an organization, or part of the name of one."""
    return word.lower() in words("organizations") or word in words("media")
