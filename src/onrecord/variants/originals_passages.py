"""A place of an original as a passage: its text as it reads, what stands around it, how it differs."""

from __future__ import annotations

import re

from onrecord.types import Span, Spans
from onrecord.variants.compare import compare
from onrecord.variants.originals_heard import Heard
from onrecord.variants.originals_index import Index, words
from onrecord.variants.originals_places import Place
from onrecord.variants.originals_searched import Searched
from onrecord.variants.originals_turns import turns_in
from onrecord.variants.originals_values import BETWEEN_PARTS, Finding, Passage, Quotation
from onrecord.variants.values import Comparison

CONTEXT = 6
"""Words on either side of a passage."""
MOST_ADDED = 3
"""Words that may stand in place of others at a passage's ends."""
SAME, PROBABLY, SURPRISING = 0.7, 0.6, 18.0
"""Similarity from which a passage is the quotation's; where `compare` takes both for one quotation, too; and the bits
beyond chance that it has at least: two wordings may be alike by chance where they are short, less so the rarer their
words are in the original."""
SHARED, MORE = 0.5, 4
"""What `compare` finds at least of both, and how many words of the passage a short quotation may lack: a long one may
lack as many as it has."""
_STOP = ".".center(len(BETWEEN_PARTS))
_DIVIDED = re.compile(r"(?P<left>[^\W\d_]+)-[ \t]*\r?\n[ \t]*(?P<right>[^\W\d_]+)")


def passage(searched: Searched, place: Place, quotation: Quotation, by: Heard) -> Passage:
    """What stands at `place`, compared with `quotation`."""
    index = searched.index
    start, end = _widened(index, place)
    span = index.span((start, end))
    parts = _parted((start, end), place.between)
    texts = [_as_read(index, index.span(part), quotation.text) for part in parts]
    text = BETWEEN_PARTS.join(texts)
    # An ellipsis of ours is no mark of the page, so a stop as long as it stands there.
    compared = compare(quotation.text, _STOP.join(texts))
    return Passage(
        searched.at,
        span,
        tuple(index.span(part) for part in parts),
        "exact" if place.exact else _finding(place, compared, quotation.text, text),
        text,
        *_context(searched, (start, end)),
        place.similarity,
        compared,
        by.speakers,
        by.agreement,
    )


def _parted(place: Span, between: Spans) -> Spans:
    """The words of a place without those `between` its parts."""
    starts, ends = zip(*between, strict=True) if between else ((), ())
    return tuple(zip((place[0], *ends), (*starts, place[1]), strict=True))


def _widened(index: Index, place: Place) -> Span:
    """The place with the words that stand for the wording's first and last where it lacks these, in the sentence."""
    start, end = place.start, place.end
    before, after = (n if n <= MOST_ADDED else 0 for n in place.missed)
    for _ in range(before):
        if not index.begins_sentence(start):
            start -= 1
    for _ in range(after):
        if not index.begins_sentence(end):
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
