"""Texts and readings for the tests, in our own words; they need no spaCy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from onrecord.types import Article, Attribution, Reading, Source, Span, Spans

_CASES = json.loads((Path(__file__).parent / "cases" / "texts.json").read_text(encoding="utf-8"))
TEXTS: dict[str, str] = {case["name"]: case["text"] for case in _CASES}
TALK = TEXTS["plain"]

# What tokenizers glue, cut or count differently: marks, white space of all kinds, emoji, combining marks.
_PIECES = st.sampled_from(
    [
        *("Ruiz", "said", "don't", "U.S.", "3.5%", "e\u0301", "👩\u200d👧", "👍🏽", "市長", "\ufffd"),
        *('"', "“", "”", "‘", "’", ".", ",", "—", "-", "/", "("),
        *(" ", " ", " ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "\0", "\ufeff"),
    ]
)
_ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
texts = st.one_of(st.lists(_PIECES, min_size=1, max_size=30).map("".join), _ANYTHING)


@st.composite
def spans_in(draw: st.DrawFn, text: str) -> Spans:
    """One to four spans of `text`, in order, that do not overlap."""
    cuts = draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8))
    ordered = sorted(cuts)
    return tuple(zip(ordered[::2], ordered[1::2], strict=False))


def reading(text: str, content: Spans, cue: Spans = (), source: Spans = ()) -> Reading:
    """A reading of `text` with one attribution and one source."""
    attribution = Attribution("a1", source, cue, content, "indirect", None, 0.5, source_id="s1")
    poe = Source("s1", "named person", "Ann Poe", mentions=source)
    return Reading(Article(text, (), sha256=""), (attribution,), "made-1", sources=(poe,))


def offsets(reading: Reading) -> Iterator[tuple[str, str, Span]]:
    """Id, label and offsets of every source, cue and content."""
    for a in reading.attributions:
        for label, spans in (("SOURCE", a.source), ("CUE", a.cue), ("CONTENT", a.content)):
            yield from ((a.id, label, span) for span in spans)


def without_spaces(text: str, span: Span) -> Span:
    """`span` without spaces at its ends, as the space after a word stands in no span of spaCy's."""
    start, end = span
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end
