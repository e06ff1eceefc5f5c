"""Invented quotations with known edits, for benchmarks/variants.py.

A small grammar (variants_words.txt) says things about ten subjects. Nearly every third clause is one of some turns of
speech that people use again and again, so that different quotations share phrases. Everything is drawn from one seed.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from variants_edits import ORDER, edited

WORDS = Path(__file__).with_name("variants_words.txt")
SYLLABLES = "bar den fal gor hin jul kes lor mir nav ost pel quin ras sel tor ulm ven wick zan".split()


@dataclass(frozen=True, slots=True)
class Made:
    """A quotation: of which `family` (None for one that is like no other), by whom, and its words.

    Against the family's original: its class, hedge and negation (None also where nobody looked, because words were left
    out), and the name of what was done.
    """

    family: int | None
    speaker: str
    text: str
    cls: str = "original"
    hedge: str | None = None
    negation: str | None = None
    edit: str = "none"


class Grammar:
    """Says things about a subject."""

    def __init__(self, rng: random.Random, worlds: int = 1) -> None:
        """With several `worlds`, each has the subjects once more, with names of its own for the things in them."""
        self.rng = rng
        self.lists: dict[str, list[str]] = {}
        for part in WORDS.read_text(encoding="utf-8").split("\n[")[1:]:
            name, *lines = part.strip().split("\n")
            self.lists[name.removesuffix("]")] = lines
        subjects = [name for name in self.lists if name.startswith("thing ")]
        for world in range(1, worlds):
            name = "".join(self.rng.choice(SYLLABLES) for _ in range(3)).capitalize()
            self.lists |= {f"{subject} {world}": [f"{name} {t}" for t in self.lists[subject]] for subject in subjects}
        self.subjects = [name.removeprefix("thing ") for name in self.lists if name.startswith("thing ")]

    def pick(self, name: str) -> str:
        """One entry of a list."""
        return self.rng.choice(self.lists[name])

    def clause(self, subject: str) -> str:
        """A clause without a capital or a full stop."""
        words = self.pick("turns" if self.rng.random() < 0.3 else "clauses")
        while "{" in words:
            words = re.sub(r"\{(\w+)\}", lambda m: self._slot(m[1], subject), words, count=1)
        return words

    def _slot(self, name: str, subject: str) -> str:
        return self.pick(f"thing {subject}" if name == "thing" else name)

    def sentence(self, subject: str) -> str:
        """One or two clauses, perhaps with an opener or a belief before them."""
        words = self.clause(subject)
        if self.rng.random() < 0.4:
            words += f"{self.pick('joiners')} {self.clause(subject)}"
        if self.rng.random() < 0.15:
            words = f"{self.pick('openers')} {words}"
        elif self.rng.random() < 0.12:
            words = f"{self.pick('beliefs')} {words}"
        return words[0].upper() + words[1:] + self.rng.choice(".....!")

    def speech(self) -> tuple[str, list[str]]:
        """A subject, and one to five sentences about it."""
        subject = self.rng.choice(self.subjects)
        return subject, [self.sentence(subject) for _ in range(self.rng.choice((1, 1, 1, 1, 2, 2, 3, 4, 5)))]


def made(n: int, seed: int, worlds: int = 1) -> list[Made]:
    """`n` quotations, shuffled: originals, each with up to five edits of it, and quotations that are like no other."""
    rng = random.Random(seed)
    grammar = Grammar(rng, worlds)
    speakers = [f"Speaker {i}" for i in range(n // 20 + 3)]
    found: list[Made] = []
    family = 0
    while len(found) < n * 0.76:
        subject, sentences = grammar.speech()
        if len(" ".join(sentences).split()) < 10:
            continue
        speaker = rng.choice(speakers)
        found += _family(rng, family, speaker, sentences)
        if rng.random() < 0.5:
            found.append(Made(None, speaker, _neighbour(grammar, subject, sentences), edit="shares a phrase"))
        family += 1
    while len(found) < n:
        found.append(_alone(grammar, rng.choice(speakers)))
    rng.shuffle(found)
    return found[:n]


def _family(rng: random.Random, family: int, speaker: str, sentences: list[str]) -> list[Made]:
    edits = [edited(rng, sentences, cls) for cls in rng.choices(ORDER, weights=(3, 3, 2, 2, 4), k=rng.randrange(2, 6))]
    return [Made(family, speaker, " ".join(sentences))] + [
        Made(family, speaker, e.text, e.cls, e.hedge, e.negation, e.name) for e in edits if e is not None
    ]


def _alone(grammar: Grammar, speaker: str) -> Made:
    """Something that anybody says, or something else."""
    name = grammar.rng.choices(("short", "stock", "another"), weights=(5, 2, 13))[0]
    return Made(None, speaker, " ".join(grammar.speech()[1]) if name == "another" else grammar.pick(name), edit=name)


def _neighbour(grammar: Grammar, subject: str, sentences: list[str]) -> str:
    """Another quotation by the same speaker on the same subject, with a phrase or a beginning of the one before."""
    rng = grammar.rng
    words = rng.choice(sentences).rstrip(".!").split()
    length = rng.randrange(3, max(4, min(8, len(words) // 2 + 1)))
    first = rng.randrange(len(words) - length + 1) if rng.random() < 0.5 else 0
    shared = " ".join(words[first : first + length])
    return f"{grammar.sentence(subject)[:-1]}, {shared}, {grammar.clause(subject)}."
