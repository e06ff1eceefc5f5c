"""A verification as JSON, and its schema."""

import json
from pathlib import Path

import jsonschema
import pytest

from onrecord.articles import from_text
from onrecord.formats.verification import verification_schema, verification_to_json
from onrecord.variants.originals import verify
from tests.variants.originals import reading
from tests.variants.test_originals import CASES, checked
from tests.variants.test_originals_parts import CASES as IN_PARTS
from tests.variants.test_originals_parts import SIXTY_WORDS, interrupted


def fits(verification):
    told = json.loads(verification_to_json(verification))
    jsonschema.validate(told, verification_schema())
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_every_case_fits_the_schema(case):
    told = fits(checked(case))
    assert [q["verdict"] for q in told["quotations"]] == [q["verdict"] for q in case["expected"]]


@pytest.mark.parametrize("case", IN_PARTS, ids=lambda c: c["id"])
def test_parts_fit_the_schema_and_lead_to_the_words(case):
    original = case["original"].replace("{60 words}", SIXTY_WORDS)
    article = interrupted(case["parts"])
    (told,) = fits(verify(article, [from_text(original)]))["quotations"]
    quotation = told["quotation"]
    assert [quotation["text"][start:end] for start, end in quotation["parts"]] == case["parts"]
    assert " ".join(article.article.text[start:end] for start, end in quotation["spans"]) == quotation["text"]
    assert [part["verdict"] for part in told["parts"]] == case.get("of_parts", [])


def test_no_quotation_and_no_original_fit_the_schema():
    assert fits(verify(reading("The pier is closed."), []))["quotations"] == []


@pytest.mark.parametrize("wrong", [{"verdict": "right"}, {"passages": None}, {"parts": [{"verdict": "exact"}]}])
def test_the_schema_refuses_what_is_no_verification(wrong):
    told = fits(checked(CASES[0]))
    told["quotations"][0] |= wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, verification_schema())


def test_the_schema_in_the_docs_is_the_one_of_the_code():
    path = Path(__file__).parents[2] / "docs" / "verification.schema.json"
    remedy = "run: onrecord schema --verification > docs/verification.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == verification_schema(), remedy
