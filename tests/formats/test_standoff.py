"""brat standoff, record by record: nothing is lost, and what is damaged is named with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FormatError
from onrecord.formats.standoff import (
    Attribute,
    Equivalence,
    Event,
    Normalization,
    Note,
    Relation,
    TextBound,
    check,
    write,
)
from onrecord.formats.standoff_lines import parse

TEXT = "The 🙂 pier\r\nis closed,\n\nsaid Ann Poe."
WHOLE = (
    "T1\tSource 29 36\tAnn Poe\n"
    "T2\tCue 24 28\tsaid\n"
    "T3\tContent 0 10;12 21\tThe 🙂 pier is closed\n"
    "T4\tAttribution 24 28\tsaid\n"
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    "E2\tAttribution-no-source:T4 \n"
    "R1\tStandsIn Arg1:E2 Arg2:E1\n"
    "A1\tMode E1 indirect\n"
    "M1\tUnsure E2\n"
    "N1\tReference T1 Staff:42\tPoe, Ann\n"
    "#1\tAnnotatorNotes T1\tthe one,\tor her sister?\n"
    "*\tSameSource T1 T4\n"
).encode()


def test_every_kind_of_record():
    assert [type(record) for record in parse(WHOLE, "a.ann")] == [
        *[TextBound] * 4,
        *[Event] * 2,
        Relation,
        *[Attribute] * 2,
        Normalization,
        Note,
        Equivalence,
    ]
    check(parse(WHOLE, "a.ann"), TEXT, "a.ann")


def test_what_a_record_says():
    records = {record.id: record for record in parse(WHOLE, "a.ann")}
    assert records["T3"].spans == ((0, 10), (12, 21))
    assert records["E1"].arguments == (("Source", "T1"), ("Cue", "T2"), ("Content", "T3"))
    assert (records["A1"].target, records["A1"].value, records["M1"].value) == ("E1", "indirect", None)
    assert records["#1"].text == "the one,\tor her sister?"
    assert records["*"].members == ("T1", "T4")


@pytest.mark.parametrize("data", [WHOLE, WHOLE.replace(b"\n", b"\r\n"), b""])
def test_it_is_written_as_it_was(data):
    assert write(parse(data, "a.ann")) == data


def test_a_text_may_hold_line_breaks():
    long, short = parse(b"T1\tContent 0 11\tone\n\ntwo\nme\nT2\tCue 0 3\tone\n", "a.ann")
    assert (long.text, long.line) == ("one\n\ntwo\nme", 1)
    assert (short.text, short.line) == ("one", 5)


labels = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,8}", fullmatch=True)
numbers = st.integers(1, 999)
texts = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=20)
pieces = st.lists(st.integers(0, 500), min_size=2, max_size=6, unique=True).map(
    lambda at: tuple(zip(sorted(at)[::2], sorted(at)[1::2], strict=False))
)
records = st.one_of(
    st.builds(Event, numbers.map("E{}".format), labels, numbers.map("T{}".format), st.just((("Cue", "T1"),))),
    st.builds(Attribute, numbers.map("A{}".format), labels, numbers.map("E{}".format), st.none() | labels),
    st.builds(Note, numbers.map("#{}".format), labels, numbers.map("T{}".format), texts),
    st.builds(Normalization, numbers.map("N{}".format), labels, st.just("T1"), st.just("Staff:4"), texts),
    st.builds(Equivalence, st.just("*"), labels, st.just(("T1", "T2", "E3"))),
    st.builds(
        lambda id_, label, spans, letter: TextBound(id_, label, spans, " ".join(letter * (e - s) for s, e in spans)),
        numbers.map("T{}".format),
        labels,
        pieces,
        st.sampled_from("x🙂\u2028\u0085\x0b\t"),
    ),
)


@given(st.lists(records, max_size=6))
def test_records_come_back(made):
    assert list(parse(write(made), "a.ann")) == made


DAMAGED = {
    "cut short in a text": (WHOLE[:14], 1, "has no end"),
    "cut short in an event": (WHOLE[: WHOLE.index(b" Content:T3")], 5, "has no end"),
    "a text that is too short": (b"T1\tSource 0 7\tAnn\nT2\tCue 8 9\tx\n", 1, "the words are 'Ann'"),
    "not UTF-8": (b"T1\tSource 0 3\tThe\nT2\tCue 4 5\t\xff\n", 2, "not UTF-8"),
    "no record": (b"T1\tSource 0 3\tThe\nhello\n", 2, "no record of standoff"),
    "an empty line": (b"T1\tSource 0 3\tThe\n\n", 2, "no record of standoff"),
    "another kind": (b"X1\tSource 0 3\tThe\n", 1, "no record of standoff"),
    "spaces for tabs": (b"T1 Source 0 3 The\n", 1, "not of the form ID LABEL START END"),
    "offsets that are no numbers": (b"T1\tSource a b\tThe\n", 1, "not of the form"),
    "offsets too long for any text": (b"T1\tSource 0 " + b"9" * 5000 + b"\tThe\n", 1, "not of the form"),
    "an event without trigger": (b"E1\tAttribution Cue:T1\n", 1, "not of the form ID LABEL:TRIGGER"),
    "a relation of one": (b"R1\tStandsIn Arg1:E1\n", 1, "not of the form ID LABEL ROLE:ID ROLE:ID"),
    "an equivalence of one": (b"*\tSameSource T1\n", 1, "not of the form"),
    "outside the text": (b"T1\tSource 0 3\tThe\nT2\tCue 35 99\tx\n", 2, "which has 37 characters"),
    "an empty span": (b"T1\tSource 3 3\t\n", 1, "no place in the text"),
    "bytes for characters": (b"T1\tSource 9 13\tpier\n", 1, "but the text has 'r\\r\\ni'"),
    "other words": (b"T1\tSource 0 3\tOne\n", 1, "the words are 'One', but the text has 'The'"),
    "an unknown reference": (b"E1\tAttribution:T9\n", 1, "E1 refers to T9, which the file does not have"),
    "an unknown member": (b"T1\tSource 0 3\tThe\n*\tSameSource T1 T2\n", 2, "refers to T2"),
    "an id twice": (b"T1\tSource 0 3\tThe\nT1\tCue 4 5\t\xf0\x9f\x99\x82\n", 2, "here and in line 1"),
}


@pytest.mark.parametrize(("data", "line", "reason"), DAMAGED.values(), ids=DAMAGED)
def test_what_is_damaged_is_named(data, line, reason):
    with pytest.raises(FormatError) as raised:
        check(parse(data, "a.ann"), TEXT, "a.ann")
    assert (raised.value.name, raised.value.line) == ("a.ann", line)
    assert reason in raised.value.reason
    assert raised.value.remedy


def test_polnears_own_files_come_out_byte_for_byte(polnear):
    files = sorted(polnear.glob("*/attributions/*.ann"))
    for file in files:
        records = parse(file.read_bytes(), file.name)
        assert write(records) == file.read_bytes()
        text = file.parents[1] / "text" / f"{file.stem.rpartition('_')[0]}.txt"
        check(records, text.read_bytes().decode(), file.name)
    assert len(files) > 1000
