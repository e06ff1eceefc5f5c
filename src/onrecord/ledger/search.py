"""Search over a ledger: the statements of current readings, by their words and by what is known of them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Final

from onrecord.ledger import plans
from onrecord.ledger.database import Ledger
from onrecord.ledger.filters import Filters, filters_of
from onrecord.ledger.plans import Listing, Window
from onrecord.ledger.query import Cursor, Found, Page, Place, Query
from onrecord.ledger.snippets import marks, snippet
from onrecord.ledger.words import Words, expression
from onrecord.types import Note, Spans

_NO_WORDS: Final = Note("no-words", "The words have no letters and no digits, so there is nothing to look for")
_NOT_RANKED: Final = Note(
    "not-ranked", f"More than {plans.RANKED:,} statements have the words, or each of them, so the newest come first"
)


def search(ledger: Ledger, query: Query) -> Page:
    """One page of the statements that fit `query`: of current readings, and of the newest version of each article.

    With words, the best match comes first by BM25 (Robertson & Zaragoza, 2009, with FTS5's k1 = 1.2 and b = 0.75), and
    the newest where two match alike. A word or phrase that more than `plans.RANKED` statements have tells none of them
    apart and does not count there; where that is all of them, or more statements than that match, or there are no
    words, the newest comes first, and a note says so.

    Raises LedgerError where the ledger cannot be read.
    """
    words = query.terms
    if query.words.strip() and not (words.groups or words.excluded):
        return Page(notes=(_NO_WORDS,))
    cursor = Cursor.decode(query)
    with ledger.snapshot() as connection:
        filters, notes = filters_of(connection, query, cursor.until_id if cursor else None)
        page = _page(connection, query, words, filters, cursor)
    return replace(page, notes=(*notes, *page.notes))


def _page(connection: sqlite3.Connection, query: Query, words: Words, filters: Filters, cursor: Cursor | None) -> Page:
    shown = cursor.shown if cursor else (query.page - 1) * query.per_page
    window = Window(query.per_page + 1, 0 if cursor else shown, cursor.last if cursor else None)
    match = expression(words.groups, words.excluded)
    by_rank = False
    if match:
        listing, by_rank = _matching(connection, query, words, filters, window)
    else:
        listing = plans.listed(connection, filters, window)
    places, more = listing.places[: query.per_page], len(listing.places) > query.per_page
    reached = shown + len(places)
    ended = not more and bool(places or shown == 0)
    following = None
    if more:
        until_id = cursor.until_id if cursor else plans.last_id(connection)
        following = Cursor(places[-1], reached, until_id).encode(query)
    return Page(
        _found(connection, places, match),
        first=shown + 1,
        total=listing.total if listing.exact else reached if ended else max(listing.total, reached),
        exact=listing.exact or ended,
        order="rank" if by_rank else "date",
        next=following,
        notes=(_NOT_RANKED,) if match and places and query.sort == "rank" and not by_rank else (),
    )


def _matching(
    connection: sqlite3.Connection, query: Query, words: Words, filters: Filters, window: Window
) -> tuple[Listing, bool]:
    """The statements with the words, and whether they are in order of rank."""
    match = expression(words.groups, words.excluded)
    known = plans.extent(connection, match, filters)
    # A later page stays in the order of the first, also where fewer match by now.
    by_date = query.sort == "date" or (window.after is not None and window.after.score is None)
    if known.is_ranked and not by_date:
        telling = _telling(connection, words, match, filters)
        if telling:
            ids = "" if telling == match else known.ids
            return plans.ranked(connection, telling, ids, filters, window), True
    listing = None
    if known.about > (plans.SCANNED_NARROW if filters.narrow else plans.SCANNED):
        listing = plans.walked(connection, match, filters, window)
    return listing or plans.scanned(connection, match, known, filters, window), False


def _telling(connection: sqlite3.Connection, words: Words, match: str, filters: Filters) -> str:
    """The part of `match` whose words few enough statements have to rank by; empty where there are none."""
    if len(words.groups) == 1 and not words.excluded:
        return match
    return expression(group for group in words.groups if plans.tells(connection, expression([group]), filters))


def _found(connection: sqlite3.Connection, places: list[Place], match: str) -> tuple[Found, ...]:
    """The statements at `places`, in their order, with what is shown of them."""
    query = """SELECT
            statements.id AS statement_id, readings.article_id, statements.reading_id,
            articles.day, articles.outlet, articles.title, articles.url,
            statements.source, coalesce(names.name, sources.name) AS name, sources.type AS source_type,
            statements.cue, statements.content, statements.mode, statements.kind, statements.factuality,
            statements.second_hand, statements.confidence, statements.start, statements.end
        FROM statements
        JOIN readings ON readings.id = statements.reading_id
        JOIN articles ON articles.id = readings.article_id
        LEFT JOIN sources ON sources.id = statements.source_id
        LEFT JOIN merged_names ON merged_names.name_id = sources.name_id
        LEFT JOIN names ON names.id = coalesce(merged_names.into_id, sources.name_id)
        WHERE statements.id IN (SELECT value FROM json_each(?))"""
    rows = connection.execute(query, (json.dumps([place.statement_id for place in places]),)).fetchall()
    known = {row["statement_id"]: row for row in rows}
    texts = {number: (row["content"], row["source"]) for number, row in known.items()}
    marked = marks(texts, match)
    return tuple(_one(known[p.statement_id], p, *marked.get(p.statement_id, ((), ()))) for p in places)


def _one(row: sqlite3.Row, place: Place, hits: Spans, source_hits: Spans) -> Found:
    columns = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row's own iterator gives its values
    columns |= {"second_hand": bool(row["second_hand"]), "score": None if place.score is None else -place.score}
    return Found(**columns, snippet=snippet(row["content"], hits), hits=hits, source_hits=source_hits)
