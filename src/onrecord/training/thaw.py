"""The network of exported weights, for exporting it anew: its graphs get better while its weights stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.reading.decode import Floats
from onrecord.reading.tagger import REACH, Ints, Look
from onrecord.training.network import Encoder, Network, Roles, Shape


def thaw(folder: Path, shape: Shape) -> Network:
    """The network of `shape` whose graphs are in `folder`, without the parts that only training has.

    Its weights of eight bits become floats, whose export gives the same weights of eight bits. Raises ModelError where
    the graphs lack a weight or have it in another shape.
    """
    network = Network(shape)
    _fill(network.encoder, _Graph(folder / "encoder.onnx", "encoder."))
    _fill(network.roles, _Graph(folder / "roles.onnx", ""))
    return network


class _Graph:
    """The weights of one graph by their names in the network, which the graph gives with `prefix` before them."""

    def __init__(self, path: Path, prefix: str) -> None:
        import onnx  # noqa: PLC0415 - needs the train extra

        try:
            graph = onnx.load(path).graph
        except Exception as error:  # onnx and protobuf raise several unrelated types for a bad file
            raise ModelError(f"{path}: not a graph that can be read ({error})") from error
        self.path = path
        self._prefix = prefix
        self._arrays: dict[str, NDArray[Any]] = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
        self._made_by = {output: node for node in graph.node for output in node.output}
        self._used_by = {name: node for node in graph.node for name in node.input}

    def weight(self, name: str) -> Floats:
        """The embedding, bias or matrix [out, in] of that name."""
        full = self._prefix + name
        if full in self._arrays:
            weight: Floats = self._arrays[full]
            return weight
        if f"{full}_quantized" in self._arrays:
            return self._floats(f"{full}_quantized")
        bias = full.removesuffix("weight") + "bias"
        if bias not in self._used_by:
            raise ModelError(f"{self.path}: has no {name}")
        return self._floats(self._multiplied_before(bias)).T

    def only(self, shape: tuple[int, ...]) -> Floats:
        """The only array of floats of that shape: one that exporting made of a table, which left no name."""
        found = [a for a in self._arrays.values() if a.dtype == np.float32 and a.shape == shape]
        if len(found) != 1:
            raise ModelError(f"{self.path}: {len(found)} arrays of shape {shape}, where one is expected")
        return found[0]

    def has(self, name: str) -> bool:
        """Whether there is an array of that name."""
        return self._prefix + name in self._arrays

    def _multiplied_before(self, bias: str) -> str:
        """The int8 matrix whose product `bias` is added to: exporting keeps the names of biases, but not of these."""
        inputs = [name for name in self._used_by[bias].input if name != bias]
        while inputs:
            node = self._made_by.get(inputs[0])
            if node is not None and node.op_type == "MatMulInteger":
                return str(node.input[1])
            inputs = list(node.input)[:1] if node is not None else []
        raise ModelError(f"{self.path}: {bias} is added to no product of int8 matrices")

    def _floats(self, quantized: str) -> Floats:
        name = quantized.removesuffix("_quantized")
        integers, nothing, scale = (self._arrays[name + part] for part in ("_quantized", "_zero_point", "_scale"))
        floats: Floats = (integers.astype(np.float32) - nothing.astype(np.float32)) * scale
        return floats


def _fill(part: Encoder | Roles, graph: _Graph) -> None:
    state = {}
    for name, parameter in part.state_dict().items():
        size = tuple(parameter.shape)
        if isinstance(part, Encoder) and part.relative is not None and name == "relative.table.weight":
            value = _by_bucket(part.relative.bucket.numpy(), size, graph)
        elif isinstance(part, Roles) and name == "distance.weight" and not graph.has(name):
            value = _within(part.look, size, graph)
        else:
            value = graph.weight(name)
        if value.shape != size:
            raise ModelError(f"{graph.path}: {name} is {value.shape} and not {size}")
        state[name] = torch.from_numpy(np.array(value, order="C"))
    part.load_state_dict(state)


def _by_bucket(bucket: Ints, size: tuple[int, ...], graph: _Graph) -> Floats:
    """The table of relative positions, of which exporting keeps one for every distance."""
    table = np.zeros(size, dtype=np.float32)
    table[bucket] = graph.only((len(bucket), size[1]))
    return table


def _within(look: Look, size: tuple[int, ...], graph: _Graph) -> Floats:
    """The table of distances from the cue, where exporting kept those within the look alone, as it does if few."""
    table = np.zeros(size, dtype=np.float32)
    table[REACH.before - look.before : REACH.before + look.after + 1] = graph.only((1, look.width, size[1]))[0]
    return table
