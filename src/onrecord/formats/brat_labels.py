"""What brat's labels mean for a reading, in the files of a collection and in its configuration.

Events, their trigger and the arguments `Source`, `Cue` and `Content` are PolNeAR's. brat allows only ASCII letters,
digits, `_` and `-` in a label or value, so a space becomes a hyphen ('named-person').
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, get_args

from onrecord.types import (
    Bound,
    EditorialMark,
    EditorialMarkType,
    Factuality,
    Kind,
    Mode,
    Plan,
    PlanStatus,
    Quantity,
    QuantityType,
    SourceType,
    Time,
    TimeRelation,
)

ATTRIBUTION: Final = "Attribution"
NO_SOURCE: Final = "Attribution-no-source"
"""PolNeAR's label for an attribution without a source; taken in, never written."""
PULL_QUOTE: Final = "PullQuote"
LEAD: Final = "DanglingLead"

SOURCE, MENTION, CUE, CONTENT = "Source", "Mention", "Cue", "Content"
RECIPIENT, EVIDENCE, OWN_VOICE, LINE, CREDIT = "Recipient", "Evidence", "OwnVoice", "Line", "Credit"
SOURCES: Final = (SOURCE, MENTION, RECIPIENT)
"""What can be marked as the same source."""

STANDS_IN: Final = "StandsIn"
"""From an attribution to the one in whose content it stands."""
REPEATS: Final = "Repeats"
"""From a pull quote to the attribution that it is from."""
OF: Final = "Of"
"""From what is said of a source to a mention of it."""
SAME: Final = "SameSource"
"""The equivalence of what means one source."""

EVENTS: Final[dict[str, tuple[str, ...]]] = {
    ATTRIBUTION: (SOURCE, CUE, CONTENT, RECIPIENT, EVIDENCE),
    NO_SOURCE: (SOURCE, CUE, CONTENT, RECIPIENT, EVIDENCE),
    PULL_QUOTE: (LINE, CREDIT),
    LEAD: (SOURCE, CUE),
}
"""The kinds of events, and their arguments."""
WORDS: Final = (SOURCE, CUE, CONTENT)
"""The arguments without any of which an event is no attribution."""

OF_SOURCE: Final = {"Title": "title", "Justification": "justification"}
OF_UNNAMED: Final = {"Reason": "reason", "PositionToKnow": "position_to_know", "Designation": "label"}
"""Labels of spans that are `Of` a source: the field that holds them there."""

LEFT_OUT: Final = ("Discuss", "Discard")
"""PolNeAR's labels for what is no part of an attribution."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A value with one place in the text: its type, the field of its place, and the fields of its brat attributes."""

    make: type[Any]
    place: str
    attributes: dict[str, str]


DETAILS: Final = {
    "Quantity": Detail(Quantity, "span", {"QuantityType": "type", "Bound": "bound"}),
    "Time": Detail(Time, "span", {"TimeRelation": "relation"}),
    "Plan": Detail(Plan, "evidence", {"PlanStatus": "status"}),
    "EditorialMark": Detail(EditorialMark, "span", {"EditorialMarkType": "type"}),
}
WITHIN: Final = {"Quantity": "quantities", "Time": "times", "Plan": "plans", "EditorialMark": "editorial_marks"}
"""The field of an attribution that holds the details of a label."""

OF_STATEMENT: Final = {"Mode": "mode", "Kind": "kind", "Factuality": "factuality"}
"""Attributes of an attribution: the field that holds each."""
SOURCE_TYPE: Final = "SourceType"

_LITERALS: dict[str, Any] = {
    "Mode": Mode,
    "Kind": Kind,
    "Factuality": Factuality,
    SOURCE_TYPE: SourceType,
    "QuantityType": QuantityType,
    "Bound": Bound,
    "TimeRelation": TimeRelation,
    "PlanStatus": PlanStatus,
    "EditorialMarkType": EditorialMarkType,
}
ATTRIBUTES: Final = {
    name: {value.replace(" ", "-"): value for value in get_args(literal)} for name, literal in _LITERALS.items()
}
"""The brat attributes: their values there, and what they mean."""

BEARERS: Final = {
    **dict.fromkeys(OF_STATEMENT, (ATTRIBUTION, NO_SOURCE)),
    SOURCE_TYPE: SOURCES,
    **{name: (label,) for label, detail in DETAILS.items() for name in detail.attributes},
}
"""What can have each of them."""

TEXT_BOUND: Final = (
    *(SOURCE, CUE, CONTENT, RECIPIENT, EVIDENCE, MENTION, *OF_SOURCE, *OF_UNNAMED),
    *(OWN_VOICE, LINE, CREDIT, *DETAILS, *LEFT_OUT),
)
"""Labels of text-bound annotations that are no triggers."""


def stored(value: str) -> str:
    """A value as brat has it."""
    return value.replace(" ", "-")
