"""To whom something was said: 'told the Ledger', 'in an interview with CNN', 'in a letter to members'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.sources.lexicon import is_group_noun, is_organization_word, is_person_noun
from onrecord.sources.name import Name
from onrecord.sources.page import Page
from onrecord.sources.sorts import modifies
from onrecord.tokens import Token
from onrecord.types import Attribution, Span

_TAKES_ONE = re.compile(
    r"\b(?:told|tell|tells|telling|informed|informs|assured|assures|reminded|reminds|briefed|advised|notified|texted"
    r"|emailed|e-mailed|interviewed by|asked by|confided in|spoke with|speaking with"
    r"|(?:wrote|complained|confirmed|explained|admitted|said|spoke|speaking) to)$",
    re.I,
)
_VENUE = re.compile(
    r"\b(?:(?:interview|conversation|discussion|call|exchange|chat|q&a) with"
    r"|(?:statement|email|e-mail|letter|message|memo|note|text|testimony|remarks|comments|filing|report) to"
    r"|(?:speaking|spoke|talking|talked) (?:to|with)|interviewed (?:by|on)|appear(?:ing|ed|ance) on|in front of|before"
    r"|on (?=(?:cnn|nbc|abc|cbs|fox|msnbc|npr|pbs|bbc|the)\b))\s+",
    re.I,
)
_DETERMINERS = frozenset("the a an his her their its our this that".split())
_OBJECTS = frozenset({"me", "us", "him", "her", "them"})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where the recipient is printed, and its name where it has one."""

    span: Span
    name: Name | None


def recipient_of(page: Page, attribution: Attribution) -> Recipient | None:
    """The recipient that an attribution's own words state; None where they do not.

    Looked for right after (or in) the cue, then as a venue in the cue's sentence, outside the contents.
    """
    if not attribution.cue:
        return None
    cue = attribution.cue[0][0], attribution.cue[-1][1]
    return _object(page, attribution, cue) or _venue(page, attribution, cue)


def _object(page: Page, attribution: Attribution, cue: Span) -> Recipient | None:
    tokens = page.tokens.within((cue[0], page.tokens.sentence(cue[0])[1]))
    for k, token in enumerate(tokens[:-1]):
        if token.start >= cue[1]:
            return None
        if _TAKES_ONE.search(page.text((cue[0], token.end))):
            return _phrase(page, attribution, tokens[k + 1 :])
    return None


def _venue(page: Page, attribution: Attribution, cue: Span) -> Recipient | None:
    sentence = page.tokens.sentence(cue[0])
    for match in _VENUE.finditer(page.article.text, *sentence):
        if any(s <= match.start() < e for s, e in attribution.content):
            continue
        found = _phrase(page, attribution, page.tokens.within((match.end(), sentence[1])))
        by_network = match.group().lower().startswith(("on ", "before", "in front"))
        if found is not None and not (by_network and (found.name is None or found.name.sort != "organization")):
            return found
    return None


def _phrase(page: Page, attribution: Attribution, tokens: tuple[Token, ...]) -> Recipient | None:
    """The noun phrase at the start of `tokens`: a name, or a noun for people or an organization."""
    if not tokens or any(s <= tokens[0].start < e for s, e in (*attribution.content, *attribution.source)):
        return None
    if tokens[0].text.lower() in _OBJECTS:
        return None
    skip = 1 if tokens[0].text.lower() in _DETERMINERS and len(tokens) > 1 else 0
    for k, token in enumerate(tokens[skip : skip + 4], start=skip):
        name = next((n for n in page.names_near(token.start) if n.start <= token.start < n.end), None)
        if name is not None:
            return Recipient((tokens[0].start, name.end), name) if not _goes_on(page, name) else None
        if not token.is_word or token.text.lower() in ("that", "in", "on", "at", "of", "it", "he", "she", "they"):
            return None
        if _is_recipient_noun(token.text):
            last = next((t for t in tokens[k + 1 : k + 2] if _is_recipient_noun(t.text)), token)
            return Recipient((tokens[0].start, last.end), None)
    return None


def _is_recipient_noun(word: str) -> bool:
    return is_group_noun(word) or is_person_noun(word) or (word.islower() and is_organization_word(word))


def _goes_on(page: Page, name: Name) -> bool:
    """Whether the name is only the first part of a longer noun phrase whose head is no recipient."""
    following = page.tokens.within((name.end, page.tokens.sentence(name.start)[1]))[:1]
    return bool(following) and (following[0].text in ("’s", "'s") or modifies(following))
