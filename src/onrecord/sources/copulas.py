"""Phrases that say what somebody is: a role with what belongs to it, 'is a …', 'served as …', a relative clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from onrecord.sources.function_words import RELATIVE
from onrecord.sources.lexicon import is_person_noun, is_plural_person_noun, words
from onrecord.sources.name import Name
from onrecord.sources.roles import (
    MAX_ROLE_WORDS,
    OF,
    Roles,
    is_role_word,
    role_phrase,
    without_determiners,
)
from onrecord.tokens import Token
from onrecord.types import Span

_BE = frozenset({"is", "was", "became", "become", "becomes", "remains", "remained"})
_BEFORE_VERB = frozenset({"and", "who", "has", "had", "have", "may", "will", "would"})
"""Words right before which a predicate begins."""
_MADE = frozenset("named crowned elected appointed".split())
"""Passive verbs by which somebody comes to be something; they count after a form of 'be' alone."""
_SERVE = frozenset(
    "serve serves served serving work works worked working acts acted stay stays stayed take took".split()
)
_PARTICLES = frozenset({"on", "over"})
ADVERBS = frozenset("now then also once currently previously formerly already still later".split())
SAID = frozenset("said told says wrote added tweeted argued noted explained".split())
_NO_REASON = frozenset("asked called added also agreed spoke insisted claimed declined refused".split())


def as_role(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
    """A phrase whose head is a role; what follows a relative pronoun belongs to the reason alone."""
    head = without_determiners(phrase)
    role = next((k for k, t in enumerate(head) if is_role_word(t.text)), None)
    free = {t.start for t in _outside(head, names)}
    ends = (k for k, t in enumerate(head) if t.start in free and t.text.lower() in OF | RELATIVE)
    blocked = next(ends, len(head))
    cut = next((k for k, t in enumerate(phrase) if t.text.lower() in RELATIVE), len(phrase))
    if (
        not phrase
        or role is None
        or role > blocked
        or cut > 2 * MAX_ROLE_WORDS
        or _is_clause(_outside(head[:role], names))
    ):
        return Roles()
    made = role_phrase(phrase[:cut] or phrase, names)
    return Roles(made.roles, made.affiliations, ((phrase[0].start, phrase[-1].end),))


def _outside(tokens: Sequence[Token], names: Sequence[Name]) -> Sequence[Token]:
    """The tokens that stand in no name."""
    return [t for t in tokens if not any(n.start < t.start < n.end for n in names)]


def _is_clause(before: Sequence[Token]) -> bool:
    """Whether the words before a role's noun lead to it by a verb or a preposition ('seen as a rival')."""
    return any(t.text.lower() in words("role_breaks") - {"and"} for t in before)


def one_of(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
    """'one of the port's pilots': the whole says why, and the noun at its end is the role."""
    if not is_plural_person_noun(phrase[-1].text):
        return Roles()
    made = role_phrase(phrase[2:], names)
    return Roles(made.roles, made.affiliations, ((phrase[0].start, phrase[-1].end),))


def copula(after: Sequence[Token], names: Sequence[Name]) -> Roles:
    """'is a lawyer', 'was the mayor of Selby', 'served as director of …'; of several, joined by 'and', each."""
    found = Roles()
    for k, token in enumerate(after[: 2 * MAX_ROLE_WORDS]):
        if token.text in '.;:"“”(' or token.text.lower() in RELATIVE:
            break
        before = after[k - 1].text.lower() if k else "and"
        begins = before in _BEFORE_VERB or before in ADVERBS or before.endswith("ly")
        if token.text in _MADE:
            begins = k > 0 and bool({t.text for t in after[max(0, k - 2) : k]} & {"been", "was", "were"})
        if begins and (phrase := _predicate(after[k:])):
            is_one_of = [t.text.lower() for t in phrase[:2]] == ["one", "of"]
            found += one_of(_before_clause(phrase), names) if is_one_of else as_role(phrase, names)
    return found


def _before_clause(phrase: Sequence[Token]) -> Sequence[Token]:
    return phrase[: next((k for k, t in enumerate(phrase) if t.text.lower() in RELATIVE), len(phrase))]


@cache
def _no_part_of_predicate() -> frozenset[str]:
    """Words that end a role after 'is' or 'served as'."""
    return words("role_breaks") - OF - {"and", "those", "these"}


def _predicate(after: Sequence[Token]) -> Sequence[Token]:
    """The role phrase after 'is', 'was' or 'served as'; empty where there is none."""
    verb = after[0].text.lower()
    rest = list(after[1:])
    while rest and rest[0].text.lower() in ADVERBS:
        rest = rest[1:]
    if verb in _SERVE:
        rest = rest[1:] if rest and rest[0].text.lower() in _PARTICLES else rest
        rest = rest[1:] if rest and rest[0].text.lower() == "as" else []
    elif verb not in _BE | _MADE or not rest or not _begins_role(rest) or (rest[1:2] and rest[1].text == "only"):
        return []  # "is the only candidate who can win" argues.
    end = next((k for k, t in enumerate(rest) if t.text.lower() in _BE and k and rest[k - 1].text == "and"), None)
    phrase = list(until_comma(rest[: end - 1] if end else rest))
    return until_verb(phrase)


def until_verb(phrase: Sequence[Token]) -> Sequence[Token]:
    """The phrase up to a word that can be no part of a role."""
    verb_at = next((k for k, t in enumerate(phrase) if k and t.text.lower() in _no_part_of_predicate()), None)
    return phrase[:verb_at] if verb_at else phrase


def _begins_role(rest: Sequence[Token]) -> bool:
    """Whether a predicate begins with 'a' or 'the', or with a role that an 'of' follows ('is director of …')."""
    if rest[0].text.lower() in ("a", "an", "the", "one"):
        return True
    ahead = [t.text.lower() for t in rest[:4]]
    return any(is_person_noun(a) and b == "of" for a, b in pairwise(ahead))


def until_comma(after: Sequence[Token]) -> Sequence[Token]:
    """Up to the comma that closes an apposition; 'a Selby, Vt., native' has two of its own before its noun."""
    home = next((k for k, t in enumerate(after[:4]) if t.text == ","), len(after))
    state = [t.text for t in after[home + 1 : home + 3]]
    own = len(state) > 1 and state[1] == "," and state[0] in words("states") and not any(map(_is_role, after[:home]))
    for k, token in enumerate(after):
        if own and k in (home, home + 2):
            continue
        quoted = token.text == "'" and after[k + 1 : k + 2] and after[k + 1].text == "'"
        if quoted or token.text in (",", ";", ":", "(", "—", "–", '"', "“", "”") or (token.text in ".!?" and k):
            return after[:k]
        if k and token.text.lower() in SAID:
            return after[:k]
    return after


def _is_role(token: Token) -> bool:
    return is_role_word(token.text)


def clause(after: Sequence[Token], names: Sequence[Name]) -> Roles:
    """A relative clause: the reason as a whole, and the role that it may state ('who is director of …')."""
    verb = next((t.text.lower() for t in after[1:] if t.text.lower() not in ADVERBS), "")
    if verb in SAID or verb in _NO_REASON:
        return Roles()  # "who said that …" is no reason why.
    part = until_comma(after[1:])
    whole: Span = (after[0].start, (part[-1] if part else after[0]).end)
    stated = copula(part, names) if after[0].text.lower() == "who" and part else Roles()
    return Roles(stated.roles, stated.affiliations, (whole,))
