"""The sourcing report, on readings made by hand: every figure's numbers, every check's finding, sums of many."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_text
from onrecord.audit import audit_article, total
from onrecord.audit.checks import LATE_SENTENCES
from onrecord.types import Anonymity, Attribution, Link, Reading, Source

HERE = Link("this article")
TEXT = (
    "“The pier is a disgrace,” a source said. The pier is closed, two clerks briefed on the talks told the Ledger, "
    "asking not to be named because the talks go on.\n\n"
    "“We will mend it. We have the money. We have the time,” Mayor Ana Ruiz said.\n\n"
    "The pier was built in 1931. The council clearly forgot it."
)


def at(part, text=TEXT):
    return ((text.index(part), text.index(part) + len(part)),)


def said(number, source, cue, content, source_id, **facts):
    chain = (Link(source or "unnamed", source_id), *facts.pop("by_way", ()), HERE)
    mode = facts.pop("mode", "indirect")
    return Attribution(
        f"a{number}", at(source) if source else (), at(cue) if cue else (), at(content), mode, None, 1.0,
        source_id=source_id, chain=chain, **facts,
    )  # fmt: skip


SOURCE = Source(
    "s1", "anonymous source", None, mentions=at("a source"), anonymity=Anonymity(label=at("a source"), number=1)
)
CLERKS = Source(
    "s2",
    "unnamed group",
    None,
    mentions=at("two clerks briefed on the talks"),
    anonymity=Anonymity(at("the talks go on"), at("briefed on the talks"), at("two clerks briefed on the talks"), 2),
)
RUIZ = Source("s3", "named person", "Ana Ruiz", roles=("mayor",), mentions=at("Mayor Ana Ruiz"))
STATEMENTS = (
    said(1, "a source", "said", "“The pier is a disgrace,”", "s1", mode="direct"),
    said(2, "two clerks briefed on the talks", "told", "The pier is closed", "s2", by_way=(Link("Ledger"),)),
    said(3, "Mayor Ana Ruiz", "said.", "“We will mend it. We have the money. We have the time,”", "s3", mode="direct"),
)
STATEMENTS = (
    *STATEMENTS[:2],
    replace(STATEMENTS[2], cue=((TEXT.index("Ruiz said") + 5, TEXT.index("Ruiz said") + 9),)),
)
OWN = (*at("The pier was built in 1931"), *at("The council clearly forgot it"))
READING = Reading(from_text(TEXT), STATEMENTS, "fake-1", sources=(SOURCE, CLERKS, RUIZ), own_voice=OWN)


def figure(audited, code):
    (found,) = (f for f in audited.figures if f.code == code)
    return found.count, found.of


def check(audited, code):
    (found,) = (c for c in audited.checks if c.code == code)
    return [(f.outcome, f.span and TEXT[slice(*f.span)]) for f in found.findings]


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        ("sources: named person", (1, 3)),
        ("sources: anonymous source", (1, 3)),
        ("sources: unnamed group", (1, 3)),
        ("sources: document", (0, 3)),
        ("unnamed sources", (2, 3)),
        ("fully identified sources", (1, 3)),
        ("statements of unnamed sources", (2, 3)),
        ("statements without a source", (0, 3)),
        ("second-hand statements", (1, 3)),
        ("statements quoted directly", (2, 3)),
        ("words in own voice", (11, 58)),
        ("single-source articles", (0, 1)),
        ("articles with unnamed sources only", (0, 1)),
        ("articles with 0 fully identified sources", (0, 1)),
        ("articles with 1 fully identified sources", (1, 1)),
    ],
)
def test_figures(code, counts):
    assert figure(audit_article(READING), code) == counts


@pytest.mark.parametrize(
    ("code", "findings"),
    [
        ("reason for anonymity", [("not stated on the page", "a source"), ("stated", "the talks go on")]),
        ("position to know", [("not stated on the page", "a source"), ("stated", "briefed on the talks")]),
        ("what the source is", [("not stated on the page", "a source"), ("stated", "two clerks briefed on the talks")]),
        ("how many they are", [("stated", "two clerks briefed on the talks")]),
        ("unnamed opinion", [("found on the page", "disgrace")]),
        ("unnamed direct quotation", [("found on the page", "“The pier is a disgrace,”")]),
        (
            "unnamed source in the lead",
            [("found on the page", "a source"), ("found on the page", "two clerks briefed on the talks")],
        ),
        ("a named source", [("stated", "Mayor Ana Ruiz")]),
        ("a second source", [("stated", "two clerks briefed on the talks")]),
        ("source of a statement", []),
        ("late attribution", [("found on the page", "said")]),
        ("judgement in own voice", [("found on the page", "clearly")]),
        ("byline", [("not stated on the page", None)]),
    ],
)
def test_checks(code, findings):
    assert check(audit_article(READING), code) == findings


def test_every_check_is_reported_with_what_it_looked_at():
    of = {c.code: (c.of, c.unit) for c in audit_article(READING).checks}
    assert of["late attribution"] == (2, "statements")
    assert of["reason for anonymity"] == (2, "unnamed people")
    assert len(of) == 13


def test_an_attribution_before_the_quotation_or_after_its_first_sentence_is_not_late():
    early = replace(STATEMENTS[2], source=((0, 1),), cue=((0, 1),))
    assert LATE_SENTENCES == 2
    assert check(audit_article(replace(READING, attributions=(early,))), "late attribution") == []
    one = replace(STATEMENTS[2], content=at("“We will mend it."))
    assert check(audit_article(replace(READING, attributions=(one,))), "late attribution") == []


def test_a_statement_without_a_source_is_pointed_at():
    nobody = replace(STATEMENTS[0], source=(), source_id=None)
    audited = audit_article(replace(READING, attributions=(nobody,)))
    assert check(audited, "source of a statement") == [("not stated on the page", "said")]
    open_ = replace(nobody, candidates=("s1", "s3"))
    audited = audit_article(replace(READING, attributions=(open_,)))
    assert check(audited, "source of a statement") == []
    assert figure(audited, "statements without a source") == (1, 1)


def test_a_story_with_one_unnamed_source():
    audited = audit_article(replace(READING, attributions=STATEMENTS[:1]))
    assert figure(audited, "single-source articles") == (1, 1)
    assert figure(audited, "articles with unnamed sources only") == (1, 1)
    assert check(audited, "a named source") == [("not stated on the page", None)]
    assert check(audited, "a second source") == [("not stated on the page", None)]


def test_what_somebody_wanted_counts_only_where_it_is_asked_for():
    wanted = replace(STATEMENTS[0], kind="eventuality")
    reading = replace(READING, attributions=(wanted,))
    assert figure(audit_article(reading), "statements of unnamed sources") == (0, 0)
    assert figure(audit_article(reading, ["eventuality"]), "statements of unnamed sources") == (1, 1)


def test_a_byline():
    named = replace(READING, article=replace(READING.article, authors=("Nora Blick",)))
    assert check(audit_article(named), "byline") == [("stated", None)]


def test_a_text_without_statements():
    audited = audit_article(Reading(from_text("Rain."), (), "fake-1"))
    assert all(f.count <= f.of for f in audited.figures)
    assert figure(audited, "single-source articles") == (0, 0)


@given(st.lists(st.sampled_from([(), STATEMENTS[:1], STATEMENTS[1:], STATEMENTS]), min_size=1, max_size=6))
def test_figures_of_many_are_the_sums(parts):
    audits = [audit_article(replace(READING, attributions=part)) for part in parts]
    report = total(audits, "fake-1")
    for summed in report.figures:
        assert (summed.count, summed.of) == tuple(map(sum, zip(*(figure(a, summed.code) for a in audits), strict=True)))
        assert 0 <= summed.count <= summed.of
    buckets = [
        f for f in report.figures if f.code.endswith("fully identified sources") and f.code.startswith("articles")
    ]
    assert sum(f.count for f in buckets) == len(parts)
