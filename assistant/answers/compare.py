"""Two or more operations side by side, with a verdict where the question asks for one."""

from __future__ import annotations

from itertools import zip_longest

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import which
from assistant.answers.comparison import Comparison, read_comparison, years_by_name
from assistant.answers.inquiry import Inquiry, real_operations, sentence_case, subjects_of
from assistant.answers.measured import MEASURES, Measured, in_all
from assistant.answers.operations.facts import was
from assistant.answers.operations.one import answer_operation
from assistant.answers.operations.presence import years_of
from assistant.answers.subjects import name_of, narrowed
from assistant.answers.yes_no import asks_yes_or_no
from assistant.knowledge.records import Fact, Operation

_MAX_COMPARED = 4


def answer_compare(inquiry: Inquiry) -> Part:
    """Compare the operations named, else those of the conversation so far."""
    subjects = _compared(inquiry)
    pairs = [(subject, operation) for subject in subjects if (operation := _main(inquiry, subject))]
    years = years_by_name(inquiry.clause)
    years_of_operations = {
        operation.id: years[(subject.kind, subject.id)]
        for subject, operation in pairs
        if (subject.kind, subject.id) in years
    }
    operations = list({operation.id: operation for _, operation in pairs}.values())[:_MAX_COMPARED]
    if len(operations) < 2:
        if subjects:
            return answer_operation(inquiry.about(*subjects).asked_as("operation_overview"))
        return Part(inquiry.clause.kind, "clarify", (inquiry.say("compare_which"),), keeps_context=True)
    asked = read_comparison(inquiry.clause.text)
    if asked is not None and (part := _by_measure(inquiry, operations, asked, years_of_operations)):
        return part
    facts = [fact for operation in operations for fact in _facts(inquiry, operation)]
    return _part(
        inquiry,
        operations,
        (sentence_case(inquiry.say("compare", names=_names(inquiry, operations))),),
        tuple(_line(inquiry, operation) for operation in operations),
        facts,
    )


def _compared(inquiry: Inquiry) -> tuple[Subject, ...]:
    """What is compared: what the question names, a place too that only says where another of them was."""
    subjects = inquiry.subjects
    if len(subjects) < 2 and read_comparison(inquiry.clause.text):
        places = (Subject(name.kind, name.id) for name in inquiry.clause.names if name.kind == "place")
        subjects = tuple(dict.fromkeys([*subjects, *places]))
    if len(subjects) < 2:
        subjects = tuple(dict.fromkeys([*subjects, *inquiry.context.subjects, *inquiry.context.previous]))[:2]
    return subjects


def _main(inquiry: Inquiry, subject: Subject) -> Operation | None:
    """The operation itself, or of a place the one with the most on file."""
    subject = narrowed(subject, inquiry.kb)
    if subject.kind == "operation":
        return inquiry.kb.operations[subject.id]
    found = [operation for operation in real_operations(inquiry.kb, subject) if operation.category == "peace_support"]
    return max(found, key=lambda operation: len(operation.facts), default=None)


def _by_measure(inquiry: Inquiry, operations: list[Operation], asked: Comparison, years: dict[str, int]) -> Part | None:
    """The verdict by one measure, with what each operation has on file of it; none where none has anything."""
    measure = _measure(inquiry, operations, asked, years)
    told = {op.id: MEASURES[measure](inquiry, op, years.get(op.id)) for op in operations}
    known = {id_: item for id_, item in told.items() if item is not None}
    if not known:
        return None
    ahead = _ahead(operations, known, asked)
    sentences = _verdict(inquiry, operations, known, asked, measure, ahead)
    items, facts = [], []
    for operation in operations:
        total = _total_too(inquiry, operation, measure) if not years else None
        found = [item for item in (known.get(operation.id), total) if item]
        facts += [fact for item in found for fact in item.facts]
        words = "; ".join(item.words for item in found) or inquiry.say("measure_none")
        items.append(inquiry.say("compare_measured", name=sentence_case(operation.short_name), words=words))
    return _part(inquiry, operations, sentences, tuple(items), facts, ahead)


def _measure(inquiry: Inquiry, operations: list[Operation], asked: Comparison, years: dict[str, int]) -> str:
    """People in all where that is asked for and every operation has it, else at one time; the rest as asked."""
    if asked.measure != "people":
        return asked.measure
    if years:
        return "people"
    sized = all(MEASURES["people"](inquiry, operation, None) for operation in operations)
    summed = all(in_all(inquiry, operation) for operation in operations)
    return "people_in_all" if summed and (asked.in_all or not sized) else "people"


def _total_too(inquiry: Inquiry, operation: Operation, measure: str) -> Measured | None:
    return in_all(inquiry, operation) if measure == "people" else None


def _ahead(operations: list[Operation], known: dict[str, Measured], asked: Comparison) -> Operation | None:
    """The operation that is ahead by the measure; none where one has none, or where two are level."""
    if len(known) < len(operations):
        return None
    first, second = sorted(operations, key=lambda operation: -known[operation.id].number * asked.sign)[:2]
    low, high = sorted((known[first.id], known[second.id]), key=lambda item: item.number)
    return None if low.number + low.spread >= high.number else first


def _verdict(
    inquiry: Inquiry,
    operations: list[Operation],
    known: dict[str, Measured],
    asked: Comparison,
    measure: str,
    ahead: Operation | None,
) -> tuple[str, ...]:
    names = _names(inquiry, operations)
    by = inquiry.say(f"measured_by_{measure}")
    if len(known) < len(operations):
        return (inquiry.say("compare_not_on_file", names=names, measure=by),)
    # Where the dates leave it open there is neither a yes nor a no.
    yes_no = asks_yes_or_no(inquiry.clause.text) and len(operations) == 2 and (ahead is not None or measure == "people")
    word = inquiry.say("word_yes" if ahead == operations[0] else "word_no") if yes_no else None
    if ahead is None:
        verdict = inquiry.say("compare_tied", names=names, measure=by)
    else:
        direction = "more" if asked.sign > 0 else "less"
        verdict = inquiry.say(f"compare_{measure}_{direction}", name=ahead.short_name, be=was(ahead))
    return (*([word] if word else []), sentence_case(verdict))


def _part(
    inquiry: Inquiry,
    operations: list[Operation],
    sentences: tuple[str, ...],
    items: tuple[str, ...],
    facts: list[Fact],
    ahead: Operation | None = None,
) -> Part:
    """The part; the one that is ahead is the first subject, so that "that one" means it."""
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=sentences,
        items=items,
        facts=tuple(dict.fromkeys(facts)),
        more=_held_back(operations, facts),
        caveats=(inquiry.say("caveat_extreme"),),
        suggestions=which(inquiry.asked_as("operation_overview"), subjects_of(operations)[:3]),
        subjects=subjects_of(sorted(operations, key=lambda item: item != ahead)),
        listed=subjects_of(operations),
    )


def _held_back(operations: list[Operation], told: list[Fact]) -> tuple[str, ...]:
    """What else is on file about them, one after the other in turn."""
    rest = [[fact.id for fact in operation.facts if fact not in told] for operation in operations]
    return tuple(id_ for row in zip_longest(*rest) for id_ in row if id_)


def _names(inquiry: Inquiry, operations: list[Operation]) -> str:
    return inquiry.wording.join(operation.short_name for operation in operations)


def _line(inquiry: Inquiry, operation: Operation) -> str:
    points = [years_of(inquiry, operation), inquiry.say(f"leading_{operation.lead.lower()}")]
    if operation.countries:
        points.append(inquiry.wording.join(name_of(Subject("place", code), inquiry.kb) for code in operation.countries))
    if figure := next(iter(sorted(operation.personnel, key=lambda item: item.kind != "peak")), None):
        points.append(inquiry.say(f"compare_{figure.kind}", value=figure.value, counts=figure.counts))
    if operation.role:
        points.append(operation.role.value)
    return inquiry.say("compare_line", name=sentence_case(operation.short_name), points="; ".join(points))


def _facts(inquiry: Inquiry, operation: Operation) -> list[Fact]:
    ids = [edge.fact for edge in (operation.start, operation.end) if edge is not None]
    ids += [figure.fact for figure in operation.personnel[:1]]
    if operation.role:
        ids.append(operation.role.fact)
    return [inquiry.kb.fact(fact_id) for fact_id in ids] or list(operation.facts[:1])
