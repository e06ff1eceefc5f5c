"""What a mark was that could not be decoded (U+FFFD), as far as its place tells.

The network met few such marks in training, and whole ones often: it reads a lost one better as what it must have been.
"""

from __future__ import annotations

import re

from onrecord.reading.quotes import LOST

_ENDING = re.compile(r"(?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
_SINGLE_LETTER = re.compile(r"\b[^\W\d_]\Z")
_MIS_ENCODED = "\N{EURO SIGN}"
"""Before a lost character this is part of a mark in UTF-8 that was read as Windows-1252, which stays as it is."""


def mended(text: str, at: int, *, opens: bool, closes: bool) -> str:
    """The mark that `text[at]`, which is lost, seems to have been; U+FFFD where nothing tells.

    `opens` and `closes` say whether a quotation was found to begin or to end with it (`quotes.quotations`).
    """
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if before == _MIS_ENCODED:
        return LOST
    if opens:
        return "\N{LEFT DOUBLE QUOTATION MARK}"
    if closes:
        return "\N{RIGHT DOUBLE QUOTATION MARK}"
    if before.isspace() and after.isspace():
        return "\N{EM DASH}"
    if before.isalnum() and after.isalnum():
        apostrophe = _ENDING.match(text, at + 1) or _SINGLE_LETTER.search(text, max(0, at - 2), at)
        return "\N{RIGHT SINGLE QUOTATION MARK}" if apostrophe else "\N{EM DASH}"
    return LOST
