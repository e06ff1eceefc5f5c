"""The options that say which statements of a ledger are meant, for every command that looks for some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.inputs import KindOption, kinds_of

if TYPE_CHECKING:
    from onrecord.ledger.query import Query


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


# Options have long names only: in `ledger search` a short one would be found in `-toll`, which leaves out a word.
Speaker = Annotated[str | None, typer.Option(help="Of sources with this name, or these words in it.")]
Outlets = Annotated[list[str] | None, typer.Option(help="Published there; may be repeated.")]
Since = Annotated[str | None, typer.Option(help="Published on this day or later: 2026-03-14.")]
Until = Annotated[str | None, typer.Option(help="Published on this day or earlier.")]
Types = Annotated[list[TypeOption] | None, typer.Option("--type", help="Of sources of this type.")]
Named = Annotated[bool, typer.Option("--named", help="Of sources with a name.")]
Unnamed = Annotated[bool, typer.Option("--unnamed", help="Of sources without a name.")]
Modes = Annotated[list[ModeOption] | None, typer.Option(help="Printed in this mode.")]
Kinds = Annotated[list[KindOption] | None, typer.Option(help="Of this kind.")]
Factualities = Annotated[list[FactualityOption] | None, typer.Option(help="Of this factuality.")]
SecondHand = Annotated[bool | None, typer.Option("--second-hand/--first-hand", help="By way of somebody else, or not.")]
AllVersions = Annotated[bool, typer.Option("--all-versions", help="Also in articles of which a later version is in.")]


def asked(  # noqa: PLR0913 - one parameter an option
    *,
    words: str,
    speaker: str | None,
    outlets: Sequence[str] | None,
    since: str | None,
    until: str | None,
    types: Sequence[TypeOption] | None,
    named: bool,
    unnamed: bool,
    modes: Sequence[ModeOption] | None,
    kinds: Sequence[KindOption] | None,
    factualities: Sequence[FactualityOption] | None,
    second_hand: bool | None,
    **others: Any,
) -> Query:
    """The query that the options make, with `others` of its fields. What contradicts itself is wrong use."""
    from onrecord.errors import QueryError  # noqa: PLC0415 - only where needed
    from onrecord.ledger.query import Query  # noqa: PLC0415

    if named and unnamed:
        raise typer.BadParameter("--named and --unnamed leave nothing to find; give one of them")
    try:
        return Query(
            words=words,
            speaker=speaker,
            outlets=tuple(outlets or ()),
            since=_day("--since", since),
            until=_day("--until", until),
            types=tuple(option.value for option in types or ()),
            named=named or None if not unnamed else False,
            modes=tuple(option.value for option in modes or ()),
            kinds=kinds_of(kinds),
            factualities=tuple(option.value for option in factualities or ()),
            second_hand=second_hand,
            **others,
        )
    except QueryError as error:
        raise typer.BadParameter(str(error)) from error


def _day(flag: str, value: str | None) -> date | None:
    from onrecord.articles.metadata import iso_date  # noqa: PLC0415 - only where needed

    if value is None:
        return None
    try:
        return date.fromisoformat((iso_date(value) or "")[:10])
    except ValueError as error:
        raise typer.BadParameter(f"{flag} '{value}' is no day; write it as in: {flag} 2026-03-14") from error
