"""`onrecord audit`, and `onrecord read --kind`, as a user has them."""

import json

import jsonschema

from tests.cli.conftest import FRENCH, STORY

UNNAMED = "The boats will be sold in May, an official said. The pier was built in 1931."


def test_one_article(onrecord, story):
    done = onrecord("audit", story)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "1 of 1 sources" in shown
    assert "'Not stated on the page' says nothing of what the newsroom knows." in " ".join(shown.split())
    assert b"\x1b" not in done.stdout
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_findings_name_their_place(onrecord):
    shown = onrecord("audit", "-", stdin=UNNAMED).stdout.decode()
    start = UNNAMED.index("an official")
    assert f"not stated on the page: an official [{start}:{start + len('an official')}]" in shown


def test_json_has_the_figures_of_all_and_each_article(onrecord, story, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(UNNAMED, encoding="utf-8")
    report = json.loads(onrecord("audit", story, other, "--format", "json").stdout)
    unnamed = next(f for f in report["figures"] if f["code"] == "unnamed sources")
    assert (unnamed["count"], unnamed["of"], unnamed["unit"]) == (1, 2, "sources")
    assert unnamed["rule"]
    assert [a["name"] for a in report["articles"]] == [str(story), str(other)]


def test_the_articles_own_outlet_makes_first_hand(onrecord, story):
    def second_hand(*more):
        report = json.loads(onrecord("audit", story, "-f", "json", *more).stdout)
        return next(f["count"] for f in report["figures"] if f["code"] == "second-hand statements")

    assert (second_hand(), second_hand("--outlet", "Harbor Ledger")) == (1, 0)


def test_a_byline_that_the_user_names(onrecord, story):
    report = json.loads(onrecord("audit", story, "-f", "json", "--author", "Nora Blick").stdout)
    (byline,) = (c for c in report["articles"][0]["checks"] if c["code"] == "byline")
    assert byline["findings"][0]["outcome"] == "stated"


def test_another_language_and_a_missing_file_are_named_and_not_counted(onrecord, story, french):
    done = onrecord("audit", story, french, "missing.txt", "-f", "json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["articles"]) == 1
    assert len(done.stderr.decode().splitlines()) == 2


def test_nothing_that_can_be_read(onrecord):
    done = onrecord("audit", "-", stdin=FRENCH)
    assert (done.returncode, done.stdout) == (3, b"")


def test_an_unknown_kind(onrecord, story):
    done = onrecord("audit", story, "--kind", "gossip")
    assert done.returncode == 2
    assert b"gossip" in done.stderr


def test_only_what_was_said(onrecord):
    text = f"{STORY} Ruiz hopes to open it in June."
    kinds = {
        asked: {
            a["kind"]
            for a in json.loads(onrecord("read", "-", "-f", "json", *asked, stdin=text).stdout)["attributions"]
        }
        for asked in ((), ("--kind", "assertion"), ("--kind", "eventuality", "--kind", "belief"))
    }
    assert kinds[()] > {"assertion"}
    assert kinds["--kind", "assertion"] == {"assertion"}
    assert "assertion" not in kinds["--kind", "eventuality", "--kind", "belief"]


def test_a_report_of_nothing_leaves_an_older_one_in_place(onrecord, french, tmp_path):
    older = tmp_path / "report.json"
    older.write_text("kept", encoding="utf-8")
    assert onrecord("audit", french, "-o", older, "-f", "json").returncode == 3
    assert older.read_text(encoding="utf-8") == "kept"


def test_one_article_twice_is_counted_once(onrecord, story, tmp_path):
    again = tmp_path / "again.txt"
    again.write_bytes(story.read_bytes())
    done = onrecord("audit", story, again, "-f", "json")
    assert [a["name"] for a in json.loads(done.stdout)["articles"]] == [str(story)]
    assert b"counted once" in done.stderr


def test_the_report_says_what_it_counted(onrecord, story):
    report = json.loads(onrecord("audit", story, "-f", "json", "--kind", "belief").stdout)
    assert report["kinds"] == ["belief"]
    assert "Statements are attributions of kind belief." in onrecord("audit", story, "--kind", "belief").stdout.decode()


def test_a_report_fits_its_schema(onrecord, story):
    schema = json.loads(onrecord("schema", "--report").stdout)
    jsonschema.validate(json.loads(onrecord("audit", story, "-f", "json").stdout), schema)
