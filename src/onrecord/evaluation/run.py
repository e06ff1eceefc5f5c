"""Run the whole pipeline over one split of PolNeAR and measure what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from onrecord.evaluation.corruptions import corrupt
from onrecord.evaluation.edits import between, edited
from onrecord.evaluation.errors import Finding, SliceCounts, errors, merge, slice_counts
from onrecord.evaluation.polnear import GoldArticle, GoldRelation, load
from onrecord.evaluation.report import Report
from onrecord.evaluation.robustness import Corrupted
from onrecord.evaluation.scores import Comparison, Counts, Tally, compare, count, linked
from onrecord.evaluation.statistics import Calibration, f1_intervals
from onrecord.types import Article, Attribution, Reading

Reader = Callable[[str], Reading | Sequence[Attribution]]
"""Reads one article's text. Offsets are half-open code points: of a `Reading` into its article's text, which may be
another one than was given; of attributions alone into the text that was given."""

Progress = Callable[[int, int], None]
"""Told after each article how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The project's own pipeline as a reader, with the model that `pipeline.read` knows by this name.

    `intake` makes an article of a text; without it the text is read to the letter.
    """

    model: str | None = None
    intake: Callable[[str], Article] | None = None

    def __call__(self, text: str) -> Reading:
        """Read a text; ModelError where there is no such model, or where its weights cannot be loaded."""
        from onrecord.pipeline import read  # noqa: PLC0415  loads the model's runtime, which nothing else needs

        return read(self.intake(text) if self.intake else text, model=self.model)


@dataclass(frozen=True, slots=True)
class _Read:
    """A gold article with its offsets in the text that was read, what was found in it, by which model, how fast."""

    article: GoldArticle
    predicted: tuple[Attribution, ...]
    model: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Result:
    """What one article adds to the report."""

    model: str
    counts: Counts
    calibration: Calibration
    slices: dict[str, SliceCounts]
    makers: dict[str, Tally]
    findings: tuple[Finding, ...]
    corrupted: dict[str, Corrupted]
    seconds: float


def evaluate(
    polnear: Path,
    split: str,
    read: Reader | None = None,
    *,
    corruptions: Sequence[str] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Read every article of `polnear/split` and compare with its first annotator's relations.

    Everything that `read` returns counts, whichever model or rule made it, in the order returned. Without `read` it
    is the project's own pipeline with its default model. Each article is read once more under each of `corruptions`,
    names of `corruptions.CORRUPTIONS`. The times are wall-clock times of the reading alone; a process's first article
    holds the loading of the weights.

    With more than one of `jobs`, so many processes read. Then `read` must be what pickle can name, and a script that
    calls this must guard its main part. The figures are the same.

    Raises:
        CorpusError: the corpus cannot be read.
        ModelError: the weights cannot be loaded.
    """
    articles = load(polnear, split)
    measure = partial(_measure, read=Pipeline() if read is None else read, corruptions=tuple(corruptions))
    results: list[_Result] = []
    for result in _each(measure, articles, jobs):
        results.append(result)
        if progress is not None:
            progress(len(results), len(articles))
    return _report(split, results)


def _each(measure: Callable[[GoldArticle], _Result], articles: Sequence[GoldArticle], jobs: int) -> Iterator[_Result]:
    """The results in order of the articles."""
    if jobs == 1:
        yield from map(measure, articles)
        return
    # A fresh interpreter each: a forked one would inherit the threads' locks of the model's runtime.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(measure, articles)


def _report(split: str, results: Sequence[_Result]) -> Report:
    return Report(
        split=split,
        model=results[-1].model,
        counts=sum((result.counts for result in results), Counts()),
        intervals=f1_intervals([result.counts for result in results]),
        calibration=sum((result.calibration for result in results), Calibration()),
        slices=merge(result.slices for result in results),
        makers=merge(result.makers for result in results),
        findings=tuple(finding for result in results for finding in result.findings),
        seconds=tuple(result.seconds for result in results),
        corrupted=merge(result.corrupted for result in results),
    )


def _measure(gold: GoldArticle, read: Reader, corruptions: Sequence[str]) -> _Result:
    clean = _read(gold, read)
    article, predicted = clean.article, clean.predicted
    comparison = compare(article.text, article.relations, predicted)
    right = _right(comparison)
    return _Result(
        clean.model,
        count(comparison),
        Calibration.of(zip((one.confidence for one in predicted), right, strict=True)),
        slice_counts(article, comparison),
        merge({_maker(one): Tally(ok, 1, 0)} for one, ok in zip(predicted, right, strict=True)),
        errors(article, predicted, comparison),
        {name: _corrupted(clean, name, read) for name in corruptions},
        clean.seconds,
    )


def _read(article: GoldArticle, read: Reader) -> _Read:
    started = perf_counter()
    returned = read(article.text)
    seconds = perf_counter() - started
    if not isinstance(returned, Reading):
        return _Read(article, tuple(returned), "a function given by the caller", seconds)
    edits = between(article.text, returned.article.text)
    return _Read(edited(article, edits), returned.attributions, returned.model, seconds)


def _corrupted(clean: _Read, name: str, read: Reader) -> Corrupted:
    """Read the corrupted text, and compare that and the clean text's reading with the gold relations in it."""
    found = tuple(GoldRelation(one.source, one.cue, one.content) for one in clean.predicted)
    # As a second annotator, what was found in the clean text goes the way of the gold relations.
    both = replace(clean.article, annotators=(("gold", clean.article.relations), ("clean", found)))
    again = _read(corrupt(both, name), read)
    text, ((_, gold), (_, carried)) = again.article.text, again.article.annotators
    return Corrupted(count(compare(text, gold, again.predicted)), count(compare(text, gold, carried)))


def _right(comparison: Comparison) -> tuple[bool, ...]:
    """For each prediction whether content and source are right, by the criterion of the 'linked' score."""
    return tuple(
        index is not None and linked(comparison.gold[index], mine)
        for index, mine in zip(comparison.matches, comparison.predicted, strict=True)
    )


def _maker(attribution: Attribution) -> str:
    """Who first decided on it: a model or a rule."""
    return attribution.steps[0].by if attribution.steps else "not recorded"
