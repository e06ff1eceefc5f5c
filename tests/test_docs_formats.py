"""docs/formats.md: a section for every format, the columns as the code has them, and examples that are true."""

import json
import re
from pathlib import Path

import pytest

import onrecord
from onrecord.formats import FORMATS, pieces
from onrecord.formats.table_card import column_docs

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
STATEMENT = "a7"


@pytest.fixture(scope="module")
def reading():
    name = "examples/article.html"
    return onrecord.read(onrecord.from_bytes((ROOT / name).read_bytes(), name=name))


def shown(name):
    """The lines of an example."""
    block = TEXT.split(f"<!-- output:{name} -->")[1].split("<!-- /output -->")[0]
    return block.strip().splitlines()[1:-1]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_section(name):
    assert re.search(rf"^## .*: `{name}`$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_stands_in_the_table(name):
    (row,) = re.findall(rf"^\| \[`{name}`\].*$", TEXT, re.MULTILINE)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[3] == ("yes" if FORMATS[name].comes_in else "")
    assert (cells[2].endswith("an article")) == FORMATS[name].folder


def test_links_within_it_lead_to_a_heading():
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert [link for link in re.findall(r"\]\(#([^)]+)\)", TEXT) if link not in anchors] == []


def test_the_columns_are_those_of_the_code():
    assert TEXT.split("<!-- columns -->")[1].split("<!-- /columns -->")[0].strip() == "\n".join(column_docs()).strip()


@pytest.mark.parametrize("name", [name for name in FORMATS if f"<!-- output:{name} -->" not in TEXT])
def test_the_lines_of_the_other_examples_are_true(reading, name):
    (section,) = re.findall(rf"^## [^\n]*`{name}`$(.*?)^## ", TEXT, re.MULTILINE | re.DOTALL)
    written = "".join(b"".join(piece.data for piece in pieces([reading], name)).decode().split())
    lines = ["".join(line.split()).rstrip("…,") for line in re.findall(r"^    (.*)$", section, re.MULTILINE)]
    # A value at the end of an object that is shown in part has no comma in one of the two.
    examples = [line for line in lines if line and not re.match(r"onrecord|from|old=|new=|marked=|print", line)]
    assert len(examples) > 7
    assert [line for line in examples if line not in written] == []


def test_the_example_in_json_lines_is_true(reading):
    (piece,) = pieces([reading], "jsonl")
    (attribution,) = (a for a in json.loads(piece.data)["attributions"] if a["id"] == STATEMENT)
    example = json.loads("".join(shown("jsonl")))
    assert {key: attribution[key] for key in example if key != "confidence"} | {"confidence": 0} == example | {
        "confidence": 0
    }


def test_the_example_in_csv_is_true(reading):
    lines = b"".join(piece.data for piece in pieces([reading], "csv")).decode().split("\r\n")
    for example in shown("csv"):
        parts = example.split("[…]")
        assert any(all(part in line for part in parts) for line in lines)


def test_the_example_of_a_row_is_true(reading):
    frame = onrecord.to_frame(reading)
    row = frame[frame.statement_id == STATEMENT].iloc[0]
    for line in shown("parquet"):
        name, value = line.split(maxsplit=1)
        assert str(row[name]) == value
