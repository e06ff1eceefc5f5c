"""`onrecord import`: readings, or reviews of them, out of the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

import typer

from onrecord.cli.app import ALL_READ, SOME_FAILED, app
from onrecord.cli.export import format_named
from onrecord.cli.inputs import Output
from onrecord.cli.output import UNREAD, silence
from onrecord.errors import FormatError
from onrecord.formats import FORMATS, load

if TYPE_CHECKING:
    from onrecord.formats.label_studio import Reviewed
    from onrecord.types import Reading

COMES_IN = tuple(name for name, made in FORMATS.items() if made.comes_in)
_WHOLE = "Check that its files are whole and belong together"
_PART = 1 << 20
STATUSES = (
    "Exit status: 0 everything was taken in; 2 the command was used wrongly, or the output cannot be written; "
    f"3 something does not fit, and nothing was taken in; 130 interrupted. {UNREAD}"
)


@app.command("import", epilog=STATUSES)
def import_(
    inputs: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...", help="What the other program has written.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help=f"One of {', '.join(COMES_IN)}.")
    ] = None,
    output: Output = None,
    ledger: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add them to this ledger, which is made where there is none.")
    ] = None,
    reviewer: Annotated[
        str | None,
        typer.Option(help="Of label-studio: add corrections to the ledger's statements as this person's reviews."),
    ] = None,
) -> None:
    """Take in what another program has written or corrected: readings, as JSON Lines or into a ledger.

    Everything is read and checked first: where one file does not fit, nothing is taken in.
    """
    wanted = format_named(from_, "--from", COMES_IN)
    if output is not None and ledger is not None:
        raise typer.BadParameter("--output and --ledger are two places; name one")
    if reviewer is not None and (not reviewer.strip() or ledger is None or wanted.name != "label-studio"):
        raise typer.BadParameter("--reviewer NAME is for corrections --from label-studio to a --ledger")
    for path in inputs:
        if not path.exists():
            raise FormatError(str(path), None, "there is no such file or folder", "Check the spelling and the folder")
    if reviewer is not None and ledger is not None:
        raise typer.Exit(_add_reviews(inputs, ledger, reviewer))
    with TemporaryFile() as readings:
        _gather(inputs, wanted.name, readings, whole=ledger is not None)
        readings.seek(0)
        if ledger is None:
            _write(readings, output)
        else:
            _add(readings, ledger)


def _gather(paths: Sequence[Path], from_: str, into: IO[bytes], *, whole: bool) -> None:
    """Write the readings of all files into one, a line each.

    Raises FormatError where any does not fit, or, if they must be `whole`, is only a part of one.
    """
    from onrecord.formats.fit import faults  # noqa: PLC0415 - only where needed
    from onrecord.formats.json import to_json  # noqa: PLC0415

    found = False
    for path in paths:
        for reading in load(path, from_):
            found = True
            for fault in faults(reading):
                raise FormatError(str(path), None, f"in {reading.article.name}, {fault}", _WHOLE)
            if whole:
                _check_whole(path, reading)
            into.write(to_json(reading).encode() + b"\n")
    if not found:
        raise FormatError(_names(paths), None, f"no reading in the format {from_} is in it", "Check path and format")


def _write(readings: IO[bytes], output: Path | None) -> None:
    from onrecord.terminal.bytes_sink import file_sink  # noqa: PLC0415 - only where needed

    try:
        with file_sink(output) as out:
            while part := readings.read(_PART):
                out.write("", part)
    except BrokenPipeError:
        silence()


def _add(readings: IO[bytes], ledger: Path) -> None:
    from onrecord.formats.json import from_json  # noqa: PLC0415 - only where needed
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415
    from onrecord.ledger.store import add  # noqa: PLC0415

    new = there = statements = 0
    with open_ledger(ledger, create=True) as opened:
        for added in add(opened, map(from_json, readings)):
            new += added.status != "already there"
            there += added.status == "already there"
            statements += added.statements
    typer.echo(f"{new:,} added, {there:,} already there; {statements:,} statements added.")


def _add_reviews(paths: Sequence[Path], ledger: Path, reviewer: str) -> int:
    """Add what a person says in Label Studio; the exit status. Raises FormatError where any file does not fit."""
    from onrecord.formats.label_studio import reviewed  # noqa: PLC0415 - only where needed
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415
    from onrecord.ledger.reviews_in import add_reviews  # noqa: PLC0415

    reviews = chain.from_iterable(_of_whole(path, reviewed(path)) for path in paths)
    first = next(reviews, None)
    if first is None:
        raise FormatError(_names(paths), None, "no task in it has an annotation", "Export the tasks with annotations")
    with open_ledger(ledger) as opened:
        added = add_reviews(opened, chain([first], reviews), reviewer=reviewer)
    for names, what in ((added.unknown, "article"), (added.unread, "reading of the article that was reviewed")):
        for name in names:
            typer.echo(
                f"onrecord: {name}: the ledger does not have the {what}, so its reviews were left out.", err=True
            )
    for note in added.notes:
        typer.echo(f"onrecord: {note}.", err=True)
    kept = f"{added.right:,} right, {added.wrong:,} wrong, {added.corrected:,} corrected, {added.missed:,} missed"
    typer.echo(f"Reviews added: {kept}; {added.there:,} already there.")
    return SOME_FAILED if added.unknown or added.unread else ALL_READ


def _of_whole(path: Path, reviews: Iterator[Reviewed]) -> Iterator[Reviewed]:
    for review in reviews:
        if review.before is not None:
            _check_whole(path, review.before)
        yield review


def _check_whole(path: Path, reading: Reading) -> None:
    """Raise FormatError for a part of a reading: in a ledger it would take the place of the whole one."""
    from onrecord.statements.excerpt import NOTE  # noqa: PLC0415 - only where needed

    if NOTE in reading.notes:
        reason = f"of {reading.article.name} it has only the statements that were asked for with --only-found"
        raise FormatError(str(path), None, reason, "Export the articles whole, without --only-found")


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))
