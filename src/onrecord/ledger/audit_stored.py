"""The sourcing report of what a ledger keeps: of each article the newest version, as it was read last."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from onrecord.audit.archive import ArchiveAudit, By, Scope
from onrecord.audit.report import COUNTED
from onrecord.ledger import audit_groups
from onrecord.ledger.audit import Naming, audit_readings, by_key
from onrecord.ledger.audit_heard import Name
from onrecord.ledger.database import Ledger
from onrecord.ledger.readings import CURRENT, readings
from onrecord.types import Article, Kind, Reading, Source

_NEWEST = (
    f"{CURRENT} AND NOT EXISTS ("
    "SELECT 1 FROM articles AS later WHERE later.url = articles.url AND later.version > articles.version)"
)
_MERGES = """
SELECT one.key, other.key, other.name, other.type FROM merged_names
JOIN names AS one ON one.id = merged_names.name_id JOIN names AS other ON other.id = merged_names.into_id
"""
_UNDATED = (
    f"SELECT count(*) FROM readings JOIN articles ON articles.id = article_id WHERE {_NEWEST} AND day IS NULL AND "
)


def audit_ledger(
    ledger: Ledger,
    *,
    by: By | None = None,
    scope: Scope | None = None,
    kinds: Collection[Kind] = COUNTED,
    watched: Callable[[Iterable[Reading]], Iterable[Reading]] = iter,
) -> ArchiveAudit:
    """The report of the ledger's articles in `scope`, of one state of the ledger, whatever is added meanwhile.

    Sources are one where their names' keys are, or where a merge in force says so. `watched` is given the readings and
    gives them back, as for a progress bar.

    Raises:
        LedgerError: the ledger cannot be read, or there is no room for the temporary database of names.
    """
    scope = scope or Scope()
    with ledger.snapshot() as connection:
        where, parameters = _condition(connection, scope)
        return replace(
            audit_readings(
                watched(readings(ledger, where=where, parameters=parameters)),
                by=by,
                kinds=kinds,
                naming=_merging(connection),
            ),
            scope=scope,
            unreadable=_number(connection, "SELECT count(*) FROM unreadable"),
            undated=_undated(connection, scope),
        )


def _condition(connection: sqlite3.Connection, scope: Scope) -> tuple[str, tuple[str, ...]]:
    """The scope as a condition over the tables readings and articles."""
    of_outlet, parameters = _of_outlet(connection, scope)
    parts = [_NEWEST, of_outlet]
    for sign, day in ((">=", scope.since), ("<=", scope.until)):
        if day is not None:
            parts.append(f"articles.day {sign} ?")
            parameters += (day,)
    return " AND ".join(parts), parameters


def _of_outlet(connection: sqlite3.Connection, scope: Scope) -> tuple[str, tuple[str, ...]]:
    """That the outlet is one whose name differs from the scope's in case and spacing alone."""
    if scope.outlet is None:
        return "1", ()
    wanted = audit_groups.key(scope.outlet)
    found = connection.execute("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL")
    same = tuple(outlet for (outlet,) in found if audit_groups.key(outlet) == wanted)
    return f"articles.outlet IN ({', '.join('?' * len(same))})", same


def _undated(connection: sqlite3.Connection, scope: Scope) -> int:
    """How many articles are left out because their day is not known."""
    if scope.since is None and scope.until is None:
        return 0
    of_outlet, parameters = _of_outlet(connection, scope)
    return _number(connection, _UNDATED + of_outlet, parameters)


def _number(connection: sqlite3.Connection, query: str, parameters: tuple[str, ...] = ()) -> int:
    number: int = connection.execute(query, parameters).fetchone()[0]
    return number


def _merging(connection: sqlite3.Connection) -> Naming:
    """Names by their keys, those that are merged as the name that they are merged into."""
    merged = {key: Name(*into) for key, *into in connection.execute(_MERGES)}

    def of(article: Article) -> Callable[[Source], Name | None]:
        by_own_key = by_key(article)

        def name_of(source: Source) -> Name | None:
            name = by_own_key(source)
            return name and merged.get(name.key, name)

        return name_of

    return of
