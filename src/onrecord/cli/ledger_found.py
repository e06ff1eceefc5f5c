"""How what a search has found is printed: a table, JSON or CSV."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TextIO

import typer

from onrecord.cli.writers import Colour, console_on

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.ledger.query import Found, Page, Query
    from onrecord.types import Span, Spans

COLUMNS = (
    "statement_id", "day", "outlet", "name", "source", "source_type", "cue", "content", "mode", "kind", "factuality",
    "second_hand", "confidence", "title", "url", "article_id", "reading_id", "start", "end", "score",
)  # fmt: skip
"""Of the CSV, in this order; the fields of onrecord.ledger.query.Found that are no spans."""
MARK = "*"
"""What stands around hits in the table."""


class FoundFormat(StrEnum):
    """How statements that were found are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def write(
    output_format: FoundFormat, stream: TextIO, query: Query, page: Page, color: Colour, width: int | None
) -> None:
    """Print `page`; what is to be said of it beside the statements goes to standard error for CSV."""
    if output_format is FoundFormat.JSON:
        stream.write(json.dumps(_as_json(query, page), ensure_ascii=False, indent=2) + "\n")
    elif output_format is FoundFormat.CSV:
        _write_csv(stream, page)
        for line in (*(f"{note.message}." for note in page.notes), *_foot(page)):
            typer.echo(f"onrecord: {line}", err=True)
    else:
        _print_table(console_on(stream, color, width), page)


def _as_json(query: Query, page: Page) -> dict[str, Any]:
    """The page's fields, and the words as they were understood."""
    words = asdict(query.terms)
    return {"words": words, **asdict(page)}


def _write_csv(stream: TextIO, page: Page) -> None:
    from onrecord.formats.audit_csv import guarded  # noqa: PLC0415 - only where needed

    out = csv.writer(stream, lineterminator="\n")
    out.writerow(COLUMNS)
    for found in page.statements:
        values = (getattr(found, column) for column in COLUMNS)
        out.writerow(guarded(value) if isinstance(value, str) else _number(value) for value in values)


def _number(value: float | None) -> float | None:
    """True and False as 1 and 0, as `onrecord ledger export` has them."""
    return int(value) if isinstance(value, bool) else value


def _print_table(console: Console, page: Page) -> None:
    from rich.table import Table  # noqa: PLC0415 - only where needed

    from onrecord.terminal.text import DIM, SOURCE  # noqa: PLC0415

    if page.statements:
        table = Table(box=None, pad_edge=False, show_edge=False)
        for head, style, ratio in (("id", DIM, None), ("day", "", None), ("outlet", "", 2), ("source", SOURCE, 3)):
            table.add_column(head, style=style, ratio=ratio, overflow="fold", no_wrap=ratio is None)
        table.add_column("statement", ratio=9, overflow="fold")
        for found in page.statements:
            cells = (str(found.statement_id), found.day or "-", found.outlet or "-")
            table.add_row(*map(_plain, cells), _source(found), _marked(found.content, found.snippet, found.hits))
        console.print(table)
        console.print()
    for note in page.notes:
        console.print(_plain(f"{note.message}."))
    for line in _foot(page):
        console.print(_plain(line), soft_wrap=True)


def _foot(page: Page) -> list[str]:
    """How many there are, in which order, and how to go on."""
    if not page.statements:
        return ["No statement was found." if page.first == 1 else f"There is no such page: {_total(page)} were found."]
    last = page.first + len(page.statements) - 1
    order = "best match first" if page.order == "rank" else "newest first"
    lines = [f"{page.first:,} to {last:,} of {_total(page)}, {order}."]
    return [*lines, f"Next page: --cursor {page.next}"] if page.next else lines


def _total(page: Page) -> str:
    return f"{page.total:,}" if page.exact else f"at least {page.total:,}"


def _plain(text: str) -> Text:
    from rich.text import Text  # noqa: PLC0415 - only where needed

    from onrecord.terminal.text import safe  # noqa: PLC0415

    return Text(" ".join(safe(text).split()))


def _source(found: Found) -> Text:
    """The name across articles; for the unnamed, what the article calls them, with the hits."""
    if found.name is not None:
        return _plain(found.name)
    text = found.source or "-"
    return _marked(text, (0, len(text)), found.source_hits)


def _marked(text: str, shown: Span, hits: Spans) -> Text:
    """The part of `text` that is shown, with marks around the hits in it, and … where it is cut."""
    from rich.text import Text  # noqa: PLC0415 - only where needed

    from onrecord.terminal.text import MARK as STYLE  # noqa: PLC0415
    from onrecord.terminal.text import safe  # noqa: PLC0415

    start, end = shown
    line = safe(text).replace("\n", " ")
    made = Text("…" if start else "")
    at = start
    for first, last in ((max(first, start), min(last, end)) for first, last in hits if first < end and last > start):
        made.append(line[at:first]).append(f"{MARK}{line[first:last]}{MARK}", style=STYLE)
        at = last
    return made.append(line[at:end]).append("…" if end < len(text) else "")
