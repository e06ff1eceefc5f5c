"""Readings made by hand for the tests of `verify`, so that none needs a model."""

from onrecord.articles import Metadata, from_text
from onrecord.types import Attribution, Reading, Source


def reading(text, sources=None, statements=(), **facts):
    """A reading of `text`: `sources` are fields of each id, `statements` have source, content (texts), mode, parent.

    A statement's source phrase is `phrase`, or the name or last name of its source where the text has that.
    """
    meta = Metadata(outlet=facts.get("outlet"), authors=tuple(facts.get("authors", ())))
    made = tuple(
        Attribution(
            f"a{i + 1}", _phrase(text, s, sources or {}), (), tuple(_at(text, part) for part in s["content"]),
            s["mode"], s.get("parent"), 1.0, source_id=s["source"],
        )
        for i, s in enumerate(statements)
    )  # fmt: skip
    known = tuple(
        Source(key, fields["type"], fields["name"], tuple(fields.get("roles", ())))
        for key, fields in (sources or {}).items()
    )
    return Reading(from_text(text, meta=meta, name="story.txt"), made, "fake-1", sources=known)


def original(given):
    """An original of a case: a text, or the fields of a reading."""
    return from_text(given, name="original.txt") if isinstance(given, str) else reading(**given)


def _phrase(text, statement, sources):
    name = sources.get(statement["source"], {}).get("name") or ""
    forms = [statement["phrase"]] if "phrase" in statement else [name, name.split(" ")[-1]]
    return tuple(_at(text, form) for form in forms if form and form in text)[:1]


def _at(text, part):
    start = text.index(part)
    return start, start + len(part)
