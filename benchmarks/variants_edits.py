"""What newsrooms do to quotations, for benchmarks/variants.py: each edit with its class by the project's rules.

Edits and the words they use were written from style guides and habits of the trade, not from the lists of
onrecord.variants; some are of kinds that the comparison knows nothing of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

Change = str | None


class Edited(NamedTuple):
    """Words after an edit, its class, whether a hedge or negation was lost or gained by it, and its name."""

    text: str
    cls: str
    hedge: Change = None
    negation: Change = None
    name: str = ""


Edit = Callable[[random.Random, Sequence[str]], Edited | None]
"""From the sentences of an original; None where it does not apply to them."""

DOTS = ("…", "...", " . . . ", "[...]", "[…]", "....")
NAMES = "Mayor Ines Calloway|the county|Commissioner Reyes|the agency|the project|Mr. Osei|the subcontractors".split(
    "|"
)
WORDS = Path(__file__).with_name("variants_edits.txt")
TRIES = 12
TOUCHY = frozenset(
    "nobody nothing never likely could might would think believe guess probably whether until because without".split()
)
"""Words that are not left out, for then a hedge or negation would be, too."""
FRAGMENT = 9
"""Words that a fragment has at least."""


def listed() -> dict[str, list[Edit]]:
    """The edits of variants_edits.txt, by class."""
    found: dict[str, list[Edit]] = {}
    for part in WORDS.read_text(encoding="utf-8").split("\n[")[1:]:
        head, *lines = part.strip().split("\n")
        name, cls, *changes = head.removesuffix("]").split(" | ")
        pairs = [tuple(line.replace("~", " ").split(" => ")) for line in lines]
        said = dict(change.split(" ") for change in changes)
        found.setdefault(cls, []).append(_listed(Edited("", cls, said.get("hedge"), said.get("negation"), name), pairs))
    return found


def _listed(kind: Edited, pairs: Sequence[tuple[str, ...]]) -> Edit:
    def edit(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
        text = changed = " ".join(sentences)
        for pattern, words in rng.sample(list(pairs), len(pairs)):
            changed = re.sub(pattern, words, changed, count=int(kind.cls != "exact"))
            if changed != text and kind.cls != "exact":
                break
        return kind._replace(text=changed[0].upper() + changed[1:]) if changed != text else None

    return edit


def same(rng: random.Random, sentences: Sequence[str]) -> Edited:
    return Edited(" ".join(sentences), "exact", name="word for word")


def typography(rng: random.Random, sentences: Sequence[str]) -> Edited:
    text = " ".join(sentences).replace("'", "’").replace("fi", "ﬁ" if rng.random() < 0.3 else "fi")
    return Edited(text.replace(" ", "\u00a0", 1).rstrip(".!") + ",", "exact", name="typography")


def capitals(rng: random.Random, sentences: Sequence[str]) -> Edited:
    return Edited(" ".join(sentences).upper(), "exact", name="all capitals")


def sounds(rng: random.Random, sentences: Sequence[str]) -> Edited:
    words = " ".join(sentences).split()
    words.insert(rng.randrange(2, len(words)), rng.choice(("uh,", "um,", "er,")))
    return Edited(" ".join(words), "exact", name="a sound")


def one_sentence(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    long = [s for s in sentences if len(s.split()) >= FRAGMENT]
    return Edited(rng.choice(long), "truncated", name="one sentence") if len(sentences) > 1 and long else None


def some_sentences(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    if len(sentences) < 3:
        return None
    first = rng.randrange(2)
    return Edited(" ".join(sentences[first : first + len(sentences) - 1]), "truncated", name="some sentences")


def fragment(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    words = rng.choice(list(sentences)).split()
    if len(words) < FRAGMENT + 2:
        return None
    length = rng.randrange(FRAGMENT, len(words) - 1)
    first = rng.randrange(len(words) - length + 1)
    return Edited(" ".join(words[first : first + length]).rstrip(".,!"), "truncated", name="a fragment")


def cut_tail(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    head, comma, _ = " ".join(sentences).rpartition(", ")
    return Edited(f"{head}.", "truncated", name="tail cut") if comma and len(head.split()) >= FRAGMENT else None


def no_opener(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    text = " ".join(sentences)
    cut = re.sub(r"^(?:Look|Frankly|To be honest|Listen|You know|Well|Again|At the end of the day), ", "", text)
    return Edited(cut[0].upper() + cut[1:], "truncated", name="opener cut") if cut != text else None


def not_i_think(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    text = " ".join(sentences)
    cut = re.sub(r"^(?:I think|I believe|I guess|My sense is that) ", "", text)
    hedge = None if text.startswith("My sense") else "lost"
    return Edited(cut[0].upper() + cut[1:], "truncated", hedge, name="'I think' cut") if cut != text else None


def dots(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    words = " ".join(sentences).split()
    if len(words) < 14:
        return None
    first = rng.randrange(5, len(words) - 8)
    last = min(first + rng.randrange(2, 14), len(words) - 5)
    return Edited(" ".join([*words[:first], rng.choice(DOTS), *words[last:]]), "elided", name="ellipsis")


def sentence_dots(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    if len(sentences) < 3:
        return None
    return Edited(f"{sentences[0]} {rng.choice(DOTS)} {sentences[-1]}", "elided", name="ellipsis for sentences")


def pieces(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    words = " ".join(sentences).split()
    if len(words) < 22:
        return None
    first, last = rng.randrange(2, 5), rng.randrange(5, 9)
    middle = len(words) // 2
    parts = [words[first : first + 7], words[middle : middle + last]]
    return Edited(" … ".join(" ".join(p).rstrip(".,!;") for p in parts), "elided", name="pieces of a mixed quotation")


def bracket_for_word(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    text = " ".join(sentences)
    places = list(re.finditer(r"\b(?:they|we|it|my \w+|our \w+|the \w+ (?:board|committee))\b(?!')", text))
    if not places:
        return None
    place = rng.choice(places)
    marks = rng.choice(("[]", "[]", "()"))
    put = marks[0] + rng.choice(NAMES) + marks[1]
    return Edited(text[: place.start()] + put + text[place.end() :], "bracketed", name="name in brackets")


def bracket_beside(rng: random.Random, sentences: Sequence[str]) -> Edited:
    words = " ".join(sentences).split()
    words.insert(rng.randrange(3, len(words)), f"[{rng.choice(NAMES)}]")
    return Edited(" ".join(words), "bracketed", name="words put in brackets")


def bracket_letter(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    words = " ".join(sentences).split()
    if len(words) < FRAGMENT + 4:
        return None
    first, *rest = words[rng.randrange(1, 4) :]
    return (
        Edited(f"[{first[0].upper()}]{' '.join([first[1:], *rest])}", "bracketed", name="[T]he") if first[1:] else None
    )


def bracket_verb(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    text = " ".join(sentences)
    changed = re.sub(r"\b(promised|deserve|expect|show|found|asked|is)\b", r"[had \1]", text, count=1)
    return Edited(changed, "bracketed", name="verb in brackets") if changed != text else None


def sentence_gone(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    if len(sentences) < 3:
        return None
    return Edited(f"{sentences[0]} {' '.join(sentences[2:])}", "altered", name="a sentence left out unmarked")


def word_gone(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    words = " ".join(sentences).split()
    plain = [i for i, w in enumerate(words[2:-2], 2) if w.isalpha() and len(w) > 4 and w.lower() not in TOUCHY]
    if not plain or len(words) < FRAGMENT:
        return None
    at = rng.choice(plain)
    return Edited(" ".join(words[:at] + words[at + 1 :]), "altered", name="a word left out unmarked")


def swapped_words(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    text = " ".join(sentences)
    found = re.search(r"\b(\w{4,}) and (\w{4,})\b", text)
    if not found:
        return None
    turned = f"{found[2]} and {found[1]}"
    return Edited(text[: found.start()] + turned + text[found.end() :], "altered", name="words in another order")


def typo(rng: random.Random, sentences: Sequence[str]) -> Edited:
    words = " ".join(sentences).split()
    at = rng.choice([i for i, w in enumerate(words) if len(w) > 5] or [0])
    word = words[at]
    words[at] = (
        word[:2] + word[3] + word[2] + word[4:] if len(word) > 4 and word[2] != word[3] else word[:-2] + word[-1]
    )
    return Edited(" ".join(words), "altered", name="a slip of the keyboard")


def clauses_turned(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    found = re.fullmatch(r"(.{30,}), (?:and|but) (.{30,})[.!]", " ".join(sentences))
    return Edited(f"{found[2]}, and {found[1]}.", "altered", name="clauses in another order") if found else None


def two_as_one(rng: random.Random, sentences: Sequence[str]) -> Edited | None:
    if len(sentences) < 2:
        return None
    rest = sentences[1][0].lower() + sentences[1][1:]
    return Edited(f"{sentences[0][:-1]} and {' '.join([rest, *sentences[2:]])}", "altered", name="two sentences as one")


BY_CLASS: dict[str, tuple[Edit, ...]] = {
    "exact": (same, same, typography, capitals, sounds, *listed()["exact"]),
    "truncated": (one_sentence, one_sentence, some_sentences, fragment, fragment, cut_tail, no_opener, not_i_think),
    "elided": (dots, dots, sentence_dots, pieces),
    "bracketed": (bracket_for_word, bracket_for_word, bracket_beside, bracket_letter, bracket_verb),
    "altered": (
        sentence_gone,
        word_gone,
        word_gone,
        swapped_words,
        typo,
        clauses_turned,
        two_as_one,
        *listed()["altered"],
    ),
}
ORDER = ("exact", "truncated", "elided", "bracketed", "altered")


def edited(rng: random.Random, sentences: Sequence[str], cls: str) -> Edited | None:
    """An edit of the class that applies to the sentences, and sometimes a house style over it."""
    tries = (rng.choice(BY_CLASS[cls])(rng, sentences) for _ in range(TRIES))
    found = next((edit for edit in tries if edit is not None), None)
    if found is None or found.name == "all capitals" or rng.random() < 0.8:
        return found
    style = rng.choice(BY_CLASS["exact"])(rng, [found.text])
    if style is None or style.name in ("all capitals", "typography", "word for word"):
        return found
    return found._replace(text=style.text, name=f"{found.name}, {style.name}")
