"""`onrecord audit`: the sourcing report of one article or of many."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.app import STATUSES, app
from onrecord.cli.inputs import (
    Author,
    Inputs,
    KindOption,
    Language,
    Model,
    Outlet,
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
    """How a sourcing report is printed."""

    TEXT = "text"
    JSON = "json"


@app.command(epilog=STATUSES)
def audit(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Inputs = None,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How to print the report.")
    ] = ReportFormat.TEXT,
    output: Output = None,
    model: Model = None,
    kind: Annotated[
        list[KindOption] | None, typer.Option(help="Count statements of this kind; assertions where none is named.")
    ] = None,
    title: Title = None,
    outlet: Outlet = None,
    author: Author = None,
    published: Published = None,
    language: Language = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the report.")] = None,
    quiet: Quiet = False,
) -> None:
    """Report how the sourcing of articles holds up: who speaks, who is unnamed, and what the page says of it.

    Says 'stated' or 'not stated on the page', never that a rule was kept: a page does not show what a newsroom knows.
    """
    names = inputs or piped()
    meta = metadata(title, outlet, author, check(published, None, language))

    def write_to(stream: TextIO) -> Write:
        return _reporter(stream, output_format, kinds_of(kind), color, width)

    raise typer.Exit(deliver(output, write_to, names, meta, quiet, tagger_of(model)))


def _reporter(
    stream: TextIO, output_format: ReportFormat, kinds: tuple[Kind, ...], color: Colour, width: int | None
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
            if articles and output_format is ReportFormat.JSON:
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
        if output_format is ReportFormat.TEXT:
            texts.append(reading.article.text)
        return True

    return write
