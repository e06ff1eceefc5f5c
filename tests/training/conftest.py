"""A corpus that the tests make: short invented articles with gold relations, and a small network."""

import random

import pytest

from onrecord.evaluation.polnear import GoldArticle, GoldRelation

PEOPLE = ("Ana Ruiz", "the mayor", "Mr. Holm", "two clerks", "the port office")
VERBS = ("said", "claimed", "wrote", "believes")
THINGS = ("the ferry is late", "prices will rise", "nobody was asked", "the dock is closed", "rain is coming")


def sentence(rng):
    """(text, relation) of one sentence, direct or indirect, offsets from its start."""
    who, cue, what = rng.choice(PEOPLE), rng.choice(VERBS), rng.choice(THINGS)
    if rng.random() < 0.5:
        content = f"“{what},”"
        text = f"{content} {who} {cue}."
    else:
        content = f"that {what}"
        text = f"{who} {cue} {content}."
    spans = (((text.index(part), text.index(part) + len(part)),) for part in (who, cue, content))
    return text, GoldRelation(*spans)


def article(rng, name):
    text, relations = "", []
    for _ in range(8):
        line, relation = sentence(rng)
        at = len(text)
        shifted = (((s + at, e + at) for s, e in spans) for spans in (relation.source, relation.cue, relation.content))
        relations.append(GoldRelation(*map(tuple, shifted)))
        text += line + rng.choice((" ", "\n\n"))
    return GoldArticle(name, text, (("one", tuple(relations)),))


@pytest.fixture(scope="session")
def corpus():
    rng = random.Random(0)
    return tuple(article(rng, f"made_{i}") for i in range(24))


@pytest.fixture(scope="session")
def weights(corpus, tmp_path_factory):
    """A small model that was trained on the made corpus: the folder of its weights."""
    from onrecord.training.run import train_on  # noqa: PLC0415 - torch, which not every environment has
    from tests.training.small import RECIPE, START, silent  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("weights")
    train_on(corpus, RECIPE, START, folder, held_out=4, log=silent)
    return folder
