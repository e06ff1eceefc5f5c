"""A TEI document as a program would read it that knows nothing of onrecord: with lxml, by the TEI Guidelines."""

import lzma
from pathlib import Path

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ID = f"{XML}id"
SCHEMA = Path(__file__).parent / "data" / "tei_all.rng.xz"


def schema() -> etree.RelaxNG:
    """TEI All."""
    return etree.RelaxNG(etree.fromstring(lzma.decompress(SCHEMA.read_bytes())))


def parsed(document: str):
    return etree.fromstring(document.encode())


def text_of(tree) -> str:
    """The text of <text>, without the header."""
    return "".join(tree.find(f"{TEI}text").itertext())


def chains(tree) -> dict[str, list[str]]:
    """By the id of each <said>'s first piece, the texts of all its pieces: by @next to the last, by @prev back."""
    pieces = {e.get(ID): e for e in tree.iter(f"{TEI}said")}
    found: dict[str, list[str]] = {}
    for first, piece in pieces.items():
        if piece.get("prev"):
            continue
        at, texts = piece, ["".join(piece.itertext())]
        while at.get("next"):
            before, at = at, pieces[at.get("next")[1:]]
            assert at.get("prev") == f"#{before.get(ID)}"
            texts.append("".join(at.itertext()))
        found[first] = texts
    return found
