"""What `onrecord verify` shows: verdict, speaker, place, and which words differ, readable without colour."""

import io

import pytest
from rich.console import Console

from onrecord.articles import from_text
from onrecord.terminal.verification import show_verification
from onrecord.variants.originals import verify
from tests.variants.originals import reading

HOLM = {"type": "named person", "name": "Greta Holm"}
HEARING = """\
SEN. HOLM: We may have no choice at all, as I see it. Nobody in this town asked us to keep them.

MS. RUIZ: The crossing was perhaps never safe."""


def shown(quotation, *originals, source=HOLM, width=100, encoding="utf-8"):
    article = reading(f"“{quotation}” Holm said.", {"s1": source},
                      [{"source": "s1", "content": [f"“{quotation}”"], "mode": "direct"}])  # fmt: skip
    found = verify(article, [from_text(o, name=f"{i}.txt") for i, o in enumerate(originals or (HEARING,))])
    buffer = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=buffer, width=width, force_terminal=False, highlight=False, markup=False, emoji=False)
    show_verification(console, found)
    buffer.flush()
    return buffer.buffer.getvalue().decode(encoding)


def test_an_exact_quotation_with_its_place_and_context():
    view = shown("We may have no choice")
    assert "exact  Greta Holm: We may have no choice [1:22]\n" in view
    assert "  [1] 11:32: exact; SEN. HOLM (the same speaker)\n" in view
    assert '"We may have no choice" at all, as I see it …' in view


@pytest.mark.parametrize(
    ("quotation", "difference"),
    [
        ("We have no choice at all, as I see it", "We [-may-] have no choice at all, as I see it"),
        ("We may have no real choice at all, as I see it", "We may have no {+real+} choice at all, as I see it"),
        ("We may have no doubt at all, as I see it", "We may have no [-choice-] {+doubt+} at all, as I see it"),
        ("We may have no choice … as I see it", "We may have no choice … (-at all-) as I see it"),
        ("Nobody [there] asked us to keep them", "Nobody (-in this town-) (+[there]+) asked us to keep them"),
    ],
)
def test_which_words_differ(quotation, difference):
    assert f"    {difference}\n" in shown(quotation)


def test_a_lost_hedge_is_said():
    assert "    a hedge was lost\n" in shown("We have no choice at all, as I see it")


def test_another_speaker():
    view = shown("The crossing was perhaps never safe")
    assert "ascribed to somebody else  Greta Holm:" in view
    assert "exact; MS. RUIZ (another speaker)" in view


def test_nothing_like_it():
    assert "missing  Greta Holm: The harbor lights" in (view := shown("The harbor lights go out at ten o'clock"))
    assert "  nothing like it is there\n" in view


def test_the_nearest_passage():
    view = shown("Nobody in this town asked us whether the pilots sleep at night")
    assert "missing  " in view
    assert "  nearest [1] " in view
    assert "Nobody in this town asked us" in view.split("nearest")[1]


def interrupted(*parts, original):
    """What is shown of a quotation that the reporting clause interrupts."""
    marked = [f"“{part}”" for part in parts]
    article = reading(f"{marked[0]} Holm said. {marked[1]}", {"s1": HOLM},
                      [{"source": "s1", "content": marked, "mode": "direct"}])  # fmt: skip
    buffer = io.StringIO()
    show_verification(Console(file=buffer, width=100), verify(article, [from_text(original)]))
    return buffer.getvalue()


def test_sentences_between_the_parts_have_a_sign_and_each_part_its_place():
    view = interrupted("We may have no choice at all", "Nobody asked us", original=(
        "SEN. HOLM: We may have no choice at all. It rains. Nobody asked us to keep them.\n\nQ. When?"
    ))  # fmt: skip
    assert "exact  Greta Holm: We may have no choice at all Nobody asked us [1:58]\n" in view
    assert "  [1] 11:39, 51:66: exact; SEN. HOLM (the same speaker)\n" in view
    assert '    "We may have no choice at all […] Nobody asked us" to keep them. …\n' in view
    assert "1 quotation: 1 exact." in view


def test_parts_that_stand_apart_are_shown_one_by_one():
    view = interrupted("Nobody in this town asked us", "We may have no choice", original=HEARING)
    assert "parts apart  Greta Holm: Nobody in this town asked us We may have no choice [1:64]\n" in view
    assert "  part 1: exact: Nobody in this town asked us [1:29]\n    [1] 54:82: exact; SEN. HOLM" in view
    assert "  part 2: exact: We may have no choice [43:64]\n    [1] 11:32: exact; SEN. HOLM" in view
    assert "1 quotation: 1 parts apart." in view


def test_a_part_that_is_not_there():
    view = interrupted("Nobody in this town asked us", "The pilots sleep at night, all of them", original=HEARING)
    assert "missing  Greta Holm: Nobody in this town" in view
    assert "  part 2: missing: The pilots sleep at night, all of them [43:81]\n    nothing like it is there\n" in view


def test_several_originals_are_numbered():
    view = shown("We may have no choice", "Nothing.", HEARING)
    assert "against [1] 0.txt\n" in view
    assert "against [2] 1.txt — transcript of 2 turns\n" in view
    assert "  [2] 11:32: exact" in view


def test_more_places_than_are_shown():
    assert "  and at 2 more places\n" in shown("no boats", "There are no boats. " * 5)


def test_no_quotations():
    found = verify(reading("The pier is closed."), [from_text(HEARING)])
    buffer = io.StringIO()
    show_verification(Console(file=buffer, width=80), found)
    assert "No quotations were found in the article.\n" in buffer.getvalue()


def test_it_names_no_right_and_wrong_and_explains_its_signs():
    view = " ".join(shown("We may have no choice").split())
    assert "1 quotation: 1 exact." in view
    assert "[-left out-] and {+put in+}" in view
    assert "not what is right" in view


def test_ascii_outputs_and_control_characters():
    view = shown("We may have no choice", f"\x1b[31m{HEARING}\u202e", encoding="ascii")
    assert view.isascii()
    assert "\x1b" not in view


@pytest.mark.parametrize("width", [40, 60, 200])
def test_no_line_is_wider_than_the_console_or_ends_in_white_space(width):
    for line in shown("Nobody in this town … keep them", width=width).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_marks_of_the_original_do_not_stand_beside_ours():
    view = shown("We may wait until the rain", "In the hall “We may wait until the rain,” was heard, and no more.")
    assert '    … In the hall "We may wait until the rain", was heard, and no more …\n' in view
