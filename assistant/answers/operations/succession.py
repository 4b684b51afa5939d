"""What came after an operation."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import next_questions
from assistant.answers.inquiry import Inquiry, real_operations, sentence_case
from assistant.answers.operations.facts import when
from assistant.knowledge.records import Operation


def successor(inquiry: Inquiry) -> Part:
    """The operation that followed the one talked about, with its start."""
    before = [operation for subject in inquiry.subjects for operation in real_operations(inquiry.kb, subject)]
    after = [inquiry.kb.operations[id_] for operation in before for id_ in operation.followed_by]
    following = next((operation for operation in after if operation not in before), None)
    if following is None and (by_date := _next_told_of(inquiry, before)):
        return by_date
    if following is None:
        name = before[-1].short_name if before else ""
        return Part(
            inquiry.clause.kind, "unknown", (inquiry.say("no_successor", name=name), inquiry.say("who_knows_defence"))
        )
    lead = inquiry.say("successor", name=following.short_name, before=_before(before, following))
    dated = following.start
    sentences = [sentence_case(lead)]
    if dated is not None:
        sentences.append(sentence_case(inquiry.say("start_dated", name=following.short_name, when=when(dated))))
    fact = inquiry.kb.fact(dated.fact) if dated else following.facts[0]
    ended = [inquiry.kb.fact(operation.end.fact) for operation in before if operation.end and len(before) == 1]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(*sentences, *dict.fromkeys(item.statement for item in (fact, *ended))),
        facts=tuple(dict.fromkeys((fact, *ended))),
        suggestions=next_questions(inquiry, following),
        subjects=(Subject("operation", following.id),),
        more=tuple(item.id for item in following.facts if item != fact),
    )


def _next_told_of(inquiry: Inquiry, before: list[Operation]) -> Part | None:
    """The next by date of those told of together with it: "and which came next?" after the first of all."""
    told_of = [inquiry.kb.operations[item.id] for item in inquiry.context.listed if item.kind == "operation"]
    starts = {operation.id: operation.start for operation in told_of if operation.start}
    if len(before) != 1 or before[0].id not in starts:
        return None
    place = next(number for number, operation in enumerate(told_of) if operation.id == before[0].id)
    later = told_of[place + 1] if place + 1 < len(told_of) else None
    begun = starts.get(later.id) if later else None
    if later is None or begun is None or begun.date < starts[before[0].id].date:
        return None
    fact = inquiry.kb.fact(begun.fact)
    sentences = (
        inquiry.say("no_successor", name=before[0].short_name),
        inquiry.say("next_by_date", name=later.short_name, when=when(begun)),
        fact.statement,
    )
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=sentences,
        facts=(fact,),
        suggestions=next_questions(inquiry, later),
        subjects=(Subject("operation", later.id),),
        more=tuple(item.id for item in later.facts if item != fact),
    )


def _before(before: list[Operation], following: Operation) -> str:
    return next(operation.short_name for operation in before if following.id in operation.followed_by)
