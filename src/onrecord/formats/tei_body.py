"""The <text> of a TEI document: the article's text to the letter, with what is marked in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from onrecord.formats import tei_xml as xml
from onrecord.formats.tei_ids import Ids
from onrecord.formats.tei_layout import Container, Leaf, leaves
from onrecord.formats.tei_marks import Mark, marks_of
from onrecord.formats.tei_nesting import Cut, nested
from onrecord.types import Reading

_NOT_IN_A_CREDIT = frozenset({"said", "quote"})


@dataclass(frozen=True, slots=True)
class _Marked:
    """The marks of a document, with the ids of those of which there is a piece.

    `places` has for each piece its number among those of its mark, from 1, and how many these are.
    """

    text: str
    marks: list[Mark]
    places: dict[Cut, tuple[int, int]]
    targets: frozenset[str]
    ids: Ids

    def attributes(self, cut: Cut) -> dict[str, str | None]:
        mark = self.marks[cut.mark]
        number, most = self.places[cut]
        return {
            "xml:id": _part(mark.id, number) if most > 1 or mark.is_target else None,
            **mark.attributes,
            "corresp": self.pointers(mark.corresp),
            "next": f"#{_part(mark.id, number + 1)}" if number < most else None,
            "prev": f"#{_part(mark.id, number - 1)}" if number > 1 else None,
        }

    def pointers(self, ids: Sequence[str]) -> str | None:
        """Pointers to those marks of which there is a piece."""
        return " ".join(f"#{id_}" for id_ in ids if id_ in self.targets) or None


def body(reading: Reading, ids: Ids) -> str:
    """The <body>, on whose text `article.text` lies character for character."""
    laid_out = leaves(reading)
    if not laid_out:
        return f"<body>{xml.escaped(reading.article.text)}<div/></body>"
    marks = marks_of(reading, ids)
    cuts = [nested([m.spans for m in marks], (leaf.start, leaf.end)) for leaf in laid_out]
    marked = _marked(reading, ids, marks, [cut for inside in cuts for cut in inside])
    return f"<body>{''.join(_blocks(marked, laid_out, cuts))}</body>"


def _marked(reading: Reading, ids: Ids, marks: list[Mark], cuts: Sequence[Cut]) -> _Marked:
    most = Counter(cut.mark for cut in cuts)
    seen: Counter[int] = Counter()
    places: dict[Cut, tuple[int, int]] = {}
    for cut in cuts:
        seen[cut.mark] += 1
        places[cut] = seen[cut.mark], most[cut.mark]
    return _Marked(reading.article.text, marks, places, frozenset(marks[n].id for n in most), ids)


def _part(id_: str, number: int) -> str:
    return id_ if number == 1 else f"{id_}.{number}"


def _blocks(marked: _Marked, laid_out: Sequence[Leaf], cuts: Sequence[Sequence[Cut]]) -> Iterator[str]:
    opened: tuple[Container, ...] = ()
    at = 0
    for leaf, inside in zip(laid_out, cuts, strict=True):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, leaf.around, strict=False)))
        yield from (f"</{c.tag}>" for c in reversed(opened[same:]))
        yield xml.escaped(marked.text[at : leaf.start])
        yield from (_start(marked, c) for c in leaf.around[same:])
        yield from _leaf(marked, leaf, inside)
        opened, at = leaf.around, leaf.end
    yield from (f"</{c.tag}>" for c in reversed(opened))
    yield xml.escaped(marked.text[at:])


def _start(marked: _Marked, container: Container) -> str:
    repeated = marked.ids.attributions.get(container.repeats or "")
    corresp = marked.pointers((repeated,)) if repeated else None
    return xml.start(container.tag, {"type": container.type, "corresp": corresp})


def _leaf(marked: _Marked, leaf: Leaf, cuts: Sequence[Cut]) -> Iterator[str]:
    if leaf.tag == "gap":
        yield xml.start("gap", {"reason": "lost-embed"}, empty=True)
        return
    tags = [leaf.tag]
    if leaf.tag == "bibl" and any(marked.marks[c.mark].tag in _NOT_IN_A_CREDIT for c in cuts):
        tags.append("seg")  # which may hold what a <bibl> may not
    yield xml.start(tags[0], {"rend": leaf.rend}) + "".join(f"<{tag}>" for tag in tags[1:])
    yield from _inside(marked, leaf, cuts)
    yield from (f"</{tag}>" for tag in reversed(tags))


def _inside(marked: _Marked, leaf: Leaf, cuts: Sequence[Cut]) -> Iterator[str]:
    """The text of a leaf with its pieces around it, which come outermost first."""
    opened: list[Cut] = []
    at = leaf.start
    for cut in (*cuts, None):
        while opened and (cut is None or opened[-1].end <= cut.start):
            done = opened.pop()
            yield f"{xml.escaped(marked.text[at : done.end])}</{marked.marks[done.mark].tag}>"
            at = done.end
        if cut is not None:
            yield xml.escaped(marked.text[at : cut.start]) + xml.start(
                marked.marks[cut.mark].tag, marked.attributes(cut)
            )
            opened.append(cut)
            at = cut.start
    yield xml.escaped(marked.text[at : leaf.end])
