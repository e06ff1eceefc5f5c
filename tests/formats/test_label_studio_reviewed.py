"""What people do to a task, and what the reading is then."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.formats import load
from onrecord.formats.fit import faults
from onrecord.formats.label_studio import reviewed
from onrecord.types import Attribution, Note, Source, Step
from tests.formats import made
from tests.formats.labelling import Person, at, exported, page

CLOSE = "the pier\twould close in 40 days"
QUOTED = "“We are done, cafe\u0301 and all.”"


@pytest.fixture
def person():
    return Person(page())


@pytest.fixture
def after(tmp_path, person):
    """The reading as the person has left it."""

    def review():
        (found,) = reviewed(exported(tmp_path / "x.json", person.task()))
        assert found.before == page()
        assert list(load(tmp_path / "x.json", "label-studio")) == [found.after]
        return found.after

    return review


def test_what_is_left_alone_stays_as_it_was(after):
    assert after() == page()


def test_a_statement_that_is_deleted(person, after):
    for words in ("Tor Lund", "according to", "Critics doubt it"):
        person.delete(words)
    assert after() == replace(page(), attributions=page().attributions[:1], sources=page().sources[:1])


def test_a_content_that_is_made_shorter(person, after):
    person.stretch(CLOSE, "the pier\twould close")
    first, second = after().attributions
    assert first.content == (at("the pier\twould close"), at(QUOTED))
    assert (first.quantities, first.confidence, first.id) == ((), 1.0, "a1")
    assert first.steps[-1] == Step("correction", "person:label-studio")
    assert second == page().attributions[1]


def test_a_part_that_is_deleted(person, after):
    person.delete(QUOTED)
    assert after().attributions[0].content == (at(CLOSE),)
    assert after().attributions[0].quantities == page().attributions[0].quantities


def test_a_cue_that_is_marked_anew(person, after):
    person.delete("said")
    person.join(person.mark("Ruiz said", "Cue"), *(person.region(w) for w in ("Mayor Ana Ruiz", CLOSE, QUOTED)))
    first = after().attributions[0]
    assert (first.id, first.cue, first.source) == ("a1", (at("Ruiz said"),), page().attributions[0].source)


@pytest.mark.parametrize(
    ("name", "value"), [("mode", "block"), ("kind", "belief"), ("factuality", "denied"), ("mode", "direct")]
)
def test_a_choice_that_is_changed(person, after, name, value):
    person.choose(CLOSE, name, value)
    changed = after().attributions[0]
    steps = (*page().attributions[0].steps, Step("correction", "person:label-studio"))
    assert changed == replace(page().attributions[0], **{name: value}, confidence=1.0, steps=steps)


def test_a_choice_for_another_part_counts_too(person, after):
    person.choose(QUOTED, "mode", "block")
    assert after().attributions[0].mode == "block"


def test_a_taxonomy_in_place_of_choices(person, after):
    person.choose(CLOSE, "mode", "block")
    person.result[-1] |= {"type": "taxonomy", "value": {"taxonomy": [["printed", "block"]]}}
    assert after().attributions[0].mode == "block"


def test_a_statement_that_is_added(person, after):
    cue = person.mark("warned", "Cue")
    # Drawn from any end.
    person.join(cue, person.mark("an aide", "Source"))
    person.join(person.mark("The end was nigh", "Content"), cue)
    person.choose("The end was nigh", "factuality", "possible")
    person.choose("an aide", "type", "anonymous source")
    reading = after()
    added = reading.attributions[2]
    assert (added.id, added.source, added.cue, added.content) == (
        "a3",
        (at("an aide"),),
        (at("warned"),),
        (at("The end was nigh"),),
    )
    assert (added.mode, added.kind, added.factuality, added.confidence) == ("indirect", "assertion", "possible", 1.0)
    assert reading.sources[2].type == "anonymous source"
    assert [(link.name, link.source_id) for link in added.chain] == [("unnamed", "s3"), ("this article", None)]
    assert reading.own_voice == ()
    assert reading.attributions[:2] == page().attributions


def test_a_source_that_two_cues_lead_to_is_in_both(person, after):
    person.join(person.mark("warned", "Cue"), person.region("Tor Lund"), person.mark("The end was nigh", "Content"))
    reading = after()
    assert reading.attributions[2].source == reading.attributions[1].source == (at("Tor Lund"),)
    assert reading.attributions[2].source_id == "s2"
    assert reading.attributions[:2] == page().attributions


def test_a_source_that_is_joined_by_way_of_the_content(person, after):
    content = person.mark("The end was nigh", "Content")
    person.join(content, person.mark("an aide", "Source"))
    person.join(person.mark("warned", "Cue"), content)
    assert after().attributions[2].source == (at("an aide"),)


def test_a_statement_in_another(person, after):
    person.join(person.mark("done", "Cue"), person.mark("We", "Source"), person.mark("and all", "Content"))
    inner = next(a for a in after().attributions if a.id == "a3")
    assert inner.parent == "a1"
    assert inner.mode == "direct"


def test_what_is_joined_to_nothing_is_left_out_and_told(person, after):
    person.mark("an aide", "Source")
    reading = after()
    start, end = at("an aide")
    assert reading == replace(
        page(), notes=(Note("label-studio-left-out", f"no statement: source at {start} to {end}"),)
    )


def test_a_statement_whose_content_is_deleted_is_none(person, after):
    person.delete("Critics doubt it")
    assert [a.id for a in after().attributions] == ["a1"]
    assert after().notes[0].code == "label-studio-left-out"


def test_a_name_that_is_corrected(person, after):
    person.choose("Mayor Ana Ruiz", "name", "Ana María Ruiz")
    reading = after()
    assert [s.name for s in reading.sources] == ["Ana María Ruiz", "Tor Lund"]
    assert (reading.attributions[0].source_id, reading.attributions[0].chain[0].name) == ("s1", "Ana María Ruiz")


def test_a_name_of_another_source_of_the_article(person, after):
    person.choose("Tor Lund", "name", "Ana Ruiz")
    reading = after()
    assert reading.attributions[1].source_id == "s1"
    assert [(s.id, s.mentions) for s in reading.sources] == [("s1", (at("Mayor Ana Ruiz"), at("Tor Lund")))]


def test_a_type_that_is_corrected(person, after):
    person.choose("Tor Lund", "type", "document")
    assert after().sources[1] == Source("s2", "document", "Tor Lund", mentions=(at("Tor Lund"),))


def test_a_source_that_is_made_unnamed_has_no_name(person, after):
    person.choose("Tor Lund", "type", "anonymous source")
    source = after().sources[1]
    assert (source.name, source.anonymity.label) == (None, (at("Tor Lund"),))


def test_other_words_as_the_source_are_not_the_same_source(person, after):
    person.delete("Tor Lund")
    person.join(person.region("according to"), person.mark("an aide", "Source"))
    second = after().attributions[1]
    assert (second.source, second.source_id, second.chain[0].name) == ((at("an aide"),), None, "unnamed")


def test_regions_with_other_ids_are_known_by_their_places(person, after):
    person.result = [
        {k: f"x{v}" if k in ("id", "from_id", "to_id") else v for k, v in result.items()} for result in person.result
    ]
    assert after() == page()


def test_notes_and_who_and_when(tmp_path, person):
    person.note("said", "see the video", "minute 3")
    (found,) = reviewed(exported(tmp_path / "x.json", person.task(completed_by={"id": 3, "email": "nora@x.example"})))
    assert found.notes == {"a1": "see the video; minute 3"}
    assert (found.by, found.at) == ("nora@x.example", "2031-03-20T10:05:00.250000Z")
    assert found.said["a2"] == {
        "mode": "indirect",
        "kind": "assertion",
        "factuality": "asserted",
        "type": "named person",
        "name": "Tor Lund",
    }


def several(person, *more):
    """A task with an annotation for each; the first and the last have chosen other modes."""
    annotations = []
    for mode, fields in zip(("direct", "mixed", "block"), more, strict=False):
        person.choose(CLOSE, "mode", mode)
        annotations += person.task(**fields)["annotations"]
        person.result = list(person.result)
    return {**person.task(), "annotations": annotations}


@pytest.mark.parametrize(
    ("annotations", "mode", "others"),
    [
        ([{"updated_at": "2031-01-02"}, {"updated_at": "2031-01-03"}, {"updated_at": "2031-01-01"}], "mixed", 2),
        ([{"ground_truth": True, "updated_at": "2031-01-01"}, {}], "direct", 1),
        ([{}, {"was_cancelled": True, "updated_at": "2031-09-09"}], "direct", 0),
        ([{"updated_at": None, "created_at": None}, {"updated_at": None, "created_at": None}], "mixed", 1),
    ],
)
def test_the_ground_truth_counts_else_the_latest(tmp_path, person, annotations, mode, others):
    (found,) = reviewed(exported(tmp_path / "x.json", several(person, *annotations)))
    assert found.after.attributions[0].mode == mode
    told = [note.message for note in found.after.notes]
    assert told == ([f"{others} more annotations of it were passed over"] if others else [])


def test_a_skipped_task_is_not_reviewed(tmp_path, person):
    person.delete("said")
    path = exported(tmp_path / "x.json", person.task(was_cancelled=True))
    assert list(reviewed(path)) == []
    assert list(load(path, "label-studio")) == [page()]


def test_a_reading_that_is_loaded_is_a_reading(person, after):
    person.stretch(QUOTED, "done, cafe\u0301")
    first = after().attributions[0]
    assert isinstance(first, Attribution)
    assert first.content == (at(CLOSE), at("done, cafe\u0301"))


def test_what_label_studio_itself_has_exported():
    """Version 1.23.2, in Chromium: a mode was changed, and three regions marked behind emoji and CRLF, none joined."""
    (found,) = reviewed(Path(__file__).parent / "data" / "label_studio_export.json")
    before, after = found.before.attributions, found.after.attributions
    assert (before[0].mode, after[0].mode, after[1]) == ("mixed", "indirect", before[1])
    assert replace(after[0], mode="mixed", confidence=0.9, steps=()) == before[0]
    text = found.after.article.text
    marked = [("content", "The end was nigh"), ("source", "an aide"), ("cue", "warned")]
    places = [f"no statement: {part} at {text.index(w)} to {text.index(w) + len(w)}" for part, w in marked]
    assert [note.message for note in found.after.notes] == places
    assert (found.by, found.at) == ("1", "2026-11-25T18:22:44.366144Z")


@settings(max_examples=60)
@given(reading=made.whole, data=st.data())
def test_whatever_is_deleted_the_rest_is_a_reading(tmp_path_factory, reading, data):
    person = Person(reading)
    ids = [r["id"] for r in person.result if r["type"] == "labels"]
    gone = set(data.draw(st.lists(st.sampled_from(ids), max_size=5))) if ids else set()
    person.result = [r for r in person.result if gone.isdisjoint((r.get("id"), r.get("from_id"), r.get("to_id")))]
    (found,) = reviewed(exported(tmp_path_factory.mktemp("x") / "x.json", person.task()))
    assert list(faults(found.after)) == []
    if not gone:
        assert found.after == reading
    before = {a.id: a for a in reading.attributions}
    for a in found.after.attributions:
        assert set(a.source) | set(a.cue) | set(a.content) <= {
            *before[a.id].source,
            *before[a.id].cue,
            *before[a.id].content,
        }
