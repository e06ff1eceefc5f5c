"""What was marked on a page is found on the page as it is now, or it is said that it is not: never somewhere else."""

import json
import re
from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.formats.anchoring import resolve, selectors
from onrecord.formats.web_annotation import collection
from tests.formats import made

CASES = Path(__file__).parent / "cases"
HTML = (CASES / "changing_page.html").read_text(encoding="utf-8")
CHANGES = json.loads((CASES / "changing_page.json").read_text(encoding="utf-8"))
WORDS = (
    "the ferry harbor council mayor said warned told reporters according to would close because nobody asked and old "
    "pier bridge boats winter on Tuesday about percent more than crowns she they it was in of a that for talks sale "
    "buyer company town quay board vote last year crossing road children"
).split()
PARAGRAPHS = re.findall(r"<p>.*?</p>\n", HTML)
KEYS = (
    "last salt",
    "looked at",
    "came too soon",
    "engineer",
    "older than",
    "pan is not",
    "museum",
    "Gazette",
    "Tveit said the water",
)
"""Words that tell each paragraph from the others; no change touches them, and nothing that is added has them."""


def changed(change):
    order = change.get("order", range(len(PARAGRAPHS)))
    html = HTML.replace("".join(PARAGRAPHS), "".join(PARAGRAPHS[i] for i in order))
    for old, new in change["replace"]:
        assert old in html
        html = html.replace(old, new)
    return onrecord.from_html(html, name="salt.html").text


def paragraph(text, key):
    """Where the paragraph with these words stands; nowhere if it is gone."""
    return next((m.span() for m in re.finditer(r"[^\n]+", text) if key in m[0]), (0, 0))


def places(exact, text, within):
    """Where these words stand there, whatever white space and marks they are printed with."""
    marks = {**dict.fromkeys('"“”', '["“”]'), **dict.fromkeys("'’", "['’]")}
    words = [re.sub(r"[\"“”'’]|\W", lambda m: marks.get(m[0], re.escape(m[0])), word) for word in exact.split()]
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")
    return [match.span() for match in pattern.finditer(text, *within)]


@pytest.fixture(scope="module")
def reading():
    return onrecord.read(onrecord.from_html(HTML, name="salt.html"))


@pytest.fixture(scope="module")
def marked(reading):
    """The selectors of all that the page's annotations mark."""
    found = []
    for annotation in collection(reading)["first"]["items"]:
        target = annotation["target"]
        segments = [*(target if isinstance(target, list) else [target]), *annotation["body"]]
        found += [segment["selector"] for segment in segments if "selector" in segment]
    assert len(found) > 35
    return found


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["what"])
def test_what_was_marked_is_found_on_the_changed_page(change, reading, marked):
    old, new = reading.article.text, changed(change)
    for quote, position in marked:
        key = next(key for key in KEYS if position["start"] in range(*paragraph(old, key)))
        before = places(quote["exact"], old, paragraph(old, key))
        after = places(quote["exact"], new, paragraph(new, key))
        found = resolve([quote, position], new)
        if len(before) == len(after):
            assert found == after[before.index((position["start"], position["end"]))]
        else:
            assert found in (None, *after)


def test_nearly_all_is_found_on_the_changed_pages(marked):
    lost = Counter(resolve(one, text) is None for text in map(changed, CHANGES) for one in marked)
    assert lost[True] < 0.05 * lost.total()


class Pages:
    """Texts of words that are told apart though they are the same, so that it is known where each has gone."""

    def __init__(self, seed):
        self.random, self.ids = Random(seed), count()
        self.paragraphs = [self.paragraph(5, 40) for _ in range(self.random.randint(2, 10))]

    def paragraph(self, least, most):
        return [(next(self.ids), self.random.choice(WORDS)) for _ in range(self.random.randint(least, most))]

    def text(self):
        made, where = "", {}
        for words in self.paragraphs:
            for id_, word in words:
                where[id_] = (len(made), len(made) + len(word))
                made += word + " "
            made = f"{made[:-1]}.\n\n"
        return made, where

    def change(self):
        what = self.random.choice((self.insert, self.correct, self.shuffle, self.remove))
        what()

    def insert(self):
        self.paragraphs.insert(self.random.randint(0, len(self.paragraphs)), self.paragraph(3, 20))

    def correct(self):
        words = self.random.choice(self.paragraphs)
        words[self.random.randrange(len(words))] = (next(self.ids), "corrected")

    def shuffle(self):
        self.random.shuffle(self.paragraphs)

    def remove(self):
        if len(self.paragraphs) > 1:
            self.paragraphs.pop(self.random.randrange(len(self.paragraphs)))


def outcomes(seed):
    """What becomes of one to twelve words in a row, three times a paragraph, after up to three changes."""
    pages = Pages(seed)
    text, where = pages.text()
    starts = [(words, pages.random.randrange(len(words))) for words in pages.paragraphs for _ in range(3)]
    spans = [words[at : at + pages.random.choice((1, 1, 2, 5, 12))] for words, at in starts]
    for _ in range(pages.random.randint(1, 3)):
        pages.change()
    new, there = pages.text()
    for span in spans:
        made = selectors((where[span[0][0]][0], where[span[-1][0]][1]), text)
        now = [there.get(id_) for id_, _ in span]
        right = (now[0][0], now[-1][1]) if None not in now else None
        right = right if right and new[slice(*right)] == made[0]["exact"] else None
        found = resolve(made if pages.random.random() < 0.7 else made[0], new)
        yield "right" if found == right else "lost" if found is None else "wrong"


def test_words_among_the_same_words_are_never_found_in_another_place():
    seen = Counter(outcome for seed in range(300) for outcome in outcomes(seed))
    assert seen["wrong"] == 0
    assert seen["lost"] < 0.02 * seen["right"]


@given(made.whole, st.booleans())
def test_every_span_of_a_text_is_found_in_it(reading, with_position):
    text = reading.article.text
    for span in {span for a in reading.attributions for span in (*a.source, *a.cue, *a.content)}:
        quote, position = selectors(span, text)
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        found = resolve([position, quote] if with_position else quote, text)
        assert found == span or (
            not with_position and text[slice(*found)].strip("\ufeff") == quote["exact"].strip("\ufeff")
        )


@given(st.text(alphabet="ab \n’é🙂\u0301\u200d", max_size=40), st.data())
def test_a_span_of_any_text_is_found_in_it_or_is_nothing(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = selectors((start, end), text)
    assert resolve(made, text) == ((start, end) if start < end else None)


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("he", "They said that the others had left."),
        ("cafe", "a cafe\u0301"),
        ("👍", "it is 👍🏽"),
        ("👩", "👩\u200d🚀 left"),
        ("said", "He said that she said so."),
        ("", "text"),
        (" \n", "a \n b"),
    ],
)
def test_parts_of_words_and_characters_what_stands_twice_and_nothing_are_not_found(exact, text):
    assert resolve({"type": "TextQuoteSelector", "exact": exact}, text) is None


@pytest.mark.parametrize("given", [[], {"type": "TextPositionSelector", "start": 0, "end": 4}, {"type": "CssSelector"}])
def test_without_the_words_nothing_is_found(given):
    assert resolve(given, "text") is None


def test_words_that_others_selected_are_found_though_they_count_in_another_way():
    text = "🙂🙂 The boats would “not wait”, she said."
    quote = {"type": "TextQuoteSelector", "exact": 'would "not\u00a0wait"', "prefix": "The boats ", "suffix": ", she"}
    given = [{"type": "RangeSelector"}, {"type": "TextPositionSelector", "start": 14, "end": 30}, quote]
    assert text[slice(*resolve(given, text))] == "would “not wait”"


def test_soft_hyphens_and_characters_without_width_are_nothing():
    quote, _ = selectors((4, 17), "The har\u00adbormaster left at noon, she said.")
    assert quote["exact"] == "har\u00adbormaster"
    assert resolve(quote, "The harbor\u200bmaster left at noon, she said.") == (4, 17)


def test_words_that_stand_everywhere_are_given_up_soon():
    quote, _ = selectors((0, 1), "x")
    assert resolve(quote | {"prefix": "gone ", "suffix": " gone"}, "x " * 100_000) is None
