"""Reviews that were made in another program: what a person has left, changed, deleted and added to a reading."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import msgspec

from onrecord.formats.label_studio import Reviewed
from onrecord.ledger.content import article_hash, reading_hash, reading_json
from onrecord.ledger.database import Ledger
from onrecord.ledger.merges import Verdict
from onrecord.ledger.rows import Value, words
from onrecord.ledger.store import now
from onrecord.types import Attribution, Spans

SPANS: Final = ("source", "cue", "content")
VALUES: Final = ("mode", "kind", "factuality")
TYPE: Final = "source type"
NAME: Final = "source name"
"""Fields of `reviews` for what a person says of the source; the other fields are called as `merges.FIELDS` does."""
_REVIEW: Final = "statement_id reviewer verdict field value spans comment".split()
_MISSED: Final = (
    "reading_id reviewer source cue content source_spans cue_spans content_spans mode kind factuality source_type "
    "source_name comment"
).split()


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of the statement `statement` (its id in the reading), as a row of `reviews` has it.

    `spans` are those of a corrected source, cue or content, as JSON.
    """

    statement: str
    verdict: Verdict
    field: str | None = None
    value: str | None = None
    spans: str | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AddedReviews:
    """What was added: statements found `right`, `wrong`, `corrected`, and `missed` by the reading.

    `there` counts reviews that were there already. `unknown` names articles that the ledger does not have, `unread`
    those of which it does not have the reading that was reviewed: of both, nothing was added. `notes` say what was
    marked but is no statement, and that there were more annotations, each behind its article's name.
    """

    right: int = 0
    wrong: int = 0
    corrected: int = 0
    missed: int = 0
    there: int = 0
    unknown: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A review made ready before the transaction begins; `reading` is None where it is not known what was reviewed."""

    name: str
    article: str
    reading: str | None
    said: tuple[Said, ...]
    missed: tuple[tuple[Value, ...], ...]
    at: str | None
    notes: tuple[str, ...]


def add_reviews(ledger: Ledger, reviewed: Iterable[Reviewed], *, reviewer: str) -> AddedReviews:
    """Add what `reviewer` says by each of `reviewed`; all of it, or nothing.

    A statement that was left as it was is 'right', one that was deleted 'wrong', and one that was changed 'corrected',
    a review for each field. What was added is kept in `missed`. They go to the reading that was reviewed, which the
    ledger must have. Their time is the one that the other program tells, else now; the same review is not kept twice.

    Raises FormatError from `reviewed`, and LedgerError where the ledger cannot be written.
    """
    ready = [_prepare(review) for review in reviewed]
    counts: Counter[str] = Counter()
    unknown, unread = list[str](), list[str]()
    with ledger.writing() as connection:
        for review in ready:
            article = _found(connection, "SELECT id FROM articles WHERE hash = ?", review.article)
            query = "SELECT id FROM readings WHERE article_id = ? AND hash = ?"
            reading = None if article is None else _found(connection, query, article, review.reading)
            if reading is None:
                (unknown if article is None else unread).append(review.name)
            else:
                counts += _insert(connection, reading, review, reviewer)
    notes = tuple(f"{review.name}: {note}" for review in ready for note in review.notes)
    return AddedReviews(**counts, unknown=tuple(unknown), unread=tuple(unread), notes=notes)


def said(review: Reviewed) -> Iterator[Said]:
    """What a review says of each statement of the reading that was reviewed."""
    if review.before is None:
        return
    after = {a.id: a for a in review.after.attributions}
    for a in review.before.attributions:
        comment = review.notes.get(a.id, "")
        if a.id not in after:
            yield Said(a.id, "wrong", comment=comment)
            continue
        changes = [*_changes(review, a, after[a.id])]
        for field, value, spans in changes:
            yield Said(a.id, "corrected", field, value, spans, comment)
        if not changes:
            yield Said(a.id, "right", comment=comment)


def _changes(review: Reviewed, a: Attribution, b: Attribution) -> Iterator[tuple[str, str, str | None]]:
    text = review.after.article.text
    for part in SPANS:
        if getattr(a, part) != getattr(b, part):
            yield part, words(text, getattr(b, part)) or "", _json(getattr(b, part))
    for field in VALUES:
        if getattr(a, field) != getattr(b, field):
            yield field, getattr(b, field), None
    # Only what the person has said, not what follows from other words as the source.
    by_id = {source.id: source for source in review.before.sources} if review.before else {}
    source = by_id.get(a.source_id or "")
    for field, key, value in ((TYPE, "type", source and source.type), (NAME, "name", source and source.name)):
        told = review.said.get(a.id, {}).get(key)
        if told is not None and told != value:
            yield field, told, None


def _prepare(review: Reviewed) -> _Ready:
    before = review.before
    ids = {a.id for a in before.attributions} if before else set[str]()
    article = (before or review.after).article
    missed = tuple(_missed(review, a) for a in review.after.attributions if a.id not in ids)
    hash_ = None if before is None else reading_hash(reading_json(before))
    known = before.notes if before else ()
    notes = tuple(note.message for note in review.after.notes if note not in known)
    return _Ready(article.name, article_hash(article), hash_, tuple(said(review)), missed, _time(review.at), notes)


def _missed(review: Reviewed, a: Attribution) -> tuple[Value, ...]:
    """The columns of _MISSED, less reading and reviewer."""
    text = review.after.article.text
    told = review.said.get(a.id, {})
    printed = (words(text, a.source), words(text, a.cue) or "", words(text, a.content) or "")
    spans = (_json(a.source), _json(a.cue), _json(a.content))
    values = (told.get(key) for key in (*VALUES, "type", "name"))
    return (*printed, *spans, *values, review.notes.get(a.id, ""))


def _insert(connection: sqlite3.Connection, reading: int, review: _Ready, reviewer: str) -> Counter[str]:
    query = "SELECT local, id FROM statements WHERE reading_id = ?"
    ids = {row["local"]: row["id"] for row in connection.execute(query, (reading,))}
    counts: Counter[str] = Counter()
    new: dict[str, str] = {}
    for said in review.said:
        values = (ids[said.statement], reviewer, said.verdict, said.field, said.value, said.spans, said.comment)
        if _add(connection, "reviews", _REVIEW, values, review.at):
            new[said.statement] = said.verdict
        else:
            counts["there"] += 1
    for row in review.missed:
        counts["missed" if _add(connection, "missed", _MISSED, (reading, reviewer, *row), review.at) else "there"] += 1
    return counts + Counter(new.values())


def _add(
    connection: sqlite3.Connection, table: str, columns: list[str], values: tuple[Value, ...], at: str | None
) -> bool:
    """Insert a row, if it is not there already; where no time is told, at whatever time that was."""
    same = " AND ".join(f"{column} IS ?" for column in columns)
    query = f"SELECT 1 FROM {table} WHERE {same} AND coalesce(?, reviewed_at) = reviewed_at"
    if connection.execute(query, (*values, at)).fetchone() is not None:
        return False
    names = ", ".join((*columns, "reviewed_at"))
    places = ", ".join("?" * (len(columns) + 1))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", (*values, at or now()))
    return True


def _found(connection: sqlite3.Connection, query: str, *values: Value) -> int | None:
    row = connection.execute(query, values).fetchone()
    return None if row is None else int(row[0])


def _json(spans: Spans) -> str:
    return msgspec.json.encode(spans).decode()


def _time(said: str | None) -> str | None:
    """As the ledger writes times; None where it is none that can be read."""
    try:
        told = datetime.fromisoformat(said or "")
    except ValueError:
        return None
    return told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC).isoformat(timespec="seconds")
