"""Why a source can speak to this: the words that say so, where the page has some."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.sources.casts import Cast
from onrecord.sources.function_words import RELATIVE
from onrecord.sources.lexicon import is_person_noun, is_plural_person_noun
from onrecord.sources.page import Page
from onrecord.sources.phrases import without_article
from onrecord.sources.roles import Roles
from onrecord.tokens import Token
from onrecord.types import Span, Spans

_QUANTITIES = frozenset(
    "a an the some several many most few all one two three four five six dozens of number group".split()
)
ENOUGH_WORDS = 3
"""Words from which on a phrase says enough: of several the first then counts, as a reader meets it."""
_LINKS = frozenset({"of", "from", "with"})
_CLAUSE = frozenset({"which", "who", "whose", "that"})


def justification(page: Page, one: Cast, roles: Roles) -> Spans:
    """Of a person the first that says enough, of unnamed people their own words, of others a clause that says more."""
    if one.type in ("anonymous source", "unnamed group"):
        return _own_phrase(page, one)
    if one.type == "named person":
        return _fullest(page, roles)
    return _clause(page, one)


def _fullest(page: Page, roles: Roles) -> Spans:
    """The first phrase that says enough of why somebody can speak; a role before a relative clause.

    A bare title is joined by the affiliation that stands elsewhere ('Sen.' and 'R-Ala.').
    """

    def rank(span: Span) -> tuple[bool, bool, bool, Span]:
        words = page.tokens.within(span)
        first = words[0].text.lower()
        return first in RELATIVE, first in _LINKS, len(words) < ENOUGH_WORDS, span

    best = tuple(sorted(roles.justification, key=rank)[:1])
    bare = bool(best) and len(page.tokens.within(best[0])) == 1
    return tuple(sorted({*best, *roles.affiliations[:1]})) if bare else best


def _own_phrase(page: Page, one: Cast) -> Spans:
    """Of unnamed people the words for what they are, without determiner or number; a class alone says nothing."""
    if one.phrase is None or one.phrase.head != "noun":
        return ()
    kept: Sequence[Token] = page.tokens.within(one.phrase.span)
    while len(kept) > 1 and (kept[0].text.lower() in _QUANTITIES or without_article(kept) != kept):
        kept = kept[1:]
    while kept and not kept[-1].is_word:
        kept = kept[:-1]
    if len(kept) < 2 and not (is_person_noun(one.phrase.noun) or is_plural_person_noun(one.phrase.noun)):
        return ()
    return ((kept[0].start, kept[-1].end),) if kept else ()


def _clause(page: Page, one: Cast) -> Spans:
    """The relative clause that follows an organization or document: 'the league, which speaks for 40 ports'."""
    for mention in one.mentions:
        within = page.tokens.within((mention[0], page.tokens.sentence(mention[0])[1]))
        for before, token in pairwise(within):
            if token.start > mention[1] + 2:
                break
            if token.text.lower() in _CLAUSE and before.text == ",":
                return (_up_to_comma(page, token),)
    return ()


def _up_to_comma(page: Page, first: Token) -> Span:
    rest = page.tokens.within((first.start, page.tokens.sentence(first.start)[1]))
    end = next((k for k, t in enumerate(rest) if k and not t.is_word and t.text in ",;:.—–!?"), len(rest))
    return first.start, rest[end - 1].end
