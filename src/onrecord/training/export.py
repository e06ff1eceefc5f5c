"""The trained network to two int8 ONNX graphs (dynamic quantization, weights per channel)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.training.network import OPSET, Encoder, Network, Roles


class _EncoderGraph(nn.Module):
    """One window: nothing is padding, and there is no batch dimension outside."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, features: Tensor, word_index: Tensor) -> tuple[Tensor, Tensor]:
        vectors, scores = self.encoder(ids[None], None, features[None], word_index[None])
        return vectors[0], scores[0]


def export(network: Network, folder: Path) -> None:
    """Write `encoder.onnx` and `roles.onnx` into `folder`."""
    network.eval()
    with tempfile.TemporaryDirectory() as name:
        part = Path(name)
        _encoder(network.encoder, part / "encoder.onnx")
        _roles(network.roles, network.shape.hidden, part / "roles.onnx")
        for graph in ("encoder", "roles"):
            _quantize(part / f"{graph}.onnx", folder / f"{graph}.onnx")
            _forget_where(folder / f"{graph}.onnx")


def _encoder(encoder: Encoder, path: Path) -> None:
    pieces, words = torch.export.Dim("pieces", min=3, max=512), torch.export.Dim("words", min=2, max=512)
    ids = torch.arange(12)
    torch.onnx.export(
        _EncoderGraph(encoder).eval(),
        (ids, torch.zeros_like(ids), torch.arange(1, 9)),
        path,
        input_names=["ids", "features", "word_index"],
        output_names=["vectors", "cue_scores"],
        dynamic_shapes=({0: pieces}, {0: pieces}, {0: words}),
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def _roles(roles: Roles, hidden: int, path: Path) -> None:
    words, cues = torch.export.Dim("words", min=2, max=512), torch.export.Dim("cues", min=2, max=64)
    k, t = 3, roles.look.width
    # Every input is a tensor of its own: the exporter takes one that is given twice for one input.
    inputs = (
        torch.zeros(9, hidden),
        torch.zeros(k, t, dtype=torch.long),
        torch.ones(k, t, dtype=torch.bool),
        torch.zeros(k, dtype=torch.long),
        torch.zeros(k, dtype=torch.long),
        torch.zeros(k, t, dtype=torch.long),
        torch.zeros(k, t, dtype=torch.bool),
    )
    torch.onnx.export(
        roles,
        inputs,
        path,
        input_names=["vectors", "where", "mask", "first", "last", "features", "in_cue"],
        output_names=["role_scores", "keep"],
        dynamic_shapes=({0: words}, *({0: cues} for _ in range(6))),
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def _quantize(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - needs the train extra

    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Attention", "Gemm", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def _forget_where(path: Path) -> None:
    """Take out what the exporter says of the source files that each node came from, with their paths."""
    import onnx  # noqa: PLC0415 - needs the train extra

    model = onnx.load(path)
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(model, path)
