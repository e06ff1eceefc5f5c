"""Files, folders, JSON Lines, standard input and URLs: one bad input never stops the others."""

import gzip
import io
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from onrecord.articles import Metadata, iter_articles
from onrecord.types import Article, Unreadable

LINES = b'{"text": "The first was said.", "title": "One", "authors": "By Ada Vik and Bo Lund", "date": "3 May 2025"}\n'
GOOD = b'{"html": "<p>The third was said by the harbour pilot.</p>", "published": 7, "extra": []}\n'


def read(*inputs, **options):
    return list(iter_articles(inputs, **options))


def outcome(results):
    return [r.text if isinstance(r, Article) else r.code for r in results]


def test_in_order_with_a_bad_one_between(tmp_path):
    (tmp_path / "a.txt").write_text("The first was said.")
    (tmp_path / "b.txt").write_bytes(b"")
    results = read(tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "gone.txt", tmp_path / "a.txt")
    assert outcome(results) == ["The first was said.", "empty", "not-found", "The first was said."]
    assert all(r.remedy and r.reason for r in results if isinstance(r, Unreadable))


def test_a_broken_line_in_the_middle(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES + b'{"text": \n\n[1]\n{"title": "x"}\n' + GOOD)
    results = read(path)
    third = "The third was said by the harbour pilot."
    assert outcome(results) == ["The first was said.", "broken-line", "broken-line", "no-text", third]
    assert [r.name.rpartition(":")[2] for r in results] == ["1", "2", "4", "5", "6"]


def test_fields_and_flags(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(LINES)
    (article,) = read(path, meta=Metadata(title="Mine"))
    assert (article.title, article.authors, article.published) == ("Mine", ("Ada Vik", "Bo Lund"), "2025-05-03")


def test_gzipped_lines_whole_and_cut_off(tmp_path):
    packed = gzip.compress(
        b"".join(json.dumps({"text": f"Line {i * i} was said."}).encode() + b"\n" for i in range(500))
    )
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    (tmp_path / "b.jsonl.gz").write_bytes(packed[:-20])
    assert len(read(tmp_path / "a.jsonl.gz")) == 500
    assert outcome(read(tmp_path / "b.jsonl.gz"))[-1] == "damaged-gzip"


def test_a_folder_is_read_in_order(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.md", "in/c.html", "skip.png", ".hidden.txt"):
        (tmp_path / name).write_text(f"<p>The words of {name} were said by someone.</p>" if "c." in name else name)
    assert outcome(read(tmp_path)) == ["a.md", "b.txt", "The words of in/c.html were said by someone."]


def test_folders_without_articles_and_links(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").mkdir()
    (tmp_path / "loop" / "again").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone")
    assert outcome(read(tmp_path / "empty")) == ["no-articles"]
    assert "folder-loop" in outcome(read(tmp_path / "loop"))
    assert outcome(read(tmp_path / "dangling.txt")) == ["dangling-link"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"It was said.", ["It was said."]), (LINES * 2, ["The first was said."] * 2), (b"", ["empty"]), (b"{", ["{"])],
)
def test_standard_input(monkeypatch, data, expected):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert outcome(read("-")) == expected


PAGE = "<html><body><article><p>The café on the quay stays shut, its owner said.</p></article></body></html>"
ANSWERS = {
    "/page": (200, "text/html; charset=iso-8859-1", PAGE.encode("latin-1")),
    "/text": (200, "text/plain", b"A <p> begins a paragraph, the manual says."),
    "/picture": (200, "image/png", b"\x89PNG"),
    "/gone": (404, "text/html", b"no"),
    "/empty": (200, "text/html", b""),
    "/large": (200, "text/plain", b"x" * 10_000_001),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path in ("/moved", "/round"):
            self.send_response(302)
            self.send_header("Location", "/page" if self.path == "/moved" else "/round")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status, kind, data = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/page", "The café on the quay stays shut, its owner said."),
        ("/moved", "The café on the quay stays shut, its owner said."),
        ("/text", "A <p> begins a paragraph, the manual says."),
        ("/picture", "not-an-article"),
        ("/gone", "http-404"),
        ("/empty", "empty"),
        ("/large", "too-large"),
        ("/round", "unreachable"),
    ],
)
def test_addresses(server, path, expected):
    assert outcome(read(server + path)) == [expected]


def test_the_address_is_where_the_page_was_found(server):
    (article,) = read(server + "/moved")
    assert (article.name, article.url) == (server + "/moved", server + "/page")


def test_nobody_listens_and_no_address():
    assert outcome(read("http://127.0.0.1:9/x", "http://")) == ["unreachable", "bad-url"]


@pytest.mark.parametrize("url", ["http://[::1", "http://[x]/", "http://"])
def test_a_malformed_url_does_not_stop_the_others(url, tmp_path):
    path = tmp_path / "good.txt"
    path.write_text("It rained, she said.")
    bad, good = iter_articles([url, path])
    assert isinstance(bad, Unreadable)
    assert bad.code == "bad-url"
    assert good.text == "It rained, she said."


def test_an_empty_name_is_no_folder():
    (result,) = iter_articles([""])
    assert result.code == "not-found"


def test_what_was_done_to_a_line_s_bytes_is_noted(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "The caf\xe9 owner said so."}\n')
    (article,) = iter_articles([path])
    assert [note.code for note in article.notes] == ["decoded-as-cp1252"]
