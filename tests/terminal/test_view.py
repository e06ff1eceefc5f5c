"""The terminal view: width, nesting, marks, and text that tries to take the terminal over."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from onrecord.articles import from_text
from onrecord.terminal.text import safe, shorten
from onrecord.terminal.view import LONGEST, NARROW, number, show
from onrecord.types import Anonymity, Article, Attribution, Block, Link, Note, Reading, Source

TEXT = "The Ledger reports:\n\nThe boats would go abroad, officials said. Crews would stay.\n\nNobody asked us."
REPORT, OFFICIALS = TEXT.index("The boats"), TEXT.index("officials")


def attribution(name, source, cue, content, mode="indirect", parent=None):
    return Attribution(name, source, cue, content, mode, parent, 0.875)


def reading(text=TEXT, attributions=(), notes=()):
    return Reading(from_text(text), tuple(attributions), "fake-1", tuple(notes))


NESTED = reading(
    attributions=(
        attribution("a1", ((0, 10),), ((11, 18),), ((REPORT, TEXT.index("\n\nNobody")),), "block"),
        attribution(
            "a2",
            ((OFFICIALS, OFFICIALS + 9),),
            ((OFFICIALS + 10, OFFICIALS + 14),),
            ((REPORT, OFFICIALS - 2),),
            parent="a1",
        ),
    )
)


def shown(made, width=100, *, colours=False, encoding="utf-8"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    system = "standard" if colours else None
    console = Console(
        file=stream, width=width, force_terminal=colours, color_system=system, highlight=False, markup=False
    )
    show(console, made)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_a_number_says_what_an_attribution_stands_in():
    assert number(NESTED.attributions) == {"a1": "1", "a2": "1.1"}


def test_numbers_do_not_depend_on_the_order_of_parent_and_child():
    assert number(NESTED.attributions[::-1]) == {"a1": "1", "a2": "1.1"}


def test_each_part_of_a_content_is_marked_with_its_number():
    assert "The boats would go abroad[1.1], officials said. Crews would stay.[1]" in shown(NESTED)


def test_an_unmarked_block_quotation_stands_beside_a_rail():
    assert [line for line in shown(NESTED).splitlines() if line.startswith("│ ")]


def test_the_table_has_a_row_for_each_attribution():
    rows = [line.split() for line in shown(NESTED).splitlines()]
    assert ["1", "block"] in [[row[0], row[-2]] for row in rows if row and row[-1] == "0.88"]
    assert ["1.1", "indirect"] in [[row[0], row[-2]] for row in rows if row and row[-1] == "0.88"]


def test_where_there_is_no_room_the_table_is_a_list():
    assert "[1.1] officials said (indirect, 0.88)" in shown(NESTED, NARROW - 1)


def test_what_is_not_simply_asserted_is_said_under_the_mode():
    denied = replace(NESTED, attributions=(replace(NESTED.attributions[0], factuality="denied"),))
    assert [line for line in shown(denied).splitlines() if line.split()[-1:] == ["denied"]]


def test_the_foot_counts_and_names_the_model():
    foot = shown(NESTED)
    assert "2 attributions: 1 block, 1 indirect; 0 without a stated source." in foot
    assert "Read by fake-1." in foot


def test_nothing_found_is_said():
    assert "No attributions were found" in shown(reading())


def test_notes_are_shown_with_their_code():
    assert "note: too short (no-text)" in shown(reading(notes=[Note("no-text", "too short")]))


def test_a_lost_embed_is_shown_where_it_stood():
    article = Article("A last word:", (Block("paragraph", 0, 12), Block("embed", 12, 12)), "0" * 64)
    made = Reading(article, (attribution("a1", (), ((0, 1),), ((2, 6),)),), "fake-1")
    assert "(something was embedded here whose text is lost)" in shown(made)


def test_a_source_that_is_not_stated_is_said():
    assert "(none stated)" in shown(reading(attributions=[attribution("a1", (), ((11, 18),), ((20, 30),))]))


def test_colours_only_where_they_are_asked_for():
    assert "\x1b[" in shown(NESTED, colours=True)
    assert "\x1b" not in shown(NESTED)


def test_an_ascii_terminal_gets_ascii():
    assert shown(NESTED, encoding="ascii").isascii()


def test_the_text_cannot_give_the_terminal_orders():
    hostile = "\x1b[2J\x1b]0;owned\x07 \x9b31m \u202ereversed, he said."
    assert not set(shown(reading(hostile))) & set("\x1b\x07\x9b\u202e")


def test_a_very_long_block_is_cut_with_its_count():
    text = "word " * (LONGEST // 5) + "tail end here"
    made = reading(text, [attribution("a1", (), ((0, 4),), ((5, 9),))])
    assert f"({len(text) - LONGEST:,} characters more)" in shown(made)


def test_markup_of_the_view_is_only_text_in_an_article():
    text = "[bold]Rain[/bold] fell, he said."
    made = reading(text, [attribution("a1", ((24, 26),), ((27, 31),), ((0, 22),))])
    assert "[bold]Rain[/bold] fell[1], he said." in shown(made)


SOURCED = replace(
    NESTED,
    attributions=(
        replace(NESTED.attributions[0], source_id="s1", chain=(Link("The Ledger", "s1"), Link("this article"))),
        replace(
            NESTED.attributions[1],
            source_id="s2",
            chain=(Link("unnamed", "s2"), Link("The Ledger", "s1"), Link("this article")),
        ),
    ),
    sources=(
        Source("s1", "named organization", "The Ledger", roles=("daily",), mentions=((0, 10),)),
        Source("s2", "unnamed group", None, mentions=((OFFICIALS, OFFICIALS + 9),), anonymity=Anonymity()),
    ),
)


def test_sources_are_listed_with_role_number_and_way():
    listed = shown(SOURCED)
    assert "The Ledger — named organization; daily; 1 attribution" in listed
    assert "officials — unnamed group; 1 attribution; by way of The Ledger" in listed


def test_of_the_unnamed_it_says_what_the_page_does_not_state():
    assert "reason for anonymity: not stated on the page" in shown(SOURCED)


def test_who_says_nothing_is_not_listed():
    silent = replace(SOURCED, sources=(*SOURCED.sources, Source("s3", "named person", "Ana Ruiz")))
    assert "Ana Ruiz" not in shown(silent)


@pytest.mark.parametrize("width", [40, 60, 76, 120])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(map(cell_len, shown(SOURCED, width).splitlines())) <= width


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_making_text_safe_keeps_its_length(text):
    assert len(safe(text)) == len(text)


@given(st.lists(st.text("ab", min_size=1, max_size=60), min_size=1, max_size=40))
def test_a_shortened_text_keeps_its_first_and_last_word(words):
    short = shorten(" ".join(words), "…").split()
    assert (short[0][:39], short[-1][:39]) == (words[0][:39], words[-1][:39])
    assert len(short) <= 14
