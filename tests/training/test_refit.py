"""What is left of a layer makes up for what is left out; needs the extra `train` (make test-train)."""

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
from onrecord.training import run  # noqa: E402
from onrecord.training.batch import EncoderBatch  # noqa: E402
from onrecord.training.cut import Cut, narrower  # noqa: E402
from onrecord.training.fit import RECIPES  # noqa: E402
from onrecord.training.network import Network  # noqa: E402
from onrecord.training.refit import moments, refitted  # noqa: E402
from onrecord.training.run import train_on  # noqa: E402
from onrecord.training.start import Start  # noqa: E402
from tests.training.small import RECIPE, SMALL, START, silent  # noqa: E402

TWO_LAYERS = replace(SMALL, layers=2, buckets=8, frozen=1)
TRAINED = replace(TWO_LAYERS, frozen=0)
HALF = Cut(heads=2, inner=32, epochs=2, encoder_rate=3e-3, head_rate=3e-3, articles=4, refit=True)


def windows(n=6, length=40, padding=7):
    """Random windows of which the last pieces of every other one are padding."""
    mask = torch.ones(n, length, dtype=torch.bool)
    mask[::2, -padding:] = False
    ids = torch.randint(1, 500, (n, length)) * mask
    nothing = torch.zeros_like(ids)
    return EncoderBatch(ids, mask, nothing, torch.arange(1, 31).expand(n, -1), nothing[:, :30], mask[:, 1:31])


def encoded(network, batch):
    with torch.no_grad():
        vectors, _ = network.eval().encoder(batch.ids, batch.mask, batch.features, batch.word_index)
    return vectors[batch.word_mask]


def with_twins(shape):
    """A network whose upper half of inner units say in other sizes what those of the lower half say."""
    torch.manual_seed(4)
    network = Network(shape)
    half = shape.inner // 2
    with torch.no_grad():
        for layer in network.encoder.layers:
            layer.up.weight[half:] = layer.up.weight[:half]
            layer.up.bias[half:] = layer.up.bias[:half]
    return network


def scores(shape, heads=(1.0, 1.0, 1.0, 1.0)):
    """Of a network's parts: the lower half of the inner units counts more."""
    units = torch.arange(shape.inner, 0, -1).float()
    return {("inner", i): units for i in range(shape.layers)} | {
        ("heads", i): torch.tensor(heads) for i in range(shape.layers)
    }


def test_what_others_say_too_is_made_up_for():
    network, batch = with_twins(TWO_LAYERS), windows()
    cut, matters = replace(HALF, heads=4), scores(TWO_LAYERS)
    whole = encoded(network, batch)
    made = narrower(network, cut, matters, moments(network, [batch]))
    torch.testing.assert_close(encoded(made, batch), whole, atol=2e-3, rtol=0)
    plain = narrower(network, cut, matters)
    assert (encoded(plain, batch) - whole).abs().max() > 0.1


def test_it_is_nearer_than_what_is_left_as_it_was_also_on_other_windows():
    torch.manual_seed(6)
    network, batch = Network(TWO_LAYERS), windows(n=40)
    matters = scores(TWO_LAYERS)
    made, plain = narrower(network, HALF, matters, moments(network, [batch])), narrower(network, HALF, matters)
    other = windows()
    whole = encoded(network, other)
    assert (encoded(made, other) - whole).square().mean() < (encoded(plain, other) - whole).square().mean()


def test_padding_does_not_count():
    torch.manual_seed(7)
    network, batch = Network(TWO_LAYERS), windows()
    without = moments(network, [batch])
    padded = replace(batch, ids=torch.where(batch.mask, batch.ids, 9))
    for place, moment in moments(network, [padded]).items():
        torch.testing.assert_close(moment, without[place])


def test_pieces_with_huge_vectors_do_not_decide():
    """Two inputs that say the same but for one huge piece; what follows divides its vector by its size."""
    torch.manual_seed(8)
    x = torch.randn(200, 1)
    rows = torch.cat((x, 2 * x, torch.ones(200, 1)), dim=1)
    rows[0] = torch.tensor([1000.0, -1000.0, 1.0])
    weight, bias, kept = torch.tensor([[1.0, 1.0]]), torch.zeros(1), torch.tensor([0])
    weighed = rows / rows.abs().amax(1, keepdim=True)
    as_norm_has_it, _ = refitted(weight, bias, kept, weighed.T @ weighed)
    plain, _ = refitted(weight, bias, kept, rows.T @ rows)
    assert abs(as_norm_has_it.item() - 3) < 0.2 < abs(plain.item() - 3)


def test_nothing_left_out_changes_nothing():
    torch.manual_seed(9)
    network, batch = Network(TWO_LAYERS), windows(n=60)
    made = narrower(network, Cut(4, 64, 0, 0, 0, refit=True), scores(TWO_LAYERS), moments(network, [batch]))
    torch.testing.assert_close(encoded(made, batch), encoded(network, batch), atol=1e-3, rtol=0)


def test_with_one_bias_by_position_all_layers_keep_the_same_heads():
    torch.manual_seed(10)
    network = Network(TWO_LAYERS)
    by_layer = {("heads", 0): torch.tensor([9.0, 1, 5, 1]), ("heads", 1): torch.tensor([1.0, 2, 2, 1])}
    matters = scores(TWO_LAYERS) | by_layer
    made = narrower(network, HALF, matters)
    torch.testing.assert_close(made.encoder.relative.table.weight, network.encoder.relative.table.weight[:, [0, 2]])
    for layer, was in zip(made.encoder.layers, network.encoder.layers, strict=True):
        kept = [*range(8), *range(16, 24)]
        torch.testing.assert_close(layer.attention.query.weight, was.attention.query.weight[kept])


@pytest.fixture(scope="module")
def wide(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wide")
    train_on(corpus, replace(RECIPE, name="wide", shape=TRAINED), START, folder, held_out=4, log=silent)
    return folder


@pytest.fixture
def recipe():
    shape = replace(TRAINED, taught=16)
    return replace(
        RECIPE,
        name="accurate",
        epochs=0,
        begins="wide",
        shape=shape,
        cuts=(replace(HALF, epochs=1, encoder_rate=1e-4),),
    )


def test_what_begins_with_trained_weights_reads_after_one_epoch(wide, recipe, corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.training.teacher.COMPONENTS", 16)
    start = Start(wide / "tokenizer.json", wide)
    train_on(corpus, recipe, start, tmp_path / "cut", held_out=4, log=silent)
    tagger = load(tmp_path / "cut")
    counts = score((a.text, a.relations, tagger.tag(a.text)) for a in corpus)
    assert counts["relation.linked"].f1 > 85
    facts = json.loads((tmp_path / "cut" / "model.json").read_text())
    assert (facts["began_with"], facts["heads"], facts["inner"], facts["epochs"]) == ("wide-1-seed1", 2, 32, 1)
    assert str(tmp_path) not in json.dumps(facts)


def test_the_weights_that_a_recipe_begins_with_are_trained_first_but_once(recipe, corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.training.teacher.COMPONENTS", 16)
    monkeypatch.setattr("onrecord.training.start.pretrained", lambda _base, _folder: START)
    monkeypatch.setattr("onrecord.evaluation.polnear.load", lambda _folder, split: corpus[:8] * (split == "train"))
    monkeypatch.setattr(run, "HELD_OUT", 2)
    monkeypatch.setattr(run, "write_card", lambda _polnear, _out: None)
    monkeypatch.setitem(RECIPES, "wide", replace(RECIPE, name="wide", epochs=2, shape=TRAINED))
    monkeypatch.setitem(RECIPES, "accurate", recipe)
    run.train(tmp_path, tmp_path / "one", model="accurate", log=silent)
    first = (tmp_path / "wide-seed1" / "encoder.onnx").stat()
    run.train(tmp_path, tmp_path / "two", model="accurate", log=silent)
    assert (tmp_path / "wide-seed1" / "encoder.onnx").stat() == first
    one, two = (np.load(tmp_path / name / "parity.npz")["cue_scores"] for name in ("one", "two"))
    np.testing.assert_allclose(one, two, atol=1e-5)
