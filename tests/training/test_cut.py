"""A trained network is made narrower by what matters least; needs the extra `train` (make test-train)."""

import json
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train: make test-train")
# As in test_train.
pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings(r"ignore:`isinstance\(treespec, LeafSpec\)` is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:# The axis name:UserWarning"),
]

import numpy as np  # noqa: E402 - after the check for torch

from onrecord.evaluation.scores import score  # noqa: E402
from onrecord.reading.model import load  # noqa: E402
from onrecord.training.cut import Cut, narrower, weighed  # noqa: E402
from onrecord.training.network import Network  # noqa: E402
from onrecord.training.run import train_on  # noqa: E402
from tests.training.small import RECIPE, SMALL, START, silent  # noqa: E402

HALF = Cut(heads=2, inner=32, epochs=4, encoder_rate=3e-3, head_rate=3e-3, articles=4)


def encoded(network):
    ids = torch.arange(1, 13)[None]
    vectors, _ = network.eval().encoder(ids, torch.ones_like(ids, dtype=torch.bool), torch.zeros_like(ids), ids[:, :8])
    return vectors


def with_dead_parts():
    """A network of which two heads and half of the inner units say nothing."""
    torch.manual_seed(3)
    network = Network(SMALL)
    layer = network.encoder.layers[0]
    with torch.no_grad():
        layer.attention.out.weight[:, 8:24] = 0
        layer.down.weight[:, ::2] = 0
    return network


def test_what_says_nothing_matters_least_and_leaving_it_out_changes_nothing():
    network = with_dead_parts()
    matters = weighed(network, (encoded(network).square().sum() for _ in range(1)))
    assert matters["heads", 0].argsort()[:2].sort().values.tolist() == [1, 2]
    made = narrower(network, HALF, matters)
    assert made.shape.heads == 2
    assert made.encoder.layers[0].up.weight.shape == (32, 32)
    torch.testing.assert_close(encoded(made), encoded(network))


def test_the_network_is_left_as_it_was():
    network = with_dead_parts()
    before = encoded(network).detach()
    narrower(network, HALF, weighed(network, (encoded(network).sum() for _ in range(1))))
    torch.testing.assert_close(encoded(network), before)


@pytest.fixture(scope="module")
def cut_weights(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cut")
    train_on(corpus, replace(RECIPE, shape=SMALL, cuts=(HALF,)), START, folder, held_out=4, log=silent)
    return folder


def test_it_still_reads_the_made_corpus(cut_weights, corpus):
    tagger = load(cut_weights)
    counts = score((a.text, a.relations, tagger.tag(a.text)) for a in corpus)
    assert counts["relation.linked"].f1 > 85


def test_its_facts_tell_what_is_left(cut_weights):
    facts = json.loads((cut_weights / "model.json").read_text())
    assert (facts["heads"], facts["inner"], facts["epochs"]) == (2, 32, 16)


def test_onnx_agrees_after_the_cut(cut_weights):
    from tests.reading.test_parity import agreement  # noqa: PLC0415 - shares the measure, not the import of torch

    assert agreement(cut_weights) > 0.97


def test_a_run_that_was_stopped_after_its_cuts_goes_on_to_the_same_weights(corpus, tmp_path):
    cuts = replace(HALF, epochs=1), Cut(1, 16, 2, 3e-3, 3e-3, articles=2)
    recipe = replace(RECIPE, epochs=1, shape=SMALL, cuts=cuts)
    train_on(corpus[:8], recipe, START, tmp_path / "whole", held_out=2, log=silent)

    class StoppedError(Exception):
        pass

    def stop_in_epoch_four(line):
        if '"epoch": 4' in line:
            raise StoppedError

    with pytest.raises(StoppedError):
        train_on(corpus[:8], recipe, START, tmp_path / "cut", held_out=2, log=stop_in_epoch_four)
    train_on(corpus[:8], recipe, START, tmp_path / "cut", held_out=2, resume=True, log=silent)
    one, two = (np.load(tmp_path / name / "parity.npz")["cue_scores"] for name in ("whole", "cut"))
    np.testing.assert_allclose(one, two, atol=1e-5)
