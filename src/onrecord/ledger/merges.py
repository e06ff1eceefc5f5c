"""What people say of the ledger's content: that two names are one, and whether statements were read right.

All of it stands beside what a model read and overwrites nothing: a merge is undone by a date, a review is followed by
another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from onrecord.errors import LedgerError
from onrecord.ledger.database import Ledger
from onrecord.ledger.readings import unknown
from onrecord.ledger.store import now
from onrecord.types import Factuality, Kind, Mode, SourceType

Verdict = Literal["right", "wrong", "corrected"]

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "source": (),
    "cue": (),
    "content": (),
    "recipient": (),
    "mode": get_args(Mode),
    "kind": get_args(Kind),
    "factuality": get_args(Factuality),
    "source type": get_args(SourceType),
    "source name": (),
}
"""What a review can correct of a statement -> the values that it may have; any text where there are none."""


@dataclass(frozen=True, slots=True)
class Name:
    """A row of `names`: `articles` and `statements` of it alone; `merged_into` is the name that it counts as."""

    id: int
    name: str
    type: str
    articles: int
    statements: int
    merged_into: int | None


def merge(ledger: Ledger, name_id: int, into_id: int, *, by: str, reason: str) -> int:
    """Say that the name `name_id` is `into_id`'s; the merge's id.

    Raises:
        UnknownRowError: there is no such name.
        LedgerError: it is merged already, or the other way round.
    """
    with ledger.writing() as connection:
        for row in (name_id, into_id):
            if connection.execute("SELECT 1 FROM names WHERE id = ?", (row,)).fetchone() is None:
                raise unknown(ledger, "name", row)
        if connection.execute("SELECT 1 FROM merges WHERE name_id = ? AND undone_at IS NULL", (name_id,)).fetchone():
            raise _refused(ledger, f"the name {name_id} is merged already", f"onrecord ledger unmerge {name_id}")
        query = "SELECT coalesce((SELECT into_id FROM merged_names WHERE name_id = ?1), ?1)"
        if connection.execute(query, (into_id,)).fetchone()[0] == name_id:
            raise _refused(ledger, f"the name {into_id} counts as {name_id} already", "onrecord ledger names")
        query = "INSERT INTO merges (name_id, into_id, by, reason, merged_at) VALUES (?, ?, ?, ?, ?)"
        return connection.execute(query, (name_id, into_id, by, reason, now())).lastrowid or 0


def unmerge(ledger: Ledger, name_id: int, *, by: str, reason: str = "") -> None:
    """Undo the merge of the name `name_id`; its record stays. Raises LedgerError where it is not merged."""
    with ledger.writing() as connection:
        query = """UPDATE merges SET undone_at = ?, undone_by = ?, undone_reason = ?
            WHERE name_id = ? AND undone_at IS NULL"""
        if not connection.execute(query, (now(), by, reason, name_id)).rowcount:
            raise _refused(ledger, f"the name {name_id} is not merged", "onrecord ledger names")


def names(ledger: Ledger, words: str = "", *, most: int = 100) -> list[Name]:
    """Names that hold `words`, upper or lower case, those in most articles first."""
    query = """SELECT names.id, names.name, names.type, count(DISTINCT readings.article_id) AS articles,
            count(statements.id) AS statements,
            (SELECT into_id FROM merged_names WHERE name_id = names.id) AS merged_into
        FROM names LEFT JOIN sources ON sources.name_id = names.id
        LEFT JOIN readings ON readings.id = sources.reading_id AND readings.current = 1
        LEFT JOIN statements ON statements.source_id = sources.id AND statements.reading_id = readings.id
        WHERE instr(lower(names.name), lower(?)) GROUP BY names.id ORDER BY 4 DESC, 5 DESC, 2, 1 LIMIT ?"""
    return [Name(*row) for row in ledger.connection.execute(query, (words, most))]


def review(
    ledger: Ledger,
    statement_id: int,
    verdict: Verdict,
    *,
    reviewer: str,
    correction: tuple[str, str] | None = None,
    comment: str = "",
) -> int:
    """Keep what `reviewer` says of a statement; the review's id.

    `correction` is the field that is wrong and its right value, and belongs to the verdict 'corrected'.

    Raises:
        UnknownRowError: there is no such statement.
        LedgerError: the verdict has no correction that fits it.
    """
    _check_correction(ledger, verdict, correction)
    with ledger.writing() as connection:
        if connection.execute("SELECT 1 FROM statements WHERE id = ?", (statement_id,)).fetchone() is None:
            raise unknown(ledger, "statement", statement_id)
        query = """INSERT INTO reviews (statement_id, reviewer, verdict, field, value, comment, reviewed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)"""
        values = (statement_id, reviewer, verdict, *(correction or (None, None)), comment, now())
        return connection.execute(query, values).lastrowid or 0


def _check_correction(ledger: Ledger, verdict: Verdict, correction: tuple[str, str] | None) -> None:
    if (verdict == "corrected") != (correction is not None):
        reason = "a verdict 'corrected' comes with the field and its right value, the others without"
        raise LedgerError(str(ledger.path), reason, "Give both, or another verdict")
    if correction is None:
        return
    field, value = correction
    if field not in FIELDS:
        raise LedgerError(str(ledger.path), f"a review cannot correct '{field}'", f"Name one of: {', '.join(FIELDS)}")
    if FIELDS[field] and value not in FIELDS[field]:
        remedy = f"Name one of: {', '.join(FIELDS[field])}"
        raise LedgerError(str(ledger.path), f"'{value}' is no {field}", remedy)


def _refused(ledger: Ledger, reason: str, command: str) -> LedgerError:
    return LedgerError(str(ledger.path), reason, f"See: {command}")
