"""One attribute of one operation, or of each of several, as an answer."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import next_questions, question, which
from assistant.answers.bearing import bears_on
from assistant.answers.inquiry import Inquiry, Told, adds_to, real_operations, subjects_of
from assistant.answers.operations.among import meant_among
from assistant.answers.operations.attributes import TELLERS
from assistant.answers.operations.commanding import asks_who_led_ours
from assistant.answers.operations.decided import Verdict
from assistant.answers.operations.each import line_of_one, told_of_one, with_verdict
from assistant.answers.operations.missing import nothing_on_file, un_mission
from assistant.answers.operations.people import counts_in_vain
from assistant.answers.operations.presence import presence
from assistant.answers.operations.succession import successor
from assistant.answers.operations.verdict import judged
from assistant.answers.pointed import (
    ADDS,
    FIELDS,
    LEADS,
    OPEN,
    SPEAKS,
    best,
    focused,
    standing_in,
    with_part_named,
    with_pointed,
)
from assistant.answers.subjects import name_of, narrowed
from assistant.knowledge.records import Fact, Operation

#: Asked with "how many ...", these want a number.
_MAY_COUNT = frozenset({"operation_outcome", "operation_role", "operation_casualties"})
#: How many lines a list over the parts of an umbrella may have.
_MAX_LINES = 8


def answer_operation(inquiry: Inquiry) -> Part:
    """Answer a question about one or more operations, places or UN missions."""
    if verdict := judged(inquiry):
        return _judged(inquiry, verdict)
    if inquiry.clause.kind == "operation_presence":
        return presence(inquiry)
    if inquiry.clause.kind == "operation_successor":
        return successor(inquiry)
    asked_about = (subject for subject in inquiry.subjects if subject.kind in _ABOUT)
    subjects = tuple(dict.fromkeys(narrowed(subject, inquiry.kb) for subject in asked_about))
    if not subjects:
        return ask_which(inquiry)
    if len(subjects) == 1:
        return _about(inquiry.about(*subjects), subjects[0])
    operations = _shared(inquiry, subjects)
    focus = operations[0] if len(operations) == 1 else None
    return _single(inquiry, focus) if focus else _lines(inquiry.about(*subjects), operations)


def _judged(inquiry: Inquiry, verdict: Verdict) -> Part:
    """Yes or no, what decides it, and the answer to the question that it comes under."""
    inquiry = inquiry.asked_as(verdict.kind)
    told = TELLERS[verdict.kind](inquiry, verdict.operation) or Told(())
    further = with_pointed(inquiry, [verdict.operation.id], told)
    # What decides it stays right behind the word.
    told = further if further.sentences[:1] == told.sentences[:1] else told
    return _part(inquiry, verdict.operation, with_verdict(inquiry, verdict, told))


def _shared(inquiry: Inquiry, subjects: tuple[Subject, ...]) -> list[Operation]:
    """The operations of all subjects; of several places only those that were in each of them, if there are such."""
    found = [real_operations(inquiry.kb, subject) for subject in subjects]
    everywhere = [operation for operation in found[0] if all(operation in other for other in found[1:])]
    if everywhere and all(subject.kind == "place" for subject in subjects):
        return everywhere
    return list({operation.id: operation for operations in found for operation in operations}.values())


def ask_which(inquiry: Inquiry) -> Part:
    """The question has no subject: ask which is meant, offering what was last listed or well-known ones."""
    listed = inquiry.context.listed or tuple(
        Subject("operation", id_) for id_ in _WELL_KNOWN if id_ in inquiry.kb.operations
    )
    return Part(
        kind=inquiry.clause.kind,
        outcome="clarify",
        sentences=(inquiry.say("which_operation"),),
        choices=which(inquiry, listed[:4]),
        keeps_context=True,
    )


#: Kinds of subject that an operation can be found for.
_ABOUT = ("operation", "place", "un_mission")
_WELL_KNOWN = ("ramsi", "timor_leste", "bougainville_tmg_pmg", "untso")


def _about(inquiry: Inquiry, subject: Subject) -> Part:
    if subject.kind == "un_mission":
        return un_mission(inquiry, subject)
    if subject.kind == "place":
        operations = meant_among(inquiry, real_operations(inquiry.kb, subject))
        if not operations:
            return _mentioned(inquiry, subject) or presence(inquiry)
        focus = operations[0] if len(operations) == 1 else focused(inquiry, operations)
        if focus is None or not _tells(inquiry, focus):
            return _lines(inquiry, operations)
        return replace(_single(inquiry, focus), listed=subjects_of(real_operations(inquiry.kb, subject)))
    operation = inquiry.kb.operations[subject.id]
    if operation.category == "umbrella":
        return _umbrella(inquiry, operation)
    return _single(inquiry, operation)


def _mentioned(inquiry: Inquiry, subject: Subject) -> Part | None:
    """A place without an operation, where a near fact speaks of it: "the first killed since Vietnam"."""
    name = inquiry.kb.places[subject.id].name
    pair = best(inquiry, [*inquiry.kb.operations, *inquiry.kb.topics])
    if pair is None or pair[1] < ADDS or name not in pair[0].statement or not bears_on(inquiry, pair[0]):
        return None
    owner = inquiry.kb.owner_of(pair[0].id)
    if owner.id not in inquiry.kb.operations:
        return None
    return _part(inquiry, inquiry.kb.operations[owner.id], Told((pair[0].statement,), (pair[0],)))


def _tells(inquiry: Inquiry, operation: Operation) -> bool:
    """Whether anything on file about it answers the kind of question."""
    return bool(TELLERS[inquiry.clause.kind](inquiry, operation) or standing_in(inquiry, operation))


def _single(inquiry: Inquiry, operation: Operation) -> Part:
    told = with_part_named(inquiry, operation, TELLERS[inquiry.clause.kind](inquiry, operation))
    if told is None and asks_who_led_ours(inquiry):
        return nothing_on_file(inquiry, operation)
    told = standing_in(inquiry, operation) if told is None else with_pointed(inquiry, [operation.id], told)
    if told is None or (inquiry.clause.kind in _MAY_COUNT and counts_in_vain(inquiry, told)):
        return nothing_on_file(inquiry, operation)
    return _part(inquiry, operation, told)


def _part(inquiry: Inquiry, operation: Operation, told: Told) -> Part:
    related = operation.category == "related" and inquiry.clause.kind != "operation_overview"
    caveat = (
        (inquiry.say("caveat_related", name=operation.short_name, note=operation.category_note or ""),)
        if related
        else ()
    )
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(*([inquiry.echo] if inquiry.echo else []), *told.sentences),
        facts=told.facts,
        sources=told.sources,
        caveats=(*told.caveats, *caveat),
        suggestions=next_questions(inquiry, operation),
        subjects=(Subject("operation", operation.id),),
        more=told.more or tuple(fact.id for fact in operation.facts if fact not in told.facts),
    )


def _umbrella(inquiry: Inquiry, umbrella: Operation) -> Part:
    """The umbrella's own facts first, then a line a mission, oldest first, with the offer to go into one."""
    kind = inquiry.clause.kind
    own = TELLERS[kind](inquiry, umbrella) if _has_own(umbrella, kind) else None
    parts = list(inquiry.kb.parts_of(umbrella.id))
    focus = focused(inquiry, [umbrella, *parts])
    meant = meant_among(inquiry, parts)
    if focus is None or (focus in parts and focus not in meant):
        focus = meant[0] if len(meant) == 1 and TELLERS[kind](inquiry, meant[0]) else None
    if focus is not None and focus.id != umbrella.id and kind != "operation_overview":
        return replace(_single(inquiry, focus), listed=subjects_of(parts))
    if own is not None:
        part = _part(inquiry, umbrella, with_pointed(inquiry, [umbrella.id, *(item.id for item in parts)], own))
        choices = tuple(filter(None, (question(inquiry, kind, Subject("operation", item.id)) for item in parts)))
        return Part(**{**part.__dict__, "suggestions": choices[:3], "listed": subjects_of(parts)})
    return _lines(inquiry, parts)


def _has_own(umbrella: Operation, kind: str) -> bool:
    field = kind.removeprefix("operation_")
    if kind in ("operation_overview", "operation_status"):
        return bool(umbrella.facts)
    if kind == "operation_duration":
        return umbrella.start is not None and umbrella.end is not None
    indexed = {"start": umbrella.start, "end": umbrella.end, "personnel": umbrella.personnel, "role": umbrella.role}
    return bool(indexed.get(field)) or any(fact.field == field for fact in umbrella.facts)


def _lines(inquiry: Inquiry, operations: list[Operation]) -> Part:
    """The same question of several operations: one line each, oldest first or in the order of the question."""
    operations = list({operation.id: operation for operation in operations}.values())
    told = [(operation, told_of_one(inquiry, operation)) for operation in operations]
    found = [(operation, item) for operation, item in told if item is not None]
    if not found and (focus := focused(inquiry, operations)) and (stand_in := standing_in(inquiry, focus)):
        return _part(inquiry, focus, stand_in)
    if not found:
        return nothing_on_file(inquiry, operations[0], len(operations)) if operations else presence(inquiry)
    if len(found) == 1 and len(operations) == 1:
        return _part(inquiry, found[0][0], found[0][1])
    items = tuple(line_of_one(inquiry, operation, item) for operation, item in found[:_MAX_LINES])
    each = len(inquiry.subjects) > 1 and all(subject.kind == "operation" for subject in inquiry.subjects)
    missing = [operation.short_name for operation, item in told if item is None] if each else []
    owners = [subject.id for subject in inquiry.subjects if subject.kind == "operation"]
    pointed = best(inquiry, [*owners, *(operation.id for operation in operations), *inquiry.kb.topics])
    lead = (
        [pointed[0]]
        if pointed and _belongs(inquiry, pointed) and adds_to(" ".join(items), pointed[0].statement)
        else []
    )
    intro = inquiry.say("each" if each else "several", name=wanted_name(inquiry), count=len(operations))
    attribute = inquiry.say(f"attribute_{inquiry.clause.kind}")
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(*(fact.statement for fact in lead), intro),
        items=items,
        closing=(inquiry.say("nothing_on_file", attribute=attribute, name=inquiry.wording.join(missing)),)
        if missing
        else (),
        facts=(*lead, *(fact for _, item in found[:_MAX_LINES] for fact in item.facts[:2])),
        sources=tuple(source for _, item in found[:_MAX_LINES] for source in item.sources),
        suggestions=which(inquiry.asked_as("operation_overview"), subjects_of(op for op, _ in found)[:3]),
        caveats=tuple(caveat for _, item in found for caveat in item.caveats)[:2],
        # "It" is next the only one that there was something to tell of.
        subjects=subjects_of([found[0][0]]) if len(found) == 1 else inquiry.subjects,
        listed=subjects_of(operation for operation, _ in found),
    )


def _belongs(inquiry: Inquiry, pointed: tuple[Fact, float]) -> bool:
    """Whether the nearest fact belongs before the lines: it answers the kind of question, or that is an open one."""
    fields = FIELDS.get(inquiry.clause.kind, frozenset())
    if pointed[1] >= LEADS and bears_on(inquiry, pointed[0]):
        return True
    return pointed[1] >= ADDS and (inquiry.clause.kind in OPEN or pointed[0].field in fields or pointed[1] >= SPEAKS)


def wanted_name(inquiry: Inquiry) -> str:
    """The subjects of the question in running text."""
    return inquiry.wording.join(name_of(subject, inquiry.kb) for subject in inquiry.subjects)
