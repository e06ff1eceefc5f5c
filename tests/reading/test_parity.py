"""The shipped ONNX graphs against what the training model said of the same text, saved with the weights."""

from pathlib import Path

import numpy as np
import pytest

from onrecord.reading import windows
from onrecord.reading.decode import viterbi
from onrecord.reading.model import find, read_facts, settings_of
from onrecord.reading.onnx_network import OnnxNetwork
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import Cue, join, role_input, window_input
from onrecord.reading.words import split

ACCURATE = Path(__file__).parents[2] / "models" / "accurate" / "src" / "onrecord_accurate" / "weights"
without_accurate = pytest.mark.skipif(
    not (ACCURATE / "model.json").is_file(), reason="the accurate model's weights are not in models/accurate"
)


def outputs(folder):
    """(saved by the training model, of ONNX here), as label arrays: cue labels and role labels."""
    saved = np.load(folder / "parity.npz")
    words = split(str(saved["text"]))
    tokenizer = WordPieces.load(folder / "tokenizer.json")
    pieces = tokenizer.of(words.legible())
    window = windows.plan(words.paragraph, pieces.sizes)[0]
    network = OnnxNetwork(folder)
    vectors, cue_scores = network.encode(window_input(words, pieces, window, tokenizer))
    settings = settings_of(read_facts(folder))
    cues = [Cue(0, int(i), int(i)) for i in saved["cues"]]
    rows = join([role_input(cue, window, words.features, 0, settings.look) for cue in cues])
    role_scores, _ = network.roles(vectors, rows)
    every_word = np.ones((1, len(cue_scores)), dtype=bool)
    pairs = []
    for cue, role in ((saved["cue_scores"], saved["role_scores"].astype(np.float32)), (cue_scores, role_scores)):
        cues = viterbi(cue[None], every_word, settings.cue_chain)[0]
        roles = viterbi(role, rows.mask, settings.role_chain)[rows.mask]
        pairs.append(np.concatenate((cues, roles)))
    return pairs


def agreement(folder):
    """The share of words, in [0, 1], that get the same label from both."""
    training, onnx = outputs(folder)
    return float((training == onnx).mean())


@pytest.mark.parametrize("name", ["fast", pytest.param("accurate", marks=without_accurate)])
def test_the_shipped_weights_agree_with_the_training_model(name):
    assert agreement(find(name).folder) > 0.97
