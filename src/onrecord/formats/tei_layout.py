"""The blocks of an article as TEI has them: divisions that begin with a heading, paragraphs, quotations, lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from onrecord.types import Block, Reading, Span

WHITE = " \t\n\r"
"""What XML calls white space."""
_QUOTED = frozenset({"blockquote", "embed", "pullquote"})


@dataclass(frozen=True, slots=True)
class Container:
    """An element around leaves; `number` tells apart those that are alike otherwise.

    `type` is its @type, `repeats` the id of the attribution that a pull quote repeats.
    """

    tag: str
    number: int
    type: str | None = None
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element on one span of the text, with what is around it, outermost first; `rend` is its @rend."""

    tag: str
    start: int
    end: int
    around: tuple[Container, ...]
    rend: str | None = None


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A block quotation or pull quote: what it is in TEI, and where its credit stands in one of its blocks."""

    containers: tuple[Container, ...]
    credit: Span | None = None


def leaves(reading: Reading) -> list[Leaf]:
    """All of the text in leaves, in order, but for white space between them."""
    text = reading.article.text
    found: list[Leaf] = []
    at = 0
    division: tuple[Container, ...] = (Container("div", 0),)
    for block, quotation, around in _placed(reading):
        start = max(at, block.start)
        found += _strays(text, (at, start), division)
        at = max(start, block.end)
        found += _leaves(text, (start, at), block, quotation, around)
        division = around[:1]
    return [*found, *_strays(text, (at, len(text)), division)]


def _strays(text: str, span: Span, around: tuple[Container, ...]) -> Iterator[Leaf]:
    """What stands between blocks and is not white space."""
    if part := _trimmed(text, span):
        yield Leaf("ab", *part, around)


def _trimmed(text: str, span: Span) -> Span | None:
    part = text[slice(*span)]
    start = span[0] + len(part) - len(part.lstrip(WHITE))
    end = span[0] + len(part.rstrip(WHITE))
    return (start, end) if start < end else None


def _placed(reading: Reading) -> Iterator[tuple[Block, _Quotation | None, tuple[Container, ...]]]:
    """Each block with the quotation that it is part of, and the division and the quotations around it."""
    numbers = _numbers(reading.article.blocks)
    quotations = _quotations(reading, numbers)
    unseen = count(-1, -1)
    division = 0
    around: tuple[tuple[Container, ...], ...] = ()
    for number, block in zip(numbers, reading.article.blocks, strict=True):
        own = quotations.get(number) if block.kind in _QUOTED else None
        outer = block.depth - (own is not None and block.kind != "pullquote")
        around = around[: max(outer, 0)]
        around += tuple((Container("quote", next(unseen)),) for _ in range(outer - len(around)))
        around += (own.containers,) if own else ()
        division += block.kind in ("title", "heading") and not block.depth
        yield block, own, (Container("div", division), *(c for level in around for c in level))


def _numbers(blocks: Sequence[Block]) -> list[int]:
    """For each block the number of its group; one that has none is a group of its own."""
    most = max((b.group for b in blocks if b.group is not None), default=0)
    return [n if block.group is None else block.group for n, block in enumerate(blocks, most + 1)]


def _quotations(reading: Reading, numbers: Sequence[int]) -> dict[int, _Quotation]:
    groups: dict[int, list[Block]] = {}
    for number, block in zip(numbers, reading.article.blocks, strict=True):
        if block.kind in _QUOTED:
            groups.setdefault(number, []).append(block)
    return {number: _quotation(reading, number, blocks) for number, blocks in groups.items()}


def _quotation(reading: Reading, number: int, blocks: Sequence[Block]) -> _Quotation:
    kind = None if blocks[0].kind == "blockquote" else blocks[0].kind
    shown = [q for q in reading.pull_quotes if any(b.start <= q.span[0] < b.end for b in blocks)]
    quote = Container("quote", number, kind, shown[0].repeats if shown and kind == "pullquote" else None)
    for block in blocks:
        if block.credit and block.start <= block.credit[0] < block.credit[1] <= block.end:
            return _Quotation((Container("cit", number), quote), block.credit)
    return _Quotation((quote,))


def _leaves(
    text: str, span: Span, block: Block, quotation: _Quotation | None, around: tuple[Container, ...]
) -> Iterator[Leaf]:
    if span[0] == span[1]:
        if block.kind == "embed":
            yield Leaf("gap", *span, around[:1])
    elif quotation:
        yield from _quoted(text, span, quotation.credit, around)
    elif block.kind in ("title", "heading"):
        yield Leaf("p", *span, around, "heading") if block.depth else Leaf("head", *span, around)
    elif block.kind == "list_item":
        yield Leaf("item", *span, (*around, Container("list", block.group or 0)))
    elif block.kind == "caption":
        yield Leaf("head", *span, (*around, Container("figure", span[0])))
    else:
        yield Leaf("p", *span, around, "preformatted" if block.kind == "preformatted" else None)


def _quoted(text: str, span: Span, credit: Span | None, around: tuple[Container, ...]) -> Iterator[Leaf]:
    """A block of a quotation; its credit stands beside the <quote>, in the <cit>."""
    if credit is None or not (span[0] <= credit[0] and credit[1] <= span[1]):
        yield Leaf("p", *span, around)
        return
    for part in pairwise((span[0], *credit, span[1])):
        if place := _trimmed(text, part):
            yield Leaf("bibl", *place, around[:-1]) if part == credit else Leaf("p", *place, around)
