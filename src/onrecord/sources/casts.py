"""The sources found so far: who is among them, and which of them each attribution has."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.sources.entity import Entity
from onrecord.sources.lexicon import is_given_name
from onrecord.sources.name import Name
from onrecord.sources.page import Page
from onrecord.sources.phrases import Phrase
from onrecord.sources.pronouns import Heard
from onrecord.sources.roles import is_outlet
from onrecord.types import SourceType, Span

MANY = 20
"""Of mentions and unnamed people found so far, how many of the latest are looked through."""

_TITLED = frozenset("poll survey report study index act bill memo papers letter amendment constitution".split())
"""The last words of the names of documents ('the Harbor University Poll')."""

Settled = tuple[int | None, str]
"""The index of a source, None where the page does not tell, and the rule that decided it."""


@dataclass(slots=True)
class Cast:
    """One source while the article is being read. `entity` is None for the unnamed and for documents.

    `described` holds the role phrases by which the article means it ('the Democratic nominee'), `members` the people
    of a joint source.
    """

    type: SourceType
    name: str | None
    entity: Entity | None = None
    phrase: Phrase | None = None
    mentions: list[Span] = field(default_factory=list)
    described: list[Span] = field(default_factory=list)
    key: str = ""
    members: tuple[Entity, ...] = ()


@dataclass(slots=True)
class Casting:
    """The sources found so far, and each attribution's: an index into `casts`, or None with its candidates.

    `heard` are the single persons who spoke, or whom a pronoun or an epithet meant, in order of the text. `called`
    holds, by the id of an entity, the epithets by which the article means it, in or out of a source phrase.
    """

    page: Page
    casts: list[Cast] = field(default_factory=list)
    of: dict[str, int] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, tuple[int, ...]] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    by_entity: dict[int, int] = field(default_factory=dict)
    by_key: dict[tuple[str, str], int] = field(default_factory=dict)
    called: dict[int, list[Span]] = field(default_factory=dict)

    def called_words(self, entity: Entity) -> frozenset[str]:
        """The words of the epithets by which the article has meant somebody so far."""
        spans = self.called.get(id(entity), ())
        return frozenset(t.text.lower() for s in spans for t in self.page.tokens.within(s))


def of_name(casting: Casting, name: Name, phrase: Phrase | None = None) -> int:
    """The source that a name names; a new one where it has not been one yet."""
    return of_entity(casting, casting.page.entity(casting.page.index_of(name)), phrase)


def of_entity(casting: Casting, entity: Entity, phrase: Phrase | None = None) -> int:
    """The source that an entity of the page is; a new one where it has not been one yet."""
    if id(entity) in casting.by_entity:
        return casting.by_entity[id(entity)]
    is_person = entity.sort == "person" or (
        entity.sort == "unknown" and not casting.page.names[entity.mentions[0]].definite
    )
    kind: SourceType = "named person" if is_person else "named organization"
    whole = len(entity.words) > 1 or entity.words == ("Constitution",)
    if whole and entity.words[-1].lower() in _TITLED and not is_given_name(entity.words[0]):
        kind = "document"
    printed = entity.name if is_person else _with_article(casting, entity)
    casting.by_entity[id(entity)] = add(casting, Cast(kind, printed, entity, phrase))
    return casting.by_entity[id(entity)]


def _with_article(casting: Casting, entity: Entity) -> str:
    """An outlet's name with the 'The' that belongs to it, where the article prints one before the whole of it."""
    page = casting.page
    for i in entity.mentions if is_outlet(entity.words) else ():
        name = page.names[i]
        if name.words == entity.words and page.text((max(0, name.start - 4), name.start)) == "The ":
            return f"The {entity.name}"
    return entity.name


def add(casting: Casting, new: Cast) -> int:
    """The index of `new` among the sources, or of the one with its type and key that is there already."""
    known = (new.type, new.key)
    if new.key and known in casting.by_key:
        return casting.by_key[known]
    casting.casts.append(new)
    casting.by_key[known] = len(casting.casts) - 1
    return len(casting.casts) - 1
