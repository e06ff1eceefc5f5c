"""`onrecord evaluate`, `gate` and `train`: how good the reader is, and how it is made."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.app import ALL_READ, SOME_FAILED, app
from onrecord.cli.writers import Format

Polnear = Annotated[Path, typer.Option("--polnear", help="Folder of the PolNeAR corpus (with train/ and dev/).")]


@app.command()
def evaluate(
    polnear: Polnear,
    split: Annotated[str, typer.Option(help="Which split.")] = "dev",
    errors: Annotated[bool, typer.Option("--errors", help="Show errors by kind, with examples.")] = False,
    output_format: Annotated[Format, typer.Option("--format", "-f", help="text or json.")] = Format.TEXT,
) -> None:
    """Measure the whole pipeline against PolNeAR's gold attributions."""
    from onrecord.evaluation.run import evaluate as run  # noqa: PLC0415 - only where needed

    report = run(polnear, split, progress=_counter())
    if output_format is Format.TEXT:
        typer.echo(report.to_text(errors=errors))
    else:
        typer.echo(json.dumps(report.to_dict(errors=errors), indent=2))


@app.command()
def gate(
    polnear: Polnear,
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to what is measured now.")] = False,
) -> None:
    """Check the figures against their floors; fails below one, is skipped without the corpus."""
    from onrecord.evaluation.gate import gate as run  # noqa: PLC0415 - only where needed

    result = run(polnear, update=update, progress=_counter())
    typer.echo(result.to_text())
    raise typer.Exit(SOME_FAILED if result.failed else ALL_READ)


@app.command()
def train(
    polnear: Polnear,
    out: Annotated[Path, typer.Option(help="Folder for checkpoints and weights.")] = Path("runs/fast"),
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
    epochs: Annotated[int | None, typer.Option(min=1, help="Passes over the data; the recipe's if not given.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint in --out.")] = False,
) -> None:
    """Train the tagger on PolNeAR, export it to int8 ONNX, and write its model card (needs the extra `train`)."""
    from onrecord.training.run import train as run  # noqa: PLC0415 - only where needed

    run(polnear, out, seed=seed, epochs=epochs, resume=resume, log=lambda line: typer.echo(line, err=True))


def _counter() -> Callable[[int, int], None] | None:
    """Counts articles on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: typer.echo(f"\r{done} of {total} articles", err=True, nl=done == total)
