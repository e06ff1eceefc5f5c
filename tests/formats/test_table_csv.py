"""Statements as CSV, read back by Python's csv, pandas and DuckDB."""

import csv
import io
import json

import duckdb
import pandas as pd
import pytest

import onrecord
from onrecord.formats import pieces
from onrecord.formats.audit_csv import guarded
from onrecord.formats.table import COLUMNS, rows

ODD = '=HYPERLINK("x")\r\nand "+1" – 🚢 cafe\u0301, Mayor Ana Ruiz said.'


def written(readings):
    return b"".join(piece.data for piece in pieces(readings, "csv"))


@pytest.fixture(scope="module")
def statements(made_readings):
    return [row for reading in made_readings for row in rows(reading)]


@pytest.fixture(scope="module")
def path(made_readings, tmp_path_factory):
    path = tmp_path_factory.mktemp("table") / "statements.csv"
    path.write_bytes(written(made_readings))
    return path


def column(statements, name):
    return [row[[c.name for c in COLUMNS].index(name)] for row in statements]


def test_python_s_csv_gives_every_cell_back(path, statements):
    with path.open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream, strict=True))
    assert [row["content"] for row in found] == [guarded(text or "") for text in column(statements, "content")]
    assert [json.loads(row["steps"]) for row in found] == column(statements, "steps")
    assert {row["second_hand"] for row in found} <= {"true", "false"}
    assert [float(row["confidence"]) for row in found] == column(statements, "confidence")


def test_pandas_reads_it(path, statements):
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    assert len(frame) == len(statements)
    assert frame["start"].tolist() == column(statements, "start")
    assert frame["second_hand"].tolist() == column(statements, "second_hand")


def test_duckdb_reads_it(path, statements):
    found = duckdb.sql(f"SELECT count(*), sum(start) FROM read_csv('{path}', header = true, all_varchar = false)")
    assert found.fetchall() == [(len(statements), sum(column(statements, "start")))]


def test_lines_end_as_rfc_4180_says():
    data = written([onrecord.read('"Rain fell," Mayor Ana Ruiz said.')])
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert data.decode().split("\r\n")[0].split(",") == [c.name for c in COLUMNS]


def test_no_cell_can_be_taken_for_a_formula(path):
    reading = onrecord.read(ODD)
    for data in (written([reading]), path.read_bytes()):
        cells = [cell for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row]
        assert [cell for cell in cells if cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_no_readings_leave_the_head():
    assert written([]).count(b"\r\n") == 1


def test_the_same_readings_give_the_same_bytes(made_readings):
    assert written(made_readings[:20]) == written(made_readings[:20])
