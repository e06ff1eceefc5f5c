"""Clusters: which quotations are one, as the least id among them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection


def begin(connection: sqlite3.Connection, quotation_id: int, like: int | None = None) -> None:
    """Give a new quotation a cluster: that of the quotation `like`, or its own."""
    found = connection.execute("SELECT cluster FROM clusters WHERE quotation_id = ?", (like,)).fetchone()
    cluster = quotation_id if found is None else found[0]
    connection.execute("INSERT INTO clusters (quotation_id, cluster) VALUES (?, ?)", (quotation_id, cluster))


def join(connection: sqlite3.Connection, quotation_ids: Collection[int]) -> None:
    """Make the clusters of these quotations one."""
    query = "SELECT DISTINCT cluster FROM clusters WHERE quotation_id IN (SELECT value FROM json_each(?)) ORDER BY 1"
    least, *others = [row[0] for row in connection.execute(query, (json.dumps(list(quotation_ids)),))]
    for other in others:
        connection.execute("UPDATE clusters SET cluster = ? WHERE cluster = ?", (least, other))


def leave(connection: sqlite3.Connection, quotation_id: int) -> int | None:
    """Take a quotation out of its cluster; the cluster of those that remain, None where nobody does."""
    query = "DELETE FROM clusters WHERE quotation_id = ? RETURNING cluster"
    cluster: int = connection.execute(query, (quotation_id,)).fetchone()[0]
    query = "SELECT min(quotation_id) FROM clusters WHERE cluster = ?"
    least: int | None = connection.execute(query, (cluster,)).fetchone()[0]
    if least is not None and cluster == quotation_id:
        connection.execute("UPDATE clusters SET cluster = ? WHERE cluster = ?", (least, cluster))
        return least
    return None if least is None else cluster


def split(connection: sqlite3.Connection, cluster: int) -> None:
    """Part a cluster into what pairs still hold together, after some were taken away."""
    query = """SELECT quotations.id, words_hash FROM clusters JOIN quotations ON quotations.id = quotation_id
        WHERE cluster = ? ORDER BY 1"""
    members = [tuple(row) for row in connection.execute(query, (cluster,))]
    first: dict[str, int] = {}
    for quotation_id, words in members:
        first.setdefault(words, quotation_id)
    root = {quotation_id: quotation_id for quotation_id in first.values()}
    query = "SELECT a_id, b_id FROM variants WHERE a_id IN (SELECT value FROM json_each(?))"
    for a, b in connection.execute(query, (json.dumps(list(root)),)):
        low, high = sorted((_root(root, a), _root(root, b)))
        root[high] = low
    least = {words: _root(root, quotation_id) for words, quotation_id in first.items()}
    moved = [(least[words], quotation_id) for quotation_id, words in members if least[words] != cluster]
    connection.executemany("UPDATE clusters SET cluster = ? WHERE quotation_id = ?", moved)


def _root(root: dict[int, int], member: int) -> int:
    while root[member] != member:
        root[member] = root[root[member]]
        member = root[member]
    return member
