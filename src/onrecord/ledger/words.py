"""The language of a search: what people type, taken apart, and as an expression that SQLite's FTS5 always accepts.

    harbor bridge          both words, anywhere in the statement or its source
    "harbor bridge"        the phrase; curly marks and guillemets do the same
    -toll  -"new bridge"   without this word, without this phrase
    bridge OR tunnel       one of them; OR binds its neighbours more closely than the space between the others

Everything else is words: case and accents do not matter, what is typed in one piece (`well-known`, `3:30`) is found in
one piece, and what belongs to no word (`*`, `^`, a quotation mark without a partner, emoji) is ignored. So no text is
wrong; there is only text without a word in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from onrecord.errors import QueryError

MOST_TERMS: Final = 64
"""Words and phrases of one search, at most."""
LONGEST: Final = 5_000
"""Code points of one search, at most."""

_MARKS = '"“”„‟«»＂〝〞〟'
_TERM = re.compile(
    # A phrase's first mark stands behind no word and its last before none, so that inches open no phrase.
    rf"(?:(?<!\S)(?P<minus>-))?(?:(?<!\w)[{_MARKS}](?P<phrase>[^{_MARKS}]*)[{_MARKS}](?!\w)|(?P<word>[^\s{_MARKS}]+))"
)
# Brackets separate words, and so does what cannot be printed or stored.
_APART = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff()\\[\\]{}]+")
_NO_WORD = re.compile(f"{_APART.pattern}|[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class Words:
    """A search taken apart: of each of the `groups` one must be found, of the `excluded` none; words or phrases."""

    groups: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()


class _Term(NamedTuple):
    text: str
    excluded: bool
    operator: str


def parse(text: str) -> Words:
    """What `text` asks for; no groups and nothing excluded where it holds neither a letter nor a digit.

    Raises QueryError where it is longer than LONGEST or has more than MOST_TERMS words and phrases.
    """
    if len(text) > LONGEST:
        raise QueryError(f"the words are longer than {LONGEST:,} characters", "Search for a part of them")
    terms = _terms(text)
    if len(terms) > MOST_TERMS:
        raise QueryError(f"these are more than {MOST_TERMS} words", "Search for fewer, or put marks around a phrase")
    groups: list[tuple[str, ...]] = []
    before = ""
    for at, term in enumerate(terms):
        operator = term.operator if not before and _stands_between(terms, at) else ""
        if before == "OR":
            groups[-1] = (*groups[-1], term.text)
        elif not operator and not term.excluded:
            groups.append((term.text,))
        before = operator
    return Words(tuple(groups), tuple(term.text for term in terms if term.excluded))


def expression(groups: Iterable[Iterable[str]], excluded: Iterable[str] = ()) -> str:
    """An FTS5 expression; empty where `groups` is. Every term is quoted, so that no character of it is an operator."""
    wanted = " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in groups)
    unwanted = " OR ".join(map(_quoted, excluded))
    return f"({wanted}) NOT ({unwanted})" if wanted and unwanted else wanted


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in which nothing is an operator, such as a name."""
    pieces = _NO_WORD.sub(" ", text).split()
    return tuple(piece for piece in pieces if any(map(_of_a_word, piece)))


def _terms(text: str) -> list[_Term]:
    found = []
    for match in _TERM.finditer(_APART.sub(" ", text)):
        term = match["word"] if match["phrase"] is None else match["phrase"]
        if any(map(_of_a_word, term)):
            excluded = match["minus"] is not None
            found.append(_Term(term, excluded, term if match["word"] in ("AND", "OR") and not excluded else ""))
    return found


def _stands_between(terms: list[_Term], at: int) -> bool:
    """Whether terms that are to be found stand on both sides: `Portland OR` and `OR -toll` have the word 'or'."""
    return 0 < at < len(terms) - 1 and not terms[at - 1].excluded and not terms[at + 1].excluded


def _of_a_word(character: str) -> bool:
    """By the categories that FTS5's tokenizer unicode61 makes words of."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"


def _quoted(term: str) -> str:
    return f'"{term.replace(chr(34), " ")}"'
