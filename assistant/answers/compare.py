"""Two or more operations side by side."""

from __future__ import annotations

from itertools import zip_longest

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import which
from assistant.answers.inquiry import Inquiry, real_operations, sentence_case
from assistant.answers.measures import read_measure, value_of
from assistant.answers.operations.facts import was
from assistant.answers.operations.one import answer_operation
from assistant.answers.operations.presence import years_of
from assistant.answers.subjects import name_of, narrowed
from assistant.knowledge.records import Fact, Operation

_MAX_COMPARED = 4


def answer_compare(inquiry: Inquiry) -> Part:
    """Compare the operations named, else those of the conversation so far."""
    subjects = inquiry.subjects
    if len(subjects) < 2:
        subjects = tuple(dict.fromkeys([*subjects, *inquiry.context.subjects, *inquiry.context.previous]))[:2]
    subjects = tuple(dict.fromkeys(narrowed(subject, inquiry.kb) for subject in subjects))
    operations = [operation for subject in subjects if (operation := _main(inquiry, subject))]
    if len(operations) < 2:
        if subjects:
            return answer_operation(inquiry.about(*subjects).asked_as("operation_overview"))
        return Part(inquiry.clause.kind, "clarify", (inquiry.say("compare_which"),), keeps_context=True)
    compared = operations[:_MAX_COMPARED]
    ahead = _ahead(inquiry, compared)
    facts = [fact for operation in compared for fact in _facts(inquiry, operation)]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(_verdict(inquiry, ahead) or inquiry.say("compare", names=_names(inquiry, subjects)),),
        items=tuple(_line(inquiry, operation) for operation in compared),
        facts=tuple(dict.fromkeys(facts)),
        more=_held_back(compared, facts),
        caveats=(inquiry.say("caveat_extreme"),),
        suggestions=which(inquiry.asked_as("operation_overview"), subjects[:3]),
        subjects=tuple(Subject("operation", item.id) for item in sorted(compared, key=lambda item: item != ahead)),
        listed=tuple(Subject("operation", operation.id) for operation in compared),
    )


def _held_back(operations: list[Operation], told: list[Fact]) -> tuple[str, ...]:
    """What else is on file about them, one after the other in turn."""
    rest = [[fact.id for fact in operation.facts if fact not in told] for operation in operations]
    return tuple(id_ for row in zip_longest(*rest) for id_ in row if id_)


def _main(inquiry: Inquiry, subject: Subject) -> Operation | None:
    """The operation itself, or of a place the one with the most on file."""
    if subject.kind == "operation":
        return inquiry.kb.operations[subject.id]
    found = [operation for operation in real_operations(inquiry.kb, subject) if operation.category == "peace_support"]
    return max(found, key=lambda operation: len(operation.facts), default=None)


def _names(inquiry: Inquiry, subjects: tuple[Subject, ...]) -> str:
    return inquiry.wording.join(name_of(subject, inquiry.kb) for subject in subjects)


def _line(inquiry: Inquiry, operation: Operation) -> str:
    points = [years_of(inquiry, operation), inquiry.say(f"leading_{operation.lead.lower()}")]
    if operation.countries:
        points.append(inquiry.wording.join(name_of(Subject("place", code), inquiry.kb) for code in operation.countries))
    if figure := next(iter(sorted(operation.personnel, key=lambda item: item.kind != "peak")), None):
        points.append(inquiry.say(f"compare_{figure.kind}", value=figure.value, counts=figure.counts))
    if operation.role:
        points.append(operation.role.value)
    return inquiry.say("compare_line", name=sentence_case(operation.short_name), points="; ".join(points))


def _ahead(inquiry: Inquiry, operations: list[Operation]) -> Operation | None:
    """Of the operations compared, the one that is ahead in what the question compares by, if it is on file."""
    measure = read_measure(inquiry.clause.text)
    values = {item.id: value_of(item, measure) for item in operations} if measure else {}
    known = [value for value in values.values() if value is not None]
    if not known or len(known) < len(operations) or known.count(max(known)) > 1:
        return None
    return next(item for item in operations if values[item.id] == max(known))


def _verdict(inquiry: Inquiry, ahead: Operation | None) -> str | None:
    """The first sentence, where the question asks which of them was larger, longer or earlier."""
    measure = read_measure(inquiry.clause.text)
    if ahead is None:
        return inquiry.say("compare_unknown") if measure else None
    return sentence_case(inquiry.say(f"compare_{measure}", name=ahead.short_name, be=was(ahead)))


def _facts(inquiry: Inquiry, operation: Operation) -> list[Fact]:
    ids = [edge.fact for edge in (operation.start, operation.end) if edge is not None]
    ids += [figure.fact for figure in operation.personnel[:1]]
    if operation.role:
        ids.append(operation.role.fact)
    return [inquiry.kb.fact(fact_id) for fact_id in ids] or list(operation.facts[:1])
