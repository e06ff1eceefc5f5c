"""What commands read: inputs, what the user says of them, and the readings made of them one after another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.app import ALL_READ, NOTHING_READ, SOME_FAILED
from onrecord.cli.output import printing

if TYPE_CHECKING:
    from onrecord.articles import Metadata
    from onrecord.reading.tagger import Tagger
    from onrecord.types import Article, Kind, Reading, Unreadable

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INPUT]...", help="Files (text, HTML, JSONL), folders, URLs, or - for standard input."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")]
Title = Annotated[str | None, typer.Option(help="The article's title.")]
Outlet = Annotated[str | None, typer.Option(help="Who published it.")]
Author = Annotated[list[str] | None, typer.Option(help="An author; may be repeated.")]
Published = Annotated[str | None, typer.Option(help="Date of publication, ISO 8601.")]
PageUrl = Annotated[str | None, typer.Option(help="Where it was published.")]
Language = Annotated[str | None, typer.Option(help="Its language, where the text is too short to tell.")]
Model = Annotated[
    str | None,
    typer.Option(help="fast (the default), another that is installed (see: onrecord models), or a folder of weights."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


class KindOption(StrEnum):
    """The kinds of attributions, as an option's values."""

    ASSERTION = "assertion"
    BELIEF = "belief"
    FACT = "fact"
    EVENTUALITY = "eventuality"


def kinds_of(chosen: Sequence[KindOption] | None) -> tuple[Kind, ...]:
    """The kinds that were asked for; empty where none was."""
    return tuple(option.value for option in chosen or ())


def tagger_of(model: str | None) -> Tagger | None:
    """The tagger of `--model`, loaded; None where it was not given, for then the default is loaded when first needed.

    A name that nothing goes by is wrong use. What is installed but damaged raises ModelError.
    """
    if model is None:
        return None

    from onrecord.errors import ModelError  # noqa: PLC0415 - only where needed
    from onrecord.reading.model import named, names  # noqa: PLC0415

    try:
        return named(model)
    except ModelError as error:
        if model in names():
            raise
        raise typer.BadParameter(f"--model {model}: {error}") from error


def metadata(
    title: str | None, outlet: str | None, author: Sequence[str] | None, checked: tuple[str | None, ...]
) -> Metadata:
    """What the user says of the articles; `checked` is what `check` gave."""
    from onrecord.articles import Metadata  # noqa: PLC0415 - only where needed

    return Metadata(title, outlet, tuple(author or ()), *checked)


def check(published: str | None, page_url: str | None, language: str | None) -> tuple[str | None, ...]:
    """The flags of which not every text makes sense, as the article keeps them."""
    from onrecord.articles.metadata import iso_date, language_code, web_address  # noqa: PLC0415 - only where needed

    checked = []
    for flag, value, read_as, example in (
        ("--published", published, iso_date, "2026-03-14"),
        ("--page-url", page_url, web_address, "https://news.example/story"),
        ("--language", language, language_code, "en"),
    ):
        checked.append(value and read_as(value))
        if value and not checked[-1]:
            raise typer.BadParameter(f"{flag} {value!r} is not understood; write it as in: {flag} {example}")
    return tuple(checked)


def piped() -> list[str]:
    """Standard input as the one input, where something is piped into it."""
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("give a file, a folder, a URL, or pipe an article in (see --help)")
    return ["-"]


Write = Callable[["Reading | None"], bool]
"""Takes each reading, and None after the last; tells whether that gave, or will give, any output."""


@dataclass(slots=True)
class _Tally:
    """How many inputs were read so far, how many were not, and of how many something is written."""

    done: int = 0
    failed: int = 0
    written: int = 0

    @property
    def status(self) -> int:
        return ALL_READ if not self.failed else SOME_FAILED if self.done else NOTHING_READ


def deliver(
    output: Path | None,
    writer: Callable[[TextIO], Write],
    names: list[str],
    meta: Metadata,
    quiet: bool,
    tagger: Tagger | None,
) -> int:
    """Read `names` by `tagger` and write what `writer` makes of the readings to `output`; the exit status."""
    from onrecord.articles import iter_articles  # noqa: PLC0415 - only where needed

    tally, tell = _Tally(), progress(names, quiet)
    with printing(output) as out:
        write = writer(out.stream)
        try:
            for item in iter_articles(names, meta=meta):
                tell(item.name)
                _read_and_write(item, tagger, write, tally)
            write(None)
        finally:
            tell(None)
        out.wanted = tally.written > 0
    return tally.status


def _read_and_write(item: Article | Unreadable, tagger: Tagger | None, write: Write, tally: _Tally) -> None:
    """Read and write one input, and count what became of it; what went wrong is told on standard error."""
    from onrecord.types import Unreadable  # noqa: PLC0415 - only where needed

    result = item if isinstance(item, Unreadable) else read_one(item, tagger)
    if isinstance(result, Unreadable):
        typer.echo(f"onrecord: {result.name}: {result.reason}. {result.remedy}.", err=True)
        tally.failed += 1
        return
    refused = [n for n in result.notes if n.code == "language-not-supported"]
    for note in refused:
        typer.echo(f"onrecord: {item.name}: {note.message}.", err=True)
    tally.failed += bool(refused)
    tally.done += not refused
    tally.written += write(result)


def read_one(article: Article, tagger: Tagger | None) -> Reading | Unreadable:
    """The reading of an article; where that fails, what to tell its owner. Raises ModelError, which is no article's."""
    from onrecord import pipeline  # noqa: PLC0415 - only where needed
    from onrecord.errors import ModelError  # noqa: PLC0415
    from onrecord.types import Unreadable  # noqa: PLC0415

    try:
        return pipeline.read(article, tagger=tagger)
    except ModelError:
        raise
    except Exception as error:  # one bad article never stops a batch
        reason = f"reading it failed ({type(error).__name__}: {error})"
        return Unreadable(article.name, "failed", reason, "Please report this, with the article if you may share it")


def progress(names: list[str], quiet: bool) -> Callable[[str | None], None]:
    """Tells on standard error which input is being read, where that is a terminal and there may be many."""
    many = len(names) > 1 or any(Path(n).is_dir() or ".jsonl" in n for n in names)
    if quiet or not many or not sys.stderr.isatty():
        return lambda name: None
    from rich.console import Console  # noqa: PLC0415 - only where needed
    from rich.markup import escape  # noqa: PLC0415

    status = Console(stderr=True).status("starting")
    status.start()
    count = 0

    def tell(name: str | None) -> None:
        nonlocal count
        if name is None:
            status.stop()
        else:
            count += 1
            status.update(f"{count}: {escape(name)}")

    return tell
