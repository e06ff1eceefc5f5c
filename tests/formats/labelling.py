"""A page of two statements, and a person who labels it in Label Studio."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from onrecord.formats import label_studio
from onrecord.types import Article, Attribution, Block, Link, Quantity, Reading, Source, Span, Step

TEXT = (
    "Harbor 🙂 news\r\n\r\n"
    "👩‍👩‍👧 Mayor Ana Ruiz said  the pier\twould close in 40 days: “We are done, cafe\u0301 and all.”"
    "\r\n\r\nCritics doubt it, according to Tor Lund 🚢.\r\nThe end was nigh, an aide warned."
)


def at(words: str, text: str = TEXT) -> Span:
    """Where the words stand first."""
    start = text.index(words)
    return start, start + len(words)


def page() -> Reading:
    """Two statements; a discontinuous content, emoji before every span, CRLF between paragraphs."""
    blocks = tuple(Block("paragraph", *at(line)) for line in TEXT.split("\r\n") if line)
    article = Article(TEXT, blocks, "5" * 64, name="pier.html", title="The pier 🙂", outlet="Tidelook")
    quantity = Quantity(at("40 days"), "measure", 40, 40, 40, unit="days")
    closing = Attribution(
        "a1",
        (at("Mayor Ana Ruiz"),),
        (at("said"),),
        (at("the pier\twould close in 40 days"), at("“We are done, cafe\u0301 and all.”")),
        "mixed",
        None,
        0.75,
        (Step("relation", "model:made-1"),),
        source_id="s1",
        chain=(Link("Ana Ruiz", "s1"), Link("this article")),
        quantities=(quantity,),
    )
    doubting = Attribution(
        "a2",
        (at("Tor Lund"),),
        (at("according to"),),
        (at("Critics doubt it"),),
        "indirect",
        None,
        0.5,
        source_id="s2",
        chain=(Link("Tor Lund", "s2"), Link("this article")),
    )
    sources = (
        Source("s1", "named person", "Ana Ruiz", ("mayor",), mentions=closing.source),
        Source("s2", "named person", "Tor Lund", mentions=doubting.source),
    )
    own = (at("The end was nigh, an aide warned."),)
    return Reading(article, (closing, doubting), "made-1", (), sources, own, quantities=(quantity,))


def tasks(readings: Sequence[Reading]) -> list[Any]:
    """The tasks of these readings, as a person's Label Studio has them."""
    made: list[Any] = json.loads(b"".join(piece.data for piece in label_studio.pieces(readings)))
    return made


class Person:
    """Somebody at work on a task's prediction; `task()` is what Label Studio exports then."""

    def __init__(self, reading: Reading) -> None:
        (self._task,) = tasks([reading])
        self.result: list[Any] = deepcopy(self._task["predictions"][0]["result"])

    def region(self, words: str) -> str:
        """The id of the region with these words."""
        found = (r["id"] for r in self.result if r["type"] == "labels" and r["value"]["text"] == words)
        return str(next(found))

    def delete(self, words: str) -> None:
        """As Label Studio does, with its relations."""
        id_ = self.region(words)
        self.result = [r for r in self.result if id_ not in (r.get("id"), r.get("from_id"), r.get("to_id"))]

    def mark(self, words: str, label: str) -> str:
        """The id of a new region."""
        start, end = at(words, self._task["data"]["text"])
        id_ = f"new{len(self.result)}"
        value = {"start": start, "end": end, "text": words, "labels": [label]}
        self.result.append({"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value})
        return id_

    def join(self, one: str, *others: str) -> None:
        """Relations from a region to others, without names, as people draw them."""
        self.result += [{"type": "relation", "from_id": one, "to_id": o, "direction": "right"} for o in others]

    def stretch(self, words: str, now: str) -> None:
        """Move a region's ends, so that it has other words."""
        id_, (start, end) = self.region(words), at(now, self._task["data"]["text"])
        for result in self.result:
            if result.get("id") == id_:
                result["value"] |= {"start": start, "end": end} | ({"text": now} if "labels" in result["value"] else {})

    def choose(self, words: str, name: str, value: str) -> None:
        """Choose a value for a region in place of another."""
        id_ = self.region(words)
        self.result = [r for r in self.result if (r.get("id"), r.get("from_name")) != (id_, name)]
        kind = "textarea" if name == "name" else "choices"
        said = {"text" if name == "name" else "choices": [value]}
        self.result.append({"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": said})

    def note(self, words: str, *lines: str) -> None:
        """Write something at a region."""
        id_ = self.region(words)
        next(r for r in self.result if r.get("id") == id_)["meta"] = {"text": list(lines)}

    def task(self, **more: Any) -> dict[str, Any]:
        """The task as Label Studio exports it: predictions by number alone. `more` goes to the annotation."""
        annotation = {
            "id": 7,
            "completed_by": 3,
            "was_cancelled": False,
            "ground_truth": False,
            "created_at": "2031-03-20T10:00:00.250000Z",
            "updated_at": "2031-03-20T10:05:00.250000Z",
            "lead_time": 41.5,
            "prediction": {"id": 1, "result": []},
            "result": self.result,
            **more,
        }
        data = self._task["data"]
        return {"id": 11, "data": data, "meta": {}, "drafts": [], "predictions": [1], "annotations": [annotation]}


def exported(path: Path, *made: Any) -> Path:
    """A file with these tasks, as Label Studio exports it."""
    path.write_text(json.dumps(made, ensure_ascii=False, indent=2), encoding="utf-8")
    return path
