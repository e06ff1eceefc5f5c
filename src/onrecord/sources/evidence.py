"""What the article prints beside a name that shows who or what it is: 'he', 'she', 'its', officers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.sources.entity import HE, SHE, Entity
from onrecord.sources.function_words import GOVERNING
from onrecord.sources.lexicon import is_organization_word
from onrecord.sources.name import Name
from onrecord.tokens import Token, Tokens

_ITS = frozenset({"its", "itself"})
"""Not 'it', which in "Ruiz said it is late" is nobody."""
_OFFICERS = frozenset("ceo chief chairman chairwoman spokesman spokeswoman shareholders shares board employees".split())
_SOON = 4
"""Words after a name within which 'its' is taken for what is named."""
_FAR = 10
"""Tokens after a name within which the noun of an apposition is looked for."""
_ENDS = frozenset("of for in at on to by that which who whose with from based run led".split())
_NEXT = 12
"""Characters from a sentence's end within which the next one's first word is looked for."""


def note_pronouns(
    tokens: Tokens, names: Sequence[Name], of_name: Sequence[Entity | None], among: Iterable[int]
) -> None:
    """Count the pronouns that follow a person's name in its sentence, up to the next person's.

    The name must be the first of a person in its sentence, and after no preposition, so that nobody else is meant;
    'him' after it is another. Where nobody else is named in the sentence, a pronoun that begins the next one is this
    person's, too.
    """
    for i in among:
        name, entity = names[i], of_name[i]
        if entity is None:
            continue
        entity.pronouns["it"] += _is_a_thing(tokens, name)
        begin, end = tokens.sentence(name.start)
        before = tokens.within((begin, name.start))[-1:]
        if before and before[0].text.lower() in GOVERNING:
            continue
        if entity.sort != "person" or not _is_first(tokens, names, of_name, i, begin):
            continue
        border = _next_person(names, of_name, i, end)
        following = tokens.within((name.end, border))
        if border == end:
            following += tokens.within((end, end + _NEXT))[:1]
        for token in following:
            entity.pronouns["he"] += token.text.lower() in HE - {"him"}
            entity.pronouns["she"] += token.text.lower() in SHE


def _is_first(tokens: Tokens, names: Sequence[Name], of_name: Sequence[Entity | None], i: int, begin: int) -> bool:
    """Whether no other person is named, or meant by a pronoun, between `begin` and name `i`."""
    k = i - 1
    while k >= 0 and names[k].start >= begin:
        other = of_name[k]
        if other is None or (other.sort == "person" and other is not of_name[i]):
            return False
        k -= 1
    return not any(t.text.lower() in HE | SHE for t in tokens.within((begin, names[i].start)))


def _next_person(names: Sequence[Name], of_name: Sequence[Entity | None], i: int, end: int) -> int:
    """Where the next name begins that may be a person's; `end` where none does before."""
    for k in range(i + 1, len(names)):
        if names[k].start >= end:
            break
        entity = of_name[k]
        if entity is None or entity.sort != "place":
            return names[k].start
    return end


def _is_a_thing(tokens: Tokens, name: Name) -> bool:
    """Whether the article goes on with 'its', calls it an agency, or gives it officers ("Apple's chief executive")."""
    following = tokens.within((name.end, tokens.sentence(name.start)[1]))
    if len(following) > 1 and following[0].text in ("’s", "'s"):
        return any(t.text.lower() in _OFFICERS for t in following[1:5])
    if _is_called_organization(following):
        return True
    lower = (t.text.lower() for t in following[:_SOON])
    return next((w for w in lower if w in HE | SHE | _ITS), None) in _ITS


def _is_called_organization(following: Sequence[Token]) -> bool:
    """Whether an apposition's noun, before the next comma or preposition, is an organization's: ', a talent agency'."""
    if len(following) < 3 or following[0].text != "," or following[1].text not in ("a", "an", "the"):
        return False
    ahead = following[2:_FAR]
    end = next((k for k, t in enumerate(ahead) if not t.is_word or t.text in _ENDS), len(ahead))
    if end < len(ahead) and ahead[end].text in ("’s", "'s"):
        return False  # 'Ruiz, the campaign's director'
    return end > 0 and ahead[end - 1].text.islower() and is_organization_word(ahead[end - 1].text)
