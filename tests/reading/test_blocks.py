"""Block quotations and announced quotations, by cases."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.reading.assemble import assemble
from onrecord.types import Block

CASES = Path(__file__).parent / "cases"
FOUND = json.loads((CASES / "block_quotations.json").read_text(encoding="utf-8"))
NOT = json.loads((CASES / "no_block_quotations.json").read_text(encoding="utf-8"))


def read(case, article, relation):
    text = case["text"]
    made = article(text, **case.get("blocks", {}))
    if "lost_after" in case:
        end = made.blocks[case["lost_after"]].end
        made = replace(
            made, blocks=tuple(sorted((*made.blocks, Block("embed", end + 1, end + 1)), key=lambda b: b.start))
        )
    relations = [relation(text, source, cue, *content) for source, cue, content in case.get("relations", [])]
    return assemble(made, relations)


@pytest.mark.parametrize("case", FOUND, ids=lambda c: c["why"])
def test_found(case, article, relation):
    text = case["text"]
    found = [a for a in read(case, article, relation) if any(s.by == case["by"] for s in a.steps)]
    assert len(found) == 1
    shown = {role: [text[s:e] for s, e in getattr(found[0], role)] for role in ("source", "cue", "content")}
    assert shown == {"source": [case["source"]], "cue": [case["cue"]], "content": case["content"]}
    assert found[0].mode == case["mode"]


@pytest.mark.parametrize("case", NOT, ids=lambda c: c["why"])
def test_not_found(case, article, relation):
    found = read(case, article, relation)
    assert [case["text"][s:e] for a in found for s, e in a.content] == case.get("kept", [])


def test_a_relation_of_the_lead_in_is_completed_and_not_doubled(article, relation):
    found = read(FOUND[0], article, relation)
    assert [a.mode for a in found] == ["block", "indirect"]
    assert [s.by for s in found[0].steps] == ["model:fake", "rule:block-lead-in"]


def test_attributions_inside_a_block_quotation_stand_under_it(article, relation):
    text = FOUND[0]["text"].replace("since Friday.", "since Friday, a banker said.")
    case = {**FOUND[0], "text": text}
    case["relations"] = [*case["relations"], ["a banker", "said", ["The ferry company has asked two banks for terms"]]]
    outer, inner, _ = read(case, article, relation)
    assert (outer.mode, inner.parent) == ("block", outer.id)


def test_a_credit_names_the_source_of_a_marked_quotation(article):
    text = "The mill is old.\n\nIt turned for us all.\n\n— Ines Marl, miller"
    start = text.index("—")
    quote = {"kind": "blockquote", "depth": 1, "group": 1}
    made = article(text, p1=quote, p2={**quote, "credit": (start, len(text))})
    (found,) = assemble(made, [])
    assert [text[s:e] for s, e in found.source] == ["Ines Marl, miller"]
    assert [text[s:e] for s, e in found.content] == ["It turned for us all."]


def test_the_credit_of_a_marked_quotation_goes_before_the_sentence_above(article, relation):
    text = "It will close in May, officials said.\n\nWe knew that it was unsafe.\n\n— Ines Marl (@ines) March 3"
    start = text.index("—")
    quote = {"kind": "embed", "depth": 1, "group": 1}
    made = article(text, p1=quote, p2={**quote, "credit": (start, len(text))})
    found = assemble(made, [relation(text, "officials", "said", "It will close in May")])
    shown = [(text[slice(*a.source[0])], [text[s:e] for s, e in a.content]) for a in found]
    assert shown == [("officials", ["It will close in May"]), ("Ines Marl", ["We knew that it was unsafe."])]


def test_a_credit_in_the_last_paragraph_is_no_content(article):
    text = "The mill is old.\n\nIt turned for us all.\n— Ines Marl, miller"
    start = text.index("—")
    made = article(text, p1={"kind": "blockquote", "depth": 1, "group": 1, "credit": (start, len(text))})
    (found,) = assemble(made, [])
    assert [text[s:e] for s, e in found.content] == ["It turned for us all."]
