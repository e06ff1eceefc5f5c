"""A source phrase taken apart: its head, and what it says of who that is.

"the center's director, Ana Ruiz", "Post blogger Pavel Orrin", "officials familiar with the plan", "his campaign".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.sources.lexicon import (
    is_document_noun,
    is_group_noun,
    is_organization_word,
    is_person_noun,
)
from onrecord.sources.names import Name
from onrecord.sources.tokens import Token
from onrecord.types import Span

Head = Literal["name", "pronoun", "noun", "none"]

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTRAL = frozenset({"it", "its", "itself"})
SPEAKER = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PRONOUNS = PERSONAL | PLURAL | NEUTRAL | SPEAKER | RELATIVE | {"you", "your"}
_PREPOSITIONS = frozenset(
    "of for at from in on with to by about inside within among near close familiar briefed working involved against "
    "under outside around behind across over".split()
)
_BREAKS = _PREPOSITIONS | RELATIVE | {",", "(", "-", "–", "—", ":", ";", '"', "“", "”"}
_DETERMINERS = frozenset("a an the this that these those another one every each his her its their our my your".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase.

    `head` says of what sort it is; `noun` is its head noun in lower case, or its pronoun; `name` the name that is its
    head; `partners` the other names where it is a list of people; `core` the span of head and what stands before it;
    `owner` the name or pronoun that a head noun belongs to ("Ruiz's spokesman", "his campaign").
    """

    span: Span
    head: Head
    core: Span
    noun: str = ""
    name: Name | None = None
    partners: tuple[Name, ...] = ()
    owner: Name | None = None
    owner_pronoun: str | None = None
    definite: bool = False


def parse(tokens: Sequence[Token], names: Sequence[Name], span: Span) -> Phrase:
    """Take apart the source phrase whose tokens and names are given, in order."""
    if not tokens:
        return Phrase(span, "none", span)
    if tokens[0].text.lower() in _PREPOSITIONS and len(tokens) > 1:
        tokens = tokens[1:]
    first = tokens[0].text.lower()
    if first in PRONOUNS and (len(tokens) == 1 or tokens[1].text.lower() in _BREAKS or first in RELATIVE):
        return Phrase(span, "pronoun", (tokens[0].start, tokens[0].end), first)
    end = _core_end(tokens, names)
    core = tokens[:end] or tokens[:1]
    head_name = _name_at_end(core, names)
    if head_name is not None and not _is_modifier_name(head_name, core):
        return _named(tokens, names, span, head_name)
    named = _named_after_comma(tokens, names, end, core)
    if named is not None:
        return Phrase(span, "name", (named.start, named.end), name=named)
    return _common(names, span, core)


def _core_end(tokens: Sequence[Token], names: Sequence[Name]) -> int:
    """The index of the token that ends the head's own noun phrase: a preposition, a comma, a relative pronoun."""
    for i, token in enumerate(tokens):
        inside = any(n.start < token.start < n.end for n in names)
        if i and not inside and token.text.lower() in _BREAKS:
            return i
        if i and token.text == "and" and not inside:
            return i
    return len(tokens)


def _name_at_end(core: Sequence[Token], names: Sequence[Name]) -> Name | None:
    end = core[-1].end
    if core[-1].text in ("’s", "'s") and len(core) > 1:
        end = core[-2].end
    return next((n for n in names if n.end == end and n.own[0] >= core[0].start), None)


def _is_modifier_name(name: Name, core: Sequence[Token]) -> bool:
    """Whether the head's name is only a noun written with a capital ('Republicans' is none, 'the Democrats' is)."""
    return len(name.words) == 1 and is_group_noun(name.words[0]) and name.words[0].lower() not in ("police",)


def _named(tokens: Sequence[Token], names: Sequence[Name], span: Span, name: Name) -> Phrase:
    return Phrase(span, "name", (tokens[0].start, name.end), name=name, partners=_partners(tokens, names, name))


def _partners(tokens: Sequence[Token], names: Sequence[Name], name: Name) -> tuple[Name, ...]:
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


def _named_after_comma(tokens: Sequence[Token], names: Sequence[Name], end: int, core: Sequence[Token]) -> Name | None:
    """The person's name in apposition to a role ('the mayor, Ana Ruiz', 'a spokesman for the port, Tor Lund')."""
    if not any(is_person_noun(t.text) for t in core):
        return None
    for i in range(end, len(tokens) - 1):
        if tokens[i].text == ",":
            name = next((n for n in names if n.start == tokens[i + 1].start), None)
            if name is not None and name.sort in ("person", "unknown") and len(name.words) > 1:
                return name
    return None


def _common(names: Sequence[Name], span: Span, core: Sequence[Token]) -> Phrase:
    noun = _head_noun(core)
    owner = next((n for n in names if core[0].start <= n.start and n.end < core[-1].end), None)
    lower = [t.text.lower() for t in core]
    possessive = next((w for w in lower[:1] if w in PERSONAL | PLURAL | NEUTRAL | SPEAKER), None)
    return Phrase(
        span,
        "noun",
        (core[0].start, core[-1].end),
        noun,
        owner=owner,
        owner_pronoun=possessive,
        definite=lower[0] in ("the", "this", "that", "those", "these", "both") or possessive is not None,
    )


def _head_noun(core: Sequence[Token]) -> str:
    """The last noun that the word lists know, or the last word."""
    known = [
        t.text.lower()
        for t in core
        if t.text.lower() not in _DETERMINERS
        and (
            is_person_noun(t.text) or is_group_noun(t.text) or is_document_noun(t.text) or is_organization_word(t.text)
        )
    ]
    last = [t.text.lower() for t in core if t.is_word]
    return known[-1] if known else (last[-1] if last else "")


def without_article(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a determiner at their start."""
    return tokens[1:] if tokens and tokens[0].text.lower() in _DETERMINERS else tokens
