"""Readings as schema.org JSON-LD: the article, and a Quotation and a Claim for what its sources say.

A Claim says that a source says something, and never whether it is so: there is no ClaimReview, as no verdict is ours.
docs/formats.md says which property stands for what, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.formats.fit import storable
from onrecord.formats.jsonld import NAMESPACE, encoded, name_for, name_of
from onrecord.formats.names import stem_of
from onrecord.formats.registry import Piece
from onrecord.formats.schema_org_sources import Behind, behind, credit, work
from onrecord.formats.schema_org_words import claimed, quoted
from onrecord.types import Article, Attribution, Factuality, Reading

_IN_WORDS: dict[Factuality, str] = {
    "denied": "Denied by its source.",
    "probable": "Put as probable by its source.",
    "possible": "Put as possible by its source.",
    "planned": "Planned, wanted or asked for; not said to have happened.",
    "conditional": "Said under a condition.",
    "questioned": "Asked or doubted by its source.",
}
_NOT_ITS_OWN: frozenset[Factuality] = frozenset({"denied", "questioned"})
"""Where the source does not say that the content is so: it is then no author of that claim."""


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One .jsonld file a reading. A lone surrogate, which no file can hold, becomes U+FFFD."""
    for reading in readings:
        yield Piece(f"{stem_of(reading.article)}.jsonld", encoded(document(storable(reading))))


def document(reading: Reading) -> dict[str, Any]:
    """A graph: the article as a NewsArticle, then in text order the Quotation and the Claim of each statement."""
    sources, made = behind(reading), [_article(reading.article)]
    for attribution in reading.attributions:
        made += [node for node in (_quotation(sources, attribution), _claim(sources, attribution)) if node]
    return {"@context": "https://schema.org", "@graph": made}


def _quotation(sources: Behind, attribution: Attribution) -> dict[str, Any] | None:
    """The words that a source is quoted with; None where there are none.

    None, too, where something is denied or doubted of which a piece is in quotation marks: whose words those are, the
    page does not say.
    """
    article = sources.reading.article
    words = quoted(article, attribution)
    if not words or (attribution.mode == "mixed" and attribution.factuality in _NOT_ITS_OWN):
        return None
    made = _statement(article, attribution, "Quotation", words)
    made |= credit(sources, attribution, "spokenByCharacter")
    if origin := work(sources, attribution):
        made["isBasedOn"] = origin
    return made | {
        "isPartOf": _reference(article),
        "interpretedAsClaim": {"@type": "Claim", "@id": _name(article, "Claim", attribution.id)},
    }


def _claim(sources: Behind, attribution: Attribution) -> dict[str, Any] | None:
    """What a source says, in the article's words; None where the attribution has no content."""
    if not attribution.content:
        return None
    article, is_its_own = sources.reading.article, attribution.factuality not in _NOT_ITS_OWN
    made = _statement(article, attribution, "Claim", claimed(article, attribution))
    made |= credit(sources, attribution, "author" if is_its_own else None)
    made["appearance"] = _reference(article)
    if is_its_own and (origin := work(sources, attribution)):
        made["firstAppearance"] = origin
    if attribution.parent:
        made["isPartOf"] = {"@type": "Claim", "@id": _name(article, "Claim", attribution.parent)}
    return made


def _article(article: Article) -> dict[str, Any]:
    made: dict[str, Any] = _reference(article)
    if made["@id"].startswith("http"):
        made["url"] = made["@id"]
    facts = {"headline": article.title, "inLanguage": article.language, "datePublished": article.published}
    made |= {key: value for key, value in facts.items() if value}
    if article.authors:
        made["author"] = [_author(name, article) for name in article.authors]
    if article.outlet:
        made["publisher"] = {"@type": "Organization", "name": article.outlet}
    return made | {"identifier": {"@type": "PropertyValue", "propertyID": "sha-256", "value": article.sha256}}


def _author(name: str, article: Article) -> dict[str, Any]:
    return {"@type": "Organization" if name == article.outlet else "Person", "name": name}


def _reference(article: Article) -> dict[str, Any]:
    return {"@type": "NewsArticle", "@id": name_of(article)}


def _name(article: Article, type_: str, attribution: str) -> str:
    return name_for(type_, article.sha256, attribution)


def _statement(article: Article, attribution: Attribution, type_: str, text: str) -> dict[str, Any]:
    """What Quotation and Claim have in common: mode, kind and factuality are keywords, defined by this project."""
    made: dict[str, Any] = {"@type": type_, "@id": _name(article, type_, attribution.id), "text": text}
    if article.language:
        made["inLanguage"] = article.language
    if words := _IN_WORDS.get(attribution.factuality):
        made["description"] = words
    made["keywords"] = [
        {"@type": "DefinedTerm", "name": getattr(attribution, term), "inDefinedTermSet": f"{NAMESPACE}{term}"}
        for term in ("factuality", "kind", "mode")
    ]
    return made
