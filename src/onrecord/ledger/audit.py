"""The sourcing report of many articles, from a stream of readings: what it keeps does not grow with their number.

Counts and sums of counts are kept for all articles and for each group; they are whole numbers, so that neither the
order of articles nor how they are divided changes any figure. docs/audit.md says what each figure counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.audit.archive import (
    FEW_ARTICLES,
    MOST_HEARD,
    Apart,
    ArchiveAudit,
    By,
    Group,
    Heard,
    Measure,
    Scope,
    Share,
)
from onrecord.audit.evidence import Evidence, statements_of
from onrecord.audit.report import COUNTED
from onrecord.ledger import audit_groups
from onrecord.ledger.audit_heard import Name, Voices
from onrecord.ledger.audit_measures import (
    HEARD,
    STATEMENTS,
    befalls,
    counted,
    defined,
    heard,
    in_articles,
    most_heard,
    one_source,
)
from onrecord.ledger.content import article_hash, key_across
from onrecord.ledger.intervals import Sums, clustered, wilson
from onrecord.types import Article, Kind, Reading, Source

_FIELDS = 7


Naming = Callable[[Article], Callable[[Source], Name | None]]
"""Says of the sources of an article who they are across articles; None is nobody that could be met elsewhere."""


def by_key(article: Article) -> Callable[[Source], Name | None]:
    """The sources of `article` by their names' keys (`onrecord.ledger.content`)."""
    digest = article_hash(article)

    def name_of(source: Source) -> Name | None:
        key = key_across(source, digest)
        return None if key is None or source.name is None else Name(key, source.name, source.type)

    return name_of


def audit_readings(
    readings: Iterable[Reading],
    *,
    by: By | None = None,
    kinds: Collection[Kind] = COUNTED,
    naming: Naming = by_key,
) -> ArchiveAudit:
    """The report of `readings`, one of each article, taken one after another; statements are attributions of `kinds`.

    A reading with a note (another language than English, no text) counts apart.

    Raises:
        LedgerError: there is no room for the temporary database that names are counted in.
    """
    with Voices() as voices:
        whole, groups, several = _Tally(), _Groups(by), 0
        for reading in readings:
            mine = groups.of(reading)
            several += len(mine) > 1 and not reading.notes
            _count(reading, frozenset(kinds), [whole, *mine], voices, naming)
        return ArchiveAudit(
            by=by,
            scope=Scope(),
            kinds=tuple(kinds),
            models=tuple(sorted(whole.models.items())),
            measures=(*_shown(defined()), *heard()),
            whole=_group(None, whole, voices),
            groups=tuple(_group(name, tally, voices) for name, tally in groups.ordered()),
            several=several,
        )


@dataclass(slots=True)
class _Tally:
    """What is summed up of a group (`number` is None of all articles). `sums` are measures x the fields of `Sums`."""

    number: int | None = None
    forms: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    apart: Counter[str] = field(default_factory=Counter)
    models: Counter[str] = field(default_factory=Counter)
    sums: NDArray[np.int64] = field(default_factory=lambda: np.zeros((len(defined()), _FIELDS), np.int64))


class _Groups:
    """The groups by their names' keys; the one of articles that state none has the key None."""

    def __init__(self, by: By | None) -> None:
        self._by = by
        self._tallies: dict[str | None, _Tally] = {}

    def of(self, reading: Reading) -> list[_Tally]:
        """The groups that the article belongs to; none where nothing is grouped."""
        if self._by is None:
            return []
        return [self._one(name) for name in audit_groups.names_of(reading.article, self._by)]

    def _one(self, name: str | None) -> _Tally:
        key = None if name is None else audit_groups.key(name)
        tally = self._tallies.setdefault(key, _Tally(len(self._tallies)))
        if name is not None:
            tally.forms[name] += 1
        return tally

    def ordered(self) -> Iterator[tuple[str | None, _Tally]]:
        """Months in order of time, other groups from most articles to fewest; what is not stated comes last."""

        def place(item: tuple[str | None, _Tally]) -> tuple[bool, int, str]:
            key, tally = item
            return key is None, 0 if self._by == "month" else -tally.articles, key or ""

        for key, tally in sorted(self._tallies.items(), key=place):
            yield None if key is None else audit_groups.shown(tally.forms), tally


def _count(
    reading: Reading,
    kinds: frozenset[Kind],
    tallies: Sequence[_Tally],
    voices: Voices,
    naming: Naming,
) -> None:
    """Add an article to its groups."""
    if reading.notes:
        for tally in tallies:
            tally.apart[reading.notes[0].code] += 1
        return
    evidence = statements_of(reading, kinds)
    rows = _rows(evidence)
    for tally in tallies:
        tally.articles += 1
        tally.models[reading.model] += 1
        tally.sums += rows
    groups = [t.number for t in tallies if t.number is not None]
    voices.add(_said(evidence, naming), len(evidence.statements), groups)


def _rows(evidence: Evidence) -> NDArray[np.int64]:
    """One article's part of the sums, measures x fields."""
    x, n = np.array([(c.count, c.of) for c in counted(evidence)], np.int64).T
    return np.stack((n > 0, x > 0, x, n, x * x, x * n, n * n), axis=1).astype(np.int64)


def _said(evidence: Evidence, naming: Naming) -> Counter[Name]:
    """How often each source with a proper name speaks."""
    name_of = naming(evidence.reading.article)
    names = {s.id: name_of(s) for s in evidence.named}
    whose = (names.get(a.source_id or "") for a in evidence.statements)
    return Counter(name for name in whose if name is not None)


def _group(name: str | None, tally: _Tally, voices: Voices) -> Group:
    sums = [Sums(*map(int, row)) for row in tally.sums]
    codes = [m.code for m in defined()]
    most = voices.most(tally.number, sums[codes.index(STATEMENTS)], MOST_HEARD, HEARD)
    shares = [*_shares(zip(defined(), sums, strict=True)), *(_share(most_heard(k), most.first[k]) for k in HEARD)]
    voices_heard = (
        Heard(one.name, one.type, of_one.hits, _share(one_source(), of_one))
        for one, of_one in zip(most.names, most.each, strict=True)
    )
    apart = tuple(Apart(code, number) for code, number in sorted(tally.apart.items()))
    return Group(name, tally.articles, tally.articles < FEW_ARTICLES, tuple(shares), tuple(voices_heard), apart)


def _shown(measures: Iterable[Measure]) -> Iterator[Measure]:
    """`measures`, and after each check of parts of articles that of how many articles it befalls."""
    for measure in measures:
        yield measure
        if befalls(measure):
            yield in_articles(measure)


def _shares(summed: Iterable[tuple[Measure, Sums]]) -> Iterator[Share]:
    for measure, sums in summed:
        yield _share(measure, sums)
        if befalls(measure):
            yield _share(in_articles(measure), _of_articles(sums))


def _of_articles(sums: Sums) -> Sums:
    """The sums of a measure that is 1 in each article where this one is not 0."""
    hits, clusters = sums.hits, sums.clusters
    return Sums(clusters, hits, hits, clusters, hits, hits, clusters)


def _share(measure: Measure, sums: Sums) -> Share:
    if sums.n == 0:
        return Share(measure.code, sums.x, sums.n, sums.clusters)
    low, high = wilson(sums.x, sums.n) if measure.interval == "Wilson" else clustered(sums)
    return Share(measure.code, sums.x, sums.n, sums.clusters, sums.x / sums.n, low, high)
