"""Run the whole pipeline over one split of PolNeAR and measure what comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from onrecord.errors import CorpusError
from onrecord.evaluation.errors import Finding, SliceCounts, errors, merge, slice_counts
from onrecord.evaluation.polnear import GoldArticle, load
from onrecord.evaluation.report import Report
from onrecord.evaluation.scores import Comparison, Counts, Tally, compare, count, linked
from onrecord.evaluation.statistics import Calibration, f1_intervals
from onrecord.types import Attribution

Reader = Callable[[str], Sequence[Attribution]]
"""Reads one article's text; offsets are half-open code points into that text."""

Progress = Callable[[int, int], None]
"""Told after each article how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What one article adds to the report."""

    counts: Counts
    calibration: Calibration
    slices: dict[str, SliceCounts]
    makers: dict[str, Tally]
    findings: tuple[Finding, ...]
    seconds: float


class _Pipeline:
    """The project's own pipeline as a reader, which remembers the name of the model that it ran."""

    def __init__(self) -> None:
        from onrecord.pipeline import read  # noqa: PLC0415  loads the model's runtime, which nothing else needs

        self._read = read
        self.model = ""

    def __call__(self, text: str) -> Sequence[Attribution]:
        reading = self._read(text)
        if reading.article.text != text:
            raise CorpusError("the pipeline changed the article's text, so the gold offsets do not fit it")
        self.model = reading.model
        return reading.attributions


def evaluate(polnear: Path, split: str, read: Reader | None = None, *, progress: Progress | None = None) -> Report:
    """Read every article of `polnear/split` and compare with its first annotator's relations.

    Everything that `read` returns counts, whichever model or rule made it, in the order returned. Without
    `read` it is the project's own pipeline. The times are wall-clock times of the reading alone; the first
    article's holds the loading of the weights.

    Raises:
        CorpusError: the corpus cannot be read, or the pipeline changed the text.
        ModelError: the weights cannot be loaded.
    """
    articles = load(polnear, split)
    reader = _Pipeline() if read is None else read
    results: list[_Result] = []
    for done, article in enumerate(articles, 1):
        results.append(_measure(article, reader))
        if progress is not None:
            progress(done, len(articles))
    return Report(
        split=split,
        model=reader.model if isinstance(reader, _Pipeline) else "a function given by the caller",
        counts=sum((result.counts for result in results), Counts()),
        intervals=f1_intervals([result.counts for result in results]),
        calibration=sum((result.calibration for result in results), Calibration()),
        slices=merge(result.slices for result in results),
        makers=merge(result.makers for result in results),
        findings=tuple(finding for result in results for finding in result.findings),
        seconds=tuple(result.seconds for result in results),
    )


def _measure(article: GoldArticle, read: Reader) -> _Result:
    started = perf_counter()
    predicted = tuple(read(article.text))
    seconds = perf_counter() - started
    comparison = compare(article.text, article.relations, predicted)
    right = _right(comparison)
    return _Result(
        count(comparison),
        Calibration.of(zip((one.confidence for one in predicted), right, strict=True)),
        slice_counts(article, comparison),
        merge({_maker(one): Tally(ok, 1, 0)} for one, ok in zip(predicted, right, strict=True)),
        errors(article, predicted, comparison),
        seconds,
    )


def _right(comparison: Comparison) -> tuple[bool, ...]:
    """For each prediction whether content and source are right, by the criterion of the 'linked' score."""
    return tuple(
        index is not None and linked(comparison.gold[index], mine)
        for index, mine in zip(comparison.matches, comparison.predicted, strict=True)
    )


def _maker(attribution: Attribution) -> str:
    """Who first decided on it: a model or a rule."""
    return attribution.steps[0].by if attribution.steps else "not recorded"
