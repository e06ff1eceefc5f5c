"""Links between quotations: buckets, and pairs of wordings that are one.

Each wording stands in its buckets once, by the first quotation (least id) that has it; further quotations of the
wording join its cluster and are compared with nothing, so that a phrase in a hundred thousand articles costs what one
costs. A bucket has LANDMARKS places, for the wordings of the least hashes in it; what else falls into it stands beside,
and is compared with those in the places alone. Which wordings have a place depends on what is there, not on what came
first, and so do the pairs.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from onrecord.ledger.quotations_clusters import begin, join, leave, split
from onrecord.variants.compare import compare
from onrecord.variants.pairs import LEAST, are_one, is_short
from onrecord.variants.sketch import sketch
from onrecord.variants.values import Comparison
from onrecord.variants.wording import wording

LANDMARKS = 8
"""Wordings of a bucket that every other one in it is compared with."""
KEPT: Final = 1 << 13
"""Wordings whose numbers are kept."""
PLACED: Final = 0
BESIDE: Final = 1
SPEAKER: Final = 2
"""The last two bits of a bucket's number: for wordings that have a place in it, for those beside them, and for short
quotations by the same speaker.
"""


@dataclass(frozen=True, slots=True)
class Node:
    """What tells a quotation from others: its wording's hash, and for a short one the key of its named speaker.

    `text` is one printing of the words; it does not count where two are compared.
    """

    words_hash: str
    is_short: bool
    speaker: str | None
    text: str = field(compare=False)


def node(text: str, words_hash: str, speaker: str | None) -> Node:
    """The node of a quotation: of a long one whoever says it."""
    short = is_short(text)
    return Node(words_hash, short, speaker if short else None, text)


def add(connection: sqlite3.Connection, quotation_id: int, new: Node) -> None:
    """Link a quotation whose row is in `quotations`, and has the greatest id."""
    if new.is_short:
        _add_short(connection, quotation_id, new)
        return
    first = _first(connection, new.words_hash)
    begin(connection, quotation_id, first)
    if first == quotation_id:
        _place(connection, quotation_id, new)


def remove(connection: sqlite3.Connection, quotation_id: int, old: Node) -> None:
    """Take a quotation out of all four tables."""
    query = "SELECT min(id) FROM quotations WHERE words_hash = ? AND id <> ?"
    other: int | None = connection.execute(query, (old.words_hash, quotation_id)).fetchone()[0]
    if old.is_short:
        connection.execute("DELETE FROM buckets WHERE bucket = ? AND quotation_id = ?", (_of(old), quotation_id))
        leave(connection, quotation_id)
    elif other is None:
        _displace(connection, quotation_id, old)
    else:
        if quotation_id < other:
            _hand_over(connection, quotation_id, other, old)
        leave(connection, quotation_id)
    connection.execute("DELETE FROM quotations WHERE id = ?", (quotation_id,))


def _first(connection: sqlite3.Connection, words_hash: str) -> int:
    query = "SELECT min(id) FROM quotations WHERE words_hash = ?"
    first: int = connection.execute(query, (words_hash,)).fetchone()[0]
    return first


def _add_short(connection: sqlite3.Connection, quotation_id: int, new: Node) -> None:
    query = "SELECT quotation_id FROM buckets WHERE bucket = ? LIMIT 1"
    found = connection.execute(query, (_of(new),)).fetchone() if _can_return(new) else None
    begin(connection, quotation_id, None if found is None else found[0])
    if _can_return(new):
        connection.execute("INSERT INTO buckets (bucket, quotation_id) VALUES (?, ?)", (_of(new), quotation_id))


def _can_return(short: Node) -> bool:
    """Whether a short quotation may be known again elsewhere: by its named speaker, and in more than one word."""
    return short.speaker is not None and len(wording(short.text).words) >= LEAST


def _of(short: Node) -> int:
    """The bucket of a short quotation by its speaker."""
    digest = hashlib.blake2b(f"{short.words_hash} {short.speaker}".encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big") << 2 | SPEAKER


@lru_cache(maxsize=KEPT)
def _numbers(text: str) -> frozenset[int]:
    return sketch(wording(text))


def _place(connection: sqlite3.Connection, quotation_id: int, new: Node) -> None:
    """Put a new wording into its buckets, and compare it with what it meets there."""
    numbers = _numbers(new.text)
    met: set[int] = set()
    evicted: set[int] = set()
    rows: list[tuple[int, int]] = []
    placed = _in_places(connection, numbers)
    for number in numbers:
        here = placed.get(number, [])
        met.update(wording_id for _, wording_id in here)
        last = max(here) if len(here) >= LANDMARKS else None
        if last is not None and last[0] < new.words_hash:
            rows.append((number << 2 | BESIDE, quotation_id))
            continue
        rows.append((number << 2 | PLACED, quotation_id))
        if last is not None:
            met.update(_beside(connection, number))
            _move(connection, number, last[1], PLACED, BESIDE)
            evicted.add(last[1])
    connection.executemany("INSERT INTO buckets (bucket, quotation_id) VALUES (?, ?)", rows)
    _pair(connection, quotation_id, new, met)
    for other in evicted:
        _drop_unfounded(connection, other)


def _in_places(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    """The wordings that have a place in each bucket: hash and id."""
    query = """SELECT bucket >> 2, words_hash, quotations.id FROM buckets JOIN quotations
        ON quotations.id = quotation_id WHERE bucket IN (SELECT value FROM json_each(?))"""
    found: dict[int, list[tuple[str, int]]] = {}
    for number, words_hash, wording_id in connection.execute(query, (_array(n << 2 | PLACED for n in numbers),)):
        found.setdefault(number, []).append((words_hash, wording_id))
    return found


def _beside(connection: sqlite3.Connection, number: int) -> Iterator[int]:
    query = "SELECT quotation_id FROM buckets WHERE bucket = ?"
    return (row[0] for row in connection.execute(query, (number << 2 | BESIDE,)).fetchall())


def _move(connection: sqlite3.Connection, number: int, wording_id: int, before: int, after: int) -> None:
    query = "UPDATE buckets SET bucket = ? WHERE bucket = ? AND quotation_id = ?"
    connection.execute(query, (number << 2 | after, number << 2 | before, wording_id))


def _pair(connection: sqlite3.Connection, quotation_id: int, new: Node, met: Collection[int]) -> None:
    """Compare a wording with others, and store and join those that are one with it."""
    if not met:
        return
    query = "SELECT id, text, words_hash FROM quotations WHERE id IN (SELECT value FROM json_each(?))"
    rows = []
    for other_id, text, words_hash in connection.execute(query, (_array(met),)):
        if not are_one(new.text, text):
            continue
        a, b = sorted(((new.words_hash, quotation_id, new.text), (words_hash, other_id, text)))
        found = compare(a[2], b[2])
        rows.append((a[1], b[1], found.cls, difference(a[2], b[2], found)))
    connection.executemany("INSERT OR IGNORE INTO variants (a_id, b_id, class, difference) VALUES (?, ?, ?, ?)", rows)
    if rows:
        join(connection, {quotation_id, *(row[0] for row in rows), *(row[1] for row in rows)})


def difference(printed: str, original: str, found: Comparison) -> str:
    """A comparison as JSON: similarity, hedge and negation, and for each edit its kind and the words of both."""
    edits = [
        {
            "kind": edit.kind,
            "a": printed[slice(*edit.printed)],
            "b": original[slice(*edit.original)],
            "marked": edit.marked,
            "harmless": edit.harmless,
        }
        for edit in found.edits
    ]
    similarity = round(found.similarity, 4)
    whole = {"similarity": similarity, "hedge": found.hedge, "negation": found.negation, "edits": edits}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _drop_unfounded(connection: sqlite3.Connection, wording_id: int) -> None:
    """Take away the pairs of a wording that lost a place, unless they meet elsewhere where one of them has one."""
    query = """SELECT other.id, this.text, other.text FROM variants JOIN quotations AS this ON this.id = ?1
        JOIN quotations AS other ON other.id = CASE a_id WHEN ?1 THEN b_id ELSE a_id END
        WHERE a_id = ?1 OR b_id = ?1"""
    dropped = False
    for other_id, text, other_text in connection.execute(query, (wording_id,)).fetchall():
        shared = _numbers(text) & _numbers(other_text)
        query = (
            "SELECT 1 FROM buckets WHERE quotation_id IN (?, ?) AND bucket IN (SELECT value FROM json_each(?)) LIMIT 1"
        )
        places = _array(n << 2 | PLACED for n in shared)
        if connection.execute(query, (wording_id, other_id, places)).fetchone() is None:
            pair = (wording_id, other_id)
            connection.execute("DELETE FROM variants WHERE a_id IN (?1, ?2) AND b_id IN (?1, ?2)", pair)
            dropped = True
    if dropped:
        split(connection, _cluster(connection, wording_id))


def _displace(connection: sqlite3.Connection, quotation_id: int, old: Node) -> None:
    """Take away a wording that no quotation has any more; what stood beside takes its places."""
    numbers = _numbers(old.text)
    in_place = [n for n, here in _in_places(connection, numbers).items() if quotation_id in {i for _, i in here}]
    buckets = _array(n << 2 | kind for n in numbers for kind in (PLACED, BESIDE))
    query = "DELETE FROM buckets WHERE quotation_id = ? AND bucket IN (SELECT value FROM json_each(?))"
    connection.execute(query, (quotation_id, buckets))
    connection.execute("DELETE FROM variants WHERE a_id = ?1 OR b_id = ?1", (quotation_id,))
    cluster = leave(connection, quotation_id)
    if cluster is not None:
        split(connection, cluster)
    for number in in_place:
        _promote(connection, number)


def _promote(connection: sqlite3.Connection, number: int) -> None:
    """Give a place that became free to the first of those beside it, and compare it with the others there."""
    query = """SELECT quotations.id, words_hash, text FROM buckets JOIN quotations ON quotations.id = quotation_id
        WHERE bucket = ? ORDER BY words_hash LIMIT 1"""
    found = connection.execute(query, (number << 2 | BESIDE,)).fetchone()
    if found is not None:
        _move(connection, number, found[0], BESIDE, PLACED)
        _pair(connection, found[0], node(found[2], found[1], None), list(_beside(connection, number)))


def _hand_over(connection: sqlite3.Connection, quotation_id: int, other: int, old: Node) -> None:
    """Let another quotation of the same wording stand for it."""
    buckets = _array(n << 2 | kind for n in _numbers(old.text) for kind in (PLACED, BESIDE))
    query = "UPDATE buckets SET quotation_id = ? WHERE quotation_id = ? AND bucket IN (SELECT value FROM json_each(?))"
    connection.execute(query, (other, quotation_id, buckets))
    connection.execute("UPDATE variants SET a_id = ? WHERE a_id = ?", (other, quotation_id))
    connection.execute("UPDATE variants SET b_id = ? WHERE b_id = ?", (other, quotation_id))


def _cluster(connection: sqlite3.Connection, quotation_id: int) -> int:
    query = "SELECT cluster FROM clusters WHERE quotation_id = ?"
    cluster: int = connection.execute(query, (quotation_id,)).fetchone()[0]
    return cluster


def _array(numbers: Collection[int] | Iterator[int]) -> str:
    return json.dumps(list(numbers))
