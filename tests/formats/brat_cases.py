"""A small reading by hand, its collection, and edits of its `.ann` as a person with a text editor makes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from onrecord.formats.brat import load, pieces
from onrecord.types import Anonymity, Article, Attribution, Block, Link, Quantity, Reading, Source, Span, Step

TEXT = (
    "Mayor Ana Ruiz said the 🙂 pier will close.\r\n\r\n"
    "“We have 40 boats,” a clerk who feared for her job told the Harbor Ledger. Lund promised help. It rained.\r\n"
)
THIS = Link("this article")
BY_MODEL = (Step("relation", "model:made-1"),)


def at(words: str) -> Span:
    return TEXT.index(words), TEXT.index(words) + len(words)


def small() -> Reading:
    """Two statements; a third one, Lund's, was taken for the article's own voice."""
    article = Article(
        TEXT, (Block("paragraph", 0, 42), Block("paragraph", 46, len(TEXT) - 2)), _digest(), name="pier.txt"
    )
    boats = Quantity(at("40 boats"), "count", 40, 40, 40, unit="boats")
    ruiz = Attribution(
        "a1",
        (at("Mayor Ana Ruiz"),),
        (at("said"),),
        (at("the 🙂 pier will close"),),
        "indirect",
        None,
        0.8125,
        BY_MODEL,
        "s1",
        chain=(Link("Ana Ruiz", "s1"), THIS),
        factuality="planned",
        evidence=(at("will"),),
    )
    clerk = Attribution(
        "a2",
        (at("a clerk"),),
        (at("told"),),
        (at("“We have 40 boats,”"),),
        "direct",
        None,
        0.75,
        BY_MODEL,
        "s2",
        recipient=(at("the Harbor Ledger"),),
        recipient_id="s3",
        chain=(Link("unnamed", "s2"), Link("the Harbor Ledger", "s3"), THIS),
        quantities=(boats,),
    )
    sources = (
        Source("s1", "named person", "Ana Ruiz", ("mayor",), title=(at("Mayor"),), mentions=ruiz.source),
        Source(
            "s2",
            "anonymous source",
            None,
            mentions=clerk.source,
            anonymity=Anonymity(reason=(at("feared for her job"),), label=clerk.source, number=1),
        ),
        Source("s3", "named organization", "the Harbor Ledger"),
    )
    own = (at("Lund promised help."), at("It rained."))
    return Reading(article, (ruiz, clerk), "made-1", (), sources, own, quantities=(boats,))


def _digest() -> str:
    return hashlib.sha256(TEXT.encode()).hexdigest()


def files(readings: Iterable[Reading]) -> dict[str, bytes]:
    return {piece.name: piece.data for piece in pieces(readings)}


def put(readings: Iterable[Reading], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files(readings).items():
        (folder / name).write_bytes(data)
    return folder


def annotations(folder: Path) -> Path:
    """The only .ann of a collection."""
    (path,) = folder.glob("*.ann")
    return path


def edited(folder: Path, *changes: tuple[str, str], add: Iterable[str] = ()) -> Reading:
    """The reading after each of `changes` (old words, new words) was made in the .ann, and lines were added."""
    path = annotations(folder)
    said = path.read_bytes().decode()
    for old, new in changes:
        assert old in said
        said = said.replace(old, new)
    path.write_bytes((said + "".join(f"{line}\n" for line in add)).encode())
    (reading,) = load(folder)
    return reading
