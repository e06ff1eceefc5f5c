import json
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.evaluation.seed import SeedArticle, found, load_seed
from onrecord.types import Attribution, Spans

TEXT = "The Herald wrote: The ferry sank, a diver said. The crew swam home."


def spans(*pieces: str) -> Spans:
    return tuple((TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces)


def mine(source: Spans, content: Spans) -> Attribution:
    return Attribution("m", source, (), content, "indirect", None, 0.5)


OUTER = spans("The Herald"), spans("The ferry sank, a diver said. The crew swam home")
INNER = spans("a diver"), spans("The ferry sank")


@pytest.fixture
def seed(tmp_path: Path) -> SeedArticle:
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    rows = [("outer", *OUTER, None), ("inner", *INNER, "outer")]
    gold = [{"id": i, "source": s, "cue": [], "content": c, "parent": p} for i, s, c, p in rows]
    (tmp_path / "gold.json").write_text(json.dumps({"article": "story.txt", "attributions": gold}))
    return load_seed(tmp_path / "gold.json")


def test_nested_attributions_each_find_their_own(seed: SeedArticle) -> None:
    outer, inner = mine(*OUTER), mine(*INNER)
    assert found(seed, [inner, outer]) == {"outer": outer, "inner": inner}


def test_the_source_must_overlap(seed: SeedArticle) -> None:
    assert found(seed, [mine((), INNER[1]), mine(INNER[0], OUTER[1])]) == {}


def test_pairs_are_one_to_one(seed: SeedArticle) -> None:
    assert list(found(seed, [mine(*INNER), mine(*INNER)])) == ["inner"]


def test_parents_are_read(seed: SeedArticle) -> None:
    assert [one.parent for one in seed.attributions] == [None, "outer"]


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text('{"article": "missing.txt"}')
    with pytest.raises(CorpusError, match="not a file of gold attributions"):
        load_seed(tmp_path / "gold.json")
