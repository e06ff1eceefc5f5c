"""What the training model says of a few sentences, saved with the weights, for a test to hold ONNX against."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from onrecord.reading import windows
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import Cue, join, role_input, window_input
from onrecord.reading.words import split
from onrecord.training.network import Network
from onrecord.training.torch_network import TorchNetwork

TEXT = """Council delays vote on the ferry.

"We are not closing the line," Harbour Master Ilse Brandt told reporters on Monday. "We are asking who will pay for it."

According to two officials familiar with the budget, the ferry loses about 40,000 crowns a month. They asked not to be
named because the figures are not public.

Brandt denied that the boat had failed its inspection, but acknowledged that "one of the doors" had to be replaced.

Residents fear that the crossing will be gone by spring. The regional paper reported last week that a buyer has been
found, which the owner, Tor Lindqvist, says is false.
"""
CUE_EVERY = 9


def record(network: Network, tokenizer: WordPieces, path: Path) -> None:
    """Write the cue scores of `TEXT`'s window, and the role scores of a cue at every ninth word, to an `.npz`."""
    words = split(TEXT)
    pieces = tokenizer.of(words.legible())
    window = windows.plan(words.paragraph, pieces.sizes)[0]
    torch_network = TorchNetwork(network)
    vectors, cue_scores = torch_network.encode(window_input(words, pieces, window, tokenizer))
    cues = [Cue(0, i, i) for i in range(window.core_first, window.core_last, CUE_EVERY)]
    rows = join([role_input(cue, window, words.features, 0, network.shape.look) for cue in cues])
    role_scores, keep = torch_network.roles(vectors, rows)
    np.savez_compressed(
        path,
        text=np.array(TEXT),
        cues=np.array([cue.first for cue in cues]),
        cue_scores=cue_scores.astype(np.float32),
        role_scores=role_scores.astype(np.float16),
        keep=keep.astype(np.float32),
    )
