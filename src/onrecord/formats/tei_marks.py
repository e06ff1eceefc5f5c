"""What is marked in the text of a TEI document: <said>, <quote>, <rs> and <seg>, each on spans of the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.formats.tei_ids import Ids
from onrecord.types import Article, Attribution, DanglingLead, Reading, Span, Spans
from onrecord.variants.marks import in_marks

NOT_ALOUD = frozenset({"belief", "fact"})
_IN_BLOCKS = frozenset({"blockquote", "embed"})
"""Kinds of blocks that are a <quote> as a whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An element on `spans`; in pieces it is joined by @next and @prev.

    `id` is its xml:id, which it has where it is in pieces or `is_target`; `corresp` are the ids of the marks that it
    belongs to.
    """

    tag: str
    id: str
    spans: Spans
    attributes: dict[str, str | None] = field(default_factory=dict)
    corresp: tuple[str, ...] = ()
    is_target: bool = False


def marks_of(reading: Reading, ids: Ids) -> list[Mark]:
    """All marks of a reading; of two on the same span, the one that is to hold the other comes first."""
    leads = [(f"lead.{n}", lead) for n, lead in enumerate(reading.dangling_leads, 1)]
    outer = [Mark("seg", f"own.{n}", (span,), {"type": "own-voice"}) for n, span in enumerate(reading.own_voice, 1)]
    outer += [Mark("seg", id_, (lead.span,), {"type": "dangling-lead"}, is_target=True) for id_, lead in leads]
    inner = [mark for a in reading.attributions for mark in _around(a, ids)]
    inner += [mark for id_, lead in leads for mark in _of_lead(id_, lead, ids)]
    return [*outer, *_said(reading, ids), *_quotes(reading), *_merged(inner)]


def _said(reading: Reading, ids: Ids) -> list[Mark]:
    """What is said, outer attributions first."""
    documents = {s.id for s in reading.sources if s.type == "document"}
    parents = {a.id: a.parent for a in reading.attributions}
    ordered = sorted(reading.attributions, key=lambda a: _depth(a.id, parents))
    return [
        Mark(
            "said", ids.attributions[a.id], a.content, _who_says(a, ids, is_written=a.source_id in documents), (), True
        )
        for a in ordered
    ]


def _who_says(a: Attribution, ids: Ids, *, is_written: bool) -> dict[str, str | None]:
    own = ids.attributions[a.id]
    return {
        "n": None if own == a.id else a.id,
        "who": _pointer(a.source_id, ids),
        "toWhom": _pointer(a.recipient_id, ids),
        "direct": "true" if a.mode in ("direct", "block") else "false",
        "aloud": "false" if is_written or a.kind in NOT_ALOUD else "unknown",
        "cert": f"{a.confidence:.4f}",
        "ana": f"#mode.{a.mode} #kind.{a.kind} #factuality.{a.factuality}",
    }


def _depth(id_: str, parents: dict[str, str | None]) -> int:
    seen: set[str] = set()
    above = parents.get(id_)
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return len(seen)


def _pointer(source_id: str | None, ids: Ids) -> str | None:
    known = ids.sources.get(source_id) if source_id is not None else None
    return f"#{known}" if known else None


def _around(a: Attribution, ids: Ids) -> Iterator[Mark]:
    """Who is said to have said it, by which words, and to whom."""
    own = ids.attributions[a.id]
    yield Mark("rs", f"{own}.source", a.source, {"type": "source", "ref": _pointer(a.source_id, ids)}, (own,))
    yield Mark("rs", f"{own}.to", a.recipient, {"type": "recipient", "ref": _pointer(a.recipient_id, ids)}, (own,))
    yield Mark("seg", f"{own}.cue", a.cue, {"type": "cue"}, (own,))


def _of_lead(id_: str, lead: DanglingLead, ids: Ids) -> Iterator[Mark]:
    who = {"type": "source", "ref": _pointer(lead.source_id, ids)}
    yield Mark("rs", f"{id_}.source", lead.source, who, (id_,))
    yield Mark("seg", f"{id_}.cue", lead.cue, {"type": "cue"}, (id_,))


def _merged(marks: list[Mark]) -> list[Mark]:
    """One mark for what is the same for several attributions, such as the one source of two cues."""
    found: dict[tuple[str, Spans, tuple[str | None, ...]], Mark] = {}
    for mark in marks:
        key = (mark.tag, mark.spans, tuple(mark.attributes.values()))
        same = found.get(key)
        found[key] = mark if same is None else replace(same, corresp=(*same.corresp, *mark.corresp))
    return list(found.values())


def _quotes(reading: Reading) -> Iterator[Mark]:
    """The words between quotation marks in what is said, and what is quoted at length outside a block quotation."""
    article = reading.article
    printed = [a for a in reading.attributions if a.mode in ("direct", "mixed")]
    spans = [span for a in printed for span in a.content]
    between = [
        _both(found.span, span)
        for block in article.blocks
        for found in in_marks(article.text, (block.start, block.end))
        for span in spans
    ]
    at_length = [s for a in reading.attributions if a.mode == "block" for s in a.content if not _is_block(article, s)]
    for n, span in enumerate(_outermost([*between, *at_length]), 1):
        yield Mark("quote", f"quote.{n}", (span,))


def _both(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def _is_block(article: Article, span: Span) -> bool:
    """Whether a block quotation holds the start of a span."""
    return any(b.kind in _IN_BLOCKS and b.start <= span[0] < b.end for b in article.blocks)


def _outermost(spans: list[Span]) -> Spans:
    """Those that are not empty and stand in no other of them, in text order."""
    found: list[Span] = []
    for span in sorted({s for s in spans if s[0] < s[1]}, key=lambda s: (s[0], -s[1])):
        if not found or found[-1][1] < span[1]:
            found.append(span)
    return tuple(found)
