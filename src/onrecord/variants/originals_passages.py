"""A place of an original as a passage: its text as it reads, what stands around it, who speaks there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.types import Article, Attribution, Reading, Source, Span
from onrecord.variants.compare import compare
from onrecord.variants.originals_index import Index, words
from onrecord.variants.originals_names import agreement
from onrecord.variants.originals_places import Place
from onrecord.variants.originals_quoted import shared_length
from onrecord.variants.originals_turns import Turn, turns, turns_in
from onrecord.variants.originals_values import Agreement, Finding, Passage, Quotation, Speaker
from onrecord.variants.values import Comparison

CONTEXT = 6
"""Words on either side of a passage."""
MOST_ADDED = 3
"""Words that may stand in place of others at a passage's ends."""
SURE = 0.5
"""Confidence from which the original's own attribution tells who speaks."""
SAME, PROBABLY, SURPRISING = 0.7, 0.6, 18.0
"""Similarity from which a passage is the quotation's; where `compare` takes both for one quotation, too; and the bits
beyond chance that it has at least: two wordings may be alike by chance where they are short, less so the rarer their
words are in the original."""
SHARED, MORE = 0.5, 4
"""What `compare` finds at least of both, and how many words of the passage a short quotation may lack: a long one may
lack as many as it has."""
_DIVIDED = re.compile(r"(?P<left>[^\W\d_]+)-[ \t]*\r?\n[ \t]*(?P<right>[^\W\d_]+)")
_STOP = re.compile(r"[.!?…]|\n\s*\n")


@dataclass(frozen=True)
class Searched:
    """An original that is searched: number `at` of those given, with its reading where there is one."""

    at: int
    article: Article
    reading: Reading | None = None

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns of a transcript, in order."""
        return turns(self.article.text)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names of all labels."""
        return frozenset(t.name for t in self.turns)

    @cached_property
    def index(self) -> Index:
        """Its words; labels are none of them."""
        return Index(self.article.text, tuple(t.label for t in self.turns))

    @cached_property
    def names(self) -> frozenset[str]:
        """The named sources of its reading."""
        return frozenset(s.name for s in self.reading.sources if s.name) if self.reading else frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom an original gives a place to, and whether that is the article's source."""

    speakers: tuple[Speaker, ...]
    agreement: Agreement


def heard(searched: Searched, place: Place, source: Source | None) -> Heard:
    """Who speaks at `place`, and whether that is `source`; all speakers where it goes over several turns."""
    parts = [searched.index.span(p) for p in place.parts if p[1] - p[0] > 1]
    found = list(_heard(searched, parts or [searched.index.span((place.start, place.end))], source))
    return Heard(tuple(dict.fromkeys(speaker for speaker, _ in found)), _together([agreed for _, agreed in found]))


def passage(searched: Searched, place: Place, quotation: Quotation, by: Heard) -> Passage:
    """What stands at `place`, compared with `quotation`."""
    index = searched.index
    start, end = _widened(index, place)
    span = index.span((start, end))
    text = _as_read(index, span, quotation.text)
    compared = compare(quotation.text, text)
    return Passage(
        searched.at,
        span,
        "exact" if place.exact else _finding(place, compared, quotation.text, text),
        text,
        *_context(searched, (start, end)),
        place.similarity,
        compared,
        by.speakers,
        by.agreement,
    )


def _widened(index: Index, place: Place) -> Span:
    """The place with the words that stand for the wording's first and last where it lacks these, in the sentence."""
    start, end = place.start, place.end
    before, after = (n if n <= MOST_ADDED else 0 for n in place.missed)
    for _ in range(before):
        if start > 0 and not _STOP.search(index.text, index.ends[start - 1], index.starts[start]):
            start -= 1
    for _ in range(after):
        if end < len(index.words) and not _STOP.search(index.text, index.ends[end - 1], index.starts[end]):
            end += 1
    return start, end


def _as_read(index: Index, span: Span, printed: str) -> str:
    """The text of a span without what nobody said there, on one line, words that a line's end divides joined."""
    said = index.said[slice(*span)]

    def joined(match: re.Match[str]) -> str:
        whole = match["left"] + match["right"]
        # Where the article does not have the word, it may be one that is written with a hyphen.
        return whole if whole.casefold() in printed.casefold() else f"{match['left']}-{match['right']}"

    return " ".join(_DIVIDED.sub(joined, said).split())


def _finding(place: Place, compared: Comparison, printed: str, text: str) -> Finding | None:
    """How the words differ; None where they are not those of one quotation.

    Where the passage has all the words and marks show what else it has, chance needs no margin.
    """
    changed = [edit for edit in compared.edits if not edit.harmless]
    marked = all(edit.marked for edit in changed)
    if not (marked and place.similarity == 1 and place.surprise > 0) and not _is_same(place, compared, printed, text):
        return None
    if not changed:
        return "exact"
    return "changed, marked" if marked else "changed, unmarked"


def _is_same(place: Place, compared: Comparison, printed: str, text: str) -> bool:
    least = SAME if compared.cls is None else PROBABLY
    alike = place.similarity >= least and place.surprise >= SURPRISING and compared.similarity >= SHARED
    return alike and _more(compared, text) <= max(MORE, len(words(printed)))


def _more(compared: Comparison, text: str) -> int:
    """How many words of a passage's text the quotation lacks without a mark."""
    return sum(len(words(text[slice(*edit.original)])) for edit in compared.edits if not edit.marked)


def _context(searched: Searched, place: Span) -> tuple[str, str]:
    """A few words before and after, within the same turn, with the white space and marks between."""
    index = searched.index
    start, end = index.span(place)
    around = [t.speech for t in turns_in(searched.turns, (start, end))] or [(0, len(index.text))]
    first = max(index.starts[max(0, place[0] - CONTEXT)], around[0][0])
    last = min(index.ends[min(place[1] + CONTEXT, len(index.words)) - 1], around[-1][1])
    return _on_a_line(index.said[first:start]), _on_a_line(index.said[end:last])


def _on_a_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _heard(searched: Searched, parts: Sequence[Span], source: Source | None) -> Iterator[tuple[Speaker, Agreement]]:
    """Whom the original gives each part to, and whether that is `source`."""
    for part in parts:
        for turn in turns_in(searched.turns, part):
            agreed = agreement(source, turn.name, searched.labels)
            if agreed == "other" and _within_marks(searched.article.text, turn.speech[0], part[0]):
                agreed = "not known"  # The speaker quotes somebody, who may be the article's source.
            yield Speaker(turn.name, turn.label, "label"), agreed
        if not searched.turns:
            yield from _printed(searched, part, source)


def _printed(searched: Searched, part: Span, source: Source | None) -> Iterator[tuple[Speaker, Agreement]]:
    """Whom an article gives a part to: itself, where the source is its outlet; whom it quotes; else its writer."""
    outlet = searched.article.outlet
    if outlet and agreement(source, outlet, frozenset({outlet})) == "same":
        yield Speaker(outlet, None, "outlet"), "same"
    elif searched.reading is not None:
        found = _attribution(searched.reading, part)
        yield from _written(searched, source) if found is None else _attributed(searched, found, source)


def _written(searched: Searched, source: Source | None) -> Iterator[tuple[Speaker, Agreement]]:
    authors = frozenset(searched.article.authors)
    for author in searched.article.authors:
        if agreement(source, author, authors) == "same":
            yield Speaker(author, None, "byline"), "same"


def _within_marks(text: str, start: int, end: int) -> bool:
    """Whether a quotation mark that was opened in the paragraph before `end` is still open there."""
    before = text[max(start, text.rfind("\n\n", start, end)) : end]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _attributed(searched: Searched, found: Attribution, source: Source | None) -> Iterator[tuple[Speaker, Agreement]]:
    sources = searched.reading.sources if searched.reading else ()
    theirs = next((s for s in sources if s.id == found.source_id), None)
    speaker = Speaker(theirs.name if theirs else None, found.source[0] if found.source else None, "attribution")
    if theirs is None or theirs.name is None or found.confidence < SURE or _sort(theirs) != _sort(source):
        yield speaker, "not known"
    else:
        yield speaker, agreement(source, theirs.name, searched.names)


def _sort(source: Source | None) -> str | None:
    return source.type if source else None


def _attribution(reading: Reading, part: Span) -> Attribution | None:
    """The original's attribution that holds most of a part; of several the innermost, which begins last."""
    shared = [(shared_length(a.content, (part,)), a.content[0][0], a) for a in reading.attributions if a.content]
    best = max(shared, key=lambda found: found[:2], default=None)
    return best[2] if best is not None and 2 * best[0] >= part[1] - part[0] else None


def _together(agreed: Sequence[Agreement]) -> Agreement:
    """Of all parts: 'other' where the words of one are somebody else's."""
    if "other" in agreed:
        return "other"
    return "same" if agreed and all(one == "same" for one in agreed) else "not known"
