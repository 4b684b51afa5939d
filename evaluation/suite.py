"""Generates questions from the knowledge base, each with the fact it must be answered with.

For every field of every operation and for every fact: several phrasings, one of them with typos, and a follow-up that
leaves the operation unsaid. Terms, topics, agencies and places are asked for too. Nothing is random: the same knowledge
base gives the same suite.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Operation
from evaluation.case import Case, Expectation, Turn
from evaluation.run import Task
from evaluation.suite_expect import expected, expected_absence, is_operation_name
from evaluation.suite_names import ClearNames, in_text
from evaluation.suite_phrasings import Asked, Phrasings, read_phrasings
from evaluation.variants import ORIGINAL

PREFIX = "suite: "
_PLACES_WITHOUT_RECORD = 40

Sorted = tuple[str, Case]  # field or kind of record, case


def suite_tasks(kb: KnowledgeBase, phrasings: Phrasings | None = None) -> list[Task]:
    """Every case of the suite as written; the first phrasing of each question also with typos."""
    found: list[Task] = []
    for sort, case in suite_cases(kb, phrasings or read_phrasings()):
        found.append((PREFIX + sort, case, ORIGINAL))
        if case.id.endswith(".0") and sort not in ("fact by statement", "no record: place"):
            found.append((PREFIX + sort, case, "typos"))
    return found


def suite_cases(kb: KnowledgeBase, phrasings: Phrasings) -> Iterator[Sorted]:
    """Every case of the suite with its sort."""
    names = ClearNames(kb)
    for field, asked in phrasings.operation.items():
        for operation in kb.operations.values():
            yield from _field(kb, names.of(operation), operation, field, asked, phrasings.introduction)
    yield from _places(kb, phrasings)
    yield from _other_records(kb, phrasings)
    yield from _statements(kb, names, phrasings)


def _field(
    kb: KnowledgeBase, names: tuple[str, ...], operation: Operation, field: str, asked: Asked, introduction: str
) -> Iterator[Sorted]:
    expect = expected(kb, operation, field)
    absent = expected_absence(operation, field)
    if field == "nz_operation_name":
        names = tuple(name for name in names if not is_operation_name(name)) or (operation.name,)
    for number, phrasing in enumerate(asked.ask):
        question = phrasing.format(name=names[number % len(names)])
        if expect:
            case = Case(id=f"{operation.id}.{field}.{number}", kind="in_scope", question=question, expect=expect)
            yield field, case
        elif absent:
            case = Case(id=f"{operation.id}.no_{field}.{number}", kind="unanswerable", question=question, expect=absent)
            yield f"nothing on file: {field}", case
    if expect and asked.follow_up:
        turns = (Turn(user=introduction.format(name=names[0])), Turn(user=asked.follow_up, expect=expect))
        yield field, Case(id=f"{operation.id}.{field}.follow_up", kind="dialogue", turns=turns)


def _places(kb: KnowledgeBase, phrasings: Phrasings) -> Iterator[Sorted]:
    without = [place for place in kb.places.values() if not kb.operations_in(place.code) and place.code != "NZ"]
    step = max(1, len(without) // _PLACES_WITHOUT_RECORD)
    for place in [*(place for place in kb.places.values() if kb.operations_in(place.code)), *without[::step]]:
        there = tuple(item.id for item in kb.operations_in(place.code) if place.code in item.countries)
        if kb.operations_in(place.code) and not there:
            continue  # concerns the place though nobody served there: the right answer is a matter of words
        expect = Expectation(outcome=("answered",), facts_any=there) if there else Expectation(outcome=("no_record",))
        for number, phrasing in enumerate(phrasings.place):
            question = phrasing.format(place=in_text(place))
            case = Case(id=f"place.{place.code}.{number}", kind="in_scope", question=question, expect=expect)
            yield "place" if there else "no record: place", case


def _other_records(kb: KnowledgeBase, phrasings: Phrasings) -> Iterator[Sorted]:
    for term in kb.terms.values():
        called = {name.casefold() for name in (term.term, *term.aliases)}
        namesakes = [
            item.id
            for item in kb.operations.values()
            if item.id == term.operation or called & {name.casefold() for name in (item.name, *item.aliases)}
        ]
        expect = _answered(*(fact.id for fact in term.facts), *namesakes)
        yield from _asked("term", term.id, phrasings.term, {"term": term.term}, expect)
    for topic in kb.topics.values():
        expect = _answered(*topic.lead, allow=(topic.id,))
        yield from _asked("topic", topic.id, phrasings.topic, {"question": topic.question}, expect)
    for agency in kb.agencies.values():
        work = [fact.id for owner in kb.owners() for fact in owner.facts if fact.agency == agency.id]
        if work:
            expect = _answered(*work, *(topic for topic in ("who_does_what",) if topic in kb.topics))
            yield from _asked("agency", agency.id, phrasings.agency, {"name": agency.short_name}, expect)


def _statements(kb: KnowledgeBase, names: ClearNames, phrasings: Phrasings) -> Iterator[Sorted]:
    for owner in kb.owners():
        called = names.of(owner) if isinstance(owner, Operation) else ()
        for fact in owner.facts:
            said = fact.statement
            if called and not any(name.casefold() in said.casefold() for name in called):
                said = f"{called[0]}: {said}"
            expect = _answered(fact.id, allow=(owner.id,))
            yield from _asked("fact by statement", fact.id, phrasings.statement, {"statement": said}, expect)


def _asked(
    sort: str, record: str, phrasings: tuple[str, ...], filled: dict[str, str], expect: Expectation
) -> Iterator[Sorted]:
    for number, phrasing in enumerate(phrasings):
        question = phrasing.format(**filled)
        yield sort, Case(id=f"{sort.split()[0]}.{record}.{number}", kind="in_scope", question=question, expect=expect)


def _answered(*facts: str, allow: tuple[str, ...] = ()) -> Expectation:
    return Expectation(outcome=("answered",), facts_any=facts, allow_facts=allow)
