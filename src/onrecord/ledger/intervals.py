"""95% intervals of shares: over articles by Wilson's score, over what stands in articles with articles as clusters.

They say how far a figure would move, had other articles like these been taken. Statements of one article are not
independent (one source, one writer, one event), so that an interval that took them for draws of their own would be too
narrow. The variance is that of a ratio whose numerator and denominator both vary from article to article, by Taylor
linearization (Cochran, Sampling Techniques, 1977, ch. 6; Woodruff, JASA 1971). It sets the effective number of
independent draws, which enters Wilson's score (JASA 1927) in place of the number of statements, as Korn & Graubard
(Survey Methodology, 1998) do with the exact interval; Franco, Little, Louis & Slud (Journal of Survey Statistics and
Methodology, 2019) compare such intervals, this one among them. Few articles widen it by Student's t.

All that it needs are sums over articles, exact in integers, so the order of articles does not matter and none is kept.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

LEVEL = 0.95
_QUANTILE = (1 + LEVEL) / 2


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over articles of a numerator x and a denominator n, 0 <= x <= n each.

    `clusters` counts the articles with n > 0, `hits` those with x > 0.
    """

    clusters: int
    hits: int
    x: int
    n: int
    xx: int
    xn: int
    nn: int

    def __add__(self, other: Sums) -> Sums:
        """Of the articles of both, none of which they share."""
        return Sums(
            self.clusters + other.clusters,
            self.hits + other.hits,
            self.x + other.x,
            self.n + other.n,
            self.xx + other.xx,
            self.xn + other.xn,
            self.nn + other.nn,
        )


def wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's score interval of `count` in `of` independent draws; `of` is at least 1."""
    return _score(count / of, of, NormalDist().inv_cdf(_QUANTILE))


def clustered(sums: Sums) -> tuple[float, float]:
    """The interval of x / n with articles as clusters; from 0 to 1 where there is but one, for one varies from none."""
    if sums.clusters < 2:
        return 0.0, 1.0
    return _score(sums.x / sums.n, _effective(sums), student(sums.clusters - 1))


def _effective(sums: Sums) -> float:
    """How many independent draws would tell as much as these articles do; never more than there are.

    A share of 0 or 1 shows no variance between articles. It counts as if what stands in one article were all alike,
    which is the widest that is possible (Kish, Survey Sampling, 1965).
    """
    x, n, m = sums.x, sums.n, sums.clusters
    if x in (0, n):
        return n * n / sums.nn
    # The sum over articles of (x_i - r n_i)^2, times n^2: in integers, where nothing cancels.
    residue = sums.xx * n * n - 2 * x * n * sums.xn + x * x * sums.nn
    if residue <= 0:
        return float(n)
    variance = m / (m - 1) * (residue / n**4)
    return min(x * (n - x) / (n * n) / variance, float(n))


def _score(share: float, draws: float, quantile: float) -> tuple[float, float]:
    square = quantile * quantile / draws
    middle = (share + square / 2) / (1 + square)
    half = quantile / (1 + square) * math.sqrt(share * (1 - share) / draws + square / (4 * draws))
    # Rounding must not put the share itself outside.
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


@cache
def student(freedom: int) -> float:
    """Student's t at 97.5% with `freedom` degrees of freedom, at least 1; within 0.2%.

    Exact for 1 and 2, else by the expansion of Abramowitz & Stegun (1964), 26.7.5.
    """
    if freedom == 1:
        return math.tan(math.pi * (_QUANTILE - 0.5))
    if freedom == 2:
        return (2 * _QUANTILE - 1) * math.sqrt(2 / (4 * _QUANTILE * (1 - _QUANTILE)))
    z = NormalDist().inv_cdf(_QUANTILE)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(z + sum(term / freedom**power for power, term in enumerate(terms, start=1)))
