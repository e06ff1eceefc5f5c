"""The word lists of this folder (`words/*.txt`): one entry a line, `#` begins a note."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of `words/NAME.txt`."""
    text = resources.files("onrecord.variants").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for raw in text.split("\n") if (line := raw.strip()) and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list that has any number on a line."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def pairs(name: str) -> dict[str, tuple[str, ...]]:
    """First word of each entry -> the words after it."""
    return {first: tuple(rest) for first, *rest in (line.split() for line in lines(name))}
