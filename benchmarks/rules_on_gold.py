"""What the structure rules do to gold relations: they should leave PolNeAR's own relations as they are.

    python benchmarks/rules_on_gold.py ../shared/corpora/polnear [--show 30]

Feeds the gold relations of PolNeAR train to `reading.assemble` and scores what comes out against them; counts what each
rule made or completed; with --show prints some of those (text is printed only, never kept).
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from onrecord.articles import from_text
from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.evaluation.scores import MEASURES, Counts, compare, count
from onrecord.reading.assemble import assemble
from onrecord.reading.relations import Relation
from onrecord.types import Attribution, Step

GOLD = Step("relation", "gold")


def read(article: GoldArticle) -> tuple[Attribution, ...]:
    """The attributions that the rules make of an article's gold relations."""
    relations = [Relation(r.source, r.cue, r.content, 1.0, (GOLD,)) for r in article.relations]
    return assemble(from_text(article.text), relations)


def by_rule(attribution: Attribution) -> list[str]:
    """The rules behind an attribution, nesting aside."""
    return [s.by for s in attribution.steps if s.by.startswith("rule:") and s.by != "rule:stands-within"]


def line(article: GoldArticle, attribution: Attribution) -> str:
    """One attribution on one line."""

    def words(role: str) -> str:
        parts = (article.text[s:e] for s, e in getattr(attribution, role))
        return " … ".join(p if len(p) < 130 else f"{p[:80]} … {p[-40:]}" for p in parts)

    return f"{by_rule(attribution)[0]} | {words('source')} | {words('cue')} | {words('content')}"


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    total, rules, shown = Counts(), Counter[str](), []
    for article in load(args.polnear, "train"):
        found = read(article)
        total += count(compare(article.text, article.relations, found))
        for attribution in found:
            rules.update(by_rule(attribution))
            if by_rule(attribution):
                shown.append(line(article, attribution))
    for measure in MEASURES:
        print(f"{measure:18s} {total[measure].f1:6.2f}")
    for rule, n in rules.most_common():
        print(f"{rule:28s} {n}")
    for row in random.Random(0).sample(shown, min(args.show, len(shown))):
        print("-", row)


if __name__ == "__main__":
    main()
