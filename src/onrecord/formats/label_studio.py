"""Readings to Label Studio, as tasks with predictions, and back after people have reviewed them.

https://labelstud.io/guide/predictions and /guide/task_format. A task's `data` has the text, what a reviewer wants to
know of the article, and in `onrecord` the reading that the task was made from. Label Studio keeps `data` as it is, so
what cannot be marked there comes back, and it is known what people have changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import msgspec

from onrecord.formats.fit import faults, storable
from onrecord.formats.label_studio_config import TEXT, config
from onrecord.formats.label_studio_corrected import corrected
from onrecord.formats.label_studio_regions import owners, results
from onrecord.formats.label_studio_results import marked
from onrecord.formats.label_studio_tasks import Chosen, Task, annotated, predicted, tasks
from onrecord.formats.registry import Piece
from onrecord.types import Article, Block, Note, Reading

__all__ = ["Reviewed", "config", "load", "pieces", "reviewed"]

VERSION: Final = 1
"""Of what stands in a task's `data.onrecord`."""
_NUL, _INSTEAD = "\x00", "\N{REPLACEMENT CHARACTER}"
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reading as a model made it and as a person has left it.

    Statements have the same id in both. `before` is None where the task does not say what it was made from. By the ids
    of statements, `said` is what was chosen and typed for them (`mode`, `kind`, `factuality`; `type` and `name` of the
    source), `notes` what the person wrote at their regions. `by` and `at` are who it was and when (ISO 8601), as Label
    Studio tells it.
    """

    before: Reading | None
    after: Reading
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    by: str | None = None
    at: str | None = None


def pieces(readings: Iterable[Reading]) -> Iterator[Piece]:
    """One file, an array with a task a line."""
    before = b"[\n"
    for reading in readings:
        yield Piece("", before + msgspec.json.encode(_task(_keepable(reading))))
        before = b",\n"
    yield Piece("", (b"" if before == b",\n" else before.rstrip()) + b"\n]\n")


def load(path: Path) -> Iterator[Reading]:
    """The readings of a file of tasks, or of the files *.json of a folder.

    Where a task has an annotation (the ground truth, else the one changed last; skipped ones do not count), it takes
    the prediction's place. Tasks that have neither, and do not say what they were made from, are passed over.
    Everything is checked before the first reading is given.

    Raises FormatError where a file is no list of tasks, or what is marked does not fit the text or our configuration.
    """
    for _ in _loaded(path):
        pass
    yield from _loaded(path)


def reviewed(path: Path) -> Iterator[Reviewed]:
    """What people have made of the tasks of a file or folder: one for each task with an annotation. As `load`."""
    for task in tasks(path):
        _review(task)
    for task in tasks(path):
        review = _review(task)
        if review is not None:
            yield review


def _loaded(path: Path) -> Iterator[Reading]:
    for task in tasks(path):
        review = _review(task)
        if review is not None:
            yield review.after
            continue
        before = _made_from(task)
        prediction = predicted(task, before.model if before else None)
        if prediction is not None:
            yield _after(task, before, prediction).after
        elif before is not None:
            yield before


def _review(task: Task) -> Reviewed | None:
    annotation = annotated(task)
    return None if annotation is None else _after(task, _made_from(task), annotation)


def _after(task: Task, before: Reading | None, chosen: Chosen) -> Reviewed:
    start = before or Reading(_article(task), (), "label-studio")
    text = start.article.text
    old = marked(results(start), text, task.place)
    after, marks = corrected(start, old, marked(chosen.result, text, task.place), owners(start))
    if chosen.others:
        note = Note("label-studio-others", f"{chosen.others} more annotations of it were passed over")
        after = replace(after, notes=(*after.notes, note))
    for fault in faults(after):
        raise task.place.wrong(f"what is marked does not fit together: {fault}")
    said = {i: {k: v for region in mark.regions for k, v in region.said.items()} for i, mark in marks.items()}
    notes = {i: mark.notes for i, mark in marks.items() if mark.notes}
    return Reviewed(before, after, said, notes, chosen.by, chosen.at)


def _task(reading: Reading) -> dict[str, Any]:
    article = reading.article
    about = {
        "title": article.title or article.name,
        "outlet": article.outlet,
        "authors": "; ".join(article.authors) or None,
        "published": article.published,
        "url": article.url,
    }
    made_from = {"version": VERSION, "reading": replace(reading, article=replace(article, text=""))}
    data = {TEXT: article.text, **{k: v for k, v in about.items() if v is not None}, "onrecord": made_from}
    confidences = [a.confidence for a in reading.attributions]
    # Label Studio sorts tasks by it, so that the least certain come first; it takes 0 to 1.
    score = {"score": sum(confidences) / len(confidences)} if confidences else {}
    return {"data": data, "predictions": [{"model_version": reading.model, **score, "result": results(reading)}]}


def _keepable(reading: Reading) -> Reading:
    """With U+FFFD for what PostgreSQL, and so Label Studio, cannot keep: lone surrogates and U+0000."""
    kept = storable(reading)
    text = kept.article.text.replace(_NUL, _INSTEAD)
    lost = sum(one != other for one, other in zip(text, reading.article.text, strict=True))
    if not lost:
        return kept
    note = Note("label-studio-replaced", f"{lost} characters that Label Studio cannot keep are U+FFFD")
    return replace(kept, article=replace(kept.article, text=text), notes=(*kept.notes, note))


def _made_from(task: Task) -> Reading | None:
    made = task.data.get("onrecord")
    if made is None:
        return None
    version = made.get("version") if isinstance(made, dict) else None
    if version != VERSION:
        reason = f"it was made by another version of onrecord (its data has the version {version}, not {VERSION})"
        raise task.place.wrong(reason, "Import it with the onrecord that exported it, or a newer one")
    try:
        reading = msgspec.convert(made["reading"], Reading)
    except (KeyError, msgspec.ValidationError) as error:
        raise task.place.wrong(f"its data has no whole reading ({error})") from error
    whole = replace(reading, article=replace(reading.article, text=task.data[TEXT]))
    for fault in faults(whole):
        raise task.place.wrong(f"its text is not that of its reading: {fault}")
    return whole


def _article(task: Task) -> Article:
    """The article of a task that onrecord has not made: a paragraph a line, and what its data calls by our names."""
    text = task.data[TEXT]
    url, title, outlet, published = (_said(task, name) for name in ("url", "title", "outlet", "published"))
    blocks = tuple(Block("paragraph", *match.span()) for match in _LINE.finditer(text))
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    name = f"{task.place.name}:{task.place.line}"
    return Article(text, blocks, sha256, name, url=url, title=title, outlet=outlet, published=published)


def _said(task: Task, name: str) -> str | None:
    value = task.data.get(name)
    return value if isinstance(value, str) and value else None
