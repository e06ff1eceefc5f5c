"""The versions of the ledger's schema, and the way from each to the next.

sqlite-utils keeps the record (`_sqlite_migrations`), as other tools for SQLite expect it. It is called inside one
transaction of ours, so that every step stands with its record, nobody else migrates at the same time, and where a later
step fails the ledger is as it was before the first. `PRAGMA user_version`, which is part of that transaction, holds the
number of steps, so that opening a ledger needs no look at the record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from importlib import resources

Step = tuple[str, Callable[[sqlite3.Connection], None]]
"""A step's name in the record, and what it does inside the transaction."""


def statements_of(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one: `executescript` would commit what is under way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _script(name: str) -> Callable[[sqlite3.Connection], None]:
    """The step that a file beside this one describes."""

    def run(connection: sqlite3.Connection) -> None:
        script = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
        for statement in statements_of(script):
            connection.execute(statement)

    return run


STEPS: tuple[Step, ...] = (("schema-1", _script("schema.sql")), ("schema-2-missed", _script("schema_2.sql")))
"""In the order in which they are taken; a step that was published is never changed."""


def version() -> int:
    """The schema's version that this code works with: the number of steps."""
    return len(STEPS)


def apply(connection: sqlite3.Connection) -> None:
    """Take the steps that are missing, each with its record. The caller has begun the transaction, and ends it."""
    # Loaded here because it takes longer than everything else that opening a ledger does.
    from sqlite_utils import Database, Migrations  # noqa: PLC0415

    migrations = Migrations("onrecord")
    for name, step in STEPS:
        migrations(name=name)(_on_connection(step))
    migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def _on_connection(step: Callable[[sqlite3.Connection], None]) -> Callable[..., None]:
    def migrate(db: object) -> None:
        step(db.conn)  # type: ignore[attr-defined] # sqlite_utils.Database, which is only loaded when it is needed

    return migrate
