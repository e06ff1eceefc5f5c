"""The card of a data set of statements (README.md), as Hugging Face reads it: what is in it, counted as it is written.

What only the publisher knows is left open: the licence, and where the articles are from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from onrecord.formats.table import COLUMNS, SCHEMA, STRUCTS
from onrecord.types import Reading

CARD: Final = "README.md"
"""The card's name in the data set's folder."""
NEW_CARD: Final = "README.new.md"
"""Its name where a card is there, which somebody may have filled in."""
DATA: Final = "data/statements.parquet"
"""The name of the table."""


@dataclass
class Counts:
    """What a data set has been given so far."""

    articles: int = 0
    without_statements: int = 0
    statements: int = 0
    models: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def counted(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """`readings`, counted as they pass."""
        for reading in readings:
            self._count(reading)
            yield reading

    def _count(self, reading: Reading) -> None:
        self.articles += 1
        self.without_statements += not reading.attributions
        self.statements += len(reading.attributions)
        self.models[reading.model] += 1
        if reading.article.language is not None:
            self.languages[reading.article.language] += 1


def card(counts: Counts) -> str:
    """The card, in Markdown with a YAML head; the same counts always give the same."""
    return "\n".join((*_head(counts), *_about(counts), *column_docs(), *_open()))


def column_docs() -> Iterator[str]:
    """What the columns mean, as tables in Markdown, line by line."""
    yield from ("| column | type | meaning |", "|---|---|---|")
    for column in COLUMNS:
        yield f"| `{column.name}` | `{column.type}` | {column.meaning} |"
    for name, members in STRUCTS.items():
        yield from ("", f"A `{name}` has", "", "| member | type | meaning |", "|---|---|---|")
        for member in members:
            yield f"| `{member.name}` | `{member.type}` | {member.meaning} |"
    yield ""


def _head(counts: Counts) -> Iterator[str]:
    yield "---"
    yield "# license: FILL IN"
    if counts.languages:
        yield from ("language:", *(f"- {language}" for language in sorted(counts.languages)))
    yield from (
        "configs:",
        "- config_name: default",
        "  data_files:",
        "  - split: train",
        f"    path: {DATA}",
        "---",
        "",
    )


def _about(counts: Counts) -> Iterator[str]:
    yield from ("# Statements in news articles, and who stands behind them", "")
    yield "One row is one statement: who is said to have said, believed, known or wanted what, in which words."
    yield "Found by onrecord, a program; `confidence` says how sure it is of each. Not checked by people."
    yield from ("", "| | |", "|---|---|", f"| articles | {counts.articles:,} |")
    yield f"| articles in which no statement was found: they have no row | {counts.without_statements:,} |"
    yield f"| statements | {counts.statements:,} |"
    for model, articles in sorted(counts.models.items()):
        yield f"| articles read by the model `{model}` | {articles:,} |"
    yield from ("", "## Columns", "")
    yield f"Version {SCHEMA}. Offsets are half-open and count Unicode code points in the article's text, which is not"
    yield "here. Parts of a discontinuous span are joined by ` … `. Empty is null."
    yield ""


def _open() -> Iterator[str]:
    yield from (
        "## Licence",
        "",
        "FILL IN: under which licence these texts may be shared, and who says so. Statements are",
    )
    yield "printed in the articles' own words."
    yield from ("", "## Where the articles are from", "", "FILL IN: which articles were chosen, and how.", "")
