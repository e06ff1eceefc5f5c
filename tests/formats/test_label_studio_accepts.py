"""Label Studio takes our tasks: by its documented format, and by its own library where that is installed."""

from xml.etree import ElementTree

import jsonschema
import pytest

from onrecord.formats.label_studio import config
from tests.formats.labelling import page, tasks

# https://labelstud.io/guide/predictions and https://labelstud.io/guide/task_format, as far as a text with labels,
# choices, text areas and relations goes; strict, so that nothing is there that those pages do not name.
OFFSETS = {"start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 1}}
WORDS = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 1}


def region(kind, value):
    return {
        "type": "object",
        "required": ["id", "from_name", "to_name", "type", "value"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "pattern": "^[^#]+$"},
            "from_name": {"type": "string"},
            "to_name": {"const": "text"},
            "type": {"const": kind},
            "score": {"type": "number", "minimum": 0, "maximum": 1},
            "value": {
                "type": "object",
                "required": ["start", "end", *value],
                "additionalProperties": False,
                "properties": {**OFFSETS, "text": {"type": "string"}, **value},
            },
        },
    }


RELATION = {
    "type": "object",
    "required": ["type", "from_id", "to_id", "direction"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "relation"},
        "from_id": {"type": "string"},
        "to_id": {"type": "string"},
        "direction": {"enum": ["left", "right", "bi"]},
        "labels": WORDS,
    },
}
RESULT = {
    "oneOf": [
        region("labels", {"labels": WORDS}),
        region("choices", {"choices": WORDS}),
        region("textarea", {"text": WORDS}),
        RELATION,
    ]
}
PREDICTION = {
    "type": "object",
    "required": ["result"],
    "additionalProperties": False,
    "properties": {
        "model_version": {"type": "string"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "result": {"type": "array", "items": RESULT},
    },
}
TASK = {
    "type": "object",
    "required": ["data", "predictions"],
    "additionalProperties": False,
    "properties": {
        "data": {"type": "object", "required": ["text", "title"], "properties": {"text": {"type": "string"}}},
        "predictions": {"type": "array", "items": PREDICTION, "maxItems": 1},
    },
}
SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "array", "items": TASK}


def controls():
    """The controls of the configuration by name: type of result, and what can be said."""
    root = ElementTree.fromstring(config())
    named = [tag for tag in root.iter() if tag.get("toName")]
    return {tag.get("name"): (tag.tag.lower(), {inner.get("value") for inner in tag}) for tag in named}


def test_tasks_have_the_documented_form(made_readings):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(tasks([page(), *made_readings]))


def test_every_result_is_of_a_control_of_the_configuration(made_readings):
    known = controls()
    relations = {tag.get("value") for tag in ElementTree.fromstring(config()).iter("Relation")}
    for task in tasks([page(), *made_readings]):
        for result in task["predictions"][0]["result"]:
            if result["type"] == "relation":
                assert set(result["labels"]) <= relations
                continue
            kind, values = known[result["from_name"]]
            assert kind == result["type"]
            assert kind == "textarea" or set(result["value"][kind]) <= values


@pytest.fixture
def interface():
    """The reader of Label Studio itself, which its server asks about everything that is imported."""
    reason = "label-studio-sdk is not installed: pip install --no-deps -r requirements/label-studio.txt"
    return pytest.importorskip("label_studio_sdk.label_interface", reason=reason).LabelInterface(config())


def test_the_library_takes_the_configuration(interface):
    interface.validate()
    assert interface.is_valid


def test_the_library_takes_every_prediction(interface, made_readings):
    for task in tasks([page(), *made_readings]):
        (prediction,) = task.pop("predictions")
        assert interface.validate_prediction(prediction, return_errors=True) == []
        assert interface.validate_task(task)


def test_the_library_takes_what_polnear_gives(interface, request):
    # Asked for late, as it takes long and is of no use without the library.
    readings = request.getfixturevalue("polnear_dev_readings")
    found = [task["predictions"][0] for task in tasks(readings)]
    assert [interface.validate_prediction(prediction, return_errors=True) for prediction in found] == [[]] * len(found)
