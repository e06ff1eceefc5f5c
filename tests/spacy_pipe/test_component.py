"""The component against `onrecord.read`: the same readings, however the pipeline runs."""

from __future__ import annotations

import doctest
import json
import multiprocessing
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import onrecord
from onrecord.errors import InputError, ModelError, OnrecordError
from tests.distribution import copy_weights
from tests.spacy_pipe.conftest import MISSING
from tests.spacy_pipe.made import TALK, TEXTS, texts

spacy = pytest.importorskip("spacy", reason=MISSING)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def free() -> Any:
    """Takes the attributes off `Doc` for a test, and puts them back."""
    from onrecord.spacy_pipe import ATTRIBUTES, register  # noqa: PLC0415 - needs spaCy

    for name in ATTRIBUTES:
        if spacy.tokens.Doc.has_extension(name):
            spacy.tokens.Doc.remove_extension(name)
    yield spacy.tokens.Doc
    for name in ATTRIBUTES:
        if spacy.tokens.Doc.has_extension(name):
            spacy.tokens.Doc.remove_extension(name)
    register()


@pytest.mark.parametrize("name", TEXTS)
def test_it_reads_as_onrecord_does(nlp: Any, name: str) -> None:
    doc = nlp(TEXTS[name])
    assert doc.text == TEXTS[name]
    assert doc._.reading == onrecord.read(TEXTS[name])


@settings(max_examples=25)
@given(text=texts)
def test_it_reads_any_text_as_onrecord_does(nlp: Any, text: str) -> None:
    assert nlp(text)._.reading == onrecord.read(text)


@pytest.mark.parametrize("name", ["plain", "CRLF", "emoji", "combining marks", "nothing", "German"])
def test_a_trained_pipeline_gives_the_same(trained: Any, name: str) -> None:
    assert trained(TEXTS[name])._.reading == onrecord.read(TEXTS[name])


def test_it_takes_nothing_from_a_trained_pipeline(trained: Any) -> None:
    with_it = trained(TALK)
    with trained.select_pipes(disable="onrecord"):
        without = trained(TALK)
    assert [(t.tag_, t.head.i, t.ent_type_) for t in with_it] == [(t.tag_, t.head.i, t.ent_type_) for t in without]
    assert without._.reading is None
    assert (without._.attributions, without._.sources, "onrecord" in without.spans) == ((), (), False)


def test_news_gives_the_same(nlp: Any, polnear: list[str]) -> None:
    for doc, text in zip(nlp.pipe(polnear, batch_size=7), polnear, strict=True):
        assert doc._.reading == onrecord.read(text)
        assert len(doc._.attributions) == len(doc._.reading.attributions)


def test_a_stream_gives_what_single_texts_give(nlp: Any) -> None:
    single = [nlp(text).to_bytes() for text in TEXTS.values()]
    assert [doc.to_bytes() for doc in nlp.pipe(TEXTS.values(), batch_size=3)] == single


@pytest.mark.parametrize("method", sorted({"fork", "spawn"} & {*multiprocessing.get_all_start_methods()}))
def test_several_processes_give_what_one_gives(method: str) -> None:
    command = [sys.executable, "-m", "tests.spacy_pipe.processes", method]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == {"same": len(TEXTS), "of": len(TEXTS)}


def test_it_can_be_pickled_and_holds_no_model(nlp: Any) -> None:
    component = nlp.get_pipe("onrecord")
    nlp(TALK)
    assert pickle.loads(pickle.dumps(component)) == component
    assert len(pickle.dumps(component)) < 300


def test_a_pipeline_comes_back_from_disk(tmp_path: Path) -> None:
    weights = copy_weights(tmp_path / "weights", "mine-7")
    made = spacy.blank("en")
    made.add_pipe("onrecord", name="who", config={"model": str(weights)})
    made.to_disk(tmp_path / "pipeline")
    back = spacy.load(tmp_path / "pipeline")
    assert back.config["components"]["who"] == {"factory": "onrecord", "model": str(weights)}
    assert back(TALK)._.reading == made(TALK)._.reading
    assert back(TALK)._.reading.model == "mine-7"


def test_a_pipeline_is_made_from_its_config(nlp: Any) -> None:
    back = spacy.util.load_model_from_config(nlp.config, auto_fill=True)
    assert back.get_pipe("onrecord") == nlp.get_pipe("onrecord")
    assert back.get_pipe("onrecord").model == "fast"


def test_training_the_rest_of_a_pipeline_leaves_it_alone(nlp: Any) -> None:
    made = spacy.blank("en")
    made.add_pipe("onrecord")
    made.initialize()
    assert made(TALK)._.reading == nlp(TALK)._.reading


def test_another_language_is_a_note() -> None:
    made = spacy.blank("de")
    made.add_pipe("onrecord")
    doc = made(TEXTS["German"])
    assert [note.code for note in doc._.reading.notes] == ["language-not-supported"]
    assert doc._.attributions == ()
    assert len(made(TALK)._.attributions) == 1


def test_spacy_refuses_the_one_text_that_reading_would_change(nlp: Any) -> None:
    assert onrecord.read("a \ud800 b").article.text == "a \ufffd b"
    with pytest.raises(UnicodeEncodeError):
        nlp("a \ud800 b")


def test_an_unknown_model_is_an_error_with_a_remedy() -> None:
    made = spacy.blank("en")
    made.add_pipe("onrecord", config={"model": "accurat"})
    with pytest.raises(ModelError, match="no model called 'accurat' is installed"):
        made(TALK)


def test_a_model_that_is_no_text_is_refused() -> None:
    from thinc.api import ConfigValidationError  # noqa: PLC0415 - comes with spaCy

    with pytest.raises(ConfigValidationError, match="model"):
        spacy.blank("en").add_pipe("onrecord", config={"model": None})


def test_a_text_that_is_no_article_goes_to_the_pipeline_s_error_handler() -> None:
    made, failed = spacy.blank("en"), []
    made.add_pipe("onrecord")
    made.set_error_handler(lambda name, component, docs, error: failed.append((name, type(error))))
    docs = list(made.pipe([TALK, "\n" * 200_001, TALK]))
    assert len(docs) == 2
    assert failed == [("onrecord", InputError)]


def test_the_example_in_the_docstring_is_true() -> None:
    from onrecord import spacy_pipe  # noqa: PLC0415 - needs spaCy

    tried = doctest.testmod(spacy_pipe)
    assert (tried.attempted, tried.failed) == (6, 0)


def test_attributes_come_with_the_component_and_not_before(free: Any) -> None:
    made = spacy.blank("en")
    assert not free.has_extension("attributions")
    made.add_pipe("onrecord")
    assert made(TALK)._.has("attributions")


def test_another_component_s_attribute_is_not_overwritten(free: Any) -> None:
    free.set_extension("sources", default=7)
    with pytest.raises(OnrecordError, match=r"Doc\._\.sources is taken .*remove_extension\('sources'\)"):
        spacy.blank("en").add_pipe("onrecord")
    assert spacy.blank("en")(TALK)._.sources == 7
