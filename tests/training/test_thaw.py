"""Exported weights as a network again, exported anew."""

import json
import shutil
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train: make test-train")
pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings(r"ignore:`isinstance\(treespec, LeafSpec\)` is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:# The axis name:UserWarning"),
]

import numpy as np  # noqa: E402 - after the check for torch
import onnx  # noqa: E402

from onrecord.errors import CorpusError, ModelError  # noqa: E402
from onrecord.reading.model import load, read_facts  # noqa: E402
from onrecord.reading.tagger import REACH, Look  # noqa: E402
from onrecord.training.export import export  # noqa: E402
from onrecord.training.network import Network  # noqa: E402
from onrecord.training.run import reexport, write_graphs  # noqa: E402
from onrecord.training.thaw import thaw  # noqa: E402
from tests.training.small import SMALL  # noqa: E402

LIKE_MPNET = replace(SMALL, layers=2, buckets=8, frozen=1, epsilon=1e-5, look=Look(10, 20))


@pytest.fixture
def copied(weights, tmp_path):
    return shutil.copytree(weights, tmp_path / "copied")


def integers(path):
    """The weights of eight bits of a graph and what they count from, whatever they are called."""
    arrays = map(onnx.numpy_helper.to_array, onnx.load(path).graph.initializer)
    return sorted((a.shape, a.tobytes()) for a in arrays if a.dtype in {np.dtype(np.int8), np.dtype(np.uint8)})


def test_graphs_written_anew_hold_the_same_integers_and_read_the_same(weights, copied, corpus):
    write_graphs(copied, SMALL)
    for graph in ("encoder.onnx", "roles.onnx"):
        assert integers(copied / graph) == integers(weights / graph)
    assert sorted(p.name for p in copied.iterdir()) == sorted(p.name for p in weights.iterdir())
    before, after = load(weights), load(copied)
    for article in corpus[:6]:
        parts = [[(r.source, r.cue, r.content) for r in tagger.tag(article.text)] for tagger in (before, after)]
        assert parts[0] == parts[1]


def test_a_network_with_relative_positions_and_another_look_comes_back(tmp_path):
    torch.manual_seed(5)
    network = Network(LIKE_MPNET)
    for parameter in network.parameters():
        # A factor of one and a summand of nothing would be left out of the graph.
        torch.nn.init.normal_(parameter)
    export(network, tmp_path)
    back = thaw(tmp_path, LIKE_MPNET)
    look = slice(REACH.before - 10, REACH.before + 21)
    assert torch.equal(back.roles.distance.weight[look], network.roles.distance.weight[look])
    biases = [n.encoder.relative(60, torch.device("cpu")) for n in (network, back)]
    assert torch.equal(*biases)
    for name in ("encoder", "roles"):
        parts = getattr(network, name).state_dict(), getattr(back, name).state_dict()
        for weight, was in parts[0].items():
            if weight in {"relative.table.weight", "distance.weight"}:
                continue  # Rows that no graph looks up are not in it.
            largest = float(was.abs().max())
            torch.testing.assert_close(parts[1][weight], was, atol=largest / 100, rtol=0, msg=f"{name}.{weight}")


def test_a_graph_of_another_shape_is_refused(weights):
    with pytest.raises(ModelError, match=r"encoder\.onnx: .* is \(\d+, 32\) and not \(\d+, 48\)"):
        thaw(weights, replace(SMALL, hidden=48))
    with pytest.raises(ModelError, match=r"encoder\.onnx: has no layers\.1\."):
        thaw(weights, replace(SMALL, layers=2))


def test_all_but_the_graphs_stays_to_the_bit_also_of_older_weights(copied):
    facts = read_facts(copied)
    older = {name: value for name, value in facts.items() if name not in {"look", "heads", "inner"}}
    (copied / "model.json").write_text(json.dumps(older))
    before = {path.name: path.read_bytes() for path in copied.iterdir() if path.suffix != ".onnx" and path.is_file()}
    graphs = {path.name: integers(path) for path in copied.glob("*.onnx")}
    write_graphs(copied, SMALL)
    assert {name: (copied / name).read_bytes() for name in before} == before
    assert {path.name: integers(path) for path in copied.glob("*.onnx")} == graphs


def test_a_damaged_graph_and_an_unknown_recipe_are_named(copied):
    facts = read_facts(copied)
    (copied / "model.json").write_text(json.dumps({**facts, "recipe": {"name": "other"}}))
    with pytest.raises(ModelError, match="names no recipe of this version"):
        write_graphs(copied)
    (copied / "encoder.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError, match=r"encoder\.onnx: not a graph"):
        write_graphs(copied, SMALL)


def test_a_missing_corpus_is_told_before_anything_is_written(copied):
    before = {path.name: path.read_bytes() for path in copied.iterdir() if path.is_file()}
    with pytest.raises(CorpusError, match="no such folder"):
        reexport(copied / "nowhere", copied)
    assert {path.name: path.read_bytes() for path in copied.iterdir() if path.is_file()} == before
