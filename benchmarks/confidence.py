"""What each kind of evidence is worth to the confidence: cross-validated on the training articles that were held out.

    python benchmarks/confidence.py ../shared/corpora/polnear

The log loss of a logistic regression over all evidence, and over all but one kind, by articles in eight folds that are
drawn anew ten times. The evidence is that of the model's own settings, before its threshold.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluation.polnear import load
from onrecord.reading.model import find, read_facts, settings_of
from onrecord.reading.onnx_network import OnnxNetwork
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import Tagger
from onrecord.training.data import hold_out
from onrecord.training.run import HELD_OUT, HELD_OUT_SEED
from onrecord.training.tune import judged, logistic

FOLDS = 8
ROUNDS = 10
EVIDENCE = (
    "logit of the cue", "labels under the chain", "lead of the cue", "a source", "words of the content",
    "quotation marks", "reporting verb", "several places", "square of the cue's logit",
)  # fmt: skip
"""The kinds, in the order of `tagger.Weighed.evidence`."""
Floats = NDArray[np.float64]


def weighed(polnear: Path, model: str) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Of each relation of the held-out articles: its evidence, whether it is right (0 or 1), and its article."""
    folder = find(model).folder
    settings = replace(settings_of(read_facts(folder)), keep=0.0)
    tagger = Tagger(OnnxNetwork(folder), WordPieces.load(folder / "tokenizer.json"), settings, model)
    _, held = hold_out(load(polnear, "train"), HELD_OUT, HELD_OUT_SEED)
    return judged([(article, tuple(tagger.weigh(article.text))) for article in held])


def log_loss(evidence: Floats, right: Floats, of: NDArray[np.int64]) -> float:
    """Of relations whose article was not fitted on, in nats a relation."""
    draw, losses = np.random.default_rng(0), []
    for _ in range(ROUNDS):
        fold = draw.integers(0, FOLDS, size=HELD_OUT)[of]
        for number in range(FOLDS):
            *weights, offset = logistic(evidence[fold != number], right[fold != number])
            apart = fold == number
            margin = (evidence[apart] @ np.array(weights) + offset) * (2 * right[apart] - 1)
            losses.append(np.logaddexp(0, -margin))
    return float(np.concatenate(losses).mean())


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--model", default="fast")
    args = parser.parse_args()
    evidence, right, of = weighed(args.polnear, args.model)
    print(f"{len(right)} relations; log loss with all evidence: {log_loss(evidence, right, of):.4f}")
    for number, name in enumerate(EVIDENCE):
        print(f"without {name}: {log_loss(np.delete(evidence, number, axis=1), right, of):.4f}")


if __name__ == "__main__":
    main()
