"""Numbers in words and in digits as one: 'two', 'twenty-two', 'two hundred and fifty', '1.5 million', '1,500'."""

from __future__ import annotations

from decimal import Decimal

_SMALL = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_BEGINNINGS = frozenset((*_SMALL, *_TENS, *_SCALES, *_ORDINALS))
LONGEST = 24
"""Digits beyond which a run of digits is no number that anybody spells."""


def begins_number(key: str) -> bool:
    """Whether a number may begin with this word; 'a' may, before 'hundred', where another word of the text tells."""
    return key in _BEGINNINGS or key[0].isdigit()


def number_at(keys: list[str], i: int) -> tuple[str, int]:
    """The number that begins at word `i` as digits, and the index after it; ('', i) where none begins."""
    if not begins_number(keys[i]) and keys[i] != "a":
        return "", i
    if _is_digits(keys[i]):
        value, j = Decimal(keys[i].replace(",", "")), i + 1
        while j < len(keys) and keys[j] in _SCALES:
            value, j = value * _SCALES[keys[j]], j + 1
        return _shown(value), j
    return _spelled(keys, i)


def _is_digits(key: str) -> bool:
    return (
        key[0].isascii()
        and key[0].isdigit()
        and len(key) <= LONGEST
        and key.replace(",", "").replace(".", "", 1).isdigit()
    )


def _shown(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _spelled(keys: list[str], i: int) -> tuple[str, int]:
    """Groups below a thousand, each with its scale; an ordinal may end it ('twenty-first')."""
    total, j = 0, i
    last = 10**15
    while True:
        group, k = _group(keys, j)
        if k == j:
            break
        if k < len(keys) and keys[k] in _SCALES and 100 < _SCALES[keys[k]] < last:
            last = _SCALES[keys[k]]
            total, j = total + group * last, k + 1
            continue
        if last > 100:
            total, j = total + group, k
        break
    if j < len(keys) and keys[j] in _ORDINALS and (j == i or total % 10 == 0):
        return _ordinal(total + _ORDINALS[keys[j]]), j + 1
    return (str(total), j) if j > i else ("", i)


def _group(keys: list[str], i: int) -> tuple[int, int]:
    """A number below a thousand ('two hundred and fifty-one') and the index after it, `i` where none begins."""
    value, j = _below_hundred(keys, i)
    if j == i and keys[i : i + 1] == ["a"] and keys[i + 1 : i + 2] and keys[i + 1] in _SCALES:
        value, j = 1, i + 1
    if j > i and keys[j : j + 1] == ["hundred"]:
        value, j = 100 * value, j + 1
        k = j + 1 if keys[j : j + 1] == ["and"] else j
        rest, after = _below_hundred(keys, k)
        if after > k:
            value, j = value + rest, after
    return value, j


def _below_hundred(keys: list[str], i: int) -> tuple[int, int]:
    if i >= len(keys):
        return 0, i
    if keys[i] in _SMALL:
        return _SMALL[keys[i]], i + 1
    if keys[i] not in _TENS:
        return 0, i
    if i + 1 < len(keys) and 0 < _SMALL.get(keys[i + 1], 0) < 10:
        return _TENS[keys[i]] + _SMALL[keys[i + 1]], i + 2
    return _TENS[keys[i]], i + 1


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else _ENDINGS.get(value % 10, "th")
    return f"{value}{ending}"
