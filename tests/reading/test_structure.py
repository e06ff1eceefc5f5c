"""Modes, nesting, continued quotations, conflicts and pull quotes."""

import pytest

from onrecord.reading.assemble import assemble
from onrecord.reading.layout import normalise
from onrecord.reading.modes import mode_of
from onrecord.reading.within import read_within


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("“We left early,” he said.", "direct"),
        ("We left early, he said.", "indirect"),
        ("They had “left early” because of rain, he said.", "mixed"),
        ("It was 'much too late', he said.", "mixed"),
        ("The farmers' boats aren't ready, he said.", "indirect"),
    ],
)
def test_mode(text, mode, article, relation):
    (found,) = assemble(article(text), [relation(text, "he", "said", text[: text.index(" he said")].rstrip())])
    assert found.mode == mode


def test_punctuation_outside_the_marks_does_not_make_it_mixed():
    assert mode_of("“Yes”, .", ((0, 7),), ((0, 5),)) == "direct"


def test_nesting_is_innermost(article, relation):
    text = "Ann said Ben claimed Cleo knew it rained."
    found = assemble(
        article(text),
        [
            relation(text, "Cleo", "knew", "it rained"),
            relation(text, "Ben", "claimed", "Cleo knew it rained"),
            relation(text, "Ann", "said", "Ben claimed Cleo knew it rained"),
        ],
    )
    assert [(a.id, a.parent) for a in found] == [("a1", None), ("a2", "a1"), ("a3", "a2")]


def test_a_reopened_quotation_goes_on(article, relation):
    text = "“We came by boat,” Ann said. “It was late.\n\n“We slept on deck.\n\n“Nobody minded.”\n\n“I did,” said Ben."
    first = relation(text, "Ann", "said", "“We came by boat,”", "“It was late.")
    second = relation(text, "Ben", "said Ben", "“I did,”")
    found = assemble(article(text), [first, second])
    assert [text[s:e] for s, e in found[0].content][2:] == ["“We slept on deck.", "“Nobody minded.”"]
    assert found[0].steps[-1].by == "rule:reopened-quotation"


def test_a_reopened_quotation_of_somebody_else_is_left_to_them(article, relation):
    text = "Ann said: “It was late.\n\n“I did not mind,” said Ben."
    found = assemble(
        article(text),
        [relation(text, "Ann", "said", "“It was late."), relation(text, "Ben", "said Ben", "“I did not mind,”")],
    )
    assert [len(a.content) for a in found] == [1, 1]


def test_one_statement_has_one_owner(article, relation):
    text = "Ann told the paper she was “tired.”\n\n“We will rest on Sunday,” Ann said."
    greedy = relation(text, "Ann", "told", "she was “tired.”", "“We will rest on Sunday,”", confidence=0.9)
    owner = relation(text, "", "Ann said", "“We will rest on Sunday,”", confidence=0.5)
    found = assemble(article(text), [greedy, owner])
    assert [[text[s:e] for s, e in a.content] for a in found] == [["she was “tired.”"], ["“We will rest on Sunday,”"]]


LINE = "The boats will sail in every weather that we know"


def test_a_pull_quote_is_not_said_a_second_time(article, relation):
    text = f"{LINE}, the captain said.\n\nMore text.\n\n“{LINE} ...”"
    doubled = relation(text, "the captain", "said", f"“{LINE} ...”")
    found = assemble(article(text), [relation(text, "the captain", "said", f"{LINE},"), doubled])
    assert len(found) == 1


def test_a_line_that_is_said_once_is_kept(article, relation):
    text = f"The captain spoke.\n\n“{LINE}.”"
    assert len(assemble(article(text), [relation(text, "The captain", "spoke", f"“{LINE}.”")])) == 1


def test_a_marked_pull_quote_is_left_out(article, relation):
    text = "He spoke.\n\nRain again"
    made = article(text, p1={"kind": "pullquote"})
    assert assemble(made, [relation(text, "He", "spoke", "Rain again")]) == ()


def test_spans_are_trimmed_and_merged():
    assert normalise("ab  cd ef", [(4, 7), (0, 3), (6, 20)]) == ((0, 2), (4, 9))


def test_the_part_of_a_quotation_after_the_cue_belongs_to_it(article, relation):
    text = "“We left early,” Ann said. “It was cold.”"
    (found,) = assemble(article(text), [relation(text, "Ann", "said", "“We left early,”")])
    assert [text[s:e] for s, e in found.content] == ["“We left early,”", "“It was cold.”"]
    assert found.steps[-1].by == "rule:second-part"


def test_a_quotation_after_another_cue_is_somebody_else_s(article, relation):
    text = "“We left early,” Ann said, and Ben added: “It was cold.”"
    first = relation(text, "Ann", "said", "“We left early,”")
    second = relation(text, "Ben", "added", "“It was cold.”")
    assert [len(a.content) for a in assemble(article(text), [first, second])] == [1, 1]


def test_a_content_that_begins_with_an_auxiliary_gets_its_subject(article, relation):
    text = "The sale, drawn up in May, would close the pier, two clerks said."
    (found,) = assemble(article(text), [relation(text, "two clerks", "said", "would close the pier")])
    assert [text[s:e] for s, e in found.content] == ["The sale, drawn up in May, would close the pier"]
    assert found.steps[-1].by == "rule:subject"


def test_a_quotation_whose_speaker_comes_at_its_end(article, relation):
    text = "“It is the road.\n\n“If you close it, say so,” Lund said."
    (found,) = assemble(article(text), [relation(text, "Lund", "said", "“If you close it, say so,”")])
    assert [text[s:e] for s, e in found.content] == ["“It is the road.", "“If you close it, say so,”"]


def test_who_is_quoted_within_does_not_go_on(article, relation):
    text = "“We came by boat,” Ann said. “It was late.\n\n“The captain said we should sleep.\n\n“Nobody minded.”"
    ann = relation(text, "Ann", "said", "“We came by boat,”", "“It was late.")
    captain = relation(text, "The captain", "said we", "should sleep.")
    found = assemble(article(text), [ann, captain])
    assert [text[s:e] for s, e in found[0].content][2:] == ["“The captain said we should sleep.", "“Nobody minded.”"]
    assert [text[s:e] for s, e in found[1].content] == ["should sleep."]


def test_of_two_paragraphs_that_are_the_same_line_the_first_is_said(article, relation):
    text = f"“{LINE}.”\n\nThe captain spoke.\n\n“{LINE}.”"
    (found,) = assemble(article(text), [relation(text, "The captain", "spoke", f"“{LINE}.”")])
    assert found.content == ((0, len(LINE) + 3),)


def test_a_block_quotation_is_read_once_more_by_itself(article, relation):
    text = "The Ledger reports:\n\nThe boats will be sold, clerks said, and nobody asked the crews."
    made = article(text, p1={"kind": "blockquote", "depth": 1, "group": 1})
    quoted = text[text.index("The boats") :]
    asked = []

    def tag(part):
        asked.append(part)
        return [relation(part, "clerks", "said", "The boats will be sold")]

    relations = read_within(tag, text, [], assemble(made, []))
    assert asked == [quoted]
    outer, inner = assemble(made, relations)
    assert (inner.parent, [text[s:e] for s, e in inner.content]) == (outer.id, ["The boats will be sold"])


def test_a_quotation_at_the_end_of_a_source_is_the_rest_of_the_content(article, relation):
    text = "“The council,” said Ana Ruiz, the mayor, “has lost its way.” It rained."
    (found,) = assemble(article(text), [relation(text, text[20:60], "said", "“The council,”")])
    assert [text[s:e] for s, e in found.source] == ["Ana Ruiz, the mayor"]
    assert [text[s:e] for s, e in found.content] == ["“The council,”", "“has lost its way.”"]
    assert "rule:resumed" in [s.by for s in found.steps]


def test_a_name_in_quotation_marks_stays_in_the_source(article, relation):
    for text in ("“Rain,” said Ana “Boats” Ruiz.", "“Rain,” said Ruiz, author of a book, “The Boats of Selby”."):
        source = text[text.index("said") + 5 : -1]
        (found,) = assemble(article(text), [relation(text, source, "said", "“Rain,”")])
        assert [text[s:e] for s, e in found.source] == [source]
