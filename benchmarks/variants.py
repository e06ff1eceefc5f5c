"""How well the ledger finds the same quotation again, and how that grows with the number of quotations.

    python benchmarks/variants.py                      # 5,000 invented quotations, seeds 1 to 3
    python benchmarks/variants.py --growth --plot docs/variants-growth.svg
    python benchmarks/variants.py --sketches           # other ways to find candidates
    python benchmarks/variants.py --phrase             # one phrase in many articles

Each quotation is an article of its own. A pair of quotations is right where both are of one family (variants_texts.py),
and found where both are in one cluster. Two quotations of few words by the same speaker that are the same word for word
are neither right nor wrong. The class of an edit, hedges and negations are compared with what was done to the original.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from onrecord.ledger import quotations
from onrecord.ledger.database import Ledger, open_ledger
from onrecord.ledger.store import add
from onrecord.types import Article, Attribution, Block, Reading, Source
from onrecord.variants import compare, sketch
from onrecord.variants.pairs import are_one, is_short
from onrecord.variants.wording import wording
from variants_texts import Grammar, Made, made

PER_WORLD = 1250
"""Quotations to ten subjects, where subjects grow with them."""
SAYS_LITTLE = ("short", "stock")
Pair = tuple[int, int]


def reading(number: int, text: str, speaker: str) -> Reading:
    """An article in which `speaker` is quoted with `text`."""
    body = f"“{text}” {speaker} said."
    quoted, named = len(text) + 2, (len(text) + 3, len(text) + 3 + len(speaker))
    said = (named[1] + 1, named[1] + 5)
    attribution = Attribution("a1", (named,), (said,), ((0, quoted),), "direct", None, 0.9, source_id="s1")
    article = Article(
        body, (Block("paragraph", 0, len(body)),), "", name=str(number), url=f"https://x.example/{number}"
    )
    return Reading(article, (attribution,), "made", sources=(Source("s1", "named person", speaker, mentions=(named,)),))


def fill(ledger: Ledger, texts: Sequence[Made]) -> float:
    """Add the quotations; seconds of CPU time."""
    readings = [reading(i, one.text, f"{one.speaker} Invented") for i, one in enumerate(texts)]
    start = time.process_time()
    for _ in add(ledger, readings):
        pass
    return time.process_time() - start


def clusters(ledger: Ledger) -> list[list[int]]:
    """The numbers of the quotations in each cluster."""
    query = """SELECT cluster, CAST(articles.name AS INTEGER) FROM clusters
        JOIN quotations ON quotations.id = quotation_id JOIN statements ON statements.id = statement_id
        JOIN readings ON readings.id = reading_id JOIN articles ON articles.id = article_id"""
    found: dict[int, list[int]] = {}
    for cluster, number in ledger.connection.execute(query):
        found.setdefault(cluster, []).append(number)
    return list(found.values())


def pairs(groups: Iterator[list[int]]) -> set[Pair]:
    """All pairs within groups."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def families(texts: Sequence[Made]) -> dict[int, list[int]]:
    """The numbers of the quotations of each family."""
    found: dict[int, list[int]] = {}
    for i, one in enumerate(texts):
        if one.family is not None:
            found.setdefault(one.family, []).append(i)
    return found


def undecided(texts: Sequence[Made], pair: Pair) -> bool:
    """Whether a pair is of the same little that one person said twice."""
    one, other = texts[pair[0]], texts[pair[1]]
    return one.edit in SAYS_LITTLE and (one.text, one.speaker) == (other.text, other.speaker)


def quality(n: int, seeds: Sequence[int], misses: bool) -> None:
    """Print precision and recall of pairs, and what the comparison says of each edit."""
    counts: Counter[str] = Counter()
    for seed in seeds:
        texts = made(n, seed)
        with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "x.ledger", create=True) as ledger:
            seconds = fill(ledger, texts)
            found = {pair for pair in pairs(iter(clusters(ledger))) if not undecided(texts, pair)}
        right = pairs(iter(families(texts).values()))
        one = Counter(found=len(found), right=len(right), both=len(found & right))
        counts += one
        print(f"seed {seed}: {_shares(one)}; {seconds / n * 1e3:.2f} ms of CPU a quotation")
        compared = _compare(texts)
        counts += compared
        if misses:
            _print_misses(texts, found, right)
    print(f"all seeds: {_shares(counts)}")
    _print_comparison(counts)


def _shares(counts: Counter[str]) -> str:
    precision, recall = 100 * counts["both"] / counts["found"], 100 * counts["both"] / counts["right"]
    return (
        f"pairs: precision {precision:.2f}, recall {recall:.2f} (found {counts['found']:,}, right {counts['right']:,})"
    )


def _compare(texts: Sequence[Made]) -> Counter[str]:
    originals = {one.family: one.text for one in texts if one.cls == "original" and one.family is not None}
    counts: Counter[str] = Counter()
    for one in texts:
        if one.cls == "original" or one.family not in originals:
            continue
        found = compare(one.text, originals[one.family])
        counts[f"edits {one.cls}"] += 1
        counts[f"same {one.cls}"] += found.cls is not None
        counts[f"class {one.cls}"] += found.cls == one.cls
        for what, done, said in (("hedge", one.hedge, found.hedge), ("negation", one.negation, found.negation)):
            listed = "" if "other words" not in one.edit else " by other words"
            if done is not None:
                counts[f"{what} {done}{listed}"] += 1
                counts[f"{what} {done}{listed} told"] += said == done
            elif one.cls == "exact":
                counts[f"{what} left alone"] += 1
                counts[f"{what} left alone told"] += said is None
    return counts


def _print_comparison(counts: Counter[str]) -> None:
    for cls in ("exact", "truncated", "elided", "bracketed", "altered"):
        edits, same, right = (counts[f"{what} {cls}"] for what in ("edits", "same", "class"))
        shares = f"the same quotation {100 * same / edits:6.2f}; class right {100 * right / edits:6.2f}"
        print(f"{cls:10} {edits:6,} edits; {shares}")
    same, right = (sum(v for k, v in counts.items() if k.startswith(what)) for what in ("same ", "class "))
    print(f"class right, of those that are found to be the same: {100 * right / same:.2f}")
    for name in sorted(k for k in counts if k.startswith(("hedge ", "negation ")) and not k.endswith(" told")):
        print(f"{name:34} {counts[name]:6,}; told {100 * counts[f'{name} told'] / counts[name]:6.2f}")


def _print_misses(texts: Sequence[Made], found: set[Pair], right: set[Pair]) -> None:
    for name, wrong in (("missed", right - found), ("wrong", found - right)):
        edits = Counter(texts[i].edit.split(",")[0] for pair in wrong for i in pair)
        print(f"  {name}: {len(wrong)} pairs; edits in them: {edits.most_common(8)}")
        for i, j in sorted(wrong)[:3]:
            print(f"    {texts[i].text}\n    {texts[j].text}\n")


def growth(sizes: Sequence[int], plot: Path | None, fixed: bool) -> None:
    """Print the time that linking takes, and draw it. Subjects grow with the quotations, unless they are fixed."""
    points: list[tuple[int, float]] = []
    for n in sizes:
        texts = made(n, 1, 1 if fixed else n // PER_WORLD)
        with_links = _timed(texts, quotations.record)
        without = _timed(texts, lambda connection, reading_id: None)
        seconds = with_links - without
        points.append((n, seconds))
        print(f"{n:7,} quotations: {seconds:7.2f} s of CPU time for linking them ({1e3 * seconds / n:.2f} ms each)")
    if plot is not None:
        plot.write_text(_svg(points), encoding="utf-8")


def _timed(texts: Sequence[Made], record: Callable[..., None]) -> float:
    kept, quotations.record = quotations.record, record
    try:
        with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "x.ledger", create=True) as ledger:
            return fill(ledger, texts)
    finally:
        quotations.record = kept


def _svg(points: Sequence[tuple[int, float]]) -> str:
    """Seconds over quotations, with the straight line through the last point."""
    width, height, left, bottom = 640, 400, 70, 50
    most_x, most_y = points[-1][0], max(y for _, y in points) * 1.1

    def at(x: float, y: float) -> str:
        return (
            f"{left + (width - left - 20) * x / most_x:.1f},{height - bottom - (height - bottom - 20) * y / most_y:.1f}"
        )

    marks = [
        f'<circle cx="{p[0]}" cy="{p[1]}" r="4" fill="#246"/>' for p in (at(*point).split(",") for point in points)
    ]
    labels = [
        f'<text x="{at(x, 0).split(",")[0]}" y="{height - bottom + 20}" text-anchor="middle">{x:,}</text>'
        for x, _ in points
    ] + [f'<text x="{left - 8}" y="{at(0, y).split(",")[1]}" text-anchor="end">{y:.1f}</text>' for _, y in points]
    line = " ".join(at(*point) for point in points)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-size="12"',
            ' font-family="sans-serif">',
            "<title>Seconds to link quotations, by their number</title>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<polyline points="{at(0, most_y)} {at(0, 0)} {at(most_x, 0)}" fill="none" stroke="#888"/>',
            f'<polyline points="{at(0, 0)} {at(*points[-1])}" fill="none" stroke="#bbb" stroke-dasharray="5 4"/>',
            f'<polyline points="{line}" fill="none" stroke="#246" stroke-width="2"/>',
            *marks,
            *labels,
            f'<text x="{width / 2}" y="{height - 8}" text-anchor="middle">quotations (dashed: a straight line)</text>',
            f'<text x="{left + 8}" y="16">seconds of CPU time for linking</text>',
            "</svg>\n",
        ]
    )


def phrase(sizes: Sequence[int]) -> None:
    """Print what a phrase costs that stands in every article: a short one by one speaker, boilerplate by many."""
    boilerplate = Grammar(random.Random(1)).pick("boilerplate")
    for n in sizes:
        short = [Made(None, "Speaker", "No comment.") for _ in range(n)]
        long = [Made(None, f"Speaker {i}", boilerplate) for i in range(n)]
        for name, texts in (("'No comment.' by one speaker", short), ("boilerplate by many speakers", long)):
            with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "x.ledger", create=True) as ledger:
                seconds = fill(ledger, texts)
                print(f"{n:7,} articles with {name}: {1e3 * seconds / n:.2f} ms each, {len(clusters(ledger))} cluster")


def sketches(n: int) -> None:
    """Print how many pairs that are one share a number, and how many others do, for other ways to make numbers."""
    texts = made(n, 1)
    told = [i for i, one in enumerate(texts) if not is_short(one.text)]
    kin = pairs(iter(families(texts).values()))
    right = {(i, j) for i, j in kin if {i, j} <= set(told) and are_one(texts[i].text, texts[j].text)}
    for bands, words in ((4, 3), (8, 2), (8, 3), (8, 4), (12, 3)):
        sketch.BANDS, sketch.SHINGLE = bands, words
        numbers = {i: sketch.sketch(wording(texts[i].text)) for i in told}
        met = _meetings(numbers)
        rows = sum(map(len, numbers.values())) / len(told)
        found, others = 100 * len(right & met) / len(right), 2 * len(met - kin) / len(told)
        shares = f"{found:.2f}% of pairs, {others:.1f} others, {rows:.1f} rows"
        print(f"{bands:2} numbers a sentence, runs of {words} words: {shares}")


def _meetings(numbers: dict[int, frozenset[int]]) -> set[Pair]:
    buckets: dict[int, list[int]] = {}
    for i, mine in numbers.items():
        for number in mine:
            buckets.setdefault(number, []).append(i)
    return pairs(iter(buckets.values()))


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotations", type=int, default=5000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--misses", action="store_true", help="show pairs that were missed or wrong")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--fixed", action="store_true", help="with --growth: ten subjects, however many quotations")
    parser.add_argument("--plot", type=Path, help="where to draw the growth, as SVG")
    parser.add_argument("--phrase", action="store_true")
    parser.add_argument("--sketches", action="store_true")
    args = parser.parse_args()
    if args.growth:
        growth((1250, 2500, 5000, 10_000, 20_000), args.plot, args.fixed)
    elif args.phrase:
        phrase((1000, 10_000))
    elif args.sketches:
        sketches(args.quotations)
    else:
        quality(args.quotations, args.seeds, args.misses)


if __name__ == "__main__":
    main()
