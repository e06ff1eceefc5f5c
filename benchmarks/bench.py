"""Speed, memory and start-up of onrecord on one core, beside textacy in the same run. Run it with `make bench`.

Everything runs pinned to one processor with one thread. Speed is articles per second of processor time over the dev
articles of PolNeAR, weights loaded and warm; the systems take turns, round by round, and the median is what counts,
because the speed of a machine drifts. Start-up is wall-clock time of whole processes with files in the disk cache.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import processes

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "article.html"
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
SYSTEMS = {
    "pipeline": "onrecord.read, whole pipeline",
    "tagger": "onrecord's tagger alone",
    "textacy_articles": "textacy direct_quotations, whole articles",
    "textacy_paragraphs": "textacy direct_quotations, by paragraph",
}
SPEED_FLOOR = 10.0
MEMORY_LIMIT = 500.0
START_LIMIT = 2.5
IMPORT_LIMIT = 0.3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `target` is empty where there is none to meet."""

    measure: str
    value: str
    target: str = ""
    met: bool = True
    remark: str = ""


def main() -> None:
    options = _options()
    _pin()
    results: dict[str, Any] = {"machine": machine(), "speed": {}}
    print(f"`make bench`. {_line(results['machine'])}\n", flush=True)
    if (options.polnear / "dev" / "text").is_dir():
        results["speed"] = speed(options.polnear, options.rounds)
    else:
        print(f"speed is not measured: no corpus at {options.polnear / 'dev'} (name one: make bench POLNEAR=folder)")
    results["processes"] = whole_processes(options.polnear, options.runs)
    print(table([*_speed_rows(results["speed"]), *_process_rows(results["processes"])]))
    options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="the corpus's folder, which holds dev/text")
    parser.add_argument("--rounds", type=int, default=3, help="passes of each system over the articles (default: 3)")
    parser.add_argument("--runs", type=int, default=7, help="processes started for start-up and memory (default: 7)")
    parser.add_argument("--json", type=Path, default=HERE / "results.json", help="the file that takes every figure")
    return parser.parse_args()


def _pin() -> None:
    """One processor and one thread, for this process and all that it starts."""
    os.environ.update(ONE_THREAD)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("onrecord", "onnxruntime", "textacy", "spacy")},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")


def _line(facts: dict[str, str]) -> str:
    packages = ", ".join(f"{name} {facts[name]}" for name in ("onrecord", "onnxruntime", "textacy", "spacy"))
    return f"One core of {facts['processor']}, {facts['system']}; Python {facts['python']}, {packages}"


def speed(polnear: Path, rounds: int) -> dict[str, list[dict[str, float]]]:
    """For each system its rounds, as `systems.py` measured them; the systems take turns."""
    measured: dict[str, list[dict[str, float]]] = {name: [] for name in SYSTEMS}
    for number in range(1, rounds + 1):
        for name, title in SYSTEMS.items():
            print(f"round {number} of {rounds}: {title} ...", file=sys.stderr, flush=True)
            measured[name].append(_one_system(name, polnear))
    return measured


def _one_system(name: str, polnear: Path) -> dict[str, float]:
    command = [sys.executable, str(HERE / "systems.py"), name, str(polnear)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def whole_processes(polnear: Path, runs: int) -> dict[str, Any]:
    """Start-up and memory of `onrecord read` on the example and on the corpus's longest article, and of the import."""
    texts = sorted((polnear / "dev" / "text").glob("*.txt"), key=lambda path: path.stat().st_size)
    return {
        "example": [asdict(one) for one in processes.read(EXAMPLE, runs)],
        "longest": [asdict(one) for one in processes.read(texts[-1], 1)] if texts else [],
        "import_seconds": processes.import_seconds(runs),
    }


def _speed_rows(speed: dict[str, list[dict[str, float]]]) -> Iterator[Row]:
    rates = {name: [one["articles"] / one["cpu_seconds"] for one in rounds] for name, rounds in speed.items()}
    for name, values in rates.items():
        value = f"{median(values):.1f} articles a CPU-second ({min(values):.1f} to {max(values):.1f})"
        if name == "pipeline":
            yield Row(SYSTEMS[name], value, f"at least {SPEED_FLOOR:.0f}", median(values) >= SPEED_FLOOR)
        else:
            yield Row(SYSTEMS[name], value, remark=_raised(speed[name][0]))
    for name in ("textacy_articles", "textacy_paragraphs"):
        if name in rates:
            ratio = median(ours / theirs for ours, theirs in zip(rates["pipeline"], rates[name], strict=True))
            yield Row(f"onrecord.read against {SYSTEMS[name]}", f"{ratio:.2f} times as fast")


def _raised(figures: dict[str, float]) -> str:
    if not figures["raised"]:
        return ""
    return f"raises {figures['raised']:.0f} times, in {figures['refused']:.0f} of {figures['articles']:.0f} articles"


def _process_rows(figures: dict[str, Any]) -> Iterator[Row]:
    for name, article in (("example", "the example"), ("longest", "the longest dev article")):
        if figures[name]:
            peak = max(one["megabytes"] for one in figures[name])
            measure = f"peak memory of onrecord read, {article}"
            yield Row(measure, f"{peak:.0f} MB", f"at most {MEMORY_LIMIT:.0f}", peak <= MEMORY_LIMIT)
    seconds = [one["seconds"] for one in figures["example"]]
    start, loading = median(seconds), figures["import_seconds"]
    value = f"{start:.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"
    yield Row("cold start of onrecord read, the example", value, f"at most {START_LIMIT}", start <= START_LIMIT)
    yield Row("import onrecord", f"{loading:.3f} s", f"at most {IMPORT_LIMIT}", loading <= IMPORT_LIMIT)


def table(rows: list[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = ["| measure | value | target | |", "|---|---|---|---|"]
    for row in rows:
        note = row.remark if not row.target else "met" if row.met else "MISSED"
        lines.append(f"| {row.measure} | {row.value} | {row.target} | {note} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
