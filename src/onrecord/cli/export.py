"""`onrecord export`: readings in the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import query_options as option
from onrecord.cli.app import NOTHING_READ, STATUSES, app
from onrecord.cli.export_places import Place, pieces_of, place_of, prepare
from onrecord.cli.export_readings import Tally, asks_nothing, readings_in, readings_of, with_rows
from onrecord.cli.given import given, refuse
from onrecord.cli.inputs import (
    Author,
    Inputs,
    Language,
    Model,
    PageUrl,
    Published,
    Quiet,
    Title,
    check,
    metadata,
    piped,
    progress,
    tagger_of,
)
from onrecord.cli.ledger_inputs import check_inputs
from onrecord.cli.output import silence
from onrecord.formats import FORMATS, Format

if TYPE_CHECKING:
    from onrecord.types import Reading

OF_READING = ("title", "author", "published", "page_url", "language", "model")
"""The options that say how articles are read, and say nothing of those that a ledger has."""
OF_LEDGER = (
    "words", "speaker", "since", "until", "source_type", "named", "unnamed", "mode", "kind", "factuality",
    "second_hand", "all_versions", "only_found",
)  # fmt: skip
"""The options that say which of a ledger's readings are meant."""
TABLES = ("csv", "parquet")


def format_named(name: str | None, flag: str, names: Sequence[str]) -> Format:
    """The format of `--to` or `--from`; where it is none of `names`, that is wrong use."""
    if name is None or name not in names:
        what = "this format goes out and does not come in" if name in FORMATS else "there is no such format"
        said = f"{flag} {name}: {what}" if name else f"name a format with {flag}"
        raise typer.BadParameter(f"{said}; there are {', '.join(names)}")
    return FORMATS[name]


@app.command(epilog=STATUSES)
def export(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: typer.Context,
    inputs: Inputs = None,
    to: Annotated[str | None, typer.Option(metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="PATH", help="Write to this file or folder instead.")
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help="Print what the columns of csv and parquet mean, and stop.")
    ] = False,
    config: Annotated[
        bool, typer.Option("--config", help="Print the labeling configuration for label-studio, and stop.")
    ] = False,
    model: Model = None,
    title: Title = None,
    outlet: Annotated[
        list[str] | None, typer.Option(help="Who published it. Of a ledger: published there; may be repeated.")
    ] = None,
    author: Author = None,
    published: Published = None,
    page_url: PageUrl = None,
    language: Language = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            envvar="ONRECORD_LEDGER",
            metavar="FILE",
            help="Readings of this ledger; of the environment's where no INPUT is named. The options below are for it.",
        ),
    ] = None,
    words: Annotated[str, typer.Option(help="With these words, as in onrecord ledger search.")] = "",
    speaker: option.Speaker = None,
    since: option.Since = None,
    until: option.Until = None,
    source_type: option.Types = None,
    named: option.Named = False,
    unnamed: option.Unnamed = False,
    mode: option.Modes = None,
    kind: option.Kinds = None,
    factuality: option.Factualities = None,
    second_hand: option.SecondHand = None,
    all_versions: option.AllVersions = False,
    only_found: Annotated[
        bool, typer.Option("--only-found", help="Only the statements found, not all of their articles.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Write readings in the format of another program.

    An INPUT is an article, which is read, or a file of readings that `onrecord read` wrote (json or jsonl). With
    --ledger, the current readings of all articles, or of those in which a search finds statements.

    A format has one file for all readings, or files for each: then --output is a folder, unless there is one reading.
    Parquet to a folder makes a data set with its card.
    """
    if columns:
        from onrecord.formats.table_card import column_docs  # noqa: PLC0415 - only where needed

        typer.echo("\n".join(column_docs()))
        raise typer.Exit
    if config:
        from onrecord.formats.label_studio import config as labeling  # noqa: PLC0415 - only where needed

        typer.echo(labeling())
        raise typer.Exit
    wanted = format_named(to, "--to", tuple(FORMATS))
    place = place_of(wanted, output)
    prepare(wanted)
    tally = Tally()
    if _means_ledger(context, inputs) and ledger is not None:
        query = option.asked(
            words=words,
            speaker=speaker,
            outlets=outlet,
            since=since,
            until=until,
            types=source_type,
            named=named,
            unnamed=unnamed,
            modes=mode,
            kinds=kind,
            factualities=factuality,
            second_hand=second_hand,
            all_versions=all_versions,
        )
        if only_found and asks_nothing(query):
            raise typer.BadParameter("--only-found needs something to find, such as --words or --speaker")
        readings = readings_in(ledger, query, tally, only_found=only_found)
    else:
        if len(outlet or ()) > 1:
            raise typer.BadParameter("--outlet may be repeated for the readings of a ledger only")
        names = inputs or piped()
        check_inputs(names)
        meta = metadata(title, outlet[0] if outlet else None, author, check(published, page_url, language))
        readings = readings_of(names, meta, tagger_of(model), tally, progress(names, quiet))
    raise typer.Exit(_deliver(readings, wanted, place, tally))


def _means_ledger(context: typer.Context, inputs: Sequence[str] | None) -> bool:
    """Whether readings of a ledger are meant; the environment's is where no input is named.

    Options that do not fit what is meant are wrong use.
    """
    if inputs and given(context, "ledger") == "COMMANDLINE":
        raise typer.BadParameter("name articles or a ledger, not both")
    if not inputs and given(context, "ledger") != "DEFAULT":
        refuse(context, OF_READING, "is for articles that are read now; those of a ledger have been read")
        return True
    refuse(context, OF_LEDGER, "is for the readings of a ledger; name it with --ledger FILE")
    return False


def _deliver(readings: Iterator[Reading], to: Format, place: Place, tally: Tally) -> int:
    """Write the readings; the exit status. Where there are none, nothing is written, and what was there stays."""
    first = next(readings, None)
    if first is None:
        return NOTHING_READ
    found = chain([first], readings)
    made = pieces_of(with_rows(found) if to.name in TABLES else found, to, place, tally)
    try:
        with place.open() as out:
            for piece in made:
                out.write(piece.name, piece.data)
    except BrokenPipeError:
        silence()
    return tally.status
