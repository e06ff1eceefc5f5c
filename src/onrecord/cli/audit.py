"""`onrecord audit`: the sourcing report of one article or of many."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.app import STATUSES, app
from onrecord.cli.audit_ledger import AuditFormat, GroupBy, Printer, report_ledger, scope_of
from onrecord.cli.given import given, refuse
from onrecord.cli.inputs import (
    Author,
    Inputs,
    KindOption,
    Language,
    Model,
    Output,
    Published,
    Quiet,
    Title,
    Write,
    check,
    deliver,
    kinds_of,
    metadata,
    piped,
    tagger_of,
)
from onrecord.cli.writers import MIN_WIDTH, Colour, console_on

if TYPE_CHECKING:
    from onrecord.audit import ArticleAudit
    from onrecord.types import Kind, Reading


class ReportFormat(StrEnum):
    """How a list or a report is printed that has no other formats."""

    TEXT = "text"
    JSON = "json"


OF_READING = ("title", "author", "published", "language", "model")
"""The options that say how articles are read, and say nothing of those that a ledger has."""
OF_LEDGER = ("by", "since", "until")
"""The options that need a ledger."""


@app.command(epilog=STATUSES)
def audit(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: typer.Context,
    inputs: Inputs = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            envvar="ONRECORD_LEDGER",
            metavar="FILE",
            help="Report on the articles of this ledger; of the environment's where no INPUT is named.",
        ),
    ] = None,
    by: Annotated[GroupBy | None, typer.Option(help="Of a ledger: report on each group, too.")] = None,
    since: Annotated[str | None, typer.Option(help="Of a ledger: articles of this day and later, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option(help="Of a ledger: articles of this day and earlier.")] = None,
    output_format: Annotated[
        AuditFormat, typer.Option("--format", "-f", help="How to print the report; html and csv are for a ledger.")
    ] = AuditFormat.TEXT,
    output: Output = None,
    model: Model = None,
    kind: Annotated[
        list[KindOption] | None, typer.Option(help="Count statements of this kind; assertions where none is named.")
    ] = None,
    title: Title = None,
    outlet: Annotated[
        str | None, typer.Option(help="Who published it. Of a ledger: the articles of this outlet alone.")
    ] = None,
    author: Author = None,
    published: Published = None,
    language: Language = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the report.")] = None,
    quiet: Quiet = False,
) -> None:
    """Report how the sourcing of articles holds up: who speaks, who is unnamed, and what the page says of it.

    With --ledger, of its articles: the newest version of each, as it was read last; shares with 95% intervals.

    Says 'stated' or 'not stated on the page', never that a rule was kept: a page does not show what a newsroom knows.
    """
    if ledger is not None and not (inputs and given(context, "ledger") == "ENVIRONMENT"):
        if inputs:
            raise typer.BadParameter("name articles or a ledger, not both")
        refuse(context, OF_READING, "is for articles that are read now; those of a ledger have been read")
        printer = Printer(output_format, output, color, width)
        raise typer.Exit(
            report_ledger(ledger, by, scope_of(outlet, since, until), kinds_of(kind), printer, quiet=quiet)
        )
    refuse(context, OF_LEDGER, "is for the articles of a ledger; name it with --ledger FILE")
    if output_format in (AuditFormat.HTML, AuditFormat.CSV):
        raise typer.BadParameter(
            f"--format {output_format} is for the articles of a ledger; name it with --ledger FILE"
        )
    names = inputs or piped()
    meta = metadata(title, outlet, author, check(published, None, language))

    def write_to(stream: TextIO) -> Write:
        return _reporter(stream, output_format, kinds_of(kind), color, width)

    raise typer.Exit(deliver(output, write_to, names, meta, quiet, tagger_of(model)))


def _reporter(
    stream: TextIO, output_format: AuditFormat, kinds: tuple[Kind, ...], color: Colour, width: int | None
) -> Write:
    """Takes readings and prints their report after the last; what could not be read for its language is not counted."""
    from onrecord.audit import audit_article, total  # noqa: PLC0415 - only where needed
    from onrecord.audit.report import COUNTED  # noqa: PLC0415
    from onrecord.formats.json import audit_to_json  # noqa: PLC0415
    from onrecord.terminal.audit import show_audit  # noqa: PLC0415

    articles: list[ArticleAudit] = []
    texts: list[str] = []
    seen: set[str] = set()
    model = ""

    def write(reading: Reading | None) -> bool:
        nonlocal model
        if reading is None:
            report = total(articles, model, kinds or COUNTED)
            if articles and output_format is AuditFormat.JSON:
                stream.write(audit_to_json(report, indent=2) + "\n")
            elif articles:
                show_audit(console_on(stream, color, width), report, texts)
            return bool(articles)
        if reading.notes:
            return False
        if reading.article.sha256 in seen:
            typer.echo(f"onrecord: {reading.article.name}: the same article came before; it is counted once.", err=True)
            return False
        seen.add(reading.article.sha256)
        model = reading.model
        articles.append(audit_article(reading, kinds or COUNTED))
        if output_format is AuditFormat.TEXT:
            texts.append(reading.article.text)
        return True

    return write
