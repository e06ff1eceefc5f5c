"""Styles and glyphs of the terminal views, and an article's text made safe and short for a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

SOURCE, CUE, CONTENT, NESTED, MARK, DIM = "bold cyan", "yellow", "green", "italic bright_green", "bold magenta", "dim"
SHOWN_WORDS = 14

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What is drawn beside the text; `ASCII` for outputs that take nothing else."""

    rail: str
    ellipsis: str
    dash: str


UNICODE, ASCII = Glyphs("│ ", "…", "—"), Glyphs("| ", "...", "--")


def safe(text: str) -> str:
    """The text with control and direction characters made visible, one for one, so that offsets hold."""
    text = text.replace("\r\n", " \n")
    return _CONTROL.sub(lambda m: chr(0x2400 + ord(m.group())) if ord(m.group()) < 0x20 else "\ufffd", text)


def shorten(text: str, ellipsis: str) -> str:
    """The first and the last words of a long text, on one line."""
    words = [w if len(w) <= 40 else w[:39] + ellipsis for w in safe(text).split()]
    if len(words) <= SHOWN_WORDS:
        return " ".join(words)
    return " ".join([*words[: SHOWN_WORDS - 4], ellipsis, *words[-3:]])
