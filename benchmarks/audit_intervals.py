"""How often the audit's intervals hold the true share: `python benchmarks/audit_intervals.py` (some ten seconds).

Articles are drawn with some 8 statements each, of which a share is, say, of unnamed sources; articles differ by the
correlation of two statements of one article (0: not at all; 1: each article all or nothing). The table gives the share
of drawn archives whose 95% interval holds the truth: with articles as clusters, and, beside it, by Wilson's score over
statements as if they were independent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from onrecord.ledger.intervals import Sums, clustered, wilson

ARTICLES, SHARES, CORRELATIONS = (5, 10, 20, 50, 200), (0.02, 0.1, 0.3, 0.5), (0.02, 0.1, 0.3)
STATEMENTS = 8
ARCHIVES = 1000


def archives(articles: int, share: float, correlation: float) -> Iterator[Sums]:
    """Drawn archives, from a fixed seed: each article's own share is drawn from a beta distribution."""
    generator = np.random.default_rng(0)
    spread = 1 / correlation - 1
    for _ in range(ARCHIVES):
        n = generator.poisson(STATEMENTS, articles)
        own = generator.beta(share * spread, (1 - share) * spread, articles)
        yield summed(generator.binomial(n, own), n)


def summed(x: NDArray[np.int64], n: NDArray[np.int64]) -> Sums:
    fields = (n > 0, x > 0, x, n, x * x, x * n, n * n)
    return Sums(*(int(field.sum()) for field in fields))


def coverage(articles: int, share: float, correlation: float, interval: Callable[[Sums], tuple[float, float]]) -> float:
    """The share of archives whose interval holds `share`."""
    held = [low <= share <= high for low, high in map(interval, archives(articles, share, correlation))]
    return sum(held) / len(held)


def independent(sums: Sums) -> tuple[float, float]:
    return wilson(sums.x, sums.n)


def main() -> None:
    print(f"| articles | share | {' | '.join(f'correlation {c}' for c in CORRELATIONS)} |")
    print(f"|---|---|{'---|' * len(CORRELATIONS)}")
    for articles in ARTICLES:
        for share in SHARES:
            cells = (
                f"{coverage(articles, share, c, clustered):.1%} ({coverage(articles, share, c, independent):.1%})"
                for c in CORRELATIONS
            )
            print(f"| {articles} | {share:.0%} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
