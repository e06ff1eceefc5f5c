"""Dangling leads by cases; pull quotes with the line they repeat, its attribution and their credit."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_html
from onrecord.reading.assemble import assemble
from onrecord.reading.display import displayed
from onrecord.types import Block
from tests.reading.conftest import make_article

CASES = json.loads((Path(__file__).parent / "cases" / "leads.json").read_text(encoding="utf-8"))
LINE = "The crossing was safe for thirty years"
TEXT = f"“{LINE}, and now it is not,” Ruiz said.\n\nThe boats are old.\n\n“{LINE}”\n\nRuiz"


def marked(case):
    open_ = [pytest.mark.xfail(strict=True, reason=case["open"])] if "open" in case else []
    return pytest.param(case, id=case["why"], marks=open_)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_dangling_leads(case, relation):
    text = case["text"]
    made = make_article(text, **{key: {"kind": kind} for key, kind in case.get("kinds", {}).items()})
    if "lost_after" in case:
        end = made.blocks[case["lost_after"]].end
        blocks = sorted((*made.blocks, Block("embed", end, end)), key=lambda b: (b.start, b.end))
        made = replace(made, blocks=tuple(blocks))
    relations = [relation(text, source, cue, *content) for source, cue, content in case.get("relations", [])]
    _, leads = displayed(made, assemble(made, relations))
    shown = [[text[slice(*d.span)], *(text[slice(*part[0])] for part in (d.source, d.cue))] for d in leads]
    assert shown == case["leads"]


def quoted(relation, text=TEXT, **kinds):
    made = make_article(text, **kinds)
    found = assemble(made, [relation(text, "Ruiz", "said", text[: text.index(" Ruiz")])])
    (quote,), _ = displayed(made, found)
    return found, quote


def test_a_pull_quote_repeats_a_line_of_the_body(relation):
    found, quote = quoted(relation)
    assert TEXT[slice(*quote.span)] == f"“{LINE}”"
    assert [TEXT[s:e] for s, e in quote.line] == [LINE]
    assert quote.repeats == found[0].id
    assert quote.credit == (len(TEXT) - 4, len(TEXT))


def test_a_sentence_after_it_is_no_credit(relation):
    assert quoted(relation, f"{TEXT} spoke on Monday.")[1].credit is None


def test_a_line_that_the_body_does_not_have_is_kept_without_one(relation):
    text = TEXT.replace(f"“{LINE}”\n\nRuiz", "Old boats, new fears\n\nThey sail at noon.")
    _, quote = quoted(relation, text, p2={"kind": "pullquote", "group": 1})
    assert (quote.line, quote.repeats) == ((), None)


def test_the_credit_that_a_page_marks():
    page = (
        f"<article><h1>Boats</h1><p>“{LINE}, and now it is not,” Ana Ruiz said on the quay that day.</p>"
        f"<aside class='pull-quote'><p>{LINE}</p><cite>Ana Ruiz</cite></aside>"
        "<p>The boats are old and have been mended many times since then.</p></article>"
    )
    made = from_html(page)
    ((quote,), _) = displayed(made, ())
    assert quote.credit is not None
    assert made.text[slice(*quote.credit)] == "Ana Ruiz"


PARTS = st.lists(
    st.sampled_from(["Ana Ruiz wrote:", f"“{LINE}”", LINE + ".", "A word from Ruiz:", "Ruiz", "More", ":", "“"]),
    max_size=8,
)


@given(PARTS, st.lists(st.sampled_from(["paragraph", "heading", "pullquote", "blockquote"]), min_size=8, max_size=8))
def test_what_is_displayed_lies_in_the_text(parts, kinds):
    made = make_article("\n\n".join(parts), **{f"p{i}": {"kind": kind} for i, kind in enumerate(kinds)})
    quotes, leads = displayed(made, assemble(made, []))
    spans = [s for q in quotes for s in (q.span, *q.line, *([q.credit] if q.credit else []))]
    spans += [s for d in leads for s in (d.span, *d.source, *d.cue)]
    assert all(0 <= s < e <= len(made.text) for s, e in spans)


def test_a_line_that_is_displayed_twice_is_two_pull_quotes_of_one_line(relation):
    text = TEXT.replace("\n\nRuiz", f"\n\nThey sail.\n\n“{LINE}”")
    made = make_article(text)
    found = assemble(made, [relation(text, "Ruiz", "said", text[: text.index(" Ruiz")])])
    quotes, _ = displayed(made, found)
    assert [quote.line for quote in quotes] == [((1, 1 + len(LINE)),)] * 2
    assert len(found) == 1


def test_a_heading_that_the_body_repeats_is_no_credit(relation):
    text = TEXT.replace("\n\nRuiz", "\n\nThe boats")
    assert quoted(relation, text, p3={"kind": "heading"})[1].credit is None


def test_a_name_in_the_same_group_is_the_credit(relation):
    text = TEXT.replace("\n\nRuiz", "\n\nIngrid Solheim")
    group = {"kind": "pullquote", "group": 1}
    _, quote = quoted(relation, text, p2=group, p3=group)
    assert quote.credit == (text.index("Ingrid"), len(text))
