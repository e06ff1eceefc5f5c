"""The command line: explains, shows, and sets the exit status. What it calls raises."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli.output import UNREAD, silence
from onrecord.errors import OnrecordError, OutputError

ALL_READ, SOME_FAILED, USAGE, NOTHING_READ, INTERRUPTED = 0, 1, 2, 3, 130
STATUSES = (
    "Exit status: 0 every input was read; 1 some were not, or are in another language (the others were read); "
    f"2 the command was used wrongly; 3 nothing could be read; 130 interrupted. {UNREAD}"
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


def main() -> None:
    """Run the command line; the console script `onrecord`."""
    try:
        app()
    except SystemExit as end:
        # Typer has status 1 for a reader of the output that went away; with commands that tell as they go, all is done.
        if isinstance(end.__context__, BrokenPipeError):
            silence()
            sys.exit(ALL_READ)
        raise
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
        silence()
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
