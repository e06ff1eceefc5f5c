"""JSON-LD read by PyLD, which knows nothing of this project; contexts come from the cases, never from the network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyld import jsonld

CASES = Path(__file__).parent / "cases"
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": CASES / "anno_context.json",
    "https://schema.org": CASES / "schema_org_context.json",
}


def expanded(data: bytes) -> list[dict[str, Any]]:
    """The nodes of a file, with full names; fails where a key has no meaning and would be dropped."""
    dropped: list[str | None] = []
    made = jsonld.expand(json.loads(data), {"documentLoader": _loaded}, on_property_dropped=dropped.append)
    assert dropped == []
    return made


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node within."""
    for inner in value if isinstance(value, list) else []:
        yield from nodes(inner)
    if isinstance(value, dict) and "@value" not in value:
        if "@list" not in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)


def _loaded(url: str, _: Any) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": json.loads(CONTEXTS[url].read_text(encoding="utf-8"))}
