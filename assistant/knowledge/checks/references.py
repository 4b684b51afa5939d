"""What a record refers to exists, and no fact id stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.knowledge.base import KnowledgeBase, Owner
from assistant.knowledge.checks.kinds import kind_of
from assistant.knowledge.locate import Locator
from assistant.knowledge.problem import Problem
from assistant.knowledge.records import Operation, Term, Topic

Reference = tuple[str, str]  # what it should name ("sources", "facts", ...), and the id


def check(kb: KnowledgeBase, locate: Locator) -> Iterator[Problem]:
    """Problems with references between records."""
    known = {
        kind: set(getattr(kb, kind)) for kind in ("sources", "operations", "topics", "terms", "agencies", "places")
    } | {"facts": set(kb.fact_ids)}

    def missing(kind: str, record_id: str, references: Iterable[Reference], near: str = "") -> Iterator[Problem]:
        for target, reference in references:
            if reference not in known[target]:
                what = f"there is no {_one(target)} '{reference}'"
                yield locate.problem(kind, record_id, what, _fix(target), near or reference)

    yield from _twice(kb, locate)
    for owner in kb.owners():
        kind = kind_of(owner)
        for fact in owner.facts:
            named = [("sources", source) for source in (fact.source, *fact.also)]
            named += [("agencies", fact.agency)] if fact.agency else []
            yield from missing(kind, owner.id, named, f"id: {fact.id}")
        yield from missing(kind, owner.id, _of_owner(owner))
    for contact in kb.contacts.values():
        references = [("sources", contact.source)] + ([("facts", contact.fact)] if contact.fact else [])
        yield from missing("contacts", contact.id, references)
    for mission in kb.un_missions:
        references = [("sources", mission.source)]
        references += [("operations", mission.operation)] if mission.operation else []
        yield from missing("un_missions", mission.acronym, references)
    for row in kb.contributions:
        yield from missing("contributions", row.date, [("sources", row.source)])
    for name in kb.ambiguous_names:
        for target in name.means:
            target_kind, _, reference = target.partition(":")
            plural = "agencies" if target_kind == "agency" else f"{target_kind}s"
            if plural not in known:
                fix = "write operation:, place:, term: or agency: and the id"
                yield locate.problem("ambiguous_names", name.name, f"'{target}' names no kind of record", fix, target)
            else:
                yield from missing("ambiguous_names", name.name, [(plural, reference)])


def _of_owner(owner: Owner) -> Iterator[Reference]:
    if isinstance(owner, Operation):
        yield from _of_operation(owner)
    elif isinstance(owner, Topic):
        yield from (("facts", fact) for fact in owner.lead)
        yield from (("topics", topic) for topic in owner.related)
        yield from (("sources", source) for item in owner.disagreements for source in item.sources)
    elif isinstance(owner, Term):
        yield from (("terms", term) for term in owner.not_same_as)
        if owner.operation:
            yield "operations", owner.operation
        if owner.agency:
            yield "agencies", owner.agency
    else:
        yield from (("facts", fact) for fact in owner.roles)


def _of_operation(operation: Operation) -> Iterator[Reference]:
    resting = (operation.start, operation.end, operation.role, operation.outcome, operation.nz_operation_name)
    for item in (*resting, *operation.mandate, *operation.personnel):
        if item is not None:
            yield "facts", item.fact
    if operation.status.fact:
        yield "facts", operation.status.fact
    yield from (("facts", fact) for fact in operation.overview)
    yield from (("sources", source) for item in operation.disagreements for source in item.sources)
    yield from (("places", code) for code in (*operation.countries, *operation.about_countries))
    # New Zealand is no place where it could have been sent, but it may lead.
    yield from (("places", code) for code in operation.led_by if code != "NZ")
    yield from (("agencies", agency) for agency in operation.agencies)
    yield from (("operations", other) for other in operation.followed_by)
    if operation.part_of:
        yield "operations", operation.part_of


def _twice(kb: KnowledgeBase, locate: Locator) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for owner in kb.owners():
        for fact in owner.facts:
            if fact.id in seen:
                what = f"the fact id '{fact.id}' is taken: it stands in '{seen[fact.id]}' too"
                fix = "give the newer fact the next free number; ids of facts never change once released"
                yield locate.problem(kind_of(owner), owner.id, what, fix, f"id: {fact.id}")
            seen[fact.id] = owner.id
    for old, new in kb.merged.items():
        if old in seen:
            owner = kb.owner_of(new)
            fix = "take it from the list merged: of the other, or drop the fact"
            what = f"the fact '{old}' is still there, though '{new}' says it was merged into it"
            yield locate.problem(kind_of(owner), owner.id, what, fix, f"id: {new}")


def _one(kind: str) -> str:
    return "agency" if kind == "agencies" else kind[:-1]


def _fix(target: str) -> str:
    where = {"sources": "sources.yml", "places": "places.yml", "terms": "terms.yml", "agencies": "agencies.yml"}
    place = where.get(target)
    return f"correct the id, or add it to {place}" if place else "correct the id, or add the record"
