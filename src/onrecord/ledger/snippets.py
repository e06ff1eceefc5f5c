"""Where the words of a search stand in a text, and which part of a long text to show."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final

from onrecord.types import Span, Spans

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""What FTS5's highlight() puts around hits: noncharacters, which no text is meant to have (Unicode, chapter 23.7)."""
TOKENIZER: Final = "unicode61 remove_diacritics 2"
"""That of statements_fts."""
WIDTH: Final = 240
"""Code points of a snippet, at most."""
_BEFORE = WIDTH // 4
"""Code points that are shown before the first hit, at most."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_JOINER = "\u200d"


def marks(texts: Mapping[int, tuple[str, str | None]], match: str) -> dict[int, tuple[Spans, Spans]]:
    """Where the FTS5 expression `match` is found in texts, each of a content and what its source is called.

    By an index of these texts alone, in memory: the ledger's own would be entered once for each of them. Texts in which
    it is not found are left out.
    """
    if not match:
        return {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (content, source, tokenize = '{TOKENIZER}')")
        rows = [(number, *text) for number, text in texts.items()]
        connection.executemany("INSERT INTO texts (rowid, content, source) VALUES (?, ?, ?)", rows)
        query = "SELECT rowid, highlight(texts, 0, ?1, ?2), highlight(texts, 1, ?1, ?2) FROM texts WHERE texts MATCH ?3"
        found = connection.execute(query, (OPEN, CLOSE, match)).fetchall()
    return {
        number: (hits(content, texts[number][0]), hits(source, texts[number][1])) for number, content, source in found
    }


def hits(marked: str | None, text: str | None) -> Spans:
    """The hits in `text`, as highlight() has marked them; an HTML entity or a letter with its accents is never cut.

    Empty where the marks cannot be told from the text, because it has such characters itself.
    """
    if not text or not marked or marked.replace(OPEN, "").replace(CLOSE, "") != text:
        return ()
    found: list[Span] = []
    for start, end in _marked(marked):
        start, end = _whole(text, start, end)  # noqa: PLW2901 - the same hit, whole
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])  # noqa: PLW2901
        found.append((start, end))
    return tuple(found)


def snippet(text: str, found: Spans) -> Span:
    """The part of `text` with most of the hits, cut between words where there are any; all of it where it is short."""
    if len(text) <= WIDTH:
        return 0, len(text)
    first = _densest(found)
    start = _after_space(text, max(0, first - _BEFORE), first)
    end = min(len(text), start + WIDTH)
    return start, _before_space(text, max(start + WIDTH // 2, first + 1), end)


def _marked(marked: str) -> Iterator[Span]:
    """Where the marks stand, as offsets into the text without them."""
    parts = re.split(f"[{OPEN}{CLOSE}]", marked)
    at = 0
    for number, part in enumerate(parts):
        if number % 2:
            yield at, at + len(part)
        at += len(part)


def _whole(text: str, start: int, end: int) -> Span:
    return _outside(text, start, -1), _outside(text, end, 1)


def _outside(text: str, at: int, step: int) -> int:
    """The nearest offset in direction `step` at which neither an entity nor a letter with its accents is cut."""
    for entity in _ENTITY.finditer(text, max(0, at - 40), at + 40):
        if entity.start() < at < entity.end():
            at = entity.start() if step < 0 else entity.end()
    while 0 < at < len(text) and _goes_on(text, at):
        at += step
    return at


def _goes_on(text: str, at: int) -> bool:
    return unicodedata.category(text[at])[0] == "M" or _JOINER in text[at - 1 : at + 1]


def _densest(found: Spans) -> int:
    """Where the snippet's hits begin: so that most hits fit, and the earliest of such places."""
    starts = [start for start, _ in found] or [0]
    fitting = [bisect_left(starts, start + WIDTH - _BEFORE) - number for number, start in enumerate(starts)]
    return starts[fitting.index(max(fitting))]


def _after_space(text: str, at: int, latest: int) -> int:
    if at == 0:
        return 0
    space = re.compile(r"\s+").search(text, at - 1, latest)
    return space.end() if space else _outside(text, at, -1)


def _before_space(text: str, earliest: int, at: int) -> int:
    if at == len(text) or text[at].isspace():
        return at
    words = re.match(r"(?s).*(?=\s)", text[earliest:at])
    return earliest + len(words[0].rstrip()) if words else _outside(text, at, -1)
