"""The configuration of a collection: what its labels are, how brat shows them, and that it checks them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from onrecord.formats import brat_labels as labels

_ONE_SOURCE: Final = "|".join(labels.SOURCES)
_OF_SOURCE: Final = "|".join((*labels.OF_SOURCE, *labels.OF_UNNAMED))
_ENTITIES: Final = [label for label in labels.TEXT_BOUND if label not in labels.LEFT_OUT]
_EVENTS: Final = {label: roles for label, roles in labels.EVENTS.items() if label != labels.NO_SOURCE}
_WITHIN: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _bearers(name: str) -> list[str]:
    return [label for label in labels.BEARERS[name] if label != labels.NO_SOURCE]


def _in_words(label: str) -> str:
    return _WITHIN.sub(" ", label).capitalize()


def _section(name: str, lines: Iterable[str]) -> str:
    return "\n".join((f"[{name}]", "", *lines, "", ""))


ANNOTATION: Final = "".join(
    (
        _section("entities", _ENTITIES),
        _section(
            "relations",
            (
                f"{labels.STANDS_IN}\tArg1:{labels.ATTRIBUTION}, Arg2:{labels.ATTRIBUTION}",
                f"{labels.REPEATS}\tArg1:{labels.PULL_QUOTE}, Arg2:{labels.ATTRIBUTION}",
                f"{labels.OF}\tArg1:{_OF_SOURCE}, Arg2:{_ONE_SOURCE}",
                f"{labels.SAME}\tArg1:{_ONE_SOURCE}, Arg2:{_ONE_SOURCE}, <REL-TYPE>:symmetric-transitive",
                "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            ),
        ),
        _section("events", (f"{label}\t{', '.join(f'{r}*:{r}' for r in roles)}" for label, roles in _EVENTS.items())),
        _section(
            "attributes",
            (
                f"{name}\tArg:{'|'.join(_bearers(name))}, Value:{'|'.join(values)}"
                for name, values in labels.ATTRIBUTES.items()
            ),
        ),
    )
)
"""The labels, and what can bear and connect them."""

_SHOWN: Final = (*_ENTITIES, *_EVENTS, labels.STANDS_IN, labels.REPEATS, labels.OF, labels.SAME)
_COLOURS: Final = {
    labels.SOURCE: "#7fa2ff",
    labels.MENTION: "#c9d7ff",
    labels.RECIPIENT: "#b9a2e8",
    labels.CUE: "#ffd76a",
    labels.CONTENT: "#a8d8a0",
    labels.ATTRIBUTION: "#ffe9ad",
    labels.EVIDENCE: "#f4b183",
    labels.OWN_VOICE: "#e3e3e3",
    labels.PULL_QUOTE: "#d9e8c6",
    labels.LEAD: "#f7c6c5",
}
_GLYPHS: Final = {"Mode": "D|I|M|B", "Kind": "A|B|F|E", "Factuality": "=|N|~|?|P|C|Q", labels.SOURCE_TYPE: "N|O|D|A|G"}
"""One letter for each value, in the order of the values; the other attributes show theirs in full."""

VISUAL: Final = "".join(
    (
        _section("labels", (f"{label} | {_in_words(label)}" for label in _SHOWN)),
        _section(
            "drawing",
            (
                "SPAN_DEFAULT\tfgColor:black, bgColor:#f3f3f3, borderColor:darken",
                "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
                *(f"{label}\tbgColor:{colour}" for label, colour in _COLOURS.items()),
                f"{labels.SAME}\tdashArray:3-3, arrowHead:none",
                *(f"{name}\tglyph:{letters}" for name, letters in _GLYPHS.items()),
            ),
        ),
    )
)
"""How brat draws them."""

TOOLS: Final = _section("options", ("Validation\tvalidate:all", "Sentences\tsplitter:newline"))
"""brat reports what does not fit `ANNOTATION`, and shows an article by its own lines, not by sentences."""

FILES: Final = {"annotation.conf": ANNOTATION, "visual.conf": VISUAL, "tools.conf": TOOLS}
