"""Quotations of PolNeAR as one archive that look alike and are in no cluster together: what `trace` may have missed.

    python benchmarks/polnear_archive_missed.py LEDGER --show                     # to judge them
    python benchmarks/polnear_archive_missed.py LEDGER --judged benchmarks/polnear_archive_missed.csv

LEDGER is made by benchmarks/polnear_archive.py. A pair is of two articles and shares RUN words in a row, as `variants`
folds them. Words are printed with `--show` alone and go into no file of the project.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from onrecord.ledger.database import Ledger, open_ledger
from onrecord.variants.pairs import is_short
from onrecord.variants.wording import wording

RUN = 7
"""Words in a row that make two quotations worth a look."""


class Quotation(NamedTuple):
    """A quotation, where it stands (code points), and its cluster."""

    article: str
    start: int
    text: str
    cluster: int

    @property
    def place(self) -> str:
        return f"{self.article} {self.start}"


def quotations(ledger: Ledger) -> list[Quotation]:
    """All of the ledger."""
    query = """SELECT articles.name, quotations.start, quotations.text, cluster FROM quotations
        JOIN clusters ON quotation_id = quotations.id JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id ORDER BY 1, 2, 3"""
    return [Quotation(*row) for row in ledger.connection.execute(query)]


def near(found: Sequence[Quotation], run: int = RUN) -> Iterator[tuple[Quotation, Quotation]]:
    """Pairs of different articles and clusters with `run` words in a row in common."""
    by_run: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, one in enumerate(found):
        keys = wording(one.text).keys
        for at in range(len(keys) - run + 1):
            by_run[keys[at : at + run]].add(i)
    pairs = {pair for here in by_run.values() for pair in combinations(sorted(here), 2)}
    for one, other in ((found[i], found[j]) for i, j in sorted(pairs)):
        if one.article != other.article and one.cluster != other.cluster:
            yield one, other


def judged(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Pairs of places -> the verdict ('same', 'other') and the reason."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["one"], row["other"]): (row["verdict"], row["reason"]) for row in csv.DictReader(file)}


def missed(
    pairs: Sequence[tuple[Quotation, Quotation]], verdicts: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[str]:
    """How many pairs are the same utterance, by reason; and how many nobody has judged."""
    known = [verdicts[place] for one, other in pairs if (place := (one.place, other.place)) in verdicts]
    yield f"{len(pairs)} pairs, {len(pairs) - len(known)} of them not judged"
    yield f"the same utterance: {sum(verdict == 'same' for verdict, _ in known)}"
    reasons = Counter(reason for verdict, reason in known if verdict == "same")
    yield from (f"  {reason}: {n}" for reason, n in reasons.most_common())


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--show", action="store_true", help="with the words")
    parser.add_argument("--judged", type=Path, help="a file of verdicts: count them")
    args = parser.parse_args()
    with open_ledger(args.ledger, readonly=True) as ledger:
        pairs = list(near(quotations(ledger)))
    if args.judged:
        print("\n".join(missed(pairs, judged(args.judged))))
        return
    for pair in pairs:
        print(",".join(one.place for one in pair))
        if args.show:
            print("\n".join(f"    {'short' if is_short(one.text) else 'long'}: {one.text}" for one in pair))


if __name__ == "__main__":
    main()
