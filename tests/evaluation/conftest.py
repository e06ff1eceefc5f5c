"""A corpus in brat standoff, written by the tests from marked-up text.

`{S1 Ann Poe} {U1 said} {C1 the pier is closed}` marks source, cue and content of relation 1; marks of one
role and number are one discontinuous role.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.types import Attribution, Spans, Step

MARK = re.compile(r"\{([SUC])(\d+) ([^}]*)\}")
LABELS = {"S": "Source", "U": "Cue", "C": "Content"}

ARTICLES = {
    "courier_2031-05-02_pier": (
        "{S1 Harbour master Ann Poe} {U1 said} {C1 the pier is closed}.\n\n"
        "{C2 “We saw rust in every beam,”} {S2 she} {U2 added}, {C2 “and we stopped the trams.”}\n"
    ),
    "gazette_2031-05-03_budget": (
        "{S1 The treasurer} {U1 believes} {C1 the town can “live with a deficit” for one year}.\n\n"
        "It was {U2 reported} {C2 that two lenders had refused}.\n"
    ),
}


def parse(marked: str) -> tuple[str, dict[tuple[str, str], Spans]]:
    """The text without marks, and the spans of each (role, number)."""
    roles: dict[tuple[str, str], Spans] = defaultdict(tuple)
    text, at = "", 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        roles[match[1], match[2]] += ((len(text), len(text) + len(match[3])),)
        text, at = text + match[3], match.end()
    return text + marked[at:], dict(roles)


def standoff(text: str, roles: dict[tuple[str, str], Spans]) -> str:
    """The brat file of the roles."""
    lines, arguments = [], defaultdict(list)
    for n, ((role, number), spans) in enumerate(roles.items(), 1):
        offsets = ";".join(f"{start} {end}" for start, end in spans)
        mention = " ".join(text[start:end] for start, end in spans)
        lines.append(f"T{n}\t{LABELS[role]} {offsets}\t{mention}")
        arguments[number].append(f"{LABELS[role]}:T{n}")
    lines += [f"E{number}\tAttribution:T1 {' '.join(args)}" for number, args in arguments.items()]
    return "\n".join(lines) + "\n"


def write(root: Path, articles: dict[str, str], split: str = "dev") -> Path:
    """Write the marked-up articles as one split; the root."""
    for folder in ("text", "attributions"):
        (root / split / folder).mkdir(parents=True)
    for name, marked in articles.items():
        text, roles = parse(marked)
        (root / split / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        ann = root / split / "attributions" / f"{name}_a1.ann"
        ann.write_text(standoff(text, roles), encoding="utf-8")
    return root


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus", ARTICLES)


@pytest.fixture
def articles(corpus: Path) -> tuple[GoldArticle, ...]:
    return load(corpus, "dev")


@pytest.fixture
def article(tmp_path: Path) -> Callable[[str], GoldArticle]:
    """Makes a gold article of marked-up text."""
    return lambda marked: load(write(tmp_path / "one", {"herald_x": marked}), "dev")[0]


@pytest.fixture
def perfect(articles: tuple[GoldArticle, ...]) -> Callable[[str], list[Attribution]]:
    """A reader that returns the gold relations."""
    gold = {one.text: one.relations for one in articles}
    steps = (Step("relation", "model:test"),)

    def read(text: str) -> list[Attribution]:
        return [
            Attribution(str(n), r.source, r.cue, r.content, "direct", None, 0.9, steps)
            for n, r in enumerate(gold[text])
        ]

    return read


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and reference tools beside the project."""
    folder = Path(__file__).parents[3] / "shared"
    if not (folder / "corpora" / "polnear" / "dev").is_dir():
        pytest.skip("no ../shared/corpora/polnear beside the project")
    return folder


@pytest.fixture
def reference(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Imports one of the reference tools, by its file's name."""
    monkeypatch.syspath_prepend(shared / "tools")
    return import_module
