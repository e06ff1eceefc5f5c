"""A network small enough to be trained within a test; needs the extra `train`."""

import torch

from onrecord.reading.model import DEFAULT
from onrecord.training.fit import Recipe
from onrecord.training.network import Shape
from onrecord.training.start import Start

# So small a network is slower on two cores than on one.
torch.set_num_threads(1)
SMALL = Shape(hidden=32, heads=4, head=8, layers=1, inner=64, role_hidden=32, dropout=0.0)
RECIPE = Recipe(epochs=12, batch=2, encoder_rate=5e-3, head_rate=5e-3, half_precision=False, shape=SMALL)
START = Start(DEFAULT / "tokenizer.json", None)


def silent(_line):
    pass
