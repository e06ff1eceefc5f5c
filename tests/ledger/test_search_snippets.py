"""Snippets and hits: they point at what was found, and cut nothing that belongs together."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.query import Query
from onrecord.ledger.search import search
from onrecord.ledger.snippets import CLOSE, OPEN, WIDTH, hits, snippet
from onrecord.ledger.store import add
from tests.ledger.told import Told, reading

PIECES = st.sampled_from(
    ["harbor", "&amp;", "&#8217;", "e\u0301", "👩‍👧", "日本語", " ", " ", "\n", "a", "x" * 300, "é", "&"]
)
TEXTS = st.lists(PIECES, max_size=120).map("".join)
ENTITY = re.compile(r"&(?:amp|#8217);")


def cuts_nothing(text, at):
    entity = any(found.start() < at < found.end() for found in ENTITY.finditer(text))
    mark = 0 < at < len(text) and (unicodedata.category(text[at])[0] == "M" or "\u200d" in text[at - 1 : at + 1])
    return not entity and not mark


def marked_at(text, spans):
    for start, end in reversed(spans):
        text = f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}"
    return text


@st.composite
def marked(draw):
    text = draw(TEXTS)
    offsets = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, [*zip(offsets[::2], offsets[1::2], strict=False)]


@given(marked())
def test_hits_cover_what_is_marked_and_cut_nothing(given_):
    text, spans = given_
    found = hits(marked_at(text, spans), text)
    assert all(any(start <= s and e <= end for start, end in found) for s, e in spans)
    assert all(cuts_nothing(text, at) for span in found for at in span)
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(marked())
def test_a_snippet_is_short_shows_a_hit_and_cuts_nothing(given_):
    text, spans = given_
    found = hits(marked_at(text, spans), text)
    start, end = snippet(text, found)
    assert 0 <= start <= end <= len(text)
    assert end - start <= WIDTH
    assert cuts_nothing(text, start)
    assert cuts_nothing(text, end)
    assert not found or any(start <= first < end for first, _ in found)


@given(st.lists(st.sampled_from(["harbor", "bridge", "a", "&amp;"]), min_size=1, max_size=120), st.integers(0, 119))
def test_words_stay_whole_where_there_are_spaces(words, at):
    text, at = " ".join(words), at % len(words)
    before = len(" ".join(words[:at])) + (at > 0)
    start, end = snippet(text, ((before, before + len(words[at])),))
    assert set(text[start:end].split()) <= set(words)
    assert text[start:end] == text[start:end].strip()


def test_the_part_with_most_hits_is_shown():
    text = f"toll {'road ' * 100}toll and toll {'road ' * 100}"
    spans = tuple(found.span() for found in re.finditer("toll", text))
    start, end = snippet(text, spans)
    assert text[start:end].count("toll") == 2


def test_a_short_text_is_shown_whole():
    assert snippet("the harbor toll", ((4, 10),)) == (0, 15)


@pytest.mark.parametrize("odd", ["a\0b harbor", f"{OPEN} harbor {CLOSE}", f"harbor {CLOSE}"])
def test_marks_that_cannot_be_told_from_the_text_are_left_out(ledger, odd):
    list(add(ledger, [reading(Told(odd))]))
    (found,) = search(ledger, Query("harbor")).statements
    assert (found.content, found.hits) == (odd, ())


@pytest.mark.parametrize(
    ("content", "words", "want"),
    [
        ("Lund &amp; Sons pay", "amp", ["&amp;"]),
        ("don’t pay the naïve harbor", "don't naive", ["don’t", "naïve"]),
        ("the harbor bridge, harbor bridge", '"harbor bridge"', ["harbor bridge", "harbor bridge"]),
        ("👩‍👧 pay 👍 toll", "toll", ["toll"]),
        ("cafe\u0301s pay", "cafés", ["cafe\u0301s"]),
        ("pay the toll", "pay -harbor", ["pay"]),
    ],
)
def test_hits_of_a_search(ledger, content, words, want):
    list(add(ledger, [reading(Told(content))]))
    (found,) = search(ledger, Query(words)).statements
    assert [found.content[slice(*hit)] for hit in found.hits] == want
