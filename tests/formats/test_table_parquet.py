"""Statements as Parquet, read back by pyarrow, pandas, DuckDB and Hugging Face datasets; the data set's card."""

import io
import sys

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import onrecord
from onrecord.errors import MissingExtraError
from onrecord.formats import pieces, table_parquet
from onrecord.formats.table import COLUMNS, SCHEMA, rows
from onrecord.formats.table_card import CARD, DATA
from onrecord.formats.table_parquet import dataset

NAMES = [column.name for column in COLUMNS]


def written(readings):
    return b"".join(piece.data for piece in pieces(readings, "parquet"))


@pytest.fixture(scope="module")
def statements(made_readings):
    return [dict(zip(NAMES, row, strict=True)) for reading in made_readings for row in rows(reading)]


@pytest.fixture(scope="module")
def folder(made_readings, tmp_path_factory):
    """A data set as `onrecord export --to parquet -o FOLDER/` writes it."""
    root = tmp_path_factory.mktemp("dataset")
    (root / "data").mkdir()
    for piece in dataset(made_readings, CARD):
        with (root / piece.name).open("ab") as stream:
            stream.write(piece.data)
    return root


@pytest.fixture(scope="module")
def path(folder):
    return folder / DATA


def test_pyarrow_gives_every_value_back(path, statements):
    assert pq.read_table(path).to_pylist() == statements


def test_the_file_says_what_its_columns_mean(path):
    shape = pq.read_schema(path)
    assert shape.metadata[b"onrecord.schema"].decode() == SCHEMA
    assert {f.name: f.metadata[b"description"].decode() for f in shape} == {c.name: c.meaning for c in COLUMNS}


def test_pandas_reads_it(path, statements):
    frame = pd.read_parquet(path)
    assert frame["content_spans"].map(list).tolist() == [row["content_spans"] for row in statements]
    assert frame["second_hand"].dtype == bool


def test_duckdb_reads_it_and_its_structs(path, statements):
    found = duckdb.sql(f"SELECT count(*), sum(len(quantities)), max(day) FROM '{path}'").fetchall()
    days = [row["day"] for row in statements if row["day"]]
    assert found == [(len(statements), sum(len(row["quantities"]) for row in statements), max(days))]
    cut = duckdb.sql(f"SELECT s.\"start\" FROM (SELECT unnest(cue_spans) AS s FROM '{path}')").fetchall()
    assert [start for (start,) in cut] == [span["start"] for row in statements for span in row["cue_spans"]]


def test_hugging_face_datasets_opens_the_folder(folder, statements, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="Hugging Face datasets is not installed")
    found = datasets.load_dataset(str(folder), cache_dir=str(tmp_path))["train"]
    assert found.column_names == NAMES
    assert [row["quantities"] for row in found] == [row["quantities"] for row in statements]


def test_rows_come_in_groups_while_readings_are_still_asked_for(monkeypatch):
    monkeypatch.setattr(table_parquet, "ROWS", 2)
    reading, asked = onrecord.read('"Rain fell," Mayor Ana Ruiz said.'), []

    def readings():
        for number in range(6):
            asked.append(number)
            yield reading

    found = pieces(readings(), "parquet")
    data = next(found).data
    assert asked == [0, 1]
    assert pq.ParquetFile(io.BytesIO(data + b"".join(p.data for p in found))).num_row_groups == 3


def test_no_readings_leave_an_empty_table():
    assert pq.read_table(io.BytesIO(written([]))).num_rows == 0


def test_the_same_readings_give_the_same_bytes(made_readings):
    assert written(made_readings[:20]) == written(made_readings[:20])


def test_the_card_counts_and_leaves_open_what_only_the_publisher_knows(folder, made_readings, statements):
    card = (folder / CARD).read_text(encoding="utf-8")
    assert f"| articles | {len(made_readings)} |" in card
    assert f"| statements | {len(statements):,} |" in card
    assert "| articles read by the model `made-1` |" in card
    assert "## Licence\n\nFILL IN" in card
    assert all(f"| `{name}` |" in card for name in NAMES)


@pytest.mark.parametrize("make", [lambda: pieces([], "parquet"), lambda: dataset([], CARD)])
def test_without_pyarrow_it_says_what_to_install_before_anything_is_read(monkeypatch, make):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"onrecord\[parquet\]"):
        make()
