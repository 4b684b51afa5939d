"""Two or more operations side by side."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import which
from assistant.answers.filters import read_superlative
from assistant.answers.inquiry import Inquiry, real_operations, sentence_case
from assistant.answers.operations.one import answer_operation
from assistant.answers.operations.presence import years_of
from assistant.answers.select_operations import size_of
from assistant.answers.subjects import name_of, narrowed
from assistant.knowledge import dates
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
    facts = [fact for operation in compared for fact in _facts(inquiry, operation)]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(_verdict(inquiry, compared) or inquiry.say("compare", names=_names(inquiry, subjects)),),
        items=tuple(_line(inquiry, operation) for operation in compared),
        facts=tuple(dict.fromkeys(facts)),
        caveats=(inquiry.say("caveat_extreme"),),
        suggestions=which(inquiry.asked_as("operation_overview"), subjects[:3]),
        subjects=tuple(Subject("operation", operation.id) for operation in compared),
        listed=tuple(Subject("operation", operation.id) for operation in compared),
    )


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


def _verdict(inquiry: Inquiry, operations: list[Operation]) -> str | None:
    """The first sentence, where the question asks which of them was larger, longer or earlier."""
    text = inquiry.clause.text.lower()
    if any(word in text for word in ("bigger", "larger", "more people", "smaller")):
        return _of(inquiry, "largest", {operation.short_name: size_of(operation) for operation in operations})
    if "longer" in text or "shorter" in text:
        return _of(inquiry, "longest", {operation.short_name: _length(operation) for operation in operations})
    if any(word in text for word in ("earlier", "first", "before", "older")) or read_superlative(text) == "first":
        years = {operation.short_name: _negated_start(operation) for operation in operations}
        return _of(inquiry, "first", years)
    return None


def _of(inquiry: Inquiry, which_one: str, measures: dict[str, int | None]) -> str | None:
    known = {name: measure for name, measure in measures.items() if measure is not None}
    if len(known) < len(measures) or len(set(known.values())) < len(known):
        return None
    winner = max(known, key=lambda name: known[name])
    return sentence_case(inquiry.say(f"compare_{which_one}", name=winner))


def _length(operation: Operation) -> int | None:
    end = operation.end.date if operation.end else operation.status.last_seen
    return dates.months_between(operation.start.date, end) if operation.start and end else None


def _negated_start(operation: Operation) -> int | None:
    return -dates.earliest(operation.start.date).toordinal() if operation.start else None


def _facts(inquiry: Inquiry, operation: Operation) -> list[Fact]:
    ids = [edge.fact for edge in (operation.start, operation.end) if edge is not None]
    ids += [figure.fact for figure in operation.personnel[:1]]
    if operation.role:
        ids.append(operation.role.fact)
    return [inquiry.kb.fact(fact_id) for fact_id in ids] or list(operation.facts[:1])
