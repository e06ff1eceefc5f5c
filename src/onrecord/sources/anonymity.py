"""What the page says of an unnamed source: how it knows, and why its name is withheld (AP and Reuters rules)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.tokens import Tokens
from onrecord.types import Span, Spans

_POSITION = re.compile(
    r"\b(?:(?:familiar|acquainted|involved) with|briefed (?:on|about)|close to|(?:with|who ha[sd]|having) "
    r"(?:\w+ )?(?:knowledge|information) (?:of|about)|involved in|present (?:at|for|during)|working (?:on|for|with)|"
    r"privy to|aware of|informed (?:of|about)|who (?:ha[sd]|have|was|were|is|are|attended|took|saw|heard|worked|works|"
    r"work|witnessed|knows?|knew|read|reviewed|participated|sat))\b[^,;:.()\"“”]*",
    re.I,
)
_WITHHELD = re.compile(
    r"\b(?:(?:up)?on (?:the )?condition (?:of anonymity|(?:that )?(?:he|she|they|it) not be (?:named|identified))"
    r"|not to be (?:named|identified|quoted by name)"
    r"|(?:not|n[’']t) (?:authori[sz]ed|allowed|permitted|(?:been )?given permission) to (?:speak|comment|talk|discuss)"
    r"[^,;.]{0,40}"
    r"|(?:requested|asked for|sought|granted|given|insisted on|insisting on|requesting|seeking|demanded) anonymity"
    r"|declined to (?:be (?:named|identified)|give (?:his|her|their) names?)"
    r"|speaking anonymously|spoke anonymously|remain(?:ed)? anonymous)\b",
    re.I,
)
_GIVEN = re.compile(
    r"\s*,?\s*(?:\b(?:because|as|since|citing|for fear of|for fear|out of fear of)\b|\bin order (?=to\b))\s+", re.I
)
_PURPOSE = re.compile(r"\s+(?=to\s+(?:discuss|describe|speak|talk|avoid|protect|offer|give|be)\b)", re.I)
_NOT_SPEAK = re.compile(r"(?:not|n[’']t) (?:authori[sz]ed|allowed|permitted|(?:been )?given permission) to", re.I)
_GOES_ON = re.compile(r"(?:,\s+(?:described|confirmed|who|which)|,?\s+(?:said|says|told|added))\b")
"""Where the sentence returns to what the source said."""
_HOW_THEY_SPOKE = re.compile(
    r"who (?:ha[sd]|have|was|were|is|are) (?:declined|refused|asked|requested|insisted|spoken|speaking)", re.I
)
"""A relative clause that says how somebody spoke, not how they know."""


_NUMBERS = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        2,
    )
} | {"both": 2, "dozen": 12}
_BEFORE_A_NUMBER = frozenset("the these those his her its their all half a at least more than".split())


@dataclass(frozen=True, slots=True)
class Withheld:
    """Spans of the reason given for withholding a name and of how the source knows; empty where none is stated."""

    reason: Spans = ()
    position_to_know: Spans = ()


def withheld(tokens: Tokens, span: Span) -> Withheld:
    """What is said of the unnamed source whose phrase is `span`, there, in its sentence, and in the next.

    The next sentence counts only where it begins with a pronoun ("They asked not to be named because …").
    """
    text = tokens.article.text
    sentence = tokens.sentence(span[0])
    known = _POSITION.search(text, *span)
    position = _trimmed(text, known.span()) if known and not _HOW_THEY_SPOKE.match(known.group()) else None
    reach = (span[0], max(span[1], sentence[1]))
    reason = _reason(text, reach) or _reason(text, _next_sentence(tokens, sentence))
    return Withheld((reason,) if reason else (), (position,) if position else ())


def number_of(tokens: Tokens, span: Span) -> int | None:
    """How many the source phrase `span` says they are ("three people"); None where it does not count them.

    What is only bounded ("at least three", "more than a dozen") or halved counts as not said.
    """
    for token in tokens.within(span):
        word = token.text.lower()
        if word in ("half", "least", "than", "about", "some"):
            return None
        if word.isdecimal() or word in _NUMBERS:
            return int(word) if word.isdecimal() else _NUMBERS[word]
        if word not in _BEFORE_A_NUMBER:
            return None
    return None


def _next_sentence(tokens: Tokens, sentence: Span) -> Span:
    block = tokens.block(sentence[0])
    if sentence[1] >= block[1]:
        return sentence[1], sentence[1]
    following = tokens.sentence(sentence[1])
    first = tokens.within(following)[:2]
    pronoun = bool(first) and first[0].text.lower() in ("he", "she", "they", "both", "all", "neither", "none")
    return following if pronoun or (len(first) > 1 and first[0].text.lower() == "the") else (sentence[1], sentence[1])


def _reason(text: str, span: Span) -> Span | None:
    """The clause after 'on condition of anonymity because …', to the sentence's end; a ban on speaking is a reason."""
    for match in _WITHHELD.finditer(text, *span):
        given = _GIVEN.match(text, match.end(), span[1]) or _PURPOSE.match(text, match.end(), span[1])
        if given:
            return _trimmed(text, (given.end(), _clause_end(text, given.end(), span[1])))
        if _NOT_SPEAK.match(match.group()):
            return _trimmed(text, (match.start(), _clause_end(text, match.start(), span[1])))
    return None


def _clause_end(text: str, start: int, end: int) -> int:
    goes_on = _GOES_ON.search(text, start, end)
    end = goes_on.start() if goes_on else end
    for i in range(start, end):
        if text[i] in '"“”;:' or (text[i] == "." and (i + 1 >= end or text[i + 1].isspace() or text[i + 1] in '"”’')):
            return i
    return end


def _trimmed(text: str, span: Span) -> Span:
    part = text[slice(*span)]
    return span[0] + len(part) - len(part.lstrip()), span[0] + len(part.rstrip(" ,\t\n"))
