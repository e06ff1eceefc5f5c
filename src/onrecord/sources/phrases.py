"""A source phrase taken apart: its head, and what it says of who that is.

"the center's director, Ana Ruiz", "Post blogger Pavel Orrin", "officials familiar with the plan", "his campaign".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.sources.function_words import (
    BREAKS,
    COUNTED,
    DEFINITE,
    DETERMINERS,
    NEUTRAL,
    PERSONAL,
    PLURAL,
    PREPOSITIONS,
    RELATIVE,
    SPEAKER,
)
from onrecord.sources.joined import has_company, has_others, partners
from onrecord.sources.lexicon import (
    is_document_noun,
    is_group_noun,
    is_organization_word,
    is_person_noun,
)
from onrecord.sources.name import Name
from onrecord.sources.parts import (
    core_end,
    inner,
    is_modifier_name,
    name_at_end,
    named_after_comma,
    quoted_title,
    without_hedge,
)
from onrecord.tokens import Token
from onrecord.types import Span

Head = Literal["name", "pronoun", "noun", "none"]

PRONOUNS = PERSONAL | PLURAL | NEUTRAL | SPEAKER | RELATIVE | {"you", "your"}
_OPENING = frozenset({"(", "[", ",", "—", "–", "-"})
_CLOSING = frozenset({")", "]", ",", ".", "—", "–", "-"})
_PARTISANS = frozenset("republican democrat conservative liberal libertarian socialist general".split())
"""Nouns for a person that more often say of what party or kind something is."""
_DAYS = frozenset("sundays mondays tuesdays wednesdays thursdays fridays saturdays always perhaps overseas".split())


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
    while len(tokens) > 1 and tokens[-1].text in _CLOSING:
        tokens = tokens[:-1]
    while len(tokens) > 1 and (tokens[0].text.lower() in PREPOSITIONS or tokens[0].text in _OPENING):
        tokens = tokens[1:]
    tokens = without_hedge(tokens)
    if (pronoun := _by_pronoun(tokens, names, span)) is not None:
        return pronoun
    if (title := quoted_title(tokens)) is not None:
        return Phrase(span, "noun", title, "document")
    tokens = inner(tokens)
    return _by_name(tokens, names, span) or _common(names, span, _core(tokens, names))


def _core(tokens: Sequence[Token], names: Sequence[Name]) -> Sequence[Token]:
    return tokens[: core_end(tokens, names)] or tokens[:1]


def _by_pronoun(tokens: Sequence[Token], names: Sequence[Name], span: Span) -> Phrase | None:
    first = tokens[0].text.lower()
    if first == "whose" and len(tokens) > 1:
        return replace(_common(names, span, tokens[1:]), owner_pronoun=first)
    if first in PERSONAL and has_company(tokens, None, names):
        return replace(_common((), span, tokens), noun="several")
    if first in PRONOUNS and (len(tokens) == 1 or tokens[1].text.lower() in BREAKS or first in RELATIVE):
        return Phrase(span, "pronoun", (tokens[0].start, tokens[0].end), first)
    return None


def _by_name(tokens: Sequence[Token], names: Sequence[Name], span: Span) -> Phrase | None:
    """A phrase whose head is a name, or several people of whom one has a name; None for other common nouns."""
    opening = names[0] if names and names[0].start == tokens[0].start else None
    core = _core(tokens, names)
    rest = tokens[len(core) :]
    in_headline = tokens[0].headline and not is_group_noun(tokens[-1].text)
    if in_headline and opening is not None and opening.sort in ("person", "unknown"):
        last = name_at_end(core, names)
        before = [t for t in core if last is not None and t.end <= last.start]
        called = last is not None and bool(before) and is_person_noun(before[-1].text)  # 'Lund Challenger Ana Ruiz'
        return _named(tokens, names, span, last if last is not None and called else opening)
    if has_company(tokens, opening, names):
        return _common((), span, tokens)
    head = name_at_end(core, names)
    if head is not None and not is_modifier_name(head, core):
        return _named(tokens, names, span, head)
    if has_others(rest, names):
        return _common((), span, tokens)
    named = named_after_comma(tokens, names, len(core))
    return None if named is None else Phrase(span, "name", (named.start, named.end), name=named)


def _named(tokens: Sequence[Token], names: Sequence[Name], span: Span, name: Name) -> Phrase:
    return Phrase(span, "name", (tokens[0].start, name.end), name=name, partners=partners(tokens, names, name))


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
        definite=lower[0] in DEFINITE or possessive is not None or _is_bare(core, noun),
    )


def _is_bare(core: Sequence[Token], noun: str) -> bool:
    """Whether a noun for one person stands without any determiner, as headlines have it ('Retired mayor says …')."""
    return is_person_noun(noun) and core[0].text.lower() not in DETERMINERS | COUNTED and not core[0].text[0].isdigit()


def _head_noun(core: Sequence[Token]) -> str:
    """The last noun that the word lists know, or the last word."""
    known = [
        t.text.lower()
        for t in core
        if t.text.lower() not in DETERMINERS
        and (
            is_person_noun(t.text) or is_group_noun(t.text) or is_document_noun(t.text) or is_organization_word(t.text)
        )
    ]
    last = [t.text.lower() for t in core if t.is_word]
    if last and last[-1].endswith("s") and not last[-1].endswith(("ss", "us", "ous")) and last[-1] not in _DAYS:
        return last[-1]  # A plural at the end is the head, whatever stands before it ('progressive organizations').
    if known and known[-1] in _PARTISANS and last:
        return last[-1]  # 'the Republican debate'
    return known[-1] if known else (last[-1] if last else "")


def without_article(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a determiner at their start."""
    return tokens[1:] if tokens and tokens[0].text.lower() in DETERMINERS else tokens
