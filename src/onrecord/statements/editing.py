"""The marks by which a quotation says that it was edited (Chicago Manual of Style 13.50-13.62; AP Stylebook).

An ellipsis may also be a pause, and a page does not tell which; whether words were left out shows only beside the
original.
"""

from __future__ import annotations

import re

from onrecord.types import EditorialMark, EditorialMarkType, Span

LONGEST = 120
"""Characters in brackets beyond which they are no insertion."""
_ASIDE = r"(?:\d+|laugh\w*|applause|cheer\w*|crosstalk|inaudible|pauses?|see\b[^\]]*)"
"""In brackets these are a note's number or what a reporter heard, and change no words."""
_MARK = re.compile(
    r"(?P<sic>[\[(]\s*sic\s*[\])])"
    r"|(?P<ellipsis>[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:[ \u00a0\u2009\u202f]?\.){2,})"
    rf"|(?P<insertion>\[(?!\s*{_ASIDE}\s*\])[^\[\]\n]{{1,{LONGEST}}}\])",
    re.I,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?|(?<!\w)‘[^‘’]*(?:’(?=\w)[^‘’]*)*’?")
_TYPES: dict[str, EditorialMarkType] = {"sic": "sic", "ellipsis": "ellipsis", "insertion": "bracketed insertion"}


def editorial_marks(text: str, span: Span) -> tuple[EditorialMark, ...]:
    """The editorial marks in the quotation `text[span]`, in text order."""
    return tuple(EditorialMark(_TYPES[m.lastgroup or ""], m.span()) for m in _MARK.finditer(text, *span))


def quoted(text: str, span: Span) -> tuple[Span, ...]:
    """The stretches of `text[span]` in quotation marks; one that is left open goes to the end."""
    return tuple(m.span() for m in _QUOTED.finditer(text, *span))
