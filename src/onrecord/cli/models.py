"""`onrecord models`: which models there are to read with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from onrecord.cli.app import ALL_READ, SOME_FAILED, app
from onrecord.cli.audit import ReportFormat
from onrecord.cli.output import until_unread

SHOWN = {"source": "exact.source", "cue": "exact.cue", "content": "exact.content", "linked": "relation.linked"}
"""Column of the text -> the measure it shows; JSON has them all."""
LEGEND = """\
F1 in percent on articles held out of training, on which the settings were chosen:
exact source, cue and content; linked relation. To read with one: onrecord read --model NAME"""


@app.command()
def models(
    output_format: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How to print the list.")
    ] = ReportFormat.TEXT,
) -> None:
    """List the models that are installed, for --model: name, version, size, and how good they are.

    The exit status is 1 where one of them cannot be used.
    """
    from onrecord.reading.model import names  # noqa: PLC0415 - only where needed

    listed = [_described(name) for name in names()]
    with until_unread():
        typer.echo(json.dumps(listed, indent=2) if output_format is ReportFormat.JSON else _table(listed))
    raise typer.Exit(SOME_FAILED if any(one["problem"] for one in listed) else ALL_READ)


def _described(name: str) -> dict[str, Any]:
    """One model as JSON; `problem` says why it cannot be used, and the rest is then unknown."""
    from onrecord.errors import ModelError  # noqa: PLC0415 - only where needed
    from onrecord.reading.model import describe  # noqa: PLC0415

    model: dict[str, Any] = {"name": name, "model": None, "megabytes": None, "figures_held_out": {}, "problem": None}
    try:
        known = describe(name)
    except ModelError as error:
        return {**model, "problem": str(error)}
    megabytes = round(known.megabytes, 1)
    return {**model, "model": known.version, "megabytes": megabytes, "figures_held_out": known.figures}


def _table(listed: Sequence[Mapping[str, Any]]) -> str:
    """The models as aligned columns, what is wrong with one in place of its figures, and what the figures mean."""
    rows = [("name", "model", "MB", *SHOWN), *(_row(one) for one in listed if not one["problem"])]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    lines += [f"{one['name']}: cannot be used: {one['problem']}" for one in listed if one["problem"]]
    return "\n".join((*lines, "", LEGEND))


def _row(one: Mapping[str, Any]) -> tuple[str, ...]:
    figures = one["figures_held_out"]
    shown = (f"{figures[measure]:.1f}" if measure in figures else "-" for measure in SHOWN.values())
    return one["name"], one["model"], f"{one['megabytes']:.1f}", *shown


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Names to the left, numbers to the right."""
    cells = (cell.ljust(w) if i < 2 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True)))
    return "  ".join(cells)
