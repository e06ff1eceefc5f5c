"""Reads the texts in two processes and counts those read as in one; `test_component` runs it as a program.

    python -m tests.spacy_pipe.processes START_METHOD

The first process reads before the others start, so that they would take over a model that is loaded.
"""

from __future__ import annotations

import json
import multiprocessing
import sys

import spacy
from spacy.tokens import Doc

import onrecord
from onrecord.types import Reading
from tests.spacy_pipe.made import TALK, TEXTS


def is_same(doc: Doc, reading: Reading) -> bool:
    return doc._.reading == reading and bool(doc.spans["onrecord"]) == bool(reading.attributions)


def main() -> None:
    multiprocessing.set_start_method(sys.argv[1])
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    nlp(TALK)
    texts = list(TEXTS.values())
    docs = nlp.pipe(texts, n_process=2, batch_size=4)
    same = sum(is_same(doc, onrecord.read(text)) for doc, text in zip(docs, texts, strict=True))
    print(json.dumps({"same": same, "of": len(texts)}))


if __name__ == "__main__":
    main()
