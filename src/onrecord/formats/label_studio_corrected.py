"""A reading after what people have marked: what they left stays as it was, what they changed or added is taken over.

Only spans, mode, kind, factuality and sources can be changed in Label Studio. What follows from a statement's words
(quantities, times, plans, evidence, place in another) is kept as far as it still lies in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final, cast

from onrecord.formats.label_studio_results import Marked, in_order
from onrecord.formats.label_studio_sources import sourced
from onrecord.formats.marking import mode_of, quoted, within
from onrecord.types import Attribution, Factuality, Kind, Mode, Note, Reading, Span, Step

BY: Final = "person:label-studio"
_PARTS: Final = ("source", "cue", "content")


def corrected(
    before: Reading, old: Sequence[Marked], new: Sequence[Marked], owners: Mapping[str, str]
) -> tuple[Reading, dict[str, Marked]]:
    """The reading that `new` says, and what is marked of each of its statements, by id.

    `old` is what `before` says by itself, `owners` the ids of its regions with those of its statements. A statement
    keeps its id where its cue, else its content, is still one of its regions, or stands at the same place.
    """
    shown = _matched(old, before, owners)
    said, left_out = _statements(new, shown)
    found = _matched(said, before, owners)
    gone = shown.keys() - found.keys()
    kept = [_changed(a, shown.get(a.id), found.get(a.id)) for a in before.attributions if a.id not in gone]
    matched = {id(statement) for statement in found.values()}
    added = _added([s for s in said if id(s) not in matched], before)
    statements = in_order(kept, [a for a, _ in added], _first)
    marks = {**found, **{a.id: s for a, s in added}}
    changed = {a.id for a, _ in added} | {a.id for a, b in _both(kept, before) if a is not b}
    after = sourced(before, statements, marks)
    return _whole(before, after, changed, left_out), marks


def _statements(new: Sequence[Marked], shown: Mapping[str, Marked]) -> tuple[list[Marked], list[Marked]]:
    """Those that say something, and what is left over: regions without content, or a content with nothing else.

    Such a one is a statement where the model's reading had it so.
    """
    as_before = {tuple(s.ids(*_PARTS)) for s in shown.values()}
    said, left_out = list[Marked](), list[Marked]()
    for statement in new:
        whole = bool(statement.spans("content")) and bool(statement.spans("cue") or statement.spans("source"))
        (said if whole or tuple(statement.ids(*_PARTS)) in as_before else left_out).append(statement)
    return said, left_out


def _matched(marked: Sequence[Marked], before: Reading, owners: Mapping[str, str]) -> dict[str, Marked]:
    """The statements of `before` that are among the marked ones, by id."""
    free = {a.id: a for a in before.attributions}
    waiting = list(marked)
    found: dict[str, Marked] = {}
    for rule in (_by_cue, _by_content, _by_place):
        for statement in waiting:
            known = next((i for i in rule(statement, free, owners) if i in free), None)
            if known is not None:
                found[known] = statement
                del free[known]
        waiting = [s for s in waiting if all(s is not other for other in found.values())]
    return found


def _by_cue(statement: Marked, free: Mapping[str, Attribution], owners: Mapping[str, str]) -> list[str]:
    return [owners[i] for i in statement.ids("cue") if i in owners]


def _by_content(statement: Marked, free: Mapping[str, Attribution], owners: Mapping[str, str]) -> list[str]:
    """By the content's regions; by the source's where neither a cue nor a content is there."""
    ids = statement.ids("content") or ([] if statement.ids("cue") else statement.ids("source"))
    return [owners[i] for i in ids if i in owners]


def _by_place(statement: Marked, free: Mapping[str, Attribution], owners: Mapping[str, str]) -> list[str]:
    """Where a tool has given the regions other ids: with the same cue, best with the same content, too."""
    cue, content = statement.spans("cue"), statement.spans("content")
    same = [a for a in free.values() if a.cue and a.cue == cue]
    return [a.id for a in sorted(same, key=lambda a: a.content != content)]


def _says(statement: Marked, a: Attribution) -> tuple[Any, ...]:
    """What can be changed of a statement; what is not said is as it was in `a`."""
    return (
        *(statement.spans(part) for part in _PARTS),
        *(statement.said(n, getattr(a, n)) for n in ("mode", "kind", "factuality")),
    )


def _changed(a: Attribution, old: Marked | None, new: Marked | None) -> Attribution:
    """The attribution as it is marked now, itself where nothing was changed."""
    if old is None or new is None or _says(old, a) == _says(new, a):
        return a
    return _fitting(
        replace(
            a,
            source=new.spans("source") if new.spans("source") != old.spans("source") else a.source,
            cue=new.spans("cue") if new.spans("cue") != old.spans("cue") else a.cue,
            content=new.spans("content") if new.spans("content") != old.spans("content") else a.content,
            mode=cast("Mode", new.said("mode", a.mode)),
            kind=cast("Kind", new.said("kind", a.kind)),
            factuality=cast("Factuality", new.said("factuality", a.factuality)),
            evidence=a.evidence if new.said("factuality", a.factuality) == a.factuality else (),
            confidence=1.0,
            steps=(*a.steps, Step("correction", BY)),
        ),
        a,
    )


def _fitting(a: Attribution, before: Attribution) -> Attribution:
    """Without what no longer lies in its content; as it is where the content is the same."""
    if a.content == before.content:
        return a
    return replace(
        a,
        evidence=tuple(s for s in a.evidence if within(s, a.content) or not within(s, before.content)),
        quantities=tuple(q for q in a.quantities if within(q.span, a.content)),
        times=tuple(t for t in a.times if within(t.span, a.content)),
        plans=tuple(p for p in a.plans if within(p.evidence, a.content) or not within(p.evidence, before.content)),
        editorial_marks=tuple(m for m in a.editorial_marks if within(m.span, a.content)),
    )


def _added(statements: Sequence[Marked], before: Reading) -> list[tuple[Attribution, Marked]]:
    taken = {a.id for a in before.attributions}
    free = (i for i in (f"a{n}" for n in count(len(taken) + 1)) if i not in taken)
    return [(_attribution(next(free), s, before), s) for s in statements]


def _attribution(id_: str, statement: Marked, before: Reading) -> Attribution:
    article, content = before.article, statement.spans("content")
    return Attribution(
        id_,
        statement.spans("source"),
        statement.spans("cue"),
        content,
        cast("Mode", statement.said("mode", None) or mode_of(article.text, content, quoted(article))),
        None,
        1.0,
        (Step("attribution", BY),),
        kind=cast("Kind", statement.said("kind", None) or "assertion"),
        factuality=cast("Factuality", statement.said("factuality", None) or "asserted"),
        quantities=tuple(q for q in before.quantities if within(q.span, content)),
        times=tuple(t for t in before.times if within(t.span, content)),
        plans=tuple(p for p in before.plans if within(p.evidence, content)),
    )


def _whole(before: Reading, after: Reading, changed: set[str], left_out: Sequence[Marked]) -> Reading:
    """With what else of the reading depends on its statements."""
    ids = {a.id for a in after.attributions}
    attributed = [span for a in after.attributions if a.id in changed for span in a.content]
    notes = [Note("label-studio-left-out", f"no statement: {_described(s)}") for s in left_out]
    return replace(
        after,
        attributions=tuple(_nested(a, after, changed, ids) for a in after.attributions),
        own_voice=tuple(
            o for o in before.own_voice if not any(o[0] < end and start < o[1] for start, end in attributed)
        ),
        pull_quotes=tuple(
            q if q.repeats is None or q.repeats in ids else replace(q, repeats=None) for q in before.pull_quotes
        ),
        notes=(*before.notes, *notes),
    )


def _nested(a: Attribution, reading: Reading, changed: set[str], ids: set[str]) -> Attribution:
    """With the statement in whose content it stands: the least that holds it, where one of the two was changed."""
    if a.id not in changed and a.parent not in changed and (a.parent is None or a.parent in ids):
        return a
    spans = (*a.source, *a.cue, *a.content)
    around = [b for b in reading.attributions if b.id != a.id and all(within(s, b.content) for s in spans)]
    least = min(around, key=lambda b: sum(end - start for start, end in b.content), default=None)
    # Two that hold each other are the same words; neither stands in the other.
    if least is not None and all(within(s, a.content) for s in least.content):
        least = None
    return replace(a, parent=None if least is None else least.id)


def _first(a: Attribution) -> Span:
    return min((*a.source, *a.cue, *a.content), default=(0, 0))


def _both(kept: Sequence[Attribution], before: Reading) -> list[tuple[Attribution, Attribution]]:
    by_id = {a.id: a for a in before.attributions}
    return [(a, by_id[a.id]) for a in kept]


def _described(statement: Marked) -> str:
    return ", ".join(f"{r.part} at {r.span[0]} to {r.span[1]}" for r in statement.regions)
