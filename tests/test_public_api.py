"""What `import onrecord` offers: `__all__` is what is exported, and nothing else."""

import ast
import doctest
import inspect
import types
from pathlib import Path

import pytest

import onrecord
from onrecord import errors
from onrecord.reading.model import named

TEXT = '"The bridge is safe," engineer Mara Olsen said.'

OFFERED = sorted(set(onrecord.__all__) - {"__version__"})


def names_for_the_type_checker() -> dict[str, str]:
    tree = ast.parse(Path(onrecord.__file__).read_text(encoding="utf-8"))
    guarded = [node for node in tree.body if isinstance(node, ast.If)]
    imported = [node for guard in guarded for node in guard.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imported for alias in node.names}


def test_all_is_sorted_and_has_no_doubles() -> None:
    assert list(onrecord.__all__) == sorted(set(onrecord.__all__))


@pytest.mark.parametrize("name", onrecord.__all__)
def test_everything_listed_is_there(name: str) -> None:
    assert getattr(onrecord, name) is not None
    assert name in dir(onrecord)


def test_everything_public_is_listed() -> None:
    def is_ours(value: object) -> bool:
        return not isinstance(value, types.ModuleType) and str(getattr(value, "__module__", "")).startswith("onrecord")

    public = {name for name, value in vars(onrecord).items() if not name.startswith("_") and is_ours(value)}
    assert public <= set(onrecord.__all__)


def test_a_star_import_gives_all_of_it() -> None:
    names: dict[str, object] = {}
    exec("from onrecord import *", names)
    assert set(onrecord.__all__) <= names.keys()


def test_the_type_checker_sees_what_is_loaded_late() -> None:
    assert names_for_the_type_checker() == onrecord._LATER


def test_every_error_is_offered_and_has_one_root() -> None:
    raised = {name: value for name, value in vars(errors).items() if inspect.isclass(value)}
    assert raised.keys() <= set(onrecord.__all__)
    assert all(issubclass(error, onrecord.OnrecordError) for error in raised.values())


@pytest.mark.parametrize("name", OFFERED)
def test_what_is_offered_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(onrecord, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        onrecord.raed  # noqa: B018  the access is the test


@pytest.mark.parametrize("function", [onrecord.read, onrecord.read_many])
def test_a_model_is_chosen_by_name(function: types.FunctionType) -> None:
    parameter = inspect.signature(function).parameters["model"]
    assert (parameter.kind, parameter.default) == (parameter.KEYWORD_ONLY, None)


def test_the_default_model_has_a_name() -> None:
    assert onrecord.read(TEXT, model="fast") == onrecord.read(TEXT)
    assert list(onrecord.read_many([TEXT], model="fast")) == [onrecord.read(TEXT)]


def test_an_unknown_model_raises_before_anything_is_read() -> None:
    with pytest.raises(onrecord.ModelError, match="no model called 'slow' is installed"):
        onrecord.read(TEXT, model="slow")
    items = iter([TEXT])
    with pytest.raises(onrecord.ModelError):
        onrecord.read_many(items, model="slow")
    assert list(items) == [TEXT]


def test_a_model_and_a_tagger_together_are_wrong() -> None:
    with pytest.raises(TypeError, match="both given"):
        onrecord.read(TEXT, model="fast", tagger=named("fast"))


def test_the_version_is_a_release_number() -> None:
    assert all(part.isdigit() for part in onrecord.__version__.split("."))


def test_the_example_in_the_docstring_is_true() -> None:
    assert doctest.testmod(onrecord).failed == 0
