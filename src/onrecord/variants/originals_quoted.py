"""The quotations of an article: what stands in quotation marks, and what is quoted at length without them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby

from onrecord.types import Attribution, Block, Reading, Span, Spans
from onrecord.variants.marks import InMarks, in_marks
from onrecord.variants.originals_index import words
from onrecord.variants.originals_values import Quotation
from onrecord.variants.quoted import trimmed, without

FEWEST_UNSTATED = 4
"""Words of a quotation that no statement holds; fewer may be a name or a word that somebody uses."""
MOSTLY = 0.5
"""Share of a quotation, or of one of its paragraphs, that a statement holds to be the one it belongs to."""
_BODY = frozenset({"paragraph", "blockquote", "list_item", "preformatted", "title", "heading", "caption"})


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

    def quotation(self, parts: Sequence[Spans], owner: Attribution | None) -> Quotation:
        """The quotation whose `parts` are printed there, of the statement `owner`."""
        texts = [self.text(part) for part in parts]
        starts = accumulate((len(text) + 1 for text in texts), initial=0)
        offsets = tuple((start, start + len(text)) for start, text in zip(starts, texts, strict=False))
        made = Quotation(tuple(span for part in parts for span in part), " ".join(texts), offsets)
        if owner is None:
            return made
        name = next((s.name for s in self.reading.sources if s.id == owner.source_id), None)
        speaker = name or self.text(owner.source) or None
        return replace(made, attribution=owner.id, source_id=owner.source_id, speaker=speaker)

    def text(self, spans: Spans) -> str:
        """What is printed there."""
        return " ".join(self.reading.article.text[slice(*s)] for s in spans)


def quotations(reading: Reading) -> tuple[Quotation, ...]:
    """The quotations of an article, in text order: of its statements, and those of some length that none holds.

    A quotation that is re-opened at each paragraph is one, and so is one that the reporting clause interrupts. What
    stands in another's marks without marks of its own is part of that; a pull quote repeats one.
    """
    statements = _Statements(reading)
    found = [statements.quotation([a.content], a) for a in reading.attributions if a.mode == "block" and a.content]
    found += _of_marks(statements)
    found += list(_unstated_blocks(statements, found))
    return tuple(sorted(found, key=lambda q: (q.spans[0][0], -q.spans[-1][1])))


def parts_of(quotation: Quotation) -> tuple[Quotation, ...]:
    """The parts of a quotation that the reporting clause interrupts, each as a quotation of the same statement."""
    starts = list(accumulate((end - start + 1 for start, end in quotation.spans), initial=0))
    found = []
    for start, end in quotation.parts:
        text = quotation.text[start:end]
        spans = tuple(span for span, at in zip(quotation.spans, starts, strict=False) if start <= at < end)
        found.append(replace(quotation, spans=spans, text=text, parts=((0, len(text)),)))
    return tuple(found)


def _of_marks(statements: _Statements) -> Iterator[Quotation]:
    """What stands in marks, by the statements that hold it; what none holds only where it is no name."""
    held: dict[str, list[list[Spans]]] = {}
    owners: dict[str, Attribution] = {}
    for spans in _in_marks(statements.reading):
        owner = statements.holding(spans)
        if owner is not None:
            owners[owner.id] = owner
            parts = held.setdefault(owner.id, [])
            if parts and _goes_on(statements, owner, parts[-1][-1][-1], spans[0]):
                parts[-1].append(spans)
            else:
                parts.append([spans])
        elif not shared_length(statements.at_length, spans) and _says_something(statements.text(spans)):
            yield statements.quotation([spans], None)
    yield from (statements.quotation(parts, owners[key]) for key, found in held.items() for parts in found)


def _goes_on(statements: _Statements, owner: Attribution, before: Span, after: Span) -> bool:
    """Whether the statement has no words of the article's own between two of its pieces in marks: what stands there is
    the reporting clause, or nothing.
    """
    between = ((before[1], after[0]),)
    said = without(between, without(between, owner.content))
    return not words(statements.text(said))


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
        stretches = list(_with_words(reading.article.text, block))
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


def _with_words(text: str, block: Block) -> Iterator[InMarks]:
    """What stands in marks in a block, white space at its ends left out."""
    for found in in_marks(text, (block.start, block.end)):
        for span in trimmed(text, [found.span], None):
            if words(text[slice(*span)]):
                yield replace(found, span=span)


def _unstated_blocks(statements: _Statements, known: Sequence[Quotation]) -> Iterator[Quotation]:
    """Block quotations that the page prints as such and that are not quotations already."""
    covered = tuple(s for q in known for s in q.spans)
    blocks = [b for b in statements.reading.article.blocks if b.kind == "blockquote" and b.end > b.start]
    for _, group in groupby(blocks, key=lambda b: b.group if b.group is not None else (b.start,)):
        spans = tuple((b.start, b.end) for b in group)
        if 2 * shared_length(spans, covered) < sum(e - s for s, e in spans):
            yield statements.quotation([spans], statements.holding(spans))
