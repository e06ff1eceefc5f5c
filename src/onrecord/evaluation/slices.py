"""Name the slices of gold relations that recall is reported for, judged by the text alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.evaluation.scores import Relation
from onrecord.reading.quotes import quotations
from onrecord.types import Spans

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
_SAY_OR_TELL = frozenset({"say", "says", "said", "saying", "tell", "tells", "told", "telling"})
_DIRECT_FROM = 0.9
"""Share of the content's words in quotation marks from which it counts as direct: annotators leave a word or
two of the writer's (a conjunction, an interrupted clause) inside a content that is otherwise quoted."""


@dataclass(frozen=True, slots=True)
class Slicer:
    """Names the slices of one article's relations; `quoted` are its stretches in quotation marks."""

    article: GoldArticle
    quoted: Spans

    @classmethod
    def of(cls, article: GoldArticle) -> Slicer:
        """The article's slicer; its quotation marks are read once, here."""
        return cls(article, quoted_spans(article.text))

    def slices(self, relation: GoldRelation) -> tuple[str, ...]:
        """The slices that `relation` belongs to, `all` first."""
        cue = "say or tell" if says_or_tells(self.article.text, relation) else "other than say or tell"
        names = ["all", f"mode: {self.mode(relation)}", f"cue: {cue}"]
        if not relation.source:
            names.append("no source stated")
        if len(relation.content) > 1:
            names.append("discontinuous content")
        return (*names, f"outlet: {self.article.outlet}")

    def mode(self, relation: Relation) -> str:
        """`direct`, `indirect` or `mixed`, by the share of the content's words in quotation marks."""
        words = [match.start() for span in relation.content for match in _WORD.finditer(self.article.text, *span)]
        share = sum(_inside(start, self.quoted) for start in words) / max(len(words), 1)
        if share >= _DIRECT_FROM:
            return "direct"
        return "mixed" if share else "indirect"


def quoted_spans(text: str) -> Spans:
    """The stretches of `text` in quotation marks, marks included; every line is read afresh."""
    lines = (match.span() for match in _LINE.finditer(text))
    found = (quotation for start, end in lines for quotation in quotations(text, start, end))
    return tuple((quotation.start, quotation.end) for quotation in found if quotation.opened)


def says_or_tells(text: str, relation: Relation) -> bool:
    """Whether a form of 'say' or 'tell' is among the words of the cue."""
    words = (match[0].lower() for span in relation.cue for match in _WORD.finditer(text, *span))
    return any(word in _SAY_OR_TELL for word in words)


def _inside(offset: int, spans: Spans) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index >= 0 and offset < spans[index][1]
