"""Numbers that count nothing: in names ('Boeing 737', 'G20', 'Section 8', 'Air Force One'), codes, scores, lists."""

from __future__ import annotations

from onrecord.statements.numerals import WORDS, is_digits
from onrecord.statements.tokens import HYPHENS, Tokens, listed

_SUFFIXES = frozenset("m mn bn b k tn km kg mph kph ft lb lbs mm cm mg kw mw gw % million billion".split())
_PLAIN = frozenset("a an the and".split())

LONGEST = 7
"""Digits in a row without separators; more of them number a thing and count nothing."""


def is_name(tokens: Tokens, i: int, end: int, *, has_unit: bool) -> bool:
    """Whether the number at tokens `i` to `end` is a name or part of one; `has_unit` where a noun or scale follows."""
    if not is_digits(tokens.low(i)):
        return tokens.low(i) in WORDS and _is_named_word(tokens, i)
    if len(tokens.text(i)) > LONGEST and tokens.text(i).isdigit():
        return True
    if _in_code(tokens, i, end) or _in_list(tokens, i, end, has_unit=has_unit):
        return True
    before = tokens.low(i - 2) if tokens.text(i - 1) == "." else tokens.low(i - 1)
    if before in listed("numbered"):
        return True
    # 'To America's 535' compares, and no name has a thousands separator.
    if before.endswith("'s") or not tokens.text(i).isdigit():
        return False
    return tokens.is_capital(i - 1) and tokens.low(i - 1) not in listed("unit_breaks") and not has_unit


def _is_named_word(tokens: Tokens, i: int) -> bool:
    """'Air Force One', 'the Seven Sisters'; 'Phase Two'."""
    if tokens.is_capital(i):
        return True
    return tokens.low(i - 1) in listed("numbered") and tokens.is_capital(i - 1)


def _in_code(tokens: Tokens, i: int, end: int) -> bool:
    """Glued to letters or marks that make a code of it: 'G20', '9/11', '20th', '3-2', '555-1234', '3:16', '1.2.3'."""
    if tokens.glued(i):
        before = tokens.text(i - 1)
        hyphened = before in HYPHENS and tokens.glued(i - 1) and tokens.text(i - 2)[:1] not in ("", " ")
        if before in "/:.#_&=*" or before.isalnum() or (hyphened and tokens.low(i - 2) not in _BEFORE_HYPHEN):
            return True
    if tokens.glued(end):
        behind = tokens.text(end)
        if behind[:1].isalnum():
            return tokens.low(end) not in _SUFFIXES
        if tokens.glued(end + 1) and behind in ("/", ":", ".", *HYPHENS):
            return is_digits(tokens.text(end + 1)) or behind in "/" or tokens.text(end + 1)[:1].isupper()
    return False


_BEFORE_HYPHEN = frozenset("mid under over sub non".split())


def _in_list(tokens: Tokens, i: int, end: int, *, has_unit: bool) -> bool:
    """'1. First point', '(2)', '[3]' where a paragraph or sentence begins."""
    if tokens.text(i - 1) in ("(", "[") and tokens.text(end) in (")", "]"):
        return len(tokens.text(i)) < 3 or tokens.text(i - 1) == "["
    return i == 0 and (tokens.text(end) in (".", ")") or (not has_unit and tokens.text(end)[:1].isupper()))
