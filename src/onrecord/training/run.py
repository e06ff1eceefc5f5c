"""`onrecord train`: from PolNeAR and a seed to a folder of weights that the reader loads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    from onrecord.evaluation.polnear import GoldArticle
    from onrecord.reading.decode import Chain
    from onrecord.reading.onnx_network import OnnxNetwork
    from onrecord.reading.pieces import WordPieces
    from onrecord.reading.tagger import Look
    from onrecord.training.fit import Recipe
    from onrecord.training.network import Network, Shape
    from onrecord.training.start import Start
    from onrecord.training.teacher import Teacher
    from onrecord.types import Reading

HELD_OUT = 40
HELD_OUT_SEED = 7
SIZES = ("layers", "heads", "inner", "frozen")
"""What `model.json` says of a network's shape; the recipe has the rest."""
NEEDED = ("torch", "safetensors", "onnx", "onnxscript")

Log = Callable[[str], None]


def train(  # noqa: PLR0913 - one call, of everything a run has
    polnear: Path,
    out: Path,
    *,
    model: str = "fast",
    seed: int = 1,
    epochs: int | None = None,
    corrected: Iterable[Reading] = (),
    resume: bool = False,
    log: Log = print,
) -> None:
    """Train on `polnear/train`, export to int8 ONNX, tune on held-out articles, and write the weights to `out`.

    `model` is one of `fit.RECIPES`; the recipe's teacher must be installed. `out` also holds the pretrained encoder
    and the checkpoints, and the folder around it the teacher's lessons, and the weights that a recipe begins with in
    a folder named for their recipe and seed: those are trained first, unless they are there. `corrected` readings are
    trained on beside PolNeAR's articles, or instead of those with the same text (`training.corrected`). The same seed
    on the same machine and versions gives the same weights; docs/model.md has the hours.

    Raises:
        MissingExtraError: the extra `train` is not installed.
        CorpusError: the corpus is missing or malformed.
    """
    _need_extra()
    from onrecord.evaluation.polnear import load  # noqa: PLC0415 - as the next lines
    from onrecord.training.corrected import gold  # noqa: PLC0415
    from onrecord.training.fit import RECIPES  # noqa: PLC0415 - torch, which only training has
    from onrecord.training.start import Start, pretrained  # noqa: PLC0415

    recipe = replace(RECIPES[model], seed=seed)
    recipe = recipe if epochs is None else replace(recipe, epochs=epochs)
    articles = load(polnear, "train")
    out.mkdir(parents=True, exist_ok=True)
    if recipe.begins is None:
        start = pretrained(recipe.base, out / "pretrained")
    else:
        before = out.parent / f"{recipe.begins}-seed{seed}"
        if not (before / "model.json").exists():
            train(polnear, before, model=recipe.begins, seed=seed, corrected=corrected, resume=resume, log=log)
        start = Start(before / "tokenizer.json", before)
    more, apart = gold(corrected), load(polnear, "dev")
    train_on(articles, recipe, start, out, held_out=HELD_OUT, corrected=more, apart=apart, resume=resume, log=log)
    write_card(polnear, out)


def write_card(polnear: Path, out: Path) -> None:
    """Measure the weights in `out` on `polnear/dev`, whole pipeline, and write `CARD.md` beside them."""
    from onrecord.evaluation.run import evaluate  # noqa: PLC0415 - as in `train`
    from onrecord.pipeline import read  # noqa: PLC0415
    from onrecord.reading.model import load, read_facts, settings_facts, settings_of  # noqa: PLC0415
    from onrecord.training.card import card  # noqa: PLC0415

    tagger, facts = load(out), read_facts(out)
    # Older weights leave out settings that were then the same for all.
    facts |= settings_facts(settings_of(facts))
    report = evaluate(polnear, "dev", lambda text: read(text, tagger=tagger).attributions)
    sizes = {path.name: path.stat().st_size for path in sorted(out.glob("*.onnx"))}
    (out / "CARD.md").write_text(card(facts, report, sizes), encoding="utf-8")


def train_on(  # noqa: PLR0913 - one call, of everything a run has
    articles: Sequence[GoldArticle],
    recipe: Recipe,
    start: Start,
    out: Path,
    *,
    held_out: int,
    corrected: Sequence[GoldArticle] = (),
    apart: Sequence[GoldArticle] = (),
    resume: bool = False,
    log: Log = print,
) -> None:
    """As `train`, on any articles, of which `held_out` are kept for the settings.

    `corrected` articles are trained on, too, but for those whose text is held out or `apart`.
    """
    from onrecord.reading.model import describe  # noqa: PLC0415 - as the next lines
    from onrecord.reading.pieces import WordPieces  # noqa: PLC0415
    from onrecord.training.corrected import beside  # noqa: PLC0415
    from onrecord.training.data import hold_out  # noqa: PLC0415
    from onrecord.training.fit import fit  # noqa: PLC0415 - torch, which only training has

    out.mkdir(parents=True, exist_ok=True)
    rest, held = hold_out(articles, held_out, HELD_OUT_SEED)
    rest = beside(rest, corrected, [*held, *apart], log)
    tokenizer = WordPieces.load(start.tokenizer)
    teacher = _teacher(recipe, start, rest, out, log)
    network = fit(recipe, rest, tokenizer, start.checkpoint, out, teacher=teacher, resume=resume, log=log)
    shutil.copyfile(start.tokenizer, out / "tokenizer.json")
    facts: dict[str, Any] = {
        "seed": recipe.seed,
        "epochs": recipe.phases()[-1].last,
        "articles": len(rest),
        "held_out": len(held),
    }
    if recipe.begins and start.checkpoint:
        facts["began_with"] = describe(str(start.checkpoint)).version
    if corrected:
        facts["corrected"] = len({a.name for a in rest} & {a.name for a in corrected})
    finish(network, recipe, tokenizer, held, out, facts, log)


def _teacher(recipe: Recipe, start: Start, articles: Sequence[GoldArticle], out: Path, log: Log) -> Teacher | None:
    """The recipe's teacher, with its lessons written: beside `out`, so that runs of other seeds find them there."""
    name = str(start.checkpoint) if recipe.begins and start.checkpoint else recipe.teacher
    if name is None:
        return None
    from onrecord.reading.model import describe  # noqa: PLC0415 - as the next line
    from onrecord.training.teacher import Teacher  # noqa: PLC0415

    teacher = Teacher(name, out.parent / f"lessons-{describe(name).version}")
    teacher.write(articles, recipe.corrupted, log)
    return teacher


def finish(  # noqa: PLR0913, PLR0917 - one call, of everything a run has
    network: Network,
    recipe: Recipe,
    tokenizer: Any,
    held: Sequence[GoldArticle],
    out: Path,
    facts: dict[str, Any],
    log: Log,
) -> None:
    """Export, tune on the exported int8 graphs, and write `model.json` and the parity record."""
    from onrecord.reading.decode import CUE_LABELS, ROLE_LABELS  # noqa: PLC0415 - as the next lines
    from onrecord.reading.model import FORMAT, write_facts  # noqa: PLC0415
    from onrecord.reading.onnx_network import OnnxNetwork  # noqa: PLC0415
    from onrecord.training.batch import chain_of  # noqa: PLC0415 - torch, which only training has
    from onrecord.training.export import export  # noqa: PLC0415
    from onrecord.training.parity import record  # noqa: PLC0415

    export(network, out)
    record(network, tokenizer, out / "parity.npz")
    chains = chain_of(network.cue_chain, CUE_LABELS), chain_of(network.role_chain, ROLE_LABELS)
    tuned = _tuned(OnnxNetwork(out), tokenizer, chains, network.shape.look, held, recipe.corrupted)
    log(json.dumps({k: tuned[k] for k in ("figures_held_out", "cue_bias", "source_bias")}))
    model = {
        "format": FORMAT,
        "name": f"{recipe.name}-{recipe.version}-seed{recipe.seed}",
        "base": recipe.base,
        **{name: getattr(network.shape, name) for name in SIZES},
        **facts,
        "recipe": {k: v for k, v in asdict(recipe).items() if k != "shape"},
        **tuned,
    }
    write_facts(out, model)


def _tuned(
    network: OnnxNetwork,
    pieces: WordPieces,
    chains: tuple[Chain, Chain],
    look: Look,
    held: Sequence[GoldArticle],
    corrupted: Mapping[str, float],
) -> dict[str, Any]:
    """The settings, and the figures of the held-out articles as written, as `model.json` has them."""
    from onrecord.reading.model import settings_facts  # noqa: PLC0415 - as in `finish`
    from onrecord.reading.tagger import Tagger  # noqa: PLC0415
    from onrecord.training.tune import as_met, figures, tune  # noqa: PLC0415

    settings = tune(network, pieces, chains, look, as_met(held, corrupted))
    tagger = Tagger(network, pieces, settings, "tuned")
    return {"figures_held_out": figures(tagger, held), **settings_facts(settings)}


def retune(polnear: Path, folder: Path) -> None:
    """Tune the weights in `folder` anew, which needs no torch: for changes to the decoder or to the evidence.

    Rewrites `model.json` and `CARD.md`. Raises CorpusError and ModelError as reading them does.
    """
    from onrecord.evaluation.polnear import load  # noqa: PLC0415 - as in `train`
    from onrecord.reading.model import FORMAT, read_facts, settings_of, write_facts  # noqa: PLC0415
    from onrecord.reading.onnx_network import OnnxNetwork  # noqa: PLC0415
    from onrecord.reading.pieces import WordPieces  # noqa: PLC0415
    from onrecord.training.data import hold_out  # noqa: PLC0415

    facts = read_facts(folder)
    before = settings_of(facts)
    _, held = hold_out(load(polnear, "train"), HELD_OUT, HELD_OUT_SEED)
    pieces = WordPieces.load(folder / "tokenizer.json")
    chains, corrupted = (before.cue_chain, before.role_chain), facts.get("recipe", {}).get("corrupted", {})
    tuned = _tuned(OnnxNetwork(folder), pieces, chains, before.look, held, corrupted)
    write_facts(folder, {**facts, "format": FORMAT, **tuned})
    write_card(polnear, folder)


def reexport(polnear: Path, folder: Path) -> None:
    """`write_graphs`, and the model card with the figures that the new graphs reach; raises as both do.

    A corpus that is missing is told before anything is written.
    """
    from onrecord.evaluation.polnear import load  # noqa: PLC0415 - as in `train`

    load(polnear, "dev")
    write_graphs(folder)
    write_card(polnear, folder)


def write_graphs(folder: Path, shape: Shape | None = None) -> None:
    """Export the weights in `folder` anew, for changes to the export: the int8 weights stay, their graphs are new.

    `shape` is that of the recipe which `model.json` names, if not given. All else in `folder` stays, too: `parity.npz`
    still holds the graphs against the network as it was trained.

    Raises:
        MissingExtraError: the extra `train` is not installed.
        ModelError: the graphs in `folder` cannot be read, or are not of that shape.
    """
    _need_extra()
    from onrecord.reading.model import read_facts, settings_of  # noqa: PLC0415 - as in `train`
    from onrecord.training.export import export  # noqa: PLC0415 - torch, which only training has
    from onrecord.training.fit import RECIPES  # noqa: PLC0415
    from onrecord.training.thaw import thaw  # noqa: PLC0415

    facts = read_facts(folder)
    recipe = facts.get("recipe", {}).get("name")
    if shape is None and recipe not in RECIPES:
        raise ModelError(f"{folder / 'model.json'}: names no recipe of this version, so its shape is not known")
    sizes = {name: facts[name] for name in SIZES if name in facts}
    network = thaw(folder, replace(shape or RECIPES[recipe].shape, **sizes, look=settings_of(facts).look, taught=0))
    with TemporaryDirectory(dir=folder) as name:
        export(network, Path(name))
        for graph in ("encoder.onnx", "roles.onnx"):
            (Path(name) / graph).replace(folder / graph)


def _need_extra() -> None:
    for module in NEEDED:
        if find_spec(module) is None:
            raise MissingExtraError("train", module)
