"""Readings that no model made: invented people, outlets and sentences, for tests and benchmarks of the ledger.

The same seed always gives the same readings. Spans are consistent (every quoted text stands where it says), articles
have several outlets and dates, and some quotations come back in other articles: word for word, cut, with words left out
or put in brackets, or with a word changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from onrecord.types import (
    Anonymity,
    Article,
    Attribution,
    Block,
    Factuality,
    Kind,
    Link,
    Mode,
    Reading,
    Source,
    SourceType,
    Span,
    Spans,
    Step,
)

MODEL = "made-1"
OUTLETS = tuple(
    "Harbor Ledger|Tidelook|Selby Courier|Upland Post|Marsh Tribune|Quay Gazette|Northern Bee|Pier Dispatch".split("|")
)
_FIRST = "Ana Tor Olga Pia Lin Rex Nora Bram Ilse Joren Mika Dora Emil Sanne Viggo Petra Anselm Ruta Hale Wen".split()
_LAST = "Ruiz Lund Brandt Orrin Meiyu Early Blick Vasko Tamm Quill Osei Dahl Moro Sarn Pell Ito Kovel Renn".split()
_ROLES = "mayor senator coroner harbormaster treasurer spokesman professor inspector".split()
_BODIES = ("Selby Council", "Pier Authority", "Upland Ferry Company", "Coastal Institute", "Harbor Board")
_PAPERS = ("Selby Report", "Harbor Audit", "report", "internal memo")
_UNNAMED = ("an official", "a person familiar with the plans", "two council aides", "a dock worker", "residents")
_REASONS = ("who was not authorized to speak", "who feared losing work", "")
_NOUNS = (
    "ferry harbor pier council budget bridge market school roof tunnel night train mill lighthouse contract "
    "winter fund sailor island visitor shelter crew village quarter fishery warehouse tax sewer library nurse bus "
    "orchard quarry dam festival archive bakery stadium cannery chapel depot estuary farm garden hospital inlet "
    "jetty kiln lagoon meadow orphanage park quay reef shipyard theatre union valley wharf yard"
).split()
_ADJECTIVES = (
    "old new whole empty lower upper public private northern southern wooden costly quiet crowded broken painted "
    "narrow distant famous rusty modern flooded unfinished local foreign seasonal spare second last early late "
    "municipal shared cheap dark steep windy shallow sunken abandoned"
).split()
_VERBS = (
    "will close|may cost|must not hurt|could help|will never serve|should repay|might delay|cannot replace|has saved|"
    "would surprise|did ruin|will probably feed|can outlive|has not paid|ought to rescue|seems to threaten"
).split("|")
_LINKS = "because before although unless while after since until whenever wherever".split()
_OPENINGS = "the our this every that no".split()
_KINDS: tuple[Kind, ...] = ("assertion", "assertion", "assertion", "belief", "fact", "eventuality")
_FACTUALITIES: tuple[Factuality, ...] = ("asserted", "asserted", "denied", "possible", "planned")
_CUES = ("said", "told reporters", "warned", "added", "insisted", "wrote")


@dataclass
class _Page:
    """An article while it is written: its text so far, and what stands where."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def begin(self) -> int:
        if self.text:
            self.text += "\n\n"
        return len(self.text)

    def end(self, start: int) -> None:
        self.blocks.append(Block("paragraph", start, len(self.text)))


def sentence(random: Random) -> str:
    """Fifteen to twenty words without final mark, with hedges and negations among them; two share little."""

    def thing(opening: str = "the") -> str:
        return f"{opening} {random.choice(_ADJECTIVES)} {random.choice(_NOUNS)}"

    of_whom = random.choice((*(thing() for _ in range(7)), "the whole town"))
    other, further = (thing(random.choice(_OPENINGS)) for _ in range(2))
    verb, other_verb = random.choice(_VERBS), random.choice(_VERBS)
    return f"{thing()} {verb} {of_whom} {random.choice(_LINKS)} {other} {other_verb} {further}"


def edited(words: str, random: Random) -> tuple[str, str]:
    """A quotation as another outlet might print it, and the class of the change."""
    parts = words.split()
    match random.choice(("exact", "exact", "truncated", "elided", "bracketed", "altered")):
        case "truncated":
            return " ".join(parts[: max(6, len(parts) - random.randint(3, 6))]), "truncated"
        case "elided":
            return " ".join((*parts[:4], "…", *parts[7:])), "elided"
        case "bracketed":
            return f"[{_BODIES[0]}] {' '.join(parts[2:])}", "bracketed"
        case "altered":
            other = random.choice([noun for noun in _NOUNS if noun != parts[-1]])
            return " ".join((*parts[:-1], other)), "altered"
        case same:
            return words, same


def stream(seed: int, n: int, *, model: str = MODEL, statements: int = 10) -> Iterator[Reading]:
    """`n` readings one by one, of some `statements` statements each; every fifth quotation is one that came before."""
    random = Random(seed)
    told: list[str] = []
    for number in range(n):
        yield _reading(random, told, f"made-{seed}-{number}", model, random.randint(1, 2 * statements - 1))
        del told[: max(0, len(told) - 400)]


def readings(seed: int, n: int, *, model: str = MODEL, statements: int = 10) -> list[Reading]:
    """As `stream`, in a list."""
    return list(stream(seed, n, model=model, statements=statements))


def reread(reading: Reading, model: str) -> Reading:
    """The same article as another model might read it: less sure, and without the last attribution."""
    *others, last = reading.attributions
    kept = tuple(
        replace(a, confidence=round(a.confidence / 2, 4), parent=None if a.parent == last.id else a.parent)
        for a in others
    )
    return replace(reading, model=model, attributions=kept)


def changed(reading: Reading, words: str = "It was corrected on Tuesday.") -> Reading:
    """A later version of the article at the same URL, with one more paragraph."""
    old = reading.article
    text = f"{old.text}\n\n{words}"
    block = Block("paragraph", len(old.text) + 2, len(text))
    article = replace(old, text=text, blocks=(*old.blocks, block), sha256=_digest(text))
    return replace(reading, article=article)


def _reading(random: Random, told: list[str], name: str, model: str, statements: int) -> Reading:
    page = _Page()
    outlet = random.choice(OUTLETS)
    own_voice = []
    for _ in range(statements):
        start = page.begin()
        random.choice((_direct, _direct, _indirect, _unnamed, _document, _nested))(page, random, told)
        if random.random() < 0.3:
            page.add(" ")
            own_voice.append(page.add(f"{sentence(random).capitalize()}."))
        page.end(start)
    day = date(2024, 1, 1) + timedelta(days=random.randrange(900))
    article = Article(
        page.text,
        tuple(page.blocks),
        _digest(page.text),
        name=f"{name}.txt",
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{name}",
        title=sentence(random).capitalize(),
        outlet=outlet,
        authors=(f"{random.choice(_FIRST)} {random.choice(_LAST)}",),
        published=day.isoformat(),
        language="en",
    )
    found, sources = tuple(page.attributions), tuple(page.sources.values())
    return Reading(article, found, model, sources=sources, own_voice=tuple(own_voice))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _quotation(random: Random, told: list[str]) -> str:
    if told and random.random() < 0.2:
        return edited(random.choice(told), random)[0]
    told.append(sentence(random))
    return told[-1]


def _person(random: Random) -> tuple[str, str]:
    return f"{random.choice(_FIRST)} {random.choice(_LAST)}", random.choice(_ROLES)


def _direct(page: _Page, random: Random, told: list[str]) -> None:
    """“…,” Mayor Ana Ruiz said."""
    name, role = _person(random)
    content = page.add(f"“{_quotation(random, told)},”")
    page.add(" ")
    title = page.add(role.capitalize())
    page.add(" ")
    end = page.add(name)[1]
    page.add(" ")
    cue = page.add(random.choice(_CUES))
    page.add(".")
    source = _source(page, "named person", name, (title[0], end), roles=(role,), title=(title,))
    _attribute(page, random, source, cue, content, "direct")


def _indirect(page: _Page, random: Random, told: list[str]) -> None:
    """The Pier Authority said that …, told to another outlet."""
    name = random.choice(_BODIES)
    mention = page.add(f"The {name}")
    page.add(" ")
    cue = page.add("told")
    page.add(" ")
    outlet = random.choice(OUTLETS)
    recipient = page.add(f"the {outlet}")
    page.add(" that ")
    content = page.add(sentence(random))
    page.add(".")
    source = _source(page, "named organization", name, mention)
    other = _source(page, "named organization", outlet)
    chain = (Link(name, source), Link(outlet, other), Link("this article"))
    _attribute(page, random, source, cue, content, "indirect", recipient=(recipient,), chain=chain)


def _unnamed(page: _Page, random: Random, told: list[str]) -> None:
    """An official, who was not authorized to speak, said that …"""
    label = random.choice(_UNNAMED)
    mention = page.add(label.capitalize())
    reason = random.choice(_REASONS)
    page.add(", " if reason else "")
    why = (page.add(reason),) if reason else ()
    page.add(", " if reason else " ")
    cue = page.add("said")
    page.add(" that ")
    content = page.add(sentence(random))
    page.add(".")
    kind: SourceType = "unnamed group" if label in ("two council aides", "residents") else "anonymous source"
    position = ((mention[0] + label.index("familiar"), mention[1]),) if "familiar" in label else ()
    number = {"two council aides": 2, "residents": None}.get(label, 1)
    made = Source(f"s{len(page.sources) + 1}", kind, None, mentions=(mention,))
    source = replace(made, anonymity=Anonymity(why, position, (mention,), number))
    page.sources[source.id] = source
    _attribute(page, random, source.id, cue, content, "indirect")


def _document(page: _Page, random: Random, told: list[str]) -> None:
    """According to the Harbor Audit, …"""
    name = random.choice(_PAPERS)
    cue = page.add("According to")
    page.add(" ")
    mention = page.add(f"the {name}")
    page.add(", ")
    content = page.add(sentence(random))
    page.add(".")
    _attribute(page, random, _source(page, "document", name, mention), cue, content, "indirect")


def _nested(page: _Page, random: Random, told: list[str]) -> None:
    """“… said …,” with one attribution in another's content; the inner one comes first in the reading."""
    name, _ = _person(random)
    inner_name, _ = _person(random)
    start = page.add(inner_name)[0]
    inner_mention = (start, len(page.text))
    page.add(" ")
    inner_cue = page.add("promised")
    page.add(" that ")
    inner_content = page.add(sentence(random))
    outer_content = (start, len(page.text))
    page.add(", ")
    mention = page.add(name.split()[1] if random.random() < 0.2 else name)
    page.add(" ")
    cue = page.add("said")
    page.add(".")
    printed = page.text[slice(*mention)]
    inner = _source(page, "named person", inner_name, inner_mention)
    outer = _source(page, "named person", printed, mention)
    outer_id = f"a{len(page.attributions) + 2}"
    _attribute(page, random, inner, inner_cue, inner_content, "indirect", parent=outer_id)
    _attribute(page, random, outer, cue, outer_content, "indirect")


def _source(
    page: _Page,
    kind: SourceType,
    name: str,
    mention: Span | None = None,
    *,
    roles: tuple[str, ...] = (),
    title: Spans = (),
) -> str:
    """The id of the source with this name, with one more mention."""
    new = () if mention is None else (mention,)
    for source in page.sources.values():
        if (source.type, source.name) == (kind, name):
            page.sources[source.id] = replace(source, mentions=(*source.mentions, *new))
            return source.id
    made = Source(f"s{len(page.sources) + 1}", kind, name, roles=roles, title=title, mentions=new)
    page.sources[made.id] = made
    return made.id


def _attribute(page: _Page, random: Random, source_id: str, cue: Span, content: Span, mode: Mode, **more: Any) -> None:
    source = page.sources[source_id]
    made = Attribution(
        f"a{len(page.attributions) + 1}",
        source.mentions[-1:],
        (cue,),
        (content,),
        mode,
        None,
        round(random.uniform(0.5, 0.99), 4),
        steps=(Step("relation", f"model:{MODEL}"),),
        source_id=source_id,
        chain=(Link(source.name or "unnamed", source_id), Link("this article")),
        kind=random.choice(_KINDS),
        factuality=random.choice(_FACTUALITIES),
    )
    page.attributions.append(replace(made, **more))
