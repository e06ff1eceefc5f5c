"""How far the weights of one recipe differ by their seed: the mean of each figure, its spread, and every seed's own.

    python benchmarks/seeds.py ../shared/corpora/polnear src/onrecord/model runs/fast-s2 runs/fast-s3

Each argument after the corpus is a folder of weights. The figures are of dev, whole pipeline, F1 in percent and the
expected calibration error; the spread is the standard deviation of a sample (n - 1).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean, stdev

from onrecord.evaluation.floors import CALIBRATION, DECIMALS
from onrecord.evaluation.run import Pipeline, evaluate
from onrecord.evaluation.scores import MEASURES


def figures(polnear: Path, folder: Path) -> dict[str, float]:
    """What the weights in `folder` reach on dev."""
    report = evaluate(polnear, "dev", Pipeline(str(folder.resolve())))
    return {m: report.counts[m].f1 for m in MEASURES} | {CALIBRATION: report.calibration.error}


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("weights", type=Path, nargs="+", help="Folders of weights, two at least.")
    args = parser.parse_args()
    if len(args.weights) < 2:
        parser.error("one seed alone has no spread: name two folders at least")
    reached = [figures(args.polnear, folder) for folder in args.weights]
    for name in reached[0]:
        each, places = [r[name] for r in reached], DECIMALS[name]
        shown = " ".join(f"{value:.{places}f}" for value in each)
        print(f"{name:<18} {mean(each):.{places}f} ± {stdev(each):.{places + 1}f}   ({shown})")


if __name__ == "__main__":
    main()
