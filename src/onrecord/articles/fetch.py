"""A web page's bytes over HTTP: with a limit on time, size and redirects, and no other traffic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from onrecord.articles.sniff import MAX_BYTES, too_large
from onrecord.errors import InputError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
MAX_REDIRECTS = 5
_SAVE = "Save the page in a browser and give the file"
_TEXT_TYPES = ("text/", "application/xhtml", "application/xml", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent: the body without transfer and content encoding, where it came from in the end, its type."""

    data: bytes
    url: str
    content_type: str | None


def fetch(url: str) -> Page:
    """Get an http(s) URL.

    Raises:
        InputError: no answer (`unreachable`), an error status (`http-404` and so on), something other than text
            (`not-an-article`), or more than `sniff.MAX_BYTES` (`too-large`).
    """
    from urllib3.exceptions import HTTPError, LocationValueError  # noqa: PLC0415  only URLs need it

    try:
        response = _open(url)
        try:
            return _page(response, url)
        finally:
            response.release_conn()
    except LocationValueError as error:
        raise InputError(url, "bad-url", "it is not a complete URL", "Check the address") from error
    except (HTTPError, UnicodeError, OSError) as error:
        remedy = f"Check the address and the network. {_SAVE}"
        raise InputError(url, "unreachable", f"no page came ({_why(error)})", remedy) from error
    except ValueError as error:  # what urllib raises for a malformed address, also one that a server redirects to
        raise InputError(url, "bad-url", f"an address is malformed ({error})", "Check the address") from error


def _open(url: str) -> BaseHTTPResponse:
    from urllib3 import PoolManager, ProxyManager, Retry, Timeout  # noqa: PLC0415  only URLs need it

    parts = urlsplit(url)
    proxy = None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme.lower())
    manager = ProxyManager(proxy) if proxy else PoolManager()
    return manager.request(
        "GET",
        url,
        headers={"User-Agent": "Mozilla/5.0 (compatible; onrecord)", "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1"},
        preload_content=False,
        timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        retries=Retry(total=MAX_REDIRECTS, connect=1, read=1, redirect=MAX_REDIRECTS),
    )


def _page(response: BaseHTTPResponse, url: str) -> Page:
    if response.status >= 400:
        reason = f"the server answered {response.status} {response.reason or ''}".rstrip()
        raise InputError(url, f"http-{response.status}", reason, f"Check the address. {_SAVE}")
    content_type = response.headers.get("Content-Type")
    if content_type and not content_type.lower().startswith(_TEXT_TYPES):
        reason = f"the server sent {content_type.partition(';')[0]}, not a page of text"
        raise InputError(url, "not-an-article", reason, "Give the address of the article's page")
    data = response.read(MAX_BYTES + 1, decode_content=True)
    if len(data) > MAX_BYTES:
        raise too_large(url)
    return Page(data, urljoin(url, response.geturl() or ""), content_type)


def _why(error: BaseException) -> str:
    """The innermost cause in a few words, without memory addresses."""
    from urllib3.exceptions import MaxRetryError  # noqa: PLC0415  only URLs need it

    reason = error.reason if isinstance(error, MaxRetryError) and error.reason else error
    text = str(reason).rpartition(": ")[2].strip(" .)") or type(reason).__name__
    return text[:1].lower() + text[1:120]
