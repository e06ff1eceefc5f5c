"""The stage as a whole: attributions in, the same attributions with their sources, recipients and chains out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from onrecord.sources.anonymity import number_of, withheld
from onrecord.sources.casting import cast
from onrecord.sources.casts import Cast, Casting, of_name
from onrecord.sources.chains import chains
from onrecord.sources.lexicon import is_group_noun, is_organization_word
from onrecord.sources.page import Page
from onrecord.sources.phrases import PRONOUNS
from onrecord.sources.reasons import justification
from onrecord.sources.recipients import Recipient, recipient_of
from onrecord.sources.roles import Roles, described, normalised_role
from onrecord.types import Anonymity, Article, Attribution, Source, Spans, Step


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
    unnamed = _anonymity(page, mentions, alone=one.type == "anonymous source") if _is_people(one) else None
    return Source(
        id=name,
        type=one.type,
        name=one.name,
        roles=_texts(normalised_role(page.text(s)) for s in roles.roles),
        affiliations=_texts(page.text(s) for s in roles.affiliations),
        title=tuple(sorted({*roles.roles, *roles.affiliations})),
        mentions=mentions,
        justification=justification(page, one, roles),
        anonymity=unnamed,
    )


def _roles(page: Page, one: Cast) -> Roles:
    found = Roles()
    for member in one.members or ((one.entity,) if one.entity is not None and one.type == "named person" else ()):
        found += page.roles(member)
    for span in one.described:
        found += described(page.names_near(span[0]), page.tokens.within(span))
    return found


def _texts(found: Iterable[str]) -> tuple[str, ...]:
    """The texts without those that differ from an earlier one in their capitals alone."""
    kept: dict[str, str] = {}
    for text in found:
        kept.setdefault(text.lower(), text)
    return tuple(kept.values())


def _is_people(one: Cast) -> bool:
    """Whether a source is unnamed people; 'the company' is an organization, of which nobody withholds the name."""
    noun = one.phrase.noun if one.phrase is not None else ""
    organization = is_organization_word(noun) and not is_group_noun(noun)
    return one.type in ("anonymous source", "unnamed group") and not organization


def _anonymity(page: Page, mentions: Spans, *, alone: bool) -> Anonymity:
    """What the page says of an unnamed source at any of its mentions; `alone` where it is one person."""
    reason: Spans = ()
    position: Spans = ()
    for mention in mentions:
        found = withheld(page.tokens, mention)
        reason, position = reason or found.reason, position or found.position_to_know
    counted = (number_of(page.tokens, mention) for mention in mentions)
    number = 1 if alone else next((n for n in counted if n is not None), None)
    labels = (m for m in mentions if page.text(m).lower() not in PRONOUNS)
    return Anonymity(reason, position, tuple(islice(labels, 1)), number)
