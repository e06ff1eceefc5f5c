"""The article as structure sees it: blocks in order, with their quotations; and arithmetic on spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.reading.quotes import Quotation, quotations
from onrecord.types import Article, Block, Span, Spans


@dataclass(frozen=True)
class Layout:
    """An article's blocks that hold text, in order, with what the rules ask of them."""

    article: Article

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks with text, in order; an embed whose text was lost is not among them."""
        return tuple(b for b in self.article.blocks if b.end > b.start)

    @cached_property
    def quotations(self) -> tuple[tuple[Quotation, ...], ...]:
        """The quotations of each block."""
        return tuple(quotations(self.article.text, b.start, b.end) for b in self.blocks)

    @cached_property
    def _starts(self) -> list[int]:
        return [b.start for b in self.blocks]

    def index(self, offset: int) -> int:
        """The block that holds `offset`, or the one before it; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def following(self, i: int) -> int | None:
        """The index of the next block after `i` that is not display text (a pull quote, a caption) set in between."""
        for k in range(i + 1, len(self.blocks)):
            if self.blocks[k].kind not in ("pullquote", "caption"):
                return k
        return None

    def before(self, i: int) -> int | None:
        """The index of the last block before `i` that is not display text."""
        for k in range(i - 1, -1, -1):
            if self.blocks[k].kind not in ("pullquote", "caption"):
                return k
        return None

    def text(self, block: Block) -> str:
        """The block's text."""
        return self.article.text[block.start : block.end]

    @cached_property
    def quoted(self) -> Spans:
        """All stretches in quotation marks, marks included, in order."""
        return tuple((q.start, q.end) for found in self.quotations for q in found if q.opened)

    def lost_after(self, block: Block) -> bool:
        """Whether something whose text was lost (an embed) stood right after `block`."""
        blocks = self.article.blocks
        place = bisect_left(blocks, block.end, key=lambda b: b.start)
        return place < len(blocks) and blocks[place].start == blocks[place].end


def normalise(text: str, spans: Iterable[Span]) -> Spans:
    """Spans cut to the text and trimmed of white space, sorted, overlapping or touching ones merged."""
    merged: list[Span] = []
    for start, end in sorted((max(0, s), min(len(text), e)) for s, e in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    trimmed = (trim(text, s, e) for s, e in merged)
    return tuple((s, e) for s, e in trimmed if s < e)


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty where there is nothing else."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()) if part.strip() else start


def inside(span: Span, spans: Spans) -> bool:
    """Whether `span` lies in one of `spans` (sorted, disjoint)."""
    place = bisect_right(spans, span[0], key=lambda s: s[0]) - 1
    return place >= 0 and span[1] <= spans[place][1]


def touches(one: Spans, other: Spans) -> bool:
    """Whether any of `one` shares a character with any of `other` (both sorted, disjoint)."""
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i][0] < other[j][1] and other[j][0] < one[i][1]:
            return True
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return False


def without(text: str, spans: Spans, away: Spans) -> Spans:
    """`spans` without the characters of `away`, trimmed; what is left empty is dropped."""
    rest = list(spans)
    for start, end in away:
        parts = [(part for part in ((s, min(e, start)), (max(s, end), e)) if part[0] < part[1]) for s, e in rest]
        rest = [part for found in parts for part in found]
    return normalise(text, rest)


def cut(spans: Spans, away: Sequence[Span]) -> Spans:
    """`spans` without those that lie in one of `away` (sorted, disjoint)."""
    return tuple(s for s in spans if not inside(s, tuple(away)))
