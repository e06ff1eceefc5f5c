"""What shorter windows cost and save: time and F1 of the tagger on the training articles that were held out.

python benchmarks/windows.py ../shared/corpora/polnear
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.evaluation.scores import Counts, compare, count
from onrecord.reading import windows
from onrecord.reading.model import default_tagger
from onrecord.training.data import hold_out
from onrecord.training.run import HELD_OUT, HELD_OUT_SEED

LIMITS = (400, 320, 256, 160)
"""Word pieces a window may hold; the shipped value first."""


def measure(articles: list[GoldArticle], limit: int) -> tuple[float, Counts]:
    """CPU milliseconds an article, and the counts, with windows of `limit` pieces and a margin of a third at most."""
    tagger = default_tagger()
    windows.LIMIT, windows.MARGIN = limit, min(130, (limit - windows.CONTEXT) // 3)
    began, total = time.process_time(), Counts()
    for article in articles:
        total += count(compare(article.text, article.relations, tagger.tag(article.text)))
    return 1000 * (time.process_time() - began) / len(articles), total


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    args = parser.parse_args()
    _, held = hold_out(load(args.polnear, "train"), HELD_OUT, HELD_OUT_SEED)
    for limit in LIMITS:
        milliseconds, total = measure(held, limit)
        print(f"{limit} pieces: {milliseconds:.0f} ms an article, linked F1 {total['relation.linked'].f1:.1f}")


if __name__ == "__main__":
    main()
