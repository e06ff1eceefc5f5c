"""`onrecord verify` as a user has it."""

import json
from pathlib import Path

import jsonschema
import pytest

from onrecord.formats.verification import verification_schema

STORY = """Selby Quay loses its ferry

“We will sell both boats before the winter,” Senator Greta Holm said on Tuesday.
"""
EXAMPLE = Path(__file__).parents[2] / "examples" / "article.html"
HEARING = "SEN. HOLM: We will sell both boats before the winter, and that is final.\n\nMS. RUIZ: When will you?\n"


@pytest.fixture
def files(tmp_path):
    """Writes files into the folder that commands run in."""

    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    write(story=STORY, hearing=HEARING)
    return write


def test_all_found(onrecord, files):
    done = onrecord("verify", "story.txt", "--against", "hearing.txt")
    assert done.returncode == 0, done.stderr
    assert "exact  Greta Holm: We will sell both boats before the winter," in done.stdout.decode()
    assert "1 quotation: 1 exact." in done.stdout.decode()
    assert b"\x1b" not in done.stdout


def test_an_article_has_all_of_its_own_quotations(onrecord):
    done = onrecord("verify", EXAMPLE, "--against", EXAMPLE, "-f", "json")
    assert {q["verdict"] for q in json.loads(done.stdout)["quotations"]} == {"exact"}
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("original", "verdict", "status"),
    [
        ("SEN. HOLM: We may sell both boats before the winter.\n\nQ. When?\n", "changed, unmarked", 1),
        ("SEN. HOLM: The sea is wide.\n\nQ. Is it?\n", "missing", 1),
        ("MS. RUIZ: We will sell both boats before the winter.\n\nSEN. HOLM: No.\n", "ascribed to somebody else", 1),
        ("We will sell both boats before the winter, and that is final.", "exact", 0),
    ],
)
def test_the_exit_status_tells_whether_anything_is_open(onrecord, files, original, verdict, status):
    files(other=original)
    done = onrecord("verify", "story.txt", "--against", "other.txt", "-f", "json")
    assert done.returncode == status
    found = json.loads(done.stdout)
    jsonschema.validate(found, verification_schema())
    assert [q["verdict"] for q in found["quotations"]] == [verdict]


def test_a_quotation_that_the_reporting_clause_interrupts_is_one(onrecord, files):
    files(story="“We will sell both boats,” Senator Greta Holm said, “before the winter.”")
    found = json.loads(onrecord("verify", "story.txt", "--against", "hearing.txt", "-f", "json").stdout)
    assert [q["verdict"] for q in found["quotations"]] == ["exact"]
    assert found["quotations"][0]["quotation"]["text"] == "We will sell both boats, before the winter."


def test_json_fits_its_schema_and_names_places(onrecord, files):
    found = json.loads(onrecord("verify", "story.txt", "--against", "hearing.txt", "-f", "json").stdout)
    jsonschema.validate(found, json.loads(onrecord("schema", "--verification").stdout))
    (passage,) = found["quotations"][0]["passages"]
    start, end = passage["span"]
    assert HEARING[start:end] == "We will sell both boats before the winter"
    assert (found["originals"][0]["turns"], found["originals"][0]["model"]) == (2, None)


def test_an_original_that_is_an_article_is_read_for_who_speaks(onrecord, files):
    words = "We will sell both boats before the winter and mend the landing stage"
    files(story=f"“{words},” Senator Greta Holm said.", other=f"“{words},” Mayor Ana Ruiz said. Greta Holm was silent.")
    found = json.loads(onrecord("verify", "story.txt", "--against", "other.txt", "-f", "json").stdout)
    assert found["originals"][0]["model"] is not None
    assert found["quotations"][0]["passages"][0]["speakers"][0]["name"] == "Ana Ruiz"
    assert found["quotations"][0]["verdict"] == "ascribed to somebody else"


def test_several_originals_and_standard_input(onrecord, files):
    files(other="Nothing about boats.")
    done = onrecord("verify", "-", "--against", "other.txt", "--against", "hearing.txt", stdin=STORY)
    assert done.returncode == 0
    assert b"[2] 11:52: exact" in done.stdout


def test_a_source_text_without_quotations(onrecord, files):
    files(plain="The pier was built in 1931. It is closed.")
    done = onrecord("verify", "plain.txt", "--against", "hearing.txt")
    assert done.returncode == 0
    assert b"No quotations were found" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("story.txt",),
        ("--against", "hearing.txt"),
        ("-", "--against", "-"),
        (".", "--against", "hearing.txt"),
        ("story.txt", "--against", "hearing.txt", "--model", "nobody"),
        ("story.txt", "--against", "hearing.txt", "--format", "csv"),
    ],
)
def test_wrong_use(onrecord, files, arguments):
    done = onrecord("verify", *arguments)
    assert done.returncode == 2
    assert done.stdout == b""


@pytest.mark.parametrize("arguments", [("no.txt", "--against", "hearing.txt"), ("story.txt", "--against", "no.txt")])
def test_what_cannot_be_read_is_named_with_a_remedy(onrecord, files, arguments):
    done = onrecord("verify", *arguments)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"no.txt: there is no such file or folder. Check the spelling" in done.stderr


def test_one_of_two_originals_cannot_be_read(onrecord, files):
    done = onrecord("verify", "story.txt", "--against", "hearing.txt", "--against", "no.txt")
    assert done.returncode == 1
    assert b"1 quotation: 1 exact." in done.stdout
    assert b"no.txt" in done.stderr


def test_the_article_against_itself_is_noted(onrecord, files):
    assert b"(same-text)" in onrecord("verify", "story.txt", "--against", "story.txt").stdout


def test_into_a_file(onrecord, files, tmp_path):
    assert onrecord("verify", "story.txt", "--against", "hearing.txt", "-o", "found.txt").stdout == b""
    assert "1 exact" in (tmp_path / "found.txt").read_text(encoding="utf-8")


def test_the_help_says_what_the_statuses_mean(onrecord):
    told = " ".join(onrecord("verify", "--help").stdout.decode().split())
    assert "1 some are changed without a mark, missing, given to somebody else, or their parts stand apart" in told
