"""Models by name: inside the package, from installed distributions, and from folders."""

import importlib.metadata
import json
import subprocess
import sys

import pytest

import onrecord
from onrecord.errors import ModelError
from onrecord.reading.model import DEFAULT, default_tagger, describe, find, named, names
from tests.distribution import copy_weights, install, offer

TEXT = '"The bridge is safe," engineer Mara Olsen said.'


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder from which packages are imported, and the only one in which distributions are found."""
    folder = tmp_path / "site"
    folder.mkdir()
    modules = set(sys.modules)
    monkeypatch.syspath_prepend(folder)
    # Whatever else this environment has installed is passed over; the search itself is the real one.
    search = importlib.metadata.MetadataPathFinder.find_distributions
    only_here = importlib.metadata.DistributionFinder.Context(path=[str(folder)])
    monkeypatch.setattr(importlib.metadata.MetadataPathFinder, "find_distributions", lambda *args: search(only_here))
    yield folder
    for name in set(sys.modules) - modules:
        if name.startswith("weights_of_"):
            del sys.modules[name]


def test_the_default_is_loaded_once():
    assert named("fast") is default_tagger() is named("fast")
    assert named("fast").name == describe("fast").version


def test_fast_comes_first_and_the_others_by_name(site):
    for model in ("zonal", "early"):
        offer(site, model, f"onrecord-{model}", "nowhere:FOLDER")
    assert names() == ("fast", "early", "zonal")


def test_an_installed_model_reads_and_is_named_in_the_reading(site):
    install(site, "other")
    reading = onrecord.read(TEXT, model="other")
    assert reading.model == "other-9"
    assert [a.content for a in reading.attributions] == [a.content for a in onrecord.read(TEXT).attributions]
    assert named("other") is named("other")


def test_nothing_replaces_the_default(site):
    install(site, "fast")
    assert find("fast").folder == DEFAULT
    assert names() == ("fast",)


@pytest.mark.parametrize("path", ["./mine", "mine", "../here/mine", "mine/"])
def test_a_folder_of_weights_is_a_model(tmp_path, monkeypatch, path):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    copy_weights(tmp_path / "here" / "mine", "mine-1")
    assert named(path).name == "mine-1"


def test_a_relative_path_is_another_folder_elsewhere(tmp_path, monkeypatch):
    found = []
    for place in ("one", "two"):
        copy_weights(tmp_path / place / "mine", f"mine-{place}")
        monkeypatch.chdir(tmp_path / place)
        found.append(named("./mine").name)
    assert found == ["mine-one", "mine-two"]


def test_an_installed_name_goes_before_a_folder_s(site, tmp_path, monkeypatch):
    folder = install(site, "other")
    copy_weights(tmp_path / "other", "folder-1")
    monkeypatch.chdir(tmp_path)
    assert find("other").folder == folder
    assert named("./other").name == "folder-1"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acurate", "no model called 'acurate' is installed (installed: fast, other)."),
        ("acurate", "A folder of weights is given with its path, as in ./acurate"),
        ("accurate", "Install it with: pip install onrecord-accurate"),
        ("", "no model called '' is installed"),
        ("./nothing", "no weights can be read here"),
        ("./nothing", "Give a folder that `onrecord train` has written"),
    ],
)
def test_a_model_that_is_not_there_says_what_is(site, tmp_path, monkeypatch, name, said):
    monkeypatch.chdir(tmp_path)
    offer(site, "other", "onrecord-extra", "nowhere:FOLDER")
    with pytest.raises(ModelError) as raised:
        named(name)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("no_such_module:FOLDER", "cannot be found (ModuleNotFoundError"),
        ("json:FOLDER", "cannot be found (AttributeError"),
        ("json:__name__", "json:__name__ is no folder's path"),
    ],
)
def test_an_entry_point_that_leads_nowhere_names_its_distribution(site, value, said):
    offer(site, "other", "onrecord-extra", value)
    with pytest.raises(ModelError) as raised:
        named("other")
    assert said in str(raised.value)
    assert str(raised.value).startswith("onrecord-extra offers a model called 'other'")
    assert str(raised.value).endswith("pip install --force-reinstall onrecord-extra")


def facts_with(**changed):
    """The default's `model.json` with other values; None takes one out."""
    facts = {**json.loads((DEFAULT / "model.json").read_text(encoding="utf-8")), **changed}
    return json.dumps({key: value for key, value in facts.items() if value is not None})


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("model.json", None, "no weights can be read here (No such file"),
        ("model.json", "{", "no weights can be read here"),
        ("model.json", "[]", "does not name a model"),
        ("model.json", facts_with(name=None), "does not name a model"),
        ("model.json", facts_with(format=1), "weights of format 1, but this version reads 4"),
        ("model.json", facts_with(cue_chain=None), "settings are missing or damaged"),
        ("tokenizer.json", None, "missing"),
        ("tokenizer.json", "{}", "not a tokenizer that can be loaded"),
        ("encoder.onnx", None, "not a model that ONNX Runtime can load"),
        ("roles.onnx", "cut off", "not a model that ONNX Runtime can load"),
    ],
)
def test_damaged_weights_name_their_distribution_and_the_remedy(site, file, content, said):
    path = install(site, "other") / file
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError) as raised:
        named("other")
    assert said in str(raised.value)
    assert str(raised.value).endswith("pip install --force-reinstall onrecord-extra")


def test_two_distributions_with_one_name_are_not_chosen_between(site):
    for distribution in ("onrecord-b", "onrecord-a"):
        offer(site, "other", distribution, "nowhere:FOLDER")
    with pytest.raises(ModelError, match="onrecord-a and onrecord-b both offer a model called 'other'"):
        named("other")


def test_a_description_has_size_and_figures(site):
    install(site, "other")
    other = describe("other")
    assert other.version == "other-9"
    assert other.figures == describe("fast").figures
    assert 10 < other.megabytes < 20


def test_a_description_without_figures(site):
    folder = install(site, "other")
    (folder / "model.json").write_text(facts_with(figures_held_out=None), encoding="utf-8")
    assert describe("other").figures == {}


def test_reading_with_the_default_looks_for_no_distributions():
    code = f"import sys, onrecord\nonrecord.read({TEXT!r})\nprint('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
