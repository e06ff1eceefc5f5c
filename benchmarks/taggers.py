"""How many articles a CPU-second each model's tagger reads, on one thread.

python benchmarks/taggers.py ../shared/corpora/polnear

They take turns article by article, because the speed of a machine drifts.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from onrecord.evaluation.polnear import load
from onrecord.reading.model import named, names

WARM = 5


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--articles", type=int, default=40, help="How many of dev, evenly drawn.")
    parser.add_argument("--model", action="append", help="A model, or a folder of weights; may be repeated.")
    args = parser.parse_args()
    dev = load(args.polnear, "dev")
    texts = [article.text for article in dev[:: max(1, len(dev) // args.articles)]][: args.articles]
    taggers = {name: named(name) for name in args.model or names()}
    for text in texts[:WARM]:
        for tagger in taggers.values():
            tagger.tag(text)
    seconds = dict.fromkeys(taggers, 0.0)
    for text in texts:
        for name, tagger in taggers.items():
            began = time.process_time()
            tagger.tag(text)
            seconds[name] += time.process_time() - began
    for name, spent in seconds.items():
        print(f"{name}: {len(texts) / spent:.1f} articles a CPU-second ({len(texts)} articles)")


if __name__ == "__main__":
    main()
