"""The quotations of an article: what stands in quotation marks, and what is quoted at length without them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from onrecord.types import Attribution, Block, Reading, Span, Spans
from onrecord.variants.originals_index import words
from onrecord.variants.originals_values import Quotation

FEWEST_UNSTATED = 4
"""Words of a quotation that no statement holds; fewer may be a name or a word that somebody uses."""
MOSTLY = 0.5
"""Share of a quotation, or of one of its paragraphs, that a statement holds to be the one it belongs to."""
_QUOTED = re.compile(
    r"[“«](?P<curly>[^“”„«»]*)(?P<curly_end>[”»]|$|(?=[“«„]))"
    r"|„(?P<low>[^“”„]*)(?P<low_end>[“”]|$)"
    r"|[\"＂](?P<straight>[^\"＂]*)(?P<straight_end>[\"＂]|$)"
    r"|``(?P<ticks>(?:[^`']|'(?!')|`(?!`))*)(?P<ticks_end>''|$)"
    # A plural's apostrophe looks like a closing mark: one after a comma or a stop goes before it.
    r"|(?<!\w)‘(?P<stopped>[^‘“”\"]*?[,.?!…])(?P<stopped_end>’)(?!\w)"
    r"|(?<!\w)‘(?P<single>[^‘’“”\"]*(?:’(?=\w)[^‘’“”\"]*)*)(?P<single_end>’|$)"
    r"|(?<![\w'])'(?=\w)(?P<plain>[^'\"“”]*(?:'(?=\w)[^'\"“”]*){0,9})(?P<plain_end>'(?!\w))"
)
_BODY = frozenset({"paragraph", "blockquote", "list_item", "preformatted", "title", "heading", "caption"})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words in one pair of marks, marks left out; `opens` and `goes_on` where it begins or ends with its block."""

    span: Span
    opens: bool
    goes_on: bool


@dataclass(frozen=True)
class _Statements:
    """A reading's statements, to be found by where they stand."""

    reading: Reading

    @cached_property
    def at_length(self) -> Spans:
        """What is quoted without marks."""
        return tuple(sorted(s for a in self.reading.attributions if a.mode == "block" for s in a.content))

    @cached_property
    def _parts(self) -> list[tuple[int, int, int]]:
        """The parts of the other contents, in text order: start, end, and the number of the attribution."""
        found = ((s, e, i) for i, a in enumerate(self.reading.attributions) if a.mode != "block" for s, e in a.content)
        return sorted(found)

    @cached_property
    def _reach(self) -> list[int]:
        """Where the parts up to each end at the latest."""
        return list(accumulate((end for _, end, _ in self._parts), max))

    @cached_property
    def _depths(self) -> list[int]:
        """In how many others each attribution stands."""
        depths: dict[str | None, int] = {None: -1}
        waiting = list(self.reading.attributions)
        while waiting:
            ready = [a for a in waiting if a.parent in depths]
            depths |= {a.id: depths[a.parent] + 1 for a in ready}
            waiting = [a for a in waiting if a.id not in depths] if ready else []
        return [depths.get(a.id, 0) for a in self.reading.attributions]

    def holding(self, spans: Spans) -> Attribution | None:
        """The statement that most of a quotation, or of one of its paragraphs, belongs to; of several the innermost."""
        shared: Counter[int] = Counter()
        most = 0.0
        for start, end in spans:
            first = bisect_right(self._reach, start)
            for s, e, i in self._parts[first : bisect_left(self._parts, (end,))]:
                inside = max(0, min(e, end) - max(s, start))
                shared[i] += inside
                most = max(most, inside / (end - start))
        if most < MOSTLY:
            return None
        return self.reading.attributions[max(shared, key=lambda i: (shared[i], self._depths[i], -i))]

    def quotation(self, spans: Spans, owner: Attribution | None) -> Quotation:
        """The quotation that is printed at `spans`, of the statement `owner`."""
        text = self.text(spans)
        if owner is None:
            return Quotation(spans, text)
        name = next((s.name for s in self.reading.sources if s.id == owner.source_id), None)
        return Quotation(spans, text, owner.id, owner.source_id, name or self.text(owner.source) or None)

    def text(self, spans: Spans) -> str:
        """What is printed there."""
        return " ".join(self.reading.article.text[slice(*s)] for s in spans)


def quotations(reading: Reading) -> tuple[Quotation, ...]:
    """The quotations of an article, in text order: of its statements, and those of some length that none holds.

    A quotation that is re-opened at each paragraph is one. What stands in another's marks without marks of its own is
    part of that; a pull quote repeats one.
    """
    statements = _Statements(reading)
    found = [statements.quotation(a.content, a) for a in reading.attributions if a.mode == "block" and a.content]
    found += [q for spans in _in_marks(reading) if (q := _of_marks(statements, spans)) is not None]
    found += list(_unstated_blocks(statements, found))
    return tuple(sorted(found, key=lambda q: (q.spans[0][0], -q.spans[-1][1])))


def _of_marks(statements: _Statements, spans: Spans) -> Quotation | None:
    """The quotation in marks with the statement that holds it; None where none does and it may be a name."""
    owner = statements.holding(spans)
    if owner is None and (shared_length(statements.at_length, spans) or not _says_something(statements.text(spans))):
        return None
    return statements.quotation(spans, owner)


def shared_length(one: Spans, two: Spans) -> int:
    """How many characters lie in both."""
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in two)


def _says_something(text: str) -> bool:
    """Whether a quotation that no statement holds is more than a name, a title of a work, or a word."""
    long = re.findall(r"[^\W\d_]{4,}", text)
    titled = bool(long) and all(w[0].isupper() for w in long)
    return len(words(text)) >= FEWEST_UNSTATED and not titled


def _in_marks(reading: Reading) -> Iterator[Spans]:
    """What stands in quotation marks, each quotation as its spans, over all paragraphs in which it is re-opened."""
    away = tuple(q.span for q in reading.pull_quotes)
    joined: list[Span] = []
    for block in reading.article.blocks:
        if block.kind not in _BODY or shared_length(((block.start, block.end),), away):
            continue
        stretches = list(_stretches(reading.article.text, block))
        if joined and not (stretches and stretches[0].opens):
            yield tuple(joined)
            joined = []
        for stretch in stretches:
            if joined and not stretch.opens:
                yield tuple(joined)
                joined = []
            joined.append(stretch.span)
            if not stretch.goes_on:
                yield tuple(joined)
                joined = []
    if joined:
        yield tuple(joined)


def _stretches(text: str, block: Block) -> Iterator[_Stretch]:
    # Within the block alone, so that a mark left open ends with it.
    part = text[block.start : block.end]
    for match in _QUOTED.finditer(part):
        kind = (match.lastgroup or "").removesuffix("_end")
        start, end = match.span(kind)
        start, end = _trimmed(part, start, end)
        if words(part[start:end]):
            open_at_end = match.end() == len(part) and not match[f"{kind}_end"]
            yield _Stretch((block.start + start, block.start + end), match.start() == 0, open_at_end)


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))


def _unstated_blocks(statements: _Statements, known: Sequence[Quotation]) -> Iterator[Quotation]:
    """Block quotations that the page prints as such and that are not quotations already."""
    covered = tuple(s for q in known for s in q.spans)
    blocks = [b for b in statements.reading.article.blocks if b.kind == "blockquote" and b.end > b.start]
    for _, group in groupby(blocks, key=lambda b: b.group if b.group is not None else (b.start,)):
        spans = tuple((b.start, b.end) for b in group)
        if 2 * shared_length(spans, covered) < sum(e - s for s, e in spans):
            yield statements.quotation(spans, statements.holding(spans))
