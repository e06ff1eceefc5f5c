"""Mode: how much of a content stands in quotation marks (direct, mixed, indirect; Semino & Short, 2004)."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.types import Mode, Spans

_WORD = re.compile(r"\w+")


def mode_of(text: str, content: Spans, quoted: Spans) -> Mode:
    """`direct` where every word of `content` is in one of the `quoted` spans, `indirect` where none is, else `mixed`.

    Two words in quotation marks inside a paraphrase make it mixed, as in PARC 3.0: their wording is the source's.
    """
    starts = [start for start, _ in quoted]
    within = without = 0
    for start, end in content:
        for word in _WORD.finditer(text, start, end):
            place = bisect_right(starts, word.start()) - 1
            if place >= 0 and word.end() <= quoted[place][1]:
                within += 1
            else:
                without += 1
    if not within:
        return "indirect"
    return "mixed" if without else "direct"
