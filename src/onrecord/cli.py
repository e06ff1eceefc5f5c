"""The command line: explains, shows, and sets the exit status. What it calls raises."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from onrecord import __version__
from onrecord.errors import OnrecordError, OutputError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.types import Article, Reading, Unreadable

ALL_READ, SOME_FAILED, USAGE, NOTHING_READ, INTERRUPTED = 0, 1, 2, 3, 130
PIPE_WIDTH = 100
"""Columns of the view where the output is no terminal."""
MIN_WIDTH = 40

STATUSES = (
    "Exit status: 0 every input was read; 1 some were not, or are in another language (the others were read); "
    "2 the command was used wrongly; 3 nothing could be read; 130 interrupted."
)

app = typer.Typer(
    name="onrecord",
    help="Who stands behind every statement in the news: sources, cues and contents, found on this computer.",
    epilog=STATUSES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How readings are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class Colour(StrEnum):
    """When colours are used."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def main() -> None:
    """Run the command line; the console script `onrecord`."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OutputError as error:
        typer.echo(f"onrecord: {error}.", err=True)
        sys.exit(USAGE)
    except OnrecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        sys.exit(NOTHING_READ)
    except OSError as error:
        # What cannot be read is told apart for each input; what is left is an output that took no more.
        typer.echo(f"onrecord: the output cannot be written ({error.strerror}).", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(USAGE)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who stands behind every statement in the news: sources, cues and contents, found on this computer."""


@app.command(epilog=STATUSES)
def read(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INPUT]...", help="Files (text, HTML, JSONL), folders, URLs, or - for standard input."),
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="How to print readings.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")] = None,
    title: Annotated[str | None, typer.Option(help="The article's title.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    author: Annotated[list[str] | None, typer.Option(help="An author; may be repeated.")] = None,
    published: Annotated[str | None, typer.Option(help="Date of publication, ISO 8601.")] = None,
    page_url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, where the text is too short to tell.")] = None,
    color: Annotated[Colour, typer.Option(help="Use colours.")] = Colour.AUTO,
    width: Annotated[int | None, typer.Option(min=MIN_WIDTH, max=400, help="Columns of the view.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Read articles and show who is said to say what.

    Without an INPUT, standard input is read where something is piped into it.
    """
    from onrecord.articles import Metadata, iter_articles  # noqa: PLC0415 - loaded by the command that needs it
    from onrecord.terminal.sink import sink  # noqa: PLC0415 - as above

    names = inputs or _piped()
    meta = Metadata(title, outlet, tuple(author or ()), *_checked(published, page_url, language))
    try:
        with sink(output) as out:
            write = _writer(output_format, out.stream, color, width)
            status, out.wanted = _read_all(iter_articles(names, meta=meta), write, _progress(names, quiet))
            out.stream.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = ALL_READ
    raise typer.Exit(status)


def _checked(published: str | None, page_url: str | None, language: str | None) -> tuple[str | None, ...]:
    """The flags of which not every text makes sense, as the article keeps them."""
    from onrecord.articles.metadata import iso_date, language_code, web_address  # noqa: PLC0415 - as in `read`

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


def _piped() -> list[str]:
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("give a file, a folder, a URL, or pipe an article in (see onrecord read --help)")
    return ["-"]


Write = Callable[["Reading | None"], None]
"""Takes each reading, and None after the last."""


def _read_all(
    items: Iterator[Article | Unreadable], write: Write, tell: Callable[[str | None], None]
) -> tuple[int, bool]:
    """Read and write everything; the exit status, and whether any reading was written."""
    from onrecord.types import Unreadable  # noqa: PLC0415 - as in `read`

    done = failed = written = 0
    try:
        for item in items:
            tell(item.name)
            result = item if isinstance(item, Unreadable) else _read_one(item)
            if isinstance(result, Unreadable):
                typer.echo(f"onrecord: {result.name}: {result.reason}. {result.remedy}.", err=True)
                failed += 1
                continue
            refused = [n for n in result.notes if n.code == "language-not-supported"]
            for note in refused:
                typer.echo(f"onrecord: {item.name}: {note.message}.", err=True)
            failed += bool(refused)
            done += not refused
            written += 1
            write(result)
        write(None)
    finally:
        tell(None)
    return ALL_READ if not failed else SOME_FAILED if done else NOTHING_READ, written > 0


def _read_one(article: Article) -> Reading | Unreadable:
    from onrecord import pipeline  # noqa: PLC0415 - as in `read`
    from onrecord.errors import ModelError  # noqa: PLC0415
    from onrecord.types import Unreadable  # noqa: PLC0415

    try:
        return pipeline.read(article)
    except ModelError:
        raise
    except Exception as error:  # one bad article never stops a batch
        reason = f"reading it failed ({type(error).__name__}: {error})"
        return Unreadable(article.name, "failed", reason, "Please report this, with the article if you may share it")


def _progress(names: list[str], quiet: bool) -> Callable[[str | None], None]:
    """Tells on standard error which input is being read, where that is a terminal and there may be many."""
    many = len(names) > 1 or any(Path(n).is_dir() or ".jsonl" in n for n in names)
    if quiet or not many or not sys.stderr.isatty():
        return lambda name: None
    from rich.console import Console  # noqa: PLC0415 - as in `read`
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


def _writer(output_format: Format, stream: TextIO, color: Colour, width: int | None) -> Write:
    if output_format is Format.TEXT:
        return _text_writer(_console(stream, color, width))
    return _line_writer(stream) if output_format is Format.JSONL else _json_writer(stream)


def _console(stream: TextIO, color: Colour, width: int | None) -> Console:
    from rich.console import Console  # noqa: PLC0415 - as in `read`

    forced = {Colour.AUTO: None, Colour.ALWAYS: True, Colour.NEVER: False}[color]
    terminal = stream.isatty() if forced is None else forced
    if width is None and not stream.isatty():
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdecimal() and int(columns) >= MIN_WIDTH else PIPE_WIDTH
    # Without a terminal no escape sequence at all: colours off would still leave bold.
    system: Literal["auto"] | None = "auto" if terminal else None
    console = Console(
        file=stream,
        width=width,
        force_terminal=terminal,
        color_system=system,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.on_broken_pipe = _raise_broken_pipe  # type: ignore[method-assign] # Rich's own ends with status 1
    return console


def _raise_broken_pipe() -> None:
    raise BrokenPipeError


def _text_writer(console: Console) -> Write:
    from onrecord.terminal.view import show  # noqa: PLC0415 - as in `read`

    first = True

    def write(reading: Reading | None) -> None:
        nonlocal first
        if reading is None:
            return
        if not first:
            console.rule(characters="-")
        first = False
        show(console, reading)

    return write


def _line_writer(stream: TextIO) -> Write:
    from onrecord.formats.json import to_json  # noqa: PLC0415 - as in `read`

    def write(reading: Reading | None) -> None:
        if reading is not None:
            stream.write(to_json(reading) + "\n")

    return write


def _json_writer(stream: TextIO) -> Write:
    """One reading as an indented object; several as JSON Lines. The first is held until a second comes, or none."""
    from onrecord.formats.json import to_json  # noqa: PLC0415 - as in `read`

    held: list[Reading] = []
    lines = _line_writer(stream)
    several = False

    def write(reading: Reading | None) -> None:
        nonlocal several
        if reading is None:
            for only in held:
                stream.write(to_json(only, indent=2) + "\n")
        elif several:
            lines(reading)
        elif held:
            several = True
            lines(held.pop())
            lines(reading)
        else:
            held.append(reading)

    return write


@app.command()
def schema() -> None:
    """Print the JSON Schema of a reading."""
    from onrecord.formats.json import schema as reading_schema  # noqa: PLC0415 - as in `read`

    typer.echo(json.dumps(reading_schema(), indent=2))


Polnear = Annotated[Path, typer.Option("--polnear", help="Folder of the PolNeAR corpus (with train/ and dev/).")]


@app.command()
def evaluate(
    polnear: Polnear,
    split: Annotated[str, typer.Option(help="Which split.")] = "dev",
    errors: Annotated[bool, typer.Option("--errors", help="Show errors by kind, with examples.")] = False,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="text or json.")] = Format.TEXT,
) -> None:
    """Measure the whole pipeline against PolNeAR's gold attributions."""
    from onrecord.evaluation.run import evaluate as run  # noqa: PLC0415 - as in `read`

    report = run(polnear, split, progress=_counter())
    if output_format is Format.TEXT:
        typer.echo(report.to_text(errors=errors))
    else:
        typer.echo(json.dumps(report.to_dict(errors=errors), indent=2))


@app.command()
def gate(
    polnear: Polnear,
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to what is measured now.")] = False,
) -> None:
    """Check the figures against their floors; fails below one, is skipped without the corpus."""
    from onrecord.evaluation.gate import gate as run  # noqa: PLC0415 - as in `read`

    result = run(polnear, update=update, progress=_counter())
    typer.echo(result.to_text())
    raise typer.Exit(SOME_FAILED if result.failed else ALL_READ)


@app.command()
def train(
    polnear: Polnear,
    out: Annotated[Path, typer.Option(help="Folder for checkpoints and weights.")] = Path("runs/fast"),
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
    epochs: Annotated[int | None, typer.Option(min=1, help="Passes over the data; the recipe's if not given.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint in --out.")] = False,
) -> None:
    """Train the tagger on PolNeAR, export it to int8 ONNX, and write its model card (needs the extra `train`)."""
    from onrecord.training.run import train as run  # noqa: PLC0415 - as in `read`

    run(polnear, out, seed=seed, epochs=epochs, resume=resume, log=lambda line: typer.echo(line, err=True))


def _counter() -> Callable[[int, int], None] | None:
    """Counts articles on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: typer.echo(f"\r{done} of {total} articles", err=True, nl=done == total)


if __name__ == "__main__":
    main()
