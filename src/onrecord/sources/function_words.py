"""Pronouns, prepositions and determiners: the words by which phrases are told apart."""

from __future__ import annotations

PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTRAL = frozenset({"it", "its", "itself"})
SPEAKER = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PREPOSITIONS = frozenset(
    "of for at from in on with to by about inside within among near close familiar briefed working involved against "
    "under outside around behind across over".split()
)
BREAKS = PREPOSITIONS | RELATIVE | {",", "(", "-", "–", "—", ":", ";", '"', "“", "”"}
"""Where the noun phrase of a head ends."""
DETERMINERS = frozenset("a an the this that these those another one every each his her its their our my your".split())
DEFINITE = frozenset({"the", "this", "that", "those", "these", "both"})
COUNTED = frozenset("one two three some any no each every either neither most many few several all more such".split())
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
NEARLY = frozenset(
    "just only nearly almost roughly even especially including perhaps approximately fully over under about around "
    "least most some up more less fewer shy of than at to".split()
)
"""Words that may stand before a number or share: 'just over a third', 'nearly all of', 'at least half'."""
QUOTES = frozenset({'"', "“"})
GOVERNING = frozenset(
    "about against among around at behind below beside between by for from in into like near of off on onto over than "
    "through to toward towards under unlike upon via with without and or".split()
)
"""Words after which a name is no subject."""
