"""What stands before a name, and right with it, and says who that is: titles, role words, appositions before."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.lexicon import is_people, is_person_noun, is_plural_person_noun, words
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
    may_stand_in_role,
    role_phrase,
)
from onrecord.tokens import Token, Tokens

_OWNERS = frozenset({"its", "his", "her", "their", "our", "my"})
_PLURAL_TITLES = frozenset("Sens. Reps. Govs. Senators Representatives Governors Presidents Justices Judges".split())


def roles_of(tokens: Tokens, names: Sequence[Name], name: Name) -> Roles:
    """What stands before and after a name and says who that is; `names` are those of its sentence."""
    sentence = tokens.sentence(name.start)
    before = tokens.within((sentence[0], name.start))
    after = tokens.within((name.end, sentence[1]))
    found = _title(tokens, name, before) + _shared_title(tokens, names, name) + _employer(before, names)
    found += _plural_role(tokens, names, name) if name.title is None and _is_listed(after) else Roles()
    found += _before(before, names, after, titled=name.title is not None)
    if len(before) > 1 and before[-1].text.lower() in OF and is_people(before[-2].text):
        return found  # "a friend of X, who asked not to be named": what follows is said of the friend.
    return found + after_name(tokens.article.text, after, names, name)


def _title(tokens: Tokens, name: Name, before: Sequence[Token]) -> Roles:
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
    if not split and earlier is None and before and before[-1].text in words("peoples"):
        affiliation = ((before[-1].start, before[-1].end),)
        return Roles(((began, parts[-1].end),), affiliation, ((before[-1].start, name.title[1]),))
    whole = (min(began, name.title[0]), name.title[1])
    return Roles(((began if not split else parts[split].start, parts[-1].end),), affiliation, (whole,))


def _employer(before: Sequence[Token], names: Sequence[Name]) -> Roles:
    """The organization whose the name is: "CBR's Ana Ruiz"."""
    if len(before) < 2 or before[-1].text not in POSSESSIVE:
        return Roles()
    owner = next((n for n in names if n.end == before[-1].start and n.sort == "organization"), None)
    return Roles((), (owner.own,), ()) if owner else Roles()


def _shared_title(tokens: Tokens, names: Sequence[Name], name: Name) -> Roles:
    """A title in the plural before the first of several names holds for all ('Sens. Ana Ruiz and Tor Lund')."""
    if name.title is not None or len(name.words) < 2:
        return Roles()
    for head in reversed([n for n in names if n.start < name.start]):
        between = tokens.within((head.end, name.start))
        within = {t.start for n in names for t in tokens.within((n.start, n.end))}
        if not all(not t.is_word or t.text == "and" or t.start in within or "-" in t.text for t in between):
            break
        shared = _plural_role(tokens, names, head)
        if shared.roles:
            return shared
    return Roles()


def _is_listed(after: Sequence[Token]) -> bool:
    """Whether the name goes on to another, so that a role in the plural before it is its own, too."""
    return bool(after) and after[0].text in ("and", ",", "(")


def _plural_role(tokens: Tokens, names: Sequence[Name], head: Name) -> Roles:
    """The title or role in the plural before the first name of a list ('Sens. A', 'presidential candidates A')."""
    if head.title is not None:
        plural = tokens.article.text[slice(*head.title)] in _PLURAL_TITLES
        return Roles((head.title,), (), (head.title,)) if plural else Roles()
    before = tokens.within((tokens.sentence(head.start)[0], head.start))
    if not before or not is_plural_person_noun(before[-1].text) or is_person_noun(before[-1].text):
        return Roles()
    start = _run(before, len(before) - 1)
    return role_phrase(before[start:], [n for n in names if n.end <= before[-1].end])


def _before(before: Sequence[Token], names: Sequence[Name], after: Sequence[Token], *, titled: bool) -> Roles:
    """Role words right before a name ('Post blogger X'), or in apposition before it ("the port's director, X, …")."""
    if before and before[-1].text == "named":
        before = before[:-1]  # "a worker named Ana Ruiz"
    apposed = bool(before) and before[-1].text == ","
    phrase = _apposed(before[:-1], after) if apposed else _right_before(before, names)
    if not phrase or not any(is_person_noun(t.text) for t in phrase):
        return Roles()
    if apposed and titled:
        return Roles()
    ends = apposed or is_person_noun(phrase[-1].text) or any(t.text == "of" for t in phrase)
    return role_phrase(phrase, names) if ends else Roles()


def _right_before(before: Sequence[Token], names: Sequence[Name]) -> list[Token]:
    """The role words that end right before a name; a role and a second one joined by 'and' are taken together."""
    start = _run(before, len(before))
    joined = start > 1 and before[start - 1].text in ("and", "of") and is_person_noun(before[start - 2].text)
    if joined and start < len(before):
        start = _run(before, start - 1)
    phrase = list(before[start:])
    # "told Ruiz adviser Tor Lund" is fine, a verb of saying before two names is not part of a role.
    while phrase and phrase[0].text in POSSESSIVE and not any(n.end == phrase[0].start for n in names):
        phrase = phrase[1:]
    return phrase


def _run(before: Sequence[Token], end: int) -> int:
    start = end
    while start > 0 and end - start < MAX_ROLE_WORDS and may_stand_in_role(before[start - 1]):
        start -= 1
    return start


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
        if word in _OWNERS:
            break
    phrase = list(before[start:])
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
