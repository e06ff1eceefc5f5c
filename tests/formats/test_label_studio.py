"""Label Studio: tasks that come back as they went out, on its own offsets."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from onrecord.formats import load, pieces
from onrecord.formats.label_studio import config
from onrecord.formats.label_studio_config import CHOICES, LABELS
from onrecord.types import Note
from tests.formats import made
from tests.formats.labelling import TEXT, Person, at, exported, page, tasks


def written(readings):
    return b"".join(piece.data for piece in pieces(readings, "label-studio"))


def again(tmp_path, readings):
    """What comes back of readings, as bytes that went out and as readings."""
    out = written(readings)
    path = tmp_path / "tasks.json"
    path.write_bytes(out)
    return out, list(load(path, "label-studio"))


def test_made_readings_come_back_as_they_were(tmp_path, made_readings):
    out, back = again(tmp_path, made_readings)
    assert back == made_readings
    assert written(back) == out


def test_polnear_readings_come_back_as_they_were(tmp_path, polnear_dev_readings):
    out, back = again(tmp_path, polnear_dev_readings)
    assert back == polnear_dev_readings
    assert written(back) == out


@settings(max_examples=25)
@given(reading=made.whole)
def test_any_reading_comes_back(tmp_path_factory, reading):
    assert again(tmp_path_factory.mktemp("x"), [reading])[1] == [reading]


@settings(max_examples=25)
@given(reading=made.whole)
def test_every_region_stands_where_its_words_are(reading):
    (task,) = tasks([reading])
    for result in task["predictions"][0]["result"]:
        if result["type"] == "labels":
            value = result["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


@settings(max_examples=25)
@given(reading=made.whole)
def test_ids_are_unique_and_relations_lead_to_regions(reading):
    result = tasks([reading])[0]["predictions"][0]["result"]
    ids = [r["id"] for r in result if r["type"] == "labels"]
    assert len(set(ids)) == len(ids)
    ends = {r[end] for r in result if r["type"] == "relation" for end in ("from_id", "to_id")}
    assert ends <= set(ids)


def test_what_a_task_shows():
    (task,) = tasks([page()])
    assert {k: v for k, v in task["data"].items() if k != "onrecord"} == {
        "text": TEXT,
        "title": "The pier 🙂",
        "outlet": "Tidelook",
    }
    prediction = task["predictions"][0]
    assert (prediction["model_version"], prediction["score"]) == ("made-1", 0.625)
    labelled = [(r["value"]["labels"][0], r["value"]["text"]) for r in prediction["result"] if r["type"] == "labels"]
    assert labelled[:3] == [
        ("Cue", "said"),
        ("Source", "Mayor Ana Ruiz"),
        ("Content", "the pier\twould close in 40 days"),
    ]


def test_a_task_stands_on_a_line():
    lines = written([page(), page()]).split(b"\n")
    assert (lines[0], lines[3], len(lines)) == (b"[", b"]", 5)
    assert written([]) == b"[\n]\n"


def test_a_reading_without_statements_has_no_score(tmp_path):
    empty = replace(page(), attributions=())
    assert "score" not in tasks([empty])[0]["predictions"][0]
    assert again(tmp_path, [empty])[1] == [empty]


def test_what_label_studio_cannot_keep_is_replaced_and_counted(tmp_path):
    reading = page()
    text = TEXT.replace("news", "n\x00w\ud800")
    odd = replace(reading, article=replace(reading.article, text=text, name="a\udcff.html"))
    (back,) = again(tmp_path, [odd])[1]
    assert back.article.text == TEXT.replace("news", "n\ufffdw\ufffd")
    assert back.attributions == reading.attributions
    assert back.notes == (Note("label-studio-replaced", "2 characters that Label Studio cannot keep are U+FFFD"),)
    assert again(tmp_path, [back])[1] == [back]


def test_the_configuration_has_every_label_and_choice():
    root = ElementTree.fromstring(config())
    assert [label.get("value") for label in root.iter("Label")] == list(LABELS)
    for tag in root.iter("Choices"):
        assert tuple(choice.get("value") for choice in tag) == CHOICES[tag.get("name", "")]
    assert {tag.get("toName") for tag in root.iter() if tag.get("toName")} == {"text"}


def utf16(words):
    """Where the words stand in UTF-16 units, as JavaScript counts."""
    start, end = (len(TEXT[:offset].encode("utf-16-le")) // 2 for offset in at(words))
    return {"start": start, "end": end}


def test_offsets_in_utf16_of_older_versions_are_told_by_their_words(tmp_path):
    person = Person(page())
    for result in person.result:
        if result["type"] == "labels":
            result["value"] |= utf16(result["value"]["text"])
    (back,) = load(exported(tmp_path / "x.json", person.task()), "label-studio")
    assert back == page()


@pytest.mark.parametrize("kept", ["Critics  doubt\\n it", "Criticsdoubtit", None])
def test_white_space_that_browsers_change_does_not_matter(tmp_path, kept):
    person = Person(page())
    for result in person.result:
        if result.get("id") == person.region("Critics doubt it") and "labels" in result["value"]:
            result["value"]["text"] = kept
            break
    (back,) = load(exported(tmp_path / "x.json", person.task()), "label-studio")
    assert back == page()


def test_predictions_of_a_task_that_says_nothing_of_its_reading(tmp_path):
    (task,) = tasks([page()])
    del task["data"]["onrecord"]
    (back,) = load(exported(tmp_path / "x.json", task), "label-studio")
    assert [(a.source, a.cue, a.content, a.mode) for a in back.attributions] == [
        (a.source, a.cue, a.content, a.mode) for a in page().attributions
    ]
    assert [(s.name, s.type) for s in back.sources] == [("Ana Ruiz", "named person"), ("Tor Lund", "named person")]
    assert (back.article.title, back.article.outlet) == ("The pier 🙂", "Tidelook")
    assert [TEXT[b.start : b.end] for b in back.article.blocks] == [line for line in TEXT.split("\r\n") if line]


def test_a_task_that_nobody_has_touched_and_that_says_nothing_is_passed_over(tmp_path):
    assert list(load(exported(tmp_path / "x.json", {"id": 1, "data": {"text": TEXT}}), "label-studio")) == []


def test_a_folder_of_files(tmp_path):
    exported(tmp_path / "b.json", *tasks(made.readings(1, 2)))
    exported(tmp_path / "a.json", *tasks([page()]))
    (tmp_path / "c.txt").write_text("no task", encoding="utf-8")
    assert list(load(tmp_path, "label-studio")) == [page(), *made.readings(1, 2)]


def test_the_bytes_are_the_same_every_time():
    assert written(made.readings(3, 5)) == written(made.readings(3, 5))
    assert json.loads(written(made.readings(3, 5))) == tasks(made.readings(3, 5))
