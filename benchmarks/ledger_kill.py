"""`onrecord ledger add` of 500 articles, killed (SIGKILL) at 200 random moments.

python -m benchmarks.ledger_kill

After each kill the ledger is verified and must hold what was told; the next run goes on, and at the end the content
must be that of an uninterrupted run. To be run in the repository's root. The readings are made, so no model is needed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from random import Random

from tests.ledger import made
from tests.ledger.killing import Content, add, content, losses, write_archive


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--articles", type=int, default=500)
    asked.add_argument("--seed", type=int, default=5)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = measure(Path(folder), options.kills, options.articles, Random(options.seed))
    print(json.dumps(result, indent=2))
    if result["problems"]:
        raise SystemExit(1)


def measure(folder: Path, kills: int, articles: int, random: Random) -> dict[str, object]:
    """Kill, verify, go on. A ledger that is whole is compared, and another is begun, until `kills` have been done."""
    archive = folder / "archive.jsonl"
    write_archive(made.stream(random.randrange(10**6), articles), archive)
    whole = add(folder / "whole", archive)
    expected = content(folder / "whole")
    problems: list[str] = []
    told: list[tuple[str, int]] = []
    done = ledgers = during = 0
    while done < kills or told:
        path = folder / f"ledger-{ledgers}"
        run = add(path, archive, random.uniform(0, whole.seconds) if done < kills else None)
        told += run.told
        problems += losses(path, told)
        done += not run.whole
        during += not run.whole and bool(told)
        if run.whole:
            problems += differences(path, expected)
            ledgers, told = ledgers + 1, []
    return {
        "articles": articles,
        "kills": done,
        "of them after the first article was told": during,
        "ledgers brought to the end": ledgers,
        "seconds of the uninterrupted run": round(whole.seconds, 2),
        "problems": problems,
    }


def differences(path: Path, expected: Content) -> list[str]:
    """In what the content of a ledger is not what it should be."""
    found = content(path)
    same = {"hash": found.hash == expected.hash, "clusters of quotations": found.clusters == expected.clusters}
    return [f"{path.name}: other {what} than the uninterrupted run" for what, is_same in same.items() if not is_same]


if __name__ == "__main__":
    main()
