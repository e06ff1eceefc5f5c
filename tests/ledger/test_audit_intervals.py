"""The intervals: against published tables, at their limits, and how often they hold the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.intervals import Sums, clustered, student, wilson


def sums(*articles):
    """Of (x, n) pairs, an article each."""
    kept = [(x, n) for x, n in articles if n]
    return Sums(
        len(kept),
        sum(x > 0 for x, _ in kept),
        sum(x for x, _ in kept),
        sum(n for _, n in kept),
        sum(x * x for x, _ in kept),
        sum(x * n for x, n in kept),
        sum(n * n for _, n in kept),
    )


article = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
archives = st.lists(article, min_size=1, max_size=30).filter(lambda archive: any(n for _, n in archive))


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # Newcombe (Statistics in Medicine, 1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(count, of, low, high):
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("freedom", "t"), [(1, 12.7062), (2, 4.3027), (3, 3.1824), (5, 2.5706), (10, 2.2281), (30, 2.0423), (200, 1.9719)]
)
def test_students_t_as_published(freedom, t):
    assert student(freedom) == pytest.approx(t, rel=2e-3)


@given(archives)
def test_the_share_is_in_its_interval_and_the_interval_between_0_and_1(archive):
    made = sums(*archive)
    low, high = clustered(made)
    assert 0 <= low <= made.x / made.n <= high <= 1
    assert low < high


@given(archives)
def test_the_complement_has_the_mirrored_interval(archive):
    low, high = clustered(sums(*archive))
    mirrored = clustered(sums(*((n - x, n) for x, n in archive)))
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(archives, st.randoms())
def test_the_order_of_articles_does_not_matter(archive, random):
    shuffled = random.sample(archive, len(archive))
    assert clustered(sums(*shuffled)) == clustered(sums(*archive))


@given(archives, archives)
def test_sums_of_parts_are_the_sums_of_the_whole(one, other):
    assert sums(*one) + sums(*other) == sums(*one, *other)


def test_one_article_tells_nothing_of_others():
    assert clustered(sums((3, 10))) == (0, 1)


def test_alike_statements_of_one_article_count_as_little_as_one():
    alike = sums(*([(8, 8)] * 10 + [(0, 8)] * 30))
    single = sums(*([(1, 1)] * 10 + [(0, 1)] * 30))
    assert clustered(alike) == pytest.approx(clustered(single))
    independent = sums(*[(2, 8)] * 40)
    assert clustered(independent)[1] - clustered(independent)[0] < 0.6 * (clustered(alike)[1] - clustered(alike)[0])


def test_none_of_many_is_as_wide_as_if_each_article_were_one():
    low, high = clustered(sums(*[(0, 50)] * 30))
    assert low == 0
    assert high == pytest.approx(student(29) ** 2 / (30 + student(29) ** 2))


@pytest.mark.parametrize(("articles", "share", "correlation"), [(8, 0.3, 0.2), (20, 0.1, 0.1), (100, 0.5, 0.4)])
def test_the_truth_is_held_about_as_often_as_is_said(articles, share, correlation):
    generator = np.random.default_rng(5)
    spread, held = 1 / correlation - 1, 0
    for _ in range(400):
        n = generator.poisson(8, articles)
        x = generator.binomial(n, generator.beta(share * spread, (1 - share) * spread, articles))
        low, high = clustered(sums(*zip(x.tolist(), n.tolist(), strict=True)))
        held += low <= share <= high
    assert held >= 0.92 * 400
