"""Who speaks in a transcript: the labels at the start of turns ('SEN. HOLM:', 'Q.', 'Ana Ruiz (00:12):').

A text is a transcript where its labels look like those of speakers: at least two, in capitals, with a title, a role
that only transcripts have, or one that comes again. "Correction:" at the start of one paragraph names nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.types import Span
from onrecord.variants.lexicon import words as listed
from onrecord.variants.originals_names import is_title

FEWEST_TURNS = 2
_PART = r"(?:[A-Z][\w’'.-]*|\d{1,3}|(?:of|the|for|de|del|della|der|den|di|da|la|le|van|von|und|y|e|al|bin)(?=[ \t]))"
_LABEL = re.compile(
    r"^[ \t>*_]*(?:"
    rf"(?P<name>{_PART}(?:,?[ \t]+{_PART}){{0,6}})"
    r"[ \t]*(?:[(\[][^()\[\]\n]{1,60}[)\]])?(?:[ \t]*[(\[]?\d{1,2}:\d\d(?::\d\d)?[)\]]?)?[*_]*:[*_]*(?=\s|$)"
    # The Congressional Record and court reporters end the label with a full stop.
    r"|(?P<stopped>(?:(?:Mr|Mrs|Ms|Dr|The|MR|MRS|MS|DR|THE)\.?[ \t]+[A-Z][A-Z’'. -]*[A-Z](?:[ \t]of[ \t][A-Z]\w+)?"
    r"|[QA]))\.(?=\s)"
    r"|(?P<asked>Q)(?=[ \t]+[A-Z“\"]))",
    re.M,
)
_NOT_SPEAKERS = frozenset(
    "note notes update updated correction clarification editor editors photo image video source sources credit contact "
    "date time place location subject re from to cc topic background summary example warning tip disclaimer copyright "
    "related watch listen see part chapter section question answer http https www".split()
)
"""What begins a paragraph with a colon and is no speaker, unless the text is a transcript by its other labels."""
_OF_TRANSCRIPTS = frozenset({"question", "answer"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a transcript by one speaker: `name` as the `label` prints it, and where it and the speech stand."""

    name: str
    label: Span
    speech: Span


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none where `text` is not one."""
    found = [(m[m.lastgroup or 0], (m.start(m.lastgroup or 0), m.end())) for m in _LABEL.finditer(text)]
    labels = [(name, span) for name, span in found if _may_speak(name)]
    if not _is_transcript([name for name, _ in labels]):
        return ()
    ends = [span[0] for _, span in labels[1:]] + [len(text)]
    return tuple(Turn(name, span, (span[1], end)) for (name, span), end in zip(labels, ends, strict=True))


def _may_speak(name: str) -> bool:
    first = name.split(maxsplit=1)[0].strip(".’'").lower()
    return first not in _NOT_SPEAKERS or (first in _OF_TRANSCRIPTS and len(name.split()) == 1)


def _is_transcript(names: Sequence[str]) -> bool:
    """Whether labels are those of speakers: at least one that nothing but a transcript has, or that comes again."""
    if len(names) < FEWEST_TURNS:
        return False
    if any(_is_marked(name) for name in names):
        return True
    return max(Counter(names).values()) >= FEWEST_TURNS


def _is_marked(name: str) -> bool:
    """Whether a label is in capitals, has a title, or a role that only transcripts have."""
    letters = [c for c in name if c.isalpha()]
    first = name.split(maxsplit=1)[0]
    role = bool(set(name.lower().replace(".", "").split()) & listed("transcript_roles"))
    return role or (len(letters) > 1 and all(c.isupper() for c in letters)) or (is_title(first) and " " in name)


def turns_in(found: Sequence[Turn], span: Span) -> tuple[Turn, ...]:
    """The turns in whose speech `span` lies, in order."""
    first = max(0, bisect_right(found, span[0], key=lambda t: t.speech[0]) - 1)
    return tuple(t for t in found[first:] if t.speech[0] < span[1] and span[0] < t.speech[1])
