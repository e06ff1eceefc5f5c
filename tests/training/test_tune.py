"""What the settings beside the network are chosen on."""

from onrecord.training.tune import as_met


def test_articles_are_met_as_written_and_corrupted(corpus):
    met = as_met(corpus, {"straight": 0.5, "no-paragraphs": 0.5})
    assert [one for one in met if one in corpus] == list(corpus)
    others = [one for one in met if one not in corpus]
    assert {one.name for one in others} == {one.name for one in corpus}
    assert all("“" not in one.text or "\n\n" not in one.text.strip() for one in others)


def test_gold_moves_along(corpus):
    said = {a.text[slice(*r.content[0])].strip("“,”") for a in corpus for r in a.relations}
    met = as_met(corpus, {"latex": 1.0})
    assert {a.text[slice(*r.content[0])].strip("“,”`'") for a in met for r in a.relations} == said


def test_where_nothing_is_corrupted_they_are_met_as_written(corpus):
    assert as_met(corpus, {}) == list(corpus)
