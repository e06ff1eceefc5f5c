"""The torch network behind the interface that the tagger uses, for evaluation while training and for parity."""

from __future__ import annotations

import torch

from onrecord.reading.decode import Floats
from onrecord.reading.tagger import RoleInput, WindowInput
from onrecord.training.network import Network


class TorchNetwork:
    """A `reading.tagger.Network` in torch, in float32."""

    def __init__(self, network: Network) -> None:
        self._network = network.eval()

    def encode(self, window: WindowInput) -> tuple[Floats, Floats]:
        """See `reading.tagger.Network`."""
        with torch.inference_mode():
            ids, features, index = (torch.from_numpy(x)[None] for x in (window.ids, window.features, window.word_index))
            vectors, scores = self._network.encoder(ids, None, features, index)
        return vectors[0].numpy(), scores[0].numpy()

    def roles(self, vectors: Floats, cues: RoleInput) -> tuple[Floats, Floats]:
        """See `reading.tagger.Network`."""
        with torch.inference_mode():
            rows = (torch.from_numpy(getattr(cues, name)) for name in RoleInput.__slots__)
            scores, keep = self._network.roles(torch.from_numpy(vectors), *rows)
        return scores.numpy(), keep.numpy()
