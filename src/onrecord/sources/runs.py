"""What belongs to a run of capitalised words that is one name: particles, links, possessives, last names."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.sources.lexicon import is_given_name, is_organization_word, is_person_noun, words
from onrecord.sources.sorts import LINKS, modifies
from onrecord.tokens import Token

PARTICLES = frozenset("al bin da de del della den der di do dos du el ibn la le ten ter van von".split())
_PLACING = frozenset({"of", "at", "from", "for", "with", "by"})
_ARTICLES = frozenset({"al-", "el-"})
"""What a last name may begin with in lower case: 'al-Masri'."""
_PARTISANS = frozenset({"Democrat", "Democrats", "Republicans", "Libertarians", "Conservatives"})
"""Who somebody is by party: no part of a name but an organization's."""
_ALSO_SURNAMES = frozenset({"Early", "Young", "Best", "Less", "Welsh", "Few", "Ten"})
"""Other words that begin no name, but may end a person's."""


def goes_on(all_: Sequence[Token], i: int, end: int, *, linked: bool) -> bool:
    """Whether a possessive or an 'and' at `end` stands within the name that begins at `i`."""
    ahead = all_[end + 1] if end + 1 < len(all_) else None
    joined = _joins(all_[end], linked) and ahead is not None and is_part(ahead)
    return joined or _possessive_name(all_, i, end) or is_bodys_office(all_, end)


def coordinated(all_: Sequence[Token], i: int) -> bool:
    """Whether the words from `i` on are an organization's after 'the': 'Food and Drug Administration'."""
    if i == 0 or all_[i - 1].text.lower() != "the" or len(all_) < i + 4 or all_[i + 1].text != "and":
        return False
    joined = all_[i + 2 : i + 5]
    kinds = [k for k, t in enumerate(joined) if t.text[0].isupper() and is_organization_word(t.text)]
    alone = is_organization_word(all_[i].text) or all_[i].text.isupper() or all_[i].text in words("places")
    return not alone and bool(kinds) and kinds[0] > 0 and all(t.is_capitalised for t in joined[: kinds[0]])


def is_somebody(all_: Sequence[Token], i: int, end: int) -> bool:
    """Whether a person's name begins at `end`, after that of an organization ('Harbor University Ana Ruiz')."""
    if end + 1 >= len(all_) or not is_given_name(all_[end].text) or not is_part(all_[end + 1]):
        return False
    before = all_[i:end]
    role = any(t.text in words("titles") or is_person_noun(t.text) for t in before)
    return not role and before[-1].text not in LINKS and not is_organization_word(all_[end + 1].text)


def over_particles(all_: Sequence[Token], end: int) -> int:
    """How many tokens from a particle on belong to the name ('van der Meer'); 0 where no name's word follows."""
    k = end
    while k < len(all_) and all_[k].text in PARTICLES:
        k += 1
    return k + 1 - end if k < len(all_) and is_part(all_[k]) and not all_[k].first else 0


def _possessive_name(all_: Sequence[Token], i: int, end: int) -> bool:
    """Whether the run goes on over a possessive, as in 'of Harbor's Voice' or 'at Moe's Garage'."""
    after_preposition = i > 0 and all_[i - 1].text in _PLACING
    goes_on = end + 1 < len(all_) and is_part(all_[end + 1]) and all_[end + 1].text not in words("titles")
    goes_on = goes_on and not is_given_name(all_[end + 1].text)
    return after_preposition and end == i + 1 and all_[end].text in ("’s", "'s") and goes_on


def is_bodys_office(all_: Sequence[Token], end: int) -> bool:
    """Whether an office's possessive and its body stand at `end`, after a name: "Selby County Coroner's Office"."""
    ahead = all_[end + 1] if end + 1 < len(all_) else None
    body = (
        ahead is not None and ahead.is_capitalised and ahead.text in ("Office", "Department", "Bureau", "Association")
    )
    return body and all_[end].text in ("’s", "'s") and is_person_noun(all_[end - 1].text)


def _joins(token: Token, linked: bool) -> bool:
    """Whether an 'and' may stand within the name: after an 'of', as in 'Ministry of Ports and Fisheries'."""
    return token.text == "&" or (token.text == "and" and linked)


def is_part(token: Token) -> bool:
    """Whether this may be a word of a name: it has a capital and is no function word."""
    if token.text[:3] in _ARTICLES and token.text[3:4].isupper():
        return True
    return token.is_capitalised and (
        token.text not in words("not_names") or token.text in words("peoples") or token.text == "New"
    )


def is_surname(all_: Sequence[Token], i: int, place: int) -> bool:
    """Whether an adjective with a capital is the last name after a given name: 'Ana Early said', 'Tor English, who'."""
    word = all_[place].text
    if place != i + 1 or not (word in words("peoples") or word in _ALSO_SURNAMES):
        return False
    ahead = all_[place + 1 : place + 2]
    alone = not ahead or not (ahead[0].is_capitalised or modifies(ahead))
    return alone and is_given_name(all_[i].text) and all_[i].text not in words("places")


def is_of_a_people(all_: Sequence[Token], i: int, place: int) -> bool:
    """Whether the word at `place` says of which people or party somebody is, and is not their last name."""
    people = all_[place].text in words("peoples") or all_[place].text in _PARTISANS
    return people and not is_surname(all_, i, place)


def over_link(ahead: Sequence[Token]) -> int:
    """How many tokens after 'of' belong to the name: 'the' and a name's word, or the word alone; 0 where none do."""
    if ahead and is_part(ahead[0]) and not ahead[0].first:
        return 1
    return 2 if len(ahead) > 1 and ahead[0].text == "the" and is_part(ahead[1]) else 0
