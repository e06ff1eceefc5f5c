"""Edits of an article's text, with its gold offsets moved along."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate

from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.types import Span, Spans

Edit = tuple[int, int, str]
"""Half-open code points of the text, and what stands in their place. Edits of one text do not overlap."""

_NOTHING = GoldRelation((), (), ())
# One piece of ASCII letters at a time: a letter beside a mis-encoded mark must not become one word with it.
_PIECE = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]+|.", re.DOTALL)


def edited(article: GoldArticle, edits: Iterable[Edit]) -> GoldArticle:
    """`article` after the edits.

    An offset inside an edit goes to the start or to the end of what replaces it. A span of which nothing is left is
    gone, and so is a relation whose cue is gone, or all of one without a cue.
    """
    ordered = sorted(edits)
    if not ordered:
        return article
    moved = _Moved(ordered)
    annotators = tuple((who, _relations(relations, moved)) for who, relations in article.annotators)
    return replace(article, text=_apply(article.text, ordered), annotators=annotators)


def between(old: str, new: str) -> list[Edit]:
    """Edits that make `new` of `old`, as few and as short as a comparison by words and marks finds them.

    Where both have as many lines, each is compared with its own: words that are frequent cannot lead astray then.
    """
    lines = old.split("\n"), new.split("\n")
    if len(lines[0]) != len(lines[1]):
        return list(_edits(old, new, 0))
    starts = accumulate((len(line) + 1 for line in lines[0]), initial=0)
    return [edit for start, before, after in zip(starts, *lines, strict=False) for edit in _edits(before, after, start)]


def _edits(old: str, new: str, at: int) -> Iterator[Edit]:
    """The edits between two pieces of text, the first of which starts at offset `at`."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    starts = list(accumulate(map(len, before), initial=at))
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield starts[i], starts[j], "".join(after[k:m])


class _Moved:
    """Where offsets go; `edits` are sorted."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [start for start, _, _ in edits]
        self._gained = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]

    def span(self, span: Span) -> Span:
        start, end = span
        return self._at(start, 0), self._at(end - 1, 1)

    def _at(self, offset: int, after: int) -> int:
        """Where the character at `offset` starts, or where it ends with `after` 1."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self._edits[i][1]:
            return offset + self._gained[i + 1] + after
        start, _, new = self._edits[i]
        return start + self._gained[i] + len(new) * after


def _relations(relations: Iterable[GoldRelation], moved: _Moved) -> tuple[GoldRelation, ...]:
    pairs = ((old, _relation(old, moved)) for old in relations)
    return tuple(new for old, new in pairs if not _gone(old, new))


def _relation(relation: GoldRelation, moved: _Moved) -> GoldRelation:
    return GoldRelation(*(_spans(spans, moved) for spans in (relation.source, relation.cue, relation.content)))


def _gone(old: GoldRelation, new: GoldRelation) -> bool:
    return (bool(old.cue) and not new.cue) or (old != _NOTHING and new == _NOTHING)


def _spans(spans: Spans, moved: _Moved) -> Spans:
    """The spans moved; two that met inside an edit are one."""
    found: list[Span] = []
    for start, end in map(moved.span, spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return tuple(found)


def _apply(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    last = 0
    for start, end, new in edits:
        parts += text[last:start], new
        last = end
    return "".join((*parts, text[last:]))
