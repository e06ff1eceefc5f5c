"""Every attribution's source to one of the article's sources, or to none where the page does not tell."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from onrecord.sources.casts import MANY, Cast, Casting, Settled, add, of_name
from onrecord.sources.entity import HE, SHE, Entity
from onrecord.sources.epithets import epithets
from onrecord.sources.lexicon import is_organization_word, is_person_noun
from onrecord.sources.name import Name
from onrecord.sources.nouns import noun
from onrecord.sources.offices import holders_of, unexplained
from onrecord.sources.page import Page
from onrecord.sources.phrases import Phrase, parse
from onrecord.sources.pronouns import Heard, antecedent
from onrecord.sources.referents import pronoun
from onrecord.types import Attribution, Span

BY_THE_WAY = 0.7
"""How much more clearly somebody must be spoken of for an epithet that is no source to mean them."""


def cast(page: Page) -> Casting:
    """Go through the attributions as a reader does, in the order of their sources, and through what is between.

    Between stand the epithets, and the pronouns that are no source: whom they mean is spoken of.
    """
    casting = Casting(page)
    waiting = deque(sorted((*epithets(page), *_pronouns(page))))
    for attribution in sorted((a for a in page.attributions if a.source), key=lambda a: a.source[0]):
        _note_meant(casting, waiting, attribution.source[0])
        _settle(casting, attribution)
    _note_meant(casting, waiting, (len(page.article.text), 0))
    for one in casting.casts:
        if one.entity is not None and one.type == "named person":
            one.described += casting.called.get(id(one.entity), [])
    return casting


def _pronouns(page: Page) -> Iterator[tuple[Span, str]]:
    """The forms of 'he' and 'she' outside direct quotations."""
    for token in page.tokens.all:
        word = token.text.lower()
        if word in HE | SHE and not page.is_quoted(token.start):
            yield (token.start, token.end), word


def _note_meant(casting: Casting, waiting: deque[tuple[Span, str]], before: Span) -> None:
    """Settle what stands before a source; what the source phrase itself holds is left to the source."""
    while waiting and waiting[0][0][0] < before[0]:
        span, word = waiting.popleft()
        if word in HE | SHE:
            entity = antecedent(casting.page, casting.heard, word, span).entity
        else:
            entity = _note_epithet(casting, span, word)
        if entity is not None:
            casting.heard.append(Heard(span, entity))
    while waiting and waiting[0][0][0] < before[1]:
        waiting.popleft()


def _note_epithet(casting: Casting, span: Span, noun: str) -> Entity | None:
    holders = holders_of(casting, span, span, noun)
    meant = (
        holders[0]
        if len(holders) == 1
        else None
        if holders
        else unexplained(casting, span, span, noun, lead=BY_THE_WAY)
    )
    if meant is None:
        return None
    entity = casting.page.entity(meant)
    casting.called.setdefault(id(entity), []).append(span)
    return entity


def _settle(casting: Casting, attribution: Attribution) -> None:
    span = attribution.source[0][0], attribution.source[-1][1]
    if len(attribution.source) > 1 and attribution.source[1][0] - attribution.source[0][1] > 3:
        span = attribution.source[0]
    tokens = casting.page.tokens.within(span)
    phrase = parse(tokens, [n for _, n in casting.page.names_within(span)], span)
    same = next((a.id for a in casting.page.sharing(attribution) if a.id in casting.of), None)
    # The same words have the same source, whatever they say.
    settled = _cast(casting, attribution, phrase) if same is None else (casting.of[same], casting.rules[same])
    index, rule = settled
    casting.rules[attribution.id] = rule
    if index is None:
        return
    casting.of[attribution.id] = index
    one = casting.casts[index]
    one.mentions += [s for s in attribution.source if s not in one.mentions[-MANY:]]
    if _is_one_person(one):
        unnamed = index if one.entity is None else None
        casting.heard.append(Heard(attribution.source[0], one.entity, unnamed, spoke=True))


def _cast(casting: Casting, attribution: Attribution, phrase: Phrase) -> Settled:
    if phrase.head == "pronoun":
        return pronoun(casting, attribution, phrase.noun, phrase.span)
    if phrase.head == "name" and phrase.name is not None:
        return _named(casting, phrase), "rule:name"
    if phrase.head == "noun":
        return noun(casting, attribution, phrase)
    return None, "rule:no-source-phrase"


def _named(casting: Casting, phrase: Phrase) -> int:
    assert phrase.name is not None
    if phrase.partners:
        members = tuple(casting.page.entity(casting.page.index_of(n)) for n in (phrase.name, *phrase.partners))
        joined = f"{', '.join(e.name for e in members[:-1])} and {members[-1].name}"
        key = " ".join(sorted(e.name for e in members))  # 'B and A' are 'A and B'.
        return add(casting, Cast("named person", joined, phrase=phrase, key=key, members=members))
    entity = casting.page.entity(casting.page.index_of(phrase.name))
    before = casting.page.tokens.within((phrase.core[0], phrase.name.start))[-1:]
    if entity.sort == "unknown" and before and before[0].text.islower() and is_organization_word(before[0].text):
        entity.sort = "organization"  # 'the newspaper Ledger'
    if _are_family(casting.page, phrase.name):
        return add(casting, Cast("unnamed group", None, phrase=phrase, key=phrase.name.words[0].lower()))
    return of_name(casting, phrase.name, phrase)


def _are_family(page: Page, name: Name) -> bool:
    """Whether a name after 'the' is the plural of somebody's last name: 'the Ruizes', 'the Lunds'."""
    word = name.words[0]
    if len(name.words) > 1 or not name.definite or not word.endswith("s"):
        return False
    last = {n.words[-1] for i, n in enumerate(page.names) if not n.definite and page.is_person(page.entity(i))}
    return word not in last and bool({word.removesuffix("s"), word.removesuffix("es")} & last)


def _is_one_person(one: Cast) -> bool:
    unnamed = one.type == "anonymous source" and one.phrase is not None and is_person_noun(one.phrase.noun)
    return unnamed or (one.type == "named person" and not one.members)
