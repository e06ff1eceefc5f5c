"""What 'and' and a comma join in a source phrase: people with or without names, or adjectives of one noun."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.function_words import BREAKS, COUNTED, DETERMINERS, PERSONAL
from onrecord.sources.lexicon import is_document_noun, is_group_noun, is_organization_word, is_people, is_person_noun
from onrecord.sources.name import Name
from onrecord.tokens import Token

_OTHERS = frozenset("his her their its other some several many".split())
_ALSO_ADJECTIVES = frozenset(
    "republican democratic conservative liberal libertarian progressive moderate local public social radio television "
    "young native evangelical centrist leftist state party campaign government house senate".split()
)
"""Nouns that more often stand before another."""
MOST_ADJECTIVES = 3
"""Words on either side of what joins the adjectives of one noun."""
MOST_OF_A_ROLE = 7
"""Words of the role that stands before the second of two people."""


def has_others(rest: Sequence[Token], names: Sequence[Name]) -> bool:
    """Whether what follows a role joins people to it: '… and his aides', '… and other voters'."""
    if len(rest) < 2 or rest[0].text != "and" or any(n.start >= rest[0].end for n in names):
        return False
    end = next((k for k, t in enumerate(rest) if t.text.lower() in BREAKS), len(rest))
    return rest[1].text.lower() in _OTHERS and is_group_noun(rest[end - 1].text)


def joins_adjectives(tokens: Sequence[Token], i: int, names: Sequence[Name]) -> bool:
    """Whether what stands at `i` joins words before one noun: 'current and former clerks', 'a calm, patient clerk'."""
    after = tokens[i + 1 :]
    end = next((k for k, t in enumerate(after) if t.text.lower() in BREAKS or t.text == "and"), len(after))
    if not 0 < i <= MOST_ADJECTIVES or not 1 < end <= MOST_ADJECTIVES + 1 or after[0].text.lower() in DETERMINERS:
        return False
    if tokens[i].text == "," and (tokens[0].text.lower() not in DETERMINERS or i == 1):
        return False
    before = [t for t in tokens[:i] if t.text.lower() not in DETERMINERS | COUNTED]
    last = after[end - 1].text
    organizations = last.endswith("s") and is_organization_word(last.removesuffix("s"))
    head = is_group_noun(last) or organizations or (last.islower() and (is_people(last) or is_document_noun(last)))
    named = any(n.start < tokens[i].start and n.sort not in ("unknown", "organization", "place") for n in names)
    named = named or (tokens[i].text == "," and any(n.start < tokens[i].start for n in names))
    return bool(before) and head and not named and not any(_is_noun(t.text) for t in before)


def _is_noun(word: str) -> bool:
    adjective = word.lower() in _ALSO_ADJECTIVES
    known = is_people(word) or is_group_noun(word) or is_document_noun(word) or is_organization_word(word)
    return known and not adjective


def has_company(tokens: Sequence[Token], opening: Name | None, names: Sequence[Name]) -> bool:
    """Whether somebody is one of several of whom the others have no name: 'Ruiz and her aides', 'she and a clerk'."""
    end = tokens[0].end if opening is None else opening.end
    if opening is None and tokens[0].text.lower() not in PERSONAL:
        return False
    rest = [t for t in tokens if t.start >= end]
    if len(rest) < 2 or rest[0].text != "and" or any(n.start >= rest[0].end for n in names):
        return False
    end = next((k for k, t in enumerate(rest) if t.text.lower() in BREAKS), len(rest))
    noun = rest[end - 1].text
    return end > 1 and (is_group_noun(noun) or (opening is None and is_person_noun(noun)))


def partners(tokens: Sequence[Token], names: Sequence[Name], name: Name) -> tuple[Name, ...]:
    """The other people of a list ('A and B', 'A (D-Ore.), B (D-Ohio) and C'), which needs its 'and'."""
    found: list[Name] = []
    joined = False
    rest = _after_aside([t for t in tokens if t.start >= name.end], names)
    while len(rest) > 1 and rest[0].text in (",", "and"):
        if rest[0].text == "," and rest[1].text == "and":
            rest = rest[1:]
            continue
        following = _partner(rest, names)
        if following is None:
            joined = joined or (bool(found) and rest[0].text == "and")  # 'A, B and other clerks'
            break
        joined = joined or rest[0].text == "and"
        found.append(following)
        rest = _after_aside([t for t in rest if t.start >= following.end], names)
    return tuple(found) if joined else ()


def _after_aside(rest: Sequence[Token], names: Sequence[Name]) -> Sequence[Token]:
    """What follows brackets, 'of' with a place, and a clause with 'who' or an apposition that ends before ', and'."""
    while rest:
        close = len(rest)
        if rest[0].text == "(":
            close = next((k + 1 for k, t in enumerate(rest) if t.text == ")"), len(rest))
        elif rest[0].text == "of" and len(rest) > 1:
            place = next((n for n in names if n.start == rest[1].start and n.sort != "person"), None)
            close = next((k for k, t in enumerate(rest) if place and t.start >= place.end), len(rest))
        elif rest[0].text == "," and len(rest) > 1 and rest[1].text in ("who", "whose", "a", "an", "the"):
            ends = (k for k in range(1, len(rest) - 1) if rest[k].text == "," and rest[k + 1].text == "and")
            close = next(ends, len(rest))
        else:
            return rest
        if close == len(rest):
            return ()
        rest = rest[close:]
    return rest


def _partner(rest: Sequence[Token], names: Sequence[Name]) -> Name | None:
    """The person right after what joins: 'and Ruiz', 'and his deputy Ana Ruiz', 'and her husband, Tor Lund'."""
    people = ("person", "unknown")
    first = next((n for n in names if n.start == rest[1].start and n.sort in people), None)
    if first is not None and not _is_possessive(rest, first):
        return first
    if rest[0].text != "and":
        return None
    name = next(
        (n for n in names if n.start > rest[1].start and n.sort in people and not _is_possessive(rest, n)), None
    )
    before = [t for t in rest[1:] if name is not None and t.start < name.start]
    if name is None or not 0 < len(before) <= MOST_OF_A_ROLE or any(t.text in BREAKS - {","} for t in before[:-1]):
        return None
    if all(t.text in ("former", "then") for t in before):
        return name
    role = before[:-1] if before[-1].text == "," else before
    owner = before[-1].text in ("’s", "'s")
    return name if owner or (bool(role) and is_person_noun(role[-1].text)) else None


def _is_possessive(rest: Sequence[Token], name: Name) -> bool:
    ahead = next((t for t in rest if t.start >= name.end), None)
    return ahead is not None and ahead.text in ("’s", "'s")
