"""From the tagger's relations to attributions: structure, continued quotations, nesting, mode, ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.blocks import Found, add_blocks
from onrecord.reading.completed import with_completed
from onrecord.reading.conflicts import settle
from onrecord.reading.continued import continue_quotations
from onrecord.reading.layout import Layout, normalise
from onrecord.reading.modes import mode_of
from onrecord.reading.nesting import parents
from onrecord.reading.relations import Relation
from onrecord.reading.repeats import pull_quotes, without_repeats
from onrecord.reading.resumed import with_resumed
from onrecord.reading.subjects import with_subjects
from onrecord.types import Article, Attribution, Step


def assemble(article: Article, relations: Sequence[Relation]) -> tuple[Attribution, ...]:
    """The attributions of `article`, in text order of their first span, from what the tagger found in its text.

    Completes quotations that were cut short, adds block quotations and announced quotations, continues quotations
    whose marks are re-opened, leaves out what only repeats a line of the body, and gives every attribution its mode
    and the attribution that it stands in.
    Every span lies in the text, begins and ends with a printed character, and the spans of one role do not overlap.
    """
    layout = Layout(article)
    usable = [r for r in (_valid(article.text, r) for r in relations) if r.content]
    usable = with_completed(layout, with_resumed(layout, usable))
    own = settle(layout, without_repeats(usable, pull_quotes(layout)))
    found = add_blocks(layout, with_subjects(layout, continue_quotations(layout, own)))
    found = _ordered([replace(f, relation=_valid(article.text, f.relation)) for f in found])
    above = parents([f.relation for f in found])
    return tuple(_attribution(layout, i, f, above[i]) for i, f in enumerate(found))


def _valid(text: str, relation: Relation) -> Relation:
    spans = (normalise(text, getattr(relation, role)) for role in ("source", "cue", "content"))
    source, cue, content = spans
    return replace(relation, source=source, cue=cue, content=content)


def _ordered(found: list[Found]) -> list[Found]:
    def place(f: Found) -> tuple[int, int]:
        spans = (*f.relation.source, *f.relation.cue, *f.relation.content)
        return min(spans)[0], -max(e for _, e in spans)

    return sorted(found, key=place)


def _attribution(layout: Layout, i: int, found: Found, parent: int | None) -> Attribution:
    relation = found.relation
    mode = "block" if found.block else mode_of(layout.article.text, relation.content, layout.quoted)
    steps = [*relation.steps]
    if parent is not None:
        steps.append(Step("parent", "rule:stands-within"))
    return Attribution(
        id=f"a{i + 1}",
        source=relation.source,
        cue=relation.cue,
        content=relation.content,
        mode=mode,
        parent=None if parent is None else f"a{parent + 1}",
        confidence=round(relation.confidence, 4),
        steps=tuple(steps),
    )
