"""How long a search takes in a ledger of a million statements, made of invented words.

    python benchmarks/ledger_search.py FOLDER [--statements 1000000] [--queries 500]

Makes the ledger in FOLDER the first time (1 GB, some minutes) and leaves it there. The same seed gives the same
queries, which are asked one after another by one thread: once to warm up, and once more by the clock. Processor time is
what the clock shows where the machine does nothing else.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, get_args

import numpy as np

from ledger_search_made import DAYS, FIRST_DAY, NAMES, OUTLETS, SEED, VOCABULARY, Draws, World, invented, make
from onrecord.ledger.database import Ledger, open_ledger
from onrecord.ledger.query import Query
from onrecord.ledger.search import search
from onrecord.types import Factuality, Kind, Mode, SourceType

MIX = {
    "rare": 0.15, "common": 0.15, "several": 0.12, "phrase": 0.12, "operators": 0.06, "filters": 0.15, "both": 0.12,
    "by_date": 0.03, "later": 0.1,
}  # fmt: skip
"""Kind of query -> its share."""


class Asker:
    """Draws queries as people write them; words and phrases mostly from statements that there are."""

    def __init__(self, ledger: Ledger, world: World) -> None:
        self.ledger, self.world = ledger, world
        self.random, self.draws = Random(SEED), Draws(SEED + 1)

    def statement(self) -> list[str]:
        last = self.ledger.connection.execute("SELECT max(id) FROM statements").fetchone()[0]
        number = self.random.randint(last // 10, last)
        query = "SELECT content FROM statements WHERE id = ?"
        content: str = self.ledger.connection.execute(query, (number,)).fetchone()[0]
        return content.split()

    def rare(self) -> Query:
        """One or two words outside the 2,000 that are most frequent, one of them from a statement."""
        frequent = set(self.world.words[:2_000])
        rare = [word for word in self.statement() if word not in frequent] or self.world.words[-1:]
        return Query(" ".join(rare[: self.random.randint(1, 2)]))

    def common(self) -> Query:
        """One to three of the 300 that are most frequent; the most frequent of all mostly beside others."""
        return Query(" ".join(self.world.words[rank] for rank in set(self.draws.zipf(300, self.random.randint(1, 3)))))

    def several(self) -> Query:
        """Two to four words of a statement, frequent or rare as they come."""
        words = self.statement()
        return Query(" ".join(self.random.sample(words, min(len(words), self.random.randint(2, 4)))))

    def phrase(self) -> Query:
        """Two to four words in a row, of which the first may be as frequent as 'the'."""
        words, n = self.statement(), self.random.randint(2, 4)
        start = self.random.randrange(max(1, len(words) - n))
        return Query(f'"{" ".join(words[start : start + n])}"')

    def operators(self) -> Query:
        """Alternatives, or words of which one is left out."""
        a, b, c = (self.world.words[rank] for rank in (self.draws.zipf(VOCABULARY, 1) + self.draws.zipf(3_000, 2)))
        return Query(self.random.choice((f"{a} OR {b}", f"{a} -{b}", f"{a} {b} OR {c}", f'"{a} {b}" OR {c} -{b}')))

    def filters(self) -> Query:
        """One to three conditions."""
        query = Query()
        for _ in range(self.random.randint(1, 3)):
            query = replace(query, **self.random.choice(self.conditions())())
        return query

    def conditions(self) -> list[Callable[[], dict[str, Any]]]:
        random, draws = self.random, self.draws
        start = FIRST_DAY + timedelta(days=random.randrange(DAYS))
        return [
            lambda: {"speaker": self.world.names[draws.zipf(NAMES, 1)[0]]},
            lambda: {"speaker": random.choice(self.world.names).split()[1]},
            lambda: {"outlets": (self.world.outlets[draws.zipf(OUTLETS, 1)[0]],)},
            lambda: {"since": start, "until": start + timedelta(days=random.choice((0, 30, 365)))},
            lambda: {"since": start, "until": None},
            lambda: {"types": (random.choice(get_args(SourceType)),), "named": None},
            lambda: {"named": random.random() < 0.5, "types": ()},
            lambda: {"modes": (random.choice(get_args(Mode)),)},
            lambda: {"kinds": (random.choice(get_args(Kind)),)},
            lambda: {"factualities": (random.choice(get_args(Factuality)),)},
            lambda: {"second_hand": random.random() < 0.5},
        ]

    def both(self) -> Query:
        """Words, of any kind, and conditions."""
        words = self.random.choice((self.rare, self.common, self.several, self.phrase))()
        return replace(self.filters(), words=words.words)

    def by_date(self) -> Query:
        """Words, newest first."""
        return replace(self.random.choice((self.rare, self.common, self.several))(), sort="date")

    def later(self) -> Query:
        """The second page, by cursor or number, of a search that has one."""
        while True:
            query = self.random.choice((self.common, self.several, self.phrase, self.filters, self.both))()
            following = search(self.ledger, query).next
            if following:
                return replace(query, **self.random.choice(({"cursor": following}, {"page": 2})))


@dataclass(frozen=True, slots=True)
class Measured:
    """One search: milliseconds by the clock and of processor time, which other programs do not lengthen."""

    kind: str
    query: Query
    clock: float
    processor: float


def measure(ledger: Ledger, queries: list[tuple[str, Query]]) -> list[Measured]:
    """Kind, milliseconds by the clock and of the processor, and query; after a first pass that warms up."""
    for _, query in queries:
        search(ledger, query)
    measured = []
    for kind, query in queries:
        clock, processor = time.perf_counter(), time.process_time()
        search(ledger, query)
        times = (1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor))
        measured.append(Measured(kind, query, *times))
    return measured


def line(name: str, measured: list[Measured]) -> str:
    figures = []
    for times in ([m.clock for m in measured], [m.processor for m in measured]):
        p50, p95 = np.percentile(times, (50, 95))
        figures.append(f"p50 {p50:6.1f}  p95 {p95:6.1f}  max {max(times):6.1f}")
    return f"{name:10s} {len(measured):4d}  clock {figures[0]}  processor {figures[1]}"


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--slowest", type=int, default=0, help="Show so many of the slowest queries.")
    args = parser.parse_args()
    world = invented(Random(SEED))
    path = args.folder / f"search-{args.statements}.sqlite"
    if not path.exists():
        args.folder.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        make(path, args.statements, world)
        print(f"made {path.name}: {path.stat().st_size / 1e6:,.0f} MB in {time.perf_counter() - began:.0f} s")
    with open_ledger(path, readonly=True) as ledger:
        asker = Asker(ledger, world)
        kinds = [kind for kind, share in MIX.items() for _ in range(max(1, round(share * args.queries)))]
        measured = measure(ledger, [(kind, getattr(asker, kind)()) for kind in kinds])
    print("milliseconds")
    for kind in MIX:
        print(line(kind, [m for m in measured if m.kind == kind]))
    print(line("all", measured))
    for m in sorted(measured, key=lambda m: -m.processor)[: args.slowest]:
        asked = {
            field.name: value for field in fields(Query) if (value := getattr(m.query, field.name)) != field.default
        }
        print(f"{m.processor:6.1f} {m.kind}: {json.dumps(asked, default=str)}")


if __name__ == "__main__":
    main()
