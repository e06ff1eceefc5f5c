"""The audit of many articles on a console: figures, groups, notes, and names that try to take the terminal over."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from onrecord.audit.archive import COMPARED, Scope
from onrecord.audit.wording import percent
from onrecord.ledger.audit import audit_readings
from onrecord.terminal.ledger_audit import show_archive
from onrecord.types import Note
from tests.ledger import made

READINGS = made.readings(7, 30)


def printed(reading, **facts):
    return replace(reading, article=replace(reading.article, **facts))


def shown(report, width=100, encoding="utf-8"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    show_archive(Console(file=stream, width=width, highlight=False, markup=False, emoji=False), report)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_every_measure_has_its_line_with_share_interval_and_denominator():
    report = audit_readings(READINGS)
    text = shown(report)
    for share in report.whole.shares:
        assert f"{share.count:,} of {share.of:,}" in text
    share = report.whole.share("second-hand statements")
    interval = f"{percent(share.value)} ({percent(share.low)} to {percent(share.high)})"
    assert re.search(rf"second-hand statements +{re.escape(interval)} +{share.count} of {share.of} statements", text)


def test_every_rule_is_told():
    report = audit_readings(READINGS)
    text = " ".join(shown(report).split())
    assert all(f"{m.rule}:" in text for m in report.measures if m.chapter not in ("checks", "heard most"))


def test_checks_tell_what_they_befall_and_in_how_many_articles():
    lines = shown(audit_readings(READINGS)).splitlines()
    at = lines.index("reason for anonymity: not stated on the page")
    assert lines[at + 1].endswith("unnamed people")
    assert lines[at + 2].endswith("articles that have any")


def test_the_sources_heard_most_in_their_order():
    report = audit_readings(READINGS)
    text = shown(report)
    places = [text.index(f"{i}. {h.name} ({h.type})") for i, h in enumerate(report.whole.heard, start=1)]
    assert len(places) == 10
    assert places == sorted(places)


def test_groups_stand_beside_each_other_measure_by_measure():
    report = audit_readings(READINGS, by="outlet")
    text = shown(report)
    below = text[text.index("By outlet") :]
    assert all(code in below for code in COMPARED)
    for group in report.groups:
        assert below.count(f"\n  {group.label} *") == len(COMPARED) + 1


def test_few_articles_and_several_authors_are_told():
    joint = printed(READINGS[0], authors=("Nora Blick", "Tor Lund"))
    text = " ".join(shown(audit_readings([joint, *READINGS[1:]], by="author")).split())
    assert "An article with several authors counts once under each: 1 article does" in text
    assert "* fewer than 20 articles: its interval is rough" in text


def test_what_is_not_counted_and_the_scope_are_told():
    foreign = replace(READINGS[0], notes=(Note("language-not-supported", "x"),), attributions=(), sources=())
    report = audit_readings([foreign, *READINGS[1:3]])
    scope = Scope("Tidelook", "2026-01-01", "2026-02-01")
    text = shown(replace(report, unreadable=2, undated=1, scope=scope))
    assert text.startswith("2 articles of Tidelook, from 2026-01-01, until 2026-02-01\n")
    assert "not counted: 1 article with the note language-not-supported" in text
    assert "not counted: 2 inputs of the whole ledger that gave no article" in text
    assert "not counted: 1 article without a date" in text


def test_it_ends_with_what_it_is_and_is_not():
    text = " ".join(shown(audit_readings(READINGS)).split())
    assert "Statements are attributions of kind assertion." in text
    assert "'Not stated on the page' says nothing of what the newsroom knows." in text
    assert text.endswith("Read by made-1 (30 articles).")
    assert not re.search(r"complian|violat", text)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_it_fits_its_width(width):
    for line in shown(audit_readings(READINGS, by="outlet"), width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_names_cannot_take_the_terminal_over():
    attack = "\x1b[2J\u202eReverse\r\nNews"
    hostile = printed(READINGS[0], outlet=attack)
    hostile = replace(hostile, sources=tuple(replace(s, name=s.name and f"{attack} A") for s in hostile.sources))
    report = replace(audit_readings([hostile], by="outlet"), scope=Scope(outlet=attack), models=((attack, 1),))
    text = shown(report)
    assert not set(text) & {"\x1b", "\u202e", "\r"}


def test_an_output_that_takes_ascii_alone():
    assert "?" not in shown(audit_readings(READINGS, by="outlet"), encoding="ascii")


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0%"), (0.0042, "0.4%"), (0.0996, "10%"), (0.126, "13%"), (1, "100%")]
)
def test_percent(value, words):
    assert percent(value) == words


def test_no_article():
    assert shown(audit_readings([])).startswith("0 articles\n")
