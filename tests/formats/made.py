"""Whole readings that no model made, with everything that the types can hold; for round trips through formats.

The same seed always gives the same reading. They keep to what `onrecord.types` promises (spans lie in the text, neither
begin nor end with white space, and do not overlap within a role; ids are unique and refer to what is there; statements
and sources stand in text order), and to nothing else: the words, and who says what, are arbitrary.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from onrecord.types import (
    Anonymity,
    Article,
    Attribution,
    Block,
    BlockKind,
    Bound,
    DanglingLead,
    EditorialMark,
    EditorialMarkType,
    Factuality,
    Kind,
    Link,
    Mode,
    Note,
    Plan,
    PlanStatus,
    PullQuote,
    Quantity,
    QuantityType,
    Reading,
    Source,
    SourceType,
    Span,
    Spans,
    Step,
    Time,
    TimeRelation,
)

MODEL = "made-1"
BREAKS = ("\n\n", "\n\n", "\n\n", "\n", "\r\n\r\n", "\r\n", "\r", "\n \n", "\n\n\n")
GAPS = (*[" "] * 40, "  ", "\u00a0", "\t", "\u2028", "\u0085", "\u200b ", "\x0b", "\x0c", "\x1f")
"""What stands between words: most often a space, now and then what some programs take for a line's end."""
PLAIN = (
    "the ferry harbor council mayor said warned told reporters according to would close because nobody asked and old "
    "pier bridge boats winter on Tuesday about 40 percent more than 1,200 crowns spokesperson she they it Ruiz Lund"
).split()
ODD = (
    "🙂 👩\u200d👩\u200d👧 🇳🇴 👍🏽 𝔘pland 𠜎字 café cafe\u0301 naïve A\u030angstro\u0308m שלום مرحبا 東京港 ﬁsh Straße "
    "don’t ’90s 5′10″ a&b <b> ]]> &amp; {x} [sic] [the company] … ... R2-D2 e.g. 100% $3.5m https://x.example/?q=1&r=2 "
    "a;b a|b T1 E1:T2 #1 =1+1 \ufeffx \u202eabc\u202c \x01 /*"
).split(" ")
QUOTES = (
    ("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("``", "''"), ("''", "''"), ("‹", "›"),
    ("「", "」"), ("\ufffd", "\ufffd"), ("“", ""), ("", "”"), ('"', ""),
)  # fmt: skip
NAMES = (
    "Ana Ruiz",
    "Tor “Biff” Lund",
    "O'Neil, Pia",
    "Łucja Żak",
    "東京港",
    "Harbor\nLedger",
    "A\tB",
    "<Pier> & Co",
    "👩‍🚀",
)
TEXTS = ("mayor", "harbormaster", "vice-president; acting", "café owner", 'so-called "boss"', "a=b", "Pier | Authority")
_Chosen = TypeVar("_Chosen")


@dataclass(frozen=True)
class _Page:
    """A text while a reading of it is made: where its words stand, and all that is random."""

    random: Random
    text: str
    words: tuple[Span, ...]

    def span(self, within: Span | None = None, longest: int = 12) -> Span:
        """From a word to one of those after it."""
        first, last = self._places(within)
        start = self.random.randrange(first, last)
        return self.words[start][0], self.words[min(start + self.random.randrange(longest), last - 1)][1]

    def spans(self, within: Span | None = None, most: int = 3, longest: int = 12) -> Spans:
        """Up to `most` spans in text order that do not overlap; sometimes they touch."""
        first, last = self._places(within)
        wanted = sorted(self.random.choices(range(first, last), k=2 * self.random.randint(0, most)))
        found: list[Span] = []
        for one, other in zip(wanted[::2], wanted[1::2], strict=True):
            start, end = self.words[one][0], self.words[min(other, one + longest)][1]
            if not found or start >= found[-1][1]:
                found.append((start, end))
        return tuple(found)

    def some(self, make: Callable[[], _Chosen], most: int = 2) -> tuple[_Chosen, ...]:
        return tuple(make() for _ in range(self.random.randint(0, most)))

    def maybe(self, value: _Chosen) -> _Chosen | None:
        return value if self.random.random() < 0.5 else None

    def one(self, literal: Any) -> Any:
        return self.random.choice(get_args(literal))

    def _places(self, within: Span | None) -> tuple[int, int]:
        if within is None:
            return 0, len(self.words)
        first = bisect_left(self.words, (within[0], 0))
        return first, max(first + 1, bisect_right(self.words, within[1], key=lambda w: w[1]))


def reading(seed: int) -> Reading:
    """A reading with everything."""
    random = Random(seed)
    text, words, blocks = _text(random)
    article = _article(random, seed, text, blocks)
    if not words:
        return Reading(article, (), MODEL, (Note("no-text", "there is nothing to read"),))
    page = _Page(random, text, tuple(words))
    found, leads, sources = _with_sources(page, _attributions(page), page.some(lambda: _lead(page)))
    quantities, times, plans = (_in_order(page.some(make, 4), _place) for make in _details(page))
    return Reading(
        article,
        tuple(_detailed(page, a, quantities, times, plans) for a in found),
        random.choice((MODEL, "fast-2-seed1")),
        page.some(lambda: Note("a-note", 'why, "so"\tthere\'s\nless: 🙂')),
        sources,
        page.spans(most=4),
        _in_order(page.some(lambda: _pull_quote(page, found)), lambda quote: quote.span),
        _in_order(leads, lambda lead: lead.span),
        quantities,
        times,
        plans,
    )


def readings(seed: int, n: int) -> list[Reading]:
    """`n` readings, all different."""
    return [reading(seed + i) for i in range(n)]


whole = st.integers(0, 10**6).map(reading)
"""A strategy of whole readings."""


def _text(random: Random) -> tuple[str, list[Span], list[Block]]:
    """Paragraphs of words, the words' places, and the blocks."""
    if random.random() < 0.02:
        return random.choice(("", " ", "\r\n")), [], []
    text, words, blocks = random.choice(("", "", "", "\n", "\ufeff")), list[Span](), list[Block]()
    for number in range(random.randint(1, 8)):
        text += random.choice(BREAKS) if number else ""
        start = len(text)
        opening, closing = random.choice(QUOTES) if random.random() < 0.6 else ("", "")
        printed = [random.choice(ODD if random.random() < 0.15 else PLAIN) for _ in range(random.randint(1, 25))]
        printed[0], quoted = opening + printed[0], random.randrange(len(printed))
        printed[quoted] += closing
        for i, word in enumerate(printed):
            text += random.choice(GAPS) if i else ""
            words.append((len(text), len(text) + len(word)))
            text += word
        text += "."
        blocks.append(_block(random, number, start, len(text), words))
        if random.random() < 0.1:
            blocks.append(Block("embed", len(text), len(text)))
    return text + random.choice(("", "", "\n", "\r\n", " ")), [w for w in words if w[0] < w[1]], blocks


def _block(random: Random, number: int, start: int, end: int, words: Sequence[Span]) -> Block:
    kind = "paragraph" if random.random() < 0.5 else random.choice([k for k in get_args(BlockKind) if k != "embed"])
    credit = words[-1] if kind in ("blockquote", "pullquote") and random.random() < 0.5 else None
    depth = random.randint(1, 2) if kind == "blockquote" else 0
    group = number // 2 + 1 if kind in ("blockquote", "pullquote", "list_item") else None
    return Block(kind, start, end, depth, group, credit)


def _article(random: Random, seed: int, text: str, blocks: Sequence[Block]) -> Article:
    def maybe(*values: str) -> str | None:
        return random.choice((None, *values))

    return Article(
        text,
        tuple(blocks),
        hashlib.sha256(f"{seed} {text}".encode()).hexdigest(),
        name=random.choice((f"made-{seed}.html", f"https://x.example/{seed}?a=1&b=2", f"Ærlig/{seed} 🙂.txt", "-", "")),
        url=maybe(f"https://tidelook.example/2031/{seed}?a=1&b=“2”"),
        title=maybe("Harbor <town> & its “quiet” winter", "Cafe\u0301 🙂\nsecond line"),
        outlet=maybe("Tidelook", "Sound & Shore"),
        authors=tuple(random.sample(NAMES, random.randint(0, 2))),
        published=maybe("2031-03-14", "2031-03-14T09:30:00+01:00"),
        language=maybe("en"),
        notes=(Note("mojibake-repaired", "3 characters"),) if random.random() < 0.2 else (),
    )


def _attributions(page: _Page) -> list[Attribution]:
    """In text order, with ids by that order; some stand in another's content."""
    made: list[tuple[Attribution, int | None]] = []
    for _ in range(page.random.choice((0, 1, 2, 5, 9))):
        around = [i for i, (a, _) in enumerate(made) if a.content and a.content[0][1] - a.content[0][0] > 30]
        above = page.random.choice(around) if around and page.random.random() < 0.4 else None
        made.append((_attribution(page, None if above is None else made[above][0].content[0]), above))
    order = sorted(range(len(made)), key=lambda i: _first(made[i][0]))
    ids = {i: f"a{n}" for n, i in enumerate(order, 1)}
    return [replace(made[i][0], id=ids[i], parent=None if (p := made[i][1]) is None else ids[p]) for i in order]


def _attribution(page: _Page, within: Span | None) -> Attribution:
    content = page.spans(within, longest=40) or (page.span(within, longest=40),)
    kind, factuality = page.one(Kind), page.one(Factuality)
    return Attribution(
        "",
        page.spans(within, 2, 4),
        page.spans(within, 2, 2) or (() if page.random.random() < 0.2 else (page.span(within, 2),)),
        content,
        page.one(Mode),
        None,
        page.random.choice((0.0, 1.0, round(page.random.random(), 4), page.random.random())),
        page.some(lambda: Step("relation", page.random.choice(("model:made-1", "rule:block-lead-in"))), 3),
        recipient=page.spans(within, 1, 3),
        kind=kind,
        factuality=factuality,
        evidence=page.spans(content[0], 2, 2),
        editorial_marks=_in_order(
            page.some(lambda: EditorialMark(page.one(EditorialMarkType), page.span(content[-1], 2))), _place
        ),
    )


def _first(attribution: Attribution) -> Span:
    return min((*attribution.source, *attribution.cue, *attribution.content))


def _with_sources(
    page: _Page, made: Sequence[Attribution], leads: Sequence[DanglingLead]
) -> tuple[list[Attribution], list[DanglingLead], tuple[Source, ...]]:
    """Both with who is behind them, and the sources in order of their first mention; recipients last."""
    phrases: list[list[Span]] = [[] for _ in range(page.random.randint(1, 5))]
    owners = [_owner(page, one.source, phrases) for one in (*made, *leads)]
    order = sorted((i for i, spans in enumerate(phrases) if spans), key=lambda i: min(phrases[i]))
    ids = {i: f"s{n}" for n, i in enumerate(order, 1)}
    sources = [_source(page, ids[i], tuple(sorted(phrases[i]))) for i in order]
    sources += page.some(lambda: _source(page, "", ()), 2)
    sources = [replace(s, id=f"s{n}") for n, s in enumerate(sources, 1)]
    owned = [None if owner is None else ids[owner] for owner in owners]
    found = [_linked(page, a, owner, sources) for a, owner in zip(made, owned, strict=False)]
    known = [replace(d, source_id=owner) for d, owner in zip(leads, owned[len(made) :], strict=True)]
    return found, known, tuple(sources)


def _owner(page: _Page, said: Spans, phrases: list[list[Span]]) -> int | None:
    """Which of those with these `phrases` has said it, if any; its phrases grow."""
    owner = page.random.choice((None, *range(len(phrases)))) if said else None
    if owner is None or not all(_apart(span, phrases[owner]) for span in said):
        return None
    phrases[owner] += said
    return owner


def _apart(span: Span, spans: Sequence[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in spans)


def _source(page: _Page, id_: str, mentions: Spans) -> Source:
    type_ = page.one(SourceType)
    unnamed = type_ in ("anonymous source", "unnamed group")
    number = page.random.choice((None, 1, 3))
    anonymity = Anonymity(page.spans(None, 1), page.spans(None, 2), mentions[:1], number) if unnamed else None
    return Source(
        id_,
        type_,
        None if unnamed else page.random.choice((*NAMES, None)),
        page.some(lambda: page.random.choice(TEXTS)),
        page.some(lambda: page.random.choice(TEXTS)),
        page.spans(None, 2, 3),
        mentions,
        page.spans(None, 2, 6),
        anonymity,
    )


def _linked(page: _Page, attribution: Attribution, owner: str | None, sources: Sequence[Source]) -> Attribution:
    ids = [s.id for s in sources]
    via = page.some(
        lambda: Link(*page.random.choice([("unnamed", None), *((s.name or "unnamed", s.id) for s in sources)]))
    )
    unsure = owner is None and len(ids) > 1 and page.random.random() < 0.3
    return replace(
        attribution,
        source_id=owner,
        candidates=tuple(ids[:2]) if unsure else (),
        recipient_id=page.random.choice(ids) if attribution.recipient and ids and page.random.random() < 0.5 else None,
        chain=() if page.random.random() < 0.1 else (Link("unnamed", owner), *via, Link("this article")),
    )


def _details(page: _Page) -> tuple[Callable[[], Any], ...]:
    """What makes a quantity, a time, and a plan."""
    number = (None, 0, 2, 40000, 2.1, 0.5, 1e12)

    def quantity() -> Quantity:
        value, low, high = (page.random.choice(number) for _ in range(3))
        bound, unit = page.maybe(page.one(Bound)), page.random.choice((None, "percent", "boats", "“crowns” & öre"))
        kind, unsure = page.one(QuantityType), page.random.random() < 0.3
        return Quantity(page.span(None, 4), kind, value, low, high, bound, unit, unsure, page.spans(None, 1, 2))

    def time() -> Time:
        start, end = page.random.choice(((None, None), ("2031-03-01", "2031-03-31"), ("0044-03-15", None)))
        return Time(page.span(None, 3), start, end, page.maybe(page.one(TimeRelation)), page.spans(None, 1, 2))

    def plan() -> Plan:
        return Plan(page.one(PlanStatus), page.span(None, 5), page.spans(None, 2, 3))

    return quantity, time, plan


def _detailed(page: _Page, attribution: Attribution, *found: Sequence[Any]) -> Attribution:
    """With those quantities, times and plans that stand in its content."""

    def inside(values: Sequence[Any]) -> tuple[Any, ...]:
        places = [_place(value) for value in values]
        within = [any(s <= p[0] and p[1] <= e for s, e in attribution.content) for p in places]
        return tuple(value for value, is_in in zip(values, within, strict=True) if is_in)

    quantities, times, plans = (inside(values) for values in found)
    return replace(attribution, quantities=quantities, times=times, plans=plans)


def _place(value: Any) -> Span:
    place: Span = value.evidence if isinstance(value, Plan) else value.span
    return place


def _in_order(values: Sequence[_Chosen], place: Callable[[_Chosen], Span]) -> tuple[_Chosen, ...]:
    return tuple(sorted(dict.fromkeys(values), key=lambda value: (place(value), repr(value))))


def _pull_quote(page: _Page, found: Sequence[Attribution]) -> PullQuote:
    repeats = page.random.choice((None, *(a.id for a in found)))
    return PullQuote(page.span(), page.spans(None, 2), repeats, page.maybe(page.span(None, 3)))


def _lead(page: _Page) -> DanglingLead:
    span = page.span()
    return DanglingLead(span, page.spans(span, 1, 3), page.spans(span, 1, 2))
