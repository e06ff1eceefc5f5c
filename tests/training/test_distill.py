"""A small network learns from another one; needs the extra `train` (make test-train)."""

import random
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="needs the extra train: make test-train")
pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings(r"ignore:`isinstance\(treespec, LeafSpec\)` is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:# The axis name:UserWarning"),
]

import numpy as np  # noqa: E402 - after the check for torch

from onrecord.evaluation.scores import score  # noqa: E402
from onrecord.reading.model import load  # noqa: E402
from onrecord.reading.pieces import WordPieces  # noqa: E402
from onrecord.reading.words import split  # noqa: E402
from onrecord.training import distill  # noqa: E402
from onrecord.training.data import examples  # noqa: E402
from onrecord.training.network import Network  # noqa: E402
from onrecord.training.run import train_on  # noqa: E402
from onrecord.training.teacher import Teacher, in_version, versions  # noqa: E402
from tests.training.small import RECIPE, SMALL, START, silent  # noqa: E402

CORRUPTED = {"straight": 0.3, "no-paragraphs": 0.2}


@pytest.fixture(scope="module")
def teacher(weights, corpus, tmp_path_factory):
    teacher = Teacher(str(weights), tmp_path_factory.mktemp("lessons"))
    teacher.write(corpus, CORRUPTED, silent)
    return teacher


def test_a_lesson_holds_every_word_of_every_version(teacher, corpus):
    for article in corpus:
        for version in versions(article.name, CORRUPTED):
            lesson = teacher.lesson(article.name, version)
            n = len(split(in_version(article, version).text))
            assert len(lesson.vectors) == len(lesson.cue_scores) == n
            assert len(lesson.spans) == len(lesson.roles) == len(lesson.mask) == len(lesson.keep)


def test_a_lesson_has_all_gold_cues(teacher, corpus):
    for article in corpus:
        lesson, words = teacher.lesson(article.name, None), split(article.text)
        firsts = {int(words.spans[first, 0]) for first, _ in lesson.spans}
        assert {relation.cue[0][0] for relation in article.relations} <= firsts


def test_what_was_read_is_not_read_again(teacher, corpus):
    lines = []
    teacher.write(corpus, CORRUPTED, lines.append)
    assert lines == []


def taught_windows(teacher, corpus):
    tokenizer = WordPieces.load(START.tokenizer)
    return list(examples(corpus, tokenizer, random.Random(2), CORRUPTED, teacher))


def test_windows_carry_their_part_of_the_lesson(teacher, corpus):
    for window in taught_windows(teacher, corpus):
        assert len(window.taught.cue_scores) == window.n_words
        assert {cue.first for cue in window.cues} <= set(window.taught.rows)


def test_a_student_that_says_what_its_teacher_says_has_nothing_to_learn(teacher, corpus):
    window = taught_windows(teacher, corpus)[0]
    network = Network(replace(SMALL, taught=SMALL.hidden))
    torch.nn.init.eye_(network.towards.weight)
    torch.nn.init.zeros_(network.towards.bias)
    vectors, scores = (
        torch.from_numpy(x.astype(np.float32))[None] for x in (window.taught.vectors, window.taught.cue_scores)
    )
    same = distill.words(network, vectors, scores, [window.taught])
    other = distill.words(network, -vectors, scores, [window.taught])
    unsure = distill.words(network, vectors, torch.zeros_like(scores), [window.taught])
    assert abs(same.item()) < 1e-3 * window.n_words < min(other.item(), unsure.item())


def test_a_student_learns_the_made_corpus(weights, corpus, tmp_path):
    recipe = replace(RECIPE, teacher=str(weights), corrupted=CORRUPTED, shape=replace(SMALL, taught=SMALL.hidden))
    train_on(corpus, recipe, START, tmp_path / "student", held_out=4, log=silent)
    tagger = load(tmp_path / "student")
    counts = score((a.text, a.relations, tagger.tag(a.text)) for a in corpus)
    assert counts["relation.linked"].f1 > 90
    assert counts["exact.content"].f1 > 85
