"""Pull quotes: a line of the body set again as display text. What stands in one is not said a second time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from onrecord.reading.layout import Layout, cut
from onrecord.reading.relations import Relation
from onrecord.types import Span

MIN_WORDS = 6
MOST_REPEATS = 8
"""Places of a line that are looked at: keeps pages that repeat one line a thousand times linear."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Words:
    """The words of `text[span]`, for finding lines in it whatever marks and white space stand between the words."""

    text: str
    span: Span

    @cached_property
    def _spans(self) -> list[Span]:
        return [m.span() for m in _WORD.finditer(self.text, *self.span)]

    @cached_property
    def joined(self) -> str:
        """The words in lower case, with one space between two and at both ends."""
        return "".join(f" {self.text[s:e].lower()}" for s, e in self._spans) + " "

    @cached_property
    def _places(self) -> list[int]:
        """Where in `joined` the space before each word stands."""
        places, at = [], 0
        for s, e in self._spans:
            places.append(at)
            at += len(self.text[s:e].lower()) + 1
        return places

    def find(self, line: str) -> Iterator[Span]:
        """Where `line`, the `joined` of another text, stands: its spans in the text, in order, without overlaps."""
        at = self.joined.find(line) if line.strip() else -1
        while at >= 0:
            first = bisect_left(self._places, at)
            last = bisect_left(self._places, at + len(line) - 1) - 1
            yield self._spans[first][0], self._spans[last][1]
            at = self.joined.find(line, at + len(line) - 1)


def pull_quotes(layout: Layout) -> tuple[Span, ...]:
    """Spans of the pull quotes: those that the page marks, and paragraphs that only repeat a line of the body.

    Such a paragraph is one quotation as a whole, and its words, an ellipsis aside, stand elsewhere in the article in
    the same order. Of two that are the same line, the first is kept.
    """
    text = layout.article.text
    body = Words(text, (0, len(text)))
    found, said = [], set()
    for i, block in enumerate(layout.blocks):
        span = (block.start, block.end)
        if block.kind == "pullquote":
            found.append(span)
            continue
        quotations = layout.quotations[i]
        if block.kind != "paragraph" or len(quotations) != 1 or not quotations[0].opened:
            continue
        if (quotations[0].start, quotations[0].end) != span:
            continue
        line = Words(text, span).joined
        if line.count(" ") > MIN_WORDS and (line in said or _in_more(layout, body, line)):
            found.append(span)
        said.add(line)
    return tuple(found)


def _in_more(layout: Layout, body: Words, line: str) -> bool:
    """Whether a block that is more than the line holds it."""
    for start, end in islice(body.find(line), MOST_REPEATS):
        block = layout.blocks[layout.index(start)]
        whole = (block.start, block.end)
        if end <= block.end and Words(body.text, whole).joined != line:
            return True
    return False


def without_repeats(relations: list[Relation], repeats: Sequence[Span]) -> list[Relation]:
    """The relations without the content that stands in `repeats`, and without those that have no other."""
    if not repeats:
        return relations
    kept = (replace(r, content=cut(r.content, repeats)) for r in relations)
    return [r for r in kept if r.content]
