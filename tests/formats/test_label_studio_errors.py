"""Files that cannot be taken in: each is told with its file, its line and a remedy, and nothing of it is taken."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import FormatError
from onrecord.formats import load
from onrecord.formats.label_studio import reviewed
from tests.formats.labelling import Person, exported, page, tasks

CASES = Path(__file__).parent / "cases"
FILES = json.loads((CASES / "label_studio_errors.json").read_text(encoding="utf-8"))
RESULTS = json.loads((CASES / "label_studio_wrong.json").read_text(encoding="utf-8"))


def error_of(path):
    """The error, from both ways in."""
    with pytest.raises(FormatError) as first:
        next(load(path, "label-studio"))
    with pytest.raises(FormatError) as second:
        next(reviewed(path))
    assert str(first.value) == str(second.value) or "onrecord" in first.value.reason
    return first.value


@pytest.mark.parametrize("case", FILES, ids=lambda case: case["name"])
def test_a_file_that_is_none(tmp_path, case):
    path = tmp_path / "x.json"
    path.write_text(case["text"], encoding="utf-8")
    with pytest.raises(FormatError) as raised:
        list(load(path, "label-studio"))
    assert (raised.value.name, raised.value.line) == (str(path), case["line"])
    assert case["says"] in raised.value.reason
    assert raised.value.remedy


@pytest.mark.parametrize("case", RESULTS, ids=lambda case: case["name"])
def test_a_result_that_does_not_fit(tmp_path, case):
    person = Person(page())
    change = {k: person.result[0]["id"] if v == "SAME AS 0" else v for k, v in case["change"].items()}
    person.result[case["result"]] |= change
    path = exported(tmp_path / "x.json", *tasks([page()]), person.task())
    error = error_of(path)
    assert case["says"] in error.reason
    assert path.read_text(encoding="utf-8").splitlines()[error.line - 1] == "  {"
    assert error.line > 10


@pytest.mark.parametrize("way", ["load", "reviewed"])
def test_nothing_is_given_where_a_later_task_does_not_fit(tmp_path, way):
    good, bad = Person(page()), Person(page())
    bad.result[-1]["to_id"] = "gone"
    path = exported(tmp_path / "x.json", good.task(), bad.task())
    given = []
    with pytest.raises(FormatError, match="region gone"):
        given.extend(load(path, "label-studio") if way == "load" else reviewed(path))
    assert given == []


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(b'[\n{"data": {"text": "\xff"}}]')
    with pytest.raises(FormatError, match=r"line 2: it is not UTF-8"):
        list(load(path, "label-studio"))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FormatError, match="cannot be read"):
        list(load(tmp_path / "none.json", "label-studio"))


@pytest.mark.parametrize("cut", range(1, 60))
def test_a_file_cut_short_anywhere_is_never_taken(tmp_path, cut):
    text = json.dumps(tasks([page()]), ensure_ascii=False)
    path = tmp_path / "x.json"
    path.write_text(text[: len(text) * cut // 60], encoding="utf-8")
    with pytest.raises(FormatError, match=r"cut short|not JSON"):
        list(load(path, "label-studio"))


def test_results_of_other_controls_are_passed_over(tmp_path):
    person = Person(page())
    person.result.append({"from_name": "overall", "to_name": "text", "type": "rating", "value": {"rating": 4}})
    person.result.append(
        {"id": "r1", "from_name": "theirs", "to_name": "text", "type": "number", "value": {"number": 4}}
    )
    (back,) = load(exported(tmp_path / "x.json", person.task()), "label-studio")
    assert back == page()


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 999), st.text(max_size=5), st.sampled_from(["Cue", "a1", "x"])),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "text", "labels"]), inner),
    max_leaves=4,
)


def places(value, way=()):
    """The ways to everything that a value holds."""
    yield way
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*way, key))


@settings(max_examples=300)
@given(data=st.data())
def test_whatever_stands_anywhere_is_taken_or_told(tmp_path_factory, data):
    task = Person(page()).task()
    *way, last = data.draw(st.sampled_from([way for way in places([task]) if len(way) > 1]))
    holder = [task]
    for key in way:
        holder = holder[key]
    holder[last] = data.draw(JSON)
    path = exported(tmp_path_factory.mktemp("x") / "x.json", task)
    with suppress(FormatError):
        assert len(list(load(path, "label-studio"))) <= 1
