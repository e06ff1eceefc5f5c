"""Files of Label Studio tasks: read, each task with its line, and which of its annotations counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from onrecord.errors import FormatError

_AGAIN: Final = "Export the project from Label Studio once more, as JSON"
_SPACE: Final = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task stands: `name` of the file as the user gave it, and the line on which the task begins."""

    name: str
    line: int | None

    def wrong(self, reason: str, remedy: str = _AGAIN) -> FormatError:
        """The error that says what is wrong there."""
        return FormatError(self.name, self.line, reason, remedy)


@dataclass(frozen=True, slots=True)
class Task:
    """One task: where it stands, what is in its `data`, and everything else that it has."""

    place: Place
    data: Mapping[str, Any]
    whole: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The annotation that counts: its results, by whom (a number or an address) and when; `others` are passed over."""

    result: list[Any]
    by: str | None = None
    at: str | None = None
    others: int = 0


def tasks(path: Path) -> Iterator[Task]:
    """The tasks of a file, or of the files *.json of a folder in the order of their names.

    Raises FormatError where a file is no list of tasks.
    """
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        for line, item in _items(file):
            yield _task(Place(str(file), line), item)


def annotated(task: Task) -> Chosen | None:
    """The annotation that counts: the ground truth, where one is marked so, else the one changed last.

    Skipped ones (`was_cancelled`) do not; None where no other is there.
    """
    found = [a for a in _dicts(task, "annotations", "completions") if not a.get("was_cancelled")]
    if not found:
        return None
    truths = [a for a in found if a.get("ground_truth")]
    chosen = max(truths or found, key=lambda a: (_time(a) or "", found.index(a)))
    return Chosen(_result(task, chosen), _by(chosen.get("completed_by")), _time(chosen), len(found) - 1)


def predicted(task: Task, model: str | None) -> Chosen | None:
    """The prediction by `model`, else the first; None where the file has none, or only their numbers."""
    found = _dicts(task, "predictions")
    if not found:
        return None
    ours = [p for p in found if model is not None and p.get("model_version") == model]
    return Chosen(_result(task, (ours or found)[0]))


def _items(file: Path) -> Iterator[tuple[int, Any]]:
    """What the array of a file holds, each with the line on which it begins."""
    text = _text(file)
    decoder = json.JSONDecoder(parse_constant=_no_number)
    at, line = _past_space(text, 0), 1
    if text[at : at + 1] != "[":
        _not_a_list(file, text[at:])
    at = _past_space(text, at + 1)
    line += text.count("\n", 0, at)
    while text[at : at + 1] != "]":
        try:
            item, end = decoder.raw_decode(text, at)
        except ValueError as error:
            raise _broken(file, line, error) from error
        yield line, item
        following = _past_space(text, end)
        if text[following : following + 1] == ",":
            following = _past_space(text, following + 1)
        elif text[following : following + 1] != "]":
            raise _cut_short(file, line + text.count("\n", at, end))
        line, at = line + text.count("\n", at, following), following
    if text[at + 1 :].strip():
        raise FormatError(str(file), line, "something follows the list of tasks", _AGAIN)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FormatError(str(file), None, f"it cannot be read ({error.strerror})", "Check the path") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FormatError(str(file), line, "it is not UTF-8", _AGAIN) from error


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _not_a_list(file: Path, text: str) -> NoReturn:
    if not text:
        raise FormatError(str(file), None, "it is empty", _AGAIN)
    raise FormatError(str(file), 1, "it is not a list of Label Studio tasks", "Export the project as JSON")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _broken(file: Path, line: int, error: ValueError) -> FormatError:
    if not isinstance(error, json.JSONDecodeError):
        return FormatError(str(file), line, f"it is not JSON ({error})", _AGAIN)
    # A string that never ends is told by where it begins.
    if not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return _cut_short(file, error.lineno)
    return FormatError(str(file), error.lineno, f"it is not JSON ({error.msg}, column {error.colno})", _AGAIN)


def _cut_short(file: Path, line: int) -> FormatError:
    return FormatError(str(file), line, "the list of tasks is cut short", _AGAIN)


def _task(place: Place, item: Any) -> Task:
    if not isinstance(item, dict):
        raise place.wrong("it holds something else than tasks")
    data = item.get("data")
    if data is None and isinstance(item.get("text"), str):
        raise place.wrong("it is JSON_MIN, which leaves out the relations between cue, source and content")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise place.wrong("the task has no text", "Use the labelling configuration of onrecord (docs/formats.md)")
    return Task(place, data, item)


def _dicts(task: Task, *names: str) -> list[dict[str, Any]]:
    for name in names:
        values = task.whole.get(name)
        if isinstance(values, list):
            return [value for value in values if isinstance(value, dict)]
    return []


def _result(task: Task, chosen: dict[str, Any]) -> list[Any]:
    result = chosen.get("result")
    if not isinstance(result, list):
        raise task.place.wrong("an annotation or prediction has no list of results")
    return result


def _by(person: Any) -> str | None:
    if isinstance(person, dict):
        person = person.get("email") or person.get("id")
    return None if person is None else str(person)


def _time(annotation: dict[str, Any]) -> str | None:
    value = annotation.get("updated_at") or annotation.get("created_at")
    return value if isinstance(value, str) else None
