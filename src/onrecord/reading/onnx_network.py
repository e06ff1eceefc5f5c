"""The network in ONNX Runtime, on the CPU."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ModelError
from onrecord.reading.decode import Floats
from onrecord.reading.tagger import RoleInput, WindowInput

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


class OnnxNetwork:
    """A `tagger.Network` over `encoder.onnx` and `roles.onnx` in `folder`.

    Runs on `threads` threads. Raises ModelError where a graph is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._encoder = _session(folder / "encoder.onnx", threads)
        self._roles = _session(folder / "roles.onnx", threads)

    def encode(self, window: WindowInput) -> tuple[Floats, Floats]:
        """See `tagger.Network`."""
        inputs = {"ids": window.ids, "features": window.features, "word_index": window.word_index}
        vectors, scores = self._encoder.run(None, inputs)
        return vectors, scores

    def roles(self, vectors: Floats, cues: RoleInput) -> tuple[Floats, Floats]:
        """See `tagger.Network`."""
        inputs = {name: getattr(cues, name) for name in RoleInput.__slots__}
        scores, keep = self._roles.run(None, {"vectors": vectors, **inputs})
        return scores, keep


def _session(path: Path, threads: int) -> InferenceSession:
    import onnxruntime as ort  # noqa: PLC0415 - a compiled library, loaded when a model is

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises several unrelated types for a bad file
        raise ModelError(f"{path}: not a model that ONNX Runtime can load ({error})") from error
