"""What happens to articles on their way: other marks, lost paragraphs, broken characters; with the gold moved along.

Every corruption is a list of edits, so that gold offsets can follow whatever the edits do to the text's length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.types import Spans

Edit = tuple[int, int, str]
"""Half-open code points of the text, and what stands in their place."""
Corruption = Callable[[str], Iterator[Edit]]

_BLANKS = re.compile(r"\s*\n\s*")
_TITLE = re.compile(r"\S[^\n]*\n\s*")
_DOUBLE = re.compile(r"[“”\"]|``|''")
_INNER = re.compile(r"(?<!\w)‘([^\n‘’]{2,300}?)’(?!\w)")
_TYPOGRAPHIC = re.compile(r"[“”‘’–—…]|``|''")
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "``": '"', "''": '"'}
_LATEX = {"“": "``", "”": "''", "—": "--", "…": "..."}


def straight(text: str) -> Iterator[Edit]:
    """Typewriter's quotation marks for typographic ones."""
    return _each(_TYPOGRAPHIC, text, lambda mark: _STRAIGHT.get(mark, mark))


def british(text: str) -> Iterator[Edit]:
    """Single quotation marks outside, double ones within them."""
    for match in _INNER.finditer(text):
        yield match.start(), match.start() + 1, "“"
        yield match.end() - 1, match.end(), "”"
    for match in _DOUBLE.finditer(text):
        yield match.start(), match.end(), "‘" if _opens(text, match) else "’"


def latex(text: str) -> Iterator[Edit]:
    """Marks made of two characters and dashes of hyphens, as in the wires' and the treebanks' plain text."""
    for match in re.finditer(r"[“”\"—…]", text):
        mark = ("``" if _opens(text, match) else "''") if match[0] == '"' else _LATEX[match[0]]
        yield match.start(), match.end(), mark


def mojibake(text: str) -> Iterator[Edit]:
    """UTF-8 read as Windows-1252."""
    return _each(_TYPOGRAPHIC, text, lambda mark: mark.encode().decode("cp1252", errors="replace"))


def replaced(text: str) -> Iterator[Edit]:
    """Quotation marks and dashes that nobody could decode, straight ones too."""
    return _each(re.compile(r"[“”‘’–—…\"]"), text, lambda _: "\ufffd")


def no_paragraphs(text: str) -> Iterator[Edit]:
    """All on one line."""
    return _each(_BLANKS, text.rstrip(), lambda _: " ")


def one_break(text: str) -> Iterator[Edit]:
    """No blank lines between the paragraphs."""
    return _each(_BLANKS, text.rstrip(), lambda _: "\n")


def no_title(text: str) -> Iterator[Edit]:
    """Without its first paragraph, where there are several."""
    match = _TITLE.match(text)
    if match:
        yield 0, match.end(), ""


CORRUPTIONS: Mapping[str, Corruption] = {
    "straight": straight,
    "british": british,
    "latex": latex,
    "mojibake": mojibake,
    "replaced": replaced,
    "no-paragraphs": no_paragraphs,
    "one-break": one_break,
    "no-title": no_title,
}


def corrupt(article: GoldArticle, name: str) -> GoldArticle:
    """`article` after the corruption `name`, one of `CORRUPTIONS`; relations whose cue is gone are gone too."""
    edits = sorted(CORRUPTIONS[name](article.text))
    moved = _Moved(edits)
    annotators = tuple(
        (who, tuple(new for old in relations if (new := _relation(old, moved)).cue or not old.cue))
        for who, relations in article.annotators
    )
    return replace(article, text=_apply(article.text, edits), annotators=annotators)


class _Moved:
    """Where offsets go. One inside an edit goes to the start or to the end of what replaces it."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [start for start, _, _ in edits]
        self._gained = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]

    def start(self, offset: int) -> int:
        return self._at(offset, 0)

    def end(self, offset: int) -> int:
        return self._at(offset - 1, 1)

    def _at(self, offset: int, after: int) -> int:
        """Of the character at `offset`, or where it ends with `after` 1."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self._edits[i][1]:
            return offset + self._gained[i + 1] + after
        start, _, new = self._edits[i]
        return start + self._gained[i] + len(new) * after


def _relation(relation: GoldRelation, moved: _Moved) -> GoldRelation:
    return GoldRelation(*(_spans(spans, moved) for spans in (relation.source, relation.cue, relation.content)))


def _spans(spans: Spans, moved: _Moved) -> Spans:
    found = ((moved.start(start), moved.end(end)) for start, end in spans)
    return tuple((start, end) for start, end in found if start < end)


def _apply(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    last = 0
    for start, end, new in edits:
        parts += text[last:start], new
        last = end
    return "".join((*parts, text[last:]))


def _each(pattern: re.Pattern[str], text: str, new: Callable[[str], str]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        yield match.start(), match.end(), new(match[0])


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether the mark opens a quotation: by its form, or by what stands before it."""
    if match[0] in "“``":
        return True
    if match[0] in "”''":
        return False
    return match.start() == 0 or not (text[match.start() - 1].isalnum() or text[match.start() - 1] in ".,!?;:)…'’”%")
