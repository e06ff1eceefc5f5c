"""Sources in schema.org's terms, without inventing anybody: who has no name is no Person and no Organization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.formats.jsonld import name_for
from onrecord.formats.jsonld_sources import called, printed
from onrecord.types import Attribution, Reading, Source

_TYPES = {"named person": "Person", "named organization": "Organization"}


@dataclass(frozen=True, slots=True)
class Behind:
    """A reading, with its sources and attributions by id; `outlets` are the ids of those that passed something on."""

    reading: Reading
    sources: Mapping[str, Source]
    attributions: Mapping[str, Attribution]
    outlets: frozenset[str]


def behind(reading: Reading) -> Behind:
    """Who stands behind the statements of a reading."""
    made = Behind(reading, {s.id: s for s in reading.sources}, {a.id: a for a in reading.attributions}, frozenset())
    outlets = (source.id for attribution in reading.attributions for source in _passed_on(made, attribution))
    return Behind(reading, made.sources, made.attributions, frozenset(outlets))


def credit(made: Behind, attribution: Attribution, relation: str | None) -> dict[str, Any]:
    """Who says it: under `relation` where the source is a person or organization with a name; else, and where the
    relation is None, what the page calls it, as `creditText`. Nothing where the page states no source.
    """
    source = made.sources.get(attribution.source_id or "")
    if source and relation and source.name and source.type in _TYPES:
        return {relation: _agent(made, source)}
    known = (source.name or called(made.reading, source)) if source else ""
    text = known or printed(made.reading, attribution.source)
    return {"creditText": text} if text else {}


def work(made: Behind, attribution: Attribution) -> dict[str, Any] | None:
    """The work in which it stood before this article, as far as the page says so; None where it does not.

    That is the document that is the source; or something by the first organization that passed it on, or that is
    quoted at length with it. Such a work has no name of its own: no page says which of the organization's it is.
    """
    source = made.sources.get(attribution.source_id or "")
    if source and source.type == "document":
        words = ("name", source.name) if source.name else ("description", called(made.reading, source))
        return {"@type": "CreativeWork", **dict([words] if words[1] else [])}
    by = next(_ways(made, attribution), None)
    if by is None:
        return None
    # An outlet publishes what it is told. Of others it is known that there is a text, not that it is public.
    relation = "publisher" if by.id in made.outlets else "sourceOrganization"
    return {"@type": "CreativeWork", relation: _agent(made, by)}


def _ways(made: Behind, attribution: Attribution) -> Iterator[Source]:
    """The organizations with a name that had it before this article, from the speaker on."""
    here, seen = attribution, set[str]()
    while here.id not in seen:
        seen.add(here.id)
        yield from _passed_on(made, here)
        source = made.sources.get(here.source_id or "")
        if here.mode == "block" and source and _is_named_organization(source):
            yield source
        here = made.attributions.get(here.parent or "", here)


def _passed_on(made: Behind, attribution: Attribution) -> list[Source]:
    """The named organizations that published what they were told: links of the chain that are not those of the
    quotation in which it stands, and neither the speaker nor this article.
    """
    outer = made.attributions.get(attribution.parent or "")
    own = attribution.chain[1 : len(attribution.chain) - (len(outer.chain) if outer else 1)]
    found = [made.sources.get(link.source_id or "") for link in own]
    return [source for source in found if source and _is_named_organization(source)]


def _is_named_organization(source: Source) -> bool:
    return source.type == "named organization" and source.name is not None


def _agent(made: Behind, source: Source) -> dict[str, Any]:
    agent: dict[str, Any] = {
        "@type": _TYPES[source.type],
        "@id": name_for("source", made.reading.article.sha256, source.id),
        "name": source.name,
    }
    if source.roles and source.type == "named person":
        agent["jobTitle"] = list(source.roles)
    if source.affiliations:
        # Not `affiliation`: that needs an Organization, and the page may print "R-Fla." or "the governor's office".
        agent["disambiguatingDescription"] = "; ".join(source.affiliations)
    return agent
