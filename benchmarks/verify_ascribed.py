"""How often `onrecord verify` is right where it says that an original gives a quotation to somebody else.

    python benchmarks/verify_ascribed.py POLNEAR LEDGER                           # count verdicts
    python benchmarks/verify_ascribed.py POLNEAR LEDGER --show                    # with what is to be judged
    python benchmarks/verify_ascribed.py POLNEAR LEDGER --judged benchmarks/verify_ascribed_judged.csv

PolNeAR's train and dev articles, read with the model `fast`, are the ledger of `benchmarks/polnear_archive.py`. Each
article is verified against every other that prints one of its quotations, as the ledger's clusters have it, or four
words in a row of one, two of them content words. `--show` prints the words, for a person to judge: they belong to the
outlets and go into no file of the project. A judgement names the article, the offset of the quotation in it (code
points), and the original. It is 'right' where both pages tell of one utterance and name different people for it.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.ledger.database import Ledger, open_ledger
from onrecord.ledger.intervals import wilson
from onrecord.ledger.readings import readings
from onrecord.reading.model import DEFAULT_NAME, named
from onrecord.types import Reading
from onrecord.variants.originals import verify
from onrecord.variants.originals_index import words
from onrecord.variants.originals_quoted import quotations
from onrecord.variants.originals_values import VERDICTS, Checked
from onrecord.variants.wording import is_content
from polnear_archive import archive, fill

SAID = "ascribed to somebody else"
AROUND = 300
"""Characters on either side that are shown."""
RUN, TELLING, MOST = 4, 2, 60
"""Words in a row that an article and an original share, how many of them are content words, and in how many articles
they are at most."""
Run = tuple[str, ...]
Key = tuple[str, int, str]
"""The article's name, where the quotation begins in it, and the original's name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation of `article` that was looked for in `original`."""

    article: Reading
    original: Reading
    checked: Checked

    @property
    def key(self) -> Key:
        return self.article.article.name, self.checked.quotation.spans[0][0], self.original.article.name


Quoted = dict[tuple[int, int], set[int]]
"""Numbers of an article and of an original -> where the quotations begin that are looked for there."""


def repeated(ledger: Ledger) -> Iterator[tuple[str, int, str]]:
    """The printings of quotations of which a cluster has another one elsewhere: article, where it begins, the other."""
    query = """SELECT DISTINCT cluster, articles.name, quotations.start FROM clusters
        JOIN quotations ON quotations.id = quotation_id JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id"""
    printed: dict[int, list[tuple[str, int]]] = {}
    for cluster, name, start in ledger.connection.execute(query):
        printed.setdefault(cluster, []).append((name, start))
    for found in printed.values():
        yield from ((name, start, other) for name, start in found for other in {o for o, _ in found} - {name})


def sought(ledger: Ledger, archive: Sequence[Reading]) -> Quoted:
    """Which quotations are looked for in which other articles."""
    runs = [dict.fromkeys(_runs(words(one.article.text))) for one in archive]
    holders: dict[Run, list[int]] = {}
    for i, found in enumerate(runs):
        for run in found:
            holders.setdefault(run, []).append(i)
    number = {one.article.name: i for i, one in enumerate(archive)}
    wanted: Quoted = {}
    for name, start, other in repeated(ledger):
        wanted.setdefault((number[name], number[other]), set()).add(start)
    for i, one in enumerate(archive):
        for quotation in quotations(one):
            # A run over the place where the reporting clause stood is in no article.
            places = [holders.get(run, ()) for run in _runs(words(quotation.text))]
            for j in {j for found in places if len(found) <= MOST for j in found} - {i}:
                wanted.setdefault((i, j), set()).add(quotation.spans[0][0])
    return wanted


def _runs(text: Sequence[str]) -> Iterator[Run]:
    """The runs of RUN words that have enough content words."""
    for i in range(len(text) - RUN + 1):
        run = tuple(text[i : i + RUN])
        if sum(map(is_content, run)) >= TELLING:
            yield run


def findings(archive: Sequence[Reading], wanted: Quoted) -> Iterator[Finding]:
    """What is found of every quotation that is looked for."""
    for (i, j), starts in sorted(wanted.items()):
        article, original = archive[i], archive[j]
        # Only the paragraphs that hold them: the other quotations are not asked about.
        blocks = (b for b in article.article.blocks if any(b.start <= start < b.end for start in starts))
        part = replace(article, article=replace(article.article, blocks=tuple(blocks)))
        yield from (Finding(article, original, checked) for checked in verify(part, [original]).quotations)


def shown(finding: Finding) -> str:
    """A finding for somebody who judges it: both printings with what stands around them."""
    name, start, original = finding.key
    quotation, passage = finding.checked.quotation, finding.checked.passages[0]
    lines = [f"{name},{start},{original}"]
    lines.append(f"  here:  {quotation.speaker}; there: {', '.join(str(s.name) for s in passage.speakers)}")
    lines.append(f"  here:  {around(finding.article, quotation.spans[0][0], quotation.spans[-1][1])}")
    lines.append(f"  there: {around(finding.original, *passage.span)}")
    return "\n".join(lines)


def around(found: Reading, start: int, end: int) -> str:
    """A passage in >>marks<< with what stands around it, on one line."""
    text = found.article.text
    parts = (text[max(0, start - AROUND) : start], ">>", text[start:end], "<<", text[end : end + AROUND])
    return " ".join("".join(parts).split())


def verdicts(path: Path) -> dict[Key, bool]:
    """Which findings somebody has found right, of those that were judged."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["article"], int(row["start"]), row["original"]): row["verdict"] == "right" for row in rows}


def precision(found: Iterable[Finding], judged: dict[Key, bool]) -> Iterator[str]:
    """How many of those judged are right, with Wilson's 95% interval, and what of the judged is found no more."""
    keys = {finding.key for finding in found}
    for what, among in (("found", keys & judged.keys()), ("found by an older version alone", judged.keys() - keys)):
        right = sum(judged[key] for key in among)
        low, high = wilson(right, len(among)) if among else (0.0, 1.0)
        yield f"{what}, and judged: {len(among)}; right: {right} ({low:.0%} to {high:.0%})"
    yield f"not judged: {len(keys - judged.keys())}"


def counts(found: Sequence[Finding]) -> Iterator[str]:
    number = Counter(finding.checked.verdict for finding in found)
    yield from (f"{number[verdict]:>6} {verdict}" for verdict in VERDICTS)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path, help="the corpus: a folder with train/ and dev/")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--show", action="store_true", help="print each finding with its words")
    parser.add_argument("--judged", type=Path, help="a file of verdicts: print the precision that follows")
    args = parser.parse_args()
    with open_ledger(args.ledger, create=True) as ledger:
        fill(ledger, archive(args.polnear), named(DEFAULT_NAME))
        held = tuple(readings(ledger))
        wanted = sought(ledger, held)
    found = list(findings(held, wanted))
    print(f"{len(found)} quotations looked for, {len(wanted)} times one article in another")
    print("\n".join(counts(found)))
    said = [finding for finding in found if finding.checked.verdict == SAID]
    if args.show:
        print("", *(shown(finding) for finding in said), sep="\n\n")
    if args.judged:
        print(SAID, *precision(said, verdicts(args.judged)), sep="\n  ")


if __name__ == "__main__":
    main()
