"""Articles whose attributions people have corrected, to train on beside PolNeAR's.

The articles that are held out, and those of dev, stay PolNeAR's alone: what is measured on them can be compared from
run to run, whatever was trained on, and no run learns an article that it is measured on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from onrecord.evaluation.polnear import GoldArticle, GoldRelation
from onrecord.types import Reading


def gold(readings: Iterable[Reading]) -> tuple[GoldArticle, ...]:
    """An article for each text among `readings`, in order; several readings of one are as several annotators'.

    Its name is made of the text, so that a teacher's lessons on it are never those on another.
    """
    by_text: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_text[reading.article.text].append(reading)
    return tuple(
        GoldArticle(
            f"corrected_{sha256(text.encode()).hexdigest()[:16]}",
            text,
            tuple((str(number), _relations(reading)) for number, reading in enumerate(found, 1)),
        )
        for text, found in by_text.items()
    )


def beside(
    articles: Sequence[GoldArticle],
    corrected: Sequence[GoldArticle],
    apart: Sequence[GoldArticle],
    log: Callable[[str], None],
) -> list[GoldArticle]:
    """`articles` with the `corrected` ones: in the place of the same text, else after them; none that is `apart`.

    Texts that differ in white space alone are the same. `log` is told what was replaced and what was left out.
    """
    if not corrected:
        return list(articles)
    theirs, kept_apart = _by_text(articles), _by_text(apart)
    instead: dict[str, GoldArticle] = {}
    new: list[GoldArticle] = []
    out: list[str] = []
    for article in corrected:
        words = _words(article.text)
        if words in kept_apart:
            out.append(kept_apart[words].name)
        elif words in theirs:
            instead[theirs[words].name] = article
        else:
            new.append(article)
    log(f"{len(instead) + len(new)} corrected articles are trained on")
    _tell(log, "take the place of PolNeAR's", list(instead))
    _tell(log, "are not trained on, as what is trained is measured on them", out)
    return [*(instead.get(article.name, article) for article in articles), *new]


def _relations(reading: Reading) -> tuple[GoldRelation, ...]:
    return tuple(GoldRelation(a.source, a.cue, a.content) for a in reading.attributions)


def _by_text(articles: Sequence[GoldArticle]) -> dict[str, GoldArticle]:
    return {_words(article.text): article for article in articles}


def _words(text: str) -> str:
    return " ".join(text.split())


def _tell(log: Callable[[str], None], what: str, names: Sequence[str]) -> None:
    if names:
        log(f"{len(names)} of them {what}: {', '.join(names)}")
