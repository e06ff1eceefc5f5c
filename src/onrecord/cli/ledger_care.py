"""`onrecord ledger verify`, `backup`, `migrate`, `merge`, `unmerge`, `review`, `metadata`: looking after a ledger."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.app import ALL_READ, SOME_FAILED
from onrecord.cli.ledger import LEDGER_STATUSES, LedgerFile, ledger_app
from onrecord.cli.output import until_unread


class VerdictOption(StrEnum):
    """What a review says of a statement, as an option's values."""

    RIGHT = "right"
    WRONG = "wrong"
    CORRECTED = "corrected"


class Field(StrEnum):
    """What a review can correct, as an option's values."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    RECIPIENT = "recipient"
    MODE = "mode"
    KIND = "kind"
    FACTUALITY = "factuality"
    SOURCE_TYPE = "source type"
    SOURCE_NAME = "source name"


NameId = Annotated[int, typer.Argument(metavar="NAME_ID", help="The name's id (see: onrecord ledger names).")]


@ledger_app.command(epilog=LEDGER_STATUSES)
def verify(ledger: LedgerFile) -> None:
    """Check the whole ledger, the file and every row, and report every problem."""
    from onrecord.errors import LedgerReadOnlyError  # noqa: PLC0415 - only where needed
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415
    from onrecord.ledger.integrity import verify as problems_of  # noqa: PLC0415
    from onrecord.terminal.text import safe  # noqa: PLC0415

    writable = True
    try:
        opened = open_ledger(ledger)
    except LedgerReadOnlyError:
        writable = False
        opened = open_ledger(ledger, readonly=True)
        typer.echo("onrecord: the ledger may not be written, so its full-text index is not checked.", err=True)
    count = 0
    with opened, until_unread():
        for problem in problems_of(opened, index=writable):
            count += 1
            typer.echo(safe(f"{problem.where}: {problem.what}"))
        typer.echo(f"{count} problems found." if count != 1 else "1 problem found.")
    raise typer.Exit(SOME_FAILED if count else ALL_READ)


@ledger_app.command(epilog=LEDGER_STATUSES)
def backup(
    ledger: LedgerFile,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Copy the ledger to a file, also while others add to it; the copy is checked before it gets its name."""
    from onrecord.ledger.backup import backup as copy_to  # noqa: PLC0415 - only where needed
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415

    with open_ledger(ledger, readonly=True) as opened:
        size = copy_to(opened, target, force=force)
    typer.echo(f"{target}: {size / 1e6:,.1f} MB")


@ledger_app.command(epilog=LEDGER_STATUSES)
def migrate(ledger: LedgerFile) -> None:
    """Bring a ledger that an older onrecord made to the schema of this one; all of it, or nothing."""
    from onrecord.ledger.database import migrate as migrate_file  # noqa: PLC0415 - only where needed

    before, after = migrate_file(ledger)
    typer.echo(f"{ledger}: schema {after} already" if before == after else f"{ledger}: schema {before} -> {after}")


@ledger_app.command(epilog=LEDGER_STATUSES)
def merge(
    ledger: LedgerFile,
    name_id: NameId,
    into_id: Annotated[int, typer.Argument(metavar="INTO_ID", help="The name that it is.")],
    by: Annotated[str, typer.Option(help="Who says so.")],
    reason: Annotated[str, typer.Option(help="Why they are one.")],
) -> None:
    """Say that two names are one person, organization or document; undone by `onrecord ledger unmerge`."""
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.merges import merge as merge_names  # noqa: PLC0415

    with open_ledger(ledger) as opened:
        merge_names(opened, name_id, into_id, by=by, reason=reason)
    typer.echo(f"The name {name_id} counts as {into_id}.")


@ledger_app.command(epilog=LEDGER_STATUSES)
def unmerge(
    ledger: LedgerFile,
    name_id: NameId,
    by: Annotated[str, typer.Option(help="Who says so.")],
    reason: Annotated[str, typer.Option(help="Why they are not one.")] = "",
) -> None:
    """Undo the merge of a name; both stay on record."""
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.merges import unmerge as unmerge_names  # noqa: PLC0415

    with open_ledger(ledger) as opened:
        unmerge_names(opened, name_id, by=by, reason=reason)
    typer.echo(f"The name {name_id} stands for itself.")


@ledger_app.command(epilog=LEDGER_STATUSES)
def review(  # noqa: PLR0913, PLR0917 - one parameter an option
    ledger: LedgerFile,
    statement_id: Annotated[int, typer.Argument(metavar="STATEMENT_ID", help="The statement's id.")],
    verdict: Annotated[VerdictOption, typer.Option(help="Whether it was read right.")],
    reviewer: Annotated[str, typer.Option(help="Who says so.")],
    field: Annotated[Field | None, typer.Option(help="What is corrected.")] = None,
    value: Annotated[str | None, typer.Option(help="Its right value.")] = None,
    comment: Annotated[str, typer.Option(help="What else there is to say.")] = "",
) -> None:
    """Keep what a person says of a statement, beside what the model read; nothing is overwritten."""
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.merges import review as keep_review  # noqa: PLC0415

    corrects = verdict is VerdictOption.CORRECTED
    if corrects != (field is not None) or corrects != (value is not None):
        raise typer.BadParameter("--field and --value belong to --verdict corrected, both of them")
    correction = (field.value, value) if field is not None and value is not None else None
    with open_ledger(ledger) as opened:
        review_id = keep_review(
            opened, statement_id, verdict.value, reviewer=reviewer, correction=correction, comment=comment
        )
    typer.echo(f"Review {review_id} of statement {statement_id} is kept.")


@ledger_app.command()
def metadata(ledger: LedgerFile) -> None:
    """Print what Datasette shows beside the ledger (descriptions, labels, facets), for `datasette --metadata FILE`."""
    from importlib import resources  # noqa: PLC0415 - only where needed

    tables = json.loads(resources.files("onrecord.ledger").joinpath("datasette.json").read_text(encoding="utf-8"))
    # Datasette calls a database by its file's name.
    described = {"title": "Who stands behind every statement", "databases": {ledger.stem: {"tables": tables}}}
    typer.echo(json.dumps(described, ensure_ascii=False, indent=2))
