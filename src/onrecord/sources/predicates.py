"""What stands after a name and says who that is: a party in brackets, an apposition, a relative clause, 'is a …'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.sources.copulas import ADVERBS, SAID, as_role, clause, copula, one_of, until_comma, until_verb
from onrecord.sources.function_words import GOVERNING
from onrecord.sources.lexicon import is_person_noun, words
from onrecord.sources.name import Name
from onrecord.sources.roles import POSSESSIVE, Roles, is_role_word
from onrecord.tokens import Token
from onrecord.types import Span

_PARTY = re.compile(
    r"\(\s*(?P<who>[A-Z][\w.]*(?:-[\w. ]+)?)\s*\)"
    r"|,\s*(?P<mark>[RDIL]-(?:[A-Z]\.){1,2}|[RDIL]-[A-Z]\w*(?: [A-Z]\w*)?\.?)"
    r"(?=[\s,;.)]|$)"
)
_OWNERS = frozenset({"his", "her", "their"})
_DOUBTS = frozenset({"if", "whether", "unless"})
"""Words before a name of which the sentence does not say that it is so."""
LONGEST_BEFORE = 20
"""Characters before a name within which the word before it is looked for."""
_AFTER_HOME = frozenset({"who", "a", "an", "the"})
_DASHES = frozenset({"—", "–", "-"})


def after_name(text: str, after: Sequence[Token], names: Sequence[Name], name: Name) -> Roles:
    """What the words right after `name` say; `after` is the rest of its sentence."""
    found = Roles()
    match = _PARTY.match(text, after[0].start) if after and after[0].text in ("(", ",") else None
    if match:
        found += Roles((), (match.span("who" if match["who"] else "mark"),), ())
        after = [t for t in after if t.start >= match.end()]
    if not after:
        return found
    led = "".join(text[max(0, name.start - LONGEST_BEFORE) : name.start].lower().split()[-1:])
    return found + (_home(after, names, name) or _what_follows(after, names, led))


def _home(after: Sequence[Token], names: Sequence[Name], name: Name) -> Roles | None:
    """'Ana Ruiz of Selby'."""
    if len(name.words) < 2 or after[0].text not in ("of", "from", "with"):
        return None
    place = next((n for n in names if n.start in {t.start for t in after[1:4]} and n.sort != "person"), None)
    return Roles((), (place.own,), ((after[0].start, place.end),)) if place is not None else None


def _what_follows(after: Sequence[Token], names: Sequence[Name], led: str) -> Roles:
    """What an apposition, a clause, or a predicate after the name says; `led` is the word before it."""
    first = after[0].text.lower()
    if first == ",":
        return _apposition(after[1:], names, governed=led in GOVERNING)
    if first in ("who", "whose"):
        return clause(after, names)
    if first == "as" and len(after) > 1 and after[1].text.lower() in _OWNERS:
        return as_role(until_verb(list(until_comma(after[1:]))), names)
    if first in _DASHES:
        return _between_dashes(after[1:], names)
    return Roles() if led in _DOUBTS or first in POSSESSIVE else copula(after, names)


def _apposition(after: Sequence[Token], names: Sequence[Name], *, governed: bool) -> Roles:
    if after and after[0].text.isdigit() and len(after[0].text) <= 3 and len(after) > 1 and after[1].text == ",":
        after = after[2:]
    if not after or after[0].text.lower() in ("not", "nor"):
        return Roles()
    after = _past_home(after)
    if after[0].text.lower() in ("who", "whose"):
        return clause(after, names)
    if after[0].text.lower() in ADVERBS and len(after) > 1:
        after = after[1:]
    phrase = list(until_comma(after))
    if (whole := _title_of(after, names)) is not None:
        return whole
    if _is_somebody_else(after, names) or (governed and _opens_clause(after, len(phrase))):
        return Roles()  # "In a letter to Stokes, Mayor Ruiz wrote …".
    if [t.text.lower() for t in phrase[:2]] == ["one", "of"]:
        return one_of(phrase, names)
    return as_role(phrase, names) + _further(after[len(phrase) :])


def _further(after: Sequence[Token]) -> Roles:
    """The further roles of a list after its first: 'doctor, pilot and part-time mayor'."""
    found: list[Span] = []
    item: list[Token] = []
    for k, token in enumerate(after):
        if token.text.islower() and token.text != "and" and token.text not in words("role_breaks"):
            item.append(token)
            continue
        if item and not is_person_noun(item[-1].text):
            return Roles()
        found += [(item[0].start, item[-1].end)] if item else []
        if token.text not in (",", "and") or (found and after[k - len(item) - 1].text == "and"):
            return Roles(tuple(found)) if len(found) > 1 else Roles()
        item = []
    return Roles()


def _past_home(after: Sequence[Token]) -> Sequence[Token]:
    """What follows 'of Selby, Vt.,' where it is a relative clause or a phrase with an article."""
    if after[0].text.lower() not in ("of", "from"):
        return after
    for k, token in enumerate(after):
        if not (token.is_capitalised or token.text in (",", "of", "from")):
            return after[k:] if token.text.lower() in _AFTER_HOME and after[k - 1].text == "," else after
    return after


def _title_of(after: Sequence[Token], names: Sequence[Name]) -> Roles | None:
    """'Tor Lund, President of Selby Boats, said': a title that holds 'of' belongs to whom it follows."""
    name = next((n for n in names if n.start == after[0].start and n.title), None)
    title = [t for t in after if name is not None and t.start < name.own[0]]
    of = next((k for k, t in enumerate(title) if t.text == "of"), None)
    if name is None or of is None:
        return None
    whose = title[of + 1].start if of + 1 < len(title) else name.own[0]
    return Roles(((name.start, title[of - 1].end),), ((whose, name.end),), ((name.start, name.end),))


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
    goes_on = end < len(after) and (after[end].text.lower() in SAID or after[end].text in "'\"“")
    return goes_on and after[0].text.lower() in ("the", "a", "an", "his", "her", "their")


def _between_dashes(after: Sequence[Token], names: Sequence[Name]) -> Roles:
    """'Ana Ruiz — doctor and part-time pilot — said': the second dash, or the sentence's end, must close it."""
    end = next((k for k, t in enumerate(after) if t.text in _DASHES or t.text in ".;"), len(after))
    phrase = after[:end]
    if not phrase or _is_somebody_else(phrase, names):
        return Roles()
    if phrase[0].text.lower() in ("who", "whose"):
        return clause(phrase, names)
    return as_role(list(until_comma(phrase)), names)
