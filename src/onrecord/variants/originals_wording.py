"""A quotation's words as they are looked for: what brackets put in is none of them, and where words may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

from onrecord.variants.originals_index import asides, blanked, words

_MARK = re.compile(
    r"(?P<sic>[\[(]\s*sic\s*[\])])"
    r"|(?P<ellipsis>[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:[ \u00a0\u2009\u202f]?\.){2,})"
    # "[W]e": a letter's case alone was changed, and the word stays.
    r"|(?P<case>\[(?P<letter>[^\W\d_])\](?=\w))"
    r"|(?P<insertion>\w*\[[^\[\]\n]{1,120}\]\w*)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Folded words; before those in `elided` (counted from 0, at most the number of words) words may be left out.

    Before those in `joints` the reporting clause stands, and whole sentences may be left out. `inserted` is True where
    brackets hold words, which are none of them.
    """

    words: tuple[str, ...]
    elided: tuple[int, ...] = ()
    inserted: bool = False
    joints: tuple[int, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The words between joints."""
        bounds = (0, *self.joints, len(self.words))
        return tuple(self.words[start:end] for start, end in pairwise(bounds))


def wording(*printed: str) -> Wording:
    """The wording of a quotation as it is printed, in several parts where the reporting clause interrupts it."""
    parts = [_wording(text) for text in printed]
    starts = list(accumulate((len(part.words) for part in parts), initial=0))
    words = tuple(word for part in parts for word in part.words)
    elided = tuple(start + at for start, part in zip(starts, parts, strict=False) for at in part.elided)
    # Where an ellipsis stands at a joint, it says what is left out.
    joints = (start for start in sorted({*starts[1:-1]}) if 0 < start < len(words) and start not in elided)
    return Wording(words, elided, any(part.inserted for part in parts), tuple(joints))


def _wording(printed: str) -> Wording:
    text = blanked(printed, asides(printed))
    found: list[str] = []
    elided: list[int] = []
    inserted = False
    kept, at = "", 0
    for match in _MARK.finditer(text):
        kept += text[at : match.start()]
        at = match.end()
        if match["case"]:
            kept += match["letter"]
        elif match["sic"] is None:
            found += words(kept)
            kept = ""
            inserted = inserted or match["insertion"] is not None
            if match["ellipsis"]:
                elided.append(len(found))
    return Wording((*found, *words(kept + text[at:])), tuple(elided), inserted)
