"""Every document is valid against TEI All (RELAX NG, TEI P5 4.3.0; data/tei_all.md says where it is from)."""

from dataclasses import replace
from random import Random

import pytest

from onrecord.formats.tei import document
from onrecord.types import Reading
from tests.formats import made
from tests.formats.tei_reader import parsed, schema


@pytest.fixture(scope="module")
def tei_all():
    return schema()


def faults(tei_all, reading: Reading) -> list[str]:
    tei_all.validate(parsed(document(reading)))
    return [f"{reading.article.name}, line {e.line}: {e.message}" for e in tei_all.error_log]


def test_the_schema_refuses_what_is_wrong(tei_all):
    wrong = document(made.reading(3)).replace("<said ", '<said direkt="no" ')
    assert "direkt" in wrong
    assert not tei_all.validate(parsed(wrong))


def test_made_readings_are_valid(tei_all, made_readings):
    assert [f for r in made_readings for f in faults(tei_all, r)] == []


def test_readings_with_odd_blocks_are_valid(tei_all, made_readings):
    def odd(reading: Reading) -> Reading:
        random = Random(reading.article.sha256)
        blocks = [
            replace(b, depth=random.randint(0, 3), group=random.choice((b.group, None, 1, 2)))
            for b in reading.article.blocks
        ]
        kept = tuple(b for b in blocks if random.random() < 0.8)
        return replace(reading, article=replace(reading.article, blocks=kept))

    assert [f for r in made_readings for f in faults(tei_all, odd(r))] == []


def test_polnear_readings_are_valid(tei_all, polnear_dev_readings):
    assert [f for r in polnear_dev_readings for f in faults(tei_all, r)] == []
