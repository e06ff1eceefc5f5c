"""Articles that people corrected are trained on beside PolNeAR's, and never measured on."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from onrecord.articles import from_text
from onrecord.cli import app
from onrecord.cli.corrected import readings_of
from onrecord.errors import FormatError
from onrecord.evaluation.polnear import GoldRelation
from onrecord.formats import pieces
from onrecord.training.corrected import beside, gold
from onrecord.types import Attribution, Reading, Source


def reading(article):
    """The gold article as people hand it back."""
    found = [
        Attribution(f"a{n}", r.source, r.cue, r.content, "indirect", None, 1.0, source_id="s1")
        for n, r in enumerate(article.relations, 1)
    ]
    source = Source("s1", "named person", None, mentions=tuple(span for r in article.relations for span in r.source))
    return Reading(from_text(article.text), tuple(found), "made-1", sources=(source,))


@pytest.fixture
def brat(corpus, tmp_path):
    folder = tmp_path / "brat"
    folder.mkdir()
    for piece in pieces([reading(article) for article in corpus[:3]], "brat"):
        (folder / piece.name).write_bytes(piece.data)
    return folder


@pytest.fixture
def label_studio(corpus, tmp_path):
    """The tasks of three articles, of which somebody has looked at the first two, and left them as they are."""
    (tasks,) = [b"".join(piece.data for piece in pieces([reading(article) for article in corpus[:3]], "label-studio"))]
    found = json.loads(tasks)
    for task in found[:2]:
        task["annotations"] = [{"id": 1, "result": task["predictions"][0]["result"]}]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def relations(articles):
    return {article.text: {*article.relations} for article in articles}


def test_a_brat_folder_is_gold(brat, corpus):
    assert relations(gold(readings_of([brat]))) == relations(corpus[:3])


def test_reviewed_tasks_of_label_studio_are_gold(label_studio, corpus):
    assert relations(gold(readings_of([label_studio]))) == relations(corpus[:2])


def test_several_people_on_one_text_are_its_annotators(corpus):
    one = reading(corpus[0])
    other = replace(one, attributions=one.attributions[:2])
    (article,) = gold([one, other])
    assert [len(found) for _, found in article.annotators] == [8, 2]
    assert article.relations[0] == GoldRelation(
        *(getattr(one.attributions[0], r) for r in ("source", "cue", "content"))
    )


def test_names_are_of_the_text(corpus):
    names = [article.name for article in gold([reading(article) for article in corpus])]
    assert len({*names}) == len(names) == len(gold([reading(article) for article in (*corpus, *corpus)]))


def logged(articles, corrected, apart=()):
    lines = []
    return beside(articles, corrected, apart, lines.append), lines


def test_new_articles_come_after_the_others(corpus):
    new = gold([reading(corpus[5])])
    assert logged(corpus[:3], new) == ([*corpus[:3], *new], ["1 corrected articles are trained on"])


def test_the_same_text_takes_the_others_place(corpus):
    spaced = replace(corpus[1], text=corpus[1].text.replace(" ", "  ", 1) + "\n")
    (other,) = gold([replace(reading(spaced), attributions=())])
    found, lines = logged(corpus[:3], [other])
    assert found == [corpus[0], other, corpus[2]]
    assert lines == ["1 corrected articles are trained on", "1 of them take the place of PolNeAR's: made_1"]


def test_what_is_measured_on_is_never_trained_on(corpus):
    found, lines = logged(corpus[:3], gold([reading(corpus[7]), reading(corpus[0])]), apart=corpus[6:])
    assert [article.name for article in found[1:]] == ["made_1", "made_2"]
    assert lines[2] == "1 of them are not trained on, as what is trained is measured on them: made_7"


def test_without_corrections_nothing_is_said(corpus):
    assert logged(corpus[:3], []) == (list(corpus[:3]), [])


def train(*options):
    return CliRunner().invoke(app, ["train", "--polnear", "nowhere", *map(str, options)])


def test_a_damaged_correction_is_named_before_anything_starts(brat):
    path = min(brat.glob("*.ann"))
    path.write_bytes(path.read_bytes().replace(b"Mode E1 indirect", b"Mode E1 loud"))
    error = train("--corrected", brat).exception
    assert isinstance(error, FormatError)
    assert (error.name, "loud is unknown" in error.reason) == (str(path), True)


def test_tasks_that_nobody_looked_at_are_no_corrections(corpus, tmp_path):
    path = tmp_path / "export.json"
    path.write_bytes(b"".join(piece.data for piece in pieces([reading(corpus[0])], "label-studio")))
    assert "nothing in it was corrected" in str(train("--corrected", path).exception)


def test_another_format_is_wrong_use(tmp_path):
    done = train("--corrected", tmp_path / "corrected.csv")
    assert done.exit_code == 2
    assert "not a brat folder" in done.output
