"""One operation among several that are asked the same: what is told of it, and its line."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.inquiry import Inquiry, Told, sentence_case, subjects_of
from assistant.answers.operations.attributes import TELLERS
from assistant.answers.operations.decided import Verdict
from assistant.answers.operations.verdict import judged
from assistant.knowledge.records import Operation, Valued

#: Sentences after a yes or no.
_AFTER_A_VERDICT = 2
_DISPUTES = "operation_disagreement"


def told_of_one(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What the question gets told of this operation, a yes or no first where one is asked for and decided."""
    if inquiry.clause.kind == _DISPUTES and not operation.disagreements:
        return None
    alone = inquiry.about(*subjects_of([operation]))
    if verdict := judged(alone):
        told = TELLERS[verdict.kind](alone.asked_as(verdict.kind), operation) or Told(())
        return with_verdict(inquiry, verdict, told)
    told_plainly = TELLERS[inquiry.clause.kind](inquiry, operation)
    code = code_name_used(inquiry, operation)
    if told_plainly is None or code is None:
        return told_plainly
    return replace(told_plainly, facts=(inquiry.kb.fact(code.fact), *told_plainly.facts))


def with_verdict(inquiry: Inquiry, verdict: Verdict, told: Told) -> Told:
    """Yes or no, what decides it, and the beginning of the answer to the question that it comes under."""
    decisive = [fact.statement for fact in verdict.facts]
    rest = [sentence for sentence in told.sentences if sentence not in decisive][: _AFTER_A_VERDICT - len(decisive)]
    cut = set(told.sentences) - set(rest)
    facts = tuple(dict.fromkeys((*verdict.facts, *(fact for fact in told.facts if fact.statement not in cut))))
    return replace(told, sentences=(inquiry.say(f"word_{verdict.word}"), *decisive, *rest), facts=facts, more=())


def line_of_one(inquiry: Inquiry, operation: Operation, told: Told) -> str:
    """The operation's line: its first sentence, or the verdict and what decides it, named as the question named it."""
    short = 1 if inquiry.clause.kind != _DISPUTES else len(told.sentences)
    decided = told.sentences[0] in (inquiry.say("word_yes"), inquiry.say("word_no"), inquiry.say("word_in_part"))
    first = " ".join(told.sentences[: short + 1] if decided else told.sentences[:short])
    name = sentence_case(operation.short_name)
    if (code := code_name_used(inquiry, operation)) is not None:
        return inquiry.say("line_code_name", name=name, code=code.value, line=first.removeprefix(f"{name}: "))
    return first if operation.short_name.lower() in first.lower() and not decided else f"{name}: {first}"


def code_name_used(inquiry: Inquiry, operation: Operation) -> Valued | None:
    """New Zealand's name for its part, if the question names the operation so."""
    called = operation.nz_operation_name
    asked = {name.text.lower() for name in inquiry.clause.names if name.id == operation.id}
    asked |= set(re.findall(r"[\wāēīōū]{4,}", inquiry.clause.text.lower()))
    used = called is not None and any(word.lower() in asked for word in called.value.split() if word != "Operation")
    return called if used else None
