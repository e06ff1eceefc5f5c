"""The sourcing report of a ledger's articles, for `onrecord audit --ledger`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from onrecord.cli.app import ALL_READ, NOTHING_READ
from onrecord.cli.output import printing
from onrecord.cli.writers import Colour, console_on

if TYPE_CHECKING:
    from onrecord.audit.archive import ArchiveAudit, Scope
    from onrecord.types import Kind, Reading

_EVERY = 100
"""Articles after which the progress is told anew."""


class AuditFormat(StrEnum):
    """How a sourcing report is printed; HTML and CSV are for many articles."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


class GroupBy(StrEnum):
    """By what the articles of a ledger are grouped."""

    OUTLET = "outlet"
    MONTH = "month"
    AUTHOR = "author"


def scope_of(outlet: str | None, since: str | None, until: str | None) -> Scope:
    """The scope as the options say it. A date that is none, or a range that holds no day, is wrong use."""
    from onrecord.audit.archive import Scope  # noqa: PLC0415 - only where needed

    first, last = _day("--since", since), _day("--until", until)
    if first and last and first > last:
        raise typer.BadParameter(f"--since {first} is after --until {last}")
    return Scope(outlet, first, last)


def _day(flag: str, value: str | None) -> str | None:
    from datetime import date  # noqa: PLC0415 - only where needed

    from onrecord.articles.metadata import iso_date  # noqa: PLC0415 - only where needed

    if value is None:
        return None
    day = (iso_date(value) or "")[:10]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{flag} {value!r} is not understood; write it as in: {flag} 2026-03-14") from None


def report_ledger(
    ledger: Path, by: GroupBy | None, scope: Scope, kinds: tuple[Kind, ...], printer: Printer, *, quiet: bool
) -> int:
    """Audit `ledger`, print the report, and give the exit status.

    Raises LedgerError where it cannot be read, OutputError where nothing can be written, MissingExtraError where the
    format needs libraries that are not installed; these before anything is read.
    """
    from onrecord.audit.report import COUNTED  # noqa: PLC0415 - only where needed
    from onrecord.ledger.audit_stored import audit_ledger  # noqa: PLC0415
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415

    printer.prepare()
    with open_ledger(ledger, readonly=True) as opened:
        watched = _told if not quiet and sys.stderr.isatty() else iter
        report = audit_ledger(
            opened, by=None if by is None else by.value, scope=scope, kinds=kinds or COUNTED, watched=watched
        )
    if not report.whole.articles:
        from onrecord.audit.wording import not_counted  # noqa: PLC0415 - only where needed

        why = "".join(f" {line}." for line in not_counted(report))
        typer.echo(f"onrecord: {ledger}: it has no article to report on within these limits.{why}", err=True)
        return NOTHING_READ
    printer.print(report)
    return ALL_READ


class Printer:
    """Prints a report in a format, on standard output or to the file `output`."""

    def __init__(self, output_format: AuditFormat, output: Path | None, color: Colour, width: int | None) -> None:
        self._format = output_format
        self._output = output
        self._color = color
        self._width = width

    def prepare(self) -> None:
        """Raise now what would keep the report from being printed in the end."""
        if self._format is AuditFormat.HTML:
            from onrecord.formats.audit_charts import libraries  # noqa: PLC0415 - only where needed

            libraries()

    def print(self, report: ArchiveAudit) -> None:
        """Print it."""
        with printing(self._output) as out:
            self._write(report, out.stream)

    def _write(self, report: ArchiveAudit, stream: TextIO) -> None:
        from onrecord.formats.audit_csv import archive_to_csv  # noqa: PLC0415 - only where needed
        from onrecord.formats.audit_html import archive_to_html  # noqa: PLC0415
        from onrecord.formats.audit_json import archive_to_json  # noqa: PLC0415
        from onrecord.terminal.ledger_audit import show_archive  # noqa: PLC0415

        match self._format:
            case AuditFormat.TEXT:
                show_archive(console_on(stream, self._color, self._width), report)
            case AuditFormat.JSON:
                stream.write(archive_to_json(report, indent=2) + "\n")
            case AuditFormat.HTML:
                archive_to_html(report, stream)
            case AuditFormat.CSV:
                archive_to_csv(report, stream)


def _told(readings: Iterable[Reading]) -> Iterator[Reading]:
    """`readings`, with their number on standard error as they pass."""
    from rich.console import Console  # noqa: PLC0415 - only where needed

    with Console(stderr=True).status("0 articles") as status:
        for number, reading in enumerate(readings, start=1):
            if number % _EVERY == 0:
                status.update(f"{number:,} articles")
            yield reading
