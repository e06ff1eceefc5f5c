"""`onrecord ledger`: the commands that keep readings in a ledger and look after it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.app import app
from onrecord.cli.output import UNREAD

LEDGER_STATUSES = (
    "Exit status: 0 done; 1 some inputs were not read, or problems were found; 2 the command was used wrongly; "
    f"3 the ledger cannot do what was asked, or nothing could be read; 130 interrupted. {UNREAD}"
)

LedgerFile = Annotated[
    Path, typer.Option("--ledger", envvar="ONRECORD_LEDGER", metavar="FILE", help="The ledger.", show_default=False)
]
"""The option by which every command that works on a ledger names it."""

ledger_app = typer.Typer(
    name="ledger",
    help="Keep readings in one SQLite file: add articles, find statements, look after the file.",
    epilog=LEDGER_STATUSES,
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(ledger_app)
