"""The training loop: from a seed, with a checkpoint after every epoch, resumable."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

from onrecord.evaluation.polnear import GoldArticle
from onrecord.reading.pieces import WordPieces
from onrecord.training.batch import loss
from onrecord.training.data import Example, examples
from onrecord.training.network import Network, Shape, load_pretrained
from onrecord.training.teacher import COMPONENTS, Teacher

CORRUPTED = {
    "straight": 0.15,
    "british": 0.08,
    "latex": 0.04,
    "mojibake": 0.05,
    "replaced": 0.05,
    "no-paragraphs": 0.06,
    "one-break": 0.03,
    "no-title": 0.06,
}
"""Shares of articles: half are as they were written, for those are what most readings are made of."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run is made of; `encoder_rate` and `head_rate` are peak learning rates.

    `name`, `version` and `base`, the pretrained encoder, go into the weights' own facts. `corrupted` is the share of
    the articles that each corruption befalls, anew in every epoch. `teacher` is the model whose scores and vectors it
    learns from beside the gold labels, or None.
    """

    name: str = "fast"
    version: int = 1
    base: str = "all-MiniLM-L6-v2"
    seed: int = 1
    epochs: int = 8
    batch: int = 6
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    half_precision: bool = True
    teacher: str | None = None
    corrupted: Mapping[str, float] = field(default_factory=lambda: dict(CORRUPTED))
    shape: Shape = field(default_factory=Shape)


MPNET = Shape(
    vocabulary=30527,
    hidden=768,
    layers=9,
    inner=3072,
    buckets=32,
    frozen=3,
    epsilon=1e-5,
    role_hidden=192,
    role_heads=6,
)
"""All-mpnet-base-v2 without its last three layers, so that the weights stay under 100 MB."""
RECIPES = {
    "fast": Recipe(version=2, epochs=7, teacher="accurate", shape=Shape(layers=4, taught=COMPONENTS)),
    "accurate": Recipe(name="accurate", base="all-mpnet-base-v2", epochs=4, encoder_rate=1e-4, shape=MPNET),
}
"""The models of the project by name."""

Log = Callable[[str], None]


def fit(  # noqa: PLR0913 - one call, of everything a run has
    recipe: Recipe,
    articles: Sequence[GoldArticle],
    tokenizer: WordPieces,
    pretrained: Path | None,
    folder: Path,
    *,
    teacher: Teacher | None = None,
    resume: bool = False,
    log: Log = print,
) -> Network:
    """Train on `articles` and return the network; with a `teacher`, whose lessons are written, learn from it, too.

    `pretrained` is a BERT `model.safetensors` or None for random weights. After every epoch `folder/last.ckpt` holds
    all that `resume` needs; it is written beside and moved into place, so that a kill leaves the one before.
    """
    torch.manual_seed(recipe.seed)
    network = Network(recipe.shape)
    if pretrained is not None:
        load_pretrained(network.encoder, pretrained)
    if teacher is not None:
        for own, chain in zip((network.cue_chain, network.role_chain), teacher.chains(), strict=True):
            own.fix(chain)
    optimizer = _optimizer(network, recipe)
    checkpoint = folder / "last.ckpt"
    done = 0
    if resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        done = int(state["epochs"])
        log(f"resumed after epoch {done}")
    for epoch in range(done, recipe.epochs):
        _epoch(network, optimizer, recipe, articles, tokenizer, teacher, epoch, log)
        _save(checkpoint, network, optimizer, epoch + 1)
    return network


def _save(path: Path, network: Network, optimizer: torch.optim.Optimizer, epochs: int) -> None:
    part = path.with_suffix(".part")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epochs}, part)
    part.replace(path)


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.AdamW:
    pretrained = [p for n, p in network.encoder.named_parameters() if not n.startswith("cues")]
    known = {id(p) for p in pretrained}
    heads = [p for p in network.parameters() if id(p) not in known and p.requires_grad]
    pretrained = [p for p in pretrained if p.requires_grad]
    groups = [{"params": pretrained, "peak": recipe.encoder_rate}, {"params": heads, "peak": recipe.head_rate}]
    return torch.optim.AdamW(groups, lr=recipe.encoder_rate, weight_decay=recipe.weight_decay, fused=True)


def _epoch(  # noqa: PLR0913, PLR0917 - one call, of everything a run has
    network: Network,
    optimizer: torch.optim.Optimizer,
    recipe: Recipe,
    articles: Sequence[GoldArticle],
    tokenizer: WordPieces,
    teacher: Teacher | None,
    epoch: int,
    log: Log,
) -> None:
    network.train()
    rng = random.Random(f"{recipe.seed}-{epoch}")
    torch.manual_seed(recipe.seed * 1000 + epoch)
    windows = list(examples(articles, tokenizer, rng, recipe.corrupted, teacher))
    batches = list(_batches(windows, recipe.batch, rng))
    began, total = time.monotonic(), 0.0
    for i, batch in enumerate(batches):
        _set_rates(optimizer, recipe, (epoch + i / len(batches)) / recipe.epochs)
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.half_precision):
            value = loss(network, batch, rng)
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        total += value.item()
        if (i + 1) % 50 == 0 or i + 1 == len(batches):
            line = {"epoch": epoch + 1, "step": i + 1, "of": len(batches), "loss": round(total / (i + 1), 4)}
            log(json.dumps({**line, "seconds": round(time.monotonic() - began)}))


def _set_rates(optimizer: torch.optim.Optimizer, recipe: Recipe, progress: float) -> None:
    """Linear up over `warmup` of the run, then linear down to nothing; `progress` in [0, 1]."""
    rising = progress / recipe.warmup
    falling = (1 - progress) / (1 - recipe.warmup)
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * min(rising, falling)


def _batches(items: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of windows of like length, in random order."""
    rng.shuffle(items)
    for start in range(0, len(items), size * 32):
        pool = sorted(items[start : start + size * 32], key=lambda e: len(e.encoder.ids))
        batches = [pool[i : i + size] for i in range(0, len(pool), size)]
        rng.shuffle(batches)
        yield from batches
