"""A small network learns from corrected articles, too; needs the extra `train` (make test-train)."""

import json

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train: make test-train")
pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings(r"ignore:`isinstance\(treespec, LeafSpec\)` is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:# The axis name:UserWarning"),
]

from onrecord.evaluation.scores import score  # noqa: E402 - after the check for torch
from onrecord.reading.model import load  # noqa: E402
from onrecord.training.corrected import gold  # noqa: E402
from onrecord.training.run import train_on  # noqa: E402
from tests.training.small import RECIPE, START, silent  # noqa: E402
from tests.training.test_corrected import reading  # noqa: E402


def test_it_learns_from_corrected_articles_alone(corpus, tmp_path):
    """All others are held out."""
    corrected = gold(reading(article) for article in corpus[4:])
    train_on(corpus[:4], RECIPE, START, tmp_path, held_out=4, corrected=corrected, log=silent)
    facts = json.loads((tmp_path / "model.json").read_text())
    assert (facts["articles"], facts["corrected"], facts["held_out"]) == (20, 20, 4)
    tagger = load(tmp_path)
    counts = score((a.text, a.relations, tagger.tag(a.text)) for a in corpus[4:])
    assert counts["relation.linked"].f1 > 85
