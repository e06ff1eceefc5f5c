"""Which readings `onrecord export` writes: those of inputs, or those of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from onrecord.cli.app import ALL_READ, NOTHING_READ, SOME_FAILED
from onrecord.cli.inputs import read_one
from onrecord.cli.ledger_inputs import items_of

if TYPE_CHECKING:
    from onrecord.articles import Metadata
    from onrecord.ledger.query import Query
    from onrecord.reading.tagger import Tagger
    from onrecord.types import Reading, Unreadable


@dataclass
class Tally:
    """What has become of the readings so far."""

    done: int = 0
    failed: int = 0

    @property
    def status(self) -> int:
        """The exit status, as `onrecord read` has it."""
        return ALL_READ if not self.failed else SOME_FAILED if self.done else NOTHING_READ


def readings_of(
    names: list[str], meta: Metadata, tagger: Tagger | None, tally: Tally, tell: Callable[[str | None], None]
) -> Iterator[Reading]:
    """The readings of inputs, made or taken as they are; what gives none is told and counted, and the others go on."""
    from onrecord.types import Article, Reading, Unreadable  # noqa: PLC0415 - only where needed

    try:
        for item in items_of(names, meta):
            tell(item.article.name if isinstance(item, Reading) else item.name)
            result = read_one(item, tagger) if isinstance(item, Article) else _checked(item)
            if isinstance(result, Unreadable):
                _say(result.name, f"{result.reason}. {result.remedy}")
                tally.failed += 1
                continue
            refused = [note for note in result.notes if note.code == "language-not-supported"]
            for note in refused:
                _say(result.article.name, note.message)
            tally.failed += bool(refused)
            tally.done += not refused
            yield result
    finally:
        tell(None)


def readings_in(ledger: Path, query: Query, tally: Tally, *, only_found: bool) -> Iterator[Reading]:
    """The readings of a ledger in which `query` finds statements, with all of theirs or `only_found` ones.

    All current readings where it asks nothing. Where there are none, it says why.
    """
    from onrecord.ledger.database import open_ledger  # noqa: PLC0415 - only where needed
    from onrecord.ledger.found import readings_found, why_less  # noqa: PLC0415
    from onrecord.ledger.readings import readings  # noqa: PLC0415
    from onrecord.statements.excerpt import excerpt  # noqa: PLC0415

    with open_ledger(ledger, readonly=True) as opened:
        if asks_nothing(query):
            for reading in readings(opened):
                tally.done += 1
                yield reading
        else:
            for note in why_less(opened, query):
                _say(str(ledger), note.message)
            for found in readings_found(opened, query):
                tally.done += 1
                yield excerpt(found.reading, found.statements) if only_found else found.reading
    if not tally.done:
        _say(str(ledger), "it holds no reading" if asks_nothing(query) else "no statement was found")


def asks_nothing(query: Query) -> bool:
    """Whether a query has no condition, so that all readings are meant."""
    return query == type(query)(all_versions=query.all_versions)


def with_rows(readings: Iterator[Reading]) -> Iterator[Reading]:
    """`readings` for a table of statements: those that will have no row are told."""
    for reading in readings:
        if not reading.attributions and not reading.notes:
            _say(reading.article.name, "no statement was found in it, so it has no row")
        yield reading


def _checked(item: Reading | Unreadable) -> Reading | Unreadable:
    """A reading that came from a file, or why it is none."""
    from onrecord.formats.fit import faults  # noqa: PLC0415 - only where needed
    from onrecord.types import Reading, Unreadable  # noqa: PLC0415

    fault = next(faults(item), None) if isinstance(item, Reading) else None
    if fault is None or isinstance(item, Unreadable):
        return item
    reason = f"the reading does not fit its article: {fault}"
    return Unreadable(item.article.name, "broken-reading", reason, "Read the article again with: onrecord read")


def _say(name: str, words: str) -> None:
    typer.echo(f"onrecord: {name}: {words}.", err=True)
