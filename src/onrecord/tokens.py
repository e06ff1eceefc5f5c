"""Tokens and sentences of an article: abbreviations and numbers whole, possessives apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from onrecord.types import Article, Span

_TOKEN = re.compile(
    # What has a full stop of its own begins with a capital, or is "vs.": most tokens need not be tried as one.
    r"(?=[A-Zv])(?:"
    r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Govs?|Lt|Gen|Col|Capt|Sgt|Prof|Rev|Jr|Sr|St|Maj|Adm|Cmdr|Hon|Inc|Corp|Ltd|Co)\.(?=\W)"
    r"|(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa"
    r"|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Ave|Blvd|No|vs|Mt|Ft)\.(?=[,;:)]|\s+[a-z(\d])"
    r"|(?:[A-Z]\.){2,}|(?:[A-Z]\.)+[A-Z]\b|\b[A-Z]\.(?=\s*[A-Z]))"
    r"|\d+(?:[.,]\d+)+|\.(?:[ \u00a0\u2009\u202f]?\.)+|…"
    r"|[’'](?:[sS]|ll|d|ve|re|m)\b|\w+(?:[-&]\w+)*(?:[’'](?!(?:[sS]|ll|d|ve|re|m)\b)\w+(?:[-&]\w+)*)*|[^\w\s]"
)
_SENTENCE_ENDS = frozenset(".!?")
_CLOSERS = frozenset("\"”’')]")
_OPENERS = frozenset("\"“‘'([")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
LONGEST_HEADLINE = 200
"""Characters of the longest block that is taken for a headline."""
FEWEST, ENOUGH = 3, 0.8
"""Words of four letters or more that a headline has at least, and the share of them with a capital."""


class Token(NamedTuple):
    """One token: `first` where it begins a sentence or a block, `headline` where every word has a capital."""

    start: int
    end: int
    text: str
    first: bool
    headline: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit at its start."""
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether its first letter is a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True)
class Tokens:
    """The tokens of an article, in order; none crosses the border of a block."""

    article: Article

    @cached_property
    def all(self) -> tuple[Token, ...]:
        """Every token."""
        return tuple(t for b in self.article.blocks for t in _tokens(self.article.text, b.start, b.end))

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.all]

    def within(self, span: Span) -> tuple[Token, ...]:
        """The tokens that begin in `span`."""
        return self.all[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def index(self, offset: int) -> int:
        """The index of the first token at or after `offset`."""
        return bisect_left(self._starts, offset)

    def before(self, offset: int) -> int:
        """Where the last token before `offset` begins; `offset` where none does."""
        place = self.index(offset)
        return self.all[place - 1].start if place else offset

    def after(self, offset: int) -> int:
        """Where the first token at or after `offset` begins; `offset` where none does."""
        place = self.index(offset)
        return self.all[place].start if place < len(self.all) else offset

    def block(self, offset: int) -> Span:
        """The block that `offset` stands in; an empty span where it stands in none."""
        place = bisect_left(self._block_starts, offset + 1) - 1
        if place < 0 or offset >= self.article.blocks[place].end:
            return offset, offset
        return self.article.blocks[place].start, self.article.blocks[place].end

    @cached_property
    def _block_starts(self) -> list[int]:
        return [b.start for b in self.article.blocks]

    @cached_property
    def _firsts(self) -> list[int]:
        """Where sentences begin; a block begins one."""
        return [t.start for t in self.all if t.first]

    def sentence(self, offset: int) -> Span:
        """The sentence that `offset` stands in, within its block."""
        start, end = self.block(offset)
        place = bisect_left(self._firsts, offset + 1)
        begin = self._firsts[place - 1] if place else start
        after = self._firsts[place] if place < len(self._firsts) else end
        return max(begin, start), min(after, end)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence, in order; none crosses the border of a block."""
        found: list[Span] = []
        for block in self.article.blocks:
            at = block.start
            while at < block.end:
                found.append((at, max(self.sentence(at)[1], at + 1)))
                at = found[-1][1]
        return tuple(found)

    def sentences_within(self, span: Span) -> tuple[Span, ...]:
        """The sentences that begin in `span`."""
        first = bisect_left(self.sentences, (span[0], 0))
        return self.sentences[first : bisect_left(self.sentences, (span[1], 0))]

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """The words that the article prints in lower case, and never with a capital within a sentence."""
        return frozenset(t.text for t in self.all if t.text[0].islower()) - {w.lower() for w in self.capitals}

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words that the article prints with a capital within a sentence."""
        return frozenset(t.text for t in self.all if t.is_capitalised and not t.first and not t.headline)


@lru_cache(maxsize=1)  # Sources, statements and the audit ask for those of one article after the other.
def tokens_of(article: Article) -> Tokens:
    """The tokens of `article`."""
    return Tokens(article)


def _tokens(text: str, start: int, end: int) -> list[Token]:
    headline = end - start <= LONGEST_HEADLINE and _is_headline(text[start:end])
    found: list[Token] = []
    first = True
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        opens = word in _OPENERS
        first = first and not (found and word[0].islower())
        found.append(Token(match.start(), match.end(), word, first and not opens and word not in _CLOSERS, headline))
        if opens:
            continue
        first = _ends(word) or (first and word in _CLOSERS) or (word in _CLOSERS and _ended(found))
    return found


def _is_headline(line: str) -> bool:
    """Whether nearly every longer word of a line has a capital, as in a headline in title case."""
    long = [w for w in _WORD.findall(line) if len(w) > 3]
    return len(long) >= FEWEST and sum(w[0].isupper() for w in long) >= ENOUGH * len(long)


def _ended(found: list[Token]) -> bool:
    """Whether the closing mark at the end of `found` comes right after a sentence's end."""
    return len(found) > 1 and _ends(found[-2].text)


def _ends(word: str) -> bool:
    """Whether a mark may end a sentence; an ellipsis does where a capital follows."""
    return word[0] in _SENTENCE_ENDS or word == "…"
