"""`onrecord ledger add`: articles are read and kept, one after another, and nothing twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Union

import typer

from onrecord.cli.app import ALL_READ, NOTHING_READ, SOME_FAILED
from onrecord.cli.inputs import (
    Author,
    Inputs,
    Language,
    Model,
    Outlet,
    PageUrl,
    Published,
    Quiet,
    Title,
    check,
    metadata,
    piped,
    progress,
    read_one,
    tagger_of,
)
from onrecord.cli.ledger import LEDGER_STATUSES, LedgerFile, ledger_app
from onrecord.cli.ledger_inputs import check_inputs, items_of
from onrecord.cli.output import until_unread

if TYPE_CHECKING:
    from onrecord.ledger.database import Ledger
    from onrecord.ledger.store import Added
    from onrecord.reading.tagger import Tagger
    from onrecord.types import Article, Reading, Unreadable


class AddFormat(StrEnum):
    """What is printed of what was added."""

    TEXT = "text"
    JSONL = "jsonl"


_SAID = {
    "new article": "added",
    "new version": "added as a new version",
    "new reading": "read again with another result",
    "already there": "already there",
    "unreadable": "not read",
}
"""How the closing line counts what store.Added says."""


@dataclass
class _Tally:
    """What has become of the inputs so far, told as it comes; with `lines`, each on a line of its own, in JSON."""

    lines: bool
    counts: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    refused: int = 0

    def take(self, added: Added) -> None:
        self.counts[added.status] += 1
        self.statements += added.statements
        if self.lines:
            typer.echo(json.dumps(asdict(added), ensure_ascii=False))
        if added.problem is not None:
            typer.echo(f"onrecord: {added.name}: {added.problem}.", err=True)

    def note(self, reading: Reading) -> None:
        """Tell why an article in another language has no statements; it is kept nevertheless, and counts as failed."""
        for note in reading.notes:
            if note.code == "language-not-supported":
                self.refused += 1
                typer.echo(f"onrecord: {reading.article.name}: {note.message}.", err=True)

    @property
    def status(self) -> int:
        failed = self.counts["unreadable"] + self.refused
        return ALL_READ if not failed else SOME_FAILED if self.counts.total() > failed else NOTHING_READ

    def __str__(self) -> str:
        parts = [f"{self.counts[status]:,} {said}" for status, said in _SAID.items() if self.counts[status]]
        s = "" if self.statements == 1 else "s"
        return f"{', '.join(parts) or 'nothing to add'}; {self.statements:,} statement{s} added."


@ledger_app.command(epilog=LEDGER_STATUSES)
def add(  # noqa: PLR0913, PLR0917 - one parameter an option
    ledger: LedgerFile,
    inputs: Inputs = None,
    output_format: Annotated[
        AddFormat, typer.Option("--format", "-f", help="A closing line, or one JSON object an input.")
    ] = AddFormat.TEXT,
    model: Model = None,
    again: Annotated[bool, typer.Option("--again", help="Also read what the ledger has by this model.")] = False,
    title: Title = None,
    outlet: Outlet = None,
    author: Author = None,
    published: Published = None,
    page_url: PageUrl = None,
    language: Language = None,
    quiet: Quiet = False,
) -> None:
    """Read articles and keep their readings in the ledger, which is made where there is none.

    An INPUT is what `onrecord read` takes, a file of readings that it wrote (json or jsonl), or Parquet. What the
    ledger has is passed over, so that a run that was stopped goes on where it was.
    """
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.store import add as add_to  # noqa: PLC0415

    names = inputs or piped()
    check_inputs(names)
    meta = metadata(title, outlet, author, check(published, page_url, language))
    tagger = tagger_of(model)
    tell = progress(names, quiet)
    tally = _Tally(output_format is AddFormat.JSONL)
    with open_ledger(ledger, create=True) as opened, until_unread():
        try:
            items = _told(items_of(names, meta), tell)
            new = items if again else _new(opened, items, tagger, tally)
            for added in add_to(opened, _read(new, tagger, tally)):
                tally.take(added)
        finally:
            # Also where it was interrupted, or the disk is full: what was told is kept.
            tell(None)
            typer.echo(tally, err=tally.lines)
    raise typer.Exit(tally.status)


Item = Union["Article", "Reading", "Unreadable"]


def _told(items: Iterable[Item], tell: Callable[[str | None], None]) -> Iterator[Item]:
    from onrecord.types import Reading  # noqa: PLC0415 - only where needed

    for item in items:
        tell(item.article.name if isinstance(item, Reading) else item.name)
        yield item


def _new(ledger: Ledger, items: Iterable[Item], tagger: Tagger | None, tally: _Tally) -> Iterator[Item]:
    """The items without the articles that the ledger has by this model."""
    from onrecord.ledger.store import Added, known  # noqa: PLC0415 - only where needed
    from onrecord.reading.model import DEFAULT_NAME, named  # noqa: PLC0415
    from onrecord.types import Article  # noqa: PLC0415

    for item in items:
        # The default model is loaded here, once, when the first article comes: readings need none.
        if isinstance(item, Article) and known(ledger, item, (tagger or named(DEFAULT_NAME)).name):
            tally.take(Added("already there", item.name))
        else:
            yield item


def _read(items: Iterable[Item], tagger: Tagger | None, tally: _Tally) -> Iterator[Reading | Unreadable]:
    from onrecord.types import Article, Reading  # noqa: PLC0415 - only where needed

    for item in items:
        result = read_one(item, tagger) if isinstance(item, Article) else item
        if isinstance(result, Reading):
            tally.note(result)
        yield result
