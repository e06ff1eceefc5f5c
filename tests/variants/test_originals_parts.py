"""Quotations that the reporting clause interrupts: one quotation in several parts, as cases and as properties."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_text
from onrecord.variants.originals import verify
from onrecord.variants.originals_index import words
from onrecord.variants.originals_parts import CLOSE_BY
from onrecord.variants.originals_quoted import parts_of, quotations
from tests.variants.originals import reading

CASES = json.loads((Path(__file__).parent / "cases" / "original_parts.json").read_text(encoding="utf-8"))
SIXTY_WORDS = " ".join(f"The mayor wrote letter {i} to the board." for i in range(60 // 8 + 1))
HOLM = {"type": "named person", "name": "Greta Holm"}


def interrupted(parts):
    """An article in which Holm is quoted with `parts`, the reporting clause after the first."""
    marked = [f"“{part}”" for part in parts]
    text = " ".join([f"{marked[0]} Holm said.", *marked[1:]])
    return reading(text, {"s1": HOLM}, [{"source": "s1", "content": marked, "mode": "direct"}])


def checked(parts, original):
    (found,) = verify(interrupted(parts), [from_text(original)]).quotations
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_case(case):
    original = case["original"].replace("{60 words}", SIXTY_WORDS)
    found = checked(case["parts"], original)
    best = found.passages[0] if found.passages else None
    assert found.verdict == case["verdict"]
    assert [original[slice(*span)] for span in (best.parts if best else ())] == case["texts"]
    assert [part.verdict for part in found.parts] == case.get("of_parts", [])
    if best is not None:
        facts = {"negation": best.comparison.negation, "agreement": best.agreement}
        assert {key: facts[key] for key in facts.keys() & case.keys()} == {k: case[k] for k in facts if k in case}


def test_a_quotation_that_nothing_interrupts_is_one_part():
    (found,) = quotations(interrupted(["We will sell both boats before the winter."]))
    assert (found.parts, parts_of(found)) == (((0, 42),), (found,))


def test_a_part_that_is_opened_again_in_the_next_paragraph_stays_one():
    text = "“We sell,” Holm said. “It is late.\n\n“It is cold.”"
    content = ["“We sell,”", "“It is late.\n\n“It is cold.”"]
    (found,) = quotations(reading(text, {"s1": HOLM}, [{"source": "s1", "content": content, "mode": "direct"}]))
    assert found.text == "We sell, It is late. It is cold."
    assert [part.text for part in parts_of(found)] == ["We sell,", "It is late. It is cold."]
    assert [[text[slice(*s)] for s in part.spans] for part in parts_of(found)][1] == ["It is late.", "It is cold."]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        # The article's own words stand between them.
        ("Holm called it “a ferry” that “nobody asked for.”", [("mixed", "“a ferry” that “nobody asked for.”")]),
        # Two statements, not one.
        (
            "“a ferry” Holm said. She said “nobody asked for.”",
            [("direct", "“a ferry”"), ("direct", "“nobody asked for.”")],
        ),
    ],
)
def test_what_the_reporting_clause_does_not_join(text, statements):
    made = [{"source": "s1", "content": [content], "mode": mode} for mode, content in statements]
    found = quotations(reading(text, {"s1": HOLM}, made))
    assert [one.text for one in found] == ["a ferry", "nobody asked for."]


def test_a_mixed_quotation_that_the_reporting_clause_interrupts_is_one():
    text = "The town “will sell,” Holm said, “and soon.”"
    content = ["The town “will sell,”", "“and soon.”"]
    (found,) = quotations(reading(text, {"s1": HOLM}, [{"source": "s1", "content": content, "mode": "mixed"}]))
    assert found.text == "will sell, and soon."


SENTENCES = [f"{a.capitalize()} {b} {c} {a} {b}." for a, b, c in zip("kadolri morute sulan tevor".split() * 10,
             "navosek puridor samite".split() * 14, (f"boat{i}" for i in range(40)), strict=False)]  # fmt: skip


@given(st.data())
def test_sentences_between_the_parts_change_nothing_up_to_some_words(data):
    first, second = sorted(data.draw(st.lists(st.integers(1, 38), min_size=2, max_size=2, unique=True)))
    found = checked([SENTENCES[first], SENTENCES[second]], " ".join(SENTENCES))
    between = len(words(" ".join(SENTENCES[first + 1 : second])))
    assert found.verdict == ("exact" if between <= CLOSE_BY else "parts apart")


@given(st.lists(st.integers(1, 150), min_size=1, max_size=4, unique=True))
def test_wherever_it_is_interrupted_it_is_found_whole(cuts):
    speech = " ".join(SENTENCES).split()
    parts = [" ".join(speech[a:b]) for a, b in pairwise([0, *sorted(cuts), len(speech)])]
    found = checked(parts, " ".join(speech))
    assert (found.verdict, len(found.passages[0].parts)) == ("exact", 1)
