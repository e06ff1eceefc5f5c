"""One printed name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.types import Span

Sort = Literal["person", "organization", "place", "unknown"]


@dataclass(frozen=True, slots=True)
class Name:
    """One printed name.

    `start` and `end` hold title and name; `words` are the name's own, without title, form of address, and 'the';
    `title` is the span of the capitalised role before it, None where there is none; `own` the span of the name alone.
    """

    start: int
    end: int
    own: Span
    words: tuple[str, ...]
    sort: Sort
    title: Span | None = None
    honorific: str | None = None
    definite: bool = False
