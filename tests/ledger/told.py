"""Readings as a test of search needs them: each statement with the words, source and kind that the test says."""

import hashlib
from dataclasses import dataclass, replace
from itertools import count

from onrecord.types import Article, Attribution, Block, Factuality, Kind, Link, Mode, Reading, Source, SourceType

_NUMBERS = count(1)


@dataclass(frozen=True)
class Told:
    """One statement: `source` is printed, None for none; `name` is its name where it has another or none."""

    content: str
    source: str | None = "Ana Ruiz"
    type: SourceType = "named person"
    mode: Mode = "indirect"
    kind: Kind = "assertion"
    factuality: Factuality = "asserted"
    second_hand: bool = False

    @property
    def named(self):
        return self.type not in ("anonymous source", "unnamed group")


def reading(*told, outlet="Harbor Ledger", day="2026-03-14", url=None, model="told-1"):
    """An article of one paragraph a statement: SOURCE said: CONTENT."""
    text, attributions, sources, blocks = "", [], {}, []
    for number, one in enumerate(told, start=1):
        text += "\n\n" if text else ""
        start = len(text)
        source = ((start, start + len(one.source)),) if one.source else ()
        text += f"{one.source or 'It was'} said: "
        content = ((len(text), len(text) + len(one.content)),)
        cue = ((content[0][0] - 6, content[0][0] - 2),)
        text += one.content
        blocks.append(Block("paragraph", start, len(text)))
        links = (Link("speaker"), *((Link("Tidelook"),) if one.second_hand else ()), Link("this article"))
        made = Attribution(f"a{number}", source, cue, content, one.mode, None, 0.9, chain=links)
        source_id = _source(sources, one, source)
        attributions.append(replace(made, source_id=source_id, kind=one.kind, factuality=one.factuality))
    digest = hashlib.sha256(text.encode()).hexdigest()
    url = url or f"https://news.example/{next(_NUMBERS)}"
    article = Article(text, tuple(blocks), digest, name="told.txt", url=url, outlet=outlet, published=day)
    return Reading(article, tuple(attributions), model, sources=tuple(sources.values()))


def _source(sources, one, mentions):
    if one.source is None:
        return None
    name = one.source if one.named else None
    made = Source(f"s{len(sources) + 1}", one.type, name, mentions=mentions)
    return sources.setdefault((one.type, one.source), made).id
