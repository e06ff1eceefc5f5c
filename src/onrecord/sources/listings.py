"""Roles that are said of several people at once: 'Sens. A and B', 'her rivals, A and B', 'pilots, including A'."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.lexicon import is_person_noun, is_plural_person_noun
from onrecord.sources.name import Name
from onrecord.sources.roles import ADJECTIVES, MAX_ROLE_WORDS, Roles, is_role_word, may_stand_in_role, role_phrase
from onrecord.tokens import Token, Tokens

_PLURAL_TITLES = frozenset("Sens. Reps. Govs. Senators Representatives Governors Presidents Justices Judges".split())
_COUNTS = frozenset("all both few many more most other others several some two three four five".split())
_MODALS = frozenset("can cannot could may might must should will would not".split())
"""Words before a verb ('will face challenger Ana Ruiz')."""
OWNERS = frozenset({"its", "his", "her", "their", "our", "my"})


def shared_title(tokens: Tokens, names: Sequence[Name], name: Name) -> Roles:
    """A title in the plural before the first of several names holds for all ('Sens. Ana Ruiz and Tor Lund')."""
    if name.title is not None or len(name.words) < 2:
        return Roles()
    for head in reversed([n for n in names if n.start < name.start]):
        between = tokens.within((head.end, name.start))
        within = {t.start for n in names for t in tokens.within((n.start, n.end))}
        if not all(not t.is_word or t.text == "and" or t.start in within or "-" in t.text for t in between):
            break
        shared = plural_role(tokens, names, head)
        if shared.roles:
            return shared
    return Roles()


def is_listed(after: Sequence[Token]) -> bool:
    """Whether the name goes on to another, so that a role in the plural before it is its own, too."""
    return bool(after) and after[0].text in ("and", ",", "(")


def plural_role(tokens: Tokens, names: Sequence[Name], head: Name) -> Roles:
    """The title or role in the plural before the first name of a list ('Sens. A', 'presidential candidates A')."""
    if head.title is not None:
        plural = tokens.article.text[slice(*head.title)] in _PLURAL_TITLES
        return Roles((head.title,), (), (head.title,)) if plural else Roles()
    before = tokens.within((tokens.sentence(head.start)[0], head.start))
    if not before or not is_plural_person_noun(before[-1].text) or is_person_noun(before[-1].text):
        return Roles()
    start = run_before(before, len(before) - 1)
    return role_phrase(before[start:], [n for n in names if n.end <= before[-1].end])


def among(before: Sequence[Token], names: Sequence[Name], after: Sequence[Token]) -> Roles:
    """The role in the plural of those among whom the name is listed: 'pilots, including Ana Ruiz', 'her rivals, A'."""
    inside = {t.start for n in names for t in before if n.start <= t.start < n.end}
    k = len(before)
    while k and (before[k - 1].start in inside or before[k - 1].text in (",", "and")):
        k -= 1
    included = k > 0 and before[k - 1].text in ("including", "as", "like")
    if included:
        k -= 2 if before[k - 1].text == "as" and k > 1 and before[k - 2].text == "such" else 1
        k -= k > 0 and before[k - 1].text == ","
    elif k == len(before) or before[k].text != "," or not _has_another(before[k:], after):
        return Roles()
    if not k or not is_plural_person_noun(before[k - 1].text) or is_person_noun(before[k - 1].text):
        return Roles()
    start = run_before(before, k - 1)
    if not included and (not start or before[start - 1].text.lower() not in OWNERS):
        return Roles()
    while start < k and before[start].text.lower() in _COUNTS:
        start += 1
    return role_phrase(before[start:k], names) if k - start > included else Roles()


def _has_another(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a name is one of several: 'her rivals, A and B', but not 'with her rivals, A said'."""
    return any(t.text == "and" for t in (*before, *after[:1]))


def run_before(before: Sequence[Token], end: int) -> int:
    """Where the role words begin that end at `end`; in a headline, where a verb may stand before them, role nouns."""
    start = end
    while start > 0 and end - start < MAX_ROLE_WORDS and may_stand_in_role(before[start - 1]):
        start -= 1
    if start < end and before[end - 1].headline:
        # In a headline every word has a capital: the role is what ends in role words.
        while start < end and not all(is_role_word(t.text) for t in before[start:end]):
            start += 1
    ahead = before[start - 1].text.lower() if start else ""
    modal = start < end - 1 and (ahead in _MODALS or ahead.endswith(("n't", "n’t")))
    return start + 1 if modal and before[start].text.lower() not in ADJECTIVES else start
