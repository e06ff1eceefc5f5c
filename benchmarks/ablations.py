"""What each part of decoding and of the rules is worth: F1 on the training articles that were held out.

python benchmarks/ablations.py ../shared/corpora/polnear --model fast
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.evaluation.scores import Counts, Relation, compare, count
from onrecord.pipeline import read
from onrecord.reading import assemble
from onrecord.reading.model import find, read_facts, settings_of
from onrecord.reading.onnx_network import OnnxNetwork
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import Tagger
from onrecord.training.data import hold_out
from onrecord.training.run import HELD_OUT, HELD_OUT_SEED
from onrecord.training.tune import Remembering

SHOWN = ("exact.source", "exact.cue", "exact.content", "relation.linked", "relation.strict")
Read = Callable[[str], Sequence[Relation]]


def without(step: str) -> list[Any]:
    """The patch that leaves a rule of `assemble` out."""
    return [patch.object(assemble, step, lambda layout, relations, *rest: list(relations))]


def variants(folder: Path) -> dict[str, tuple[Read, list[Any]]]:
    """By name: how to read with the weights in `folder`, and what is patched meanwhile."""
    facts = read_facts(folder)
    settings = settings_of(facts)
    network, pieces = Remembering(OnnxNetwork(folder)), WordPieces.load(folder / "tokenizer.json")

    def changed(**values: Any) -> Tagger:
        return Tagger(network, pieces, replace(settings, **values), facts["name"])

    def pipeline(**values: float) -> Read:
        return lambda text: read(text, tagger=changed(**values)).attributions

    whole, alone = pipeline(), changed().tag
    return {
        "whole pipeline": (whole, []),
        "tagger alone": (alone, []),
        "quotations not completed": (whole, without("with_completed")),
        "quotations not resumed": (whole, without("with_resumed")),
        "no settling of conflicts": (whole, without("settle")),
        "no continued quotations": (whole, without("continue_quotations")),
        "no cue bias": (pipeline(cue_bias=0.0), []),
        "no source bias": (pipeline(source_bias=0.0), []),
        "no threshold": (pipeline(keep=0.0), []),
    }


@contextmanager
def patched(patches: Sequence[Any]) -> Iterator[None]:
    with ExitStack() as stack:
        for one in patches:
            stack.enter_context(one)
        yield


def measure(articles: Sequence[GoldArticle], read_one: Read) -> Counts:
    return sum((count(compare(a.text, a.relations, read_one(a.text))) for a in articles), Counts())


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--model", default="fast")
    args = parser.parse_args()
    _, held = hold_out(load(args.polnear, "train"), HELD_OUT, HELD_OUT_SEED)
    print(f"| {args.model}, {len(held)} articles | {' | '.join(SHOWN)} |\n|{'---|' * (len(SHOWN) + 1)}")
    for name, (read_one, patches) in variants(find(args.model).folder).items():
        with patched(patches):
            counts = measure(held, read_one)
        print(f"| {name} | {' | '.join(f'{counts[m].f1:.1f}' for m in SHOWN)} |", flush=True)


if __name__ == "__main__":
    main()
