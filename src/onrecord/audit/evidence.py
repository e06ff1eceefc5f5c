"""A reading as an audit looks at it: its statements, and the sources that make them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from onrecord.types import Attribution, Kind, Reading, Source, Span

UNNAMED_TYPES = frozenset({"anonymous source", "unnamed group"})
BODY = frozenset({"paragraph", "list_item", "blockquote", "preformatted", "embed"})
"""Blocks that are the article's text, not its title, headings, captions or display."""
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True)
class Evidence:
    """A reading, with the statements of `kinds` and the sources that make them."""

    reading: Reading
    kinds: frozenset[Kind]

    @cached_property
    def statements(self) -> tuple[Attribution, ...]:
        """The attributions that count."""
        return tuple(a for a in self.reading.attributions if a.kind in self.kinds)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the statements, each once, in order of their first mention."""
        speaking = {a.source_id for a in self.statements}
        return tuple(s for s in self.reading.sources if s.id in speaking)

    @cached_property
    def unnamed(self) -> tuple[Source, ...]:
        """The sources without a name; a group counts as one."""
        return tuple(s for s in self.sources if s.type in UNNAMED_TYPES)

    @cached_property
    def unnamed_people(self) -> tuple[Source, ...]:
        """The unnamed sources that are people, whose names may have been withheld; 'the company' is none."""
        return tuple(s for s in self.unnamed if s.anonymity is not None)

    @cached_property
    def identified(self) -> tuple[Source, ...]:
        """The fully identified sources: persons with a role or affiliation, organizations and documents, by name."""
        people = (s for s in self.sources if s.type == "named person" and (s.roles or s.affiliations))
        return (*people, *(s for s in self.sources if s.type in ("named organization", "document") and s.name))

    def by(self, source: Source) -> tuple[Attribution, ...]:
        """The statements of a source."""
        return tuple(a for a in self.statements if a.source_id == source.id)

    def is_by_unnamed(self, attribution: Attribution) -> bool:
        """Whether a statement is made by unnamed people."""
        return attribution.source_id in {s.id for s in self.unnamed_people}

    def text(self, span: Span) -> str:
        """What is printed there."""
        return self.reading.article.text[slice(*span)]

    def words(self, *spans: Span) -> int:
        """How many words are printed there."""
        return sum(len(_WORD.findall(self.text(s))) for s in spans)

    @cached_property
    def body(self) -> tuple[Span, ...]:
        """The blocks that are the article's text."""
        return tuple((b.start, b.end) for b in self.reading.article.blocks if b.kind in BODY and b.end > b.start)


@cache
def listed(name: str) -> re.Pattern[str]:
    """The entries of `words/NAME.txt` as one pattern of whole words; `*` stands for any ending."""
    text = resources.files("onrecord.audit").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    entries = (line for line in text.split("\n") if line and not line.startswith("#"))
    whole = "|".join(re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in entries)
    return re.compile(rf"\b(?:{whole})\b", re.I)


def statements_of(reading: Reading, kinds: Collection[Kind]) -> Evidence:
    """`reading` with the statements of `kinds`."""
    return Evidence(reading, frozenset(kinds))
