import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.scores import MEASURES, Counts, Tally
from onrecord.evaluation.statistics import BINS, Calibration, f1_intervals

judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=20)


def counts(hits: int, predicted: int, gold: int) -> Counts:
    return Counts((Tally(hits, predicted, gold),) * len(MEASURES))


def test_confidences_that_come_true_have_no_error() -> None:
    assert Calibration.of([(0.75, True)] * 3 + [(0.75, False)]).error == 0.0


def test_the_error_is_the_mean_distance_over_attributions() -> None:
    calibration = Calibration.of([(0.9, True), (0.9, False), (0.2, False), (0.2, False)])
    assert calibration.error == pytest.approx((2 * 0.4 + 2 * 0.2) / 4)


def test_nothing_judged_has_no_error() -> None:
    assert Calibration().error == 0.0


def test_certainty_falls_in_the_last_bin() -> None:
    assert Calibration.of([(1.0, True)]).bins[BINS - 1].size == 1


@given(judged, judged)
def test_calibrations_add_up(some: list[tuple[float, bool]], more: list[tuple[float, bool]]) -> None:
    apart, together = Calibration.of(some) + Calibration.of(more), Calibration.of(some + more)
    assert apart.error == pytest.approx(together.error)
    assert 0 <= together.error <= 1


def test_equal_articles_leave_no_doubt() -> None:
    assert f1_intervals([counts(1, 2, 2)] * 5)["exact.cue"] == (50.0, 50.0)


def test_the_interval_holds_the_figure_and_is_repeatable() -> None:
    articles = [counts(n % 7, 8, 8) for n in range(30)]
    low, high = f1_intervals(articles)["relation.linked"]
    assert low < sum(articles, Counts())["relation.linked"].f1 < high
    assert f1_intervals(articles)["relation.linked"] == (low, high)


def test_no_articles_no_intervals() -> None:
    assert f1_intervals([]) == {}


def test_articles_without_relations_are_zero() -> None:
    assert f1_intervals([counts(0, 0, 0)])["exact.cue"] == (0.0, 0.0)
