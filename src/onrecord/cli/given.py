"""Which options were given, and how: for options that only fit where another one is."""

from __future__ import annotations

from collections.abc import Sequence

import typer


def given(context: typer.Context, option: str) -> str:
    """Where an option's value is from: COMMANDLINE, ENVIRONMENT or DEFAULT."""
    source = context.get_parameter_source(option)
    return "DEFAULT" if source is None else source.name


def refuse(context: typer.Context, options: Sequence[str], why: str) -> None:
    """Wrong use where one of `options`, by their parameters' names, stands on the command line."""
    for parameter in context.command.params:
        if parameter.name in options and given(context, parameter.name) == "COMMANDLINE":
            raise typer.BadParameter(f"{parameter.opts[0]} {why}")
