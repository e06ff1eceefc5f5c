"""The stage as a whole: attributions in, weighed attributions and the article's own assertions out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.statements.editing import editorial_marks, quoted
from onrecord.statements.factuality import beginning, factuality_of, main_statement
from onrecord.statements.kinds import kind_of
from onrecord.statements.own_voice import own_voice
from onrecord.statements.plans import plans
from onrecord.statements.quantities import quantities
from onrecord.statements.spans import Holders, merged, touches
from onrecord.statements.times import times
from onrecord.tokens import Tokens, tokens_of
from onrecord.types import Article, Attribution, Plan, Quantity, Spans, Step, Time

Measured = TypeVar("Measured", Quantity, Time)


@dataclass(frozen=True, slots=True)
class Statements:
    """What an article states: its attributions, weighed; its own assertions; and what is found in either."""

    attributions: tuple[Attribution, ...]
    own_voice: Spans
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    plans: tuple[Plan, ...]


def weigh(article: Article, attributions: Sequence[Attribution], apart: Spans = ()) -> Statements:
    """`attributions` with `kind`, `factuality` and what stands in their contents; and what the article itself asserts.

    `apart` are spans that state nothing of their own: pull quotes, lead-ins that lost their statement. Quantities,
    times and plans are those of contents and own assertions; a plan may also stand beside a source ("who would not be
    named because the sale has not been approved").
    """
    tokens = tokens_of(article)
    weighed = tuple(_weighed(tokens, a) for a in attributions)
    beside = {a.id: tokens.sentence(a.source[0][0]) for a in attributions if a.source}
    found = _found(tokens, weighed, tuple(beside.values()), own_voice(tokens, attributions, apart))
    contents = Holders((span, a.id) for a in weighed for span in a.content)
    of_plans = _plans_of(found.plans, weighed, contents, Holders((span, key) for key, span in beside.items()))
    of_quantities, of_times = _by_owner(found.quantities, contents), _by_owner(found.times, contents)
    return replace(
        found,
        attributions=tuple(
            replace(
                a,
                quantities=tuple(of_quantities.get(a.id, ())),
                times=tuple(of_times.get(a.id, ())),
                plans=tuple(of_plans.get(a.id, ())),
            )
            for a in weighed
        ),
    )


def _found(tokens: Tokens, weighed: tuple[Attribution, ...], beside: Spans, own: Spans) -> Statements:
    """What is found in contents, in the article's own assertions and, of plans, in the sentences that name sources."""
    text, published = tokens.article.text, tokens.article.published
    places = [(b.start, b.end) for b in tokens.article.blocks]
    stated = merged((*own, *(s for a in weighed for s in a.content)))
    doubted = merged(s for a in weighed if a.factuality in ("denied", "questioned") for s in a.content)
    near = merged((*stated, *beside))
    # One paragraph after the other: both ask for the times that are named there, which are remembered for one.
    of_places = [(quantities(text, p), times(text, p, published)) for p in places if touches(p, stated)]
    return Statements(
        weighed,
        own,
        tuple(q for found, _ in of_places for q in found if touches(q.span, stated)),
        tuple(t for _, found in of_places for t in found if touches(t.span, stated)),
        tuple(p for place in places for p in plans(text, place) if _holds(p, near, doubted)),
    )


def _by_owner(found: Sequence[Measured], contents: Holders) -> dict[str, list[Measured]]:
    """Attribution id -> what is found in its content."""
    owners: dict[str, list[Measured]] = {}
    for one in found:
        for key in contents.of(one.span):
            owners.setdefault(key, []).append(one)
    return owners


def _holds(plan: Plan, near: Spans, doubted: Spans) -> bool:
    """Whether the page says it of a plan: in `near`, and not in what somebody only denies or asks."""
    return touches(plan.evidence, near) and (plan.status == "not approved" or not touches(plan.evidence, doubted))


def _weighed(tokens: Tokens, attribution: Attribution) -> Attribution:
    text = tokens.article.text
    cue = (attribution.cue[0][0], attribution.cue[-1][1]) if attribution.cue else None
    kind = kind_of(text[slice(*cue)] if cue else "", quoted=attribution.mode in ("direct", "block"))
    if not attribution.content:
        return replace(attribution, kind=kind)
    main = main_statement(tokens, attribution.content)
    factuality, evidence = factuality_of(text, cue, main, kind, beginning(tokens, attribution, main))
    edited = attribution.content if attribution.mode in ("direct", "block") else ()
    if attribution.mode == "mixed":
        edited = tuple(part for span in attribution.content for part in quoted(text, span))
    return replace(
        attribution,
        kind=kind,
        factuality=factuality,
        evidence=evidence,
        editorial_marks=tuple(mark for span in edited for mark in editorial_marks(text, span)),
        steps=(*attribution.steps, Step("factuality", "rule:signs")),
    )


def _plans_of(
    found: Sequence[Plan], attributions: Sequence[Attribution], contents: Holders, beside: Holders
) -> dict[str, list[Plan]]:
    """Attribution id -> the plans in its content, or in its source's sentence where nobody else there says them.

    `beside` holds the sentences that name the attributions' sources.
    """
    above = {a.id: a.parent for a in attributions}
    owners: dict[str, list[Plan]] = {}
    for plan in found:
        inside = contents.of(plan.evidence)
        near = {key for key in beside.of(plan.evidence) if inside <= set(_ancestors(key, above))}
        for key in inside | near:
            owners.setdefault(key, []).append(plan)
    return owners


def _ancestors(key: str, above: Mapping[str, str | None]) -> Iterator[str]:
    parent = above.get(key)
    while parent is not None:
        yield parent
        parent = above.get(parent)
