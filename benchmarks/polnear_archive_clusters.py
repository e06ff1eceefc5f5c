"""The quotations that come back in a ledger, from article to article, as values and counts without their words."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from onrecord.ledger.database import Ledger
from onrecord.ledger.trace import Printing, trace_statement
from onrecord.variants.pairs import is_short

CLASSES = ("exact", "truncated", "elided", "bracketed", "altered", "none")
"""As `onrecord trace` tells them; 'none' where a printing is in the family by way of others alone."""
DIGITS = 12
"""Of the digest that tells whether a cluster is still the one that was judged."""
SPANS = {0: "on one day", 7: "within a week", 31: "within a month", math.inf: "over more than a month"}
"""Most days from the first printing to the last -> what that is called."""
LISTED = ("cluster", "printing", "article", "outlet", "day", "start", "end", "mode", "compared_with", "class")
"""The columns of `listed`."""
Key = tuple[str, int]
"""A cluster's name: its first printing's article, and the code point where its quoted words begin there."""
Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A printing of a quotation: the article's name, and where its quoted words begin and end there (code points).

    `cls` is how it differs from the printing numbered `compared` (from 1), as `onrecord trace` tells it; of the first
    printing, both are None.
    """

    article: str
    start: int
    end: int
    printing: Printing

    @property
    def cls(self) -> str | None:
        difference = self.printing.difference
        return None if difference is None else difference.cls or "none"

    @property
    def compared(self) -> int | None:
        difference = self.printing.difference
        return None if difference is None else difference.from_number


@dataclass(frozen=True, slots=True)
class Cluster:
    """The printings of a quotation in time, in two or more articles."""

    members: tuple[Member, ...]

    @property
    def key(self) -> Key:
        return self.members[0].article, self.members[0].start

    @property
    def articles(self) -> int:
        return len({member.article for member in self.members})

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(sorted({member.printing.outlet or "" for member in self.members}))

    @property
    def days(self) -> int:
        """From the first printing to the last."""
        days = [date.fromisoformat(member.printing.day) for member in self.members if member.printing.day]
        return (max(days) - min(days)).days if days else 0

    @property
    def is_short(self) -> bool:
        """Whether its words say so little that it is one by its named speaker alone."""
        return is_short(self.members[0].printing.text)

    @property
    def classes(self) -> tuple[str, ...]:
        """Of the printings after the first."""
        return tuple(member.cls for member in self.members if member.cls is not None)

    @property
    def digest(self) -> str:
        """Of what is judged: where its printings stand, and how they are said to differ."""
        places = "\n".join(f"{m.article} {m.start} {m.end} {m.cls} {m.compared}" for m in self.members)
        return hashlib.sha256(places.encode()).hexdigest()[:DIGITS]


def clusters(ledger: Ledger) -> tuple[Cluster, ...]:
    """The quotations that several articles print, in the order of the first printings."""
    query = """SELECT quotations.id, articles.name, quotations.start, quotations.end
        FROM quotations JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id"""
    places = {row[0]: (row[1], row[2], row[3]) for row in ledger.connection.execute(query)}
    statements = ledger.connection.execute("SELECT statement_id FROM repeated_quotations").fetchall()
    traces = (trace_statement(ledger, row[0]) for row in statements)
    found = (Cluster(tuple(Member(*places[p.quotation_id], p) for p in trace.printings)) for trace in traces)
    return tuple(sorted(found, key=lambda cluster: (cluster.members[0].printing.day or "", cluster.key)))


def across(found: Iterable[Cluster]) -> tuple[Cluster, ...]:
    """Those of two or more outlets."""
    return tuple(cluster for cluster in found if len(cluster.outlets) > 1)


def totals(ledger: Ledger, found: Sequence[Cluster]) -> Iterator[Row]:
    """What the archive holds: a name and a number each."""
    for name, of in (
        ("articles", "FROM articles"),
        ("statements", "FROM statements JOIN readings ON readings.id = reading_id WHERE current = 1"),
        ("quotations", "FROM quotations"),
    ):
        yield name, ledger.connection.execute(f"SELECT count(*) {of}").fetchone()[0]
    beyond = across(found)
    yield "clusters of two or more articles", len(found)
    yield "clusters across outlets", len(beyond)
    yield "of them so short that the speaker decides", sum(cluster.is_short for cluster in beyond)


def spread(found: Sequence[Cluster]) -> Iterator[Row]:
    """How many clusters there are by what they have: articles, outlets, days from first to last."""
    yield from _counted("articles", (cluster.articles for cluster in found))
    yield from _counted("outlets", (len(cluster.outlets) for cluster in found))
    spans = Counter(_span(cluster.days) for cluster in found)
    yield from ((name, spans[name]) for name in SPANS.values() if spans[name])


def _counted(what: str, numbers: Iterable[int]) -> Iterator[Row]:
    yield from ((f"{number} {what}", n) for number, n in sorted(Counter(numbers).items()))


def _span(days: int) -> str:
    return next(name for most, name in SPANS.items() if days <= most)


def by_class(found: Sequence[Cluster]) -> Iterator[Row]:
    """How the printings after the first differ."""
    counts = Counter(cls for cluster in found for cls in cluster.classes)
    yield from ((name, counts[name]) for name in CLASSES if counts[name])


def pairs_of_outlets(found: Sequence[Cluster]) -> Iterator[Row]:
    """Two outlets, and how many clusters both have a part in."""
    counts = Counter(pair for cluster in found for pair in combinations(cluster.outlets, 2))
    yield from ((one, other, n) for (one, other), n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def listed(found: Sequence[Cluster]) -> Iterator[Row]:
    """A row for each printing: where it stands, and how it differs."""
    for number, cluster in enumerate(found, 1):
        for place, member in enumerate(cluster.members, 1):
            printing = member.printing
            where = (member.article, printing.outlet or "", printing.day or "", member.start, member.end)
            yield number, place, *where, printing.mode, member.compared or "", member.cls or ""
