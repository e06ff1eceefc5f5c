"""The training loop: from a seed, with a checkpoint after every epoch, resumable."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from torch import nn

from onrecord.evaluation.polnear import GoldArticle
from onrecord.reading.pieces import WordPieces
from onrecord.reading.tagger import REACH, Look
from onrecord.training.batch import collate, loss
from onrecord.training.cut import Cut, narrower, weighed
from onrecord.training.data import Example, examples
from onrecord.training.network import Network, Shape, load_pretrained
from onrecord.training.refit import moments
from onrecord.training.teacher import COMPONENTS, Teacher
from onrecord.training.thaw import thaw

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
class Phase:
    """Epochs with one shape of the network: `epochs` of them, after `first`; `cut` is what begins them."""

    first: int
    epochs: int
    encoder_rate: float
    head_rate: float
    shape: Shape
    cut: Cut | None

    @property
    def last(self) -> int:
        """How many epochs have passed at its end."""
        return self.first + self.epochs


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run is made of; `encoder_rate` and `head_rate` are peak learning rates.

    `name`, `version` and `base`, the pretrained encoder, go into the weights' own facts. `corrupted` is the share of
    the articles that each corruption befalls, anew in every epoch. `teacher` is the model whose scores and vectors it
    learns from beside the gold labels, or None. After the `epochs` the network is made narrower by each of the `cuts`,
    and trained on, frozen layers, too. `begins` is the recipe of the same shape whose exported weights it begins with
    and learns from, in place of `base` and another teacher; or None.
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
    begins: str | None = None
    corrupted: Mapping[str, float] = field(default_factory=lambda: dict(CORRUPTED))
    shape: Shape = field(default_factory=Shape)
    cuts: tuple[Cut, ...] = ()

    def phases(self) -> list[Phase]:
        """The epochs before the cuts, and those after each."""
        made = [Phase(0, self.epochs, self.encoder_rate, self.head_rate, self.shape, None)]
        for cut in self.cuts:
            shape = replace(made[-1].shape, heads=cut.heads, inner=cut.inner)
            made.append(Phase(made[-1].last, cut.epochs, cut.encoder_rate, cut.head_rate, shape, cut))
        return made


MPNET = Shape(
    vocabulary=30527,
    hidden=768,
    head=64,
    layers=9,
    inner=3072,
    buckets=32,
    frozen=3,
    epsilon=1e-5,
    role_hidden=192,
    role_heads=6,
)
"""All-mpnet-base-v2 without its last three layers, so that the weights stay under 100 MB."""
FAST = Recipe(
    version=3,
    epochs=3,
    teacher="accurate",
    half_precision=False,
    corrupted=CORRUPTED | {"straight": 0.13, "british": 0.07, "no-paragraphs": 0.16, "one-break": 0.04},
    shape=Shape(layers=4, taught=COMPONENTS, look=Look(48, 72)),
    cuts=(Cut(8, 1024, 2, 2e-4, 1e-3), Cut(6, 768, 5, 2e-4, 1e-3), Cut(6, 768, 4, 1.5e-4, 5e-4)),
)
"""Cut down to half of its heads and inner units. Paragraph breaks are lost more often than elsewhere: a narrow network
forgets first what to do without them (docs/model.md)."""
WIDE = Recipe(name="wide", base="all-mpnet-base-v2", epochs=4, encoder_rate=1e-4, shape=MPNET)
ACCURATE = replace(
    WIDE,
    name="accurate",
    version=2,
    epochs=0,
    begins="wide",
    half_precision=False,
    corrupted=FAST.corrupted,
    shape=replace(MPNET, taught=COMPONENTS, look=REACH),
    cuts=(Cut(8, 1536, 4, 5e-5, 5e-4, refit=True), Cut(8, 1536, 3, 5e-5, 5e-4)),
)
RECIPES = {"fast": FAST, "accurate": ACCURATE, "wide": WIDE}
"""The models of the project by name, and `wide`, which `accurate` begins with and learns from (docs/model.md)."""

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

    `pretrained` is a BERT or MPNet `model.safetensors`, where the recipe `begins` with another the folder of its
    exported weights, or None for random weights. After every epoch `folder/last.ckpt` holds
    all that `resume` needs; it is written beside and moved into place, so that a kill leaves the one before.
    """
    run = _Run(recipe, articles, tokenizer, teacher, log)
    checkpoint = folder / "last.ckpt"
    network, optimizer, done = _begin(run, pretrained, checkpoint if resume and checkpoint.exists() else None)
    for phase in recipe.phases():
        if phase.cut and done <= phase.first:
            network = _cut(run, network, phase.cut)
            optimizer = _optimizer(network, recipe)
        for epoch in range(max(done, phase.first), phase.last):
            _epoch(run, network, optimizer, phase, epoch)
            _save(checkpoint, network, optimizer, epoch + 1)
    return network


@dataclass(frozen=True, slots=True)
class _Run:
    """What is the same in all epochs."""

    recipe: Recipe
    articles: Sequence[GoldArticle]
    tokenizer: WordPieces
    teacher: Teacher | None
    log: Log

    def batches(self, articles: Sequence[GoldArticle], rng: random.Random) -> list[list[Example]]:
        """The windows of `articles` as an epoch meets them."""
        windows = list(examples(articles, self.tokenizer, rng, self.recipe.corrupted, self.teacher))
        return list(_batches(windows, self.recipe.batch, rng))

    def loss(self, network: Network, batch: Sequence[Example], rng: random.Random) -> torch.Tensor:
        """The loss of one batch, at the precision of the recipe."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.recipe.half_precision):
            return loss(network, batch, rng)


def _begin(run: _Run, pretrained: Path | None, checkpoint: Path | None) -> tuple[Network, torch.optim.AdamW, int]:
    """The network, its optimizer, and how many epochs have passed: from the start, or as a checkpoint has them."""
    torch.manual_seed(run.recipe.seed)
    state = torch.load(checkpoint, weights_only=True) if checkpoint else None
    done = int(state["epochs"]) if state else 0
    phase = next(p for p in run.recipe.phases() if done <= p.last)
    network = _start(run, phase.shape, None if state else pretrained)
    if phase.cut:
        network.encoder.layers.requires_grad_(True)
    _share_chains(run, network)
    optimizer = _optimizer(network, run.recipe)
    if state:
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        run.log(f"resumed after epoch {done}")
    return network, optimizer, done


def _start(run: _Run, shape: Shape, pretrained: Path | None) -> Network:
    if pretrained is None or run.recipe.begins is None:
        network = Network(shape)
        if pretrained is not None:
            load_pretrained(network.encoder, pretrained)
        return network
    network = thaw(pretrained, shape)
    if run.teacher is not None:
        # It begins as its own teacher, so the map to that one's vectors is known.
        mean, directions = (torch.from_numpy(x) for x in run.teacher.components())
        network.towards.load_state_dict({"weight": directions.T, "bias": -(mean @ directions)})
    return network


def _share_chains(run: _Run, network: Network) -> None:
    if run.teacher is not None:
        for own, chain in zip((network.cue_chain, network.role_chain), run.teacher.chains(), strict=True):
            own.fix(chain)


def _cut(run: _Run, network: Network, cut: Cut) -> Network:
    rng = random.Random(f"{run.recipe.seed}-prune")
    torch.manual_seed(run.recipe.seed)
    network.encoder.layers.requires_grad_(True)
    if (network.shape.heads, network.shape.inner) == (cut.heads, cut.inner):
        return network
    network.train()
    batches = run.batches(run.articles[: cut.articles], rng)
    matters = weighed(network, (run.loss(network, batch, rng) for batch in batches))
    run.log(f"cut to {cut.heads} heads and {cut.inner} inner units a layer")
    made = narrower(network, cut, matters, moments(network, map(collate, batches)) if cut.refit else None)
    made.encoder.layers.requires_grad_(True)
    _share_chains(run, made)
    return made


def _save(path: Path, network: Network, optimizer: torch.optim.Optimizer, epochs: int) -> None:
    part = path.with_suffix(".part")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epochs}, part)
    part.replace(path)


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.AdamW:
    pretrained = [p for n, p in network.encoder.named_parameters() if not n.startswith("cues")]
    known = {id(p) for p in pretrained}
    heads = [p for p in network.parameters() if id(p) not in known and p.requires_grad]
    pretrained = [p for p in pretrained if p.requires_grad]
    groups = [{"params": pretrained}, {"params": heads}]
    return torch.optim.AdamW(groups, lr=recipe.encoder_rate, weight_decay=recipe.weight_decay, fused=True)


def _epoch(run: _Run, network: Network, optimizer: torch.optim.Optimizer, phase: Phase, epoch: int) -> None:
    """One epoch, numbered from 0; what it draws depends on its number within the phase."""
    network.train()
    number = epoch - phase.first
    rng = random.Random(f"{run.recipe.seed}-{number}")
    torch.manual_seed(run.recipe.seed * 1000 + number)
    batches = run.batches(run.articles, rng)
    began, total = time.monotonic(), 0.0
    for i, batch in enumerate(batches):
        _set_rates(optimizer, phase, run.recipe.warmup, (number + i / len(batches)) / phase.epochs)
        optimizer.zero_grad(set_to_none=True)
        value = run.loss(network, batch, rng)
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        total += value.item()
        if (i + 1) % 50 == 0 or i + 1 == len(batches):
            line = {"epoch": epoch + 1, "step": i + 1, "of": len(batches), "loss": round(total / (i + 1), 4)}
            run.log(json.dumps({**line, "seconds": round(time.monotonic() - began)}))


def _set_rates(optimizer: torch.optim.Optimizer, phase: Phase, warmup: float, progress: float) -> None:
    """Linear up over `warmup` of the phase, then linear down to nothing; `progress` in [0, 1]."""
    share = min(progress / warmup, (1 - progress) / (1 - warmup))
    for group, peak in zip(optimizer.param_groups, (phase.encoder_rate, phase.head_rate), strict=True):
        group["lr"] = peak * share


def _batches(items: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of windows of like length, in random order."""
    rng.shuffle(items)
    for start in range(0, len(items), size * 32):
        pool = sorted(items[start : start + size * 32], key=lambda e: len(e.encoder.ids))
        batches = [pool[i : i + size] for i in range(0, len(pool), size)]
        rng.shuffle(batches)
        yield from batches
