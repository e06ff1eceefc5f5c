"""What stands before the <text> of a TEI document: its header, and in <standOff> what the text points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import get_args

from onrecord.formats.tei_ids import Ids
from onrecord.formats.tei_xml import element, start, unheld, wrapped
from onrecord.types import Article, Factuality, Kind, Mode, Reading, Source, Spans

_DAY_OR_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}", re.ASCII)
_DECISIONS = (
    "All that the article prints stands in the body to the letter, white space included; what is at hand is the text, "
    "not how it looked. Each said is what one source is said to have said, thought, wanted or known, found by a "
    "program; cert is the program's calibrated probability that its words and its source are right. Where the article "
    "says in its own words what a source said, and where it mixes both, direct is false; the words between quotation "
    "marks are in a quote within it. Whether it was said aloud the article rarely tells: aloud is false for what was "
    "thought or known, and for what stands in a document, and else unknown. What XML cannot nest is in pieces, joined "
    "by next and prev; the last piece has no next."
)


def language(article: Article) -> str | None:
    """The article's language where it is one that @xml:lang can name."""
    return article.language if article.language and _LANGUAGE.fullmatch(article.language) else None


def header(reading: Reading, ids: Ids) -> list[str]:
    """The lines of the <teiHeader>."""
    notes = (*reading.article.notes, *reading.notes)
    return [
        "<teiHeader>",
        "<fileDesc>",
        *_title(reading),
        *wrapped("publicationStmt", [element("p", "Not published: made by a program from the article below.")]),
        *wrapped("notesStmt", [element("note", f"{note.code}: {note.message}") for note in notes]),
        *wrapped("sourceDesc", wrapped("bibl", _article(reading.article))),
        "</fileDesc>",
        *_encoding(reading),
        *wrapped("profileDesc", wrapped("particDesc", _people(reading, ids))),
        "</teiHeader>",
    ]


def stand_off(reading: Reading, ids: Ids) -> list[str]:
    """The lines of the <standOff>: documents that are sources, and what the values of @ana mean."""
    text = reading.article.text
    documents = [line for s in reading.sources if s.type == "document" for line in _document(s, ids, text)]
    groups: tuple[tuple[str, object], ...] = (("mode", Mode), ("kind", Kind), ("factuality", Factuality))
    meanings = [
        line
        for name, values in groups
        for line in wrapped(
            "interpGrp", [element("interp", v, {"xml:id": f"{name}.{v}"}) for v in get_args(values)], {"type": name}
        )
    ]
    return wrapped("standOff", [*wrapped("listBibl", documents), *meanings])


def _title(reading: Reading) -> list[str]:
    article = reading.article
    return [
        "<titleStmt>",
        element("title", article.title or article.name or "[untitled]"),
        *(element("author", author) for author in article.authors),
        "<respStmt>",
        element("resp", "sources and statements marked by a program"),
        element("name", f"onrecord, {reading.model}"),
        "</respStmt>",
        "</titleStmt>",
    ]


def _article(article: Article) -> list[str]:
    """Where the text is from."""
    lines = [element("title", article.title, {"level": "a"})] if article.title else []
    lines += [element("author", author) for author in article.authors]
    lines += [element("publisher", article.outlet)] if article.outlet else []
    lines += [element("date", article.published, {"when": _when(article.published)})] if article.published else []
    lines += [element("idno", article.url, {"type": "URL"})] if article.url else []
    lines += [element("idno", article.name, {"type": "input"})] if article.name else []
    return [*lines, element("idno", article.sha256, {"type": "SHA-256"})]


def _when(published: str) -> str | None:
    """`published` where XML Schema, too, has it for a date or a date with time."""
    if not _DAY_OR_MOMENT.fullmatch(published):
        return None
    try:
        datetime.fromisoformat(published)
    except ValueError:
        return None
    return published


def _encoding(reading: Reading) -> list[str]:
    number = unheld(reading.article.text)
    said = f"{number} characters of the article that XML cannot hold are U+FFFD here, one for one."
    return [
        "<encodingDesc>",
        "<editorialDecl>",
        *wrapped("normalization", [element("p", said)] if number else []),
        *wrapped("quotation", [element("p", "Quotation marks stand in the text as printed.")], {"marks": "all"}),
        *wrapped("interpretation", [element("p", _DECISIONS)]),
        "</editorialDecl>",
        "</encodingDesc>",
    ]


def _people(reading: Reading, ids: Ids) -> list[str]:
    text = reading.article.text
    people = [line for s in reading.sources if _is_person(s) for line in _person(s, ids, text)]
    others = [s for s in reading.sources if s.type != "document" and not _is_person(s)]
    return [
        *wrapped("listPerson", people),
        *wrapped("listOrg", [line for s in others for line in _org(s, ids, text)]),
    ]


def _is_person(source: Source) -> bool:
    """Whether it is people; an organization without a name ("the company") has nothing on anonymity."""
    has_anonymity = source.type == "unnamed group" and source.anonymity is not None
    return source.type in ("named person", "anonymous source") or has_anonymity


def _person(source: Source, ids: Ids, text: str) -> Iterator[str]:
    """A person or group; an unnamed one has no <persName>, but what it is called as printed."""
    tag = "personGrp" if source.type == "unnamed group" else "person"
    number = source.anonymity.number if source.anonymity and tag == "personGrp" else None
    yield start(tag, {**_id(source, ids), "size": None if number is None else str(number)})
    if source.name is not None:
        yield element("persName", source.name)
    for role in source.roles:
        yield f'<state type="role">{element("label", role)}</state>'
    yield from (element("affiliation", affiliation) for affiliation in source.affiliations)
    yield from _printed(source, text)
    yield f"</{tag}>"


def _org(source: Source, ids: Ids, text: str) -> Iterator[str]:
    yield start("org", _id(source, ids))
    if source.name is not None:
        yield element("orgName", source.name)
    yield from (element("desc", role, {"type": "role"}) for role in source.roles)
    yield from (element("desc", affiliation, {"type": "affiliation"}) for affiliation in source.affiliations)
    yield from _printed(source, text)
    yield "</org>"


def _document(source: Source, ids: Ids, text: str) -> Iterator[str]:
    yield start("bibl", _id(source, ids))
    if source.name is not None:
        yield element("title", source.name)
    yield from (element("note", role, {"type": "role"}) for role in source.roles)
    yield from (element("note", affiliation, {"type": "affiliation"}) for affiliation in source.affiliations)
    yield from _printed(source, text)
    yield "</bibl>"


def _id(source: Source, ids: Ids) -> dict[str, str | None]:
    own = ids.sources[source.id]
    return {"xml:id": own, "n": None if own == source.id else source.id}


def _printed(source: Source, text: str) -> Iterator[str]:
    """What the article prints of a source: what an unnamed one is called, why it can know, why it has no name."""
    label = (source.anonymity.label if source.anonymity else ()) or source.mentions[:1]
    told: list[tuple[str, Spans]] = [("label", label if source.name is None else ())]
    if source.anonymity:
        told.append(("position-to-know", source.anonymity.position_to_know))
        told.append(("reason-for-anonymity", source.anonymity.reason))
    told.append(("justification", source.justification))
    for type_, spans in told:
        yield from (element("note", text[s:e], {"type": type_}) for s, e in spans)
