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
    frozen, corrupted, teacher = facts["frozen"], facts["recipe"]["corrupted"], facts["recipe"].get("teacher")
    people, cuts = facts.get("corrected", 0), facts["recipe"].get("cuts", ())
    left = ", then ".join(f"{c['heads']} heads and {c['inner']} inner units ({c['epochs']} epochs)" for c in cuts)
    return {
        "model": str(facts["recipe"]["name"]),
        "frozen": f" but for its embeddings and first {frozen} layers, which stay as pretrained" if frozen else "",
        "corrupted": ", ".join(f"{name} {share:.0%}" for name, share in corrupted.items()) or "none",
        "narrowed": f"; then each layer was cut down to {left}" if cuts else "",
        "before": facts["recipe"]["epochs"],
        "precision": "bfloat16 autocast" if facts["recipe"]["half_precision"] else "float32",
        "people": f" ({people} of them corrected by people)" if people else "",
        "option": " --corrected PATH" if people else "",
        "taught": f"; beside the gold labels it learned from the scores and vectors of `{teacher}`" if teacher else "",
    }
