"""What is left of a layer makes up for what a cut leaves out, by least squares (He et al., 2017, for channels; Kwon et
al., 2022, for transformers).

A cut keeps some of the inputs of the map that ends an attention or an inner layer. The map is fitted anew, so that its
output on training windows stays as near as it can to what it was. Every piece's error is divided by what the following
layer norm divides by: otherwise a few pieces with huge vectors, that norm makes harmless, would decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from onrecord.training.batch import EncoderBatch
from onrecord.training.network import Layer, Network

Place = tuple[str, int]
"""`heads` or `inner`, and the number of the layer."""
RIDGE = 1e-5
"""Share of each input's own second moment that is added to it: some inputs hardly vary."""


def ends(layer: Layer) -> dict[str, tuple[nn.Linear, nn.Module]]:
    """The two maps whose inputs a cut thins out, each with the norm that follows it."""
    return {"inner": (layer.down, layer.norm), "heads": (layer.attention.out, layer.attention.norm)}


def moments(network: Network, batches: Iterable[EncoderBatch]) -> dict[Place, Tensor]:
    """Second moments float32 [n + 1, n + 1] of the n inputs of each map and a constant, over pieces of `batches`."""
    inputs: dict[Place, Tensor] = {}
    found: dict[Place, Tensor] = {}
    mask: list[Tensor] = []

    def remember(place: Place, _module: nn.Module, given: tuple[Any, ...]) -> None:
        inputs[place] = given[0]

    def add(place: Place, _module: nn.Module, given: tuple[Any, ...]) -> None:
        x = inputs.pop(place)
        rows = torch.cat((x, x.new_ones(*x.shape[:2], 1)), dim=2) / given[0].std(dim=2, keepdim=True)
        # The last layer looks at words alone, the others at all pieces.
        rows = rows[next(m for m in mask if m.shape == rows.shape[:2])]
        found[place] = found.get(place, 0) + rows.T @ rows

    hooks = [
        hook
        for i, layer in enumerate(network.encoder.layers)
        for name, (end, norm) in ends(layer).items()
        for hook in (
            end.register_forward_pre_hook(partial(remember, (name, i))),
            norm.register_forward_pre_hook(partial(add, (name, i))),
        )
    ]
    network.eval()
    with torch.no_grad():
        for batch in batches:
            mask[:] = batch.mask, batch.word_mask
            network.encoder(batch.ids, batch.mask, batch.features, batch.word_index)
    for hook in hooks:
        hook.remove()
    return found


def refitted(weight: Tensor, bias: Tensor, kept: Tensor, moment: Tensor) -> tuple[Tensor, Tensor]:
    """Weight [out, k] and bias [out] of the k `kept` inputs, for a map of `weight` [out, n] and `bias` [out].

    `moment` [n + 1, n + 1] are the second moments of its inputs and a constant.
    """
    rows = torch.cat((kept, kept.new_tensor([len(moment) - 1])))
    whole = moment.double()
    own = whole[rows][:, rows]
    own = own + RIDGE * torch.diag(own.diag()) + 1e-9 * torch.eye(len(rows), dtype=own.dtype)
    before = torch.cat((weight, bias[:, None]), dim=1).double()
    after = torch.linalg.solve(own, whole[rows] @ before.T).T.float()
    return after[:, :-1].contiguous(), after[:, -1].contiguous()
