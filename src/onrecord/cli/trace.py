"""`onrecord trace`: where a quotation was printed, in time, and what each printing changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.app import app
from onrecord.cli.ledger import LedgerFile
from onrecord.cli.output import UNREAD, printing
from onrecord.cli.writers import MIN_WIDTH, Colour, console_on

if TYPE_CHECKING:
    from onrecord.ledger.database import Ledger
    from onrecord.ledger.trace import Trace

EPILOG = (
    "Exit status: 0 done, also where nothing was found; 2 the command was used wrongly; 3 the ledger cannot be read, "
    f"or has no such statement; 130 interrupted. {UNREAD}"
)


class TraceFormat(StrEnum):
    """How a trace is printed."""

    TEXT = "text"
    JSON = "json"


@app.command(epilog=EPILOG)
def trace(  # noqa: PLR0913, PLR0917 - one parameter an option
    quotation: Annotated[
        str, typer.Argument(metavar="QUOTATION|STATEMENT_ID", help="The words, or the id of a statement that has them.")
    ],
    ledger: LedgerFile,
    most: Annotated[int, typer.Option(min=1, help="Printings to show; the earliest, where there are more.")] = 500,
    output_format: Annotated[TraceFormat, typer.Option("--format", "-f", help="How to print them.")] = TraceFormat.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")] = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the view.")] = None,
) -> None:
    """Follow a quotation through the ledger: every printing in time, what it changed, and from whom it has the words.

    The earliest printing is the first by date of publication, which need not be the original. From whom an article has
    the words is told where its page says so.
    """
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed

    if not quotation.strip():
        raise typer.BadParameter("give a quotation or a statement's id")
    with open_ledger(ledger, readonly=True) as opened:
        found = _traced(opened, quotation, most)
    with printing(output) as out:
        _write(found, out.stream, output_format, color, width)


def _traced(ledger: Ledger, quotation: str, most: int) -> Trace:
    from onrecord.ledger.trace import trace as by_words  # noqa: PLC0415 - only where needed
    from onrecord.ledger.trace import trace_statement  # noqa: PLC0415

    asked = quotation.strip()
    if asked.isdecimal() and asked.isascii():
        return trace_statement(ledger, int(asked), most=most)
    return by_words(ledger, quotation, most=most)


def _write(found: Trace, stream: TextIO, output_format: TraceFormat, color: Colour, width: int | None) -> None:
    if output_format is TraceFormat.JSON:
        stream.write(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        from onrecord.cli.trace_view import show_trace  # noqa: PLC0415 - only where needed

        show_trace(console_on(stream, color, width), found)
