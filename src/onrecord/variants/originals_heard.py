"""Whom an original gives a place to, and whether that is whom the article names.

'Other' is said where both name their speaker beside the words: whom "he said" means, a reading may mistake. An article
that is an original must print the words as that speaker's own, in marks or as a block; in marks within these they are
somebody else's, whom the speaker quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.types import Article, Attribution, Reading, Source, Span
from onrecord.variants.marks import in_marks
from onrecord.variants.originals_names import agreement, has_name
from onrecord.variants.originals_places import Place
from onrecord.variants.originals_quoted import shared_length
from onrecord.variants.originals_searched import Searched
from onrecord.variants.originals_turns import turns_in
from onrecord.variants.originals_values import Agreement, Speaker

SURE = 0.5
"""Confidence from which the original's own attribution tells who speaks."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom the article gives a quotation to; `named` where it has the name, or a part of it, beside the quotation."""

    source: Source | None
    named: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom an original gives a place to, and whether that is the article's source."""

    speakers: tuple[Speaker, ...]
    agreement: Agreement


def heard(searched: Searched, place: Place, claim: Claim) -> Heard:
    """Who speaks at `place`, and whether that is whom the article names; all where it goes over several turns."""
    parts = [searched.index.span(p) for p in place.parts if p[1] - p[0] > 1]
    found = list(_heard(searched, parts or [searched.index.span((place.start, place.end))], claim.source))
    agreed = _together([agreed for _, agreed in found])
    return Heard(tuple(dict.fromkeys(speaker for speaker, _ in found)), _if_sure(agreed, claim.named))


def _if_sure(agreed: Agreement, sure: bool) -> Agreement:
    return "not known" if agreed == "other" and not sure else agreed


def _together(agreed: Sequence[Agreement]) -> Agreement:
    """Of all parts: 'other' where the words of one are somebody else's."""
    if "other" in agreed:
        return "other"
    return "same" if agreed and all(one == "same" for one in agreed) else "not known"


def _heard(searched: Searched, parts: Sequence[Span], source: Source | None) -> Iterator[tuple[Speaker, Agreement]]:
    """Whom the original gives each part to, and whether that is `source`."""
    for part in parts:
        for turn in turns_in(searched.turns, part):
            own = _depth(searched.article, turn.speech, part) == 0
            yield Speaker(turn.name, turn.label, "label"), _if_sure(agreement(source, turn.name, searched.labels), own)
        if not searched.turns:
            yield from _printed(searched, part, source)


def _depth(article: Article, within: Span, part: Span) -> int:
    """In how many quotation marks, one within the other, the middle of a part stands in its paragraph."""
    at = sum(part) // 2
    paragraphs = [(max(b.start, within[0]), min(b.end, within[1])) for b in article.blocks if b.start <= at < b.end]
    depth = 0
    while paragraphs:
        inside = [found.span for found in in_marks(article.text, paragraphs[0])]
        paragraphs = [(start, end) for start, end in inside if start <= at < end]
        depth += bool(paragraphs)
    return depth


def _printed(searched: Searched, part: Span, source: Source | None) -> Iterator[tuple[Speaker, Agreement]]:
    """Whom an article gives a part to: itself, where the source is its outlet; whom it quotes; else its writer."""
    outlet = searched.article.outlet
    if outlet and agreement(source, outlet, frozenset({outlet})) == "same":
        yield Speaker(outlet, None, "outlet"), "same"
    elif searched.reading is not None:
        found = _attribution(searched.reading, part)
        if found is None:
            yield from _written(searched, source)
        else:
            yield _attributed(searched, searched.reading, found, source, part)


def _written(searched: Searched, source: Source | None) -> Iterator[tuple[Speaker, Agreement]]:
    authors = frozenset(searched.article.authors)
    for author in searched.article.authors:
        if agreement(source, author, authors) == "same":
            yield Speaker(author, None, "byline"), "same"


def _attributed(
    searched: Searched, reading: Reading, found: Attribution, source: Source | None, part: Span
) -> tuple[Speaker, Agreement]:
    theirs = next((s for s in reading.sources if s.id == found.source_id), None)
    speaker = Speaker(theirs.name if theirs else None, found.source[0] if found.source else None, "attribution")
    if theirs is None or theirs.name is None or found.confidence < SURE or _sort(theirs) != _sort(source):
        return speaker, "not known"
    marks = 0 if found.mode == "block" else 1
    own = _depth(searched.article, (0, len(searched.article.text)), part) == marks
    return speaker, _if_sure(agreement(source, theirs.name, searched.names), own and is_named(reading, found))


def is_named(reading: Reading, attribution: Attribution) -> bool:
    """Whether an attribution prints the name of its source, or a part of it, and no pronoun or role alone."""
    name = next((s.name for s in reading.sources if s.id == attribution.source_id), None)
    printed = " ".join(reading.article.text[start:end] for start, end in attribution.source)
    return name is not None and has_name(printed, name)


def _sort(source: Source | None) -> str | None:
    return source.type if source else None


def _attribution(reading: Reading, part: Span) -> Attribution | None:
    """The original's attribution that holds most of a part; of several the innermost, which begins last."""
    shared = [(shared_length(a.content, (part,)), a.content[0][0], a) for a in reading.attributions if a.content]
    best = max(shared, key=lambda found: found[:2], default=None)
    return best[2] if best is not None and 2 * best[0] >= part[1] - part[0] else None
