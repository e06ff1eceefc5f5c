"""Of what sort a name is, by its words: a person's, an organization's, a place's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.sources.lexicon import is_given_name, is_group_noun, is_organization_word, is_person_noun, words
from onrecord.sources.name import Sort
from onrecord.tokens import Token

SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"})
LINKS = frozenset({"of", "for", "on"})
PERSON = 2
"""Words of a person's name without initials."""
LONGEST_ACRONYM = 6
MAX_PERSON_WORDS = 5
_ALSO_SURNAMES = frozenset({"Bloomberg", "Church", "Fox", "Guild", "House", "Mercury", "Post", "Star", "Sun"})
"""Words of organizations that end the name of a person whose given name stands before."""
_GEOGRAPHIC = frozenset(
    "North South East West Northern Southern Eastern Western Central Upper Lower Fort Mount Port Lake Los Las San "
    "Santa Silicon United National Federal International Global Social Super Grand Great Old".split()
)
"""Words that begin the name of a place or thing, and no person's."""
_INNER_CAPITAL = re.compile(r"^(?!Mac|Mc|De|Di|Du|La|Le|Fitz|Van|O[’'])[A-Z]?[a-z]{2,}[A-Z]")
"""A capital within a word, as in 'HarborFeed', but for those of family names."""


def modifies(ahead: Sequence[Token]) -> bool:
    """Whether the next token is a noun that a name before it belongs to ('the Ruiz administration')."""
    if not ahead or ahead[0].is_capitalised:
        return False
    word = ahead[0].text
    return is_organization_word(word) or is_group_noun(word) or is_person_noun(word)


def is_organization(printed: tuple[str, ...]) -> bool:
    """Whether one of the words says that it is an organization, or the whole is known as one."""
    plain = [w for w in printed if not w.endswith(".")]
    if len(plain) == PERSON and is_given_name(plain[0]) and plain[-1] in _ALSO_SURNAMES:
        return False
    return any(is_organization_word(w) for w in printed) or " ".join(printed) in words("known_organizations")


def sort_of(printed: tuple[str, ...], definite: bool) -> Sort:
    """Of what sort the name is; `definite` where it stands after 'the'."""
    if " ".join(printed) in words("places") | words("states"):
        return "place"
    if definite or is_organization(printed) or any(w in LINKS or w in ("&", "’s", "'s") for w in printed):
        return "organization"
    return _of_one_word(printed[0]) if len(printed) == 1 else _of_several(printed)


def _of_one_word(word: str) -> Sort:
    made_up = _looks_like_an_acronym(word) or _INNER_CAPITAL.search(word) or any(c.isdigit() for c in word)
    return "organization" if made_up else "unknown"


def _of_several(printed: tuple[str, ...]) -> Sort:
    if is_given_name(printed[0]):
        return "person"
    if printed[0] in _GEOGRAPHIC or printed[-1] in words("not_persons"):
        return "place"
    if all(w.isupper() for w in printed):
        return "person" if is_given_name(printed[0].capitalize()) else "unknown"
    if any(len(w) > 2 and w.isalpha() and _looks_like_an_acronym(w) for w in printed if w not in SUFFIXES):
        return "organization"
    return "person" if len(printed) <= MAX_PERSON_WORDS and not any(w.isdigit() for w in printed) else "unknown"


def _looks_like_an_acronym(word: str) -> bool:
    return 1 < len(word) <= LONGEST_ACRONYM and word.isupper()
