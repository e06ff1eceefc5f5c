"""Citron's JSON: out and in again, and by Citron's own description and code."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FormatError
from onrecord.formats import citron
from onrecord.types import Article, Attribution, Block, Link, Reading, Source, Span
from tests.formats import citron_reader, made

DATA = Path(__file__).parent / "data"
FAULTS = json.loads((DATA / "citron_faults.json").read_text(encoding="utf-8"))
TEXT = "🙂 Ana Ruiz is mayor.\r\n\r\nShe said cafe\u0301 owners “would wait,” but not long."


def at(words: str) -> Span:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.fixture
def reading() -> Reading:
    content = (at("cafe\u0301 owners “would wait,”"), at("not long"))
    said = Attribution("a1", (at("She"),), (at("said"),), content, "mixed", None, 0.87654, source_id="s1")
    blocks = tuple(Block("paragraph", *at(line)) for line in TEXT.split("\r\n\r\n"))
    return Reading(
        Article(TEXT, blocks, "5e1b"), (said,), "made-1", sources=(Source("s1", "named person", "Ana Ruiz"),)
    )


def out(reading: Reading) -> bytes:
    (piece,) = citron.pieces([reading])
    return piece.data


def back(folder: Path, data: bytes | str, text: str | None = None) -> Reading:
    path = folder / "article.json"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    if text is not None:
        (folder / "article.txt").write_bytes(text.encode())
    (reading,) = citron.load(path)
    return reading


def quote(cue: tuple[int, int, str], **about) -> str:
    place = dict(zip(("start", "end", "text"), cue, strict=True))
    return json.dumps({"quotes": [{"cue": place, "sources": [], "contents": [], **about}]})


def test_offsets_are_code_points(reading):
    (quote,) = json.loads(out(reading))["quotes"]
    assert [c["text"] for c in quote["contents"]] == ["cafe\u0301 owners “would wait,”", "not long"]
    for place in (*quote["sources"], *quote["contents"], quote["cue"]):
        assert TEXT[place["start"] : place["end"]] == place["text"]


def test_a_pronoun_has_the_first_full_name_as_coreference(reading):
    (quote,) = json.loads(out(reading))["quotes"]
    assert [c["text"] for c in quote["sources"]] == ["She"]
    assert quote["coreferences"] == [{"start": 2, "end": 10, "text": "Ana Ruiz"}]


def test_what_comes_back(reading, tmp_path):
    (sent,) = reading.attributions
    (came,) = back(tmp_path, out(reading)).attributions
    assert (came.id, came.source, came.cue, came.content) == (sent.id, sent.source, sent.cue, sent.content)
    assert (came.mode, came.confidence) == ("mixed", 0.8765)
    assert came.chain == (Link("Ana Ruiz"), Link("this article"))


def test_the_place_in_another_statement_is_found_again(reading, tmp_path):
    (outer,) = reading.attributions
    inner = replace(outer, id="a2", source=(), cue=(at("owners"),), content=(at("would wait"),))
    came = back(tmp_path, out(replace(reading, attributions=(outer, inner))))
    assert [(a.id, a.parent) for a in came.attributions] == [("a1", None), ("a2", "a1")]


def test_what_has_no_place_is_counted(reading):
    (said,) = reading.attributions
    cueless, parted = replace(said, id="a2", cue=()), replace(said, id="a3", cue=(*said.cue, at("but")))
    more = replace(reading, attributions=(said, cueless, parted), own_voice=(at("Ana Ruiz is mayor"),))
    assert len(json.loads(out(more))["quotes"]) == 2
    assert citron.left_out(more) == {
        "statements without a cue": 1,
        "further spans of a cue": 1,
        "own assertions": 1,
        "types of sources": 1,
    }


def test_lone_surrogates_are_replaced_and_counted(reading):
    article = replace(reading.article, text=TEXT.replace("🙂", "\ud83d"))
    odd = replace(reading, article=article)
    assert json.loads(out(odd))["text"] == TEXT.replace("🙂", "\ufffd")
    assert citron.left_out(odd)["lone surrogates"] == 1


def round_trip(reading: Reading, folder: Path) -> bool:
    data = out(reading)
    return out(back(folder, data)) == data


def test_made_readings_come_back(made_readings, tmp_path):
    assert [r.article.name for r in made_readings if not round_trip(r, tmp_path)] == []


def test_polnear_readings_come_back(polnear_dev_readings, tmp_path):
    assert [r.article.name for r in polnear_dev_readings if not round_trip(r, tmp_path)] == []
    lost = sum((citron.left_out(r) for r in polnear_dev_readings), Counter())
    assert (lost["statements without a cue"], lost["further spans of a cue"]) == (0, 0)


def test_all_is_in_the_file_or_counted(made_readings):
    for reading in made_readings:
        quotes, lost = json.loads(out(reading))["quotes"], citron.left_out(reading)
        assert len(quotes) + lost["statements without a cue"] == len(reading.attributions)


@given(made.whole)
def test_every_file_is_as_citron_describes_it(reading):
    held = json.loads(out(reading))
    jsonschema.validate(held, json.loads((DATA / "citron_annotation.schema.json").read_text(encoding="utf-8")))
    for quote in held["quotes"]:
        for place in (quote["cue"], *quote["sources"], *quote["contents"], *quote["coreferences"]):
            assert held["text"][place["start"] : place["end"]] == place["text"]


def test_citrons_own_code_reads_the_files(made_readings):
    nlp = pytest.importorskip("spacy").blank("en")
    for reading in made_readings:
        doc, quotes = citron_reader.read(nlp, out(reading))
        cues = [a.cue[0] for a in reading.attributions if a.cue]
        assert doc.text == reading.article.text
        assert len(quotes) == len(cues)
        found = [(q.cue.start_char, q.cue.end_char) for q in quotes]
        assert all(any(s <= cue[0] and cue[1] <= e for s, e in found) for cue in cues)


def test_an_answer_of_citrons_is_read_by_its_tokens(tmp_path):
    doc = pytest.importorskip("spacy").blank("en")(TEXT.replace("\r\n", "\n"))

    def tokens(words):
        return doc.char_span(doc.text.index(words), doc.text.index(words) + len(words))

    said = citron_reader.Quote(tokens("said"), [tokens("She")], [tokens("cafe\u0301 owners")], [tokens("Ana Ruiz")])
    reading = back(tmp_path, citron_reader.answer([said]), TEXT)
    (a,) = reading.attributions
    printed = [reading.article.text[slice(*span)] for span in (*a.source, *a.cue, *a.content)]
    assert printed == ["She", "said", "cafe\u0301 owners"]
    assert (a.chain[0].name, reading.model) == ("Ana Ruiz", "citron-extractor 2021-11-15")


def test_an_answer_for_another_text_is_refused(tmp_path):
    pytest.importorskip("spacy")
    with pytest.raises(FormatError, match="standard input"):
        back(tmp_path, quote((2, 3, "said")), "They said so, and said it again.")


def test_a_file_of_the_annotator_has_no_model_and_no_confidence(tmp_path):
    made = json.loads(quote((5, 9, "said"))) | {"text": "They said so."}
    reading = back(tmp_path, json.dumps(made))
    assert (reading.model, reading.attributions[0].id) == ("citron-annotation", "a1")
    assert reading.attributions[0].confidence == 1


def test_a_folder_is_read_in_order(reading, tmp_path):
    for name in ("b/1.json", "a.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(out(reading))
    assert [r.article.name for r in citron.load(tmp_path)] == [str(tmp_path / n) for n in ("a.json", "b/1.json")]


@pytest.mark.parametrize("case", FAULTS, ids=[case["why"] for case in FAULTS])
def test_what_does_not_fit_is_refused(case, tmp_path):
    with pytest.raises(FormatError, match=case["match"]) as raised:
        back(tmp_path, case["file"])
    assert raised.value.line == case["line"]
    assert raised.value.remedy


def test_what_is_not_utf_8_is_refused(tmp_path):
    with pytest.raises(FormatError, match="line 2: this is not UTF-8"):
        back(tmp_path, b'{\n"text": "caf\xe9"}')


@given(st.data())
def test_a_file_cut_short_is_refused(tmp_path_factory, data):
    whole = out(made.reading(7)).rstrip()
    with pytest.raises(FormatError):
        back(tmp_path_factory.getbasetemp(), whole[: data.draw(st.integers(0, len(whole) - 1))])
