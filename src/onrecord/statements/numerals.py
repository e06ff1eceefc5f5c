"""Numbers in digits and words: '4,000', '1.5 million', '$2.3bn', 'two hundred and fifty', 'half a million'.

text2num 3.1 was measured and passed over: it reads the plain number words right, but not 'a hundred', 'half a million',
'a dozen' or '1.5 million', which news prints more often (benchmarks/dates_and_numbers.py).
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.statements.tokens import Tokens, listed

SMALL = {
    w: n + 1
    for n, w in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n + 20 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
LARGEST = 1e15
"""Above it nothing is read: no article counts so far, and a float would no longer hold each number."""
WORDS = frozenset(SMALL) | frozenset(_TENS)


class Number(NamedTuple):
    """A number that is printed: its value, the index of the token after it, and its scale (1 where none is printed)."""

    value: float
    end: int
    scale: float = 1


def number_at(tokens: Tokens, i: int) -> Number | None:
    """The number that begins at token `i`, or None."""
    found = _halves(tokens, i) or _digits(tokens, i) or _spelled(tokens, i)
    return found if found is not None and found.value < LARGEST else None


def scale_after(tokens: Tokens, i: int) -> int:
    """The scale that token `i` is for a number before it ('million', or 'bn' directly after the digits), else 0."""
    if tokens.glued(i) and tokens.low(i) in _SHORT_SCALES:
        return _SHORT_SCALES[tokens.low(i)]
    return SCALES.get(tokens.low(i), 0)


def is_digits(word: str) -> bool:
    """Whether a token is a number in digits."""
    return word[:1] in "0123456789" and bool(word)


def _halves(tokens: Tokens, i: int) -> Number | None:
    """'half a million', 'half a dozen', 'a half-million', 'half-dozen', 'half an hour'."""
    j = i + 1 if tokens.low(i) in ("a", "an") else i
    if tokens.low(j) != "half":
        return None
    if tokens.low(j + 1) in ("a", "an") and tokens.low(j + 2) in listed("measures"):
        return Number(0.5, j + 2)
    j = j + 2 if tokens.low(j + 1) == "a" else tokens.skip_hyphen(j + 1)
    scale = SCALES.get(tokens.low(j), 0)
    return Number(scale / 2, j + 1, scale) if scale else None


def _digits(tokens: Tokens, i: int) -> Number | None:
    word = tokens.text(i)
    if not is_digits(word):
        return None
    value = float(word.replace(",", ""))
    j = tokens.skip_hyphen(i + 1)
    scale = scale_after(tokens, j)
    return Number(value * scale, j + 1, scale) if scale else Number(value, i + 1)


def _spelled(tokens: Tokens, i: int) -> Number | None:
    """Groups that get smaller: 'two million three hundred thousand and five'."""
    total, j, last, scale = 0.0, i, float("inf"), 1.0
    while True:
        group = _group(tokens, j if j == i or tokens.low(j) != "and" else j + 1, first=j == i)
        if group is None or not 0 < group.value < last * 1000:
            break
        k = tokens.skip_hyphen(group.end)
        own = SCALES.get(tokens.low(k), 0)
        big = own if own >= 1000 else 0
        if j > i and (last < 1000 or (big or 1) >= last):
            break
        total += group.value * (big or 1)
        j, last = (k + 1, big) if big else (group.end, 1)
        scale = scale if scale > 1 else big or group.scale
    return Number(total, j, scale) if j > i else None


def _group(tokens: Tokens, i: int, *, first: bool) -> Number | None:
    """A number below a thousand, or in dozens: 'two hundred and fifty', 'a hundred', 'twenty-five', 'a dozen'."""
    article = first and tokens.low(i) in ("a", "an") and tokens.low(i + 1) in SCALES
    head = Number(1, i + 1) if article else _tens(tokens, i)
    if head is None:
        return None
    head = _and_a_half(tokens, head)
    j = tokens.skip_hyphen(head.end)
    if tokens.low(j) == "dozen":
        return Number(head.value * 12, j + 1, 12)
    if tokens.low(j) != "hundred":
        return head
    rest = _tens(tokens, j + 2 if tokens.low(j + 1) == "and" else j + 1)
    return Number(head.value * 100 + rest.value, rest.end) if rest else Number(head.value * 100, j + 1, 100)


def _and_a_half(tokens: Tokens, head: Number) -> Number:
    """'two and a half', 'two-and-a-half'."""
    joined = tokens.phrase(head.end, head.end + 6) == "- and - a - half"
    if tokens.phrase(head.end, head.end + 3) == "and a half" or joined:
        return Number(head.value + 0.5, head.end + (6 if joined else 3))
    return head


def _tens(tokens: Tokens, i: int) -> Number | None:
    """'one' to 'ninety-nine'."""
    word = tokens.low(i)
    if word in SMALL:
        return Number(SMALL[word], i + 1)
    if word not in _TENS:
        return None
    j = tokens.skip_hyphen(i + 1)
    ones = SMALL.get(tokens.low(j), 0)
    return Number(_TENS[word] + ones, j + 1) if 0 < ones < 10 else Number(_TENS[word], i + 1)
