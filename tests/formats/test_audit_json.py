"""The audit as JSON, and its schema."""

import json
from pathlib import Path

import jsonschema

from onrecord.formats.audit_json import archive_schema, archive_to_json
from onrecord.ledger.audit import audit_readings
from tests.ledger import made

REPORT = audit_readings(made.readings(7, 12), by="author")


def test_it_fits_its_schema():
    jsonschema.validate(json.loads(archive_to_json(REPORT)), archive_schema())
    jsonschema.validate(json.loads(archive_to_json(audit_readings([]))), archive_schema())


def test_the_same_report_gives_the_same_characters():
    again = audit_readings(made.readings(7, 12), by="author")
    assert archive_to_json(again, indent=2) == archive_to_json(REPORT, indent=2)


def test_a_reader_finds_rule_and_numbers():
    told = json.loads(archive_to_json(REPORT))
    rules = {m["code"]: m["rule"] for m in told["measures"]}
    for group in (told["whole"], *told["groups"]):
        assert all(rules[s["code"]] and s["count"] <= s["of"] for s in group["shares"])


def test_the_schema_in_the_docs_is_the_one_of_the_code():
    path = Path(__file__).parents[2] / "docs" / "archive-audit.schema.json"
    remedy = "write anew what archive_schema gives"
    assert json.loads(path.read_text(encoding="utf-8")) == archive_schema(), remedy
