"""Articles made by hand: `article(text)` has a paragraph per blank-line part, `blocks=` overrides their kinds."""

import pytest

from onrecord.reading.relations import Relation
from onrecord.reading.words import paragraphs
from onrecord.types import Article, Block, Step


def make_article(text, **kinds):
    """`kinds` maps p0, p1, … to keyword arguments of the block."""
    blocks = []
    for i, (start, end) in enumerate(paragraphs(text)):
        facts = {"kind": "paragraph", **kinds.get(f"p{i}", {})}
        blocks.append(Block(start=start, end=end, **facts))
    return Article(text, tuple(blocks), "0" * 64)


def make_relation(text, source, cue, *content, confidence=0.8):
    def spans(*parts):
        found = [(text.index(p), text.index(p) + len(p)) for p in parts if p]
        return tuple(sorted(found))

    return Relation(spans(source), spans(cue), spans(*content), confidence, (Step("relation", "model:fake"),))


@pytest.fixture
def article():
    return make_article


@pytest.fixture
def relation():
    return make_relation
