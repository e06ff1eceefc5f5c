"""The audit as an HTML page: by itself, escaped, readable without script and without the charts."""

import io
import re
import subprocess
import sys
import threading
from dataclasses import replace
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from onrecord.errors import MissingExtraError
from onrecord.formats.audit_charts import Row, clean, intervals
from onrecord.formats.audit_html import MOST_IN_CHART, MOST_IN_FULL, archive_to_html
from onrecord.ledger.audit import audit_readings
from tests.ledger import made

CHROMIUM = Path("/usr/bin/chromium")
READINGS = made.readings(7, 30)
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</style></svg>\u202e\x00"
LOADING = {
    "src",
    "href",
    "xlink:href",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "ping",
    "style",
}
VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a page has: its elements with their attributes, its text, and that every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.open = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def page(report):
    stream = io.StringIO()
    archive_to_html(report, stream)
    return stream.getvalue()


def printed(reading, **facts):
    return replace(reading, article=replace(reading.article, **facts))


def hostile(kind="outlet", attack=ATTACK):
    """A report in which outlets, authors and sources are called by an attack."""
    first = printed(READINGS[0], outlet=attack, authors=(attack,), title=attack)
    named = tuple(replace(s, name=s.name and f"{attack} A") for s in first.sources)
    return audit_readings([replace(first, sources=named, model=attack), *READINGS[1:]], by=kind)


@pytest.fixture(scope="module")
def text():
    return page(hostile())


def test_it_loads_nothing(text):
    found = Page(text)
    assert [(tag, a) for tag, a in found.elements if LOADING & a.keys()] == []
    assert not {
        "script",
        "link",
        "iframe",
        "object",
        "embed",
        "img",
        "image",
        "use",
        "base",
        "form",
        "video",
        "audio",
    } & {tag for tag, _ in found.elements}
    assert re.search(r"https?:|//|url\(|@import", text) is None


def test_a_policy_forbids_to_load_or_run_anything(text):
    (policy,) = (a["content"] for tag, a in Page(text).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy


def test_what_a_page_says_of_itself_cannot_become_markup(text):
    found = Page(text)
    assert not [a for _, a in found.elements if any(key.startswith("on") for key in a)]
    assert "<script>alert(1)</script>" in "".join(found.words)
    assert "\u202e" not in text
    assert "\x00" not in text
    assert found.open == []


def test_every_figure_is_in_a_table(text):
    report = hostile()
    told = "".join(Page(re.sub("<svg.*?</svg>", "", text, flags=re.DOTALL)).words)
    for group in (report.whole, *report.groups):
        assert all(f"{s.count:,} of {s.of:,}" in told for s in group.shares)
    assert all(m.rule in told for m in report.measures if m.code in {s.code for s in report.whole.shares})


def test_charts_have_alternative_texts_with_their_numbers(text):
    charts = [a["aria-label"] for tag, a in Page(text).elements if a.get("class") == "chart"]
    assert len(charts) == text.count("<svg") > 5
    assert all(re.search(r"\d%", label) for label in charts)


def test_light_and_dark(text):
    assert "prefers-color-scheme: dark" in text
    drawn = "".join(re.findall("<svg.*?</svg>", text, flags=re.DOTALL))
    assert {"currentColor", "var(--mark)", "var(--grid)"} == set(
        re.findall(r'(?:fill|stroke)="((?!none|transparent)[^"]*)"', drawn)
    )


def test_the_same_report_gives_the_same_page():
    report = audit_readings(READINGS, by="outlet")
    assert page(report) == page(report)


def test_no_verdict(text):
    assert not re.search(r"complian|violat|breach|passed|failed|\bbroke", text.lower())
    assert "not stated on the page" in text


def many_outlets(number):
    return [printed(READINGS[i % 30], outlet=f"Outlet {i:03}") for i in range(number)]


def many_months(number):
    """An article for each of as many months from January 2001, the latest first."""
    days = [f"{2001 + i // 12}-{i % 12 + 1:02}-03" for i in range(number)]
    return [printed(READINGS[i % 30], published=day) for i, day in enumerate(reversed(days))]


def in_full(text):
    """The groups of which the page has every measure, in its order."""
    return [found.split(":")[0].rstrip(" *") for found in re.findall("<summary>(.*?)</summary>", text)]


def test_more_groups_than_a_chart_holds_are_all_in_the_table():
    words = "".join(Page(page(audit_readings(many_outlets(MOST_IN_CHART + 5), by="outlet"))).words)
    assert f"The charts show the {MOST_IN_CHART} with most articles of {MOST_IN_CHART + 5} groups; 5 with" in words
    assert all(f"Outlet {i:03}" in words for i in range(MOST_IN_CHART + 5))


def test_of_many_months_the_latest_are_shown_in_order_of_time():
    text = page(audit_readings(many_months(MOST_IN_FULL + 2), by="month"))
    words = "".join(Page(text).words)
    shown = in_full(text)
    assert (shown[0], shown[-1], len(shown)) == ("2001-03", "2017-10", MOST_IN_FULL)
    assert shown == sorted(shown)
    assert "These are the latest 200 of 202 groups; 2 before 2001-03 are left out" in words
    assert "The charts show the latest 30 of 202 groups; 172 before 2015-05 are left out" in words
    assert all(month in words for month in ("2001-01", "2001-02"))


def test_of_many_outlets_those_with_most_articles_are_shown():
    readings = [*many_outlets(MOST_IN_FULL + 1), printed(READINGS[0], outlet="Outlet 200", title="another")]
    text = page(audit_readings(readings, by="outlet"))
    assert in_full(text)[0] == "Outlet 200"
    told = "These are the 200 with most articles of 201 groups; 1 with fewer or as many is left out"
    assert told in "".join(Page(text).words)


def test_where_nothing_is_left_out_nothing_is_said():
    assert "left out" not in page(audit_readings(many_months(3), by="month"))


@pytest.mark.parametrize("by", [None, "outlet", "month", "author"])
def test_no_article_or_one(by):
    for readings in ([], READINGS[:1], [printed(READINGS[0], outlet=None, published=None, authors=())]):
        assert Page(page(audit_readings(readings, by=by))).open == []


def test_labels_are_made_fit_for_a_drawing():
    share = audit_readings(READINGS).whole.share("named sources")
    drawn = intervals([Row("a\x01b\ud800c\u202ed\n e <b>&", share)])
    assert "&lt;b&gt;&amp;" in drawn
    assert clean("a\x01b\ud800c\u202ed\n e") == "a\ufffdb\ufffdc\ufffdd e"


@pytest.mark.parametrize(("module", "install"), [("altair", "altair"), ("vl_convert", "vl-convert-python")])
def test_without_the_extra_nothing_is_written(monkeypatch, module, install):
    monkeypatch.setitem(sys.modules, module, None)
    stream = io.StringIO()
    with pytest.raises(MissingExtraError, match=rf"{install} is not installed.*onrecord\[report\]"):
        archive_to_html(audit_readings(READINGS), stream)
    assert stream.getvalue() == ""


@pytest.fixture
def listener():
    """A web server on this machine, and the paths that it was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def opened(path, folder):
    """The page as a browser has it when it is loaded: its document, written out."""
    call = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}", "--dump-dom"]
    return subprocess.run([*call, path.as_uri()], capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed")
def test_a_browser_loads_nothing_and_runs_nothing(tmp_path, listener):
    address, asked = listener
    attack = f"<script>document.title='run'</script><img src='{address}/img'><style>@import '{address}/css';</style>"
    path = tmp_path / "report.html"
    path.write_text(page(hostile(attack=attack)), encoding="utf-8")
    document = opened(path, tmp_path / "profile")
    assert "<title>Sourcing report</title>" in document
    assert "<svg" in document
    assert asked == []


@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed")
def test_the_listener_hears_a_page_that_does_load(tmp_path, listener):
    address, asked = listener
    path = tmp_path / "report.html"
    path.write_text(f"<!doctype html><img src='{address}/img'>", encoding="utf-8")
    opened(path, tmp_path / "profile")
    assert asked == ["/img"]
