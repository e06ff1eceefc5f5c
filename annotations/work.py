"""What an annotator needs: draw the sample, show an article with its gold relations, compile a draft to standoff.

    python annotations/work.py sample POLNEAR                  # writes annotations/sample.json
    python annotations/work.py show POLNEAR ARTICLE            # prints text and relations with their offsets
    python annotations/work.py compile POLNEAR DRAFT.json [--out DIR]

A draft quotes the article, and so it stays outside the project; what `compile` writes holds offsets, types, and short
names alone. README.md beside this file is the guide, and gives the draft's form.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluation.polnear import GoldArticle, load

HERE = Path(__file__).parent
SEED = 20261124
PER_OUTLET, IN_ALL, TWICE = 3, 24, 4
SOURCE_TYPES = ("named person", "named organization", "document", "anonymous source", "unnamed group")
KINDS = ("assertion", "belief", "fact", "eventuality")
FACTUALITY = ("asserted", "denied", "probable", "possible", "planned", "conditional", "questioned")
LISTS = ("mentions", "justification", "reason", "position_to_know")


def sample(articles: Sequence[GoldArticle]) -> dict[str, Any]:
    """At least three articles of each outlet, half for developing, half for reporting; four annotated twice."""
    rng = random.Random(SEED)
    outlets = sorted({a.outlet for a in articles})
    by_outlet = {o: rng.sample(sorted(a.name for a in articles if a.outlet == o), PER_OUTLET) for o in outlets}
    drawn = [name for names in by_outlet.values() for name in names]
    rest = sorted({a.name for a in articles if a.relations} - set(drawn))
    drawn += rng.sample(rest, IN_ALL - len(drawn))
    rng.shuffle(drawn)
    half = len(drawn) // 2
    return {
        "seed": SEED,
        "split": "dev",
        "developing": sorted(drawn[:half]),
        "reporting": sorted(drawn[half:]),
        "twice": sorted([*drawn[: TWICE // 2], *drawn[half : half + TWICE // 2]]),
    }


def show(article: GoldArticle) -> Iterator[str]:
    """The paragraphs with the offset each begins at, then the gold relations r0, r1, … of the first annotator."""
    for match in re.finditer(r"[^\n]+", article.text):
        yield f"{match.start():6d}  {match.group()}"
    yield ""
    for i, relation in enumerate(article.relations):
        yield f"r{i}"
        for role in ("source", "cue", "content"):
            spans = getattr(relation, role)
            printed = " … ".join(" ".join(article.text[s:e].split()) for s, e in spans)
            at = ",".join(f"{s}-{e}" for s, e in spans)
            yield f"    {role:8s}{at or '-'}  {printed}"


class DraftError(Exception):
    """A draft that does not follow the guide; the message names the place."""


def place(text: str, quote: Any, where: str) -> list[int]:
    """The span of a quotation of the article: `["quoted words", offset near it]`, at its nearest occurrence."""
    if not (isinstance(quote, list) and len(quote) == 2 and isinstance(quote[0], str) and isinstance(quote[1], int)):
        raise DraftError(f'{where}: expected ["quoted words", offset], got {quote!r}')
    found = [m.start() for m in re.finditer(re.escape(quote[0]), text)]
    if not quote[0].strip() or not found:
        raise DraftError(f"{where}: these words are not in the article: {quote[0]!r}")
    start = min(found, key=lambda s: abs(s - quote[1]))
    return [start, start + len(quote[0])]


def compile_draft(draft: dict[str, Any], article: GoldArticle) -> dict[str, Any]:
    """The draft as standoff: every quotation an offset pair, every relation checked for its fields."""
    sources = [_source(article.text, s, f"source {s.get('id')}") for s in draft["sources"]]
    ids = [s["id"] for s in sources]
    if len(set(ids)) != len(ids):
        raise DraftError("two sources have the same id")
    rows = {int(a["relation"]): a for a in draft["attributions"]}
    missing = set(range(len(article.relations))) ^ set(rows)
    if missing or len(rows) != len(draft["attributions"]):
        raise DraftError(f"relations missing, unknown or doubled: {sorted(missing)}")
    attributions = [_attribution(article, rows[i], ids, f"r{i}") for i in sorted(rows)]
    return {
        "article": article.name,
        "annotator": draft["annotator"],
        "sources": sources,
        "attributions": attributions,
    }


def _source(text: str, draft: dict[str, Any], where: str) -> dict[str, Any]:
    if draft["type"] not in SOURCE_TYPES:
        raise DraftError(f"{where}: unknown type {draft['type']!r}")
    made: dict[str, Any] = {"id": draft["id"], "type": draft["type"], "name": draft["name"]}
    for key in ("roles", "affiliations"):
        made[key] = [place(text, q, f"{where}, {key}") for q in draft.get(key, [])]
    for key in LISTS:
        made[key] = sorted(place(text, q, f"{where}, {key}") for q in draft.get(key, []))
    if (draft["name"] is None) != (draft["type"] in ("anonymous source", "unnamed group")):
        raise DraftError(f"{where}: a {draft['type']} {'needs a name' if draft['name'] is None else 'has no name'}")
    return made


def _attribution(article: GoldArticle, draft: dict[str, Any], ids: Sequence[str], where: str) -> dict[str, Any]:
    for key, allowed in (("kind", KINDS), ("factuality", FACTUALITY), ("source_id", (None, *ids))):
        if draft[key] not in allowed:
            raise DraftError(f"{where}: {key} {draft[key]!r} is none of {', '.join(map(str, allowed))}")
    relation = article.relations[int(draft["relation"])]
    recipient = draft.get("recipient")
    return {
        "relation": int(draft["relation"]),
        "cue": [list(s) for s in relation.cue],
        "content": [list(s) for s in relation.content],
        "source_id": draft["source_id"],
        "recipient": place(article.text, recipient, f"{where}, recipient") if recipient else None,
        "recipient_name": draft.get("recipient_name"),
        "kind": draft["kind"],
        "factuality": draft["factuality"],
    }


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("sample", "show", "compile"))
    parser.add_argument("polnear", type=Path)
    parser.add_argument("item", nargs="?", help="an article's name, or a draft")
    parser.add_argument("--out", type=Path, default=HERE / "standoff")
    args = parser.parse_args()
    articles = load(args.polnear, "dev")
    if args.command == "sample":
        (HERE / "sample.json").write_text(json.dumps(sample(articles), indent=1) + "\n", encoding="utf-8")
        return
    by_name = {a.name: a for a in articles}
    if args.command == "show":
        print("\n".join(show(by_name[args.item])))
        return
    draft = json.loads(Path(args.item).read_text(encoding="utf-8"))
    try:
        made = compile_draft(draft, by_name[draft["article"]])
    except (DraftError, KeyError) as error:
        sys.exit(f"{args.item}: {error!r}")
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / f"{made['article']}.{made['annotator']}.json"
    path.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {len(made['sources'])} sources, {len(made['attributions'])} attributions")


if __name__ == "__main__":
    main()
