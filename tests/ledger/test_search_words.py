"""The language of a search: what is typed is taken apart as documented, and no text is ever an error of FTS5's."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.ledger.words import LONGEST, MOST_TERMS, expression, parse, words_of

CASES = json.loads((Path(__file__).parent / "cases" / "search_words.json").read_text(encoding="utf-8"))
_ODD = "\"“”„«»‘’'*^:+-–(){}[]\\/\0\ud800,;.~&|!?<>=@#%\u200d\ufdd0\n"
ODD = st.sampled_from([*_ODD, "👍", " NEAR ", " OR ", " "])
TYPED = st.lists(st.one_of(ODD, st.text(max_size=4), st.sampled_from(["harbor", "bridge", "AND", "NOT"]))).map("".join)


def finds(match, content, source=None):
    with_index = sqlite3.connect(":memory:")
    with_index.execute("CREATE VIRTUAL TABLE f USING fts5 (content, source, tokenize='unicode61 remove_diacritics 2')")
    with_index.execute("INSERT INTO f VALUES (?, ?)", (content, source))
    found = with_index.execute("SELECT count(*) FROM f WHERE f MATCH ?", (match,)).fetchone()[0]
    with_index.close()
    return bool(found)


def matches(text, content, source=None):
    words = parse(text)
    return finds(expression(words.groups, words.excluded), content, source)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_taken_apart(case):
    words = parse(case["text"])
    assert [list(group) for group in words.groups] == case["groups"]
    assert list(words.excluded) == case.get("excluded", [])


@given(TYPED)
def test_no_text_is_an_error(text):
    words = parse(text)
    if words.groups:
        finds(expression(words.groups, words.excluded), "the harbor bridge")
    if words.excluded:
        finds(expression([words.excluded]), "the harbor bridge")


@given(st.text(max_size=40))
def test_a_name_is_no_error_either(text):
    if words_of(text):
        finds(expression((word,) for word in words_of(text)), text.encode("utf-8", "replace").decode())


@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), min_size=1, max_size=12))
def test_a_word_finds_itself(word):
    assert matches(word, f"before {word}, after")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("harbor toll", True),
        ("HARBOR Toll", True),
        ("harbor ruiz", True),
        ('"harbor bridge"', True),
        ('"bridge harbor"', False),
        ("naive", True),
        ("well-known", True),
        ("known-well", False),
        ("don't", True),
        ("3:30", True),
        ("harb", False),
        ("harb*", False),
        ("content:harbor", False),
        ("harbor -toll", False),
        ("harbor -tunnel", True),
        ('harbor -"bridge toll"', True),
        ("tunnel OR toll", True),
        ("tunnel OR toll harbor -ferry", True),
        ("tunnel OR ferry", False),
    ],
)
def test_finds(text, found):
    content = "The well-known Harbor Bridge is, at 3:30, naïve without a toll; don’t ask"
    assert matches(text, content, "Ana Ruiz") is found


def test_too_much_is_told_with_a_remedy():
    with pytest.raises(QueryError, match="more than 64 words"):
        parse("a " * (MOST_TERMS + 1))
    with pytest.raises(QueryError, match="longer than"):
        parse("a" * (LONGEST + 1))
    assert len(parse('"' + "a " * (LONGEST // 2 - 2) + '"').groups) == 1


def test_as_many_words_as_may_be():
    words = parse("harbor OR bridge " * (MOST_TERMS // 3))
    assert finds(expression(words.groups, ["toll"] * MOST_TERMS), "harbor")
