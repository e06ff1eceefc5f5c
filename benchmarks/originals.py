"""How surely and how fast quotations are found in an original of book length.

    python benchmarks/originals.py

Invented transcripts are generated from a seed: 1 MB of turns by twelve speakers, words drawn by Zipf's law so that a
few are common and most rare. Quotations of 4 to 60 words are cut from turns and edited in known ways; others are cut
from another transcript of the same words. For each way: how many are found at their place, and how many get the verdict
that the edit calls for.
"""

import argparse
import random
import time
from collections import Counter
from itertools import accumulate

from onrecord.articles import from_text
from onrecord.types import Attribution, Reading, Source
from onrecord.variants.originals import verify
from onrecord.variants.originals_values import Checked

SPEAKERS = ["HOLM", "RUIZ", "LUND", "ASKE", "ORRIN", "QUIST", "SOLHEIM", "BLICK", "DORN", "VESTER", "MAREK", "TILLY"]
LONGER = 8
SYLLABLES = [a + b for a in "b d f g h k l m n p r s t v".split() for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
WAYS = {
    "as it is": "exact",
    "other marks and case": "exact",
    "an ellipsis over words": "changed, marked",
    "an ellipsis over sentences": "changed, marked",
    "an insertion in brackets": "changed, marked",
    "a word replaced": "changed, unmarked",
    "a word left out": "changed, unmarked",
    "every sixth word changed": "changed, unmarked",
    "of another speaker": "ascribed to somebody else",
    "of another transcript": "missing",
}


def vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    """Words, and the cumulated weights of Zipf's law."""
    words = list(dict.fromkeys("".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(20_000)))
    return words, list(accumulate(1 / (i + 3) for i in range(len(words))))


def speeches(rng: random.Random, size: int, words: list[str], weights: list[float]) -> list[tuple[str, list[str]]]:
    """Turns of about `size` characters in all: speaker, and words with the marks that sentences have."""
    made: list[tuple[str, list[str]]] = []
    length = 0
    while length < size:
        drawn = rng.choices(words, cum_weights=weights, k=rng.randint(60, 400))
        marked = [f"{w}." if i % 14 == 13 else f"{w}," if i % 9 == 8 else w for i, w in enumerate(drawn)]
        made.append((rng.choice(SPEAKERS), marked))
        length += sum(len(w) + 1 for w in marked)
    return made


def printed(made: list[tuple[str, list[str]]], rng: random.Random) -> str:
    """The transcript as text, its lines wrapped and some words divided, with what was heard in brackets."""
    paragraphs = []
    for speaker, words in made:
        heard = [f"{w} (Applause.)" if rng.random() < 0.002 else w for w in words]
        text = " ".join(f"{w}\n" if i % 12 == 11 else w for i, w in enumerate(heard)).replace("\n ", "\n")
        paragraphs.append(f"SEN. {speaker}: {text}")
    return "\n\n".join(paragraphs)


def edited(way: str, words: list[str], after: list[str]) -> list[str]:
    """`words` edited in a way; `after` are those that follow them."""
    middle = len(words) // 2
    ways = {
        "other marks and case": [w.strip(".,").upper() for w in words],
        "an ellipsis over words": [*words[: middle - 1], "…", *words[middle + 1 :]],
        "an ellipsis over sentences": [*words, "[…]", *after[40 : 40 + len(words)]],
        "an insertion in brackets": [*words[:middle], "[the harbor board]", *words[middle:]],
        "a word replaced": [*words[:middle], "harbor", *words[middle + 1 :]],
        "a word left out": [*words[:middle], *words[middle + 1 :]],
        "every sixth word changed": ["harbor" if i % 6 == 3 else w for i, w in enumerate(words)],
    }
    return ways.get(way, words)


def check(quotations: list[tuple[str, str]], original: str) -> tuple[list[Checked], float]:
    """What is found of quotations with their speakers, and in how many seconds."""
    text = "\n\n".join(f"“{q}” {name} said." for q, name in quotations)
    attributions, at = [], 0
    for i, (quotation, name) in enumerate(quotations):
        end = at + len(quotation) + 2
        source = ((end + 1, end + 1 + len(name)),)
        attributions.append(Attribution(f"a{i}", source, (), ((at, end),), "direct", None, 1.0, source_id=name))
        at += len(f"“{quotation}” {name} said.\n\n")
    sources = tuple(Source(s, "named person", s.title()) for s in SPEAKERS)
    reading = Reading(from_text(text), tuple(attributions), "generated", sources=sources)
    article = from_text(original)
    start = time.perf_counter()
    found = verify(reading, [article]).quotations
    return list(found), time.perf_counter() - start


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of the original")
    parser.add_argument("--each", type=int, default=200, help="quotations edited in each way")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    words, weights = vocabulary(rng)
    made, other = (speeches(rng, args.size, words, weights) for _ in range(2))
    original = printed(made, rng)
    _, empty = check([("harbor", "HOLM")], original)
    print(f"an original of {len(original):,} characters, {len(made):,} turns: ready in {empty:.2f} s")
    for way, verdict in WAYS.items():
        _report(way, verdict, *_round(way, args.each, other if way == "of another transcript" else made, original, rng))


def _round(
    way: str, each: int, made: list[tuple[str, list[str]]], original: str, rng: random.Random
) -> tuple[list[Checked], list[list[str]], float]:
    quotations, cut = [], []
    for _ in range(each):
        speaker, turn = rng.choice([m for m in made if len(m[1]) > 300])
        length = rng.choice((4, 8, 15, 30, 60))
        start = rng.randrange(len(turn) - 2 * length - 50)
        taken = turn[start : start + length]
        name = rng.choice([s for s in SPEAKERS if s != speaker]) if way == "of another speaker" else speaker
        quotations.append((" ".join(edited(way, taken, turn[start + length :])), name))
        cut.append(taken)
    found, seconds = check(quotations, original)
    return found, cut, seconds


def _report(way: str, verdict: str, found: list[Checked], cut: list[list[str]], seconds: float) -> None:
    placed = sum(_is_there(c, taken) for c, taken in zip(found, cut, strict=True))
    verdicts: Counter[str] = Counter(c.verdict for c in found)
    told = ", ".join(f"{n} {v}" for v, n in verdicts.most_common())
    right = 100 * verdicts[verdict] / len(found)
    longer = [c for c, taken in zip(found, cut, strict=True) if len(taken) >= LONGER]
    of_longer = 100 * sum(c.verdict == verdict for c in longer) / len(longer)
    each = 1000 * seconds / len(found)
    print(
        f"{way}: {right:.1f}% '{verdict}', {of_longer:.1f}% of those cut with {LONGER} words or more ({told}); ", end=""
    )
    print(f"{placed} at their place; {each:.1f} ms each")


def _is_there(checked: Checked, taken: list[str]) -> bool:
    """Whether the best passage begins with one of the first words that were cut."""
    if not checked.passages:
        return False
    begins = {w.strip(".,") for w in checked.passages[0].text.split()[:3]}
    return bool(begins & {w.strip(".,") for w in taken[:3]})


if __name__ == "__main__":
    main()
