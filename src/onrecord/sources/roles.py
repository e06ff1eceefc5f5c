"""Roles and affiliations: what the words around a name say that somebody is, and of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.sources.lexicon import in_full, is_person_noun, is_plural_person_noun, words
from onrecord.sources.names import Name
from onrecord.sources.phrases import RELATIVE
from onrecord.sources.tokens import Token, Tokens
from onrecord.types import Span

_OF = frozenset({"of", "for", "at", "with", "from", "in", "on", "to"})
_DETERMINERS = frozenset("a an the one another its his her their our".split())
_MODIFIERS = frozenset("Prime Deputy Vice Acting Assistant Associate Defense Defence Foreign Interior Finance".split())
"""Words before a title that belong to the office."""
_EARLIER = frozenset({"former", "then", "ex"})
_OWNERS = frozenset({"its", "his", "her", "their", "our"})
_PARTY = re.compile(r"\(\s*(?P<who>[A-Z][\w.]*(?:-[\w. ]+)?)\s*\)")
MAX_ROLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Roles:
    """Spans of roles and of affiliations as printed, and of the whole phrase that says why somebody can speak."""

    roles: tuple[Span, ...] = ()
    affiliations: tuple[Span, ...] = ()
    justification: tuple[Span, ...] = ()

    def __add__(self, other: Roles) -> Roles:
        return Roles(
            _joined(self.roles, other.roles),
            _joined(self.affiliations, other.affiliations),
            _joined(self.justification, other.justification),
        )


def _joined(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    return (*one, *(s for s in other if s not in one))


def roles_of(tokens: Tokens, names: Sequence[Name], name: Name) -> Roles:
    """What stands before and after a name and says who that is; `names` are those of its sentence."""
    sentence = tokens.sentence(name.start)
    before = tokens.within((sentence[0], name.start))
    after = tokens.within((name.end, sentence[1]))
    found = _title(tokens, name)
    found += _before(before, names, after) if name.title is None else Roles()
    if len(before) > 1 and before[-1].text.lower() in _OF and _is_people(before[-2].text):
        return found  # "a friend of X, who asked not to be named": what follows is said of the friend.
    return found + _after(tokens.article.text, after, names, full=len(name.words) > 1)


def _is_people(word: str) -> bool:
    return is_person_noun(word) or is_plural_person_noun(word)


def described(tokens: Tokens, names: Sequence[Name], span: Span) -> Roles:
    """What a role phrase that stands for somebody says ('the Democratic nominee', 'the port's director')."""
    phrase = _trimmed_tokens(tokens.within(span))
    return _split(phrase, names) if phrase else Roles()


def _title(tokens: Tokens, name: Name) -> Roles:
    """The capitalised title in a name: its last role word is the role, an organization before it the affiliation."""
    if name.title is None:
        return Roles()
    parts = tokens.within(name.title)
    split = next((k for k, t in enumerate(parts) if _is_role_word(t.text) or t.text in _MODIFIERS), None)
    if split is None:
        return Roles()
    place = tokens.index(name.start)
    former = tokens.all[place - 1] if place else None
    began = former.start if former is not None and former.text.lower() in _EARLIER else parts[split].start
    affiliation = ((parts[0].start, parts[split - 1].end),) if split else ()
    whole = (min(began, name.title[0]), name.title[1])
    return Roles(((began if not split else parts[split].start, parts[-1].end),), affiliation, (whole,))


def _is_role_word(word: str) -> bool:
    return word in words("titles") or is_person_noun(word)


def _before(before: Sequence[Token], names: Sequence[Name], after: Sequence[Token]) -> Roles:
    """Role words right before a name ('Post blogger X'), or in apposition before it ("the port's director, X, …")."""
    if before and before[-1].text == ",":
        phrase = _apposed(before[:-1], after)
    else:
        start = len(before)
        while start > 0 and len(before) - start < MAX_ROLE_WORDS and _may_stand_in_role(before[start - 1]):
            start -= 1
        phrase = list(before[start:])
    if not phrase or not any(is_person_noun(t.text) for t in phrase):
        return Roles()
    return (
        _split(_trimmed_tokens(phrase), names) if is_person_noun(phrase[-1].text) or before[-1].text == "," else Roles()
    )


def _may_stand_in_role(token: Token) -> bool:
    """Whether a word may belong to a role that a name follows at once: no verb, preposition or determiner."""
    word = token.text.lower()
    if not token.is_word:
        return token.text in ("’s", "'s")
    if word in words("role_breaks") or word in _DETERMINERS:
        return False
    if token.is_capitalised or is_person_noun(word) or word in words("role_words"):
        return True
    return not word.endswith(("ed", "ing", "s", "ly"))


def _apposed(before: Sequence[Token], after: Sequence[Token]) -> list[Token]:
    """The phrase between a sentence's start or a comma and the comma before a name; it begins with a determiner or a
    possessive, and the name closes with a comma of its own, unless the phrase begins the sentence."""
    start = len(before)
    while (
        start > 0
        and len(before) - start < MAX_ROLE_WORDS
        and (before[start - 1].is_word or before[start - 1].text in ("’s", "'s"))
    ):
        word = before[start - 1].text.lower()
        if word in words("role_breaks") - _OF - _DETERMINERS:
            break
        start -= 1
        if word in _OWNERS:
            break
    phrase = list(before[start:])
    closed = bool(after) and after[0].text == ","
    owned = any(t.text in ("’s", "'s") for t in phrase[1:3])
    if not phrase or not (start == 0 or closed) or not (phrase[0].text.lower() in _DETERMINERS or owned):
        return []
    head = next((k for k, t in enumerate(phrase) if t.text.lower() in _OF), len(phrase))
    return phrase if head and is_person_noun(phrase[head - 1].text) else []


def _split(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
    """A role phrase into role and affiliation: 'director of the Alder Center', 'Post blogger', "the port's pilot"."""
    span = (phrase[0].start, phrase[-1].end)
    inside = [n for n in names if span[0] <= n.start and n.end <= span[1] and n.title is None]
    organizations = [n for n in inside if n.sort in ("organization", "place", "unknown") or len(n.words) > 1]
    if not organizations:
        owner = next((k for k, t in enumerate(phrase[:-1]) if t.text in ("’s", "'s")), -1)
        return Roles((_trimmed(phrase[owner + 1 :]),), (), (span,))
    first = organizations[0]
    left = [t for t in phrase if t.end <= first.start]
    right = [t for t in phrase if t.start >= first.end and t.text not in ("’s", "'s")]
    if any(is_person_noun(t.text) for t in left):
        while left and (left[-1].text.lower() in _OF or left[-1].text.lower() in _DETERMINERS or left[-1].text == ","):
            left.pop()
        return Roles((_trimmed(left),) if left else (), tuple(n.own for n in organizations[:2]), (span,))
    return Roles((_trimmed(right),) if right else (), (first.own,), (span,))


def _trimmed(phrase: Sequence[Token]) -> Span:
    kept = list(phrase)
    while len(kept) > 1 and kept[0].text.lower() in _DETERMINERS:
        kept = kept[1:]
    return kept[0].start, kept[-1].end


def _after(text: str, after: Sequence[Token], names: Sequence[Name], *, full: bool) -> Roles:
    """A party or state in brackets, 'of the Alder Center', an apposition between commas, a relative clause."""
    found = Roles()
    if after and after[0].text == "(":
        match = _PARTY.match(text, after[0].start)
        if match:
            found += Roles((), (match.span("who"),), ())
            after = [t for t in after if t.start >= match.end()]
    if full and after and after[0].text.lower() in ("of", "from"):
        name = next((n for n in names if n.start in {t.start for t in after[1:3]} and n.sort != "person"), None)
        if name is not None:
            return found + Roles((), (name.own,), ((after[0].start, name.end),))
    if after and after[0].text == ",":
        return found + _apposition(after[1:], names)
    if after and after[0].text.lower() in ("who", "whose"):
        return found + Roles((), (), (_clause(after),))
    return found


def _apposition(after: Sequence[Token], names: Sequence[Name]) -> Roles:
    if after and after[0].text.isdigit() and len(after[0].text) <= 3 and len(after) > 1 and after[1].text == ",":
        after = after[2:]
    if not after:
        return Roles()
    if after[0].text.lower() in ("who", "whose"):
        return Roles((), (), (_clause(after),))
    phrase = list(_until_comma(after))
    if any(n.start == after[0].start and (n.sort == "person" or n.title) for n in names):
        return Roles()  # Somebody else: "In a letter to Stokes, Mayor Ruiz wrote …".
    if [t.text.lower() for t in phrase[:2]] == ["one", "of"]:
        return _one_of(phrase, names)
    head = [t for t in phrase if t.text.lower() not in _DETERMINERS]
    role = next((k for k, t in enumerate(head) if _is_role_word(t.text)), None)
    blocked = next((k for k, t in enumerate(head) if t.text.lower() in _OF or t.text.lower() in RELATIVE), len(head))
    if not phrase or role is None or role > blocked or len(phrase) > 2 * MAX_ROLE_WORDS:
        return Roles()
    cut = next((k for k, t in enumerate(phrase) if t.text.lower() in RELATIVE), len(phrase))
    whole = (phrase[0].start, phrase[-1].end)
    made = _split(_trimmed_tokens(phrase[:cut] or phrase), names)
    return Roles(made.roles, made.affiliations, (whole,))


def _one_of(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
    """'one of the port's pilots': the whole says why, and the noun at its end is the role."""
    if not is_plural_person_noun(phrase[-1].text):
        return Roles()
    made = _split(_trimmed_tokens(phrase[2:]), names)
    return Roles(made.roles, made.affiliations, ((phrase[0].start, phrase[-1].end),))


def _trimmed_tokens(phrase: Sequence[Token]) -> Sequence[Token]:
    kept = list(phrase)
    while len(kept) > 1 and kept[0].text.lower() in _DETERMINERS:
        kept = kept[1:]
    return kept


def _until_comma(after: Sequence[Token]) -> Sequence[Token]:
    """Up to the comma that closes an apposition; a comma before 'and' or a name's second part is passed over."""
    for k, token in enumerate(after):
        if token.text in (",", ";", ":", "(", "—", "–", '"', "“", "”") or (token.text in ".!?" and k):
            return after[:k]
        if k and token.text.lower() in ("said", "told", "says", "wrote", "added"):
            return after[:k]
    return after


def _clause(after: Sequence[Token]) -> Span:
    part = _until_comma(after[1:])
    return after[0].start, (part[-1] if part else after[0]).end


def normalised_role(text: str) -> str:
    """A role in lower case and in full ('Sen.' is 'senator'); names in it keep their capitals."""
    parts = text.split()
    full = in_full("titles")
    known = [full.get(w, w.lower() if w in words("titles") or is_person_noun(w) else w) for w in parts]
    adjectives = _EARLIER | {"senior"} | {w.lower() for w in _MODIFIERS}
    return " ".join(w.lower() if w.lower() in adjectives else w for w in known)


def is_outlet(printed: Sequence[str]) -> bool:
    """Whether a name is a news outlet's, by its words."""
    return any(w in words("media") and w[0].isupper() for w in printed) and not any(
        w.lower() in ("conference", "secretary", "office", "club", "association") for w in printed
    )


def is_journalist(roles: Sequence[str]) -> bool:
    """Whether one of the roles is that of somebody who speaks through an outlet."""
    return any(part in words("journalists") for role in roles for part in role.lower().split())
