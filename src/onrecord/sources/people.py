"""People by a common noun: by what the page says that they are, in pairs, or without a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.sources.casts import MANY, Cast, Casting, Settled, add, of_entity, of_name
from onrecord.sources.entity import Entity
from onrecord.sources.lexicon import is_plural_person_noun
from onrecord.sources.offices import holders_of, unexplained
from onrecord.sources.page import Page
from onrecord.sources.phrases import Phrase
from onrecord.types import Attribution, Span

PAIR = 2
_TWO = frozenset({"both", "two"})
_ANYBODY = frozenset(
    "men women people candidates rivals leaders contenders nominees hopefuls front-runners frontrunners politicians "
    "opponents adversaries foes friends allies".split()
)
"""What two people may be called of whom the page does not say that they are."""


def one_person(casting: Casting, attribution: Attribution, phrase: Phrase) -> Settled:
    """'The mayor' is whom the page calls so, else the unnamed person it spoke of; 'a clerk' is somebody new."""
    if phrase.definite and phrase.owner_pronoun is None:
        holders = holders_of(casting, phrase.core, phrase.span, phrase.noun)
        if len(holders) == 1:
            return _called(casting, holders[0], phrase), "rule:role"
        if holders:
            casting.candidates[attribution.id] = tuple(of_name(casting, casting.page.names[i]) for i in holders)
            return None, "rule:unresolved-role"
        known = _unnamed_before(casting, phrase)
        if known is not None:
            return known, "rule:unnamed"
        meant = unexplained(casting, phrase.core, phrase.span, phrase.noun)
        if meant is not None:
            return _called(casting, meant, phrase), "rule:epithet"
    named = _named_next(casting, phrase)
    if named is not None:
        return _called(casting, named, phrase), "rule:named-next"
    return add(casting, Cast("anonymous source", None, phrase=phrase)), "rule:unnamed"


def _called(casting: Casting, i: int, phrase: Phrase) -> int:
    """The source of name `i`, of whom the phrase then says what it is."""
    entity = casting.page.entity(i)
    casting.called.setdefault(id(entity), []).append(phrase.core)
    return of_entity(casting, entity)


def _unnamed_before(casting: Casting, phrase: Phrase) -> int | None:
    """The unnamed person whom 'the aide' takes up again: the latest with that noun."""
    for index in range(len(casting.casts) - 1, max(-1, len(casting.casts) - 1 - MANY), -1):
        one = casting.casts[index]
        if one.type == "anonymous source" and one.phrase is not None and one.phrase.noun == phrase.noun:
            return index
    return None


def _named_next(casting: Casting, phrase: Phrase) -> int | None:
    """Whom the article describes before the next sentence or paragraph names them: "Selby's fire chief … Ana Ruiz".

    The name must begin its sentence, be the first of that person, and say nothing of what they are.
    """
    page = casting.page
    if phrase.owner is None or phrase.owner.sort == "person":
        return None
    end = page.tokens.sentence(phrase.span[1])[1]
    following = page.tokens.block(page.tokens.after(page.tokens.block(phrase.span[1])[1]))
    for i, name in page.names_within((end, following[1])):
        entity = page.entity(i)
        begins = page.tokens.sentence(name.start)[0] == name.start
        first = entity.mentions[0] == i and len(name.words) > 1
        if first and begins and page.is_person(entity):
            return i if not page.role_words(entity) else None
    return None


def pair(casting: Casting, phrase: Phrase) -> int | None:
    """Whom 'both men' or 'the two senators' means: the only two people of the latest sentence that names people."""
    page = casting.page
    if not _TWO & {t.text.lower() for t in page.tokens.within(phrase.core)}:
        return None
    if phrase.noun in _TWO and (joint := _joint_before(casting, phrase.span)) is not None:
        return joint
    sentence = page.tokens.sentence(phrase.span[0])
    people = _people(page, (sentence[0], phrase.span[0]))
    if not people and sentence[0] > 0:
        people = _people(page, page.tokens.sentence(page.tokens.before(sentence[0])))
    if len(people) != PAIR or not all(_may_be_called(page, e, phrase.noun) for e in people):
        return None
    return _joint(casting, people, phrase)


def _may_be_called(page: Page, entity: Entity, noun: str) -> bool:
    """Whether 'the two clerks' may mean somebody: anybody may be a man or a rival, but an office the page tells."""
    return noun in _ANYBODY or noun.removesuffix("s") in page.role_words(entity) or not is_plural_person_noun(noun)


def _joint_before(casting: Casting, span: Span) -> int | None:
    """The couple that spoke in the block of `span` or the one before: whom 'both' alone takes up."""
    page = casting.page
    begin = page.tokens.block(page.tokens.before(page.tokens.block(span[0])[0]))[0]
    for index in range(len(casting.casts) - 1, -1, -1):
        one = casting.casts[index]
        if len(one.members) == PAIR and any(begin <= s < span[0] for s, _ in one.mentions):
            return index
    return None


def couple(casting: Casting, span: Span) -> int | None:
    """Whom 'they' means: the two people whom the sentence, or the one before, names together ('A and B')."""
    page = casting.page
    here = page.tokens.sentence(span[0])
    before = page.tokens.sentence(page.tokens.before(here[0]))
    for sentence in ((here[0], span[0]), before):
        found = list(page.names_within(sentence))
        for (i, one), (k, other) in pairwise(found):
            together = page.text((one.end, other.start)).strip() == "and"
            people = _people(page, (one.own[0], other.own[0] + 1))
            if together and len(people) == PAIR and page.may_be_person(i) and page.may_be_person(k):
                return _joint(casting, people, None)
    return None


def _joint(casting: Casting, people: Sequence[Entity], phrase: Phrase | None) -> int:
    joined = f"{people[0].name} and {people[1].name}"
    key = " ".join(sorted(e.name for e in people))
    return add(casting, Cast("named person", joined, phrase=phrase, key=key, members=tuple(people)))


def _people(page: Page, span: Span) -> list[Entity]:
    """The people who are named in `span`, each once."""
    found: dict[int, Entity] = {}
    for i, _ in page.names_within(span):
        entity = page.entity(i)
        if page.may_be_person(i) and page.is_person(entity):
            found.setdefault(id(entity), entity)
    return list(found.values())
