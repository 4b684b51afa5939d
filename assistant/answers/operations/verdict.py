"""Yes or no to a question about one operation, where a field or a fact of its record decides it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.answers.agency_words import read_agencies
from assistant.answers.answer import Subject
from assistant.answers.filters import read_filters
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.leading import leaders, leads_of
from assistant.answers.operations.years_claimed import claimed_time
from assistant.answers.pointed import focused
from assistant.answers.subjects import narrowed
from assistant.answers.topical import topic_words
from assistant.answers.yes_no import asks_yes_or_no
from assistant.knowledge.records import Fact, Operation

Word = Literal["yes", "no", "in_part"]

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
_CALLED = re.compile(r"\b(?:called|named|name|code ?name|codename|known as|nickname)\b")
_OPERATION = re.compile(r"\b(?:operation|op) ([\wāēīōū]+)")
_DIE = re.compile(r"\b(?:die[ds]?|dying|kill(?:ed)?|deaths?|dead|lives|casualt\w+|lose|lost|fatal\w*|losses)\b")
_HURT = re.compile(r"\b(?:injur\w+|hurt|wound\w+|abduct\w+|kidnap\w+)\b")
_DEAD = re.compile(r"\b(?:died|killed|deaths?|dead|lost (?:their|his|her) li(?:ves|fe))\b")
_NOBODY = re.compile(r"\b(?:no new zealander|nobody|none|without loss)\b")
_CARRY = re.compile(
    r"\b(?:armed|carry(?:ing)?|carried|(?:have|had|wear|wore) (?:\w+ )?(?:guns|weapons|arms"
    r"|rifles))\b"
)
#: Kinds of question that a lead is only mentioned in.
_NOT_OF_LEADS = frozenset(
    {
        "operation_personnel",
        "operation_presence",
        "operation_participants",
        "operation_agencies",
        "operation_casualties",
    }
)
_KIWI_COMMANDS = re.compile(
    r"\b(?:new zealander|kiwi|nz(?:er)? ?(?:officer|general)?|new zealand (?:officer|general)|one of (?:us|ours"
    r"|our own)|one)"
    r" (?:\w+ ){0,2}(?:command(?:ed)?|headed|head|led|lead|ran|run|been in (?:charge|command)|in (?:charge"
    r"|command))\b"
)
_KIWI_COMMANDED = re.compile(
    r"New Zealand.*\b(?:headed|Commanders?|commanded|command|chief of staff|led the)\b"
    r"|\b(?:headed|Commander|commanded|chief of staff).*New Zealand"
)
_COUNCIL = re.compile(r"\b(?:security council|un|united nations)\b")


@dataclass(frozen=True)
class Verdict:
    """The word before the answer, the kind of question that tells why, and facts to tell first."""

    operation: Operation
    word: Word
    kind: str
    facts: tuple[Fact, ...] = ()


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
    if len(operations) == 1:
        return inquiry.kb.operations[operations[0].id]
    if operations or len(places) != 1:
        return None
    settled = narrowed(places[0], inquiry.kb)
    if settled.kind == "operation":
        return inquiry.kb.operations[settled.id]
    return focused(inquiry, real_operations(inquiry.kb, settled))


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
    bodies = tuple(lead for lead in inquiry.filters.leads if lead != "UN" or of_the_un or _LED.search(text))
    countries = leaders(inquiry.clause, inquiry.subjects)
    if len(bodies) + len(countries) != 1:
        return None
    words = {_led(item, bodies, countries) for item in _members(inquiry, operation)}
    if None in words:
        return None
    word = words.pop() if len(words) == 1 else "in_part"
    return Verdict(operation, word, "operation_leader") if word else None


def _without_names_of_operations(inquiry: Inquiry) -> str:
    """The question in lower case; "the UN Mission in Haiti" is a name and asks for no lead."""
    text = inquiry.clause.text.lower()
    for name in sorted(inquiry.clause.names, key=lambda item: -item.start):
        if name.kind in ("operation", "un_mission"):
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
    return "yes" if len(held) == 1 or claimed == operation.lead else "in_part"


def _by_agency(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    text = inquiry.clause.text.lower()
    if inquiry.clause.kind not in ("operation_agencies", "operation_presence", "operation_overview"):
        return None
    asked = read_agencies(text if "police" in text else text + " police").wanted if "soldier" in text else ()
    wanted = set(inquiry.filters.agencies or tuple(agency for agency in asked if agency != "police"))
    if not wanted or not _TOOK_PART.search(text) or _asks_for_more(inquiry):
        return None
    took_part = {agency for item in _members(inquiry, operation) for agency in item.agencies} | set(operation.agencies)
    if not took_part:
        return None
    held = wanted == took_part if inquiry.filters.only_agency else wanted <= took_part
    return Verdict(operation, "yes" if held else "no", "operation_agencies")


_NO_MORE = re.compile(r"^(?:polic|cops|offic|soldi|troop|milit|army|navy|force|part|go|diplo|consta|invol|inclu)")


def _asks_for_more(inquiry: Inquiry) -> bool:
    """Whether it asks for more than who took part: "did police train the locals?"."""
    return any(not _NO_MORE.search(word) for word in topic_words(inquiry))


def _by_time(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    claim = claimed_time(inquiry.clause, operation)
    return Verdict(operation, claim.word, claim.kind) if claim else None


def _by_place(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    if inquiry.clause.kind not in ("operation_location", "operation_presence"):
        return None
    places = {name.id for name in inquiry.clause.names if name.kind == "place"}
    named = any((name.kind, name.id) == ("operation", operation.id) for name in inquiry.clause.names)
    where = {code for item in _members(inquiry, operation) for code in item.countries}
    if len(places) != 1 or not named or not where or places & {*operation.about_countries}:
        return None
    said_in = any(
        re.search(r"\b(?:in|to|at|for) (?:the )?$", inquiry.clause.text[: name.start].lower())
        for name in inquiry.clause.names
        if name.kind == "place"
    )
    return Verdict(operation, "yes" if places & where else "no", "operation_location") if said_in else None


def _by_partner(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    """A country that a fact names among those who took part; of one that no fact names nothing is known."""
    if inquiry.clause.kind != "operation_participants":
        return None
    for subject in inquiry.subjects:
        if subject.kind == "place":
            place = inquiry.kb.places[subject.id]
            names = (place.name, *place.demonyms)
            for fact in operation.facts:
                if fact.field in ("participants", "leader") and any(name in fact.statement for name in names):
                    return Verdict(operation, "yes", "operation_participants", (fact,))
    return None


def _by_losses(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    if inquiry.clause.kind != "operation_casualties":
        return None
    text = inquiry.clause.text.lower()
    facts = [
        fact for item in (operation, *_parts(inquiry, operation)) for fact in item.facts if fact.field == "casualties"
    ]
    for asked, told in ((_DIE, _DEAD), (_HURT, _HURT)):
        if asked.search(text):
            for fact in inquiry.rank(facts):
                if told.search(fact.statement.lower()):
                    word: Word = "no" if _NOBODY.search(fact.statement.lower()) else "yes"
                    return Verdict(operation, word, "operation_casualties", (fact,))
    return None


def _by_commander(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    """A New Zealander in command, where a fact on the leaders names one."""
    if not _KIWI_COMMANDS.search(inquiry.clause.text.lower()):
        return None
    facts = [fact for fact in operation.facts if fact.field == "leader" and _KIWI_COMMANDED.search(fact.statement)]
    return Verdict(operation, "yes", "operation_leader", tuple(inquiry.rank(facts)[:1])) if facts else None


def _by_size(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    filters = read_filters(inquiry.clause.text)
    if inquiry.clause.kind != "operation_personnel" or (filters.more is None) == (filters.fewer is None):
        return None
    figures = [
        item for item in operation.personnel if item.number is not None and (item.kind == "total") == filters.in_all
    ]
    if not figures or not any(item.kind in ("peak", "total") for item in figures):
        return None
    most = max(item.number or 0 for item in figures)
    held = most > filters.more if filters.more is not None else most < (filters.fewer or 0)
    return Verdict(operation, "yes" if held else "no", "operation_personnel")


def _by_arms(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    text = inquiry.clause.text.lower()
    if not _CARRY.search(text):
        return None
    unarmed = [fact for fact in operation.facts if "unarmed" in fact.statement.lower()]
    if not unarmed:
        return None
    word: Word = "yes" if "unarmed" in text else "no"
    return Verdict(operation, word, "operation_role", tuple(inquiry.rank(unarmed))[:1])


def _by_mandate(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    if inquiry.clause.kind != "operation_mandate" or not _COUNCIL.search(inquiry.clause.text.lower()):
        return None
    resolved = [valued for valued in operation.mandate if "Security Council" in valued.value]
    return Verdict(operation, "yes", "operation_mandate", (inquiry.kb.fact(resolved[0].fact),)) if resolved else None


_JUDGES: tuple[Callable[[Inquiry, Operation], Verdict | None], ...] = (
    _by_name,
    _by_time,
    _by_commander,
    _by_lead,
    _by_agency,
    _by_place,
    _by_partner,
    _by_losses,
    _by_size,
    _by_arms,
    _by_mandate,
)


def _parts(inquiry: Inquiry, operation: Operation) -> Iterable[Operation]:
    return inquiry.kb.parts_of(operation.id) if operation.category == "umbrella" else ()


def _members(inquiry: Inquiry, operation: Operation) -> list[Operation]:
    """The operation itself, or the parts of an umbrella."""
    return real_operations(inquiry.kb, Subject("operation", operation.id))
