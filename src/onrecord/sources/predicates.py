"""What stands after a name and says who that is: a party in brackets, an apposition, a relative clause, 'is a …'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from onrecord.sources.function_words import GOVERNING, RELATIVE
from onrecord.sources.lexicon import is_person_noun, is_plural_person_noun, words
from onrecord.sources.name import Name
from onrecord.sources.roles import (
    MAX_ROLE_WORDS,
    OF,
    POSSESSIVE,
    Roles,
    is_role_word,
    role_phrase,
    without_determiners,
)
from onrecord.tokens import Token
from onrecord.types import Span

_PARTY = re.compile(
    r"\(\s*(?P<who>[A-Z][\w.]*(?:-[\w. ]+)?)\s*\)"
    r"|,\s*(?P<mark>[RDIL]-(?:[A-Z]\.){1,2}|[RDIL]-[A-Z]\w*(?: [A-Z]\w*)?\.?)"
    r"(?=[\s,;.)]|$)"
)
_BE = frozenset({"is", "was", "became", "becomes", "remains", "remained"})
_SERVE = frozenset("serve serves served serving work works worked working acts acted".split())
_ADVERBS = frozenset("now then also once currently previously formerly already still later".split())
LONGEST_BEFORE = 20
"""Characters before a name within which the word before it is looked for."""
_DASHES = frozenset({"—", "–", "-"})
_SAID = frozenset("said told says wrote added tweeted argued noted explained".split())


def after_name(text: str, after: Sequence[Token], names: Sequence[Name], name: Name) -> Roles:
    """What the words right after `name` say; `after` is the rest of its sentence."""
    found = Roles()
    match = _PARTY.match(text, after[0].start) if after and after[0].text in ("(", ",") else None
    if match:
        found += Roles((), (match.span("who" if match["who"] else "mark"),), ())
        after = [t for t in after if t.start >= match.end()]
    if not after:
        return found
    first = after[0].text.lower()
    if len(name.words) > 1 and first in ("of", "from", "with"):
        place = next((n for n in names if n.start in {t.start for t in after[1:4]} and n.sort != "person"), None)
        if place is not None:
            return found + Roles((), (place.own,), ((after[0].start, place.end),))
    if first == ",":
        led = text[max(0, name.start - LONGEST_BEFORE) : name.start].split()[-1:]
        return found + _apposition(after[1:], names, governed=bool(led) and led[0].lower() in GOVERNING)
    if first in ("who", "whose"):
        return found + _clause(after, names)
    if first in _DASHES:
        return found + _between_dashes(after[1:], names)
    return found + _copula(after, names)


def _apposition(after: Sequence[Token], names: Sequence[Name], *, governed: bool) -> Roles:
    if after and after[0].text.isdigit() and len(after[0].text) <= 3 and len(after) > 1 and after[1].text == ",":
        after = after[2:]
    if not after:
        return Roles()
    after = _past_home(after)
    if after[0].text.lower() in ("who", "whose"):
        return _clause(after, names)
    if after[0].text.lower() in _ADVERBS and len(after) > 1:
        after = after[1:]
    phrase = list(_until_comma(after))
    if _is_somebody_else(after, names) or (governed and _opens_clause(after, len(phrase))):
        return Roles()  # "In a letter to Stokes, Mayor Ruiz wrote …".
    if [t.text.lower() for t in phrase[:2]] == ["one", "of"]:
        return _one_of(phrase, names)
    return _as_role(phrase, names)


def _past_home(after: Sequence[Token]) -> Sequence[Token]:
    """What follows 'of Selby, Vt.,' where it is a relative clause."""
    if after[0].text.lower() not in ("of", "from"):
        return after
    for k, token in enumerate(after):
        if not (token.is_capitalised or token.text in (",", "of", "from")):
            return after[k:] if token.text.lower() == "who" and after[k - 1].text == "," else after
    return after


def _is_somebody_else(after: Sequence[Token], names: Sequence[Name]) -> bool:
    name = next((n for n in names if n.start == after[0].start and (n.sort == "person" or n.title)), None)
    if name is None:
        return False
    ahead = next((t for t in after if t.start >= name.end), None)
    if ahead is not None and ahead.text in POSSESSIVE:
        return False  # "Tor Lund, President Ruiz's envoy"
    return name.title is not None or ahead is None or not (ahead.text.islower() and is_role_word(ahead.text))


def _opens_clause(after: Sequence[Token], end: int) -> bool:
    """Whether a phrase after a governed name goes on to a verb of saying: 'In a talk with Ruiz, the mayor said …'."""
    goes_on = end < len(after) and after[end].text.lower() in _SAID
    return goes_on and after[0].text.lower() in ("the", "a", "an", "his", "her", "their")


def _as_role(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
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


def _one_of(phrase: Sequence[Token], names: Sequence[Name]) -> Roles:
    """'one of the port's pilots': the whole says why, and the noun at its end is the role."""
    if not is_plural_person_noun(phrase[-1].text):
        return Roles()
    made = role_phrase(phrase[2:], names)
    return Roles(made.roles, made.affiliations, ((phrase[0].start, phrase[-1].end),))


def _between_dashes(after: Sequence[Token], names: Sequence[Name]) -> Roles:
    """'Ana Ruiz — doctor and part-time pilot — said': the second dash, or the sentence's end, must close it."""
    end = next((k for k, t in enumerate(after) if t.text in _DASHES or t.text in ".;"), len(after))
    phrase = after[:end]
    if not phrase or _is_somebody_else(phrase, names):
        return Roles()
    if phrase[0].text.lower() in ("who", "whose"):
        return _clause(phrase, names)
    return _as_role(list(_until_comma(phrase)), names)


def _copula(after: Sequence[Token], names: Sequence[Name]) -> Roles:
    """'is a lawyer', 'was the mayor of Selby', 'served as director of …'; of several, joined by 'and', each."""
    found = Roles()
    for k, token in enumerate(after[: 2 * MAX_ROLE_WORDS]):
        if token.text in '.;:"“”(' or token.text.lower() in RELATIVE:
            break
        begins = k == 0 or after[k - 1].text.lower() in ("and", "who") or after[k - 1].text.lower() in _ADVERBS
        if begins and (phrase := _predicate(after[k:])):
            found += _as_role(phrase, names)
    return found


@cache
def _no_part_of_predicate() -> frozenset[str]:
    """Words that end a role after 'is' or 'served as'."""
    return words("role_breaks") - OF - {"and"}


def _predicate(after: Sequence[Token]) -> Sequence[Token]:
    """The role phrase after 'is', 'was' or 'served as'; empty where there is none."""
    verb = after[0].text.lower()
    rest = list(after[1:])
    while rest and rest[0].text.lower() in _ADVERBS:
        rest = rest[1:]
    if verb in _SERVE:
        rest = rest[1:] if rest and rest[0].text.lower() == "as" else []
    elif verb not in _BE or not rest or not _begins_role(rest):
        return []
    end = next((k for k, t in enumerate(rest) if t.text.lower() in _BE and k and rest[k - 1].text == "and"), None)
    phrase = list(_until_comma(rest[: end - 1] if end else rest))
    verb_at = next((k for k, t in enumerate(phrase) if k and t.text.lower() in _no_part_of_predicate()), None)
    return phrase[:verb_at] if verb_at else phrase


def _begins_role(rest: Sequence[Token]) -> bool:
    """Whether a predicate begins with 'a' or 'the', or with a role that an 'of' follows ('is director of …')."""
    if rest[0].text.lower() in ("a", "an", "the", "one"):
        return True
    ahead = [t.text.lower() for t in rest[:4]]
    return any(is_person_noun(a) and b == "of" for a, b in pairwise(ahead))


def _until_comma(after: Sequence[Token]) -> Sequence[Token]:
    """Up to the comma that closes an apposition."""
    for k, token in enumerate(after):
        if token.text in (",", ";", ":", "(", "—", "–", '"', "“", "”") or (token.text in ".!?" and k):
            return after[:k]
        if k and token.text.lower() in _SAID:
            return after[:k]
    return after


def _clause(after: Sequence[Token], names: Sequence[Name]) -> Roles:
    """A relative clause: the reason as a whole, and the role that it may state ('who is director of …')."""
    part = _until_comma(after[1:])
    whole: Span = (after[0].start, (part[-1] if part else after[0]).end)
    stated = _copula(part, names) if after[0].text.lower() == "who" and part else Roles()
    return Roles(stated.roles, stated.affiliations, (whole,))
