"""What people change in a collection is theirs; what cannot be a reading is refused, with the line and a remedy."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FormatError
from onrecord.formats.brat import load
from onrecord.types import Anonymity, Link, Source, Step
from tests.formats import made
from tests.formats.brat_cases import TEXT, annotations, at, edited, files, put, small

CORRECTED = Step("correction", "person:brat")
READINGS = [small(), *made.readings(12, 4)]
MISFITS = json.loads((Path(__file__).parent / "cases" / "brat_misfits.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path):
    return put([small()], tmp_path)


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        (("T2\tCue 15 19\tsaid", "T2\tCue 15 22\tsaid th"), "cue", ((15, 22),)),
        (("T3\tContent 20 41", "T3\tContent 20 30;31 41"), "content", ((20, 30), (31, 41))),
        (("T1\tSource 0 14\tMayor Ana Ruiz", "T1\tSource 6 14\tAna Ruiz"), "source", ((6, 14),)),
        (("Mode E1 indirect", "Mode E1 mixed"), "mode", "mixed"),
        (("Kind E1 assertion", "Kind E1 eventuality"), "kind", "eventuality"),
        (("Factuality E1 planned", "Factuality E1 denied"), "factuality", "denied"),
        ((" Evidence:T4", ""), "evidence", ()),
        (("Source:T1 ", ""), "source_id", None),
    ],
)  # fmt: skip
def test_what_is_changed_is_taken_over(folder, change, field, value):
    ruiz, clerk = edited(folder, change).attributions
    assert getattr(ruiz, field) == value
    assert (ruiz.confidence, ruiz.steps) == (1.0, (*small().attributions[0].steps, CORRECTED))
    assert clerk == small().attributions[1]


def test_what_nobody_changed_is_the_models(folder):
    assert edited(folder) == small()


def test_a_changed_content_keeps_what_it_still_holds(folder):
    reading = edited(folder, ("T9\tContent 46 65\t“We have 40 boats,”", "T9\tContent 46 54\t“We have"))
    assert (reading.attributions[1].quantities, reading.quantities) == ((), small().quantities)


def test_a_statement_that_is_added(folder):
    new = (
        "T20\tSource 121 125\tLund",
        "T21\tAttribution 126 134\tpromised",
        "T22\tContent 135 139\thelp",
        "E3\tAttribution:T21 Source:T20 Content:T22",
        "A20\tFactuality E3 planned",
        "A21\tSourceType T20 named-person",
    )
    reading = edited(folder, add=new)
    lund = reading.attributions[2]
    assert (lund.id, lund.source_id, lund.cue, lund.factuality) == ("a3", "s4", (at("promised"),), "planned")
    assert lund.chain == (Link("unnamed", "s4"), Link("this article"))
    assert reading.sources[2] == Source("s4", "named person", None, mentions=((121, 125),))
    assert reading.own_voice == (at("It rained."),)


def test_the_mode_of_what_is_added_is_that_of_its_marks(folder):
    new = (
        "T20\tContent 46 65\t“We have 40 boats,”",
        "T21\tAttribution 97 101\ttold",
        "E3\tAttribution:T21 Content:T20",
    )
    assert [a.mode for a in edited(folder, add=new).attributions] == ["indirect", "direct", "direct"]


def test_a_statement_that_is_deleted(folder):
    gone = ("E2\tAttribution:T10 Source:T7 Cue:T8 Content:T9 Recipient:T6\n", "")
    reading = edited(
        folder, gone, ("A4\tMode E2 direct\nA5\tKind E2 assertion\nA6\tFactuality E2 asserted\n", ""), note("#2")
    )
    assert [a.id for a in reading.attributions] == ["a1"]
    assert [s.id for s in reading.sources] == ["s1"]
    assert reading.quantities == small().quantities


def note(id_):
    """The change that deletes one of onrecord's notes on the small reading."""
    lines = files([small()])["pier-82d3ceeab1.ann"].decode().splitlines(keepends=True)
    return next(line for line in lines if line.startswith(f"{id_}\t")), ""


def test_two_that_are_one_source(folder):
    same = ("SourceType T7 anonymous-source", "SourceType T7 named-person")
    reading = edited(folder, same, add=["*\tSameSource T1 T7"])
    ruiz, clerk = reading.attributions
    assert ruiz.source_id == clerk.source_id == "s1"
    assert reading.sources[0].mentions == (at("Mayor Ana Ruiz"), at("a clerk"))
    assert clerk.chain[0] == Link("Ana Ruiz", "s1")
    assert ruiz == small().attributions[0]


def test_another_type_of_source(folder):
    reading = edited(folder, ("SourceType T7 anonymous-source", "SourceType T7 unnamed-group"))
    assert reading.sources[1].type == "unnamed group"
    assert reading.sources[1].anonymity == Anonymity((at("feared for her job"),), (), (at("a clerk"),), 1)


def test_one_that_stands_in_another(folder):
    assert edited(folder, add=["R9\tStandsIn Arg1:E2 Arg2:E1"]).attributions[1].parent == "a1"


def test_a_number_that_is_added_is_its_statements(folder):
    add = ["T30\tQuantity 20 30\tthe 🙂 pier", "A30\tQuantityType T30 count"]
    reading = edited(folder, add=add)
    assert [q.span for q in reading.quantities] == [(20, 30), at("40 boats")]
    assert reading.attributions[0].quantities == reading.quantities[:1]


def test_what_has_no_place_is_noted(folder):
    add = [
        "#9\tAnnotatorNotes E2\twho is she?",
        "T30\tAttribution 144 150\trained",
        "E9\tAttribution:T30 ",
        "N1\tReference T1 Staff:12\tAna Ruiz",
        "T31\tDiscuss 141 151\tIt rained.",
    ]
    notes = [(n.code, n.message) for n in edited(folder, add=add).notes]
    assert notes == [
        ("annotator-note", "a2: who is she?"),
        ("brat-left-out", "no attribution: E9 at 144 to 150 has neither source nor cue nor content"),
        ("brat-left-out", "no place for N1: T1 is Staff:12"),
    ]


def test_windows_line_ends_in_the_annotations_do_no_harm(folder):
    path = annotations(folder)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(load(folder)) == [small()]


@pytest.mark.parametrize("case", MISFITS, ids=[case["what"] for case in MISFITS])
def test_what_means_nothing_is_named(folder, case):
    with pytest.raises(FormatError) as raised:
        edited(folder, add=case["add"])
    assert (raised.value.name, raised.value.line) == (str(annotations(folder)), case["line"])
    assert case["reason"] in raised.value.reason
    assert case["remedy"] in raised.value.remedy


def refused(folder):
    with pytest.raises(FormatError) as raised:
        list(load(folder))
    return raised.value


def test_a_changed_text_is_refused(folder):
    path = annotations(folder).with_suffix(".txt")
    path.write_bytes(TEXT.replace("pier", "quay").encode())
    assert "not the text that was written out" in refused(folder).reason
    path.with_suffix(".json").unlink()
    assert "the words are 'the 🙂 pier will close', but the text has" in refused(folder).reason
    path.write_bytes(TEXT.replace("\r\n", "\n").encode())
    assert "line break" in refused(folder).remedy


def test_a_file_beside_it_of_another_version_is_refused(folder):
    path = annotations(folder).with_suffix(".json")
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 7}))
    assert (refused(folder).name, refused(folder).line) == (str(path), None)
    assert "version 7" in refused(folder).reason
    path.write_text(path.read_text()[:300])
    assert "truncated" in refused(folder).reason


@pytest.mark.parametrize("suffix", [".txt", ".ann"])
def test_half_an_article_is_refused(folder, suffix):
    annotations(folder).with_suffix(suffix).unlink()
    assert (folder / f"pier-82d3ceeab1{suffix}").name in refused(folder).name
    assert "cannot be read" in refused(folder).reason


def test_a_text_in_another_encoding_is_refused(folder):
    annotations(folder).with_suffix(".txt").write_bytes(TEXT.encode("utf-16"))
    assert "not UTF-8" in refused(folder).reason


@given(st.data())
def test_whatever_is_changed_is_read_or_refused(tmp_path_factory, data):
    """Lines lost, doubled, cut, or with parts of others: never any other error than one that says where."""
    folder = put([data.draw(st.sampled_from(READINGS))], tmp_path_factory.mktemp("collection"))
    lines = annotations(folder).read_bytes().decode().split("\n")[:-1]
    for _ in range(data.draw(st.integers(1, 3))):
        at_line = data.draw(st.integers(0, len(lines) - 1))
        one, other = lines[at_line], data.draw(st.sampled_from(lines))
        cut = data.draw(st.integers(0, len(one)))
        lines[at_line : at_line + 1] = data.draw(
            st.sampled_from([[], [one, one], [one[:cut]], [one[:cut] + other[cut:]], [other, one]])
        ) or ["T9999\tCue 0 1\tM"]
    annotations(folder).write_bytes("".join(f"{line}\n" for line in lines).encode())
    refused = None
    try:
        list(load(folder))
    except FormatError as error:
        refused = error
    assert refused is None or refused.line is not None


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_annotations_cut_short_are_refused(folder, share):
    path = annotations(folder)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "cut short" in refused(folder).reason
