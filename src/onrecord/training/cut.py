"""Make a trained network narrower: the attention heads and the inner units that matter least are left out.

What matters is measured on training windows: how much the loss would change, to first order, if a head's or a unit's
output were nothing (Michel et al., 2019, for heads; Molchanov et al., 2017, for units).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from onrecord.training.network import Network
from onrecord.training.refit import Place, ends, refitted


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a trained network's layers, `heads` and `inner`, and how long and at which peak rates that is
    trained on. Where nothing is cut, training only begins anew from these rates. `articles` is how many of the training
    articles tell what matters. `refit` is whether what is left makes up for what is left out (`training.refit`).
    """

    heads: int
    inner: int
    epochs: int
    encoder_rate: float
    head_rate: float
    articles: int = 60
    refit: bool = False


def weighed(network: Network, losses: Iterable[Tensor]) -> dict[Place, Tensor]:
    """How much each head and each inner unit matters, by layer: float32 [heads] and [inner].

    `losses` computes the network's loss on one batch of windows after another.
    """
    outputs: dict[Place, Tensor] = {}
    hooks = [
        module.register_forward_pre_hook(partial(_remember, outputs, (name, i)))
        for i, layer in enumerate(network.encoder.layers)
        for name, (module, _) in ends(layer).items()
    ]
    matters: dict[Place, Tensor] = {}
    for loss in losses:
        network.zero_grad(set_to_none=True)
        loss.backward()
        for place, output in outputs.items():
            change = output.detach().float() * _gradient(output).float()
            if place[0] == "heads":
                change = change.unflatten(2, (network.shape.heads, -1)).sum(-1)
            matters[place] = matters.get(place, 0) + change.abs().sum((0, 1))
    for hook in hooks:
        hook.remove()
    return matters


def narrower(
    network: Network, cut: Cut, matters: Mapping[Place, Tensor], moments: Mapping[Place, Tensor] | None = None
) -> Network:
    """A network with what matters most of each layer of `network`, in the order it stood there.

    Where attention has a bias by relative position, which is the same in all layers, they all keep the same heads. With
    `moments`, from `refit.moments`, what is left makes up for what is left out.
    """
    state = dict(network.state_dict())
    heads = _heads(network, cut, matters)
    for name, i in matters:
        layer = f"encoder.layers.{i}."
        if name == "inner":
            kept = _most(matters[name, i], cut.inner)
            into, out = [f"{layer}up"], f"{layer}down"
        else:
            kept = (heads[i][:, None] * network.shape.head + torch.arange(network.shape.head)).flatten()
            into, out = [f"{layer}attention.{part}" for part in ("query", "key", "value")], f"{layer}attention.out"
        for part in into:
            state[f"{part}.weight"], state[f"{part}.bias"] = state[f"{part}.weight"][kept], state[f"{part}.bias"][kept]
        weight, bias = state[f"{out}.weight"], state[f"{out}.bias"]
        new = (weight[:, kept], bias) if moments is None else refitted(weight, bias, kept, moments[name, i])
        state[f"{out}.weight"], state[f"{out}.bias"] = new
    if network.encoder.relative is not None:
        state["encoder.relative.table.weight"] = state["encoder.relative.table.weight"][:, heads[0]]
    made = Network(replace(network.shape, heads=cut.heads, inner=cut.inner))
    made.load_state_dict(state)
    return made


def _heads(network: Network, cut: Cut, matters: Mapping[Place, Tensor]) -> list[Tensor]:
    """The heads that each layer keeps."""
    scores = [matters["heads", i] for i in range(network.shape.layers)]
    if network.encoder.relative is not None:
        together = torch.stack([s / s.sum() for s in scores]).sum(0)
        scores = [together] * len(scores)
    return [_most(s, cut.heads) for s in scores]


def _remember(outputs: dict[Place, Tensor], place: Place, _module: nn.Module, inputs: tuple[Any, ...]) -> None:
    inputs[0].retain_grad()
    outputs[place] = inputs[0]


def _gradient(output: Tensor) -> Tensor:
    if output.grad is None:
        raise ValueError("the loss does not depend on the network's layers")
    return output.grad


def _most(scores: Tensor, n: int) -> Tensor:
    return scores.topk(n).indices.sort().values
