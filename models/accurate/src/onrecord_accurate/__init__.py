"""The weights of onrecord's accurate model, which onrecord finds by the entry point `accurate` (`onrecord.models`)."""

from pathlib import Path

FOLDER = Path(__file__).parent / "weights"
"""Two ONNX graphs, `tokenizer.json`, `model.json`, the model card and the parity record."""
