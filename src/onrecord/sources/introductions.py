"""What stands before a name, and right with it, and says who that is: titles, role words, appositions before."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.lexicon import is_people, is_person_noun, words
from onrecord.sources.listings import OWNERS, among, is_listed, plural_role, run_before, shared_title
from onrecord.sources.name import Name
from onrecord.sources.predicates import after_name
from onrecord.sources.roles import (
    DETERMINERS,
    EARLIER,
    MAX_ROLE_WORDS,
    MODIFIERS,
    OF,
    POSSESSIVE,
    Roles,
    is_role_word,
    role_phrase,
)
from onrecord.tokens import Token, Tokens

_RANKS = MODIFIERS | frozenset(
    "Campaign Chief Communications Executive National Policy Political Press Senior State Top".split()
)
"""Capitalised words before a title that belong to the role."""
_COUNTRIES = frozenset({"U.S.", "US", "GOP", "EU", "U.N.", "UN"})
_OF_OFFICES = frozenset("campaign communications policy press foreign political finance transition".split())
"""Words between an owner's name and the noun of a role."""


MOST_JOINED = 2
"""How often 'and' or 'of' may join words before a name to a longer role ('pilot and secretary of state Ana Ruiz')."""


def roles_of(tokens: Tokens, names: Sequence[Name], name: Name) -> Roles:
    """What stands before and after a name and says who that is; `names` are those of its sentence."""
    sentence = tokens.sentence(name.start)
    before = tokens.within((sentence[0], name.start))
    after = tokens.within((name.end, sentence[1]))
    if name.title is None and _is_modifier(after):
        return Roles()  # "a stalwart Ruiz supporter"
    found = _title(tokens, name, before, names) + shared_title(tokens, names, name) + _employer(before, names, name)
    found += plural_role(tokens, names, name) if name.title is None and is_listed(after) else Roles()
    found += _before(before, names, after, name) + _opening(before, names)
    if not (after and after[0].text in POSSESSIVE):
        found += among(before, names, after)
    if len(before) > 1 and before[-1].text.lower() in OF and is_people(before[-2].text):
        return found  # "a friend of X, who asked not to be named": what follows is said of the friend.
    return found + after_name(tokens.article.text, after, names, name)


def _is_modifier(after: Sequence[Token]) -> bool:
    """Whether a name stands before somebody else's role: 'Ruiz supporter', 'Ruiz campaign manager'."""
    if not after or not after[0].text.islower():
        return False
    if is_people(after[0].text):
        return True
    return len(after) > 1 and after[0].text in _OF_OFFICES and is_people(after[1].text)


def _title(tokens: Tokens, name: Name, before: Sequence[Token], names: Sequence[Name]) -> Roles:
    """The capitalised title in a name: its last role word is the role, an organization before it the affiliation.

    So is a people or a party that stands right before it ('British Prime Minister', 'Republican Sen.').
    """
    if name.title is None:
        return Roles()
    parts = tokens.within(name.title)
    split = next((k for k, t in enumerate(parts) if is_role_word(t.text) or t.text in MODIFIERS), None)
    if split is None:
        return Roles()
    earlier = before[-1] if before and before[-1].text.lower() in EARLIER else None
    began = earlier.start if earlier is not None else parts[split].start
    affiliation = ((parts[0].start, parts[split - 1].end),) if split else ()
    longer = _longer(before, names) if not split and earlier is None else None
    if longer is not None:
        owner, first = longer
        return Roles(((first, parts[-1].end),), (owner.own,), ((owner.start, name.title[1]),))
    if not split and earlier is None and before and before[-1].text in words("peoples") | _COUNTRIES:
        affiliation = ((before[-1].start, before[-1].end),)
        return Roles(((began, parts[-1].end),), affiliation, ((before[-1].start, name.title[1]),))
    whole = (min(began, name.title[0]), name.title[1])
    return Roles(((began if not split else parts[split].start, parts[-1].end),), affiliation, (whole,))


def _longer(before: Sequence[Token], names: Sequence[Name]) -> tuple[Name, int] | None:
    """(whose, where the role begins) of a title that more capitals lead to: 'Ruiz Senior Adviser Tor Lund'."""
    k = len(before)
    while k and before[k - 1].text in _RANKS:
        k -= 1
    owner = next((n for n in names if k and n.end == before[k - 1].end), None)
    return (owner, before[k].start) if owner is not None and k < len(before) else None


def _employer(before: Sequence[Token], names: Sequence[Name], name: Name) -> Roles:
    """The organization or place whose the name is: "CBR's Ana Ruiz", "Selby's Tor Lund"."""
    if len(before) < 2 or before[-1].text not in POSSESSIVE:
        return Roles()
    sorts = ("organization", "place") if name.sort == "person" else ("organization",)
    owner = next((n for n in names if n.end == before[-1].start and n.sort in sorts), None)
    return Roles((), (owner.own,), ()) if owner else Roles()


def _opening(before: Sequence[Token], names: Sequence[Name]) -> Roles:
    """What opens a sentence before the name: 'As the mayor of Selby, Ana Ruiz …'."""
    phrase = before[1:-1]
    if len(before) < 3 or before[-1].text != "," or before[0].text != "As" or len(phrase) > MAX_ROLE_WORDS:
        return Roles()
    inside = {t.start for n in names for t in phrase if n.start <= t.start < n.end}
    plain = [t.text.lower() for t in phrase if t.start not in inside]
    breaks = words("role_breaks") - OF - DETERMINERS
    is_role = all(w.isalnum() or w in POSSESSIVE for w in plain) and not breaks.intersection(plain)
    return role_phrase(phrase, names) if is_role and any(map(is_person_noun, plain)) else Roles()


def _before(before: Sequence[Token], names: Sequence[Name], after: Sequence[Token], name: Name) -> Roles:
    """Role words right before a name ('Post blogger X'), or in apposition before it ("the port's director, X, …")."""
    if before and before[-1].text == "named":
        before = before[:-1]  # "a worker named Ana Ruiz"
    apposed = bool(before) and before[-1].text == ","
    phrase = _apposed(before[:-1], after) if apposed else _right_before(before, names)
    if not phrase or not any(is_person_noun(t.text) for t in phrase):
        return Roles()
    if apposed and name.title is not None and phrase[0] is not before[0]:
        return Roles()
    if not apposed and _is_object(before, phrase, name):
        return Roles()
    if not is_person_noun(phrase[-1].text) and not any(t.text == "of" for t in phrase):
        # "candidate and proud progressive Ana Ruiz": what follows 'and' is a noun that no list has.
        ends = (k for k, t in enumerate(phrase) if k and t.text == "and" and is_person_noun(phrase[k - 1].text))
        phrase = phrase[: next(ends, len(phrase))]
    ends_in_role = apposed or is_person_noun(phrase[-1].text) or any(t.text == "of" for t in phrase)
    return role_phrase(phrase, names) if ends_in_role else Roles()


def _is_object(before: Sequence[Token], phrase: Sequence[Token], name: Name) -> bool:
    """Whether the name begins a clause on the noun before it: 'the judge Ruiz spoke of', 'the best friend Ana had'."""
    ahead = before[-len(phrase) - 1].text.lower() if len(before) > len(phrase) else ""
    best = any(t.text.lower() in ("best", "worst", "only", "first", "last") for t in phrase)
    return ahead == "the" and phrase[-1].text.islower() and (best or (len(name.words) == 1 and name.title is None))


def _right_before(before: Sequence[Token], names: Sequence[Name]) -> list[Token]:
    """The role words that end right before a name; a role and a second one joined by 'and' are taken together."""
    start = run_before(before, len(before))
    for _ in range(MOST_JOINED):
        joined = start > 1 and before[start - 1].text in ("and", "of") and is_person_noun(before[start - 2].text)
        if joined and start < len(before):
            start = run_before(before, start - 1)
    phrase = list(before[start:])
    # "told Ruiz adviser Tor Lund" is fine, a verb of saying before two names is not part of a role.
    while phrase and phrase[0].text in POSSESSIVE and not any(n.end == phrase[0].start for n in names):
        phrase = phrase[1:]
    return phrase


def _apposed(before: Sequence[Token], after: Sequence[Token]) -> list[Token]:
    """The phrase between a sentence's start or a comma and the comma before a name; it begins with a determiner or a
    possessive, and the name closes with a comma of its own, unless the phrase begins the sentence."""
    start = len(before)
    while (
        start > 0
        and len(before) - start < MAX_ROLE_WORDS
        and (before[start - 1].is_word or before[start - 1].text in POSSESSIVE)
    ):
        word = before[start - 1].text.lower()
        if word in words("role_breaks") - OF - DETERMINERS:
            break
        start -= 1
        if word in OWNERS:
            break
    phrase = list(before[start:])
    while phrase and not phrase[0].is_word:
        phrase = phrase[1:]  # A quotation mark.
    closed = not after or after[0].text in (",", ".", ";")
    owned = any(t.text in POSSESSIVE for t in phrase[1:3])
    if not phrase or not (start == 0 or closed):
        return []
    if not owned and phrase[0].text.lower() not in DETERMINERS:
        # "They never met the reporter, Ana Ruiz.": the phrase begins at its determiner.
        begin = next((k for k in range(len(phrase) - 1, 0, -1) if phrase[k].text.lower() in DETERMINERS), None)
        phrase = [] if begin is None else phrase[begin:]
    head = next((k for k, t in enumerate(phrase) if t.text.lower() in OF), len(phrase))
    return phrase if head and is_person_noun(phrase[head - 1].text) else []
