"""Files of bytes: whole under their names or not there, in a folder that is otherwise left alone."""

from pathlib import Path

import pytest

from onrecord.errors import OutputError
from onrecord.terminal.bytes_sink import file_sink, folder_sink


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_of_a_folder_are_there_when_the_next_begins(tmp_path):
    with folder_sink(tmp_path / "new" / "place") as out:
        out.write("a.txt", b"on")
        out.write("a.txt", b"e")
        assert "a.txt" not in names(out.root)
        out.write("deep/b.txt", b"two")
        assert (out.root / "a.txt").read_bytes() == b"one"
    assert names(tmp_path / "new" / "place") == ["a.txt", "deep/b.txt"]


def test_what_fails_leaves_the_files_that_are_whole(tmp_path):
    (tmp_path / "b.txt").write_text("old")

    def fail():
        with folder_sink(tmp_path) as out:
            out.write("a.txt", b"one")
            out.write("b.txt", b"tw")
            raise KeyError("b")

    with pytest.raises(KeyError):
        fail()
    assert names(tmp_path) == ["a.txt", "b.txt"]
    assert (tmp_path / "b.txt").read_text() == "old"


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "", "a/../../out.txt", "taken"])
def test_no_name_leads_out_of_the_folder_or_over_another(tmp_path, name):
    (tmp_path / "in" / "taken").mkdir(parents=True)
    with pytest.raises(OutputError), folder_sink(tmp_path / "in") as out:
        out.write(name, b"data")
    assert names(tmp_path) == []


def test_a_file_is_moved_into_place_at_the_end(tmp_path):
    target = tmp_path / "out"
    target.write_bytes(b"old")
    with file_sink(target) as out:
        out.write("whatever", b"new")
        assert target.read_bytes() == b"old"
    assert (names(tmp_path), target.read_bytes()) == (["out"], b"new")


def test_a_link_is_written_through_and_a_device_as_it_is(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with file_sink(tmp_path / "link") as out:
        out.write("", b"data")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"data"
    with pytest.raises(OSError, match="No space left"), file_sink(Path("/dev/full")) as out:
        out.write("", b"data")
