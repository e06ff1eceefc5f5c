"""The parts of a source phrase: where its head ends, whom it joins, which names stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.function_words import BREAKS, COUNTED, PERSONAL, QUOTES
from onrecord.sources.lexicon import is_given_name, is_group_noun, is_people, is_person_noun
from onrecord.sources.name import Name
from onrecord.tokens import Token
from onrecord.types import Span

_TITLING = frozenset({"’s", "'s", "titled", "entitled", "called", "named"})
"""Words after which quotation marks hold what something is called."""
_MEASURES = frozenset("raft wave series string slew range flurry batch stack trove pair set variety body array".split())
_OTHERS = frozenset("his her their its other some several many".split())
MOST_BETWEEN = 2
"""Words of an office after its 'of' and before a name."""


def quoted_title(tokens: Sequence[Token]) -> Span | None:
    """The words in quotation marks after an owner or 'titled': "Ruiz's “Low Tide”"."""
    for k, token in enumerate(tokens[1:], start=1):
        if token.text in QUOTES and tokens[k - 1].text.lower() in _TITLING:
            inner = list(tokens[k + 1 :])
            close = next((n for n, t in enumerate(inner) if t.text in ('"', "”")), len(inner))
            kept = [t for t in inner[:close] if t.is_word]
            return (kept[0].start, kept[-1].end) if kept else None
    return None


def inner(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without a measure and its 'of': 'a raft of rules' is rules."""
    place = next((k for k, t in enumerate(tokens) if t.text.lower() == "of"), 0)
    measured = 0 < place < len(tokens) - 1 and tokens[place - 1].text.lower() in _MEASURES
    return tokens[place + 1 :] if measured else tokens


def has_others(rest: Sequence[Token], names: Sequence[Name]) -> bool:
    """Whether what follows a role joins people to it: '… and his aides', '… and other voters'."""
    if len(rest) < 2 or rest[0].text != "and" or any(n.start >= rest[0].end for n in names):
        return False
    end = next((k for k, t in enumerate(rest) if t.text.lower() in BREAKS), len(rest))
    return rest[1].text.lower() in _OTHERS and is_group_noun(rest[end - 1].text)


def core_end(tokens: Sequence[Token], names: Sequence[Name]) -> int:
    """The index of the token that ends the head's own noun phrase: a preposition, a comma, a relative pronoun."""
    for i, token in enumerate(tokens):
        inside = any(n.start < token.start < n.end for n in names)
        if i == 1 and token.text in QUOTES:
            continue
        if i and not inside and token.text.lower() in BREAKS and not _leads_to_name(tokens, i, names):
            return i
        if i and token.text == "and" and not inside and not _goes_on_to_name(tokens, i, names):
            return i
    return len(tokens)


def _leads_to_name(tokens: Sequence[Token], i: int, names: Sequence[Name]) -> bool:
    """Whether the 'of' at `i` stands in a role that a name follows: 'former secretary of state Ana Ruiz'."""
    if tokens[i].text != "of" or not is_person_noun(tokens[i - 1].text):
        return False
    name = next((n for n in names if n.start > tokens[i].start), None)
    between = [t for t in tokens[i + 1 :] if name is not None and t.start < name.start]
    if name is None or name.definite or name.sort not in ("person", "unknown"):
        return False
    return 0 < len(between) <= MOST_BETWEEN and all(t.text.islower() for t in between)


def _goes_on_to_name(tokens: Sequence[Token], i: int, names: Sequence[Name]) -> bool:
    """Whether the 'and' at `i` joins two roles of one person: 'his wife and campaign manager Ana Ruiz'."""
    before, after = tokens[:i], tokens[i + 1 :]
    if not is_person_noun(before[-1].text) or any(n.end == before[-1].end and not n.title for n in names):
        return False
    end = next((k for k, t in enumerate(after) if t.text.lower() in BREAKS or t.text == "and"), len(after))
    name = next((n for n in names if end and n.end == after[end - 1].end and n.sort in ("person", "unknown")), None)
    if name is None:
        return False
    return name.title is not None or any(is_person_noun(t.text) for t in after if t.end <= name.start)


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


def name_at_end(core: Sequence[Token], names: Sequence[Name]) -> Name | None:
    """The name that ends where `core` does, a possessive aside."""
    end = core[-1].end
    if core[-1].text in ("’s", "'s") and len(core) > 1:
        end = core[-2].end
    return next((n for n in names if n.end == end and n.own[0] >= core[0].start), None)


def is_modifier_name(name: Name, core: Sequence[Token]) -> bool:
    """Whether the head's name is only a noun written with a capital ('Republicans' is none, 'the Democrats' is)."""
    if len(name.words) > 1:
        return False
    several = name.words[0].endswith("s") and core[0].text.lower() in COUNTED | {"other", "others"}
    return several or (is_group_noun(name.words[0]) and name.words[0].lower() != "police")


def partners(tokens: Sequence[Token], names: Sequence[Name], name: Name) -> tuple[Name, ...]:
    """The other people of a list ('A and B', 'A (D-Ore.), B (D-Ohio) and C'), which needs its 'and'."""
    found: list[Name] = []
    joined = False
    rest = [t for t in tokens if t.start >= name.end]
    while rest:
        if rest[0].text == "(":
            close = next((k for k, t in enumerate(rest) if t.text == ")"), None)
            if close is None:
                break
            rest = rest[close + 1 :]
            continue
        if rest[0].text not in (",", "and") or len(rest) < 2:
            break
        joined = joined or rest[0].text == "and"
        following = next((n for n in names if n.start == rest[1].start and n.sort in ("person", "unknown")), None)
        if following is None and not (rest[0].text == "," and rest[1].text == "and"):
            break
        if following is None:
            rest = rest[1:]
            continue
        found.append(following)
        rest = [t for t in rest if t.start >= following.end]
    return tuple(found) if joined else ()


def named_after_comma(tokens: Sequence[Token], names: Sequence[Name], end: int) -> Name | None:
    """The person's name in apposition to a role ('the mayor, Ana Ruiz', 'a spokesman for the port, Tor Lund')."""
    for i in range(end, len(tokens) - 1):
        if tokens[i].text in (",", "—", "–") and _is_one_person(tokens[:end], tokens[:i]):
            name = next((n for n in names if n.start >= tokens[i + 1].start), None)
            between = [t for t in tokens if name is not None and tokens[i].end <= t.start < name.start]
            led = not between or is_person_noun(between[-1].text) or [t.text for t in between] == ["the"]
            if led and name is not None and name.sort in ("person", "unknown") and _is_full(name):
                return name
    return None


def _is_full(name: Name) -> bool:
    """Whether a name is more than a last name: 'Ana Ruiz', or 'Brad' in 'her father, Brad'."""
    return len(name.words) > 1 or is_given_name(name.words[0])


def _is_one_person(core: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether what stands before an apposition is one person: 'the mayor', 'one of her advisers'."""
    if any(is_person_noun(t.text) for t in core):
        return True
    return [t.text.lower() for t in core] == ["one"] and any(is_people(t.text) for t in before)
