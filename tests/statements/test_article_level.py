"""Plans, editorial marks and own assertions, by cases; and that what they give lies in the text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_text
from onrecord.statements import weigh
from onrecord.statements.editing import editorial_marks
from onrecord.statements.own_voice import own_voice
from onrecord.statements.plans import plans
from onrecord.tokens import Tokens
from onrecord.types import Article, Attribution, Block
from tests.reading.conftest import make_article

CASES = Path(__file__).parent / "cases"


def cases(name):
    """The cases of a file; those with `open` are known failures, and fail loudly once they pass."""
    made = []
    for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8")):
        marks = [pytest.mark.xfail(strict=True, reason=case["open"])] if "open" in case else []
        made.append(pytest.param(case, id=case["why"], marks=marks))
    return made


def span_in(text, part):
    return text.index(part), text.index(part) + len(part)


def attribution(text, number, source, cue, content, mode="indirect"):
    spans = ((span_in(text, part),) if part else () for part in (source, cue, content))
    return Attribution(f"a{number}", *spans, mode, None, 1.0)


@pytest.mark.parametrize("case", cases("plans"))
def test_plans(case):
    text = case["text"]
    found = plans(text, (0, len(text)))
    shown = [[p.status, text[slice(*p.evidence)], " ".join(text[s:e] for s, e in p.what)] for p in found]
    assert shown == case["plans"]


@pytest.mark.parametrize("case", cases("editing"))
def test_editorial_marks(case):
    text = case["text"]
    assert [[m.type, text[slice(*m.span)]] for m in editorial_marks(text, (0, len(text)))] == case["marks"]


@pytest.mark.parametrize("case", cases("own_voice"))
def test_own_voice(case):
    text = case["text"]
    article = make_article(text, **{f"p{i}": {"kind": kind} for i, kind in case.get("kinds", {}).items()})
    given_ = [attribution(text, i, *parts) for i, parts in enumerate(case.get("attributions", []))]
    apart = tuple(span_in(text, part) for part in case.get("apart", []))
    assert [text[s:e] for s, e in own_voice(Tokens(article), given_, apart)] == case["own"]


ANONYMOUS = (
    "The mill will close in May, two clerks said, asking not to be named because the sale has not been approved. "
    "It employs 40 people."
)


def test_a_plan_beside_a_source_belongs_to_what_the_source_says():
    said = attribution(ANONYMOUS, 1, "two clerks", "said", "The mill will close in May")
    stated = weigh(from_text(ANONYMOUS), [said])
    assert [p.status for p in stated.attributions[0].plans] == ["not approved"]
    assert stated.plans == stated.attributions[0].plans


def test_a_plan_that_somebody_else_in_the_sentence_speaks_of_does_not():
    text = "The mill will close, two clerks said, while Ruiz said that the sale has not been approved."
    clerks = attribution(text, 1, "two clerks", "said", "The mill will close")
    ruiz = attribution(text, 2, "Ruiz", "said", "the sale has not been approved")
    stated = weigh(from_text(text), [clerks, ruiz])
    assert [len(a.plans) for a in stated.attributions] == [0, 1]


def test_quantities_are_those_of_contents_and_own_assertions():
    said = attribution(ANONYMOUS, 1, "two clerks", "said", "The mill will close in May")
    stated = weigh(from_text(ANONYMOUS), [said])
    assert [q.unit for q in stated.quantities] == ["people"]
    assert [ANONYMOUS[slice(*t.span)] for t in stated.attributions[0].times] == ["May"]
    assert stated.times == stated.attributions[0].times


def test_marks_are_looked_for_in_quotations_alone():
    text = "“It [the mill] is old,” Ruiz said. The mill [which burned] was old, she said."
    direct = attribution(text, 1, "Ruiz", "said", "“It [the mill] is old,”", "direct")
    indirect = attribution(text, 2, "she", "said", "The mill [which burned] was old")
    stated = weigh(from_text(text), [direct, indirect])
    assert [len(a.editorial_marks) for a in stated.attributions] == [1, 0]


WORDS = st.lists(
    st.sampled_from(
        "the sale has not been approved yet . ? ! , ; — “ ” [ ] … \n 40 people since May who given".split(" ")
    ),
    max_size=40,
).map(" ".join)


@given(st.text(max_size=120) | WORDS)
def test_every_span_lies_in_the_text(text):
    end = len(text)
    assert all(0 <= p.evidence[0] < p.evidence[1] <= end for p in plans(text, (0, end)))
    assert all(0 <= m.span[0] < m.span[1] <= end for m in editorial_marks(text, (0, end)))
    article = Article(text, (Block("paragraph", 0, end),), "0" * 64)
    own = own_voice(Tokens(article), [])
    assert all(0 <= s < e <= end for s, e in own)
    assert list(own) == sorted(own)


@given(WORDS, st.integers(0, 100), st.integers(1, 60))
def test_a_sentence_that_is_attributed_as_a_whole_is_not_the_articles(text, start, length):
    article = Article(text, (Block("paragraph", 0, len(text)),), "0" * 64)
    tokens = Tokens(article)
    attributed = [s for s in tokens.sentences if start <= s[0] < start + length]
    given_ = [Attribution(f"a{i}", (), (), (s,), "indirect", None, 1.0) for i, s in enumerate(attributed)]
    own = own_voice(tokens, given_)
    assert not any(s < end and begin < e for s, e in own for begin, end in attributed)


def test_marks_in_the_writers_words_of_a_mixed_content_do_not_count():
    text = "Ruiz said the board [the council] “will [not] go ahead.”"
    mixed = attribution(text, 1, "Ruiz", "said", text[10:], "mixed")
    (found,) = weigh(from_text(text), [mixed]).attributions
    assert [text[slice(*m.span)] for m in found.editorial_marks] == ["[not]"]


def test_what_is_only_denied_is_no_plan_that_was_approved():
    text = "The ministry denied that the sale had been approved."
    denied = attribution(text, 1, "The ministry", "denied", "that the sale had been approved")
    assert weigh(from_text(text), [denied]).plans == ()
