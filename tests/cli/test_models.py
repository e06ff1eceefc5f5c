"""`--model` and `onrecord models`, as a user has them."""

import json

import pytest

from tests.distribution import copy_weights, install, offer


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Where the command finds packages and distributions first."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.mark.parametrize("command", ["read", "audit"])
def test_an_installed_model_reads(onrecord, story, site, command):
    install(site, "other")
    done = onrecord(command, story, "--model", "other", "-f", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["model"] == "other-9"


def test_a_folder_of_weights_reads(onrecord, story, tmp_path):
    copy_weights(tmp_path / "runs" / "mine", "mine-1")
    assert b"Read by mine-1" in onrecord("read", story, "--model", "runs/mine").stdout


@pytest.mark.parametrize("command", ["read", "audit"])
def test_an_unknown_model_is_wrong_use_and_nothing_is_read(onrecord, tmp_path, command):
    done = onrecord(command, "missing.txt", "--model", "acurate", "-o", "out")
    errors = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--model acurate: no model called 'acurate' is installed (installed: fast" in errors
    assert "missing.txt" not in errors
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_model_stops_before_anything_is_read(onrecord, site):
    (install(site, "other") / "roles.onnx").write_bytes(b"cut off")
    done = onrecord("read", "missing.txt", "--model", "other")
    assert done.returncode == 3
    (message,) = done.stderr.decode().splitlines()
    assert message.endswith("pip install --force-reinstall onrecord-extra")


def test_models_are_listed_with_size_and_figures(onrecord, site):
    install(site, "other")
    listed = {one["name"]: one for one in json.loads(onrecord("models", "--format", "json").stdout)}
    assert next(iter(listed)) == "fast"
    assert listed["other"] == {**listed["fast"], "name": "other", "model": "other-9"}
    assert listed["fast"]["figures_held_out"]["relation.linked"] > 70
    assert 10 < listed["fast"]["megabytes"] < 20


def test_the_list_is_a_table(onrecord, site):
    install(site, "other")
    lines = onrecord("models").stdout.decode().splitlines()
    assert lines[0].split() == ["name", "model", "MB", "source", "cue", "content", "linked"]
    assert lines[1].startswith("fast ")
    other = next(line for line in lines if line.startswith("other "))
    assert other.split()[1] == "other-9"
    assert len(other) == len(lines[0]) == len(lines[1])


def test_a_model_that_cannot_be_used_is_listed_with_the_reason(onrecord, site):
    offer(site, "other", "onrecord-extra", "nowhere:FOLDER")
    done = onrecord("models", "-f", "json")
    listed = {one["name"]: one for one in json.loads(done.stdout)}
    assert done.returncode == 1
    assert "No module named 'nowhere'" in listed["other"]["problem"]
    assert listed["fast"]["problem"] is None
    assert "other: cannot be used: onrecord-extra offers" in onrecord("models").stdout.decode()


def test_the_status_tells_whether_all_can_be_used(onrecord):
    done = onrecord("models", "-f", "json")
    assert (done.returncode == 0) == all(one["problem"] is None for one in json.loads(done.stdout))
