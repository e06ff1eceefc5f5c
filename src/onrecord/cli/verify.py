"""`onrecord verify`: the quotations of an article, looked for in originals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.app import ALL_READ, NOTHING_READ, SOME_FAILED, app
from onrecord.cli.inputs import Model, Output, tagger_of
from onrecord.cli.output import UNREAD, printing
from onrecord.cli.writers import MIN_WIDTH, Colour, console_on

if TYPE_CHECKING:
    from onrecord.reading.tagger import Tagger
    from onrecord.types import Article
    from onrecord.variants.originals_values import Verification

FOUND = (
    "Exit status: 0 every quotation was found, its changes marked, or is too short to tell; 1 some are changed without "
    "a mark, missing, given to somebody else, or their parts stand apart, or an original could not be read; 2 the "
    "command was used wrongly; 3 the article or none of the originals could be read; 130 interrupted. "
    f"{UNREAD}"
)


class VerificationFormat(StrEnum):
    """How a verification is printed."""

    TEXT = "text"
    JSON = "json"


@app.command(epilog=FOUND)
def verify(  # noqa: PLR0913, PLR0917 - one parameter an option
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, a URL, or - for standard input.")],
    against: Annotated[
        list[str],
        typer.Option(metavar="ORIGINAL", help="A transcript, speech, or other original: as ARTICLE; may be repeated."),
    ],
    output_format: Annotated[
        VerificationFormat, typer.Option("--format", "-f", help="How to print what is found.")
    ] = VerificationFormat.TEXT,
    output: Output = None,
    model: Model = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the view.")] = None,
) -> None:
    """Look for every quotation of an article in its originals, and tell what is found where.

    Says whether the words are there, which of them differ and whether the article marks it, and whether the original
    gives them to somebody else; never what is right.
    """
    if [article, *against].count("-") > 1:
        raise typer.BadParameter("standard input can be one input; name a file for the others")
    tagger = tagger_of(model)
    checked, originals = _article(article), list(_articles(against))
    readable = [original for original in originals if original is not None]
    if checked is None or not readable:
        raise typer.Exit(NOTHING_READ)
    found = _verification(checked, readable, tagger)
    with printing(output) as out:
        _write(found, out.stream, output_format, color, width)
    raise typer.Exit(_status(found, complete=len(readable) == len(originals)))


def _article(name: str) -> Article | None:
    """The article to check; None where it cannot be read, which is told. Several in one input are wrong use."""
    found = list(islice(_articles([name]), 2))
    if len(found) > 1:
        raise typer.BadParameter(f"{name} holds more than one article; name one, and the others in calls of their own")
    return found[0] if found else None


def _articles(names: Sequence[str]) -> Iterator[Article | None]:
    """The articles of inputs; None for what cannot be read, which is told on standard error."""
    from onrecord.articles import iter_articles  # noqa: PLC0415 - only where needed
    from onrecord.types import Unreadable  # noqa: PLC0415

    for item in iter_articles(names):
        if isinstance(item, Unreadable):
            typer.echo(f"onrecord: {item.name}: {item.reason}. {item.remedy}.", err=True)
            yield None
        else:
            yield item


def _verification(article: Article, originals: Sequence[Article], tagger: Tagger | None) -> Verification:
    """The article read and checked; an original is read, too, where that is what tells who speaks in it."""
    from onrecord import pipeline  # noqa: PLC0415 - only where needed
    from onrecord.variants.originals import verify, wants_reading  # noqa: PLC0415

    reading = pipeline.read(article, tagger=tagger)
    return verify(reading, [pipeline.read(o, tagger=tagger) if wants_reading(o) else o for o in originals])


def _write(
    found: Verification, stream: TextIO, output_format: VerificationFormat, color: Colour, width: int | None
) -> None:
    if output_format is VerificationFormat.JSON:
        from onrecord.formats.verification import verification_to_json  # noqa: PLC0415 - only where needed

        stream.write(verification_to_json(found, indent=2) + "\n")
    else:
        from onrecord.terminal.verification import show_verification  # noqa: PLC0415 - only where needed

        show_verification(console_on(stream, color, width), found)


def _status(found: Verification, *, complete: bool) -> int:
    from onrecord.variants.originals_values import OPEN_QUESTIONS  # noqa: PLC0415 - only where needed

    settled = all(checked.verdict not in OPEN_QUESTIONS for checked in found.quotations)
    return ALL_READ if settled and complete else SOME_FAILED
