"""What libraries give on the cases of quantities and times, beside the project's own grammar.

    pip install text2num dateparser
    python benchmarks/dates_and_numbers.py [--article FILE]

Numbers: the share of printed numbers with their value among what is found (text2num rewrites number words into digits).
Times: the share of times found at their exact span, and with their first and last day. dateparser gives one day or
instant, so it is also scored leniently: any overlap, and that day among those meant.
Text is the cases' own; --article times all of it on a file of your own, in milliseconds for 700 words.
"""

import argparse
import json
import re
import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.statements.quantities import quantities
from onrecord.statements.times import times

CASES = Path(__file__).parents[1] / "tests" / "statements" / "cases"
Case = dict[str, Any]
Found = list[tuple[str, str | None, str | None]]
"""Words, first day, last day."""


def cases(name: str) -> list[Case]:
    """The cases that are not marked open."""
    found: list[Case] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [case for case in found if "open" not in case]


def own_numbers(text: str) -> set[float]:
    """Values by the project."""
    return {q.value for q in quantities(text, (0, len(text))) if q.value is not None}


def text2num_numbers(text: str) -> set[float]:
    """Values by text2num, and those that were digits before."""
    digits = import_module("text_to_num").alpha2digit(text, "en", threshold=0)
    return {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?(?<!,)", digits)}


def own_times(text: str, published: str | None) -> Found:
    """Times by the project."""
    return [(text[slice(*t.span)], t.start, t.end) for t in times(text, (0, len(text)), published)]


def dateparser_times(text: str, published: str | None) -> Found:
    """Times by dateparser's search; without a date of publication its base is now."""
    base = {"RELATIVE_BASE": datetime.fromisoformat(published[:10])} if published and published[:4].isdigit() else {}
    found = import_module("dateparser.search").search_dates(text, languages=["en"], settings=base) or []
    return [(words, day.date().isoformat(), day.date().isoformat()) for words, day in found]


def number_score(read: Callable[[str], set[float]]) -> str:
    """Recall of values, and how many of the cases without a quantity stay without."""
    wanted = [(case["text"], {q["value"] for q in case["quantities"] if "value" in q}) for case in cases("quantities")]
    right = sum(len(values & read(text)) for text, values in wanted)
    empty = [text for text, values in wanted if not values]
    return f"{right}/{sum(len(v) for _, v in wanted)} values, {sum(not read(t) for t in empty)}/{len(empty)} none"


def time_score(read: Callable[[str, str | None], Found]) -> str:
    """Exact, and lenient: overlapping words, and a day among those meant."""
    exact = lenient = wanted = false = 0
    for case in cases("times"):
        found, gold = read(case["text"], case["published"]), case["times"]
        want = [(t["span"], t.get("start"), t.get("end")) for t in gold]
        wanted += len(want)
        exact += len(set(want) & set(found))
        lenient += sum(any(_near(w, f) for f in found) for w in want)
        false += len(found) if not want else 0
    return f"{exact}/{wanted} exact, {lenient}/{wanted} lenient, {false} in cases without a time"


def _near(want: tuple[str, str | None, str | None], found: tuple[str, str | None, str | None]) -> bool:
    words = found[0] in want[0] or want[0] in found[0]
    return words and (want[1] is None or (found[1] is not None and want[1] <= found[1] <= (want[2] or want[1])))


def milliseconds(read: Callable[[str], object], text: str) -> float:
    """For 700 words of `text`, paragraph by paragraph."""
    start = time.perf_counter()
    for paragraph in text.split("\n"):
        read(paragraph)
    return (time.perf_counter() - start) * 1000 * 700 / max(len(text.split()), 1)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--article", type=Path)
    args = parser.parse_args()
    rows: list[tuple[str, str, Callable[[str], object]]] = [
        ("numbers, onrecord", number_score(own_numbers), own_numbers),
        ("numbers, text2num", number_score(text2num_numbers), text2num_numbers),
        ("times, onrecord", time_score(own_times), lambda t: own_times(t, "2015-12-24")),
        ("times, dateparser", time_score(dateparser_times), lambda t: dateparser_times(t, "2015-12-24")),
    ]
    for name, score, read in rows:
        read("Warm up on 3 May 2014.")
        ms = f"; {milliseconds(read, args.article.read_text(encoding='utf-8')):.1f} ms" if args.article else ""
        print(f"{name:18s} {score}{ms}")


if __name__ == "__main__":
    main()
