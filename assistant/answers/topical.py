"""Lists by what operations were about: "mine clearance missions", where no field of the records says it."""

from __future__ import annotations

import re

from assistant.answers.inquiry import Inquiry
from assistant.answers.question import Clause
from assistant.knowledge.answer_types import STEM
from assistant.knowledge.records import Operation

#: Words that say nothing of what the operations asked for were about.
_GENERAL_WORDS = (
    "about again ahead along also another anything around been before being both carried carry contribute"
    " contributed contributions could country countries deploy deployed deployment deployments different does done"
    " each even ever every everything file force forces from full give going have help helped history involved join"
    " joined just kind kinds know known kiwi kiwis last like list lists made make many mission missions more most"
    " much name names need operation operations other over overseas part parts participate participated past peace"
    " peacekeepers peacekeeping people personnel places please really record records record's sent serve served"
    " serving show since soldiers some station stationed still support supported take taken tell than that their"
    " them then there these they thing things this those time times took total troops types under want were what"
    " where which while will with within work worked world would year years your zealand zealand's zealanders zealander"
    " defence altogether overall number current currently active running ongoing today present moment complete"
    " completed ended finished over long ago until after between during decade presence involvement involved contingent"
    " anybody anyone someone somebody somewhere ours yourself actually right correct true sure guys boys lads"
)
GENERAL = frozenset(_GENERAL_WORDS.split())
_NEAR = 0.44
_WITHIN = 0.25


def topic_words(inquiry: Inquiry) -> list[str]:
    """Words of the question that restrict it in a way no filter reads."""
    return words_beside_names(inquiry.clause)


def words_beside_names(clause: Clause) -> list[str]:
    """Words of a clause that are neither part of a name nor said of any operation."""
    text = clause.text
    for name in sorted(clause.names, key=lambda item: -item.start):
        text = text[: name.start] + text[name.end :]
    return [word for word in re.findall(r"[a-zāēīōū']{4,}", text.lower()) if word not in GENERAL]


def operations_about(inquiry: Inquiry) -> list[Operation]:
    """Operations with facts near to the question that have one of its words, also as asked for, oldest first."""
    scores: dict[str, float] = {}
    stems = [word[:STEM].removesuffix("s") for word in topic_words(inquiry)]
    for fact_id, score in inquiry.clause.facts:
        fact = inquiry.kb.fact(fact_id)
        said = " ".join([fact.statement, *fact.asked]).lower()
        if not any(re.search(rf"\b{re.escape(stem)}", said) for stem in stems):
            continue
        owner = inquiry.kb.owner_of(fact_id).id
        if owner in inquiry.kb.operations and inquiry.kb.operations[owner].category != "umbrella":
            scores.setdefault(owner, score)
    best = max(scores.values(), default=0.0)
    chosen = [inquiry.kb.operations[id_] for id_, score in scores.items() if score >= max(_NEAR, best - _WITHIN)]
    return sorted(chosen, key=lambda operation: operation.start.date if operation.start else "9999")
