"""Whether what is said at a place in a sentence lies ahead: told from the nearest word before it that shows tense."""

from __future__ import annotations

import re
from typing import Literal

from onrecord.types import Span

Tense = Literal["past", "future"]

LEFT, RIGHT = 160, 100
"""Characters looked at on either side: enough for a clause, and the same cost for every mention."""
_SENTENCE = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\"“‘(])|\n")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))$"
)
_MARKER = re.compile(
    r"(?P<future>(?i:\b(?:will|shall|would|won['’]t|can|could|may|might|must|should|plan(?:s|ned|ning)?|intend(?:s|ed)?"
    r"|hop(?:es?|ed|ing)|set|due|slated|scheduled|expect(?:s|ed)?|likely|ahead|going\sto|to\sbe|to\sbegin"
    r"|to\sstart|to\stake\splace|starts?|begins?|opens?|expires?|ends|until|upcoming|next|now|holds|votes|meets|convenes|returns|postponed|delayed|deadline|extended|promis\w+|vow\w+"
    r"|available|ready|looming|coming)\b|['’]ll\b|['’]d\b))"
    r"|(?P<passive>\b(?:be|been|being)\s\w+)"
    r"|(?P<infinitive>\bto\s(?!the|an?|his|her|its|their|our|my|your|this|that|[a-z]+ing\b)[a-z]+\b)"
    r"|(?P<past>\b(?:was|were|did|had|has|have|\w{2,}ed|came|went|made|gave|took|told|won|lost|held|met|wrote|spoke|left"
    r"|said|began|became|found|got|saw|ran|fell|rose|sent|put|led|set\soff|broke|shot|fled|hit|struck|sold|bought"
    r"|brought|thought|knew|heard|stood|spent|paid|cut|drew|grew|threw|felt|kept|let|lay|died)\b"
    r"|\b(?!hundred|need|indeed|speed|feed|exceed|succeed|unprecedented)[a-z]{2,}ed\b)"
)
_IS = re.compile(r"\b(?:is|are|[’']s|[’']re)\s(?:on\s|for\s|not\suntil\s)?$")
_TENSES: dict[str, Tense] = {"future": "future", "past": "past"}


def tense_of(text: str, span: Span, limits: Span) -> Tense | None:
    """Of what time the words around `text[span]` in the paragraph `limits` speak; None where nothing shows it.

    An infinitive between shows nothing: 'declined to comment on Monday', 'agreed to meet on Monday'.
    """
    left = text[max(limits[0], span[0] - LEFT) : span[0]]
    if _IS.search(left):
        return "future"
    cuts = [m.end() for m in _SENTENCE.finditer(left) if not _ABBREVIATION.search(left, 0, m.start())]
    signs = _signs(left, cuts[-1] if cuts else 0, len(left))[-1:]
    if not signs:
        right = text[span[1] : min(limits[1], span[1] + RIGHT)]
        cut = _SENTENCE.search(right)
        signs = _signs(right, 0, cut.start() if cut else len(right))[:1]
    return _TENSES.get(signs[0]) if signs else None


def _signs(text: str, start: int, end: int) -> list[str]:
    found = (m.lastgroup for m in _MARKER.finditer(text, start, end))
    return [group for group in found if group and group != "passive"]
