"""Names grouped into entities: one person or organization, however its name is printed in the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.sources.lexicon import words
from onrecord.sources.names import SUFFIXES, Name
from onrecord.sources.tokens import Tokens

Pronoun = Literal["he", "she"]
HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
CLEARLY = 2
"""How many times more often than the other a pronoun must follow a name to count as the article's for that person."""
ADDRESS = 5
"""What one form of address counts for, in pronouns."""
_ITS = frozenset({"its", "itself"})
"""Not 'it', which in "Ruiz said it is late" is nobody."""
_OFFICERS = frozenset("ceo chief chairman chairwoman spokesman spokeswoman shareholders shares board employees".split())
_SOON = 4
"""Words after a name within which 'its' is taken for what is named."""
_NEXT = 12
"""Characters from a sentence's end within which the next one's first word is looked for."""
FAR_MORE = 3
"""How many times more often one of two people of one name must be named before for the name alone to be theirs."""
_HONORIFIC: dict[str, Pronoun] = {"Mr.": "he", "Mr": "he", "Sir": "he", "Lord": "he", "Mrs.": "she", "Mrs": "she"}
_HONORIFIC |= {"Ms.": "she", "Ms": "she", "Miss": "she", "Dame": "she", "Lady": "she"}


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
        if max(he, she) < CLEARLY * max(1, min(he, she)):
            return None
        return "he" if he > she else "she"


def entities(tokens: Tokens, names: Sequence[Name]) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """(every entity, the entity of each name): full names first, then partial ones by the full ones they fit."""
    found: list[Entity] = []
    of_name: list[Entity | None] = [None] * len(names)
    for whole in (True, False):
        for i, name in enumerate(names):
            if of_name[i] is None and _is_whole(name) == whole:
                of_name[i] = _entity(found, name, i, names)
        if whole:
            _note_pronouns(tokens, names, of_name)
    _settle_sorts(found, names)
    return tuple(found), tuple(e for e in of_name if e is not None)


def _settle_sorts(found: Iterable[Entity], names: Sequence[Name]) -> None:
    """What the article says 'its' of, or gives a chief executive, is an organization, though it looks like a person.

    Of a person an article prints the last name alone from the second time on, a title, 'he' or 'she'.
    """
    for entity in found:
        mine = [names[i] for i in entity.mentions]
        whole = all(len(n.words) == len(entity.words) and n.title is None and n.honorific is None for n in mine)
        nobody = not entity.pronouns["he"] and not entity.pronouns["she"]
        if entity.sort in ("person", "unknown") and whole and nobody and entity.pronouns["it"]:
            entity.sort = "organization"


def _is_whole(name: Name) -> bool:
    return len(name.words) > 1 or name.sort in ("organization", "place")


def _entity(found: list[Entity], name: Name, i: int, names: Sequence[Name]) -> Entity:
    entity = _person(found, name, i) if name.sort in ("person", "unknown") else None
    entity = entity or (_organization(found, name) if name.sort != "person" else None)
    if entity is None:
        entity = Entity(name.sort, name.words)
        found.append(entity)
    elif _fuller(name, entity):
        entity.words = name.words
    if entity.sort == "unknown" and name.sort != "unknown":
        entity.sort = name.sort
    entity.mentions.append(i)
    if name.honorific in _HONORIFIC:
        entity.pronouns[_HONORIFIC[name.honorific]] += ADDRESS
    return entity


def _fuller(name: Name, entity: Entity) -> bool:
    return len(name.words) > max(1, len(entity.words))


def _person(found: Iterable[Entity], name: Name, i: int) -> Entity | None:
    """The person whom name `i` fits: by all of it, by the last name, or by the first."""
    people = [e for e in found if e.sort in ("person", "unknown")]
    mine = _plain(name.words)
    if not mine:
        return None
    if len(mine) > 1:
        fits = [e for e in people if _same_person(_plain(e.words), mine)]
        return fits[0] if fits else None
    fits = [e for e in people if _plain(e.words)[-1:] == mine]
    expected = _HONORIFIC.get(name.honorific or "")
    if expected and len(fits) > 1:
        fits = [e for e in fits if e.pronoun == expected] or [e for e in fits if e.pronoun is None]
    if not fits and not name.title and not name.honorific:
        fits = [e for e in people if len(e.words) > 1 and e.words[0] == mine[0]]
    return _clearest(fits, i)


def _clearest(fits: Sequence[Entity], i: int) -> Entity | None:
    """Of several people whom a name fits the one named far more often before it, or introduced first.

    Where they were introduced together ("Lisa Grant and Karl Grant") neither is taken: the name then is a person
    of its own, as it is printed.
    """
    if len(fits) < 2:
        return fits[0] if fits else None
    full = [e for e in fits if len(e.words) > 1]
    ranked = sorted(full, key=lambda e: (-sum(m < i for m in e.mentions), e.mentions[0]))
    if len(ranked) == 1:
        return ranked[0]
    first, second = (sum(m < i for m in e.mentions) for e in ranked[:2])
    if first > FAR_MORE * second:
        return ranked[0]
    apart = abs(ranked[0].mentions[0] - ranked[1].mentions[0]) > 1
    alone = next((e for e in fits if len(e.words) == 1), None)
    return min(ranked[:2], key=lambda e: e.mentions[0]) if apart else alone


def _plain(printed: tuple[str, ...]) -> tuple[str, ...]:
    """A person's words without suffixes and middle initials."""
    kept = [w for w in printed if w not in SUFFIXES]
    return tuple(w for i, w in enumerate(kept) if i == 0 or not (len(w) <= 2 and w.endswith(".")))


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) < 2 or one[-1] != other[-1]:
        return False
    return one[0] == other[0] or one[0].rstrip(".") == other[0][:1] or other[0].rstrip(".") == one[0][:1]


def _organization(found: Iterable[Entity], name: Name) -> Entity | None:
    for entity in found:
        if entity.sort in ("organization", "place") and same_organization(entity.words, name.words, name.definite):
            return entity
    return None


def same_organization(full: tuple[str, ...], short: tuple[str, ...], definite: bool = True) -> bool:
    """Whether two names may be one organization's: the same words, initials of one, or an outlet's last word."""
    one, other = _content(full), _content(short)
    if one == other:
        return True
    if len(other) > len(one):
        one, other = other, one
    if len(other) != 1 or len(one) < 2:
        return False
    word = other[0]
    if word.isupper() and len(word) > 1:
        initials = "".join(w[0] for w in one)
        return word.replace(".", "") in (initials, "".join(w for w in one if w.isupper()) or initials)
    return word == one[-1] and (word in words("media") or definite)


def _content(printed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in printed if w[0].isupper() and w not in ("The", "A"))


def _note_pronouns(tokens: Tokens, names: Sequence[Name], of_name: Sequence[Entity | None]) -> None:
    """Count the pronouns that follow a person's name in its sentence, up to the next person's.

    Where nobody else is named in the sentence, a pronoun that begins the next one is this person's, too.
    """
    for i, (name, entity) in enumerate(zip(names, of_name, strict=True)):
        if entity is None:
            continue
        entity.pronouns["it"] += _is_a_thing(tokens, name)
        if entity.sort != "person":
            continue
        end = tokens.sentence(name.start)[1]
        border = _next_person(names, of_name, i, end)
        following = tokens.within((name.end, border))
        if border == end:
            following += tokens.within((end, end + _NEXT))[:1]
        for token in following:
            entity.pronouns["he"] += token.text.lower() in HE
            entity.pronouns["she"] += token.text.lower() in SHE


def _next_person(names: Sequence[Name], of_name: Sequence[Entity | None], i: int, end: int) -> int:
    """Where the next name begins that may be a person's; `end` where none does before."""
    for k in range(i + 1, len(names)):
        if names[k].start >= end:
            break
        entity = of_name[k]
        if entity is None or entity.sort != "place":
            return names[k].start
    return end


def _is_a_thing(tokens: Tokens, name: Name) -> bool:
    """Whether the article goes on with 'its', or gives what is named officers ("Apple's chief executive")."""
    following = tokens.within((name.end, tokens.sentence(name.start)[1]))
    if len(following) > 1 and following[0].text in ("’s", "'s"):
        return any(t.text.lower() in _OFFICERS for t in following[1:5])
    lower = (t.text.lower() for t in following[:_SOON])
    return next((w for w in lower if w in HE | SHE | _ITS), None) in _ITS
