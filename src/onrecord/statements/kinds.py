"""Kind of an attribution (PARC 3.0, Pareti 2016): what its source does with the content, told from the cue's verb."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from onrecord.types import Kind

_WORD = re.compile(r"[a-z]+(?:[-’'][a-z]+)*", re.I)


def kind_of(cue: str, *, quoted: bool) -> Kind:
    """The kind that a cue's words show; `quoted` where the content is a direct quotation, which is always said.

    A verb of saying decides wherever one is ("said he expects"), then wanting, believing, knowing; without any of
    them it is an assertion.
    """
    words = _WORD.findall(cue)
    called_for = re.search(r"\bcall(?:s|ed|ing)? (?:for|on|upon)\b", cue, re.I) is not None
    if quoted or (_any("saying", words) and not called_for):
        return "assertion"
    if called_for or _any("intending", words):
        return "eventuality"
    if _any("believing", words):
        return "belief"
    return "fact" if _any("knowing", words) else "assertion"


def _any(name: str, words: list[str]) -> bool:
    return any(_listed(name).fullmatch(word) for word in words)


@cache
def _listed(name: str) -> re.Pattern[str]:
    """The entries of `words/NAME.txt`, one a line; `*` stands for any ending."""
    text = resources.files("onrecord.statements").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    entries = [line for line in text.split("\n") if line and not line.startswith("#")]
    return re.compile("|".join(re.escape(e).replace(r"\*", r"\w*") for e in entries), re.I)
