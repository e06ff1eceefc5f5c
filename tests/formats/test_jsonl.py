"""Readings as JSON Lines: out and in without loss, and what is said of files that are not whole."""

import gzip
from dataclasses import replace

import pytest

import onrecord
from onrecord.errors import FormatError
from onrecord.formats import load, pieces
from onrecord.formats.json import to_json

READING = onrecord.read(
    '"We will mend the pier 🚢," Mayor Ana Ruiz told the Harbor Ledger.\r\n\r\nThe cafe\u0301 closed.'
)
LINE = to_json(READING)


def written(readings):
    return b"".join(piece.data for piece in pieces(readings, "jsonl"))


def round_trip(readings, folder):
    first = written(readings)
    path = folder / "readings.jsonl"
    path.write_bytes(first)
    assert list(load(path, "jsonl")) == readings
    assert written(load(path, "jsonl")) == first


def test_made_readings_come_back_as_they_were(made_readings, tmp_path):
    round_trip(made_readings, tmp_path)


def test_the_readings_of_polnear_come_back_as_they_were(polnear_dev_readings, tmp_path):
    round_trip(polnear_dev_readings, tmp_path)


def test_no_reading_is_an_empty_file(tmp_path):
    round_trip([], tmp_path)


def test_a_piece_comes_as_soon_as_its_reading():
    def readings():
        yield READING
        raise AssertionError("the second was asked for")

    assert next(pieces(readings(), "jsonl")).data.endswith(b"}\n")


def test_files_of_a_folder_come_in_the_order_of_their_names(tmp_path):
    for name, text in (("b.jsonl", "Second."), ("a.json", "First."), ("c.txt", "no reading")):
        article = replace(READING.article, text=text, blocks=())
        (tmp_path / name).write_text(to_json(replace(READING, article=article, attributions=(), sources=())))
    assert [reading.article.text for reading in load(tmp_path, "jsonl")] == ["First.", "Second."]


def test_what_onrecord_read_writes_as_json_comes_in(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(to_json(READING, indent=2), encoding="utf-8")
    assert list(load(path, "jsonl")) == [READING]


def test_gzip_comes_in(tmp_path):
    path = tmp_path / "readings.jsonl.gz"
    path.write_bytes(gzip.compress(f"{LINE}\n".encode()))
    assert list(load(path, "jsonl")) == [READING]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (f"{LINE}\n{LINE[:-40]}", 2, "not a reading in JSON"),
        (f"{LINE}\n\n{{}}\n", 3, "missing required field `article`"),
        ("\x00\x01\x02", 1, "not a reading in JSON"),
        ('{"text": "An article."}', 1, "missing required field"),
        (LINE.replace('"mode":"direct"', '"mode":"shouted"'), 1, "shouted"),
        (LINE.replace('"content":[[0,', '"content":[[0,9'), 1, "but the text has"),
        (LINE.replace('"mode":', '"mood":"angry","mode":'), 1, "no field 'mood'"),
    ],
)
def test_a_broken_line_is_named_with_its_number(tmp_path, lines, line, reason):
    path = tmp_path / "readings.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(FormatError, match=reason) as raised:
        list(load(path, "jsonl"))
    assert (raised.value.name, raised.value.line) == (str(path), line)
    assert raised.value.remedy


def test_gzip_that_was_cut_short_is_named(tmp_path):
    path = tmp_path / "readings.jsonl.gz"
    path.write_bytes(gzip.compress(f"{LINE}\n".encode() * 50)[:-30])
    with pytest.raises(FormatError, match="cannot be read"):
        list(load(path, "jsonl"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FormatError, match=r"gone\.jsonl: it cannot be read \(No such file"):
        list(load(tmp_path / "gone.jsonl", "jsonl"))


def test_a_lone_surrogate_is_replaced_and_moves_nothing(tmp_path):
    text = READING.article.text
    odd = replace(READING, article=replace(READING.article, text=text[:-1] + "\ud83d"))
    path = tmp_path / "odd.jsonl"
    path.write_bytes(written([odd]))
    (back,) = load(path, "jsonl")
    assert back.article.text == text[:-1] + "\ufffd"
    assert back.attributions == READING.attributions
