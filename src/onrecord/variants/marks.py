"""What stands in quotation marks, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.types import Span

_QUOTED = re.compile(
    r"[“«](?P<curly>[^“”„«»]*)(?P<curly_end>[”»]|$|(?=[“«„]))"
    r"|„(?P<low>[^“”„]*)(?P<low_end>[“”]|$|(?=„))"
    r"|[\"＂](?P<straight>[^\"＂]*)(?P<straight_end>[\"＂]|$)"
    r"|``(?P<ticks>(?:[^`']|'(?!')|`(?!`))*)(?P<ticks_end>''|$|(?=``))"
    # A plural's apostrophe looks like a closing mark: one after a comma or a stop goes before it.
    r"|(?<!\w)‘(?P<stopped>[^‘“”\"]*?[,.?!…])(?P<stopped_end>’)(?!\w)"
    r"|(?<!\w)‘(?P<single>[^‘’“”\"]*(?:’(?=\w)[^‘’“”\"]*)*)(?P<single_end>’|$)"
    r"|(?<![\w'])'(?=\w)(?P<plain>[^'\"“”]*(?:'(?=\w)[^'\"“”]*){0,40})(?P<plain_end>'(?!\w))"
)


@dataclass(frozen=True, slots=True)
class InMarks:
    """What one pair of marks holds, without the marks: `opens` where its mark begins the paragraph, `goes_on` where it
    is left open to the paragraph's end.
    """

    span: Span
    opens: bool
    goes_on: bool


def in_marks(text: str, paragraph: Span) -> Iterator[InMarks]:
    """What stands in quotation marks in a paragraph of `text`, in order; the outermost marks count."""
    first, last = paragraph
    part = text[first:last]
    for match in _QUOTED.finditer(part):
        kind = (match.lastgroup or "").removesuffix("_end")
        start, end = match.span(kind)
        left_open = match.end() == len(part) and not match[f"{kind}_end"]
        yield InMarks((first + start, first + end), match.start() == 0, left_open)
