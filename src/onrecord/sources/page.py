"""The article as this stage sees it: tokens, names, entities, and what the page says that people are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.sources.entities import Entity, entities
from onrecord.sources.names import Name, names
from onrecord.sources.roles import Roles, normalised_role, roles_of
from onrecord.sources.tokens import Tokens
from onrecord.types import Article, Attribution, Span


@dataclass(frozen=True)
class Page:
    """An article and its attributions, with what is read off the text once."""

    article: Article
    attributions: Sequence[Attribution]

    @cached_property
    def _roles(self) -> dict[int, Roles]:
        return {}

    @cached_property
    def tokens(self) -> Tokens:
        """Its tokens."""
        return Tokens(self.article)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Its names, in order."""
        borders = {s for a in self.attributions for spans in (a.source, a.cue, a.content) for s, _ in spans}
        return names(self.tokens, frozenset(borders))

    @cached_property
    def _entities(self) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
        return entities(self.tokens, self.names)

    def entity(self, i: int) -> Entity:
        """The entity of the name with index `i`."""
        return self._entities[1][i]

    @cached_property
    def _name_starts(self) -> list[int]:
        return [n.own[0] for n in self.names]

    def names_within(self, span: Span) -> Iterator[tuple[int, Name]]:
        """(index, name) of the names that begin in `span`, their titles aside."""
        for i in range(bisect_left(self._name_starts, span[0]), bisect_left(self._name_starts, span[1])):
            yield i, self.names[i]

    def names_near(self, offset: int) -> tuple[Name, ...]:
        """The names of the sentence that `offset` stands in."""
        return tuple(name for _, name in self.names_within(self.tokens.sentence(offset)))

    @cached_property
    def _places(self) -> dict[Span, int]:
        return {n.own: i for i, n in enumerate(self.names)}

    def index_of(self, name: Name) -> int:
        """The index of a name of this article."""
        return self._places[name.own]

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The contents in quotation marks, in order: what stands there is said, not told."""
        spans = (s for a in self.attributions if a.mode == "direct" for s in a.content)
        return tuple(sorted(spans))

    def is_quoted(self, offset: int) -> bool:
        """Whether `offset` stands in a direct quotation."""
        place = bisect_left(self.quoted, (offset + 1,)) - 1
        return place >= 0 and offset < self.quoted[place][1]

    def shows_person(self, entity: Entity) -> bool:
        """Whether the page treats a name as a person's: by title, form of address, the last name alone, or a role."""
        mine = [self.names[i] for i in entity.mentions]
        if any(n.title or n.honorific or len(n.words) < len(entity.words) for n in mine):
            return True
        return bool(self.roles(entity).roles)

    def roles(self, entity: Entity) -> Roles:
        """All that the article says a person is, from every mention of the name."""
        if id(entity) not in self._roles:
            found = Roles()
            for i in entity.mentions:
                found += roles_of(self.tokens, self.names_near(self.names[i].own[0]), self.names[i])
            self._roles[id(entity)] = found
        return self._roles[id(entity)]

    @cached_property
    def _role_words(self) -> dict[int, frozenset[str]]:
        return {}

    def role_words(self, entity: Entity) -> frozenset[str]:
        """The words of what the article says a person is, in lower case, as printed and in full."""
        if id(entity) not in self._role_words:
            found = self.roles(entity)
            texts = [self.text(s) for s in (*found.roles, *found.affiliations, *found.justification)]
            words = (w for t in texts for w in (*t.lower().split(), *normalised_role(t).lower().split()))
            self._role_words[id(entity)] = frozenset(w.strip(",.") for w in words)
        return self._role_words[id(entity)]

    def text(self, span: Span) -> str:
        """What is printed there."""
        return self.article.text[slice(*span)]
