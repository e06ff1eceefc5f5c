"""The ledger that ledger_search.py searches: invented words, as frequent as in a language, straight into its tables.

Words follow Zipf's law, so that the most frequent stands in three of four statements; names and outlets do, too. The
articles' dates are in no order, as in an archive that is added as it lies. The same seed gives the same ledger.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.database import open_ledger

SEED = 1
VOCABULARY = 120_000
NAMES, OUTLETS = 60_000, 80
PER_ARTICLE, SOURCES = 15, 6
FIRST_DAY, DAYS = date(2015, 1, 1), 3_650
BATCH = 700
"""Articles in a transaction."""
SHARES: dict[str, dict[str, float]] = {
    "mode": {"indirect": 0.55, "direct": 0.25, "mixed": 0.18, "block": 0.02},
    "kind": {"assertion": 0.8, "belief": 0.08, "fact": 0.05, "eventuality": 0.07},
    "factuality": {
        "asserted": 0.8, "denied": 0.05, "probable": 0.04, "possible": 0.05, "planned": 0.03, "conditional": 0.02,
        "questioned": 0.01,
    },
    "type": {"named person": 0.7, "named organization": 0.25, "document": 0.05},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The invented words by frequency, the common first, and the names of people and outlets."""

    words: list[str]
    names: list[str]
    outlets: list[str]


def invented(random: Random) -> World:
    """Words of syllables, the more common the shorter."""
    onsets = "b c d f g h j k l m n p r s t v w z br cr dr fl gr pl st tr sh th".split()
    vowels = "a e i o u ai ea ou".split()
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        syllables = 1 + (len(words) > 60) + (len(words) > 3_000) + (random.random() < 0.4)
        words.setdefault("".join(random.choice(onsets) + random.choice(vowels) for _ in range(syllables)))
    listed = list(words)

    def named() -> str:
        return f"{random.choice(listed[500:50_000])} {random.choice(listed[500:50_000])}".title()

    return World(listed, [named() for _ in range(NAMES)], [named() for _ in range(OUTLETS)])


class Draws:
    """Seeded draws of ranks that follow Zipf's law, and of values by their shares, many at a time."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.tables: dict[int, NDArray[np.float64]] = {}

    def zipf(self, of: int, n: int) -> list[int]:
        """`n` ranks from 0 to `of` - 1."""
        if of not in self.tables:
            weights = 1 / np.arange(1, of + 1)
            self.tables[of] = np.cumsum(weights / weights.sum())
        drawn: list[int] = np.minimum(np.searchsorted(self.tables[of], self.random.random(n)), of - 1).tolist()
        return drawn

    def shared(self, what: str, n: int) -> list[str]:
        """`n` values of SHARES."""
        shares = SHARES[what]
        drawn: list[str] = self.random.choice(list(shares), n, p=list(shares.values())).tolist()
        return drawn

    def lengths(self, n: int) -> list[int]:
        """Words of `n` statements: 26 in the mean."""
        drawn: list[int] = np.clip(self.random.geometric(1 / 22, n) + 4, 5, 150).tolist()
        return drawn


def insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows with the same columns."""
    columns = list(rows[0])
    query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    connection.executemany(query, [tuple(row.values()) for row in rows])


def make(path: Path, statements: int, world: World) -> None:
    """Fill a new ledger straight through its schema; a ledger that is half made is left under another name."""
    part = path.with_suffix(".part")
    for old in part.parent.glob(f"{part.name}*"):
        old.unlink()
    draws = Draws(SEED)
    types = draws.shared("type", NAMES)
    with open_ledger(part, create=True) as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        with ledger.writing() as connection:
            named = enumerate(zip(world.names, types, strict=True), start=1)
            insert(connection, "names", [{"id": i, "key": str(i), "name": n, "type": t} for i, (n, t) in named])
        articles = range(1, statements // PER_ARTICLE + 1)
        for first in articles[::BATCH]:
            with ledger.writing() as connection:
                for article in articles[first - 1 : first - 1 + BATCH]:
                    add_article(connection, article, world, types, draws)
    part.rename(path)


def add_article(connection: sqlite3.Connection, number: int, world: World, types: list[str], draws: Draws) -> None:
    """One article with its reading, sources and statements; all ids follow from its number."""
    day = str(FIRST_DAY + timedelta(days=int(draws.random.integers(DAYS))))
    outlet = world.outlets[draws.zipf(OUTLETS, 1)[0]]
    contents = [" ".join(words) for words in sentences(world, draws)]
    article = {
        "id": number, "hash": str(number), "raw_sha256": str(number), "label": contents[0][:80], "name": str(number),
        "url": f"https://news.example/{number}", "title": contents[0][:80], "outlet": outlet, "published": day,
        "day": day, "language": "en", "text": "\n".join(contents), "added_at": day,
    }  # fmt: skip
    insert(connection, "articles", [article])
    reading = {"id": number, "article_id": number, "model": "made", "software": "0", "json": "{}", "hash": str(number)}
    insert(connection, "readings", [{**reading, "read_at": day}])
    sources = list(sources_of(number, world, types, draws))
    insert(connection, "sources", sources)
    insert(connection, "statements", list(statements_of(number, contents, sources, draws)))


def sentences(world: World, draws: Draws) -> Iterator[list[str]]:
    lengths = draws.lengths(PER_ARTICLE)
    ranks = iter(draws.zipf(VOCABULARY, sum(lengths)))
    for length in lengths:
        yield [world.words[next(ranks)] for _ in range(length)]


def sources_of(article: int, world: World, types: list[str], draws: Draws) -> Iterator[dict[str, Any]]:
    """Three of four have a name."""
    for i, (rank, chance) in enumerate(zip(draws.zipf(NAMES, SOURCES), draws.random.random(SOURCES), strict=True)):
        shared = {"id": article * SOURCES + i, "reading_id": article, "local": f"s{i}"}
        if chance < 0.75:
            name = world.names[rank]
            yield {**shared, "label": name, "name_id": rank + 1, "type": types[rank], "name": name}
        else:
            kind = "anonymous source" if chance < 0.82 else "unnamed group"
            yield {**shared, "label": "officials", "name_id": None, "type": kind, "name": None}


def statements_of(
    article: int, contents: list[str], sources: list[dict[str, Any]], draws: Draws
) -> Iterator[dict[str, Any]]:
    """One of seven has no source, one of twenty is second-hand."""
    columns = {what: draws.shared(what, PER_ARTICLE) for what in ("mode", "kind", "factuality")}
    speakers = draws.random.integers(0, SOURCES + 1, PER_ARTICLE).tolist()
    second_hand = (draws.random.random(PER_ARTICLE) < 0.05).astype(int).tolist()
    for i, content in enumerate(contents):
        source = sources[speakers[i]] if speakers[i] < SOURCES else None
        yield {
            "id": article * PER_ARTICLE + i, "reading_id": article, "local": f"a{i}", "label": content[:80],
            "source": source and source["label"], "cue": "said", "content": content, "source_spans": "[]",
            "cue_spans": "[]", "content_spans": "[]", "start": 0, "end": len(content),
            "source_id": source and source["id"], "second_hand": second_hand[i], "confidence": 0.9,
            **{what: drawn[i] for what, drawn in columns.items()},
        }  # fmt: skip
