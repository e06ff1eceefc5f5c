"""What the spaCy component costs beside the reading: `nlp(text)` of an empty English pipeline against `onrecord.read`.

    python benchmarks/spacy_overhead.py ../shared/corpora/polnear

Each text is read both ways in turn, the one that goes first changing from round to round, on one thread. Seconds are
of processor time, and an article's are the median of its rounds. What the component adds is also timed by itself
(tokens, marks, the reading as JSON: `to_doc`), because the difference of two long times is less sure than one short
time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import spacy

import onrecord
from onrecord.evaluation.polnear import load
from onrecord.spacy_pipe import to_doc
from onrecord.types import Reading

WARM = 5


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--articles", type=int, default=40, help="How many of dev, evenly drawn.")
    parser.add_argument("--rounds", type=int, default=6, help="How often each is read each way.")
    parser.add_argument("--model", default="fast")
    args = parser.parse_args()
    dev = load(args.polnear, "dev")
    texts = [article.text for article in dev[:: max(1, len(dev) // args.articles)]][: args.articles]
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"model": args.model})
    for text in texts[:WARM]:
        onrecord.read(text, model=args.model)
        nlp(text)
    measured = [article_seconds(text, nlp, args.rounds, args.model) for text in texts]
    print(report(measured, args.model, args.rounds))


def article_seconds(text: str, nlp: Any, rounds: int, model: str) -> tuple[float, float, float]:
    """Median seconds of `read`, of `nlp`, and of what `nlp` does beside reading."""
    alone: list[float] = []
    piped: list[float] = []
    beside: list[float] = []
    reading: Reading = onrecord.read(text, model=model)
    ways: list[tuple[list[float], Callable[[], object]]] = [
        (alone, lambda: onrecord.read(text, model=model)),
        (piped, lambda: nlp(text)),
    ]
    for _ in range(rounds):
        for seconds, way in ways:
            seconds.append(timed(way))
        beside.append(timed(lambda: to_doc(reading, nlp)))
        ways.reverse()
    return median(alone), median(piped), median(beside)


def timed(way: Callable[[], object]) -> float:
    began = time.process_time()
    way()
    return time.process_time() - began


def report(measured: Sequence[tuple[float, float, float]], model: str, rounds: int) -> str:
    alone, piped, beside = (sum(seconds) for seconds in zip(*measured, strict=True))
    each = sorted(100 * (with_spacy / read - 1) for read, with_spacy, _ in measured)
    return "\n".join(
        (
            f"{len(measured)} articles, {rounds} rounds, model {model}, spaCy {version('spacy')}",
            f"read alone        {1000 * alone / len(measured):7.1f} ms of processor time an article",
            f"nlp(text)         {1000 * piped / len(measured):7.1f} ms: {100 * (piped / alone - 1):+.1f} %",
            f"                  by article: median {median(each):+.1f} %, from {each[0]:+.1f} to {each[-1]:+.1f} %",
            f"tokens and marks  {1000 * beside / len(measured):7.1f} ms, timed by themselves: "
            f"{100 * beside / alone:.1f} % of the reading",
        )
    )


if __name__ == "__main__":
    main()
