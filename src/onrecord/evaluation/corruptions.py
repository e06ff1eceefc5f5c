"""What happens to articles on their way: other marks, lost paragraphs, broken characters; with the gold moved along.

Every corruption is a list of edits of marks or of blanks, so that gold offsets can follow them; but `no-title` takes
words away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from onrecord.evaluation.edits import Edit, edited
from onrecord.evaluation.polnear import GoldArticle
from onrecord.reading.words import paragraphs

Corruption = Callable[[str], Iterator[Edit]]
"""The edits of a text, in order."""

_BLANKS = re.compile(r"\s*\n\s*")
_TYPOGRAPHIC = re.compile(r"[“”‘’]|``|''")
_DOUBLE_OR_DASH = re.compile(r"[“”\"—…]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_UNKNOWN = re.compile(r"[“”‘’–—…\"]")
# A line's end, a double mark, or single marks around an inner quotation. An apostrophe before one of the words that
# begin with one ('em) opens nothing; one after a word (the workers') closes too early, as no mark tells it apart.
_BRITISH = re.compile(
    r"\n|(?P<double>[“”\"]|``|'')"
    r"|(?<!\w)(?:‘|'(?!(?:\d\ds?|tis|twas|em|til|cause|n)\b))(?=\S)"
    r"(?P<inner>(?:[^\n‘'’“”\"]|['’](?=\w)){1,300})(?<=\S)['’](?!\w)",
    re.IGNORECASE,
)
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "``": '"', "''": '"'}
_LATEX = {"“": "``", "”": "''", "—": "--", "…": "..."}
_BEFORE_OPENING = frozenset("([{-–—―/=:…'‘")
_AFTER_CLOSING = frozenset(".,;:!?)]}")


def straight(text: str) -> Iterator[Edit]:
    """Typewriter's quotation marks and apostrophes for typographic ones."""
    return _each(_TYPOGRAPHIC, text, _STRAIGHT.__getitem__)


def british(text: str) -> Iterator[Edit]:
    """Single quotation marks outside, double ones within them; single ones that stand in no double ones stay."""
    inside = False
    for match in _BRITISH.finditer(text):
        if match["double"]:
            inside = _opens(text, match)
            yield match.start(), match.end(), "‘" if inside else "’"
        elif match["inner"] is None:  # the next line is another paragraph, or nearly always
            inside = False
        elif inside:
            yield match.start(), match.start() + 1, "“"
            yield match.end() - 1, match.end(), "”"


def latex(text: str) -> Iterator[Edit]:
    """Marks made of two characters and dashes of hyphens, as in the wires' and the treebanks' plain text."""
    for match in _DOUBLE_OR_DASH.finditer(text):
        mark = ("``" if _opens(text, match) else "''") if match[0] == '"' else _LATEX[match[0]]
        yield match.start(), match.end(), mark


def mojibake(text: str) -> Iterator[Edit]:
    """UTF-8 read as Windows-1252, in which a closing double mark's last byte means nothing: it becomes U+FFFD."""
    return _each(_NOT_ASCII, text, lambda character: character.encode().decode("cp1252", errors="replace"))


def replaced(text: str) -> Iterator[Edit]:
    """Quotation marks and dashes that nobody could decode, straight ones too."""
    return _each(_UNKNOWN, text, lambda _: "\ufffd")


def no_paragraphs(text: str) -> Iterator[Edit]:
    """All on one line."""
    return _each(_BLANKS, text.rstrip(), lambda _: " ")


def one_break(text: str) -> Iterator[Edit]:
    """No blank lines between the paragraphs."""
    return _each(_BLANKS, text.rstrip(), lambda _: "\n")


def no_title(text: str) -> Iterator[Edit]:
    """Without its first paragraph, where there are several."""
    found = paragraphs(text)
    if len(found) > 1:
        yield 0, found[1][0], ""


CORRUPTIONS: Mapping[str, Corruption] = {
    "straight": straight,
    "british": british,
    "latex": latex,
    "mojibake": mojibake,
    "replaced": replaced,
    "no-paragraphs": no_paragraphs,
    "one-break": one_break,
    "no-title": no_title,
}
"""The corruptions by name."""


def corrupt(article: GoldArticle, name: str) -> GoldArticle:
    """`article` after the corruption `name`, one of `CORRUPTIONS`; relations whose cue is gone are gone too."""
    return edited(article, CORRUPTIONS[name](article.text))


def _each(pattern: re.Pattern[str], text: str, new: Callable[[str], str]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        yield match.start(), match.end(), new(match[0])


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether the double mark opens a quotation: by its form, or by what stands beside it.

    A mark of two apostrophes is judged by what stands beside it, as it is typed for either side.
    """
    if match[0] in ("“", "``", "”"):
        return match[0] != "”"
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if not before or before.isspace():
        return True
    return before in _BEFORE_OPENING and not (not after or after.isspace() or after in _AFTER_CLOSING)
