"""The audit of many articles: its numbers against those of single articles, how they add up, who is one."""

import gc
import tracemalloc
from dataclasses import replace
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit import audit_article, total
from onrecord.audit.archive import BUCKETS, COMPARED, NOT_STATED
from onrecord.ledger.audit import audit_readings
from onrecord.types import Note, Source
from tests.ledger import made

READINGS = made.readings(7, 40)
FOREIGN = Note("language-not-supported", "the text is in another language")
NOTHING = {"attributions": (), "sources": (), "own_voice": ()}
few = st.lists(st.sampled_from(READINGS), max_size=8)


def by(kind, *readings, **more):
    return {g.name: g for g in audit_readings(readings, by=kind, **more).groups}


def printed(reading, **facts):
    return replace(reading, article=replace(reading.article, **facts))


def counts(group):
    return {s.code: (s.count, s.of, s.articles) for s in group.shares if " heard most" not in s.code}


def added(groups):
    tables = [counts(g) for g in groups]
    return {code: tuple(map(sum, zip(*(t[code] for t in tables), strict=True))) for code in tables[0]}


def test_the_figures_are_those_of_the_sourcing_report():
    whole = audit_readings(READINGS).whole
    for figure in total([audit_article(r) for r in READINGS], made.MODEL).figures:
        assert (whole.share(figure.code).count, whole.share(figure.code).of) == (figure.count, figure.of)


def test_a_check_tells_how_many_it_befalls_and_in_how_many_articles():
    audits = [audit_article(r) for r in READINGS]
    looked = [c for a in audits for c in a.checks if c.code == "reason for anonymity" and c.of]
    silent = [[f for f in c.findings if f.outcome == "not stated on the page"] for c in looked]
    whole = audit_readings(READINGS).whole
    share = whole.share("reason for anonymity: not stated on the page")
    assert (share.count, share.of) == (sum(map(len, silent)), sum(c.of for c in looked))
    in_articles = whole.share("articles with reason for anonymity: not stated on the page")
    assert (in_articles.count, in_articles.of) == (sum(map(bool, silent)), len(looked))


def test_every_check_of_the_report_is_there_with_the_outcome_that_it_has():
    outcomes = {(c.code, f.outcome) for r in READINGS for c in audit_article(r).checks for f in c.findings}
    codes = {m.code for m in audit_readings([]).measures if m.chapter == "checks"}
    assert {f"{code}: {outcome}" for code, outcome in outcomes if outcome != "stated"} <= codes
    assert {c.code for c in audit_article(READINGS[0]).checks} == {
        c.split(":")[0] for c in codes if "articles" not in c
    }


@given(few)
def test_counts_lie_within_their_denominators_and_shares_within_their_intervals(readings):
    for share in audit_readings(readings).whole.shares:
        assert 0 <= share.count <= share.of
        assert (share.value is None) == (share.of == 0)
        assert share.value is None or 0 <= share.low <= share.value <= share.high <= 1


@given(few.filter(bool), st.sampled_from(["outlet", "month"]))
def test_a_partition_sums_to_the_whole(readings, kind):
    report = audit_readings(readings, by=kind)
    assert added(report.groups) == counts(report.whole)
    assert sum(g.articles for g in report.groups) == report.whole.articles == len(readings)
    assert report.several == 0


@given(few, st.randoms())
def test_the_order_of_articles_changes_nothing(readings, random):
    shuffled = random.sample(readings, len(readings))
    assert audit_readings(shuffled, by="outlet") == audit_readings(readings, by="outlet")


@given(few, few)
def test_what_is_counted_in_parts_is_counted_in_all(one, other):
    whole = audit_readings([*one, *other]).whole
    assert added([audit_readings(part).whole for part in (one, other)]) == counts(whole)


@given(few)
def test_what_parts_the_sources_the_statements_and_the_articles_adds_up(readings):
    shares = {s.code: s for s in audit_readings(readings).whole.shares}

    def summed(*codes):
        return sum(shares[c].count for c in codes)

    sources, statements = shares["named sources"].of, shares["statements of named sources"].of
    types = [c.removeprefix("sources: ") for c in shares if c.startswith("sources: ")]
    whose = ("statements of named sources", "statements of unnamed sources", "statements without a source")
    assert summed(*(f"sources: {t}" for t in types)) == summed("named sources", "unnamed sources") == sources
    assert summed(*whose) == statements
    assert summed(*(f"statements: {t}" for t in types), "statements without a source") == statements
    assert summed(*(f"statements: {m}" for m in ("direct", "indirect", "mixed", "block"))) == statements
    assert summed(*(c for c in shares if c.startswith("attributions: "))) == shares["attributions: belief"].of
    assert summed(*BUCKETS) == len(readings)


def test_what_has_no_outlet_date_or_author_is_a_group_of_its_own():
    bare = printed(READINGS[0], outlet=None, published=None, authors=())
    for kind in ("outlet", "month", "author"):
        groups = by(kind, bare, READINGS[1])
        assert groups[None].articles == 1
        assert groups[None].label == NOT_STATED
        assert len(groups) == 2


@pytest.mark.parametrize(
    ("published", "month"),
    [("2026-03-14", "2026-03"), ("2026-03-31T23:30:00-05:00", "2026-03"), ("spring", None), (None, None)],
)
def test_months(published, month):
    assert list(by("month", printed(READINGS[0], published=published))) == [month]


def test_months_come_in_order_and_others_by_size_with_the_unknown_last():
    days = ("2026-02-01", "2025-12-31", None, "2026-02-03")
    dated = [printed(r, published=d, outlet=o) for r, d, o in zip(READINGS, days, ("B", "A", None, "B"), strict=False)]
    assert list(by("month", *dated)) == ["2025-12", "2026-02", None]
    assert list(by("outlet", *dated, printed(READINGS[5], outlet=None))) == ["B", "A", None]


def test_outlets_that_differ_in_case_and_spacing_are_one_under_the_usual_form():
    forms = ("Harbor Ledger", "HARBOR  LEDGER", "Harbor Ledger", "Tidelook")
    groups = by("outlet", *(printed(r, outlet=o) for r, o in zip(READINGS, forms, strict=False)))
    assert {name: g.articles for name, g in groups.items()} == {"Harbor Ledger": 3, "Tidelook": 1}


def test_an_article_of_two_authors_counts_once_under_each_and_once_in_all():
    joint = printed(READINGS[0], authors=("Nora Blick", "Tor Lund", "NORA BLICK"))
    report = audit_readings([joint, printed(READINGS[1], authors=("Tor Lund",))], by="author")
    assert {g.name: g.articles for g in report.groups} == {"Tor Lund": 2, "NORA BLICK": 1}
    assert (report.several, report.whole.articles) == (1, 2)


def test_another_language_and_no_text_count_apart():
    foreign = replace(READINGS[0], notes=(FOREIGN,), **NOTHING)
    empty = replace(READINGS[1], notes=(Note("no-text", "no text"),), **NOTHING)
    report = audit_readings([foreign, empty, foreign, READINGS[2]], by="outlet")
    assert [(a.code, a.count) for a in report.whole.apart] == [("language-not-supported", 2), ("no-text", 1)]
    assert report.whole.articles == 1
    assert counts(report.whole) == counts(audit_readings([READINGS[2]]).whole)
    assert sum(a.count for g in report.groups for a in g.apart) == 3


def test_a_group_of_which_nothing_counts_is_shown():
    (group,) = audit_readings([replace(READINGS[0], notes=(FOREIGN,), **NOTHING)], by="outlet").groups
    assert (group.articles, group.few) == (0, True)
    assert all(s.value is None for s in group.shares)


def test_few_articles_are_marked_and_wide():
    report = audit_readings(READINGS, by="outlet")
    assert not report.whole.few
    for group in report.groups:
        unnamed, in_all = (g.share("statements of unnamed sources") for g in (group, report.whole))
        assert group.few
        assert unnamed.high - unnamed.low > in_all.high - in_all.low


def test_only_the_kinds_that_are_asked_for_are_statements():
    report = audit_readings(READINGS, kinds=("belief",))
    believed = sum(a.kind == "belief" for r in READINGS for a in r.attributions)
    assert report.whole.share("statements of named sources").of == believed
    assert report.kinds == ("belief",)


def test_the_models_that_read_are_told():
    other = made.reread(READINGS[1], "made-2")
    assert audit_readings([READINGS[0], other, READINGS[2]]).models == (("made-1", 2), ("made-2", 1))


def test_no_article_at_all():
    report = audit_readings([], by="author")
    assert (report.whole.articles, report.groups, report.whole.heard) == (0, (), ())
    assert {s.code for s in report.whole.shares} <= {m.code for m in report.measures}


def test_what_groups_are_compared_by_is_measured():
    assert set(COMPARED) <= {s.code for s in audit_readings([]).whole.shares}


def test_memory_does_not_grow_with_articles():
    held = []

    def watched():
        for number, reading in enumerate(islice(cycle(READINGS), 241)):
            if number % 80 == 0:
                gc.collect()
                held.append(tracemalloc.get_traced_memory()[0])
            yield replace(reading)

    tracemalloc.start()
    audit_readings(watched(), by="outlet")
    tracemalloc.stop()
    assert held[3] < held[1] + 20_000


def spoken(number, *names):
    """A reading whose statements are said by `names`, in their order."""
    reading = next(islice((r for r in READINGS if r.attributions), number, None))
    people = {n: Source(f"p{i}", "named person", n) for i, n in enumerate(dict.fromkeys(names))}
    one = replace(reading.attributions[0], kind="assertion", parent=None)
    said = (replace(one, id=f"a{i}", source_id=people[n].id) for i, n in enumerate(names))
    return replace(reading, attributions=tuple(said), sources=tuple(people.values()))


def heard(group):
    return [(h.name, h.share.count, h.share.of, h.articles) for h in group.heard]


def test_the_sources_heard_most():
    report = audit_readings([spoken(0, "Ana Ruiz", "Ana Ruiz", "Tor Lund"), spoken(1, "Pia Orrin", "ANA RUIZ")])
    assert heard(report.whole) == [("Ana Ruiz", 3, 5, 2), ("Pia Orrin", 1, 5, 1), ("Tor Lund", 1, 5, 1)]
    assert report.whole.share("statements of the source heard most").value == 0.6
    assert report.whole.share("statements of the 5 sources heard most").count == 5


def test_who_is_heard_most_in_each_group():
    readings = [printed(spoken(0, "Ana Ruiz", "Ana Ruiz"), outlet="A"), printed(spoken(1, "Tor Lund"), outlet="B")]
    assert {n: heard(g) for n, g in by("outlet", *readings).items()} == {
        "A": [("Ana Ruiz", 2, 2, 1)],
        "B": [("Tor Lund", 1, 1, 1)],
    }


@given(st.lists(st.lists(st.sampled_from([f"Ana {c}uiz" for c in "BCDFGHJKLMNP"]), max_size=6), max_size=6))
def test_concentration_is_the_sum_of_the_first(articles):
    whole = audit_readings([spoken(i, *names) for i, names in enumerate(articles)]).whole
    said = sorted((sum(names.count(n) for names in articles) for n in {n for a in articles for n in a}), reverse=True)
    assert [h.share.count for h in whole.heard] == said[:10]
    for first, code in ((1, "the source"), (5, "the 5 sources"), (10, "the 10 sources")):
        assert whole.share(f"statements of {code} heard most").count == sum(said[:first])


def test_a_single_surname_is_nobody_elsewhere():
    report = audit_readings([spoken(0, "Ruiz"), spoken(1, "Ruiz")])
    assert [h.articles for h in report.whole.heard] == [1, 1]


def test_the_unnamed_are_never_among_them():
    report = audit_readings(READINGS)
    assert {h.type for h in report.whole.heard} <= {"named person", "named organization", "document"}
    unnamed = [
        replace(r, sources=tuple(replace(s, type="anonymous source", name=None) for s in r.sources)) for r in READINGS
    ]
    assert audit_readings(unnamed).whole.heard == ()


def test_an_assertion_around_somebody_elses_words_is_one():
    reading = next(r for r in READINGS if r.own_voice and r.attributions)
    text = "It clearly failed, the mayor said it would, and it clearly failed again."
    said = replace(reading.attributions[0], content=((19, 42),))
    article = replace(reading.article, text=text, blocks=())
    made_ = replace(reading, article=article, attributions=(said,), own_voice=((0, len(text)),))
    share = audit_readings([made_]).whole.share("judgement in own voice: found on the page")
    assert (share.count, share.of) == (1, 1)
