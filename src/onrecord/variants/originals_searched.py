"""An original that is searched: its words, its turns, whom its reading names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.types import Article, Reading
from onrecord.variants.originals_index import Index
from onrecord.variants.originals_turns import Turn, turns


@dataclass(frozen=True)
class Searched:
    """An original that is searched: number `at` of those given, with its reading where there is one."""

    at: int
    article: Article
    reading: Reading | None = None

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns of a transcript, in order."""
        return turns(self.article.text)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names of all labels."""
        return frozenset(t.name for t in self.turns)

    @cached_property
    def index(self) -> Index:
        """Its words; labels are none of them."""
        return Index(self.article.text, tuple(t.label for t in self.turns))

    @cached_property
    def names(self) -> frozenset[str]:
        """The named sources of its reading."""
        return frozenset(s.name for s in self.reading.sources if s.name) if self.reading else frozenset()
