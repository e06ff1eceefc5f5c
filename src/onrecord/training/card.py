"""The model card (Mitchell et al., 2019) of weights, made from what is known of them and what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

from onrecord.evaluation.report import Report
from onrecord.evaluation.scores import MEASURES


def card(facts: Mapping[str, Any], report: Report, sizes: Mapping[str, int]) -> str:
    """The card in Markdown, from `model.json`'s facts, an evaluation on dev, and the graphs' sizes in bytes."""
    held = facts["figures_held_out"]
    figures = "\n".join(f"| {m} | {report.counts[m].f1:.1f} | {held[m]:.1f} |" for m in MEASURES)
    shown = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items())
    template = resources.files("onrecord.training").joinpath("card_template.md").read_text(encoding="utf-8")
    return template.format(
        **facts["recipe"] | {k: v for k, v in facts.items() if k not in {"recipe", "frozen"}} | _told(facts),
        figures=figures,
        sizes=shown,
        n_articles=len(report.seconds),
    )


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the card in words."""
    recipe, frozen, people = facts["recipe"], facts["frozen"], facts.get("corrected", 0)
    cuts, teacher = recipe.get("cuts", ()), recipe.get("teacher")
    if frozen and cuts:
        as_pretrained = " but for its embeddings, which stay as pretrained"
    elif frozen:
        as_pretrained = f" but for its embeddings and first {frozen} layers, which stay as pretrained"
    else:
        as_pretrained = ""
    return {
        "model": str(recipe["name"]),
        "frozen": as_pretrained,
        "corrupted": ", ".join(f"{name} {share:.0%}" for name, share in recipe["corrupted"].items()) or "none",
        "narrowed": f"; then each layer was cut down to {', then '.join(map(_left, cuts))}" if cuts else "",
        "began": _began(facts),
        "precision": "bfloat16 autocast" if recipe["half_precision"] else "float32",
        "people": f" ({people} of them corrected by people)" if people else "",
        "option": " --corrected PATH" if people else "",
        "taught": f"; beside the gold labels it learned from the scores and vectors of `{teacher}`" if teacher else "",
    }


def _began(facts: Mapping[str, Any]) -> str:
    """The epochs before any cut, or the weights in place of them."""
    if "began_with" in facts:
        return f"from the weights of `{facts['began_with']}`, whose scores and vectors it learned from, too"
    recipe = facts["recipe"]
    rates = f"peak rates {recipe['encoder_rate']} (encoder) and {recipe['head_rate']} (heads)"
    return f"{recipe['epochs']} epochs, {rates}"


def _left(cut: Mapping[str, Any]) -> str:
    """What a cut leaves, and how it is trained on."""
    how = f"{cut['epochs']} epochs, peak rates {cut['encoder_rate']} and {cut['head_rate']}"
    refit = ", what is left making up for the rest by least squares" if cut.get("refit") else ""
    return f"{cut['heads']} heads and {cut['inner']} inner units ({how}){refit}"
