"""`onrecord ledger search`: statements by their words and by what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import query_options as option
from onrecord.cli.ledger import LedgerFile, ledger_app
from onrecord.cli.ledger_found import FoundFormat, write
from onrecord.cli.output import UNREAD, printing
from onrecord.cli.writers import MIN_WIDTH, Colour

EPILOG = (
    'Words: all of them are looked for, in statements and in what sources are called; "in marks" a phrase; -without a '
    "word; one OR another. Everything else is words. "
    "Exit status: 0 done, also where nothing was found; 2 the command was used wrongly; 3 the ledger cannot be read; "
    f"130 interrupted. {UNREAD}"
)


class Sort(StrEnum):
    """In which order statements come."""

    RANK = "rank"
    DATE = "date"


@ledger_app.command(context_settings={"ignore_unknown_options": True}, epilog=EPILOG)
def search(  # noqa: PLR0913, PLR0917 - one parameter an option
    ledger: LedgerFile,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="What to look for; see below.")
    ] = None,
    speaker: option.Speaker = None,
    outlet: option.Outlets = None,
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
    sort: Annotated[Sort, typer.Option(help="Best match or newest first.")] = Sort.RANK,
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    per_page: Annotated[int, typer.Option(min=1, max=1000, help="Statements on a page.")] = 20,
    cursor: Annotated[str | None, typer.Option(help="Go on where a page ended; it says with what.")] = None,
    output_format: Annotated[FoundFormat, typer.Option("--format", help="How to print them.")] = FoundFormat.TABLE,
    output: Annotated[Path | None, typer.Option("--output", help="Write to this file instead.")] = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the table.")] = None,
) -> None:
    """Find statements: by their words, who says them, where, when and how.

    Shows current readings, of the newest version of each article. Options that may have several values may be repeated:
    one of the values must fit. `onrecord export --ledger` writes the articles in which they stand.
    """
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.search import search as find  # noqa: PLC0415

    query = option.asked(
        words=_joined(words or ()),
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
        sort=sort.value,
        page=page,
        per_page=per_page,
        cursor=cursor,
    )
    with open_ledger(ledger, readonly=True) as opened:
        found = find(opened, query)
    with printing(output) as out:
        write(output_format, out.stream, query, found, color, width)


def _joined(words: Sequence[str]) -> str:
    """The words as one text. A long option that there is not would be taken for a word, and is wrong use."""
    for word in words:
        if word.startswith("--") and len(word) > 2:
            raise typer.BadParameter(f"No such option: {word}. To leave out a word, write it with one -")
    return " ".join(words)
