"""What a doc keeps: through bytes, files and changes of its tokens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnrecordError
from tests.spacy_pipe.conftest import MISSING
from tests.spacy_pipe.made import TALK, TEXTS

spacy = pytest.importorskip("spacy", reason=MISSING)

from onrecord.spacy_pipe import KEY, register, to_doc  # noqa: E402 - needs spaCy


def words(doc: Any) -> list[Any]:
    """All that the attributes and marks say, without the doc itself."""
    marks = [(mark.label_, mark.id_, mark.kb_id_, mark.text) for mark in doc.spans[KEY]]
    found = [(a.plain, [s.text for s in (*a.source, *a.cue, *a.content)]) for a in doc._.attributions]
    return [doc._.reading, marks, found, [(s.plain, [m.text for m in s.mentions]) for s in doc._.sources]]


@pytest.mark.parametrize("name", TEXTS)
def test_a_doc_comes_back_from_bytes(nlp: Any, name: str) -> None:
    doc = nlp(TEXTS[name])
    back = spacy.tokens.Doc(spacy.vocab.Vocab()).from_bytes(doc.to_bytes())
    assert words(back) == words(doc)


def test_docs_come_back_from_a_file(nlp: Any, tmp_path: Path) -> None:
    docs = [nlp(text) for text in TEXTS.values()]
    spacy.tokens.DocBin(docs=docs, store_user_data=True).to_disk(tmp_path / "read.spacy")
    register()
    back = spacy.tokens.DocBin().from_disk(tmp_path / "read.spacy").get_docs(spacy.vocab.Vocab())
    assert [words(doc) for doc in back] == [words(doc) for doc in docs]


def test_without_user_data_the_marks_are_left(nlp: Any) -> None:
    packed = spacy.tokens.DocBin(docs=[nlp(TALK)]).to_bytes()
    (back,) = spacy.tokens.DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert [mark.label_ for mark in back.spans[KEY]] == ["SOURCE", "CUE", "CONTENT", "CONTENT"]
    assert (back._.reading, back._.attributions, back._.sources) == (None, (), ())


def test_a_copy_is_whole(nlp: Any) -> None:
    doc = nlp(TALK)
    assert words(doc.copy()) == words(doc)


def test_what_is_kept_is_the_reading_in_json(nlp: Any) -> None:
    from onrecord.formats.json import from_json, to_json  # noqa: PLC0415 - beside the part that is tested

    doc = nlp(TALK)
    assert doc.user_data[KEY] == to_json(doc._.reading)
    assert from_json(doc.user_data[KEY]) == doc._.reading


def test_merged_tokens_are_marked_whole(nlp: Any) -> None:
    doc = nlp(TALK)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[0:4])
    assert doc._.attributions[0].content[0].text == '"The bridge is safe,"'
    assert doc._.reading == nlp(TALK)._.reading


def test_a_part_of_a_doc_has_no_reading(nlp: Any) -> None:
    part = nlp(TALK)[3:9].as_doc(copy_user_data=True)
    assert (part._.reading, part._.attributions, part._.sources) == (None, (), ())


@pytest.mark.filterwarnings("ignore:.*W102.*:UserWarning")
def test_docs_joined_keep_the_marks_alone(nlp: Any) -> None:
    joined = spacy.tokens.Doc.from_docs([nlp(TALK), nlp(TALK)])
    assert len(joined.spans[KEY]) == 2 * len(nlp(TALK).spans[KEY])
    assert joined._.reading is None


def test_a_reading_of_another_version_is_an_error(nlp: Any) -> None:
    doc = nlp(TALK)
    doc.user_data[KEY] = json.dumps({"article": {"words": []}})
    with pytest.raises(OnrecordError, match=r"no reading that this version of onrecord knows .*Read the text again"):
        doc._.attributions  # noqa: B018  the access is the test


def test_a_reading_made_elsewhere_is_the_same_doc(nlp: Any) -> None:
    doc = nlp(TEXTS["block quotation"])
    assert words(to_doc(doc._.reading)) == words(doc)
    assert to_doc(doc._.reading, nlp).vocab is nlp.vocab


def test_a_pipeline_goes_on_with_a_reading_made_elsewhere(spacy: Any, nlp: Any) -> None:
    splitter = spacy.blank("en")
    splitter.add_pipe("sentencizer")
    doc = splitter(to_doc(nlp(TALK)._.reading, splitter))
    assert len(list(doc.sents)) == 2
    assert words(doc) == words(nlp(TALK))
