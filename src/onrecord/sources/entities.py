"""Names grouped into entities: one person or organization, however its name is printed in the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.sources.entity import Entity, Pronoun
from onrecord.sources.evidence import note_pronouns
from onrecord.sources.lexicon import is_given_name, words
from onrecord.sources.name import Name
from onrecord.sources.sorts import SUFFIXES
from onrecord.tokens import Tokens

ADDRESS = 5
"""What one form of address counts for, in pronouns."""
FAR_MORE = 3
"""How many times more often one of two people of one name must be named before for the name alone to be theirs."""
_HONORIFIC: dict[str, Pronoun] = {"Mr.": "he", "Mr": "he", "Sir": "he", "Lord": "he", "Mrs.": "she", "Mrs": "she"}
_HONORIFIC |= {"Ms.": "she", "Ms": "she", "Miss": "she", "Dame": "she", "Lady": "she"}


def entities(tokens: Tokens, names: Sequence[Name]) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """(every entity, the entity of each name): full names first, then partial ones by the full ones they fit."""
    found: list[Entity] = []
    of_name: list[Entity | None] = [None] * len(names)
    surnames = {n.words[-1] for n in names if n.sort == "person" and len(n.words) > 1}
    names = [_as_surname(n) if n.sort != "person" and n.words[0] in surnames else n for n in names]
    for whole in (True, False):
        for i, name in enumerate(names):
            if of_name[i] is None and _is_whole(name) == whole:
                of_name[i] = _entity(found, name, i, names)
        note_pronouns(tokens, names, of_name, [i for i, n in enumerate(names) if _is_whole(n) == whole])
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


def _as_surname(name: Name) -> Name:
    """A place's or outlet's name of one word as that of a person whose last name it is."""
    return replace(name, sort="unknown") if len(name.words) == 1 and not name.definite else name


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
        fits = [e for e in people if _same_person(_plain(e.words), mine) and not _other_suffix(e.words, name.words)]
        return fits[0] if fits else None
    fits = [e for e in people if _plain(e.words)[-1:] == mine]
    expected = _HONORIFIC.get(name.honorific or "")
    if expected and len(fits) > 1:
        fits = [e for e in fits if e.pronoun == expected] or [e for e in fits if e.pronoun is None]
    if not fits and not (name.title or name.honorific):
        fits = [e for e in people if len(e.words) > 1 and e.words[0] == mine[0]]
    if not fits and (name.honorific or not is_given_name(mine[0])):  # 'Ms. Lin' of 'Lin Meiyu'
        fits = [e for e in people if len(e.words) > 1 and e.words[0] == mine[0] and not is_given_name(e.words[-1])]
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


@lru_cache(maxsize=4096)
def _plain(printed: tuple[str, ...]) -> tuple[str, ...]:
    """A person's words without suffixes and middle initials."""
    kept = [w[0].upper() + w[1:] if "-" in w else w for w in printed if w not in SUFFIXES]  # 'al-Masri', 'Al-Masri'
    return tuple(w for i, w in enumerate(kept) if i == 0 or not (len(w) <= 2 and w.endswith(".")))


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) < 2 or one[-1] != other[-1]:
        return False
    return one[0] == other[0] or one[0].rstrip(".") == other[0][:1] or other[0].rstrip(".") == one[0][:1]


def _other_suffix(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names end in different suffixes, as a father's and a son's do."""
    mine, theirs = ({w.rstrip(".") for w in words_ if w in SUFFIXES} for words_ in (one, other))
    return bool(mine and theirs) and mine != theirs


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
    if word == one[0] and one[1:] == ("Department",):
        return True  # 'State'
    # 'The House' is a chamber, never the White House.
    return word == one[-1] and (word in words("media") or definite) and one != ("White", "House")


@lru_cache(maxsize=4096)
def _content(printed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in printed if w[0].isupper() and w not in ("The", "A"))
