"""The article as this stage sees it: tokens, names, entities, and what the page says that people are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.sources.entities import entities
from onrecord.sources.entity import Entity
from onrecord.sources.introductions import roles_of
from onrecord.sources.lexicon import in_full, is_given_name
from onrecord.sources.name import Name
from onrecord.sources.names import names
from onrecord.sources.roles import Roles, normalised_role
from onrecord.tokens import Tokens, tokens_of
from onrecord.types import Article, Attribution, Span, Spans

TOP = 2
"""Blocks at the top of an article that may be headlines."""


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
        return tokens_of(self.article)

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
    def _by_source(self) -> dict[Spans, list[Attribution]]:
        found: dict[Spans, list[Attribution]] = {}
        for a in self.attributions:
            found.setdefault(a.source, []).append(a)
        return found

    def sharing(self, attribution: Attribution) -> Sequence[Attribution]:
        """The attributions whose source is the very same words."""
        return self._by_source[attribution.source]

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The contents in quotation marks, in order: what stands there is said, not told."""
        spans = (s for a in self.attributions if a.mode == "direct" for s in a.content)
        return tuple(sorted(spans))

    def is_quoted(self, offset: int) -> bool:
        """Whether `offset` stands in a direct quotation."""
        place = bisect_left(self.quoted, (offset + 1,)) - 1
        return place >= 0 and offset < self.quoted[place][1]

    @cached_property
    def _quoted_by(self) -> tuple[tuple[Span, Entity], ...]:
        """(content, speaker) of the direct quotations with a named person for their source."""
        found = []
        for a in self.attributions:
            if a.mode == "direct" and a.source:
                first = next(self.names_within((a.source[0][0], a.source[-1][1])), None)
                found += [(s, self.entity(first[0])) for s in a.content if first is not None]
        return tuple(sorted(found, key=lambda f: f[0]))

    def speaker_of(self, offset: int) -> Entity | None:
        """Who is named as the source of the direct quotation that `offset` stands in."""
        return next((e for s, e in self._quoted_by if s[0] <= offset < s[1]), None)

    @cached_property
    def _tags(self) -> frozenset[int]:
        """Where the sources of quotations begin."""
        return frozenset(a.source[0][0] for a in self.attributions if a.source and a.mode in ("direct", "mixed"))

    def tags_quotation(self, offset: int) -> bool:
        """Whether the source of a quotation stands at `offset`, as in '"…," she said'."""
        return offset in self._tags

    def may_be_person(self, i: int) -> bool:
        """Whether name `i` can be a person's: not an organization's or a place's, and not after 'the'."""
        return self.entity(i).sort in ("person", "unknown") and not self.names[i].definite

    @cached_property
    def _people(self) -> dict[Span, tuple[tuple[int, Entity], ...]]:
        return {}

    def people_in(self, sentence: Span) -> tuple[tuple[int, Entity], ...]:
        """(where its name begins, title included; who) of those named in a sentence who may be persons."""
        if sentence not in self._people:
            named = ((n.start, self.entity(i)) for i, n in self.names_within(sentence) if self.may_be_person(i))
            self._people[sentence] = tuple(named)
        return self._people[sentence]

    @cached_property
    def _shown(self) -> dict[int, bool]:
        return {}

    def is_person(self, entity: Entity) -> bool:
        """Whether the page, or a common given name, shows that a name is a person's."""
        if id(entity) not in self._shown:
            self._shown[id(entity)] = entity.sort == "person" and self.shows_person(entity)
        return self._shown[id(entity)]

    def shows_person(self, entity: Entity) -> bool:
        """Whether a name is treated as a person's: by title, form of address, given name, last name alone, or role."""
        mine = [self.names[i] for i in entity.mentions]
        if len(entity.words) > 1 and is_given_name(entity.words[0]):
            return True
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
            self._role_words[id(entity)] = frozenset(w.strip(",.") for w in (*words, *_states(texts)))
        return self._role_words[id(entity)]

    def is_at_top(self, offset: int) -> bool:
        """Whether `offset` stands in the first blocks, where a headline and what goes with it stand."""
        top = self.article.blocks[:TOP]
        return bool(top) and offset < top[-1].end

    def text(self, span: Span) -> str:
        """What is printed there."""
        return self.article.text[slice(*span)]


def _states(texts: Iterable[str]) -> Iterator[str]:
    """The words of the states that affiliations as short as 'R-Fla.' or 'Vt.' name, in lower case."""
    full = in_full("states")
    for text in texts:
        short = text.rpartition("-")[2]
        yield from full.get(short, short.rstrip(".")).lower().split()
