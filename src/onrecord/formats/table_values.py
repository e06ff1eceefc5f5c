"""The values of a statement in the columns of `table`: words as printed, offsets, and what is known of its source."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.audit.figures import DIRECT_CHAIN
from onrecord.types import Anonymity, Article, Attribution, Reading, Source, Span, Spans

GAP: Final = " … "
"""What joins the parts of a discontinuous span."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LARGEST = 2**63

Dicts = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with the reading that it is from, and that reading's sources by their ids."""

    reading: Reading
    attribution: Attribution
    sources: dict[str, Source]

    @property
    def article(self) -> Article:
        """The article that it stands in."""
        return self.reading.article

    @property
    def speaker(self) -> Source | None:
        """The source behind it."""
        return self.sources.get(self.attribution.source_id or "")

    @property
    def anonymity(self) -> Anonymity:
        """What the page says of withholding the source's name; nothing for all but unnamed people."""
        return (self.speaker.anonymity if self.speaker else None) or Anonymity()

    def words(self, spans: Spans) -> str | None:
        """What is printed at `spans`, joined by GAP; None where there are none."""
        return GAP.join(self.article.text[start:end] for start, end in spans) if spans else None

    def called(self, source_id: str) -> str:
        """How the article calls a source: its name, else its label or first mention."""
        source = self.sources.get(source_id)
        if source is None:
            return source_id
        label = source.anonymity.label if source.anonymity else ()
        return source.name or self.words(label) or self.words(source.mentions[:1]) or source.type


def day(s: Statement) -> date | None:
    """The day of publication, where `published` begins with one."""
    found = _DAY.match(s.article.published or "")
    with suppress(ValueError):
        return date.fromisoformat(found[0]) if found else None
    return None


def name(s: Statement) -> str | None:
    """The source's name."""
    return s.speaker.name if s.speaker else None


def label(s: Statement) -> str | None:
    """What the source is called in the article."""
    return s.called(s.speaker.id) if s.speaker else None


def source_type(s: Statement) -> str | None:
    """What the source is."""
    return s.speaker.type if s.speaker else None


def roles(s: Statement) -> tuple[str, ...]:
    """The source's roles."""
    return s.speaker.roles if s.speaker else ()


def affiliations(s: Statement) -> tuple[str, ...]:
    """The source's affiliations."""
    return s.speaker.affiliations if s.speaker else ()


def title(s: Statement) -> str | None:
    """Roles and affiliations as printed."""
    return s.words(s.speaker.title) if s.speaker else None


def justification(s: Statement) -> str | None:
    """Why the source can speak to this."""
    return s.words(s.speaker.justification) if s.speaker else None


def reason(s: Statement) -> str | None:
    """Why the page says the name is withheld."""
    return s.words(s.anonymity.reason)


def position_to_know(s: Statement) -> str | None:
    """How the page says the unnamed know."""
    return s.words(s.anonymity.position_to_know)


def number(s: Statement) -> int | None:
    """How many unnamed people it is of."""
    number = s.anonymity.number
    return number if number is not None and abs(number) < _LARGEST else None


def candidates(s: Statement) -> list[str]:
    """Those between whom the page does not decide."""
    return [s.called(source_id) for source_id in s.attribution.candidates]


def recipient_name(s: Statement) -> str | None:
    """The recipient's name."""
    recipient = s.sources.get(s.attribution.recipient_id or "")
    return recipient.name if recipient else None


def chain(s: Statement) -> list[str]:
    """The names of the links."""
    return [link.name for link in s.attribution.chain]


def second_hand(s: Statement) -> bool:
    """Whether the chain has a link between speaker and article."""
    return len(s.attribution.chain) > DIRECT_CHAIN


def start(s: Statement) -> int | None:
    """Where the statement begins."""
    return min((first for first, _ in _everything(s.attribution)), default=None)


def end(s: Statement) -> int | None:
    """Where it ends."""
    return max((last for _, last in _everything(s.attribution)), default=None)


def spans(places: Spans) -> Dicts:
    """Offsets as structs."""
    return [{"start": first, "end": last} for first, last in places]


def quantities(s: Statement) -> Dicts:
    """The quantities in the content."""
    return [
        {
            **_printed(s, q.span),
            "type": q.type,
            "value": _double(q.value),
            "low": _double(q.low),
            "high": _double(q.high),
            "bound": q.bound,
            "unit": q.unit,
            "approximate": q.approximate,
            "hedge": s.words(q.hedge),
        }
        for q in s.attribution.quantities
    ]


def times(s: Statement) -> Dicts:
    """The dates and times in the content."""
    return [
        {
            **_printed(s, t.span),
            "first_day": t.start,
            "last_day": t.end,
            "relation": t.relation,
            "hedge": s.words(t.hedge),
        }
        for t in s.attribution.times
    ]


def plans(s: Statement) -> Dicts:
    """How far plans have come."""
    return [{**_printed(s, p.evidence), "status": p.status, "what": s.words(p.what)} for p in s.attribution.plans]


def marks(s: Statement) -> Dicts:
    """The marks that show editing."""
    return [{**_printed(s, m.span), "type": m.type} for m in s.attribution.editorial_marks]


def steps(s: Statement) -> Dicts:
    """What decided what."""
    return [{"what": step.what, "by": step.by} for step in s.attribution.steps]


def _everything(a: Attribution) -> Spans:
    return (*a.source, *a.cue, *a.content)


def _printed(s: Statement, span: Span) -> dict[str, object]:
    return {"text": s.article.text[slice(*span)], "start": span[0], "end": span[1]}


def _double(value: float | None) -> float | None:
    """A number as a double; None where it is too large for one, as no printed number is."""
    with suppress(OverflowError):
        return None if value is None else float(value)
    return None
