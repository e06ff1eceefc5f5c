"""Statements as a pandas DataFrame."""

import sys

import numpy as np
import pandas as pd
import pytest

import onrecord
from onrecord.formats.table import COLUMNS, rows

TEXT = '"We will mend the pier," Mayor Ana Ruiz told the Harbor Ledger. It may cost 40 crowns, an aide said.'


@pytest.fixture(scope="module")
def frame():
    return onrecord.to_frame(onrecord.read(TEXT))


def test_one_reading_and_many_have_the_same_columns(frame):
    both = onrecord.to_frame(onrecord.read_many([TEXT, TEXT]))
    assert list(frame.columns) == list(both.columns) == [column.name for column in COLUMNS]
    assert len(both) == 2 * len(frame) == 4
    assert both.dtypes.equals(frame.dtypes)


def test_dtypes_are_those_to_work_with(frame):
    assert frame["content"].dtype == "string"
    assert frame["start"].dtype == "Int64"
    assert frame["confidence"].dtype == np.float64
    assert frame["second_hand"].dtype == bool
    assert frame["day"].dtype == "datetime64[s]"
    assert list(frame["mode"].cat.categories) == ["direct", "indirect", "mixed", "block"]


def test_what_people_do_with_it(frame):
    by_type = frame.groupby("source_type", observed=True)["content"].count()
    assert by_type.to_dict() == {"named person": 1, "anonymous source": 1}
    assert frame.explode("quantities")["quantities"].dropna().iloc[0]["value"] == 40.0


def test_values_are_those_of_the_table(made_readings):
    frame = onrecord.to_frame(made_readings)
    expected = [row for reading in made_readings for row in rows(reading)]
    names = [column.name for column in COLUMNS]
    for name in ("content", "source_name", "steps", "authors", "confidence"):
        found = [None if not isinstance(v, list) and pd.isna(v) else v for v in frame[name]]
        assert found == [row[names.index(name)] for row in expected]


def test_an_article_without_a_row_is_named():
    quiet = onrecord.read(onrecord.from_text("Rain fell on the pier.", name="rain.txt"))
    frame = onrecord.to_frame([quiet, onrecord.read(TEXT)])
    assert frame.attrs == {"schema": "1", "articles": 2, "articles_without_statements": ["rain.txt"]}


def test_no_readings_give_the_columns_and_their_dtypes(frame):
    empty = onrecord.to_frame([])
    assert empty.empty
    assert empty.dtypes.drop("published").equals(frame.dtypes.drop("published"))


def test_without_pandas_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(onrecord.MissingExtraError, match=r"onrecord\[pandas\]"):
        onrecord.to_frame([])
