"""Training on a small corpus that the tests make; needs the extra `train` (make test-train)."""

import json
import random

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train: make test-train")
# What torch 2.13's exporter says of its own code, and of two inputs that share an axis, is no fault of ours.
pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings(r"ignore:`isinstance\(treespec, LeafSpec\)` is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:# The axis name:UserWarning"),
]

import numpy as np  # noqa: E402 - after the check for torch

from onrecord.evaluation.scores import score  # noqa: E402
from onrecord.reading.decode import CUE_LABELS, viterbi  # noqa: E402
from onrecord.reading.model import DEFAULT, load  # noqa: E402
from onrecord.reading.pieces import WordPieces  # noqa: E402
from onrecord.training.batch import chain_of  # noqa: E402
from onrecord.training.crf import constrained, negative_log_likelihood  # noqa: E402
from onrecord.training.data import examples, hold_out  # noqa: E402
from onrecord.training.fit import Recipe  # noqa: E402
from onrecord.training.network import ChainScores, Shape  # noqa: E402
from onrecord.training.run import Start, train_on  # noqa: E402

SMALL = Shape(hidden=32, heads=4, layers=1, inner=64, role_hidden=32, dropout=0.0)
RECIPE = Recipe(epochs=12, batch=2, encoder_rate=5e-3, head_rate=5e-3, half_precision=False, shape=SMALL)
START = Start(DEFAULT / "tokenizer.json", None)


@pytest.fixture(scope="module")
def weights(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    train_on(corpus, RECIPE, START, folder, held_out=4, log=lambda line: None)
    return folder


def test_it_learns_the_made_corpus(weights, corpus):
    tagger = load(weights)
    counts = score((a.text, a.relations, tagger.tag(a.text)) for a in corpus)
    assert counts["relation.linked"].f1 > 90
    assert counts["exact.content"].f1 > 85


def test_the_folder_says_what_it_was_made_from(weights):
    facts = json.loads((weights / "model.json").read_text())
    assert (facts["seed"], facts["epochs"], facts["articles"], facts["held_out"]) == (1, 12, 20, 4)


def test_onnx_agrees_with_the_training_model(weights):
    from tests.reading.test_parity import agreement  # noqa: PLC0415 - shares the measure, not the import of torch

    assert agreement(weights) > 0.97


def test_a_run_that_was_cut_goes_on_to_the_same_weights(corpus, tmp_path):
    recipe = Recipe(epochs=2, batch=4, half_precision=False, shape=SMALL)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    train_on(corpus[:8], recipe, START, whole, held_out=2, log=lambda line: None)

    class CutError(Exception):
        pass

    def stop_in_epoch_two(line):
        if '"epoch": 2' in line:
            raise CutError

    with pytest.raises(CutError):
        train_on(corpus[:8], recipe, START, cut, held_out=2, log=stop_in_epoch_two)
    train_on(corpus[:8], recipe, START, cut, held_out=2, resume=True, log=lambda line: None)
    one, two = (np.load(f / "parity.npz")["cue_scores"] for f in (whole, cut))
    np.testing.assert_allclose(one, two, atol=1e-5)


def test_the_chain_loss_is_that_of_the_decoder():
    rng = np.random.default_rng(3)
    chain = ChainScores(CUE_LABELS)
    scores = torch.from_numpy(rng.normal(size=(6, 9, 3)).astype(np.float32))
    mask = torch.ones(6, 9, dtype=torch.bool)
    best = torch.from_numpy(viterbi(scores.numpy(), mask.numpy(), chain_of(chain, CUE_LABELS)))
    fixed = constrained(chain, CUE_LABELS)
    likeliest = negative_log_likelihood(scores, best, mask, fixed)
    other = negative_log_likelihood(scores, torch.zeros_like(best), mask, fixed)
    assert (likeliest >= 0).all()
    assert (likeliest <= other + 1e-5).all()


def test_examples_label_the_gold_words(corpus):
    tokenizer = WordPieces.load(START.tokenizer)
    found = list(examples(corpus[:3], tokenizer, random.Random(1)))
    assert sum(len(e.cues) for e in found) == sum(len(a.relations) for a in corpus[:3])
    assert all((c.labels == 1).sum() == 1 for e in found for c in e.cues)


def test_held_out_articles_are_not_trained_on(corpus):
    rest, held = hold_out(corpus, 5, 7)
    assert len(held) == 5
    assert not {a.name for a in rest} & {a.name for a in held}
