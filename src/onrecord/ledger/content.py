"""What the ledger tells its rows apart by: hashes of articles, readings and the whole, and the keys of names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import msgspec

from onrecord.errors import LedgerDamagedError
from onrecord.types import Article, Reading, Source, SourceType

if TYPE_CHECKING:
    import sqlite3

    from onrecord.ledger.database import Ledger

NAMED: Final[dict[SourceType, str]] = {"named person": "np", "named organization": "no", "document": "d"}
"""The types of sources that have a name across articles -> the letters that their keys begin with."""
_NO_ARTICLE = Article("", (), "")
_HEAD = msgspec.json.encode({"article": _NO_ARTICLE})[:-1].decode()
_WORD = re.compile(r"\w+")


def article_hash(article: Article) -> str:
    """SHA-256, in hex, over what is printed: text, blocks, title, outlet, authors, date and URL.

    Not over the input's name, the raw bytes, the language or the notes: the same page fetched twice is one article.
    """
    blocks = [(b.kind, b.start, b.end, b.depth, b.group, b.credit) for b in article.blocks]
    printed = (article.text, blocks, article.title, article.outlet, article.authors, article.published, article.url)
    return hashlib.sha256(msgspec.json.encode(printed)).hexdigest()


def reading_json(reading: Reading) -> str:
    """The reading as `onrecord.formats.json` writes it, less the article."""
    whole = msgspec.json.encode(replace(reading, article=_NO_ARTICLE)).decode()
    return "{" + whole.removeprefix(f"{_HEAD},")


def reading_from(json: str, article: Article) -> Reading:
    """The reading of `article` that `reading_json` wrote. Raises LedgerDamagedError where it is none."""
    try:
        read = msgspec.json.decode(f"{_HEAD},{json[1:]}", type=Reading)
    except msgspec.DecodeError as error:
        raise LedgerDamagedError(
            article.name, f"the stored reading cannot be decoded ({error})", "Run: onrecord ledger verify"
        ) from error
    return replace(read, article=article)


def reading_hash(json: str) -> str:
    """SHA-256, in hex, over what `reading_json` gave."""
    return hashlib.sha256(json.encode()).hexdigest()


def name_key(kind: SourceType, name: str) -> str:
    """The key of a name: names that differ in case, accents, points, hyphens or a leading 'the' have the same."""
    return f"{NAMED[kind]}:{' '.join(_words(kind, name)) or name.casefold()}"


def key_across(source: Source, article: str) -> str | None:
    """The key by which a source is known across articles; None for the unnamed, who are nobody's else.

    A person's single word, an organization without a capital and a document without one after its first word ('Smith',
    'the police', 'a report') do not tell one from another: their key holds the `article`'s hash, so that each article's
    stands for itself.
    """
    if source.name is None or source.type not in NAMED:
        return None
    key = name_key(source.type, source.name)
    return key if _tells_apart(source.type, source.name) else f"{key} in {article[:16]}"


def _tells_apart(kind: SourceType, name: str) -> bool:
    capitals = [word[0].isupper() for word in name.split()]
    if kind == "named person":
        return len(_words(kind, name)) > 1
    return any(capitals if kind == "named organization" else capitals[1:])


def _words(kind: SourceType, name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’‘")
    words = _WORD.findall(kept)
    return words[1:] if kind != "named person" and words[:1] == ["the"] and len(words) > 1 else words


def ledger_hash(ledger: Ledger) -> str:
    """SHA-256, in hex, over everything that was kept: articles, readings, reviews and what they found missing, merges,
    unreadable inputs.

    Two ledgers to which the same was added have the same, whatever the order and the times: row ids, the numbers of
    versions, which reading is current and by which input an article came first are not in it. What is derived from
    readings (rows of statements, index, quotations) is not in it either; `verify` compares it with the readings.
    """
    digest = hashlib.sha256()
    with ledger.snapshot() as connection:
        for line in _lines(connection):
            digest.update(line + b"\n")
    return digest.hexdigest()


def _lines(connection: sqlite3.Connection) -> Iterator[bytes]:
    for what, query in _KEPT:
        yield from _sorted(what, connection.execute(query))


def _sorted(what: str, rows: Iterable[sqlite3.Row]) -> Iterator[bytes]:
    for row in rows:
        yield msgspec.json.encode((what, *row))


_KEPT = (
    ("article", "SELECT hash FROM articles ORDER BY 1"),
    (
        "reading",
        """SELECT articles.hash, readings.hash FROM readings JOIN articles ON articles.id = article_id ORDER BY 1, 2""",
    ),
    (
        "review",
        """SELECT articles.hash, readings.hash, local, reviewer, verdict, field, value, comment
        FROM reviews JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8""",
    ),
    (
        # Apart from the reviews, so that those of before version 2 of the schema give what they gave.
        "where a review stands",
        """SELECT articles.hash, readings.hash, local, reviewer, field, value, reviews.spans
        FROM reviews JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id
        WHERE reviews.spans IS NOT NULL ORDER BY 1, 2, 3, 4, 5, 6, 7""",
    ),
    (
        "missed",
        """SELECT articles.hash, readings.hash, reviewer, source_spans, cue_spans, content_spans, mode, kind,
        factuality, source_type, source_name, comment
        FROM missed JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12""",
    ),
    (
        "merge",
        """SELECT one.key, other.key, by, reason, undone_at IS NOT NULL, undone_by, undone_reason
        FROM merges JOIN names AS one ON one.id = name_id JOIN names AS other ON other.id = into_id
        ORDER BY 1, 2, 3, 4, 5, 6, 7""",
    ),
    ("unreadable", "SELECT name, code, reason FROM unreadable ORDER BY 1, 2, 3"),
)
"""What is kept, each with the query that gives it in an order of its own."""
