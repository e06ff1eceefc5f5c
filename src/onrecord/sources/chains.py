"""The chain from speaker to this article: who passed a statement on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.sources.entities import same_organization
from onrecord.sources.roles import is_journalist, is_outlet
from onrecord.types import Article, Attribution, Link, Source

HERE = Link("this article")
UNNAMED = "unnamed"
NEAR = 1
"""Paragraphs on within which a source is taken to go on speaking to the same recipient."""


def chains(article: Article, attributions: Sequence[Attribution], sources: Sequence[Source]) -> tuple[Attribution, ...]:
    """The attributions with their chains.

    A statement that somebody made to a named outlet or journalist came from there, and so did what the same source goes
    on to say in the same or the next paragraph without another recipient. A journalist speaks through the outlet that
    they work for. What stands in a quotation came with it. What was told to the article's own outlet is first-hand:
    that link is left out.
    """
    by_id = {s.id: s for s in sources}
    attributions_by_id = {a.id: a for a in attributions}
    told: dict[str, tuple[str | None, int]] = {}
    passed_on: dict[str, tuple[Link, ...]] = {}
    for a in attributions:
        block = _block(article, a)
        before, last = told.get(a.source_id or "", (None, block))
        recipient = a.recipient_id if a.recipient else before if block - last <= NEAR else None
        if a.source_id is not None:
            relays = recipient is not None and _relays(by_id[recipient])
            told[a.source_id] = (recipient if relays else None, block)
        passed_on[a.id] = _relay(article, a, recipient, sources, by_id)
    return tuple(_with_chain(a, passed_on, attributions_by_id, by_id) for a in attributions)


def _block(article: Article, attribution: Attribution) -> int:
    """The index of the block in which the attribution's cue, or what it has instead, stands."""
    spans = attribution.cue or attribution.source or attribution.content
    return bisect_right(article.blocks, spans[0][0], key=lambda b: b.start) if spans else 0


def _relays(source: Source) -> bool:
    """Whether a recipient is one that publishes what it is told: an outlet, or somebody who works for one."""
    if source.name is None:
        return False
    return is_outlet(source.name.split()) or is_journalist(source.roles)


def _relay(
    article: Article,
    attribution: Attribution,
    recipient: str | None,
    sources: Sequence[Source],
    by_id: Mapping[str, Source],
) -> tuple[Link, ...]:
    """The links between the speaker and whoever quotes the attribution."""
    links: list[Link] = []
    last = by_id.get(attribution.source_id or "")
    if recipient is not None and _relays(by_id[recipient]):
        last = by_id[recipient]
        links.append(_link(last))
    if last is not None and is_journalist(last.roles):
        links += _employer(last, sources)
    return tuple(link for link in links if not _is_own(article, link.name))


def _employer(journalist: Source, sources: Sequence[Source]) -> list[Link]:
    for affiliation in journalist.affiliations:
        printed = tuple(affiliation.split())
        for source in sources:
            if (
                source.type == "named organization"
                and source.name
                and same_organization(tuple(source.name.split()), printed)
            ):
                return [_link(source)]
        if is_outlet(printed):
            return [Link(affiliation)]
    return []


def _is_own(article: Article, name: str) -> bool:
    return article.outlet is not None and same_organization(tuple(article.outlet.split()), tuple(name.split()))


def _link(source: Source) -> Link:
    return Link(source.name or UNNAMED, source.id)


def _with_chain(
    attribution: Attribution,
    passed_on: Mapping[str, tuple[Link, ...]],
    attributions: Mapping[str, Attribution],
    by_id: Mapping[str, Source],
) -> Attribution:
    links: list[Link] = []
    here: Attribution | None = attribution
    while here is not None:
        source = by_id.get(here.source_id or "")
        for link in (_link(source) if source else Link(UNNAMED), *passed_on[here.id]):
            if not links or links[-1] != link or link.name == UNNAMED:
                links.append(link)
        here = attributions.get(here.parent or "")
    return replace(attribution, chain=(*links, HERE))
