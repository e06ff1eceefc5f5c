"""How many articles a CPU-second each model's tagger reads, on one thread.

python benchmarks/taggers.py ../shared/corpora/polnear
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
    args = parser.parse_args()
    dev = load(args.polnear, "dev")
    texts = [article.text for article in dev[:: max(1, len(dev) // args.articles)]][: args.articles]
    for name in names():
        tagger = named(name)
        for text in texts[:WARM]:
            tagger.tag(text)
        began = time.process_time()
        for text in texts:
            tagger.tag(text)
        print(f"{name}: {len(texts) / (time.process_time() - began):.1f} articles a CPU-second ({len(texts)} articles)")


if __name__ == "__main__":
    main()
