"""The quotations of a reading, from its rows in the ledger."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from onrecord.ledger import quotations_links as links
from onrecord.types import Mode, Span, Spans
from onrecord.variants.pairs import words_hash
from onrecord.variants.quoted import joined, quoted_words, trimmed, without
from onrecord.variants.wording import wording

_BEFORE = " \t\r\n\u00a0“”„«»\"＂‘’'`"
"""What may stand between the words of the page and those that are quoted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation before it has an id: its `row` of the table (statement_id, part, text, start, end, words_hash,
    n_words), and by what it is told from others.
    """

    row: tuple[int, int, str, int, int, str, int]
    node: links.Node


@dataclass(frozen=True, slots=True)
class _Statement:
    id: int
    mode: Mode
    parts: Spans
    speaker: str | None


def found_in(connection: sqlite3.Connection, reading_id: int) -> list[Found]:
    """The quotations of a reading, one for each statement that quotes, in the order of the statements' ids.

    What a block quotation quotes from somebody else is that somebody's quotation, and none of the block's.
    """
    text, statements = _statements(connection, reading_id)
    inner = tuple(span for s in statements if s.mode != "block" for span in s.parts)
    found: list[Found] = []
    for statement in statements:
        parts = trimmed(text, without(statement.parts, inner)) if statement.mode == "block" else statement.parts
        if not parts:
            continue
        apart: Mode = "mixed" if parts != statement.parts else statement.mode
        words = joined(text, parts, apart) if apart == "mixed" else _put_together(text, parts)
        n_words = len(wording(words).words)
        if n_words:
            hashed = words_hash(words)
            row = (statement.id, 0, words, parts[0][0], parts[-1][1], hashed, n_words)
            found.append(Found(row, links.node(words, hashed, statement.speaker)))
    return found


def _statements(connection: sqlite3.Connection, reading_id: int) -> tuple[str, list[_Statement]]:
    """The article's text, and the statements of the reading that quote, with the spans of their quoted words."""
    rows = connection.execute(
        """SELECT statements.id, mode, content_spans, names.key FROM statements
        LEFT JOIN sources ON sources.id = source_id LEFT JOIN names ON names.id = name_id
        WHERE statements.reading_id = ? AND mode <> 'indirect' ORDER BY statements.id""",
        (reading_id,),
    ).fetchall()
    if not rows:
        return "", []
    article = connection.execute(
        "SELECT text, blocks FROM articles JOIN readings ON article_id = articles.id WHERE readings.id = ?",
        (reading_id,),
    ).fetchone()
    paragraphs = _paragraphs(article["blocks"]) if any(row["mode"] == "mixed" for row in rows) else ()
    text: str = article["text"]
    return text, [
        _Statement(
            row["id"],
            row["mode"],
            quoted_words(text, _spans(row["content_spans"]), row["mode"], paragraphs),
            row["key"],
        )
        for row in rows
    ]


def _paragraphs(blocks: str) -> Spans:
    return tuple((block["start"], block["end"]) for block in json.loads(blocks))


def _spans(stored: str) -> Spans:
    return tuple(cast(Span, tuple(span)) for span in json.loads(stored))


def _put_together(text: str, parts: Spans) -> str:
    """What cues interrupt as one text. The comma before a cue that ends its sentence is the full stop it stands for."""
    pieces = [text[start:end] for start, end in parts]
    for i, (before, after) in enumerate(pairwise(parts)):
        if _is_sentence_end(text, before[1], after[0]) and (pieces[i][-1] == "," or pieces[i][-1].isalnum()):
            pieces[i] = f"{pieces[i].removesuffix(',')}."
    return " ".join(pieces)


def _is_sentence_end(text: str, end: int, start: int) -> bool:
    """Whether what is quoted from `start` on begins a sentence, told by the words of the page before it."""
    return text[end:start].rstrip(_BEFORE).endswith((".", "!", "?", ":")) and not text[start].islower()
