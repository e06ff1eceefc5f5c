"""`onrecord ledger show`, `names`, `export` and `stats`: what a ledger holds."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.app import ALL_READ
from onrecord.cli.inputs import Output
from onrecord.cli.ledger import LEDGER_STATUSES, LedgerFile, ledger_app
from onrecord.cli.output import printing
from onrecord.cli.writers import MIN_WIDTH, Colour, Format, writer

if TYPE_CHECKING:
    from onrecord.ledger.database import Ledger
    from onrecord.ledger.figures import Stats
    from onrecord.types import Block, Reading


class Row(StrEnum):
    """What can be shown."""

    ARTICLE = "article"
    READING = "reading"
    STATEMENT = "statement"


class ExportFormat(StrEnum):
    """What is exported: readings as JSON Lines, or statements as CSV."""

    JSONL = "jsonl"
    CSV = "csv"


class TableFormat(StrEnum):
    """How figures and names are printed."""

    TEXT = "text"
    JSON = "json"


Printed = Annotated[TableFormat, typer.Option("--format", "-f", help="How to print them.")]


@ledger_app.command(epilog=LEDGER_STATUSES)
def show(  # noqa: PLR0913, PLR0917 - one parameter an option
    ledger: LedgerFile,
    what: Annotated[Row, typer.Argument(help="An article by its current reading, a reading, or one statement.")],
    row_id: Annotated[int, typer.Argument(metavar="ID", help="Its id in the ledger.")],
    output_format: Annotated[Format, typer.Option("--format", "-f", help="How to print it.")] = Format.TEXT,
    output: Output = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the view.")] = None,
) -> None:
    """Show a stored article with its statements, or one statement where it stands, with what people say of it."""
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed

    with open_ledger(ledger, readonly=True) as opened:
        reading_id, reading = _find(opened, what, row_id)
        facts = _facts(opened, reading_id)
    with printing(output) as out:
        write = writer(output_format, out.stream, color, width)
        write(reading)
        write(None)
        if output_format is Format.TEXT:
            out.stream.write("".join(f"{line}\n" for line in ("", *facts)))


def _find(ledger: Ledger, what: Row, row_id: int) -> tuple[int, Reading]:
    from onrecord.ledger.readings import current_of, place_of, reading  # noqa: PLC0415 - only where needed

    if what is Row.STATEMENT:
        reading_id, local = place_of(ledger, row_id)
        return reading_id, _only(reading(ledger, reading_id), local)
    reading_id = current_of(ledger, row_id) if what is Row.ARTICLE else row_id
    return reading_id, reading(ledger, reading_id)


def _only(reading: Reading, local: str) -> Reading:
    """The reading with one attribution and what stands within it, and the blocks of the article that it is in."""
    wanted = {local}
    while more := {a.id for a in reading.attributions if a.parent in wanted} - wanted:
        wanted |= more
    kept = tuple(a if a.id != local else replace(a, parent=None) for a in reading.attributions if a.id in wanted)
    sources = {a.source_id for a in kept} | {a.recipient_id for a in kept}
    spans = [span for a in kept for span in (*a.source, *a.cue, *a.content)]

    def touches(block: Block) -> bool:
        return any(start < block.end and block.start < end for start, end in spans)

    article = replace(reading.article, blocks=tuple(b for b in reading.article.blocks if touches(b)))
    return replace(
        reading,
        article=article,
        attributions=kept,
        sources=tuple(s for s in reading.sources if s.id in sources),
        own_voice=(),
        pull_quotes=(),
        dangling_leads=(),
        quantities=(),
        times=(),
        plans=(),
    )


def _facts(ledger: Ledger, reading_id: int) -> list[str]:
    """What the ledger says of the reading's article: versions, readings, reviews, statements that were missed."""
    from onrecord.terminal.text import safe  # noqa: PLC0415 - only where needed

    query = """SELECT articles.id, version, added_at,
            (SELECT count(*) FROM articles AS others WHERE others.url = articles.url) AS versions
        FROM articles JOIN readings ON article_id = articles.id WHERE readings.id = ?"""
    article = ledger.connection.execute(query, (reading_id,)).fetchone()
    versions = f", version {article['version']} of {article['versions']} at its URL" if article["versions"] > 1 else ""
    lines = [f"Article {article['id']}{versions}, added {article['added_at']}."]
    query = "SELECT id, model, software, read_at, current FROM readings WHERE article_id = ? ORDER BY id"
    for row in ledger.connection.execute(query, (article["id"],)):
        by = f"by {row['model']} (onrecord {row['software']}), {row['read_at']}"
        marks = ("current",) * row["current"] + ("shown here",) * (row["id"] == reading_id)
        lines.append(f"Reading {row['id']} {by}{': ' if marks else ''}{', '.join(marks)}.")
    query = "SELECT * FROM reviews_in_force WHERE article_id = ? ORDER BY review_id"
    for row in ledger.connection.execute(query, (article["id"],)):
        correction = f" ({row['field']}: {row['value']})" if row["field"] else ""
        comment = f": {row['comment']}" if row["comment"] else ""
        said = f"{row['verdict']}{correction}, says {row['reviewer']} on {row['reviewed_at']}{comment}"
        lines.append(safe(f"Review of statement {row['reviewed_id']} ({row['reviewed']}): {said}"))
    query = "SELECT * FROM missed_statements WHERE article_id = ? ORDER BY missed_id"
    for row in ledger.connection.execute(query, (article["id"],)):
        comment = f": {row['comment']}" if row["comment"] else ""
        found = f" Now read as statement {row['statement_id']}." if row["statement_id"] is not None else ""
        said = f"{row['statement']} ({row['source'] or 'no source'}), says {row['reviewer']} on {row['reviewed_at']}"
        lines.append(safe(f"Missed: {said}{comment}.{found}"))
    return lines


@ledger_app.command(epilog=LEDGER_STATUSES)
def names(
    ledger: LedgerFile,
    words: Annotated[str, typer.Argument(help="Only names that hold this.")] = "",
    most: Annotated[int, typer.Option("--most", min=1, help="So many at most.")] = 50,
    output_format: Printed = TableFormat.TEXT,
) -> None:
    """List the names of sources with their ids, those in most articles first."""
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.merges import names as names_of  # noqa: PLC0415
    from onrecord.terminal.text import safe  # noqa: PLC0415

    with open_ledger(ledger, readonly=True) as opened:
        found = names_of(opened, words, most=most)
    if output_format is TableFormat.JSON:
        typer.echo(json.dumps([asdict(name) for name in found], ensure_ascii=False, indent=2))
        return
    typer.echo(f"{'id':>8} {'articles':>8} {'statements':>10}  name")
    for name in found:
        merged = f", merged into {name.merged_into}" if name.merged_into else ""
        typer.echo(f"{name.id:>8} {name.articles:>8} {name.statements:>10}  {safe(name.name)} ({name.type}{merged})")


@ledger_app.command(epilog=LEDGER_STATUSES)
def export(
    ledger: LedgerFile,
    output_format: Annotated[
        ExportFormat, typer.Option("--format", "-f", help="Readings as JSON Lines, or statements as CSV.")
    ] = ExportFormat.JSONL,
    output: Output = None,
    old: Annotated[
        bool, typer.Option("--all", help="With the readings that are no longer current (JSON Lines).")
    ] = False,
) -> None:
    """Write readings, as `onrecord read` does, or a table of statements; an older file is replaced at the end.

    `onrecord ledger add` takes the JSON Lines again. Reviews and merges are not in them: a backup has all.
    Other formats, and only what a search finds: `onrecord export --ledger`.
    """
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.export import export_readings, export_statements  # noqa: PLC0415

    if old and output_format is ExportFormat.CSV:
        raise typer.BadParameter("--all is for JSON Lines: the table has the current statements")
    with open_ledger(ledger, readonly=True) as opened, printing(output) as out:
        if output_format is ExportFormat.CSV:
            export_statements(opened, out.stream)
        else:
            export_readings(opened, out.stream, old=old)


@ledger_app.command(epilog=LEDGER_STATUSES)
def stats(ledger: LedgerFile, output_format: Printed = TableFormat.TEXT) -> None:
    """Count what the ledger holds, by which models it was read, and give the hash of its content."""
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.figures import stats as stats_of  # noqa: PLC0415

    with open_ledger(ledger, readonly=True) as opened:
        found = stats_of(opened)
    if output_format is TableFormat.JSON:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        _print_stats(found)
    raise typer.Exit(ALL_READ)


def _print_stats(found: Stats) -> None:
    typer.echo(f"{found.path}: {found.size / 1e6:,.1f} MB, schema {found.schema}")
    for what, count in found.counts.items():
        typer.echo(f"{count:>12,} {what}")
    if found.first_day is not None:
        typer.echo(f"Articles of {found.first_day} to {found.last_day}.")
    for model in found.models:
        by = f"{model.model}, onrecord {model.software}"
        typer.echo(f"{model.readings:>12,} readings by {by} ({model.current:,} current)")
    typer.echo(f"Content: {found.content_hash}")
