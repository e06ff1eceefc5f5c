"""Phrases by which an article means somebody it has named: 'the Florida senator', 'the businessman'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.sources.lexicon import is_organization_word, is_person_noun, is_plural_person_noun, words
from onrecord.sources.page import Page
from onrecord.sources.roles import OF, POSSESSIVE, may_stand_in_role
from onrecord.tokens import Token
from onrecord.types import Span

LONGEST = 6
"""Words after 'the' within which the noun must come."""
ANYBODY = frozenset(
    "aide applicant buyer caller child conservative defendant delegate democrat donor driver employee executive expert "
    "fan figure general guard guest host insider journalist libertarian man member official opponent parent principal "
    "partner patient person player reader republican respondent runner-up soldier son source spouse student "
    "supporter suspect taxpayer teacher user victim viewer visitor voter winner witness woman worker writer".split()
)
"""Nouns that seldom mean somebody who was named, or that stand before another noun."""
_ONE_OF_MANY = frozenset(
    "other only next first second third last best worst eventual same new another ideal right".split()
)
_TURNS_INTO = frozenset("be became become becomes becoming is was as been being are were elect choose not".split())
_COMPLEMENT = (OF | {"who", "that", "whose", "or"}) - {"in", "on", "at", "by", "with"}


def epithets(page: Page) -> Iterator[tuple[Span, str]]:
    """(span, noun) of the definite phrases for one person, in order; not those within a direct quotation."""
    all_ = page.tokens.all
    for i, token in enumerate(all_):
        if token.text not in ("the", "The") or page.is_quoted(token.start):
            continue
        end = _noun(all_, i + 1)
        if end is None:
            continue
        noun = all_[end].text.lower()
        end += 2 * (noun == "secretary" and [t.text.lower() for t in all_[end + 1 : end + 3]] == ["of", "state"])
        if _stands_alone(all_, i, end):
            yield (token.start, all_[end].end), noun


def _noun(all_: Sequence[Token], start: int) -> int | None:
    """The index of the person noun that ends the noun phrase which begins at `start`."""
    found = None
    for k in range(start, min(start + LONGEST, len(all_))):
        token = all_[k]
        word = token.text.lower()
        if not (token.is_word or token.text in POSSESSIVE) or token.first or word in words("role_breaks") or word in OF:
            break
        if word in _ONE_OF_MANY or (word.endswith("est") and found is None and len(word) > len("chest")):
            return None
        if is_person_noun(word):
            found = k
        elif found is not None or not may_stand_in_role(token):
            break
    return found if found is not None and all_[found].text.lower() not in ANYBODY else None


def _introduces(after: Sequence[Token]) -> bool:
    """Whether a name alone follows the comma: 'the nominee, Ana Ruiz, …', but not 'told the nominee, Ruiz said'."""
    end = next((k for k, t in enumerate(after) if not t.is_capitalised), len(after))
    return end > 0 and (end == len(after) or not after[end].is_word)


def _is_group(word: str) -> bool:
    """Whether a noun makes another's of what stands before it; 'the senator campaign in a barn' has a verb."""
    return word.islower() and word != "campaign" and is_organization_word(word)


def _stands_alone(all_: Sequence[Token], i: int, end: int) -> bool:
    """Whether the phrase all_[i:end + 1] is no apposition, no predicate, no title, and has no complement."""
    before = all_[i - 1].text.lower() if i else ""
    ahead = all_[end + 1] if end + 1 < len(all_) else None
    apposed = before == "," and i > 1 and (all_[i - 2].is_capitalised or all_[i - 2].text == ")")
    if apposed or before in _TURNS_INTO:
        return False
    if ahead is None:
        return True
    if ahead.text == "," and _introduces(all_[end + 2 : end + 2 + LONGEST]):
        return False
    if not ahead.first and (is_plural_person_noun(ahead.text) or _is_group(ahead.text)):
        return False  # "the two populist candidates", "the activist group"
    return not (ahead.is_capitalised and not ahead.first) and ahead.text.lower() not in _COMPLEMENT
