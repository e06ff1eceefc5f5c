"""Find quotations by their marks, one paragraph at a time.

An unclosed mark is a state, not an error: paragraphs of one long quotation are left open on purpose, and one odd
mark must not cost an article the rest of its quotations. So every paragraph starts afresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["open", "close"]
Style = Literal["double", "single"]

LOST = "\ufffd"
"""A mark that could not be decoded: it may have been any, or a dash."""
_MARK = re.compile(rf"``|''|[\"“”„‟«»〝〞＂‘’‚‛'{LOST}]")
_OPENING = frozenset("“„«〝‟") | {"``"}
_CLOSING = frozenset("”»〞")
_SINGLE = frozenset("‘’‚‛'")
_BEFORE_OPENING = frozenset("([{—–-/…:")
_BEFORE_APOSTROPHE = frozenset("snozx")
"""Last letters of words that an apostrophe may follow, before another word: workers' rights, goin' home, cup o' tea."""
_ELISIONS = re.compile(r"['’](?:\d\ds?\b|tis\b|twas\b|em\b|til\b|cause\b|n\b)", re.IGNORECASE)
_SINGLE_LOOKAHEAD = 64
"""How many single marks after an opening one may be tried for its closing one: keeps hostile text linear."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, outermost only; `start` and `end` include the marks.

    `opened` is False for a closing mark that nothing opened (the span is that mark alone). `closed` is False where
    no closing mark was found: the span then runs to the next opening mark or to the paragraph's end.
    """

    start: int
    end: int
    opened: bool
    closed: bool
    style: Style


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    side: Side | None
    style: Style


def quotations(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """Outermost quotations of the paragraph `text[start:end]`, in order; offsets are into `text`."""
    marks = list(_marks(text, start, end))
    found: list[Quotation] = []
    i = 0
    while i < len(marks):
        mark = marks[i]
        if mark.style == "single":
            close = _single_close(text, marks, i)
            if close is None:
                if _left_open(text, start, marks, i):
                    found.append(Quotation(mark.start, end, True, False, "single"))
                    break
                i += 1
                continue
            found.append(Quotation(mark.start, marks[close].end, True, True, "single"))
            i = close + 1
        elif mark.side == "close":
            found.append(Quotation(mark.start, mark.end, False, True, "double"))
            i += 1
        else:
            i = _read_double(marks, i, end, found)
    return tuple(found)


def _read_double(marks: Sequence[_Mark], i: int, end: int, found: list[Quotation]) -> int:
    """Add the quotation that `marks[i]` opens; the index of the first mark after it."""
    opening = marks[i]
    for j in range(i + 1, len(marks)):
        mark = marks[j]
        if mark.style == "single":
            continue
        if mark.side == "open":
            found.append(Quotation(opening.start, mark.start, True, False, "double"))
            return j
        found.append(Quotation(opening.start, mark.end, True, True, "double"))
        return j + 1
    found.append(Quotation(opening.start, end, True, False, "double"))
    return len(marks)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    is_open = False
    for match in _MARK.finditer(text, start, end):
        mark, s, e = match.group(), match.start(), match.end()
        before = text[s - 1] if s > start else " "
        after = text[e] if e < end else " "
        if mark == LOST and before.isalnum() == after.isalnum() and before.isspace() == after.isspace():
            continue  # an apostrophe or a dash
        if mark in _SINGLE:
            side = _single_side(text, mark, s, before, after)
            if side is not None:
                yield _Mark(s, e, side, "single")
            continue
        side = _double_side(mark, before, after, is_open=is_open)
        is_open = side == "open"
        yield _Mark(s, e, side, "double")


def _double_side(mark: str, before: str, after: str, *, is_open: bool) -> Side:
    if mark in _OPENING:
        return "open"
    if mark in _CLOSING:
        return "close"
    space_before = before.isspace() or before in _BEFORE_OPENING
    space_after = after.isspace() or after in ".,;:!?)]}—–"
    if space_before and not space_after:
        # A mark that looks like an opening one inside a quotation means that the last one was never closed,
        # except after a dash or bracket, where both are common.
        return "close" if is_open and not before.isspace() else "open"
    if space_after and not space_before:
        return "close"
    return "close" if is_open else "open" if space_before else "close"


def _single_side(text: str, mark: str, s: int, before: str, after: str) -> Side | None:
    """Which side a single mark is on; None for an apostrophe."""
    if before.isalnum() and after.isalnum():
        return None
    if mark in "‘‚‛":
        return "open"
    opens = (before.isspace() or before in _BEFORE_OPENING or before in '"“') and not after.isspace()
    if opens:
        return "open" if mark == "'" and not _ELISIONS.match(text, s) else None
    return "close"


def _single_close(text: str, marks: Sequence[_Mark], i: int) -> int | None:
    """Index of the mark that closes the single quotation which `marks[i]` opens, None if it opens none.

    A plural possessive (the workers' rights) looks like a closing mark, and so does a word that lost its end (goin'
    home). The first mark that can be neither is taken; where there is none, the last before the next opening one, which
    errs towards the longer quotation.
    """
    if marks[i].side != "open":
        return None
    last = None
    for j in range(i + 1, min(len(marks), i + 1 + _SINGLE_LOOKAHEAD)):
        if marks[j].style == "double":
            continue
        if marks[j].side == "open":
            break
        last = j
        if _surely_closes(text, marks[j]):
            break
    return last


def _surely_closes(text: str, mark: _Mark) -> bool:
    before, after = text[mark.start - 1], text[mark.end : mark.end + 2]
    if before.isalpha():
        return before.lower() not in _BEFORE_APOSTROPHE or not (after[:1].isspace() and after[1:].isalpha())
    return before in ",.?!…"


def _left_open(text: str, start: int, marks: Sequence[_Mark], i: int) -> bool:
    """Whether a typographic single mark opens a paragraph that nothing closes, as of a quotation that goes on."""
    return text[marks[i].start] == "‘" and marks[i].start == start and i == 0
