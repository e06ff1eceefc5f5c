"""Training on a small corpus that the tests make; needs the extra `train` (make test-train)."""

import json
import math
import random
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train: make test-train")
# What torch 2.13's exporter says of its own code, and of two inputs that share an axis, is no fault of ours.
pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings(r"ignore:`isinstance\(treespec, LeafSpec\)` is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:# The axis name:UserWarning"),
]

import numpy as np  # noqa: E402 - after the check for torch
from safetensors.torch import save_file  # noqa: E402

from onrecord.evaluation.corruptions import CORRUPTIONS  # noqa: E402
from onrecord.evaluation.scores import score  # noqa: E402
from onrecord.reading.decode import CUE_LABELS, viterbi  # noqa: E402
from onrecord.reading.model import load  # noqa: E402
from onrecord.reading.pieces import WordPieces  # noqa: E402
from onrecord.training.batch import chain_of  # noqa: E402
from onrecord.training.crf import constrained, negative_log_likelihood  # noqa: E402
from onrecord.training.data import examples, hold_out  # noqa: E402
from onrecord.training.fit import Recipe  # noqa: E402
from onrecord.training.network import ChainScores, Dropout, Network, RelativeBias, load_pretrained  # noqa: E402
from onrecord.training.run import train_on  # noqa: E402
from tests.training.small import RECIPE, SMALL, START, silent  # noqa: E402

LIKE_MPNET = replace(SMALL, layers=2, buckets=8, frozen=1, epsilon=1e-5)


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
    train_on(corpus[:8], recipe, START, whole, held_out=2, log=silent)

    class CutError(Exception):
        pass

    def stop_in_epoch_two(line):
        if '"epoch": 2' in line:
            raise CutError

    with pytest.raises(CutError):
        train_on(corpus[:8], recipe, START, cut, held_out=2, log=stop_in_epoch_two)
    train_on(corpus[:8], recipe, START, cut, held_out=2, resume=True, log=silent)
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
    found = list(examples(corpus[:3], tokenizer, random.Random(1), {}))
    assert sum(len(e.cues) for e in found) == sum(len(a.relations) for a in corpus[:3])
    assert all((c.labels == 1).sum() == 1 for e in found for c in e.cues)


@pytest.mark.parametrize("name", [n for n in CORRUPTIONS if n != "no-title"])
def test_examples_of_corrupted_articles_keep_their_cues(corpus, name):
    tokenizer = WordPieces.load(START.tokenizer)
    found = list(examples(corpus[:3], tokenizer, random.Random(1), {name: 1.0}))
    assert sum(len(e.cues) for e in found) == sum(len(a.relations) for a in corpus[:3])


def test_weights_like_mpnets_are_exported_and_agree(corpus, tmp_path):
    from tests.reading.test_parity import agreement  # noqa: PLC0415 - as above

    train_on(corpus[:8], replace(RECIPE, epochs=2, shape=LIKE_MPNET), START, tmp_path, held_out=2, log=silent)
    assert agreement(tmp_path) > 0.97


def test_frozen_parts_stay_as_they_were(corpus, tmp_path):
    torch.manual_seed(RECIPE.seed)
    before = Network(LIKE_MPNET).encoder.layers[0].up.weight
    train_on(corpus[:8], replace(RECIPE, epochs=1, shape=LIKE_MPNET), START, tmp_path, held_out=2, log=silent)
    after = torch.load(tmp_path / "last.ckpt", weights_only=True)["network"]
    assert torch.equal(before, after["encoder.layers.0.up.weight"])
    assert not torch.equal(Network(LIKE_MPNET).encoder.layers[1].up.weight, after["encoder.layers.1.up.weight"])


def test_relative_positions_fall_into_mpnets_buckets():
    """By the published definition, written out one distance at a time (T5's, two-sided)."""

    def bucket(distance):
        side, n = (16 if distance > 0 else 0), abs(distance)
        return side + (n if n < 8 else min(15, 8 + int(math.log(n / 8) / math.log(128 / 8) * 8)))

    bias = RelativeBias(32, 1, 300)
    bias.table.weight.data = torch.arange(32.0)[:, None]
    got = bias(250, torch.device("cpu"))[0, 0]
    assert got.tolist() == [[bucket(column - row) for column in range(250)] for row in range(250)]


def test_dropout_keeps_the_mean_and_stops_outside_training():
    torch.manual_seed(1)
    dropout, ones = Dropout(0.1), torch.ones(300, 301)
    dropped = dropout(ones)
    assert dropped.mean().item() == pytest.approx(1, abs=0.01)
    assert (dropped == 0).float().mean().item() == pytest.approx(26 / 256, abs=0.01)
    assert torch.equal(dropout.eval()(ones), ones)


def test_a_checkpoint_of_mpnets_fills_the_encoder(tmp_path):
    """Every name of the published checkpoint, with weights that say where they belong."""
    shape = replace(LIKE_MPNET, vocabulary=20, positions=10)
    encoder = Network(shape).encoder
    state = mpnet_state(shape)
    save_file(state, tmp_path / "model.safetensors")
    load_pretrained(encoder, tmp_path / "model.safetensors")
    assert torch.equal(encoder.positions.weight, state["embeddings.position_embeddings.weight"][2:])
    assert torch.equal(encoder.layers[1].attention.out.weight, state["encoder.layer.1.attention.attn.o.weight"])
    assert torch.equal(encoder.relative.table.weight, state["encoder.relative_attention_bias.weight"])
    assert not encoder.features.weight.any()


def mpnet_state(shape):
    h, inner = shape.hidden, shape.inner
    sizes = {
        "embeddings.word_embeddings.weight": (shape.vocabulary, h),
        "embeddings.position_embeddings.weight": (shape.positions + 2, h),
        "encoder.relative_attention_bias.weight": (shape.buckets, shape.heads),
        **{f"embeddings.LayerNorm.{kind}": (h,) for kind in ("weight", "bias")},
    }
    for i in range(shape.layers):
        layer = f"encoder.layer.{i}"
        for name, (out, into) in {
            **{f"attention.attn.{part}": (h, h) for part in "qkvo"},
            "intermediate.dense": (inner, h),
            "output.dense": (h, inner),
        }.items():
            sizes |= {f"{layer}.{name}.weight": (out, into), f"{layer}.{name}.bias": (out,)}
        for name in ("attention.LayerNorm", "output.LayerNorm"):
            sizes |= {f"{layer}.{name}.{kind}": (h,) for kind in ("weight", "bias")}
    return {name: torch.randn(size) for name, size in sizes.items()}


def test_held_out_articles_are_not_trained_on(corpus):
    rest, held = hold_out(corpus, 5, 7)
    assert len(held) == 5
    assert not {a.name for a in rest} & {a.name for a in held}
