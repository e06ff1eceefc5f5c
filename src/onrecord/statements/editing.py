"""The marks by which a quotation says that it was edited (Chicago Manual of Style 13.50-13.62; AP Stylebook).

An ellipsis may also be a pause, and a page does not tell which; whether words were left out shows only beside the
original.
"""

from __future__ import annotations

import re

from onrecord.types import EditorialMark, EditorialMarkType, Span

LONGEST = 120
"""Characters in brackets beyond which they are no insertion."""
_MARK = re.compile(
    r"(?P<sic>[\[(]\s*sic\s*[\])])"
    r"|(?P<ellipsis>[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:[ \u00a0\u2009\u202f]?\.){2,})"
    rf"|(?P<insertion>\[[^\[\]\n]{{1,{LONGEST}}}\])",
    re.I,
)
_TYPES: dict[str, EditorialMarkType] = {"sic": "sic", "ellipsis": "ellipsis", "insertion": "bracketed insertion"}


def editorial_marks(text: str, span: Span) -> tuple[EditorialMark, ...]:
    """The editorial marks in the quotation `text[span]`, in text order."""
    return tuple(EditorialMark(_TYPES[m.lastgroup or ""], m.span()) for m in _MARK.finditer(text, *span))
