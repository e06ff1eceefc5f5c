"""One named person, organization or place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Pronoun = Literal["he", "she"]
HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
CLEARLY = 2
"""How many times more often than the other a pronoun must follow a name to count as the article's for that person."""


@dataclass(slots=True)
class Entity:
    """One named person, organization or place, while the article is being read.

    `mentions` are indexes into the article's names; `pronouns` counts the forms of 'he' and 'she' that the article
    itself prints for this person (forms of address, pronouns right after the name): nothing is told from the name.
    """

    sort: str
    words: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)
    pronouns: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The fullest form that the article prints."""
        return " ".join(self.words).replace(" ’s ", "’s ").replace(" 's ", "'s ")

    @property
    def pronoun(self) -> Pronoun | None:
        """The pronoun that the article uses for this person; None where it uses none, or not clearly one."""
        he, she = self.pronouns["he"], self.pronouns["she"]
        if max(he, she) < max(1, CLEARLY * min(he, she)):
            return None
        return "he" if he > she else "she"
