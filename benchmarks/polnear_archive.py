"""PolNeAR's train and dev articles as one archive: which quotations come back from outlet to outlet.

    python benchmarks/polnear_archive.py POLNEAR LEDGER                           # read, add, count
    python benchmarks/polnear_archive.py POLNEAR LEDGER --list docs/polnear-clusters.csv
    python benchmarks/polnear_archive.py POLNEAR LEDGER --sample 50 --seed 5 --show
    python benchmarks/polnear_archive.py POLNEAR LEDGER --judged benchmarks/polnear_archive_judged.csv

Articles are read by the model `fast`, with the outlet and day that their names tell. What LEDGER holds is passed over,
so that a run can be stopped and started again. It prints names, offsets (code points) and numbers; `--show` alone
prints words, for a person to judge: they belong to the outlets and go into no file of the project.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import onrecord
from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.ledger import quotations
from onrecord.ledger.database import Ledger, open_ledger
from onrecord.ledger.intervals import wilson
from onrecord.ledger.store import add, known
from onrecord.reading.model import DEFAULT_NAME, named
from onrecord.reading.tagger import Tagger
from onrecord.types import Article
from polnear_archive_clusters import (
    LISTED,
    Cluster,
    Key,
    Row,
    across,
    by_class,
    clusters,
    listed,
    pairs_of_outlets,
    spread,
    totals,
)

SPLITS = ("train", "dev")
AROUND = 300
"""Code points of an article on either side of a quotation that is shown."""
JUDGED = ("article", "start", "digest", "verdict", "classes_right", "reason")
"""The columns of the file of verdicts."""
GROUPS: Mapping[str, Callable[[Cluster], bool]] = {
    "all": lambda _: True,
    "across outlets": lambda cluster: len(cluster.outlets) > 1,
    "across outlets, long": lambda cluster: len(cluster.outlets) > 1 and not cluster.is_short,
    "across outlets, short": lambda cluster: len(cluster.outlets) > 1 and cluster.is_short,
    "within an outlet": lambda cluster: len(cluster.outlets) == 1,
    "within an outlet, long": lambda cluster: len(cluster.outlets) == 1 and not cluster.is_short,
    "within an outlet, short": lambda cluster: len(cluster.outlets) == 1 and cluster.is_short,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was judged of a cluster, while its `digest` was this.

    `verdict` is 'right' where all its printings are of one utterance, in whole or in part; 'relayed' where one is of
    somebody who says another's words again; else 'wrong'. `classes_right` counts the printings after the first whose
    class is right.
    """

    key: Key
    digest: str
    verdict: str
    classes_right: int
    reason: str


def article(gold: GoldArticle) -> Article:
    """An article of PolNeAR with the outlet and the day that its name tells."""
    about = onrecord.Metadata(outlet=gold.outlet, published=gold.name.split("_")[1], language="en")
    return onrecord.from_text(gold.text, meta=about, name=gold.name)


def archive(polnear: Path) -> Iterator[Article]:
    """The articles of both splits. Raises CorpusError where there are none."""
    return (article(gold) for split in SPLITS for gold in load(polnear, split))


def fill(ledger: Ledger, articles: Iterable[Article], tagger: Tagger) -> int:
    """Read and add what the ledger lacks, and link all quotations anew; how many articles were added."""
    missing = (one for one in articles if not known(ledger, one, tagger.name))
    added = sum(1 for _ in add(ledger, onrecord.read_many(missing, tagger=tagger)))
    # The ledger may be of an onrecord that linked them otherwise.
    with ledger.writing() as connection:
        quotations.rebuild(connection)
    return added


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """A table in Markdown."""
    lines = (" | ".join(f"{cell:,}" if isinstance(cell, int) else cell for cell in row) for row in rows)
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {line} |" for line in lines)])


def counts(ledger: Ledger, found: Sequence[Cluster]) -> Iterator[str]:
    """All counts, as tables."""
    beyond = across(found)
    yield table(("", "number"), totals(ledger, found))
    yield table(("clusters across outlets", "number"), spread(beyond))
    yield table(("class of a later printing", "number"), by_class(beyond))
    yield table(("outlet", "other outlet", "clusters"), pairs_of_outlets(beyond))


def sampled(found: Sequence[Cluster], n: int, seed: int) -> list[Cluster]:
    """`n` of the clusters, or all where there are fewer, in their order."""
    return sorted(Random(seed).sample(found, min(n, len(found))), key=found.index)


def shown(cluster: Cluster, texts: Mapping[str, str] | None = None) -> str:
    """A cluster for who judges it: a line for each printing; with the articles' `texts`, words and speaker, too."""
    article, start = cluster.key
    lines = [f"{article},{start},{cluster.digest}"]
    for number, member in enumerate(cluster.members, 1):
        how = f"; {member.cls}, compared with {member.compared}" if member.cls else ""
        lines.append(f"  {number}. {member.article} {member.start}-{member.end}, {member.printing.mode}{how}")
        if texts is not None:
            text, first, last = texts[member.article], max(0, member.start - AROUND), member.end + AROUND
            marked = f"{text[first : member.start]}>>>{text[member.start : member.end]}<<<{text[member.end : last]}"
            lines.append(f"     {member.printing.speaker}: {' '.join(marked.split())}")
    return "\n".join(lines)


def verdicts(path: Path) -> tuple[Verdict, ...]:
    """The verdicts of a file with the columns JUDGED."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Verdict(
                (row["article"], int(row["start"])),
                row["digest"],
                row["verdict"],
                int(row["classes_right"]),
                row["reason"],
            )
            for row in csv.DictReader(file)
        )


def precision(found: Sequence[Cluster], judged: Iterable[Verdict]) -> Iterator[Row]:
    """For each group, of the clusters that were judged as they are now: how many are right, with Wilson's interval."""
    by_key = {(one.key, one.digest): one for one in judged}
    pairs = [(cluster, by_key[name]) for cluster in found if (name := (cluster.key, cluster.digest)) in by_key]
    for group, belongs in GROUPS.items():
        of = [(cluster, verdict) for cluster, verdict in pairs if belongs(cluster)]
        right = sum(verdict.verdict == "right" for _, verdict in of)
        relayed = sum(verdict.verdict == "relayed" for _, verdict in of)
        classes = sum(len(cluster.classes) for cluster, _ in of)
        classes_right = sum(verdict.classes_right for _, verdict in of)
        yield group, len(of), right, relayed, share(right, len(of)), share(classes_right, classes)


def share(count: int, of: int) -> str:
    """In percent, with the 95% interval."""
    if not of:
        return "-"
    low, high = wilson(count, of)
    return f"{count / of:.1%} ({low:.1%} to {high:.1%}) of {of}"


def unjudged(found: Sequence[Cluster], judged: Iterable[Verdict]) -> list[Cluster]:
    """Clusters without a verdict, or that have changed since."""
    known = {(one.key, one.digest) for one in judged}
    return [cluster for cluster in found if (cluster.key, cluster.digest) not in known]


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path, help="the corpus: a folder with train/ and dev/")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--list", type=Path, help="where to write the printings of all clusters across outlets, as CSV")
    parser.add_argument("--sample", type=int, help="draw so many clusters")
    parser.add_argument("--within", action="store_true", help="draw from those within an outlet, too")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--show", action="store_true", help="with --sample: with their words")
    parser.add_argument("--judged", type=Path, help="a file of verdicts: print the precision that follows")
    args = parser.parse_args()
    with open_ledger(args.ledger, create=True) as ledger:
        tagger = named(DEFAULT_NAME)
        print(f"{fill(ledger, archive(args.polnear), tagger)} articles were read by {tagger.name} and added\n")
        found = clusters(ledger)
        print("\n\n".join(report(ledger, found, args)))


def report(ledger: Ledger, found: Sequence[Cluster], args: argparse.Namespace) -> Iterator[str]:
    """What was asked for; the counts where nothing else was."""
    if args.list:
        with args.list.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([LISTED, *listed(across(found))])
    if args.sample:
        drawn = sampled(found if args.within else across(found), args.sample, args.seed)
        texts = {one.name: one.text for one in archive(args.polnear)} if args.show else None
        yield from (shown(cluster, texts) for cluster in drawn)
    elif args.judged:
        judged = verdicts(args.judged)
        head = ("clusters", "judged", "right", "relayed", "right, in percent", "classes right")
        yield table(head, precision(found, judged))
        yield f"not judged as they are now: {len(unjudged(found, judged))}"
    else:
        yield from counts(ledger, found)


if __name__ == "__main__":
    main()
