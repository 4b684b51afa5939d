"""Is, or was, New Zealand in a place or a mission? Yes or no comes first."""

from __future__ import annotations

from assistant.answers.agency_words import names_an_agency
from assistant.answers.answer import Part, Subject
from assistant.answers.asking import next_questions, which
from assistant.answers.compose import MINISTRY_PAGE
from assistant.answers.filters import Filters, asks_about_now
from assistant.answers.inquiry import Inquiry, real_operations, sentence_case, subjects_of
from assistant.answers.operations.missing import un_mission
from assistant.answers.operations.timing import status
from assistant.answers.pointed import ADDS, best
from assistant.answers.select_operations import fits
from assistant.answers.subjects import name_of
from assistant.answers.topical import topic_words
from assistant.knowledge import dates
from assistant.knowledge.answer_types import STEM
from assistant.knowledge.records import Fact, Operation

_MAX_LINES = 8


def presence(inquiry: Inquiry) -> Part:
    """Answer for each place, operation or UN mission that the question names."""
    if not inquiry.subjects:
        return Part(inquiry.clause.kind, "clarify", (inquiry.say("which_place"),), keeps_context=True)
    parts = [_one(inquiry.about(subject), subject) for subject in inquiry.subjects]
    if len(parts) == 1:
        return parts[0]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered" if any(part.outcome == "answered" for part in parts) else parts[0].outcome,
        sentences=(),
        items=tuple(" ".join([*part.sentences, *part.items]) for part in parts),
        facts=tuple(fact for part in parts for fact in part.facts),
        sources=tuple(source for part in parts for source in part.sources),
        caveats=tuple(caveat for part in parts for caveat in part.caveats),
        subjects=inquiry.subjects,
        listed=inquiry.subjects,
    )


def _one(inquiry: Inquiry, subject: Subject) -> Part:
    if subject.kind == "un_mission":
        return un_mission(inquiry, subject)
    name = name_of(subject, inquiry.kb)
    operations = real_operations(inquiry.kb, subject)
    if subject.kind == "place":
        here = [operation for operation in operations if subject.id in operation.countries]
        if not here:
            return _nobody(inquiry, subject, operations)
        operations = here
    agencies = set(inquiry.filters.agencies)
    operations = [operation for operation in operations if agencies <= set(operation.agencies)] or operations
    past = inquiry.filters.since is not None and (inquiry.filters.until or inquiry.today.year) < inquiry.today.year
    now = asks_about_now(inquiry.clause.text) and not past
    support = [operation for operation in operations if operation.category == "peace_support"]
    if subject.kind == "operation" and len(operations) == 1 and (not now or not support):
        return _took_part(inquiry, operations[0])
    if not support:
        return _answer(inquiry, subject, "presence_related", operations, name)
    if not now:
        then = [operation for operation in operations if fits(operation, _time_of(inquiry))]
        return _answer(inquiry, subject, "presence_yes" if then else "presence_not_then", then or operations, name)
    running = [operation for operation in operations if operation.status.state in ("ongoing", "mandate_lapsed")]
    if running:
        return _answer(inquiry, subject, "presence_as_far_as_known", running, name, told_status=True)
    unknown = [operation for operation in operations if operation.status.state == "not_known"]
    return _answer(inquiry, subject, "presence_not_known" if unknown else "presence_no_longer", operations, name)


def _time_of(inquiry: Inquiry) -> Filters:
    """The years asked for; "did we go there in 1992" holds for one that was going on then."""
    return Filters(since=inquiry.filters.since, until=inquiry.filters.until)


def _nobody(inquiry: Inquiry, subject: Subject, concerning: list[Operation]) -> Part:
    """No New Zealander there by any record; perhaps an operation that concerned the place."""
    name = name_of(subject, inquiry.kb)
    sentences = [inquiry.say("presence_no_record", name=name)]
    facts: list[Fact] = []
    for operation in concerning[:2]:
        fact = _naming(inquiry, operation, subject) or _introduction(inquiry, operation)
        if fact is not None:
            sentences.append(fact.statement)
            facts.append(fact)
    sentences.append(inquiry.say("presence_check"))
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered" if facts else "no_record",
        sentences=tuple(sentences),
        facts=tuple(facts),
        suggestions=which(inquiry.asked_as("operation_overview"), subjects_of(concerning[:3])),
        subjects=(subject,),
    )


def _answer(
    inquiry: Inquiry, subject: Subject, template: str, operations: list[Operation], name: str, told_status: bool = False
) -> Part:
    asked = topic_words(inquiry) if template.startswith("presence_yes") else []
    if all(set(inquiry.filters.agencies) <= set(operation.agencies) for operation in operations):
        asked = [word for word in asked if not names_an_agency(word)]
    spoken = _speaking_of(inquiry, operations, asked) if asked else None
    if asked and spoken is None:
        template = "presence_neutral"  # it asks for more than presence: no yes to what was not looked at
    sentences = [sentence_case(inquiry.say(template, name=name))]
    items: list[str] = []
    facts: list[Fact] = []
    if spoken is not None:
        sentences.append(spoken.statement)
        facts.append(spoken)
    caveats: list[str] = []
    for operation in operations[:_MAX_LINES]:
        items.append(line_of(inquiry, operation))
        facts.extend(_dating(inquiry, operation))
        if told_status and (told := status(inquiry, operation)):
            page = next((fact for fact in operation.facts if fact.source == MINISTRY_PAGE), None)
            items[-1] = " ".join([items[-1] + ".", told.sentences[0], *([page.statement] if page else [])])
            facts.extend([*told.facts[:1], *([page] if page else [])])
    if told_status:
        caveats.append(inquiry.say("official_list"))
    single = operations[0] if len(operations) == 1 else None
    subjects = (Subject("operation", single.id),) if single else (subject,)
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(sentences),
        items=tuple(items),
        facts=tuple(dict.fromkeys(facts)),
        caveats=tuple(caveats),
        suggestions=next_questions(inquiry, single)
        if single
        else which(inquiry.asked_as("operation_overview"), subjects_of(operations[:3])),
        subjects=subjects,
        listed=subjects_of(operations),
    )


def _speaking_of(inquiry: Inquiry, operations: list[Operation], words: list[str]) -> Fact | None:
    """The nearest fact of the operations that holds all these words ("observers"), in whatever form."""
    facts = inquiry.rank(fact for operation in operations for fact in operation.facts)
    stems = [word[:STEM] for word in words]
    return next((fact for fact in facts if all(stem in fact.statement.lower() for stem in stems)), None)


def _took_part(inquiry: Inquiry, operation: Operation) -> Part:
    """Yes, New Zealand took part in the operation named: when, and what it was."""
    related = operation.category == "related"
    lead = inquiry.say(
        "presence_took_part_related" if related else "presence_took_part",
        name=operation.short_name,
        years=years_of(inquiry, operation),
        note=operation.category_note or "",
    )
    pair = best(inquiry, {operation.id})
    introduction = pair[0] if pair and pair[1] >= ADDS else _introduction(inquiry, operation)
    facts = [*_dating(inquiry, operation), *([introduction] if introduction else [])]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(sentence_case(lead), *([introduction.statement] if introduction else [])),
        facts=tuple(dict.fromkeys(facts)),
        suggestions=next_questions(inquiry, operation),
        subjects=(Subject("operation", operation.id),),
        more=tuple(fact.id for fact in operation.facts if fact not in facts),
    )


def line_of(inquiry: Inquiry, operation: Operation) -> str:
    """An operation as a line of a list: its name and years, marked where it is not peace support."""
    name = sentence_case(in_places(inquiry, operation))
    note = inquiry.say("related_note", note=operation.category_note or "") if operation.category == "related" else ""
    return inquiry.say("operation_line", name=name, years=years_of(inquiry, operation), note=note)


def in_places(inquiry: Inquiry, operation: Operation) -> str:
    """An operation's name with the countries it was in, where the name does not say them: "INTERFET, Timor-Leste"."""
    name = operation.short_name
    places = [name_of(Subject("place", code), inquiry.kb) for code in operation.countries]
    if not places or any(place.lower() in name.lower() for place in places):
        return name
    return inquiry.say("name_in_places", name=name, places=inquiry.wording.join(places[:3]))


def years_of(inquiry: Inquiry, operation: Operation) -> str:
    """From when to when, in a few words."""
    if operation.start is None:
        return inquiry.say("years_unknown")
    begun = dates.plain(operation.start.date)
    if operation.end is not None:
        ended = dates.plain(operation.end.date)
        return begun if ended == begun else inquiry.say("years_closed", start=begun, end=ended)
    if operation.status.state == "ended":
        return inquiry.say("years_end_unknown", start=begun)
    if operation.status.state == "not_known":
        return inquiry.say("years_end_not_on_file", start=begun)
    return inquiry.say("years_open", start=begun)


def _dating(inquiry: Inquiry, operation: Operation) -> list[Fact]:
    edges = [operation.start, operation.end]
    facts = [inquiry.kb.fact(edge.fact) for edge in edges if edge is not None]
    return facts or list(operation.facts[:1])


def _naming(inquiry: Inquiry, operation: Operation, place: Subject) -> Fact | None:
    """The nearest fact that names a place where nobody was."""
    record = inquiry.kb.places[place.id]
    names = (record.name, *record.demonyms)
    facts = (fact for fact in operation.facts if any(name in fact.statement for name in names))
    return next(iter(inquiry.rank(facts)), None)


def _introduction(inquiry: Inquiry, operation: Operation) -> Fact | None:
    if operation.overview:
        return inquiry.kb.fact(operation.overview[0])
    return operation.facts[0] if operation.facts else None
