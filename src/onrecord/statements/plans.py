"""How far plans have come, as the page says: not approved yet, pending, approved, rejected, withdrawn.

What is reported as planned may be an idea that nobody has signed off; a reader must see where the page says so. Each
status is told from a predicate ("has not been given final approval by the board"); what it is of stands before it, or
after an active verb ("has not approved the sale").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.statements.tokens import listed
from onrecord.types import Plan, PlanStatus, Span

_PARTS = {
    "is": "(?:is|are|was|were|remains?)(?: still)?",
    "has": "(?:has|have|had)",
    "been": "(?:was|were|(?:has|have|had)(?: already| now| since)? been)(?: [a-z]+ly)?",
    "not": "(?:(?:(?:is|are|was|were|has|have|had)(?: yet| still)? )?(?:not|never)"
    "|(?:is|are|was|were|has|have|had)n[’']t)"
    "(?: yet| been| still| even| [a-z]+ly| so far| ever| be){0,3}",
    "done": "(?:approved|authori[sz]ed|ratified|enacted|adopted|finali[sz]ed|green-?lit|green-lighted"
    "|signed off(?: on)?|signed into law)",
    "do": "(?:approve|authori[sz]e|ratify|enact|adopt|finali[sz]e|sign off on|green-light)",
    "get": "(?:given|granted|received?|w[io]n|gain(?:ed)?|get|got(?:ten)?|obtain(?:ed)?|secured?|give|grant)"
    "(?: it| them)?",
    "consent": "(?:(?:the|a|an|any|its|their|his|her) )?(?:(?:final|formal|full|official|legal|court|board|council"
    "|regulatory|congressional|parliamentary|executive|necessary|required) ){0,2}"
    "(?:approval|go-?ahead|authori[sz]ation|consent|sign-?off|green light|permission|clearance|ratification|blessing)",
    "verdict": "(?:(?:a|an|the) (?:final )?(?:decision|vote|ruling|review|signature))",
    "no_talk": "(?! to (?:speak|comment|discuss|talk|be|give|describe|disclose))",
    "talks": "(?:planning|talks|negotiations|discussions|deliberations)",
}
_SIGNS: tuple[tuple[PlanStatus, str], ...] = (
    ("not approved", "{not} {done}{no_talk}"),
    ("not approved", "{not} {get} {consent}{no_talk}"),
    ("not approved", "{has} yet to (?:be {done}|{do}|{get} {consent})"),
    ("not approved", "(?:still )?(?:needs?|requires?|lacks?) (?:to be {done}|{consent})"),
    ("not approved", "(?:must|(?:would |will )?ha(?:s|ve) to)(?: first| still)? be {done}"),
    ("not approved", "{is} (?:unapproved|unauthori[sz]ed|unratified)"),
    ("pending", "no (?:final |formal )?decisions? {has}(?: yet)? been (?:made|taken|reached)"),
    ("pending", "(?:has|have|had)(?: not|n[’']t)(?: yet)? been decided"),
    ("pending", "(?:is|are|was|were)(?: not|n[’']t)(?: yet)? final"),
    ("pending", "(?:{is} )?(?:awaiting|awaits?|pending|waiting for) (?:{consent}|{verdict})"),
    ("pending", "{is} under (?:review|consideration|discussion|negotiation)"),
    ("pending", "{is} (?:being (?:considered|weighed|debated|discussed|drafted|negotiated|reviewed))"),
    ("pending", "{is} subject to (?:{consent}|{verdict}|change|review)"),
    ("pending", "{talks} {is} (?:ongoing|under ?way|continuing|going on)"),
    ("pending", "could still (?:change|be (?:changed|scrapped|delayed|dropped|altered))"),
    ("approved", "(?:{been}|gets?|got) {done}"),
    ("approved", "(?:{has} )?(?:won|received|gained|secured|obtained) {consent}"),
    ("rejected", "{been} (?:rejected|voted down|vetoed|turned down|struck down)"),
    ("withdrawn", "{been} (?:withdrawn|scrapped|shelved|abandoned|cancell?ed|called off)"),
)
_STOP = (
    r"(?!(?:about|above|after|against|among|and|as|at|because|before|between|but|by|during|for|from|has|have|had|in|inside"
    r"|is|are|was|were|into|of|on|or|over|said|says|since|that|though|to|under|unless|until|when|where|which|while|who"
    r"|with|without|yet)\b)"
)
"""Not one of the words that end a noun phrase."""
_TAIL = (
    rf"(?: (?:by|from) (?:(?:the|an?|its|their)(?: {_STOP}[\w’'&-]+){{1,3}}"
    r"|(?:[A-Z][\w’'&-]*|(?:[A-Z]\.)+)(?: [A-Z][\w’'&-]*){0,4}))?(?: yet| so far)?"
)


def _compiled(template: str, tail: str = "") -> re.Pattern[str]:
    """The template with its parts, where a space is any white space."""
    whole = rf"\b(?i:{template.format_map(_PARTS)})\b{tail}"
    return re.compile(whole.replace(" ", r"\s+"))


_COMPILED = tuple((status, _compiled(template, _TAIL)) for status, template in _SIGNS)
_OF_A_SUBJECT = re.compile(
    r"\b(?:been|be|(?:is|are|was|were)(?:n[’']t)?|remains?|gets?|got(?:ten)?|needs?|requires?|lacks?|still|receiv\w+|w[io]n|gain\w*"
    r"|obtain\w*|secur\w+|await\w*|pending|waiting)\b",
    re.I,
)
"""Predicates whose subject is the plan; of others it is whoever approves."""
_OF_NONE = re.compile(r"\b(?:no|none|neither|nothing|nobody|few)\b", re.I)
"""Of nothing that is said to be approved something is not."""
_CONDITION = re.compile(r"\b(?:if|unless|until|whether|before|once)\b[^.!?;:,]*$", re.I)
_OF_ANYTHING = re.compile(r"\b(?:adopted|withdrawn|abandoned|cancell?ed|called\s+off)\b", re.I)
"""Predicates that are also said of children, troops, cars and games."""
_RELATIVE = re.compile(r",?\s+(?:which|that|who)\s*$", re.I)
_CLAUSE = re.compile(
    r"[.!?;:,\"“”()—–]|\b(?:and|but|or|because|as|since|if|when|while|although|though|that|which|who|so|said|says)\b",
    re.I,
)
_PHRASE = rf"(?:the|an?|this|that|these|those|its|their|his|her|our)(?:\s+{_STOP}[\w’'&-]+){{1,5}}"
_DETERMINED = re.compile(rf"\b{_PHRASE}(?:\s+(?:of|for|to)(?:\s+(?:the|an?))?(?:\s+{_STOP}[\w’'&-]+){{1,4}})?$", re.I)
_NAMED = re.compile(
    r"(?!(?:It|They|He|She|This|That|We|I|You)$)(?:\b[A-Z][\w’'&-]*|\b\d+)(?:\s+(?:[A-Z][\w’'&-]*|\d+))*$"
)
_OBJECT = re.compile(rf"\s+({_PHRASE})", re.I)
_STEMS = tuple(
    "approv authori ratif enact adopt final green sign sanction consent ahead permi clearance blessing decision decided"
    " await pending waiting under being subject planning talks negotiation discussion deliberation still reject voted"
    " vetoed turned struck withdrawn scrap shelved abandon cancel called".split()
)
"""Without one of these a paragraph says nothing of a plan, and the signs need not be looked for."""
REACH = 120
"""Characters before a predicate within which what it is of is looked for."""


def plans(text: str, span: Span) -> tuple[Plan, ...]:
    """The plans whose status is said in `text[span]`, a paragraph, in text order; none overlap."""
    paragraph = text[slice(*span)].casefold()
    if not any(stem in paragraph for stem in _STEMS):
        return ()
    found: list[Plan] = []
    signs = sorted(((m.span(), i) for i, (_, p) in enumerate(_COMPILED) for m in p.finditer(text, *span)))
    for evidence, i in signs:
        plan = _plan(text, span, evidence, _COMPILED[i][0])
        if plan is not None and (not found or evidence[0] >= found[-1].evidence[1]):
            found.append(plan)
    return tuple(found)


def _plan(text: str, within: Span, evidence: Span, status: PlanStatus) -> Plan | None:
    """The plan of a predicate; None where that is said under a condition, of nothing, or of what is no plan."""
    start = max(within[0], evidence[0] - REACH)
    before = text[start : evidence[0]].rstrip()
    relative = _RELATIVE.search(before)
    if relative is None and _OF_NONE.search(before, _clause(before)):
        status = "not approved" if status == "approved" else status
        if status != "not approved":
            return None
    if _CONDITION.search(before):
        return None
    what = tuple(_what(text, within, evidence))
    named = " ".join(text[s:e].lower() for s, e in what).split()
    if _OF_ANYTHING.search(text, *evidence) and not any(word in listed("plan_nouns") for word in named):
        return None
    return Plan(status, evidence, what)


def _clause(before: str) -> int:
    """Where the clause begins that `before` ends in."""
    return max((m.end() for m in _CLAUSE.finditer(before)), default=0)


def _what(text: str, within: Span, evidence: Span) -> Iterator[Span]:
    """The plan's name: the phrase right before the predicate, or after it where its subject is whoever approves."""
    if not _OF_A_SUBJECT.search(text, *evidence):
        match = _OBJECT.match(text, evidence[1], within[1])
        if match is not None:
            yield match.span(1)
        return
    start = max(within[0], evidence[0] - REACH)
    before = text[start : evidence[0]].rstrip()
    relative = _RELATIVE.search(before)
    before = before[: relative.start()] if relative else before
    clause = _clause(before)
    phrase = _DETERMINED.search(before, clause) or _NAMED.search(before, clause)
    if phrase is not None:
        yield start + phrase.start(), start + phrase.end()
