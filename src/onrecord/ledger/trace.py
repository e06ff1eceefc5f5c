"""Where a quotation was printed: its family in time, what each printing changed, and from whom it has the words.

The first printing is the earliest by date of publication; what has no date comes last. That a printing is early does
not make it the original, and who has words from whom is told only where the page says so: in the chain of the statement
("told the Harbor Ledger") or by the outlet that a block quotation is credited to.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.ledger.database import Ledger
from onrecord.ledger.failures import translated
from onrecord.ledger.quotations_links import BESIDE, PLACED
from onrecord.ledger.readings import unknown
from onrecord.variants.compare import compare
from onrecord.variants.pairs import LEAST, are_one, is_short, words_hash
from onrecord.variants.sketch import sketch
from onrecord.variants.values import Change, Comparison, EditKind, VariantClass
from onrecord.variants.wording import wording

MOST = 500
"""Printings that are looked at; the earliest, where there are more."""
MET = 5000
"""Wordings that a quotation is compared with, at most."""
_FTS_WORD = r"[^\W_]+"
"""What FTS5's tokenizer unicode61 takes for a word, but for marks that it passes over."""


@dataclass(frozen=True, slots=True)
class WordsChanged:
    """One edit, by its words: of the printing, and of that with which it is compared. See `variants.Edit`."""

    kind: EditKind
    printed: str
    original: str
    marked: bool
    harmless: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """How a printing differs from the printing numbered `from_number`; see `variants.Comparison`."""

    from_number: int
    cls: VariantClass | None
    similarity: float
    hedge: Change | None
    negation: Change | None
    edits: tuple[WordsChanged, ...]


@dataclass(frozen=True, slots=True)
class Printing:
    """One printing. `number` counts from 1 in time; `day` is None where the page has no date.

    `speaker` is what the page calls the source, None where it states none; `is_named` whether that is a name. `chain`
    leads from the speaker to whoever the article has the words from. `parent` is the number of the printing there, None
    where the page does not state one or the ledger does not have it.
    """

    number: int
    quotation_id: int
    statement_id: int
    article_id: int
    text: str
    outlet: str | None
    day: str | None
    title: str | None
    url: str | None
    speaker: str | None
    is_named: bool
    mode: str
    chain: tuple[str, ...]
    via: str | None
    parent: int | None = None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The printings of a quotation in time. `asked` are its words; `statement_id` the statement that was asked for.

    `total` counts all printings, of which `printings` are the earliest. `difference` is how the asked words differ from
    the first printing; None where nothing was found. `first_day` counts printings on the day of the first.
    """

    asked: str
    statement_id: int | None
    total: int
    first_day: int
    difference: Difference | None
    printings: tuple[Printing, ...]


def trace(ledger: Ledger, quotation: str, *, most: int = MOST) -> Trace:
    """The printings of a quotation, which need not be in the ledger itself; the first `most`.

    A quotation of few words is found where somebody is quoted with these side by side.
    """
    with ledger.snapshot() as connection, translated(ledger.path):
        return _traced(connection, quotation, None, _alike(connection, quotation), most)


def trace_statement(ledger: Ledger, statement_id: int, *, most: int = MOST) -> Trace:
    """The printings of what a statement quotes; of none where it quotes nothing word for word.

    A statement of an older reading is traced by its words. Raises UnknownRowError where there is no such statement.
    """
    with ledger.snapshot() as connection, translated(ledger.path):
        query = """SELECT content, quotations.id, quotations.text FROM statements
            LEFT JOIN quotations ON quotations.statement_id = statements.id WHERE statements.id = ?"""
        found = connection.execute(query, (statement_id,)).fetchone()
        if found is None:
            raise unknown(ledger, "statement", statement_id)
        content, quotation_id, text = found
        if quotation_id is not None:
            return _traced(connection, text, statement_id, [quotation_id], most)
        return _traced(connection, content, statement_id, _alike(connection, _quoted(connection, statement_id)), most)


def _quoted(connection: sqlite3.Connection, statement_id: int) -> str:
    """What a statement of an older reading quotes; empty where that is nothing."""
    from onrecord.ledger.quotations_found import found_in  # noqa: PLC0415 - rarely needed

    reading_id = connection.execute("SELECT reading_id FROM statements WHERE id = ?", (statement_id,)).fetchone()[0]
    return next((found.row[2] for found in found_in(connection, reading_id) if found.row[0] == statement_id), "")


def _containing(connection: sqlite3.Connection, text: str) -> list[int]:
    """Quotations that have the words of `text`, which are too few to be compared, in their order and side by side."""
    asked = wording(text).keys
    if len(asked) < LEAST:
        return []
    query = """SELECT quotations.id, quotations.text FROM statements_fts
        JOIN quotations ON quotations.statement_id = statements_fts.rowid
        WHERE statements_fts MATCH ? ORDER BY quotations.id LIMIT ?"""
    phrase = f'content: "{" ".join(re.findall(_FTS_WORD, text))}"'
    found = connection.execute(query, (phrase, MET)).fetchall()
    return [quotation_id for quotation_id, quoted in found if _has_run(wording(quoted).keys, asked)]


def _has_run(keys: Sequence[str], run: Sequence[str]) -> bool:
    return any(tuple(keys[i : i + len(run)]) == tuple(run) for i in range(len(keys) - len(run) + 1))


def _alike(connection: sqlite3.Connection, text: str) -> list[int]:
    """Quotations that are one with `text`."""
    if not wording(text).words:
        return []
    query = "SELECT id FROM quotations WHERE words_hash = ?"
    same = [row[0] for row in connection.execute(query, (words_hash(text),))]
    if same or is_short(text):
        return same or _containing(connection, text)
    buckets = json.dumps([number << 2 | kind for number in sorted(sketch(wording(text))) for kind in (PLACED, BESIDE)])
    query = """SELECT DISTINCT quotations.id, text FROM buckets JOIN quotations ON quotations.id = quotation_id
        WHERE bucket IN (SELECT value FROM json_each(?)) LIMIT ?"""
    met = connection.execute(query, (buckets, MET))
    return [quotation_id for quotation_id, other in met if are_one(text, other)]


def _traced(
    connection: sqlite3.Connection, asked: str, statement_id: int | None, found: Sequence[int], most: int
) -> Trace:
    total, printings = _printings(connection, found, most)
    if not printings:
        return Trace(asked, statement_id, 0, 0, None, ())
    first_day = sum(one.day is not None and one.day == printings[0].day for one in printings)
    differing = [_with_difference(printings, i) for i in range(len(printings))]
    made = tuple(_with_parent(differing, i) for i in range(len(differing)))
    against = compare(asked, printings[0].text)
    return Trace(asked, statement_id, total, first_day, _difference(asked, printings[0], against), made)


def _printings(connection: sqlite3.Connection, found: Sequence[int], most: int) -> tuple[int, list[Printing]]:
    """How many printings the clusters of the quotations `found` have, and the earliest of them."""
    clusters = """SELECT quotation_id FROM clusters WHERE cluster IN
        (SELECT cluster FROM clusters WHERE quotation_id IN (SELECT value FROM json_each(?)))"""
    ids = json.dumps(list(found))
    total = connection.execute(f"SELECT count(*) FROM ({clusters})", (ids,)).fetchone()[0]
    query = f"""SELECT quotations.id AS quotation_id, statements.id AS statement_id, articles.id AS article_id,
            quotations.text, outlet, day, articles.title, articles.url,
            coalesce(sources.name, sources.label, source) AS speaker,
            sources.name IS NOT NULL AS is_named, mode, chain
        FROM quotations JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = statements.reading_id JOIN articles ON articles.id = article_id
        LEFT JOIN sources ON sources.id = source_id
        WHERE quotations.id IN ({clusters})
        ORDER BY day IS NULL, day, published, outlet, articles.hash, quotations.start LIMIT ?"""
    rows = connection.execute(query, (ids, most)).fetchall()
    return total, [_printing(connection, i + 1, row) for i, row in enumerate(rows)]


def _printing(connection: sqlite3.Connection, number: int, row: sqlite3.Row) -> Printing:
    values = dict(row)
    chain = tuple(json.loads(values.pop("chain")))
    is_named = bool(values.pop("is_named"))
    by_way = len(chain) > 1 or (values["mode"] == "block" and any(_is_outlet(connection, name) for name in chain))
    return Printing(number, chain=chain, via=chain[-1] if by_way else None, is_named=is_named, **values)


def _is_outlet(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the ledger has articles of an outlet of this name, with or without 'The'."""
    short = name.removeprefix("The ").removeprefix("the ")
    query = "SELECT 1 FROM articles WHERE outlet IN (?, ?) LIMIT 1"
    return connection.execute(query, (short, f"The {short}")).fetchone() is not None


def _with_difference(printings: Sequence[Printing], i: int) -> Printing:
    """A printing compared with the first; where they share no words, with the first before it, or after, that fits."""
    this = printings[i]
    if i == 0:
        return this
    found = compare(this.text, printings[0].text)
    if found.cls is not None:
        return replace(this, difference=_difference(this.text, printings[0], found))
    for other in (*printings[1:i], *printings[i + 1 :]):
        if are_one(this.text, other.text):
            return replace(this, difference=_difference(this.text, other, compare(this.text, other.text)))
    return replace(this, difference=_difference(this.text, printings[0], found))


def _difference(printed: str, against: Printing, found: Comparison) -> Difference:
    edits = tuple(
        WordsChanged(
            edit.kind, printed[slice(*edit.printed)], against.text[slice(*edit.original)], edit.marked, edit.harmless
        )
        for edit in found.edits
    )
    return Difference(against.number, found.cls, round(found.similarity, 4), found.hedge, found.negation, edits)


def _with_parent(printings: Sequence[Printing], i: int) -> Printing:
    """With the printing that it has the words from: the first of that outlet that is not later."""
    this = printings[i]
    if this.via is None:
        return this
    outlet = _folded(this.via)
    for other in printings:
        not_later = this.day is None or other.day is None or other.day <= this.day
        if other.outlet is not None and _folded(other.outlet) == outlet and other.article_id != this.article_id:
            return replace(this, parent=other.number) if not_later else this
    return this


def _folded(outlet: str) -> str:
    """An outlet's name without case, points, spaces and a leading 'the'."""
    return re.sub(r"\W+", "", re.sub(r"^the\s+", "", outlet.casefold()))
