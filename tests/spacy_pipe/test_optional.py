"""spaCy stays optional, and who has it pays for the component only when using it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from typing import Any

import pytest

WITHOUT = "import sys\nsys.modules['spacy'] = None\n"
"""As where spaCy is not installed: importing it raises ImportError."""


def last_line(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def test_without_spacy_the_error_says_what_to_install() -> None:
    code = "import onrecord\ntry: import onrecord.spacy_pipe\nexcept onrecord.MissingExtraError as error: print(error)"
    assert last_line(WITHOUT + code) == "spaCy is not installed. Install it with: pip install 'onrecord[spacy]'"


def test_without_spacy_onrecord_reads() -> None:
    code = "import onrecord\nprint(len(onrecord.read('\"We will stay,\" Ann Poe said.').attributions))"
    assert last_line(WITHOUT + code) == "1"


def test_reading_does_not_load_spacy() -> None:
    code = "import sys, onrecord\nonrecord.read('\"We will stay,\" Ann Poe said.')\nprint('spacy' in sys.modules)"
    assert last_line(code) == "False"


def test_it_is_found_without_importing_onrecord(spacy: Any) -> None:
    code = "import spacy\nnlp = spacy.blank('en')\nnlp.add_pipe('onrecord')\nprint(nlp.pipe_names)"
    assert last_line(code) == "['onrecord']"


def test_pipelines_without_it_load_no_model(spacy: Any) -> None:
    code = "import json, sys, spacy\nspacy.blank('en')\nprint(json.dumps(sorted(sys.modules)))"
    loaded = set(json.loads(last_line(code)))
    assert "onrecord.spacy_pipe" in loaded
    assert loaded & {"onnxruntime", "tokenizers", "lxml", "trafilatura", "onrecord.pipeline"} == set()


@pytest.mark.parametrize(("group", "name"), [("spacy_factories", "make"), ("spacy_displacy_colors", "COLORS")])
def test_it_is_offered_to_spacy(spacy: Any, group: str, name: str) -> None:
    from onrecord import spacy_pipe  # noqa: PLC0415 - needs spaCy

    (entry,) = [entry for entry in entry_points(group=group) if entry.name == "onrecord"]
    assert entry.dist is not None
    assert entry.dist.name == "onrecord"
    assert entry.load() is getattr(spacy_pipe, name)
