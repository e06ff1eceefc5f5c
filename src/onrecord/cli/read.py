"""`onrecord read` and `onrecord schema`."""

from __future__ import annotations

import json
from typing import Annotated, TextIO

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
    PageUrl,
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
from onrecord.cli.writers import MIN_WIDTH, Colour, Format, only, writer


@app.command(epilog=STATUSES)
def read(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Inputs = None,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="How to print readings.")] = Format.TEXT,
    output: Output = None,
    model: Model = None,
    kind: Annotated[
        list[KindOption] | None, typer.Option(help="Show statements of this kind alone; may be repeated.")
    ] = None,
    title: Title = None,
    outlet: Outlet = None,
    author: Author = None,
    published: Published = None,
    page_url: PageUrl = None,
    language: Language = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the view.")] = None,
    quiet: Quiet = False,
) -> None:
    """Read articles and show who is said to say what.

    Without an INPUT, standard input is read where something is piped into it.
    """
    names = inputs or piped()
    meta = metadata(title, outlet, author, check(published, page_url, language))

    def write_to(stream: TextIO) -> Write:
        return only(kinds_of(kind), writer(output_format, stream, color, width))

    raise typer.Exit(deliver(output, write_to, names, meta, quiet, tagger_of(model)))


@app.command()
def schema(
    report: Annotated[bool, typer.Option("--report", help="Of a sourcing report.")] = False,
    archive: Annotated[bool, typer.Option("--archive", help="Of a sourcing report on a ledger.")] = False,
    verification: Annotated[
        bool, typer.Option("--verification", help="Of quotations checked against originals (onrecord verify).")
    ] = False,
) -> None:
    """Print the JSON Schema of a reading, or of what another command prints as JSON."""
    from onrecord.formats.audit_json import archive_schema  # noqa: PLC0415 - only where needed
    from onrecord.formats.json import audit_schema  # noqa: PLC0415
    from onrecord.formats.json import schema as reading_schema  # noqa: PLC0415
    from onrecord.formats.verification import verification_schema  # noqa: PLC0415

    schemas = {"--report": audit_schema, "--archive": archive_schema, "--verification": verification_schema}
    asked = [flag for flag, given in zip(schemas, (report, archive, verification), strict=True) if given]
    if len(asked) > 1:
        raise typer.BadParameter(f"{' and '.join(asked)} are schemas of different things: ask for one")
    made = schemas[asked[0]]() if asked else reading_schema()
    typer.echo(json.dumps(made, indent=2))
