"""Annotations and collections hold by the MUSTs of W3C's own tests, which are not part of this repository."""

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import FormatChecker
from jsonschema.validators import validator_for
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from onrecord.formats import pieces
from tests.formats import made

FOLDER = os.environ.get("ONRECORD_W3C_ANNOTATION_TESTS")
pytestmark = pytest.mark.skipif(
    not FOLDER,
    reason="W3C's tests are not part of this repository: clone https://github.com/web-platform-tests/wpt "
    "and name its folder annotation-model in ONRECORD_W3C_ANNOTATION_TESTS",
)
FORMATS = FormatChecker(())


@FORMATS.checks("uri")
def is_iri(value):
    """What draft-04 calls a URI is an IRI in the Recommendation, so letters of all scripts may stand in it."""
    return not isinstance(value, str) or re.fullmatch(r"(?i)[a-z][a-z0-9+.-]*:\S+", value) is not None


def schema(path):
    return json.loads(Path(FOLDER, path).read_text(encoding="utf-8"))


def assertions(*tests):
    """The files that the tests name, each once; a MUST test names nothing but files."""
    return list(dict.fromkeys(name for test in tests if FOLDER for name in schema(f"{test}.test")["assertions"]))


ANNOTATION = assertions(
    *("annotations/annotationMusts", "bodiesTargets/bodyMusts", "bodiesTargets/targetMusts"),
    "specificResource/specificResourceMusts",
)


@cache
def validator(path):
    """Of the draft that the assertion names. Its `$ref`s lead to definitions/ alone, and never into the network."""
    if not Path(FOLDER, path).exists():
        pytest.skip(f"{path} is not in {FOLDER}")
    registry = Registry().with_resources(
        (file.name, Resource.from_contents(schema(file), default_specification=DRAFT4))
        for file in Path(FOLDER, "definitions").glob("*.json")
    )
    return validator_for(schema(path))(schema(path), registry=registry, format_checker=FORMATS)


def holds(path, document):
    expected = validator(path).schema.get("expectedResult", "valid") == "valid"
    return validator(path).is_valid(document) is expected


def collection(reading):
    (piece,) = pieces([reading], "web-annotation")
    return json.loads(piece.data)


def annotations(document):
    """Each by itself, with the `@context` that its collection gives it."""
    items = document["first"]["items"] if "first" in document else []
    return [{"@context": document["@context"], **item} for item in items]


@pytest.fixture(scope="module")
def collections(made_readings):
    return [collection(reading) for reading in made_readings]


@pytest.mark.parametrize("path", ANNOTATION)
def test_every_annotation_holds_by_the_assertion(path, collections):
    found = [annotation for document in collections for annotation in annotations(document)]
    assert len(found) > 200
    assert [annotation["id"] for annotation in found if not holds(path, annotation)] == []


@pytest.mark.parametrize("path", assertions("collections/collectionMusts"))
def test_every_collection_holds_by_the_assertion(path, collections):
    assert [document["id"] for document in collections if not holds(path, document)] == []


@pytest.mark.parametrize(
    ("change", "refusing"),
    [
        (lambda a: a.pop("target"), "annotations/3.1-targetKeyFound.json"),
        (lambda a: a.update(bodyValue="said"), "annotations/3.2.5-notBodyBodyValue.json"),
        (lambda a: a["body"][-1]["selector"][0].pop("exact"), "specificResource/4.2.4-textQuoteSelectorValid.json"),
    ],
    ids=["no target", "body and bodyValue", "a quote without its words"],
)
def test_what_breaks_a_must_is_refused(change, refusing):
    annotation = next(a for a in annotations(collection(made.reading(3))) if "selector" in a["body"][-1])
    assert holds(refusing, annotation)
    change(annotation)
    assert not holds(refusing, annotation)
