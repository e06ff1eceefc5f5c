"""What Citron itself does with its files, for tests: a reader and a writer after its code, which is on no index.

`read` follows `CitronParser.parse` with `_get_span` and `_get_character_index` (citron/data.py), `answer` follows
`Citron.extract` (citron/citron.py) with `Quote.to_json` (citron/data.py) and the `to_json` of spans (citron/utils.py),
all in github.com/bbc/citron at b140405 (2021). Both count as spaCy does.
"""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Quote:
    cue: Any
    sources: list[Any]
    contents: list[Any]
    coreferences: list[Any]


def read(nlp, data: bytes):
    """The document and its quotes, as spans of spaCy; a span widens to whole tokens, as Citron's do."""
    held = json.loads(data)
    doc = nlp(held["text"])
    tokens = [token.i for token in doc for _ in range(len(token) + len(token.whitespace_))]

    def span(place):
        start, end = tokens[place["start"]], tokens[place["end"] - 1] + 1
        assert start < end <= len(doc)
        return doc[start:end]

    quotes = []
    for quote in held["quotes"]:
        parts = ([span(place) for place in quote[name]] for name in ("sources", "contents", "coreferences"))
        quotes.append(Quote(span(quote["cue"]), *parts))
    return doc, quotes


def answer(quotes: list[Quote]) -> str:
    """What `citron-extract` prints for quotes."""

    def places(spans):
        return [{"start": span.start, "end": span.end, "text": span.text} for span in spans]

    made = [
        {
            "sources": places(quote.coreferences or quote.sources),
            "coreferences": places(quote.sources if quote.coreferences else []),
            "cue": places([quote.cue])[0],
            "contents": places(quote.contents),
            "confidence": f"{0.25:.4f}",
        }
        for quote in quotes
    ]
    source = {"application": "citron-extractor", "model:": "2021-11-15"}
    return json.dumps({"quotes": made, "source": source}, indent=4, ensure_ascii=False) + "\n"
