"""Who is that, who told whom: each case with gold spans, so that the tagger has no part in it."""

import json
from importlib import resources
from pathlib import Path

import pytest

from onrecord.articles import Metadata, from_text
from onrecord.sources import identify
from onrecord.types import Attribution

CASES = json.loads((Path(__file__).parent / "cases" / "sources.json").read_text(encoding="utf-8"))


def attributions(case):
    """Each role is the first occurrence of its words that no role before it has taken, or that of 'before|words'."""
    text, taken = case["text"], []
    for i, parts in enumerate(case["relations"]):
        roles = []
        for words in parts:
            before, _, words = words.rpartition("|")  # noqa: PLW2901 - the part that is meant
            start = text.find(before + words) + len(before) if words else 0
            while any(start < e and s < start + len(words) for s, e in taken):
                start = text.find(words, start + 1)
            assert start >= 0, words
            roles.append(((start, start + len(words)),) if words else ())
        taken += [span for role in roles for span in role]
        yield Attribution(f"a{i}", *roles, "direct" if parts[2].startswith('"') else "indirect", None, 1.0)


def answers(case):
    article = from_text(case["text"], meta=Metadata(outlet=case.get("outlet")))
    found, sources = identify(article, list(attributions(case)))
    by_id = {s.id: s for s in sources}

    def printed(spans):
        return " … ".join(case["text"][s:e] for s, e in spans)

    for a in found:
        source = by_id.get(a.source_id)
        answer = {"chain": [link.name for link in a.chain], "recipient": printed(a.recipient), "source": a.source_id}
        if source is not None:
            answer |= {"name": source.name, "type": source.type, "justification": printed(source.justification)}
            answer |= {"roles": list(source.roles), "affiliations": list(source.affiliations)}
        if source is not None and source.anonymity is not None:
            answer["reason"] = printed(source.anonymity.reason)
            answer["position_to_know"] = printed(source.anonymity.position_to_know)
        yield answer


def parameter(case):
    """A case with the field `open` is a known failure, for the reason that it states."""
    marks = [pytest.mark.xfail(reason=case["open"], strict=True)] if "open" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_case(case):
    found = list(answers(case))
    assert [{key: answer.get(key) for key in want} for answer, want in zip(found, case["want"], strict=True)] == case[
        "want"
    ]


def test_a_pronoun_in_a_quotation_is_not_its_speaker():
    text = "Ana Ruiz said it is late. “She says it is early,” Olga Brandt said."

    def span(words):
        return ((text.index(words), text.index(words) + len(words)),)

    quoted = Attribution("a0", span("Olga Brandt"), (), span("“She says it is early,”"), "direct", None, 1.0)
    within = Attribution("a1", span("She"), span("says"), span("it is early"), "indirect", "a0", 1.0)
    (_, found), sources = identify(from_text(text), [quoted, within])
    assert {s.id: s.name for s in sources}[found.source_id] == "Ana Ruiz"


def test_words_of_the_lists_are_written_once():
    for path in resources.files("onrecord.sources").joinpath("words").iterdir():
        lines = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").split("\n")]
        entries = [line for line in lines if line and not line.startswith("#")]
        assert len(entries) == len(set(entries)), path.name
