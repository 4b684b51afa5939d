"""Yes or no to a question about one operation, where a field or a fact of its record decides it."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answers.filters import read_filters
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.leading import leaders, leads_of
from assistant.answers.operations import verdict_by_facts as facts
from assistant.answers.operations.decided import Verdict, Word, members_of
from assistant.answers.operations.services import service_named, telling_of
from assistant.answers.operations.years_claimed import claimed_time
from assistant.answers.pointed import focused
from assistant.answers.subjects import narrowed
from assistant.answers.topical import topic_words
from assistant.answers.yes_no import asks_yes_or_no
from assistant.knowledge.records import Operation

_UN = r"(?:u\.?n\.?|united nations|blue[- ]helmets?)"
_OF_THE_UN = re.compile(
    rf"\b(?:an?|the|real|proper|actual) {_UN} (?:\w+ )?(?:mission|operation|force|deployment|thing|job|peacekeeping)"
    rf"|\b{_UN} ?-?(?:led|run|mission|operation|force|peacekeeping)\b|\b(?:part of|under|by|belong(?:ed)? to"
    rf"|within) (?:the )?{_UN}\b"
    rf"|\b(?:did|does|was|is) the {_UN} (?:\w+ )?(?:run|lead|ran|command|in charge|behind|head)"
)
_LED = re.compile(
    r"\b(?:led|lead|headed|run|ran|commanded?|in charge|under|direct(?:ed)?|(?:a"
    r"|an) \w+(?:-led)? (?:mission|operation|force))\b"
)
_TOOK_PART = re.compile(
    r"\b(?:take part|took part|taken part|involved|go|went|gone|serve[ds]?|part of|sent"
    r"|there|have|include[ds]?|join(?:ed)?|in)\b"
)
_SOLDIERS = re.compile(r"\b(?:soldiers?|troops|military)\b")
#: The agency is what the question asks after: "did the army go to Cyprus?".
_AGENCY_FIRST = re.compile(
    r"^(?:\W*\w+,? )?(?:did|was|were|has|have|had)(?: the| our| nz| new zealand| any| there| kiwi| also| ever| only)*"
    r" (?:police\w*|cops|army|navy|air force|nzdf|defence force|soldiers?|troops|military|diplomats)\b"
)
_OF_AGENCIES = frozenset({"operation_agencies", "operation_presence"})
_MAY_BE_OF_AGENCIES = _OF_AGENCIES | {
    "operation_start", "operation_end", "operation_participants", "operation_overview", "operation_location"
}  # fmt: skip
_OF_PLACES = frozenset({"operation_location", "operation_presence"})
#: Taken for these, a question with no word beside its two names asks for the place all the same.
_MAY_BE_OF_PLACES = frozenset(
    {"operation_agencies", "operation_leader", "operation_overview", "operation_participants", "operation_role"}
)
_NO_MORE = re.compile(r"^(?:polic|cops|offic|soldi|troop|milit|army|navy|force|part|go|diplo|consta|invol|inclu)")
_CALLED = re.compile(r"\b(?:called|named|name|code ?name|codename|known as|nickname)\b")
_OPERATION = re.compile(r"\b(?:operation|op) ([\wāēīōū]+)")
#: Kinds of question that a lead is only mentioned in.
_NOT_OF_LEADS = frozenset(
    {
        "operation_personnel",
        "operation_presence",
        "operation_participants",
        "operation_agencies",
        "operation_casualties",
        "operation_status",
    }
)


def judged(inquiry: Inquiry) -> Verdict | None:
    """The verdict on a question that asks for yes or no about one operation; none where nothing on file decides it."""
    if not asks_yes_or_no(inquiry.clause.text):
        return None
    operation = _operation(inquiry)
    if operation is None:
        return None
    for judge in _JUDGES:
        if verdict := judge(inquiry, operation):
            return verdict
    return None


def _operation(inquiry: Inquiry) -> Operation | None:
    """The one operation asked about: named, or the only or clearly nearest one of the place that is not the leader."""
    led = leaders(inquiry.clause, inquiry.subjects)
    operations = [subject for subject in inquiry.subjects if subject.kind == "operation"]
    places = [subject for subject in inquiry.subjects if subject.kind == "place" and subject.id not in led]
    if len(operations) > 1 and _CALLED.search(inquiry.clause.text.lower()):
        # "Was Operation Koru the name for RAMSI?" is about RAMSI.
        coded = {subject.id for subject in operations if _called_so(inquiry.kb.operations[subject.id], inquiry)}
        operations = [subject for subject in operations if subject.id not in coded]
    if len(operations) == 1:
        return inquiry.kb.operations[operations[0].id]
    if operations or len(places) != 1:
        return None
    settled = narrowed(places[0], inquiry.kb)
    if settled.kind == "operation":
        return inquiry.kb.operations[settled.id]
    return focused(inquiry, real_operations(inquiry.kb, settled))


def _called_so(operation: Operation, inquiry: Inquiry) -> bool:
    """Whether a code name in the question is New Zealand's name for its part in the operation."""
    called = operation.nz_operation_name.value.lower() if operation.nz_operation_name else ""
    return any(word in called for word in _OPERATION.findall(inquiry.clause.text.lower()))


def _by_name(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    text = inquiry.clause.text.lower()
    called = operation.nz_operation_name
    claimed = [word for word in _OPERATION.findall(text) if word not in ("in", "a", "the", "of", "for", "and")]
    if called is None or not claimed or not _CALLED.search(text):
        return None
    held = any(word in called.value.lower() for word in claimed)
    return Verdict(operation, "yes" if held else "no", "operation_nz_name", (inquiry.kb.fact(called.fact),))


def _by_lead(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    text = _without_names_of_operations(inquiry)
    of_the_un = _OF_THE_UN.search(text) is not None
    if not (of_the_un or _LED.search(text)) or inquiry.clause.kind in _NOT_OF_LEADS:
        return None
    bodies = tuple(lead for lead in read_filters(text).leads if lead != "UN" or of_the_un or _LED.search(text))
    countries = leaders(inquiry.clause, inquiry.subjects)
    if len(bodies) + len(countries) != 1:
        return None
    words = {_led(item, bodies, countries) for item in members_of(inquiry, operation)}
    if None in words:
        return None
    word = words.pop() if len(words) == 1 else "in_part"
    return Verdict(operation, word, "operation_leader") if word else None


def _without_names_of_operations(inquiry: Inquiry) -> str:
    """The question in lower case; "the UN Mission in Haiti" is a name and asks for no lead."""
    text = inquiry.clause.text.lower()
    for name in sorted(inquiry.clause.names, key=lambda item: -item.start):
        if name.kind in ("operation", "un_mission") and name.confidence == 1:
            text = text[: name.start] + "it" + text[name.end :]
    return text


def _led(operation: Operation, bodies: tuple[str, ...], countries: tuple[str, ...]) -> Word | None:
    """Whether the one body or country led it: in part where there were several one after the other."""
    if operation.lead == "none" or (countries and not operation.led_by and operation.lead in ("several", "coalition")):
        return None
    held = set(operation.led_by) if countries else {str(lead) for lead in leads_of(operation)}
    claimed = (*countries, *bodies)[0]
    if claimed not in held:
        return "no"
    alone = len(held) == 1 and (not countries or len(leads_of(operation)) == 1)
    return "yes" if alone or claimed == operation.lead else "in_part"


def _by_agency(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    text = inquiry.clause.text.lower()
    agency_first = _AGENCY_FIRST.search(text)
    if inquiry.clause.kind not in (_MAY_BE_OF_AGENCIES if agency_first else _OF_AGENCIES):
        return None
    soldiers = agency_first is not None and _SOLDIERS.search(agency_first[0])
    wanted = set(inquiry.filters.agencies or (("nzdf",) if soldiers else ()))
    if not wanted or not _TOOK_PART.search(text) or _asks_for_more(inquiry):
        return None
    took_part = {agency for item in members_of(inquiry, operation) for agency in item.agencies} | set(
        operation.agencies
    )
    if not took_part:
        return None
    held = wanted == took_part if inquiry.filters.only_agency else wanted <= took_part
    service = service_named(text) if held and not inquiry.filters.only_agency else None
    if service is None:
        return Verdict(operation, "yes" if held else "no", "operation_agencies")
    # The Defence Force was there; of one service only a fact tells.
    told = telling_of(service, inquiry.rank(fact for item in members_of(inquiry, operation) for fact in item.facts))
    return Verdict(operation, "yes", "operation_agencies", tuple(told[:1])) if told else None


def _asks_for_more(inquiry: Inquiry) -> bool:
    """Whether it asks for more than who took part: "did police train the locals?"."""
    return any(not _NO_MORE.search(word) for word in topic_words(inquiry))


def _by_time(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    claim = claimed_time(inquiry.clause, operation)
    return Verdict(operation, claim.word, claim.kind) if claim else None


def _by_place(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    if inquiry.clause.kind not in _OF_PLACES and (inquiry.clause.kind not in _MAY_BE_OF_PLACES or topic_words(inquiry)):
        return None
    places = {name.id for name in inquiry.clause.names if name.kind == "place"}
    named = any((name.kind, name.id) == ("operation", operation.id) for name in inquiry.clause.names)
    where = {code for item in members_of(inquiry, operation) for code in item.countries}
    if len(places) != 1 or not named or not where or places & {*operation.about_countries}:
        return None
    said_in = any(
        re.search(r"\b(?:in|to|at|for) (?:the )?$", inquiry.clause.text[: name.start].lower())
        for name in inquiry.clause.names
        if name.kind == "place"
    )
    return Verdict(operation, "yes" if places & where else "no", "operation_location") if said_in else None


_JUDGES: tuple[Callable[[Inquiry, Operation], Verdict | None], ...] = (
    _by_name,
    _by_time,
    facts.by_commander,
    _by_lead,
    _by_agency,
    _by_place,
    facts.by_partner,
    facts.by_losses,
    facts.by_size,
    facts.by_arms,
    facts.by_mandate,
)
