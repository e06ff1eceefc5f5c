"""The family of a quotation: who printed it when, what each changed, and who has it from whom."""

import pytest

from onrecord.errors import UnknownRowError
from onrecord.ledger.store import add
from onrecord.ledger.trace import trace, trace_statement
from tests.ledger.quoted import PIER, article, attribution, read, said

ALTERED = PIER.replace("may have to close", "will not close")


def fill(ledger, *readings):
    list(add(ledger, readings))
    return ledger


def places(found):
    return [(p.outlet, p.day) for p in found.printings]


def test_printings_stand_in_time_with_those_without_a_date_last(ledger):
    fill(
        ledger,
        said(PIER, "1", outlet="Upland Post", day=None),
        said(PIER, "2", outlet="Tidelook", day="2026-03-03T08:00:00Z"),
        said(PIER, "3", outlet="Quay Gazette", day="2026-03-02"),
    )
    assert places(trace(ledger, PIER)) == [
        ("Quay Gazette", "2026-03-02"),
        ("Tidelook", "2026-03-03"),
        ("Upland Post", None),
    ]


def test_each_is_compared_with_the_first(ledger):
    fill(ledger, said(PIER, "1"), said(ALTERED, "2", day="2026-03-05"))
    second = trace(ledger, ALTERED).printings[1].difference
    assert (second.from_number, second.cls, second.hedge, second.negation) == (1, "altered", "lost", "gained")
    assert [(e.original, e.printed) for e in second.edits] == [("may have to", "will not")]


def test_what_shares_no_words_with_the_first_is_compared_with_what_it_is_of(ledger):
    other = "Nobody in the city ever told the poor fishermen of Selby."
    fill(
        ledger,
        said(PIER, "1", day="2026-03-01"),
        said(other, "2", day="2026-03-02"),
        said(f"{PIER} {other}", "3", day="2026-03-03"),
    )
    found = trace(ledger, PIER).printings
    assert [p.difference and (p.difference.from_number, p.difference.cls) for p in found] == [
        None,
        (3, "truncated"),
        (1, "truncated"),
    ]


def test_a_quotation_that_is_not_in_the_ledger_is_compared_like_one(ledger):
    fill(ledger, said(PIER, "1"))
    found = trace(ledger, "the old pier … before the winter storms reach the harbor")
    assert (found.total, found.difference.cls) == (1, "elided")
    assert found.statement_id is None


def test_what_was_told_to_an_outlet_is_from_its_printing(ledger):
    fill(
        ledger,
        said(PIER, "1", outlet="The Harbor Ledger", day="2026-03-01"),
        said(PIER, "2", outlet="Tidelook", day="2026-03-02", via=["Harbor Ledger"]),
        said(PIER, "3", outlet="Upland Post", day="2026-03-03", via=["Selby Courier"]),
        said(PIER, "4", outlet="Quay Gazette", day="2026-03-04"),
    )
    assert [(p.via, p.parent) for p in trace(ledger, PIER).printings] == [
        (None, None),
        ("Harbor Ledger", 1),
        ("Selby Courier", None),
        (None, None),
    ]


def test_nobody_has_words_from_a_later_printing(ledger):
    fill(
        ledger,
        said(PIER, "1", outlet="Tidelook", day="2026-03-01", via=["Harbor Ledger"]),
        said(PIER, "2", outlet="Harbor Ledger", day="2026-03-02"),
    )
    assert [(p.via, p.parent) for p in trace(ledger, PIER).printings] == [("Harbor Ledger", None), (None, None)]


def test_a_block_quotation_is_from_the_outlet_that_it_is_credited_to(ledger):
    page = article(f"The Harbor Ledger reports:\n\n{PIER}", outlet="Tidelook", day="2026-03-02", name="2")
    block = attribution(page.text, 1, [PIER], "The Harbor Ledger", "block")
    fill(
        ledger,
        said(PIER, "1", outlet="Harbor Ledger", day="2026-03-01"),
        read(page, block, kinds=("named organization",)),
    )
    second = trace(ledger, PIER).printings[1]
    assert (second.mode, second.via, second.parent) == ("block", "The Harbor Ledger", 1)


def test_a_person_quoted_at_length_is_no_outlet(ledger):
    page = article(f"Ana Ruiz said:\n\n{PIER}")
    fill(ledger, read(page, attribution(page.text, 1, [PIER], "Ana Ruiz", "block")))
    assert trace(ledger, PIER).printings[0].via is None


def test_several_on_the_first_day_are_counted(ledger):
    fill(ledger, *(said(PIER, str(i), day=day) for i, day in enumerate(["2026-03-01", "2026-03-01", "2026-03-02"])))
    assert trace(ledger, PIER).first_day == 2


def test_the_earliest_are_given_where_there_are_too_many(ledger):
    fill(ledger, *(said(PIER, str(i), day=f"2026-03-0{9 - i}") for i in range(5)))
    found = trace(ledger, PIER, most=2)
    assert (found.total, [p.day for p in found.printings]) == (5, ["2026-03-05", "2026-03-06"])


@pytest.mark.parametrize("asked", ["zebras", "", "…", "We found nothing like this in any of the articles here."])
def test_nothing_found(ledger, asked):
    found = trace(fill(ledger, said(PIER, "1")), asked)
    assert (found.total, found.printings, found.difference) == (0, (), None)


def test_a_statement_that_quotes_nothing(ledger):
    page = article("Ana Ruiz said the pier would close.")
    fill(ledger, read(page, attribution(page.text, 1, ["the pier would close"], "Ana Ruiz", "indirect")))
    assert trace_statement(ledger, 1).printings == ()


def test_a_statement_of_an_older_reading_is_traced_by_its_words(ledger):
    first = said(PIER, "1")
    fill(ledger, first, read(first.article, *first.attributions, model="made-2"))
    assert [p.statement_id for p in trace_statement(ledger, 1).printings] == [2]


def test_a_statement_that_is_not_there(ledger):
    with pytest.raises(UnknownRowError, match="no statement 7"):
        trace_statement(ledger, 7)
