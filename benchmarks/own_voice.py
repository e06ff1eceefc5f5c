"""How far missed and invented attributions change what counts as an article's own voice.

    python benchmarks/own_voice.py ../shared/corpora/polnear

Own assertions as told from the tagger's attributions against those told by the same rules from PolNeAR's gold ones, on
the dev articles: precision and recall of words, and the share of words in own voice by each.
"""

import argparse
import re
from pathlib import Path

from onrecord.articles import from_text
from onrecord.evaluation.polnear import load
from onrecord.pipeline import read
from onrecord.reading.assemble import assemble
from onrecord.reading.relations import Relation
from onrecord.statements.own_voice import own_voice
from onrecord.tokens import Tokens
from onrecord.types import Span

_WORD = re.compile(r"\w+")


def words(text: str, spans: tuple[Span, ...]) -> set[int]:
    """Where the words in `spans` begin."""
    return {m.start() for s in spans for m in _WORD.finditer(text, *s)}


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    args = parser.parse_args()
    both = by_gold = by_model = of = 0
    for article in load(args.polnear, "dev"):
        made = from_text(article.text)
        relations = [Relation(r.source, r.cue, r.content, 1.0, ()) for r in article.relations]
        gold = words(article.text, own_voice(Tokens(made), assemble(made, relations)))
        mine = words(article.text, read(made).own_voice)
        both += len(gold & mine)
        by_gold += len(gold)
        by_model += len(mine)
        of += len(_WORD.findall(article.text))
    shares = [100 * n / of for n in (by_gold, by_model)]
    print("words in own voice: {:.1f}% by gold attributions, {:.1f}% by the model's".format(*shares))
    print(f"precision {100 * both / by_model:.1f}, recall {100 * both / by_gold:.1f} (words, of {of:,})")


if __name__ == "__main__":
    main()
