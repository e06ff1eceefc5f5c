"""The order of the stages: article, relations, attributions, sources, statements, reading. No other module knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.articles import from_text
from onrecord.reading.assemble import assemble
from onrecord.reading.display import displayed
from onrecord.reading.model import DEFAULT_NAME, named
from onrecord.reading.tagger import Tagger
from onrecord.reading.within import read_within
from onrecord.sources import identify
from onrecord.statements import weigh
from onrecord.types import Article, Attribution, DanglingLead, Note, Reading, Source

SUPPORTED = "en"


def read(item: str | Article, *, model: str | None = None, tagger: Tagger | None = None) -> Reading:
    """Read one article: its text, or an `Article` from `onrecord.articles`.

    A text that is not in English gives a reading without attributions, with the note `language-not-supported`; one
    without words, with the note `no-text`. `model` is `fast` (the default, inside the package), the name of another
    that is installed, such as `accurate`, or the path of a folder of weights; it is loaded once a process. Instead of
    it, `tagger` can be one that is already loaded.

    Raises:
        InputError: a text that cannot be an article.
        ModelError: there is no such model, or its weights are missing or damaged.
        TypeError: both `model` and `tagger` are given.
    """
    article = from_text(item) if isinstance(item, str) else item
    tagger = _tagger(model, tagger)
    note = _why_not(article)
    if note is not None:
        return Reading(article, (), tagger.name, (note,))
    attributions = _attributions(article, tagger)
    pull_quotes, leads = displayed(article, attributions)
    attributions, leads, sources = _identified(article, attributions, leads)
    apart = (*(q.span for q in pull_quotes), *(d.span for d in leads))
    stated = weigh(article, attributions, apart)
    return Reading(
        article,
        stated.attributions,
        tagger.name,
        sources=sources,
        own_voice=stated.own_voice,
        pull_quotes=pull_quotes,
        dangling_leads=leads,
        quantities=stated.quantities,
        times=stated.times,
        plans=stated.plans,
    )


def _attributions(article: Article, tagger: Tagger) -> tuple[Attribution, ...]:
    relations = tagger.tag(article.text)
    found = assemble(article, relations)
    if not any(a.mode == "block" for a in found):
        return found
    return assemble(article, read_within(tagger.tag, article.text, relations, found))


def _identified(
    article: Article, attributions: Sequence[Attribution], leads: Sequence[DanglingLead]
) -> tuple[tuple[Attribution, ...], tuple[DanglingLead, ...], tuple[Source, ...]]:
    """Attributions and dangling leads with their sources: a lead is an attribution that has lost its content."""
    lost = [Attribution(f"lost{i}", d.source, d.cue, (), "block", None, 1.0) for i, d in enumerate(leads)]
    found, sources = identify(article, (*attributions, *lost))
    ids = [a.source_id for a in found[len(attributions) :]]
    known = tuple(replace(d, source_id=key) for d, key in zip(leads, ids, strict=True))
    return found[: len(attributions)], known, sources


def read_many(
    items: Iterable[str | Article], *, model: str | None = None, tagger: Tagger | None = None
) -> Iterator[Reading]:
    """Read articles one after another, in order, as they are asked for; each as `read` alone would.

    A model that cannot be used raises at the call, before any article is asked for.
    """
    chosen = _tagger(model, tagger)
    return (read(item, tagger=chosen) for item in items)


def _tagger(model: str | None, tagger: Tagger | None) -> Tagger:
    if tagger is None:
        return named(DEFAULT_NAME if model is None else model)
    if model is not None:
        raise TypeError("model and tagger are both given, but only one can read")
    return tagger


def _why_not(article: Article) -> Note | None:
    if not article.text.strip():
        return Note("no-text", "the article holds no text, so there is nothing to read")
    if article.language not in (None, SUPPORTED):
        return Note(
            "language-not-supported",
            f"the text is in another language than English (it looks like '{article.language}'), which is not "
            "supported; nothing was read",
        )
    return None
