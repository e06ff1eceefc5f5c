"""The stage as a whole: attributions in, the same attributions with their sources, recipients and chains out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.sources.anonymity import withheld
from onrecord.sources.casting import Cast, Casting, cast, of_name
from onrecord.sources.chains import chains
from onrecord.sources.lexicon import is_person_noun, is_plural_person_noun
from onrecord.sources.page import Page
from onrecord.sources.phrases import RELATIVE, without_article
from onrecord.sources.recipients import Recipient, recipient_of
from onrecord.sources.roles import Roles, described, normalised_role
from onrecord.types import Anonymity, Article, Attribution, Source, Span, Spans, Step

QUANTITIES = frozenset("a an the some several many most few all two three four five six dozens of number".split())
MOST_WORDS = 15
"""Words from which on a longer phrase is no fuller a justification."""


def identify(
    article: Article, attributions: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], tuple[Source, ...]]:
    """The sources behind `attributions`, and the attributions with `source_id`, recipient and chain.

    Sources are in the order of their first mention, ids `s1`, `s2`, …; those who only received something come last.
    A source phrase that the page does not explain gives no source: the step `source` then names the rule, and
    `candidates` those between whom the page does not decide.
    """
    page = Page(article, attributions)
    casting = cast(page)
    recipients = {a.id: r for a in attributions if (r := recipient_of(page, a)) is not None}
    received = {key: of_name(casting, r.name) for key, r in recipients.items() if r.name is not None}
    ids = _ids(casting)
    sources = tuple(_source(page, casting.casts[i], name) for i, name in ids.items())
    linked = tuple(_linked(a, casting, ids, recipients.get(a.id), received.get(a.id)) for a in attributions)
    return chains(article, linked, sources), sources


def _ids(casting: Casting) -> dict[int, str]:
    def order(i: int) -> tuple[bool, int, int]:
        mentions = casting.casts[i].mentions
        return not mentions, min(mentions)[0] if mentions else 0, i

    return {i: f"s{n + 1}" for n, i in enumerate(sorted(range(len(casting.casts)), key=order))}


def _linked(
    attribution: Attribution,
    casting: Casting,
    ids: Mapping[int, str],
    recipient: Recipient | None,
    received: int | None,
) -> Attribution:
    rule = casting.rules.get(attribution.id)
    place = casting.of.get(attribution.id)
    return replace(
        attribution,
        source_id=None if place is None else ids[place],
        candidates=tuple(ids[i] for i in casting.candidates.get(attribution.id, ())),
        recipient=(recipient.span,) if recipient else (),
        recipient_id=None if received is None else ids[received],
        steps=(*attribution.steps, Step("source", rule)) if rule else attribution.steps,
    )


def _source(page: Page, one: Cast, name: str) -> Source:
    roles = _roles(page, one)
    mentions = tuple(sorted(set(one.mentions)))
    unnamed = _anonymity(page, mentions) if one.type in ("anonymous source", "unnamed group") else None
    said_why = _fullest(page, roles)
    if unnamed is not None and not unnamed.position_to_know:
        said_why = said_why or _own_phrase(page, one)
    return Source(
        id=name,
        type=one.type,
        name=one.name,
        roles=_texts(normalised_role(page.text(s)) for s in roles.roles),
        affiliations=_texts(page.text(s) for s in roles.affiliations),
        title=tuple(sorted({*roles.roles, *roles.affiliations})),
        mentions=mentions,
        justification=said_why,
        anonymity=unnamed,
    )


def _roles(page: Page, one: Cast) -> Roles:
    found = Roles()
    for member in one.members or ((one.entity,) if one.entity is not None and one.type == "named person" else ()):
        found += page.roles(member)
    for span in one.described:
        found += described(page.tokens, page.names_near(span[0]), span)
    return found


def _own_phrase(page: Page, one: Cast) -> Spans:
    """Of unnamed people the words for what they are, without determiner or number; a class alone says nothing."""
    if one.type not in ("anonymous source", "unnamed group") or one.phrase is None or one.phrase.head != "noun":
        return ()
    kept = list(page.tokens.within(one.phrase.span))
    while len(kept) > 1 and (kept[0].text.lower() in QUANTITIES or without_article(kept) != kept):
        kept = kept[1:]
    while kept and not kept[-1].is_word:
        kept = kept[:-1]
    if len(kept) < 2 and not (is_person_noun(one.phrase.noun) or is_plural_person_noun(one.phrase.noun)):
        return ()
    return ((kept[0].start, kept[-1].end),) if kept else ()


def _texts(found: Iterable[str]) -> tuple[str, ...]:
    """The texts without those that differ from an earlier one in their capitals alone."""
    kept: dict[str, str] = {}
    for text in found:
        kept.setdefault(text.lower(), text)
    return tuple(kept.values())


def _fullest(page: Page, roles: Roles) -> Spans:
    """The phrase that says most of why somebody can speak: a role before a relative clause, then the longest.

    A bare title is joined by the affiliation that stands elsewhere ('Sen.' and 'R-Ala.').
    """

    def rank(span: Span) -> tuple[bool, int, Span]:
        words = page.tokens.within(span)
        return words[0].text.lower() in RELATIVE, -min(MOST_WORDS, len(words)), span

    best = tuple(sorted(roles.justification, key=rank)[:1])
    bare = bool(best) and len(page.tokens.within(best[0])) == 1
    return tuple(sorted({*best, *roles.affiliations[:1]})) if bare else best


def _anonymity(page: Page, mentions: Spans) -> Anonymity:
    reason: Spans = ()
    position: Spans = ()
    for mention in mentions:
        found = withheld(page.tokens, mention)
        reason, position = reason or found.reason, position or found.position_to_know
    return Anonymity(reason, position)
