"""`onrecord ledger search`: statements by their words and by what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.inputs import KindOption, kinds_of
from onrecord.cli.ledger import LedgerFile, ledger_app
from onrecord.cli.ledger_found import FoundFormat, write
from onrecord.cli.writers import MIN_WIDTH, Colour

EPILOG = (
    'Words: all of them are looked for, in statements and in what sources are called; "in marks" a phrase; -without a '
    "word; one OR another. Everything else is words. "
    "Exit status: 0 done, also where nothing was found; 2 the command was used wrongly; 3 the ledger cannot be read; "
    "130 interrupted."
)


class TypeOption(StrEnum):
    """The types of sources, as an option's values."""

    NAMED_PERSON = "named person"
    NAMED_ORGANIZATION = "named organization"
    DOCUMENT = "document"
    ANONYMOUS_SOURCE = "anonymous source"
    UNNAMED_GROUP = "unnamed group"


class ModeOption(StrEnum):
    """The modes of statements, as an option's values."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    BLOCK = "block"


class FactualityOption(StrEnum):
    """The factualities of statements, as an option's values."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    QUESTIONED = "questioned"


class Sort(StrEnum):
    """In which order statements come."""

    RANK = "rank"
    DATE = "date"


# Options have long names only: a short one would be found in `-toll`, which leaves out a word.
@ledger_app.command(context_settings={"ignore_unknown_options": True}, epilog=EPILOG)
def search(  # noqa: PLR0913, PLR0917 - one parameter an option
    ledger: LedgerFile,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="What to look for; see below.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(help="Of sources with this name, or these words in it.")] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Published there; may be repeated.")] = None,
    since: Annotated[str | None, typer.Option(help="Published on this day or later: 2026-03-14.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or earlier.")] = None,
    source_type: Annotated[list[TypeOption] | None, typer.Option("--type", help="Of sources of this type.")] = None,
    named: Annotated[bool, typer.Option("--named", help="Of sources with a name.")] = False,
    unnamed: Annotated[bool, typer.Option("--unnamed", help="Of sources without a name.")] = False,
    mode: Annotated[list[ModeOption] | None, typer.Option(help="Printed in this mode.")] = None,
    kind: Annotated[list[KindOption] | None, typer.Option(help="Of this kind.")] = None,
    factuality: Annotated[list[FactualityOption] | None, typer.Option(help="Of this factuality.")] = None,
    second_hand: Annotated[
        bool | None, typer.Option("--second-hand/--first-hand", help="By way of somebody else, or not.")
    ] = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Also in articles of which a later version is in.")
    ] = False,
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
    one of the values must fit.
    """
    from onrecord.errors import QueryError  # noqa: PLC0415 - only where needed
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415
    from onrecord.ledger.query import Query  # noqa: PLC0415
    from onrecord.ledger.search import search as find  # noqa: PLC0415
    from onrecord.terminal.sink import sink  # noqa: PLC0415

    if named and unnamed:
        raise typer.BadParameter("--named and --unnamed leave nothing to find; give one of them")
    try:
        query = Query(
            words=_joined(words or ()),
            speaker=speaker,
            outlets=tuple(outlet or ()),
            since=_day("--since", since),
            until=_day("--until", until),
            types=tuple(option.value for option in source_type or ()),
            named=named or None if not unnamed else False,
            modes=tuple(option.value for option in mode or ()),
            kinds=kinds_of(kind),
            factualities=tuple(option.value for option in factuality or ()),
            second_hand=second_hand,
            all_versions=all_versions,
            sort=sort.value,
            page=page,
            per_page=per_page,
            cursor=cursor,
        )
        with open_ledger(ledger, readonly=True) as opened:
            found = find(opened, query)
    except QueryError as error:
        raise typer.BadParameter(str(error)) from error
    with sink(output) as out:
        write(output_format, out.stream, query, found, color, width)


def _joined(words: Sequence[str]) -> str:
    """The words as one text. A long option that there is not would be taken for a word, and is wrong use."""
    for word in words:
        if word.startswith("--") and len(word) > 2:
            raise typer.BadParameter(f"No such option: {word}. To leave out a word, write it with one -")
    return " ".join(words)


def _day(flag: str, value: str | None) -> date | None:
    from onrecord.articles.metadata import iso_date  # noqa: PLC0415 - only where needed

    if value is None:
        return None
    try:
        return date.fromisoformat((iso_date(value) or "")[:10])
    except ValueError as error:
        raise typer.BadParameter(f"{flag} '{value}' is no day; write it as in: {flag} 2026-03-14") from error
