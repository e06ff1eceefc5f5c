"""`onrecord evaluate`, `gate`, `train` and `tune`: how good the reader is, and how it is made."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.app import ALL_READ, SOME_FAILED, app
from onrecord.cli.audit import ReportFormat
from onrecord.cli.inputs import Model, tagger_of
from onrecord.cli.output import until_unread

if TYPE_CHECKING:
    from onrecord.evaluation.run import Pipeline
    from onrecord.types import Article

Polnear = Annotated[Path, typer.Option("--polnear", help="Folder of the PolNeAR corpus (with train/ and dev/).")]
Corruption = Annotated[
    list[str] | None,
    typer.Option("--corruption", help="Read the articles once more, so corrupted; may be repeated; all for every one."),
]
Jobs = Annotated[int, typer.Option(min=1, help="How many processes read.")]
EVERY = "all"


class Trained(StrEnum):
    """The models that there is a recipe for; `wide` is what `accurate` is cut from."""

    FAST = "fast"
    ACCURATE = "accurate"
    WIDE = "wide"


@app.command()
def evaluate(  # noqa: PLR0913, PLR0917 - one parameter an option
    polnear: Polnear,
    split: Annotated[str, typer.Option(help="Which split.")] = "dev",
    model: Model = None,
    corruption: Corruption = None,
    errors: Annotated[bool, typer.Option("--errors", help="Show errors by kind, with examples.")] = False,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How to print the report.")
    ] = ReportFormat.TEXT,
    jobs: Jobs = 1,
) -> None:
    """Measure the whole pipeline against PolNeAR's gold attributions."""
    from onrecord.evaluation.run import evaluate as run  # noqa: PLC0415 - only where needed

    corruptions = _named(corruption)
    tagger_of(model)
    report = run(polnear, split, _pipeline(model), corruptions=corruptions, jobs=jobs, progress=_counter())
    if output_format is ReportFormat.TEXT:
        typer.echo(report.to_text(errors=errors))
    else:
        typer.echo(json.dumps(report.to_dict(errors=errors), indent=2))


@app.command()
def gate(
    polnear: Polnear,
    model: Annotated[
        str | None, typer.Option(help="The model; without it all that are installed or have floors.")
    ] = None,
    corruption: Corruption = None,
    robustness: Annotated[bool, typer.Option("--robustness", help="The same as --corruption all.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Tighten the limits to what is measured now.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Check each model's figures against its floors and ceilings; skipped without the corpus or the model.

    The exit status is 1 where a limit does not hold.
    """
    from onrecord.evaluation import gate as gates  # noqa: PLC0415 - only where needed
    from onrecord.evaluation.floors import FLOORS  # noqa: PLC0415
    from onrecord.evaluation.run import evaluate as run  # noqa: PLC0415

    corruptions = _named([EVERY] if robustness else corruption)
    failed = False
    for name in [model] if model else gates.gated(FLOORS):
        measure = partial(run, read=_pipeline(name), corruptions=corruptions, jobs=jobs, progress=_counter())
        result = gates.gate(polnear, name, measure=measure, floors=FLOORS, update=update)
        with until_unread():
            typer.echo(result.to_text())
        failed = failed or result.failed
    raise typer.Exit(SOME_FAILED if failed else ALL_READ)


@app.command()
def train(  # noqa: PLR0913, PLR0917 - one parameter an option
    polnear: Polnear,
    model: Annotated[
        Trained, typer.Option(help="Whose recipe; accurate and wide need the extra train-accurate, too.")
    ] = (Trained.FAST),
    out: Annotated[Path | None, typer.Option(help="Folder for checkpoints and weights; runs/MODEL if not given.")] = (
        None
    ),
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Passes over the data before any cut; the recipe's if not given.")
    ] = None,
    corrected: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH",
            help="Articles that people corrected: a brat folder, or Label Studio's JSON export; may be repeated.",
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint in --out.")] = False,
) -> None:
    """Train a model on PolNeAR, export it to int8 ONNX, and write its model card (needs the extra `train`)."""
    from onrecord.cli.corrected import readings_of  # noqa: PLC0415 - only where needed
    from onrecord.training.run import train as run  # noqa: PLC0415

    folder = out or Path("runs") / model.value
    log = partial(typer.echo, err=True)
    more = readings_of(corrected or [])
    run(polnear, folder, model=model.value, seed=seed, epochs=epochs, corrected=more, resume=resume, log=log)


@app.command()
def tune(
    polnear: Polnear,
    weights: Annotated[Path, typer.Option(help="Folder of weights; model.json and CARD.md are written anew.")],
    graphs: Annotated[
        bool, typer.Option("--graphs", help="Instead export the same weights anew (needs the extra `train`).")
    ] = False,
) -> None:
    """Fit the settings and the confidence of trained weights anew, on the articles that were held out.

    With --graphs settings and weights stay, and the graphs that they stand in are written anew.
    """
    from onrecord.training.run import reexport, retune  # noqa: PLC0415 - only where needed

    (reexport if graphs else retune)(polnear, weights)


def _counter() -> Callable[[int, int], None] | None:
    """Counts articles on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: typer.echo(f"\r{done} of {total} articles", err=True, nl=done == total)


def _named(corruption: Sequence[str] | None) -> tuple[str, ...]:
    """The names of the corruptions, each once; a name that nothing goes by is wrong use."""
    from onrecord.evaluation.corruptions import CORRUPTIONS  # noqa: PLC0415 - only where needed

    names = tuple(dict.fromkeys(corruption or ()))
    if EVERY in names:
        return tuple(CORRUPTIONS)
    for name in names:
        if name not in CORRUPTIONS:
            raise typer.BadParameter(f"--corruption {name}: not one of {', '.join((*CORRUPTIONS, EVERY))}")
    return names


def _pipeline(model: str | None) -> Pipeline:
    """The reader that does what `onrecord read` does with a file."""
    from onrecord.evaluation.run import Pipeline  # noqa: PLC0415 - only where needed

    return Pipeline(model, _as_a_file)


def _as_a_file(text: str) -> Article:
    from onrecord.articles import from_bytes  # noqa: PLC0415 - only where needed

    return from_bytes(text.encode(), name="article.txt")
