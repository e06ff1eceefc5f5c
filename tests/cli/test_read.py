"""`onrecord read`: formats, many inputs, bad ones among them, exit statuses."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.formats.json import from_json
from tests.cli.conftest import STORY


def lines(output):
    return [json.loads(line) for line in output.decode().splitlines()]


def test_the_view_is_plain_when_piped(onrecord, story):
    done = onrecord("read", story)
    assert done.returncode == 0
    assert b"Mayor Ana Ruiz" in done.stdout
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


def test_one_input_as_json_is_one_object(onrecord, story):
    reading = from_json(onrecord("read", story, "--format", "json").stdout)
    assert reading.article.text == STORY
    assert [STORY[s:e] for s, e in reading.attributions[0].cue] == ["told"]


def test_several_inputs_as_json_are_lines(onrecord, story):
    assert len(lines(onrecord("read", story, story, "-f", "json").stdout)) == 2


def test_standard_input(onrecord):
    for args in ((), ("-",)):
        done = onrecord("read", *args, "-f", "jsonl", stdin=STORY)
        assert lines(done.stdout)[0]["article"]["name"] == "-"


def test_flags_go_before_what_the_page_says(onrecord, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>Pier</title></head><body><article><p>{STORY}</p></article></body></html>")
    done = onrecord("read", page, "-f", "json", "--title", "Mine", "--author", "A. B.", "--author", "C. D.")
    article = json.loads(done.stdout)["article"]
    assert (article["title"], article["authors"]) == ("Mine", ["A. B.", "C. D."])


def test_a_bad_input_does_not_stop_the_others(onrecord, story):
    done = onrecord("read", story, "missing.txt", story, "-f", "jsonl")
    assert done.returncode == 1
    assert len(lines(done.stdout)) == 2
    (message,) = done.stderr.decode().splitlines()
    assert message.startswith("onrecord: missing.txt: there is no such file")


def test_a_broken_line_in_the_middle(onrecord, tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "Rain fell, he said."}\n{"text": \n{"text": "Snow fell, she said."}\n')
    done = onrecord("read", path, "-f", "jsonl")
    assert done.returncode == 1
    assert [r["article"]["name"] for r in lines(done.stdout)] == [f"{path}:1", f"{path}:3"]
    assert f"{path}:2:" in done.stderr.decode()


def test_a_folder_is_read_in_order(onrecord, story, french, tmp_path):
    done = onrecord("read", tmp_path, "-f", "jsonl")
    assert [Path(r["article"]["name"]).name for r in lines(done.stdout)] == ["french.txt", "story.txt"]
    assert done.returncode == 1


def test_another_language_gives_a_result_with_the_reason(onrecord, french):
    done = onrecord("read", french, "-f", "json")
    reading = json.loads(done.stdout)
    assert done.returncode == 3
    assert reading["attributions"] == []
    assert [n["code"] for n in reading["notes"]] == ["language-not-supported"]
    assert b"not supported" in done.stderr


@pytest.mark.parametrize("content", [b"", b"  \n ", b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 9])
def test_what_is_no_text_is_named_in_one_line(onrecord, tmp_path, content):
    path = tmp_path / "odd"
    path.write_bytes(content)
    done = onrecord("read", path)
    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 1
    assert ".." not in done.stderr.decode().replace("...", "")


def test_an_unreachable_url_is_named(onrecord):
    done = onrecord("read", "http://127.0.0.1:9/story")
    assert done.returncode == 3
    assert b"http://127.0.0.1:9/story" in done.stderr


def test_output_appears_whole_or_not_at_all(onrecord, story, tmp_path):
    assert onrecord("read", story, "-f", "json", "-o", "out.json").returncode == 0
    assert from_json((tmp_path / "out.json").read_text()).article.text == STORY
    done = onrecord("read", story, "-o", "no/such/folder/out.json")
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json", "story.txt"]


def test_colours(onrecord, story):
    assert b"\x1b[" in onrecord("read", story, "--color", "always").stdout
    assert b"\x1b[" not in onrecord("read", story, "--color", "never").stdout


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_no_line_is_wider_than_asked(onrecord, story, width):
    shown = onrecord("read", story, "--width", width).stdout.decode()
    assert max(len(line) for line in shown.splitlines()) <= width


def test_an_output_that_only_takes_ascii(onrecord, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("“Café prices rose,” said Zoë Ruiz — the owner.")
    done = onrecord("read", path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    done.stdout.decode("ascii")


def test_a_reader_who_stops_early_is_no_error(story):
    command = f"{sys.executable} -m onrecord.cli read {' '.join([str(story)] * 30)} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=120)
    assert done.stderr == b""
    assert done.returncode == 0


def test_an_interruption_has_its_status():
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord.cli", "read", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdin.write(b"not the end")
    process.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_an_output_that_is_a_folder(onrecord, story, tmp_path):
    (tmp_path / "folder").mkdir()
    done = onrecord("read", story, "-o", "folder")
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "story.txt"]


def test_an_output_keeps_what_it_had_where_nothing_was_read(onrecord, tmp_path):
    (tmp_path / "out.json").write_text("old")
    assert onrecord("read", "missing.txt", "-o", "out.json").returncode == 3
    assert (tmp_path / "out.json").read_text() == "old"


def test_an_output_that_is_a_link_is_written_through(onrecord, story, tmp_path):
    (tmp_path / "link.json").symlink_to("target.json")
    assert onrecord("read", story, "-f", "json", "-o", "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert from_json((tmp_path / "target.json").read_text()).article.text == STORY


def test_a_full_disk_is_one_line(story):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device, not a file
        done = subprocess.run(
            [sys.executable, "-m", "onrecord.cli", "read", str(story)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
        )
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("columns", ["abc", "0", "-3"])
def test_an_odd_width_of_the_environment_is_passed_over(onrecord, story, columns):
    assert b"Mayor" in onrecord("read", story, COLUMNS=columns).stdout


@pytest.mark.parametrize(
    ("flag", "value"), [("--language", "klingon"), ("--published", "next tuesday"), ("--page-url", "javascript:1")]
)
def test_a_flag_that_makes_no_sense_is_wrong_use(onrecord, story, flag, value):
    done = onrecord("read", story, flag, value)
    assert done.returncode == 2
    assert flag in done.stderr.decode()


def test_a_name_that_is_no_utf_8(onrecord, tmp_path):
    (tmp_path / os.fsdecode(b"odd\xff.txt")).write_text(STORY)
    done = onrecord("read", tmp_path, "-f", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["article"]["text"] == STORY
