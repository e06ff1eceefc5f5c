"""What a source does with a content and how firmly: cue and content as cases."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_text
from onrecord.statements import weigh
from onrecord.types import Attribution

CASES = json.loads((Path(__file__).parent / "cases" / "statements.json").read_text(encoding="utf-8"))


def weighed(cue, content):
    text = f"Ruiz {cue} {content}."
    at = len("Ruiz "), len("Ruiz ") + len(cue)
    mode = "direct" if content.startswith("“") else "indirect"
    given_ = Attribution("a1", ((0, 4),), (at,), ((at[1] + 1, at[1] + 1 + len(content)),), mode, None, 1.0)
    (found,) = weigh(from_text(text), [given_]).attributions
    return found, " … ".join(text[s:e] for s, e in found.evidence)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_case(case):
    found, evidence = weighed(case["cue"], case["content"])
    assert (found.kind, found.factuality, evidence) == (case["kind"], case["factuality"], case["evidence"])


def test_of_a_quotation_in_parts_the_part_that_says_something_counts():
    text = "“My hope,” Ruiz said, “is that it might still rain.”"
    parts = ((0, 10), (22, len(text)))
    (found,) = weigh(
        from_text(text), [Attribution("a1", ((11, 15),), ((16, 20),), parts, "direct", None, 1.0)]
    ).attributions
    assert found.factuality == "possible"


def test_a_relation_without_cue_or_content_is_weighed_too():
    (found,) = weigh(from_text("Rain."), [Attribution("a1", (), (), (), "indirect", None, 1.0)]).attributions
    assert (found.kind, found.factuality, found.evidence) == ("assertion", "asserted", ())


@given(st.text(max_size=12), st.text(min_size=1, max_size=60))
def test_evidence_lies_in_the_text(cue, content):
    text = f"{cue} {content}"
    spans = ((0, len(cue)),) if cue else ()
    given_ = Attribution("a1", (), spans, ((len(cue) + 1, len(text)),), "indirect", None, 1.0)
    (found,) = weigh(from_text(text), [given_]).attributions
    assert all(0 <= s < e <= len(text) for s, e in found.evidence)


def test_a_plan_whose_name_the_content_lacks_is_still_planned():
    text = "The rescue plan, to be voted on in May, would close two piers, the harbour master said."
    start, end = text.index("to be voted"), text.index(", the harbour")
    said = text.index("said")
    cut_short = Attribution("a1", ((end + 2, said - 1),), ((said, said + 4),), ((start, end),), "indirect", None, 1.0)
    (found,) = weigh(from_text(text), [cut_short]).attributions
    assert (found.factuality, text[slice(*found.evidence[0])]) == ("planned", "would")


def test_what_stands_before_a_content_is_not_its_subject_where_the_source_does():
    text = "The author of the rescue plan said the rain would stop."
    start = text.index("the rain")
    said = text.index("said")
    given_ = Attribution("a1", ((0, said - 1),), ((said, said + 4),), ((start, len(text) - 1),), "indirect", None, 1.0)
    (found,) = weigh(from_text(text), [given_]).attributions
    assert found.factuality == "asserted"
