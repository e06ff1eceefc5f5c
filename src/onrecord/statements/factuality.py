"""How a source commits to a content (after FactBank, Saurí & Pustejovsky 2009), with the words that show it.

The main statement counts: of several sentences the first. Signs are looked for in the cue, then in that sentence; of
several that are found the one further down the scale asserted, denied, probable, possible, planned, conditional,
questioned is taken, but a cue that says no is a denial whatever else there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.statements.tokens import listed
from onrecord.tokens import Tokens
from onrecord.types import Attribution, Factuality, Kind, Span, Spans

_CLOSERS = " \n\t\"”’'"
SUBJECT_WORDS = 5
"""Words at the beginning of a statement among which its subject's noun is looked for."""
FEW = 4
"""Words below which a part of a content is not taken for its main statement, if there is another."""
_NO = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|refus\w*|declin\w*|dismiss\w*|disput\w*|oppos\w*|resist\w*|disavow\w*"
    r"|rebut\w*|ban(?:s|ned|ning)?|prohibit\w*|bar(?:s|red|ring)|block\w*|avoid\w*|ruled? out|not|never|without|fail\w*"
    r"|reluctan\w*|steer\w* clear|yet to|hardly)\b|n[’']t\b",
    re.I,
)
_AS = re.compile(r"\bas\b")
"""To dismiss something as a hoax is to say that it is one."""
_ASKED = re.compile(
    r"\b(?:wonder\w*|question(?:s|ed|ing)|(?<!no )(?<!little )(?<!without a )doubts?|doubted|doubtful|s[ck]eptic\w*"
    r"|debat\w*|unclear|unsure|ask(?:s|ed|ing)? (?:whether|if))\b",
    re.I,
)
_ASKS = re.compile(r"\b(?:ask\w*|wonder\w*|know\w*|see|check\w*|decide\w*|say|clear|question\w*)\b", re.I)
_WHETHER = re.compile(r"^\W{0,9}(?:whether|if)\b", re.I)
_IF = re.compile(r"(?<!even )(?<!as )(?<!what )\b(?:if|unless|as long as|provided that|only when)\b", re.I)
_MAY = re.compile(
    r"\b(?:(?-i:may)|might|(?<!so he )(?<!so she )(?<!so they )could(?! not\b|n[’']t)|possibl[ey]|possibility|maybe"
    r"|perhaps|hopefully|hoped)\b",
    re.I,
)
_LIKELY_CUE = re.compile(
    r"\b(?:likely(?! voters?\b)|probabl[ey]|expect(?:s|ed|ing)?|estimat\w+|bets?|betting|guess\w*|speculat\w+)\b", re.I
)
_LIKELY = re.compile(r"\b(?:likely(?! voters?\b)|probabl[ey]|expect(?:s|ed|ing)?|appears?|seems?|presumably)\b", re.I)
_OPINION = re.compile(
    r"^\W{0,9}(?:(?:that|well|so|and|but|because)\W+)?(?:I|he|she|they|we) (?:thinks?|thought|believes?|believed"
    r"|(?:feels?|felt)(?! (?:as|so|very|good|bad|better|worse|sick|tired)\b))\b",
    re.I,
)
"""What the source only thinks, said so at the beginning: further on it is a reason or an aside."""
_TO_DO = re.compile(
    r"^\W{0,9}(?:that )?(?:(?:he|she|they|we|I) (?:will|would|plans? to|planned to|intends? to"
    r"|(?:is|are|was|were|[’']re|[’']m) (?:going|planning|ready|prepared) to)|(?:he|she|we|I|they)[’']ll)\b"
    r"|^\W{0,9}(?:[\w’'.-]+ ){1,5}?(?:should|must|ought to|needs? to|ha(?:s|ve) to)\b",
    re.I,
)
_ANNOUNCES = re.compile(r"\b(?:announc\w*|disclos\w*|signal\w*|indicat\w*|hint\w*|suggest\w*)\b", re.I)
_ANNOUNCED = re.compile(r"^\W{0,9}(?:that )?(?:it|the [\w’'-]+) (?:will|would)\b", re.I)
_FIRST_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|ought|do|does|did"
    r"|said|says)\b"
)
_BODY_WILL = re.compile(
    r"^\W{0,9}(?:that )?(?:the|his|her|its|their) (?:[\w’'-]+ )?(?:country|government|company|administration|campaign"
    r"|city|council|ministry|department|agency|party|committee|state|board|firm|bank|union|office|team|army|police)"
    r" (?:will|would)\b(?! (?:be|have|like|seem)\b)",
    re.I,
)
"""What a body of people will do is up to it, as what a person will."""
_DEMAND = re.compile(r"^\W{0,9}(?:let(?:[’']s)?|please|don[’']t|stop|tell|vote|give|bring|make sure)\b", re.I)
"""A sentence that asks somebody to do something."""
_TO_SOMEBODY = re.compile(r"^\W{0,9}(?:[\w’'.-]+ ){0,4}?to [a-z]+\b", re.I)
_ORDERED = re.compile(r"\b(?:told|tell\w*|ask\w*|warn\w*)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:propos\w*|urg\w*|call(?:s|ed|ing)? (?:for|on|upon)|plan\w*|promis\w*|vow\w*|pledg\w*|demand\w*|advocat\w*"
    r"|seek\w*|sought|want\w*|hop(?:e|es|ed|ing)|order\w*|intend\w*|threaten\w*|recommend\w*|encourag\w*|push\w*)\b",
    re.I,
)
_TO_ACT = re.compile(r"^\W{0,9}to [a-z]+\b")
_INFINITIVE = re.compile(r"^\W{0,9}(?:[\w’'.-]+ ){0,4}?(?:to|that)\b", re.I)
_CLAUSE = re.compile(
    r"^\W{0,9}(?:that\b|(?:[\w’'.-]+ ){0,8}?"
    r"(?:is|are|was|were|will|would|has|have|had|can|could|do|does|did|may|might|should)\b)",
    re.I,
)


def main_statement(tokens: Tokens, contents: Spans) -> Span:
    """The first sentence of `contents` (at least one), of a quotation in parts the first part that says something."""
    # '"My hope," she said, "is that …"': the statement is in the second part.
    text = tokens.article.text
    start, end = next((c for c in contents if len(text[slice(*c)].split()) >= FEW), contents[0])
    first = next((t.start for t in tokens.within((start, end)) if t.is_word), None)
    if first is None:
        return start, end
    closed = text[start : min(end, tokens.sentence(first)[1])].rstrip(_CLOSERS)
    return start, start + len(closed)


def beginning(tokens: Tokens, attribution: Attribution, main: Span) -> int:
    """Where the sentence of a statement begins, which may be before the content.

    What stands between is the statement's own where source and cue come after it: labels have cut it short.
    """
    after = all(span[0] >= main[1] for span in (*attribution.source, *attribution.cue))
    return min(main[0], tokens.sentence(main[0])[0]) if after else main[0]


def factuality_of(
    text: str, cue: Span | None, main: Span, kind: Kind, begin: int
) -> tuple[Factuality, tuple[Span, ...]]:
    """The factuality of the statement `text[main]` (not empty) under `text[cue]`, and the words that show it.

    `begin` is where its sentence begins (`beginning`).
    """
    signs = list(_signs(text, cue or (main[0], main[0]), main, kind, begin))
    if not signs:
        return "asserted", ()
    denied = next((s for f, s in signs if f == "denied"), None)
    if denied is not None:
        return "denied", (denied,)
    rank = ("probable", "possible", "planned", "conditional", "questioned")
    factuality, span = max(signs, key=lambda sign: rank.index(sign[0]))
    return factuality, (span,) if span[0] < span[1] else ()


def _signs(text: str, cue: Span, main: Span, kind: Kind, begin: int) -> Iterator[tuple[Factuality, Span]]:
    no = _NO.search(text, *cue)
    if no is not None and not (no.group().lower().startswith("dismiss") and _AS.search(text, *main)):
        yield "denied", no.span()
    whether = _WHETHER.match(text[main[0] : main[1]]) if _ASKS.search(text, *cue) else None
    if (asked := _ASKED.search(text, *cue)) is not None:
        yield "questioned", asked.span()
    elif whether is not None:
        yield "questioned", _in(whether, main)
    elif text[main[1] - 1 : main[1]] == "?":
        yield "questioned", (main[1] - 1, main[1])
    if whether is None and (condition := _IF.search(text, *main)) is not None:
        yield "conditional", condition.span()
    if _is_planned(text, cue, main, kind):
        yield "planned", cue
    elif (to_do := _to_do(text, cue, main, begin)) is not None:
        yield "planned", _in(to_do, main)
    if (may := _MAY.search(text, *main)) is not None:
        yield "possible", may.span()
    opinion = _OPINION.match(text[main[0] : main[1]])
    if (likely := _LIKELY_CUE.search(text, *cue) or _LIKELY.search(text, *main)) is not None:
        yield "probable", likely.span()
    elif opinion is not None:
        yield "probable", _in(opinion, main)
    elif kind == "belief" and _CLAUSE.match(text[main[0] : main[1]]):
        yield "probable", cue


def _to_do(text: str, cue: Span, main: Span, begin: int) -> re.Match[str] | None:
    """The words of an act to come of the source's own ("she will …"), or of one that is announced ("it would …")."""
    content = text[main[0] : main[1]]
    announced = _ANNOUNCED.match(content) if _ANNOUNCES.search(text, *cue) else None
    return (
        _TO_DO.search(content)
        or announced
        or _BODY_WILL.match(content)
        or _DEMAND.match(content)
        or _of_a_plan(text[begin : main[0]], content)
    )


def _of_a_plan(before: str, content: str) -> re.Match[str] | None:
    """The first verb where it asks for an act, or where a plan "would" do something, however long its subject is.

    `before` is what the sentence has before the content.
    """
    would = _FIRST_VERB.search(content)
    if would is None or would.group() not in ("would", "should", "must", "ought"):
        return None
    if would.group() != "would":
        return would
    subject = re.findall(r"[a-z]+", (before + content[: would.start()]).lower())[:SUBJECT_WORDS]
    return would if any(word in listed("plan_nouns") for word in subject) else None


def _is_planned(text: str, cue: Span, main: Span, kind: Kind) -> bool:
    """Whether an act to come is wanted or ordered; of one that is done ("approved a bill") that is not so."""
    content = text[main[0] : main[1]]
    if _TO_ACT.match(content) and _TO_COME.search(text, *cue):
        return True
    if kind == "eventuality":
        return bool(_TO_COME.search(text, *cue) or _INFINITIVE.match(content))
    return _ORDERED.search(text, *cue) is not None and _TO_SOMEBODY.match(content) is not None


def _in(match: re.Match[str], main: Span) -> Span:
    return main[0] + match.start(), main[0] + match.end()
