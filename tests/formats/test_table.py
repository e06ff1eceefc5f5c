"""The rows and columns that CSV, Parquet and pandas share."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord.formats.table import COLUMNS, STRUCTS, rows
from onrecord.formats.table_card import column_docs
from onrecord.types import Article, Attribution, Quantity, Reading

EXAMPLE = Path(__file__).parents[2] / "examples" / "article.html"
PYTHON = {"string": str, "int64": int, "double": float, "bool": bool, "date32": date}


@pytest.fixture(scope="module")
def reading():
    return onrecord.read(onrecord.from_bytes(EXAMPLE.read_bytes(), name="article.html"))


@pytest.fixture(scope="module")
def table(reading):
    return [dict(zip([c.name for c in COLUMNS], row, strict=True)) for row in rows(reading)]


def fits(value, type_):
    if type_.startswith("list<"):
        inner = type_.removeprefix("list<").removesuffix(">")
        return isinstance(value, list) and all(fits(one, inner) for one in value)
    if type_ in STRUCTS:
        members = STRUCTS[type_]
        return [*value] == [m.name for m in members] and all(fits(value[m.name], m.type) for m in members)
    return value is None or type(value) is PYTHON[type_]


def test_every_value_has_the_type_of_its_column(made_readings, table):
    found = [row for reading in made_readings for row in rows(reading)] + [tuple(row.values()) for row in table]
    assert len(found) > 500
    assert [c.name for row in found for c, value in zip(COLUMNS, row, strict=True) if not fits(value, c.type)] == []


def test_names_are_told_apart_and_every_column_is_explained():
    names = [column.name for column in COLUMNS]
    assert len({*names}) == len(names)
    assert all(column.meaning and "|" not in column.meaning for column in COLUMNS)
    assert all(f"| `{name}` |" in "\n".join(column_docs()) for name in names)


def test_a_row_is_a_statement_in_text_order(reading, table):
    assert [row["statement_id"] for row in table] == [a.id for a in reading.attributions]
    assert {row["outlet"] for row in table} == {"Sound & Shore"}


def test_words_are_as_printed_at_the_offsets(reading, table):
    for row in table:
        for what in ("source", "cue", "content", "evidence", "recipient"):
            printed = [reading.article.text[s["start"] : s["end"]] for s in row[f"{what}_spans"]]
            assert (row[what] or "") == " … ".join(printed)


def test_who_says_it_by_what_way_and_what_is_said_of_the_unnamed(table):
    officials = next(row for row in table if "company officials" in (row["source"] or ""))
    assert officials["source_name"] is None
    assert officials["source_label"] == "company officials familiar with the contract"
    assert officials["anonymity_reason"].startswith("talks are still going on")
    assert officials["position_to_know"] == "familiar with the contract"
    assert officials["chain"] == ["unnamed", "The Harbor Ledger", "this article"]
    assert officials["second_hand"] is True
    assert officials["parent_id"] == "a1"


def test_quantities_and_times_are_in_words_and_numbers(table):
    passengers = table[0]["quantities"][2]
    assert (passengers["text"], passengers["value"], passengers["bound"]) == (
        "More than 40,000 passengers",
        40000.0,
        "more than",
    )
    assert table[0]["times"][1]["first_day"] == "2024-06-01"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("2026-03-14T10:00:00+01:00", date(2026, 3, 14)),
        ("2026-13-99", None),
        ("March", None),
        (None, None),
    ],
)
def test_the_day_is_the_date_s(reading, published, day):
    dated = replace(reading, article=replace(reading.article, published=published))
    assert next(rows(dated))[[c.name for c in COLUMNS].index("day")] == day


def test_an_article_without_statements_has_no_row():
    assert list(rows(Reading(Article("Rain fell.", (), "0"), (), "m"))) == []


def test_numbers_that_no_column_holds_are_left_out():
    said = Attribution("a1", (), (), ((0, 4),), "direct", None, 0.5, quantities=(Quantity((0, 4), "count", 10**400),))
    row = next(rows(Reading(Article("Rain fell.", (), "0"), (said,), "m")))
    assert row[[c.name for c in COLUMNS].index("quantities")][0]["value"] is None
