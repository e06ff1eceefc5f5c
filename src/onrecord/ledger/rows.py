"""Readings as the rows of the ledger: what stands in the columns is made here, and from the reading alone.

The store writes these rows, and `verify` makes them again to compare, so that there is one account of them. Whoever
changes what is made here makes a step of `migrations` that changes the rows that are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from onrecord.audit.figures import DIRECT_CHAIN
from onrecord.types import Anonymity, Article, Attribution, Block, Note, Reading, Source, Spans

Value = str | int | float | None

ARTICLE: Final = tuple(
    "raw_sha256 label name url title outlet authors published day language text blocks notes".split()
)
SOURCE: Final = tuple(
    "local label type name roles affiliations title justification anonymity_reason position_to_know number".split()
)
STATEMENT: Final = tuple(
    "local label source cue content source_spans cue_spans content_spans start end mode kind factuality recipient "
    "chain second_hand confidence".split()
)
"""The columns that `article_row`, `source_row` and `statement_row` fill, in their order."""
GAP: Final = " … "
"""What joins the parts of a discontinuous span in a column."""
_LABEL = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LARGEST = 2**63


def article_row(article: Article) -> tuple[Value, ...]:
    """An article's columns, less id, hash, version and time."""
    day = _DAY.match(article.published or "")
    return (
        article.sha256,
        _short(article.title or article.text) or article.name,
        article.name,
        article.url,
        article.title,
        article.outlet,
        _array(article.authors),
        article.published,
        day[0] if day else None,
        article.language,
        article.text,
        msgspec.json.encode(article.blocks).decode(),
        msgspec.json.encode(article.notes).decode(),
    )


def article_from(row: dict[str, str | None]) -> Article:
    """The article that `article_row` made the columns of. Raises msgspec.DecodeError where they are damaged."""
    return Article(
        row["text"] or "",
        msgspec.json.decode(row["blocks"] or "", type=tuple[Block, ...]),
        row["raw_sha256"] or "",
        name=row["name"] or "",
        url=row["url"],
        title=row["title"],
        outlet=row["outlet"],
        authors=msgspec.json.decode(row["authors"] or "", type=tuple[str, ...]),
        published=row["published"],
        language=row["language"],
        notes=msgspec.json.decode(row["notes"] or "", type=tuple[Note, ...]),
    )


def source_row(reading: Reading, source: Source) -> tuple[Value, ...]:
    """A source's columns, less the ids."""
    text = reading.article.text
    anonymity = source.anonymity or Anonymity()
    fits = anonymity.number is not None and abs(anonymity.number) < _LARGEST
    return (
        source.id,
        _label(text, source),
        source.type,
        source.name,
        _array(source.roles),
        _array(source.affiliations),
        words(text, source.title),
        words(text, source.justification),
        words(text, anonymity.reason),
        words(text, anonymity.position_to_know),
        anonymity.number if fits else None,
    )


def statement_row(reading: Reading, a: Attribution, labels: dict[str, str]) -> tuple[Value, ...]:
    """A statement's columns, less the ids. `labels` are those of the reading's sources, by id."""
    text = reading.article.text
    source, content = words(text, a.source), words(text, a.content) or ""
    speaker = labels.get(a.source_id or "") or source
    everything = (*a.source, *a.cue, *a.content)
    return (
        a.id,
        _short(f"{speaker}: {content}" if speaker else content),
        source,
        words(text, a.cue) or "",
        content,
        _array(a.source),
        _array(a.cue),
        _array(a.content),
        min(start for start, _ in everything),
        max(end for _, end in everything),
        a.mode,
        a.kind,
        a.factuality,
        words(text, a.recipient),
        _array([link.name for link in a.chain[:-1]]),
        int(len(a.chain) > DIRECT_CHAIN),
        a.confidence,
    )


def labels(reading: Reading) -> dict[str, str]:
    """The sources' labels by their ids: the name, else what it is called at its first mention."""
    return {source.id: _label(reading.article.text, source) for source in reading.sources}


def words(text: str, spans: Spans) -> str | None:
    """What is printed at `spans`, joined by GAP; None where there are none."""
    return GAP.join(text[start:end] for start, end in spans) or None


def _label(text: str, source: Source) -> str:
    called = source.anonymity.label if source.anonymity else ()
    return _short(source.name or words(text, called) or words(text, source.mentions[:1]) or source.type)


def _short(text: str) -> str:
    start = " ".join(text[: 4 * _LABEL].split())
    return start if len(start) <= _LABEL else f"{start[: _LABEL - 1].rstrip()}…"


def _array(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()


def faults(reading: Reading) -> Iterator[str]:
    """What keeps a reading, which may come from another program, from being stored; nothing for what `read` gives."""
    length = len(reading.article.text)
    try:
        msgspec.json.encode(reading)
    except UnicodeEncodeError:
        yield "it holds characters that cannot be stored (lone surrogates)"
    ids = [a.id for a in reading.attributions]
    sources = [s.id for s in reading.sources]
    if len({*ids}) < len(ids) or len({*sources}) < len(sources):
        yield "an id stands twice"
    for a in reading.attributions:
        yield from _faults_of(a, {*ids}, {*sources})
    if any(not 0 <= start <= end <= length for spans in _spans(reading) for start, end in spans):
        yield "a span lies outside the text"


def _faults_of(a: Attribution, ids: set[str], sources: set[str]) -> Iterator[str]:
    if not (a.source or a.cue or a.content):
        yield f"the attribution {a.id} has no words"
    if not 0 <= a.confidence <= 1:
        yield f"the confidence of {a.id} is no probability"
    if a.parent is not None and (a.parent not in ids or a.parent == a.id):
        yield f"the attribution {a.id} stands in {a.parent}, which is no other"
    if a.source_id is not None and a.source_id not in sources:
        yield f"the attribution {a.id} is of {a.source_id}, which is no source"


def _spans(reading: Reading) -> Iterator[Spans]:
    yield tuple((block.start, block.end) for block in reading.article.blocks)
    yield reading.own_voice
    for a in reading.attributions:
        yield from (a.source, a.cue, a.content, a.recipient, a.evidence)
    for source in reading.sources:
        yield from (source.title, source.mentions, source.justification)
        if source.anonymity is not None:
            yield from (source.anonymity.reason, source.anonymity.position_to_know, source.anonymity.label)
    yield tuple(q.span for q in reading.quantities)
    yield tuple(t.span for t in reading.times)
    yield tuple(p.evidence for p in reading.plans)
    yield tuple(p.span for p in reading.pull_quotes)
    yield tuple(d.span for d in reading.dangling_leads)
