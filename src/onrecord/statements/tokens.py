"""The words of a paragraph with their offsets, as the number grammar reads them."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from importlib import resources
from typing import NamedTuple

from onrecord.types import Span

_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|[#@]\w+"  # addresses, handles and hashtags: one token, so no number is seen in them
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]{1,9})?|[0-9]{1,15}(?![0-9])(?:\.[0-9]{1,9})?|[0-9]+"
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)*"
    r"|\S"
)


class Token(NamedTuple):
    """One word, number or mark: offsets into the text, as printed, and in lower case."""

    start: int
    end: int
    text: str
    low: str


class Tokens(NamedTuple):
    """The tokens of one paragraph; questions about a place outside it are answered, with nothing."""

    all: tuple[Token, ...]

    def low(self, i: int) -> str:
        """Token `i` in lower case, empty outside."""
        return self.all[i].low if 0 <= i < len(self.all) else ""

    def text(self, i: int) -> str:
        """Token `i` as printed, empty outside."""
        return self.all[i].text if 0 <= i < len(self.all) else ""

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before without a space."""
        return 0 < i < len(self.all) and self.all[i - 1].end == self.all[i].start

    def phrase(self, start: int, end: int) -> str:
        """Tokens `start` to `end` in lower case with single spaces, empty where that reaches outside."""
        return " ".join(t.low for t in self.all[start:end]) if 0 <= start <= end <= len(self.all) else ""

    def opens_sentence(self, i: int) -> bool:
        """Whether token `i` is the first word of the paragraph or of a sentence or quotation in it."""
        return i <= 0 or self.all[i - 1].text in _OPENING

    def is_capital(self, i: int) -> bool:
        """Whether token `i` has a capital where its place does not ask for one."""
        return self.text(i)[:1].isupper() and not self.opens_sentence(i)

    def skip_hyphen(self, i: int) -> int:
        """The place after `i` where a glued hyphen stands at `i` and a glued word follows it, else `i`."""
        return i + 1 if self.text(i) in HYPHENS and self.glued(i) and self.glued(i + 1) else i


HYPHENS = ("-", "‑", "–")
_OPENING = frozenset('.!?:;"“‘(—•*[')


def tokenise(text: str, span: Span) -> Tokens:
    """The tokens of `text[span]`, offsets into `text`. Linear: no alternative of the pattern can backtrack far."""
    found = _TOKEN.finditer(text, max(span[0], 0), max(span[1], 0))
    return Tokens(tuple([Token(*m.span(), word := m[0], word.lower().replace("’", "'")) for m in found]))


@cache
def listed(name: str) -> Container[str]:
    """The words of `words/NAME.txt`: any number on a line; lines that begin with # are notes."""
    text = resources.files("onrecord.statements").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.split("\n") if not line.startswith("#") for w in line.split())
