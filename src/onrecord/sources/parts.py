"""The parts of a source phrase: where its head ends, whom it joins, which names stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.function_words import BREAKS, COUNTED, NEARLY, QUOTES, REFLEXIVE
from onrecord.sources.joined import joins_adjectives
from onrecord.sources.lexicon import (
    is_given_name,
    is_group_noun,
    is_people,
    is_person_noun,
)
from onrecord.sources.name import Name
from onrecord.sources.sorts import modifies
from onrecord.tokens import Token
from onrecord.types import Span

_TITLING = frozenset({"’s", "'s", "titled", "entitled", "called", "named"})
"""Words after which quotation marks hold what something is called."""
_MEASURES = frozenset(
    "raft wave series string slew range flurry batch stack trove pair set variety body array number bunch host list "
    "mix parade litany succession stream spate collection".split()
)
"""Nouns for how much or how many of what follows their 'of'."""
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


def without_hedge(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without what makes a share or number inexact ('just over', 'nearly'), and without 'himself' after a name."""
    if len(tokens) > 1 and tokens[-1].text.lower() in REFLEXIVE:
        tokens = tokens[:-1]
    first = next((k for k, t in enumerate(tokens) if t.text.lower() not in NEARLY), 0)
    counted = first > 0 and (tokens[first].text.lower() in COUNTED | {"a", "half"} or tokens[first].text[0].isdigit())
    return tokens[first:] if counted else tokens


def inner(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without a measure and its 'of': 'a raft of rules' is rules."""
    place = next((k for k, t in enumerate(tokens) if t.text.lower() in ("of", ",")), 0)
    measured = 0 < place < len(tokens) - 1 and tokens[place].text != "," and tokens[place - 1].text.lower() in _MEASURES
    return tokens[place + 1 :] if measured else tokens


def core_end(tokens: Sequence[Token], names: Sequence[Name]) -> int:
    """The index of the token that ends the head's own noun phrase: a preposition, a comma, a relative pronoun."""
    for i, token in enumerate(tokens):
        inside = any(n.start < token.start < n.end for n in names)
        if token.text == "," and [t.text.isdigit() for t in tokens[i - 1 : i + 2]] == [True, False, True]:
            continue  # 'a May 3, 2011, letter'
        if token.text == "outside" and [t.text for t in tokens[i + 1 : i + 2]] in (["groups"], ["group"], ["money"]):
            continue  # 'conservative outside groups'
        if (i == 1 and token.text in QUOTES) or (token.text in (",", "and") and joins_adjectives(tokens, i, names)):
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
    of = [k > 0 and t.text == "of" and is_person_noun(after[k - 1].text) for k, t in enumerate(after)]
    ends = (k for k, t in enumerate(after) if (t.text.lower() in BREAKS and not of[k]) or t.text == "and")
    end = next(ends, len(after))
    name = next((n for n in names if end and n.end == after[end - 1].end and n.sort in ("person", "unknown")), None)
    if name is None:
        return False
    return name.title is not None or any(is_person_noun(t.text) for t in after if t.end <= name.start)


def name_at_end(core: Sequence[Token], names: Sequence[Name]) -> Name | None:
    """The name that ends where `core` does, a possessive aside."""
    end = core[-1].end
    if core[-1].text in ("’s", "'s", "’", "'") and len(core) > 1:
        end = core[-2].end
    return next((n for n in names if n.end == end and n.own[0] >= core[0].start), None)


def is_modifier_name(name: Name, core: Sequence[Token]) -> bool:
    """Whether the head's name is only a noun written with a capital ('Republicans' is none, 'the Democrats' is)."""
    if len(name.words) > 1 or name.honorific:
        return False
    several = name.words[0].endswith("s") and core[0].text.lower() in COUNTED | {"other", "others"}
    return several or (is_group_noun(name.words[0]) and name.words[0].lower() != "police")


def named_after_comma(tokens: Sequence[Token], names: Sequence[Name], end: int) -> Name | None:
    """The person's name in apposition to a role ('the mayor, Ana Ruiz', 'a spokesman for the port, Tor Lund')."""
    for i in range(end, len(tokens) - 1):
        if tokens[i].text in (",", "—", "–") and _is_one_person(tokens[:end], tokens[:i]):
            later = (n for n in names if n.start >= tokens[i + 1].start)
            # Of 'longtime Lund aide Ana Ruiz' it is the second.
            name = next((n for n in later if not modifies([t for t in tokens if t.start >= n.end][:1])), None)
            between = [t for t in tokens if name is not None and tokens[i].end <= t.start < name.start]
            while between and between[-1].text in ("former", "then"):
                between = between[:-1]
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
