"""The sourcing report, on readings made by hand: every figure's numbers, every check's finding, sums of many."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import from_text
from onrecord.audit import audit_article, total
from onrecord.audit.checks import LATE_SENTENCES
from onrecord.types import Anonymity, Attribution, Link, PullQuote, Reading, Source

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
        ("statements quoted as a whole", (2, 3)),
        ("words in own voice", (11, 58)),
        ("single-source articles", (0, 1)),
        ("articles with unnamed sources only", (0, 1)),
        ("articles by fully identified sources: 0", (0, 1)),
        ("articles by fully identified sources: 1", (1, 1)),
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
        ("unnamed quotation", [("found on the page", "“The pier is a disgrace,”")]),
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
    assert of["late attribution"] == (2, "quotations")
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
    open_ = replace(nobody, source=at("a source"), candidates=("s1", "s3"))
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
    buckets = [f for f in report.figures if f.code.startswith("articles by fully identified sources")]
    assert sum(f.count for f in buckets) == len(parts)


def spoken(text, source, mention, **facts):
    """A reading of one statement: `mention` says what stands before the first full stop after it."""
    one = Attribution(
        "a1", at(mention, text), (), (), facts.pop("mode", "indirect"), None, 1.0, source_id="s1", **facts
    )
    content = ((text.index(mention) + len(mention) + 1, text.index(".", text.index(mention)) + 1),)
    return Reading(from_text(text), (replace(one, content=content),), "fake-1", sources=(source,))


def findings(reading, code):
    (found,) = (c for c in audit_article(reading).checks if c.code == code)
    return [(f.outcome, f.span and reading.article.text[slice(*f.span)]) for f in found.findings]


@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("who", "not stated on the page"),
        ("each", "not stated on the page"),
        ("The experts", "not stated on the page"),
        ("An unnamed source", "not stated on the page"),
        ("Several officials", "not stated on the page"),
        ("a clerk of the court", "stated"),
        ("two city officials", "stated"),
    ],
)
def test_labels(label, outcome):
    text = f"{label} said it was closed."
    people = Source("s1", "unnamed group", None, mentions=at(label, text), anonymity=Anonymity(label=at(label, text)))
    assert findings(spoken(text, people, label), "what the source is") == [(outcome, label)]


def test_a_document_without_a_proper_name_is_no_identified_source():
    text = "An internal memo found it unsafe."
    memo = Source("s1", "document", "internal memo", mentions=at("An internal memo", text))
    reading = spoken(text, memo, "An internal memo")
    assert figure(audit_article(reading), "fully identified sources") == (0, 1)
    assert findings(reading, "a named source") == [("not stated on the page", None)]


def test_what_a_document_finds_is_a_statement():
    text = "A Selby College study found it unsafe."
    study = Source("s1", "document", "Selby College study", mentions=at("A Selby College study", text))
    reading = spoken(text, study, "A Selby College study", kind="fact")
    assert figure(audit_article(reading), "fully identified sources") == (1, 1)
    assert figure(audit_article(reading, ["belief"]), "fully identified sources") == (0, 0)


def test_the_writer_is_no_unnamed_source():
    text = "I said it was closed."
    writer = Source("s1", "anonymous source", None, mentions=at("I", text), anonymity=Anonymity(label=at("I", text)))
    assert figure(audit_article(spoken(text, writer, "I")), "unnamed sources") == (0, 0)


def test_a_company_withholds_no_name_of_its_own():
    text = "The company said it was closed."
    company = Source("s1", "unnamed group", None, mentions=at("The company", text))
    audited = audit_article(spoken(text, company, "The company"))
    assert figure(audited, "unnamed sources") == (1, 1)
    assert check(audited, "reason for anonymity") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The council clearly forgot the pier.", ["clearly"]),
        ("Great Britain won the race.", []),
        ("The flight to LAX was late.", []),
        ("They went to Best Buy on Monday.", []),
        ("Terrible rain fell on the quay.", ["Terrible"]),
        ("The firm failed to win a seat.", []),
    ],
)
def test_words_of_judgement(text, found):
    reading = Reading(from_text(text), (), "fake-1", own_voice=((0, len(text)),))
    assert findings(reading, "judgement in own voice") == [("found on the page", word) for word in found]


def test_what_others_say_within_an_own_assertion_is_not_the_articles():
    text = "The mayor resigned after an inquiry found her reckless."
    inquiry = Source("s1", "document", "inquiry", mentions=at("an inquiry", text))
    reading = replace(spoken(text, inquiry, "found"), own_voice=((0, len(text)),))
    assert findings(reading, "judgement in own voice") == []
    assert figure(audit_article(reading), "words in own voice") == (7, 9)


def test_an_abbreviation_does_not_make_a_quotation_long():
    text = "“I told Mr. Smith and Dr. Jones to leave the U.S. Senate,” Ruiz said."
    ruiz = Source("s1", "named person", "Ana Ruiz", mentions=at("Ruiz", text))
    one = Attribution("a1", at("Ruiz", text), at("said", text), ((0, 58),), "direct", None, 1.0, source_id="s1")
    assert findings(Reading(from_text(text), (one,), "fake-1", sources=(ruiz,)), "late attribution") == []


def test_a_printed_byline():
    text = "By Marta Quill\n\nThe pier is closed."
    assert findings(Reading(from_text(text), (), "fake-1"), "byline") == [("stated", "By Marta Quill")]


def test_a_byline_is_no_paragraph_of_the_lead():
    closed = "The pier was closed on Monday by the council of Selby."
    text = f"By Marta Quill\n\n{closed}\n\nAn official said it was old and of no use at all."
    official = Source("s1", "anonymous source", None, mentions=at("An official", text), anonymity=Anonymity())
    reading = spoken(text, official, "An official")
    assert findings(reading, "unnamed source in the lead") == [("found on the page", "An official")]


def test_a_repeated_line_is_no_text():
    text = "The pier is closed.\n\nIt is closed for good."
    reading = Reading(from_text(text), (), "fake-1", pull_quotes=(PullQuote(at("It is closed for good.", text)[0]),))
    assert figure(audit_article(reading), "words in own voice") == (0, 4)


def test_an_assertion_around_others_words_counts_once():
    text = "The shameful inquiry found her reckless before the terrible vote."
    inquiry = Source("s1", "document", "inquiry", mentions=at("inquiry", text))
    reading = spoken(text, inquiry, "found")
    said = replace(reading.attributions[0], content=at("her reckless", text))
    reading = replace(reading, attributions=(said,), own_voice=((0, len(text)),))
    assert findings(reading, "judgement in own voice") == [("found on the page", "shameful")]
