"""What stands under the table of a reading: own assertions, amounts, days, plans, edits, display text."""

from dataclasses import replace

import pytest

from onrecord.articles import from_text
from onrecord.types import (
    Attribution,
    DanglingLead,
    EditorialMark,
    Plan,
    PullQuote,
    Quantity,
    Reading,
    Source,
    Time,
)
from tests.terminal.test_view import shown

TEXT = "The quay has not been approved, “it [the board] waits for 40 boats in May,” Ruiz said. Some wait. Ruiz wrote:"


def at(part):
    return TEXT.index(part), TEXT.index(part) + len(part)


QUANTITY = Quantity(at("40 boats"), "count", 40, 40, 40, unit="boats")
TIME = Time(at("in May"), "2026-05-01", "2026-05-31")
PLAN = Plan("not approved", at("has not been approved"), (at("The quay"),))
MARK = EditorialMark("bracketed insertion", at("[the board]"))
SAID = Attribution(
    "a1", (at("Ruiz"),), (at("said"),), (at("“it [the board] waits for 40 boats in May,”"),), "direct", None, 1.0,
    quantities=(QUANTITY,), times=(TIME,), editorial_marks=(MARK,),
)  # fmt: skip
READING = Reading(
    from_text(TEXT),
    (SAID,),
    "fake-1",
    sources=(Source("s1", "named person", "Ana Ruiz"),),
    own_voice=(at("The quay has not been approved"), at("Some wait")),
    pull_quotes=(PullQuote(at("“it [the board] waits"), repeats="a1", credit=at("Ruiz")),),
    dangling_leads=(DanglingLead(at("Ruiz wrote:"), source_id="s1"),),
    quantities=(QUANTITY,),
    times=(TIME,),
    plans=(PLAN,),
)


def test_every_finding_is_shown_with_whose_it_is():
    view = shown(READING)
    for line in (
        "In the article's own voice\n  The quay has not been approved\n  Some wait",
        "  40 boats: 40 boats [1]\n  in May: 2026-05-01 to 2026-05-31 [1]",
        "  not approved: The quay … has not been approved [own voice]",
        "Edited quotations\n  [1] bracketed insertion [the board]",
        "  “it [the board] waits — repeats [1], credited to Ruiz",
        "  Ruiz wrote: — Ana Ruiz",
    ):
        assert line in view


def test_an_article_without_attributions_shows_its_own_assertions():
    assert "  Some wait" in shown(replace(READING, attributions=(), quantities=(), times=(), pull_quotes=()))


def test_nothing_found_prints_no_heading():
    view = shown(Reading(READING.article, (SAID,), "fake-1"))
    assert "own voice" not in view
    assert "Quantities" not in view


def test_what_is_left_out_is_not_called_the_articles_own():
    view = shown(replace(READING, attributions=(), pull_quotes=()))
    assert "  40 boats: 40 boats\n  in May: 2026-05-01 to 2026-05-31\n" in view


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"value": 2_100_000, "low": 2_100_000, "high": 2_100_000, "unit": "crowns"}, "2,100,000 crowns"),
        ({"value": 40, "low": 40, "bound": "more than", "unit": "boats"}, "more than 40 boats"),
        ({"value": 40, "low": 40, "bound": "at least"}, "40 or more"),
        ({"value": 40, "high": 40, "bound": "less than"}, "less than 40"),
        ({"value": 40, "high": 40, "bound": "at most"}, "40 or less"),
        ({"low": 24, "high": 48, "approximate": True}, "24 to 48"),
        ({"value": 40, "low": 40, "high": 40, "approximate": True}, "about 40"),
        ({"value": 66.67, "low": 66.67, "high": 66.67, "unit": "percent"}, "66.67 percent"),
        ({}, "left open"),
    ],
)
def test_amounts_in_words(facts, words):
    quantity = Quantity(at("40 boats"), "count", **facts)
    assert f"40 boats: {words}\n" in shown(replace(READING, quantities=(quantity,), times=()))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"start": "2026-05-01", "end": "2026-05-01"}, "2026-05-01"),
        ({"start": "2026-05-01", "end": "2026-05-31", "relation": "since"}, "since 2026-05-01 to 2026-05-31"),
        ({}, "left open"),
    ],
)
def test_days_in_words(facts, words):
    time = Time(at("in May"), **facts)
    assert f"in May: {words}\n" in shown(replace(READING, quantities=(), times=(time,)))
