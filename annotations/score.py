"""How well sources are identified, given gold spans: the annotations against `onrecord.sources`.

    python annotations/score.py POLNEAR [--half developing|reporting] [--show NAME] [--agreement]

Counts are of attributions (a source that speaks often counts often) unless the row says sources. With --agreement one
annotator is scored against the other on the articles that both annotated. --show prints what differs of one measure
(text is printed only, never kept).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.articles import from_text
from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.reading.layout import Layout
from onrecord.reading.modes import mode_of
from onrecord.sources import identify
from onrecord.sources.phrases import PRONOUNS
from onrecord.sources.roles import normalised_role
from onrecord.statements import weigh
from onrecord.types import Article, Attribution, Mode, Source, Spans

HERE = Path(__file__).parent
ENOUGH = 0.5
"""Token F1 above which two titles or justifications count as the same (Vincent et al., 2025)."""


@dataclass
class Tally:
    """Hits of each measure, of how many, and what differs."""

    hits: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    of: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    differs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, measure: str, right: bool, line: str) -> None:
        """Count one comparison."""
        self.hits[measure] += right
        self.of[measure] += 1
        if not right:
            self.differs[measure].append(line)


@dataclass(frozen=True)
class Known:
    """One side's answer for one attribution, as texts."""

    type: str | None
    name: str | None
    title: str
    justification: str
    reason: str
    position: str
    recipient: str | None
    mentions: frozenset[tuple[int, int]]
    kind: str | None = None
    factuality: str | None = None


def annotated(article: GoldArticle, annotation: dict[str, Any]) -> list[Known]:
    """An annotator's answer for each gold relation."""
    text = article.text

    def printed(spans: list[list[int]]) -> str:
        return " ".join(text[s:e] for s, e in spans)

    by_id = {s["id"]: s for s in annotation["sources"]}
    answers = []
    for row in annotation["attributions"]:
        recipient = row["recipient_name"] or (printed([row["recipient"]]) if row["recipient"] else None)
        one = by_id.get(row["source_id"])
        if one is None:
            nobody = Known(None, None, "", "", "", "", recipient, frozenset(), row["kind"], row["factuality"])
            answers.append(nobody)
            continue
        title = " ".join((normalised_role(printed(one["roles"])), printed(one["affiliations"])))
        mentions = frozenset((s, e) for s, e in one["mentions"])
        why, reason, position = (printed(one[key]) for key in ("justification", "reason", "position_to_know"))
        known = Known(one["type"], one["name"], title, why, reason, position, recipient, mentions)
        answers.append(replace(known, kind=row["kind"], factuality=row["factuality"]))
    return answers


def identified(article: GoldArticle) -> list[Known]:
    """The project's answer for each gold relation."""
    made = from_text(article.text)
    given = [
        Attribution(f"a{i}", r.source, r.cue, r.content, _mode(made, r.content), None, 1.0)
        for i, r in enumerate(article.relations)
    ]
    attributions, sources = identify(made, given)
    attributions = weigh(made, attributions).attributions
    by_id = {s.id: s for s in sources}
    return [_known(article.text, a, by_id) for a in attributions]


def _mode(article: Article, content: Spans) -> Mode:
    return mode_of(article.text, content, Layout(article).quoted)


def _known(text: str, attribution: Attribution, by_id: dict[str, Source]) -> Known:
    def printed(spans: tuple[tuple[int, int], ...]) -> str:
        return " ".join(text[s:e] for s, e in spans)

    received = by_id.get(attribution.recipient_id or "")
    recipient = (received.name if received else None) or printed(attribution.recipient) or None
    one = by_id.get(attribution.source_id or "")
    if one is None:
        return Known(None, None, "", "", "", "", recipient, frozenset(), attribution.kind, attribution.factuality)
    title = " ".join((*one.roles, *one.affiliations))
    unnamed = one.anonymity
    reason, position = (printed(unnamed.reason), printed(unnamed.position_to_know)) if unnamed else ("", "")
    return Known(
        one.type,
        one.name,
        title,
        printed(one.justification),
        reason,
        position,
        recipient,
        frozenset(one.mentions),
        attribution.kind,
        attribution.factuality,
    )


def compare(article: GoldArticle, gold: list[Known], other: list[Known], tally: Tally) -> None:
    """Count every measure over one article."""
    for i, (want, got) in enumerate(zip(gold, other, strict=True)):
        relation = article.relations[i]
        phrase = " … ".join(article.text[s:e] for s, e in relation.source)
        where = f"{article.name[:24]} r{i} [{phrase[:70]}]"
        tally.add("recipient", _same(want.recipient, got.recipient), f"{where} {want.recipient!r} {got.recipient!r}")
        if got.kind is not None:
            tally.add("kind", want.kind == got.kind, f"{where} {want.kind} {got.kind} | {_said(article, i)}")
            tally.add(
                "factuality",
                want.factuality == got.factuality,
                f"{where} {want.factuality} {got.factuality} | {_said(article, i)}",
            )
        if want.type is None:
            tally.add("no source", got.type is None, f"{where} {got.name!r}")
            continue
        tally.add("type", want.type == got.type, f"{where} {want.type!r} {got.type!r} ({got.name!r})")
        tally.add("name", _same(want.name, got.name), f"{where} {want.name!r} {got.name!r}")
        same = _same_source(want, got)
        tally.add("source", same, f"{where} {want.name!r} {got.name!r} {got.type}")
        if phrase.lower() in PRONOUNS or (want.name and _is_part(phrase, want.name)):
            tally.add("pronoun or partial name", same, f"{where} {want.name!r} {got.name!r}")
        if want.type == "named person":
            tally.add("title", _overlap(want.title, got.title), f"{where} {want.title!r} {got.title!r}")
        if want.justification:
            near = _overlap(want.justification, got.justification)
            tally.add("justification", near, f"{where} {want.justification!r} {got.justification!r}")
        if want.type in ("anonymous source", "unnamed group"):
            tally.add("anonymity reason", _overlap(want.reason, got.reason), f"{where} {want.reason!r} {got.reason!r}")
            tally.add(
                "position to know", _overlap(want.position, got.position), f"{where} {want.position!r} {got.position!r}"
            )


def _said(article: GoldArticle, i: int) -> str:
    """Cue and content of a relation on one line."""
    relation = article.relations[i]
    cue, content = (" … ".join(article.text[s:e] for s, e in spans) for spans in (relation.cue, relation.content))
    return " ".join(f"{cue} | {content[:110]}".split())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _plain(name: str) -> list[str]:
    kept = [w for w in _words(name) if w not in ("the", "a", "an", "s", "jr", "sr")]
    return [w for i, w in enumerate(kept) if len(w) > 1 or i == 0]


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return _plain(one) == _plain(other)


def _is_part(phrase: str, name: str) -> bool:
    mine, full = _plain(phrase), _plain(name)
    return bool(mine) and len(mine) < len(full) and set(mine) <= {*full, "mr", "mrs", "ms", "dr"}


def _same_source(want: Known, got: Known) -> bool:
    if want.name is not None or got.name is not None:
        return _same(want.name, got.name)
    return any(s < q and p < e for s, e in want.mentions for p, q in got.mentions)


def _overlap(one: str, other: str) -> bool:
    """Whether two texts are both empty, or the F1 of their words is above `ENOUGH`."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return not mine and not theirs
    common = sum(min(mine.count(w), theirs.count(w)) for w in set(mine))
    return 2 * common / (len(mine) + len(theirs)) > ENOUGH


def _annotations(names: list[str], annotator: str) -> Iterator[dict[str, Any]]:
    for name in names:
        path = HERE / "standoff" / f"{name}.{annotator}.json"
        if path.exists():
            yield json.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--half", choices=("developing", "reporting"), default="developing")
    parser.add_argument("--agreement", action="store_true")
    parser.add_argument("--show")
    args = parser.parse_args()
    by_name = {a.name: a for a in load(args.polnear, "dev")}
    sample = json.loads((HERE / "sample.json").read_text(encoding="utf-8"))
    tally = Tally()
    done = 0
    for first in _annotations(sample["twice" if args.agreement else args.half], "a1"):
        article = by_name[first["article"]]
        gold = annotated(article, first)
        if args.agreement:
            second = next(_annotations([article.name], "a2"), None)
            if second is None:
                continue
            other = annotated(article, second)
        else:
            other = identified(article)
        compare(article, gold, other, tally)
        done += 1
    print(f"{done} articles")
    for measure, n in tally.of.items():
        print(f"{measure:26s}{100 * tally.hits[measure] / n:6.1f}  of {n}")
    for line in tally.differs.get(args.show or "", ()):
        print("-", line)


if __name__ == "__main__":
    main()
