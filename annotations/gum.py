"""Whom 'he' and 'she' mean, on GUM's news and interviews with gold coreference (Zeldes, 2017).

    python annotations/gum.py ../shared/corpora/gum-news [--show]

Every 'he', 'she', 'him', 'his' and 'her' that GUM annotates as a person who is named somewhere in the text is given to
`onrecord.sources` as if it were a source. Right: the source found has one of that person's gold names. Left open and
wrong are told apart, as an open pronoun misleads nobody. With --show prints what is not right (text is printed only,
never kept).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.articles import from_text
from onrecord.sources import identify
from onrecord.types import Attribution, Span

PERSONAL = frozenset({"he", "she", "him", "his", "her"})
_OPEN_OR_CLOSE = re.compile(r"\((?P<id>\d+)-(?P<type>\w+)-[^()]*(?P<single>\))?|(?P<close>\d+)\)")


@dataclass
class Document:
    """A text with its entities: id -> spans, and which of them are persons."""

    name: str
    text: str = ""
    mentions: dict[str, list[Span]] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)


def load(path: Path) -> Document:
    """Text and entity mentions of one CoNLL-U file; paragraphs are parted by a blank line."""
    made = Document(path.stem)
    open_: dict[str, list[int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            made.text = made.text.rstrip() + ("\n\n" if made.text.strip() else "")
        columns = line.split("\t")
        if len(columns) != 10 or not columns[0].isdigit():
            continue
        start = len(made.text)
        made.text += columns[1]
        entity = next((p[7:] for p in columns[9].split("|") if p.startswith("Entity=")), "")
        for match in _OPEN_OR_CLOSE.finditer(entity):
            if match["id"]:
                open_.setdefault(match["id"], []).append(start)
                if match["type"] == "person":
                    made.persons.add(match["id"])
            closed = match["close"] or (match["id"] if match["single"] else None)
            if closed and open_.get(closed):
                made.mentions.setdefault(closed, []).append((open_[closed].pop(), len(made.text)))
        if "SpaceAfter=No" not in columns[9]:
            made.text += " "
    return made


def pronouns(document: Document) -> Iterator[tuple[Span, list[str]]]:
    """(span, gold mentions in words) of each personal pronoun of a named person."""
    for entity in sorted(document.persons):
        spans = document.mentions.get(entity, [])
        printed = [document.text[s:e] for s, e in spans]
        named = [p for p in printed if any(w[:1].isupper() for w in p.split()) and p.lower() not in PERSONAL]
        if named:
            yield from ((s, named) for s, p in zip(spans, printed, strict=True) if p.lower() in PERSONAL)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    outcomes: Counter[str] = Counter()
    for path in sorted(args.gum.glob("*.conllu")):
        document = load(path)
        asked = sorted(pronouns(document))
        given = [Attribution(f"a{i}", (s,), (), (), "indirect", None, 1.0) for i, (s, _) in enumerate(asked)]
        attributions, sources = identify(from_text(document.text), given)
        names = {s.id: s.name for s in sources}
        for (span, gold), attribution in zip(asked, attributions, strict=True):
            name = names.get(attribution.source_id or "")
            last = (name or "").split()[-1:]
            right = bool(last) and any(last[0] in words for words in gold)
            outcome = "right" if right else "left open" if attribution.source_id is None else "wrong"
            outcomes[outcome] += 1
            if args.show and outcome != "right":
                context = " ".join(document.text[max(0, span[0] - 160) : span[1] + 40].split())
                print(f"- {outcome}: {document.name} {gold[0]!r} {name!r}: {context}")
    total = outcomes.total()
    print(f"{total} pronouns: " + ", ".join(f"{k} {100 * n / total:.1f}%" for k, n in outcomes.most_common()))


if __name__ == "__main__":
    main()
