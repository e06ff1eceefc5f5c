"""Who speaks in an original, and whether that is whom the article names: as cases."""

import json
from pathlib import Path

import pytest

from onrecord.types import Source
from onrecord.variants.originals_names import agreement, has_name
from onrecord.variants.originals_turns import turns, turns_in

CASES = Path(__file__).parent / "cases"


def cases(name):
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", cases("original_speakers"), ids=lambda c: c["id"])
def test_speaker(case):
    given = case["source"]
    source = given and Source("s1", given.get("type", "named person"), given["name"], tuple(given.get("roles", ())))
    assert agreement(source, case["label"], frozenset({case["label"], *case["labels"]})) == case["agreement"]


@pytest.mark.parametrize(
    ("printed", "has"),
    [("Holm", True), ("Sen. Greta Holm", True), ("GRETA", True), ("the senator", False), ("she", False), ("", False)],
)
def test_a_name_beside_the_words(printed, has):
    assert has_name(printed, "Greta Holm") is has


@pytest.mark.parametrize("case", cases("original_turns"), ids=lambda c: c["id"])
def test_turns(case):
    text = case["text"]
    found = turns(text)
    assert [[t.name, text[slice(*t.speech)].strip(" \n*")] for t in found] == case["turns"]
    assert all(text[slice(*t.label)].startswith(t.name) for t in found)


def test_the_turns_that_a_span_lies_in():
    text = "MS. RUIZ: One.\n\nMR. HOLM: Two.\n\nMS. RUIZ: Three."
    names = [t.name for t in turns_in(turns(text), (text.index("Two"), text.index("Three") + 5))]
    assert names == ["MR. HOLM", "MS. RUIZ"]
