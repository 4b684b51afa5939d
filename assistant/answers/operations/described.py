"""What an operation was: overview, place, lead, partners, agencies, work, mandate, outcome, name, cost, losses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.answer import Subject
from assistant.answers.inquiry import Inquiry, Told, sentence_case, without_repeats
from assistant.answers.of_a_year import of_that_year_first
from assistant.answers.operations.commanding import asks_who_led_ours, commanders
from assistant.answers.operations.facts import about, disputes, facts_of, point, was
from assistant.answers.operations.places_within import facts_of_places_within
from assistant.answers.operations.services import service_named, telling_of
from assistant.answers.subjects import name_of
from assistant.knowledge import dates
from assistant.knowledge.records import Fact, Operation, Valued

_TOLD_AT_MOST = 3
_COMMANDERS_AT_MOST = 2
#: What a fact says that tells who led.
_LED = (" led", "-led", "command", "headed", "under the")
#: A person under whom others were, told of in a fact on something else.
_NEW_ZEALAND_HEAD = re.compile(
    r"\b(?:under|commanded by|led by|headed by) (?:the )?"
    r"(?:Inspector|Superintendent|Commander|Captain|Major|Colonel|Lieutenant|Brigadier|General) [\w ]*[A-ZĀĒĪŌŪ]"
)


def overview(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What it is, when it was, and the facts that introduce it."""
    if operation.category == "related":
        kind = inquiry.say("kind_related", note=operation.category_note or inquiry.say("kind_related_plain"))
    else:
        kind = inquiry.say(f"kind_{operation.lead.lower()}")
    full = _full_name(operation)
    template = "overview" if full else "overview_plain"
    lead = inquiry.say(template, name=about(operation), full=full, kind=kind)
    sentences = [sentence_case(lead)]
    facts: list[Fact] = []
    if operation.start is not None:
        begun = dates.plain(operation.start.date)
        facts.append(inquiry.kb.fact(operation.start.fact))
        if operation.end is not None:
            sentences.append(inquiry.say("overview_dates", start=begun, end=point(operation.end)))
            facts.append(inquiry.kb.fact(operation.end.fact))
        else:
            sentences.append(inquiry.say("overview_start", start=begun))
    chosen = [inquiry.kb.fact(fact_id) for fact_id in operation.overview]
    chosen = without_repeats(sentences, chosen or [f for f in operation.facts if f.field == "summary"], _TOLD_AT_MOST)
    told = list(dict.fromkeys([*facts, *chosen]))
    rest = tuple(fact.id for fact in operation.facts if fact not in told)
    return Told((*sentences, *(fact.statement for fact in chosen)), tuple(told), more=rest)


def _full_name(operation: Operation) -> str:
    short = operation.short_name.lower().removeprefix("the ")
    return "" if operation.name.lower().removeprefix("the ") == short else operation.name


def location(inquiry: Inquiry, operation: Operation) -> Told | None:
    """The countries, and where in them."""
    places = [name_of(Subject("place", code), inquiry.kb) for code in operation.countries]
    if not places:
        return _facts_only(inquiry, operation, "location")
    lead = inquiry.say("location", name=about(operation), places=inquiry.wording.join(places), region=operation.region)
    within = [] if facts_of(operation, "location") else facts_of_places_within(inquiry, operation)
    return _with_facts(inquiry, operation, lead, "location", limit=2, own=within[:2], borne_out_by=places)


def leader(inquiry: Inquiry, operation: Operation) -> Told | None:
    """Which body led it, and New Zealanders who held command; who led New Zealand's own people where that is asked."""
    if asks_who_led_ours(inquiry):
        told = commanders(inquiry, operation)[:_COMMANDERS_AT_MOST]
        return Told(tuple(fact.statement for fact in told), tuple(told)) if told else None
    lead = inquiry.say(f"lead_{operation.lead.lower()}", name=about(operation), be=was(operation))
    if operation.lead_detail:
        lead = inquiry.say("lead_detail", lead=lead, detail=operation.lead_detail)
    else:
        lead += "."
    named = re.findall(r"\b[A-Z]\w+", (operation.lead_detail or "").replace("New Zealand", ""))
    if not facts_of(operation, "leader"):
        own = [fact for fact in operation.facts if _NEW_ZEALAND_HEAD.search(fact.statement)][:1]
        if own:
            return _with_facts(inquiry, operation, lead, "leader", limit=2, own=own)
    told_by_word = any(word in fact.statement for fact in operation.facts for word in _LED)
    return _with_facts(inquiry, operation, lead, "leader", limit=3, borne_out_by=_LED if told_by_word else (*named, ""))


def participants(inquiry: Inquiry, operation: Operation) -> Told | None:
    """Which other countries took part, and how many."""
    return _facts_only(inquiry, operation, "participants")


def agencies(inquiry: Inquiry, operation: Operation) -> Told | None:
    """Which New Zealand agencies took part."""
    if not operation.agencies:
        return _facts_only(inquiry, operation, "agencies")
    names = [name_of(Subject("agency", agency), inquiry.kb) for agency in operation.agencies]
    lead = inquiry.say("agencies", name=about(operation), agencies=inquiry.wording.join(names))
    service = service_named(inquiry.clause.text)
    own = telling_of(service, inquiry.rank(operation.facts))[:1] if service else []
    if not own and not facts_of(operation, "agencies"):
        went = facts_of(operation, "personnel", "role", "start")
        words = [name.removeprefix("the ").lower() for name in names]
        own = [fact for fact in went if any(word in fact.statement.lower() for word in words)][:1] or went[:1]
    return _with_facts(inquiry, operation, lead, "agencies", limit=2, own=own, borne_out_by=names)


def role(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What New Zealanders did there."""
    return _valued(inquiry, operation, "role", operation.role, limit=3)


def mandate(inquiry: Inquiry, operation: Operation) -> Told | None:
    """On what resolution, treaty or decision it rested."""
    if not operation.mandate:
        return _facts_only(inquiry, operation, "mandate")
    values = inquiry.wording.join(valued.value for valued in operation.mandate)
    lead = inquiry.say("mandate", name=about(operation), value=values)
    own = [inquiry.kb.fact(valued.fact) for valued in operation.mandate]
    return _with_facts(inquiry, operation, lead, "mandate", limit=2, own=own)


def outcome(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What came of it."""
    return _valued(inquiry, operation, "outcome", operation.outcome, limit=3)


def nz_name(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What New Zealand called its part."""
    return _valued(inquiry, operation, "nz_operation_name", operation.nz_operation_name, limit=1)


def cost(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What it cost."""
    return _facts_only(inquiry, operation, "cost")


def casualties(inquiry: Inquiry, operation: Operation) -> Told | None:
    """Who died or was hurt."""
    return _facts_only(inquiry, operation, "casualties")


def reason(inquiry: Inquiry, operation: Operation) -> Told | None:
    """Why New Zealand took part."""
    return _facts_only(inquiry, operation, "reason") or _facts_only(inquiry, operation, "mandate")


def disagreement(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What sources dispute about it."""
    texts = tuple(item.text for item in operation.disagreements)
    if not texts:
        return Told((sentence_case(inquiry.say("no_disagreement", name=about(operation))),))
    lead = sentence_case(inquiry.say("disagreements", name=about(operation)))
    sources = dict.fromkeys(source for item in operation.disagreements for source in item.sources)
    fields = {item.field for item in operation.disagreements if item.field}
    facts = () if sources else tuple(fact for fact in operation.facts if fact.field in fields)[:_TOLD_AT_MOST]
    return Told((lead, *texts), facts, sources=tuple(sources))


def _valued(inquiry: Inquiry, operation: Operation, field: str, valued: Valued | None, limit: int) -> Told | None:
    if valued is None:
        return _facts_only(inquiry, operation, field)
    lead = inquiry.say(field, name=about(operation), value=valued.value)
    return _with_facts(inquiry, operation, lead, field, limit=limit, own=[inquiry.kb.fact(valued.fact)])


def _with_facts(
    inquiry: Inquiry,
    operation: Operation,
    lead: str,
    field: str,
    limit: int,
    own: list[Fact] | None = None,
    borne_out_by: Sequence[str] = (),
) -> Told:
    """The lead, then facts of the field; without any, the first fact that names what the lead names."""
    lead = sentence_case(lead)
    facts = list(dict.fromkeys([*(own or []), *of_that_year_first(inquiry, inquiry.rank(facts_of(operation, field)))]))
    if not facts:
        named = (fact for fact in operation.facts if any(word in fact.statement for word in borne_out_by))
        facts = list(named)[:1]
    told = without_repeats([lead], facts, limit)
    return Told(
        (lead, *(fact.statement for fact in told)),
        tuple(dict.fromkeys([*(own or []), *told])),
        disputes(inquiry, operation, field),
        # Places, leads and agencies are labels of the record as a whole: its first source stands for them.
        sources=() if own or told else (operation.facts[0].source,),
        more=tuple(fact.id for fact in facts if fact not in told),
    )


def _facts_only(inquiry: Inquiry, operation: Operation, field: str) -> Told | None:
    facts = of_that_year_first(inquiry, inquiry.rank(facts_of(operation, field)))
    if not facts:
        return None
    told = [facts[0], *without_repeats([facts[0].statement], facts[1:], _TOLD_AT_MOST - 1)]
    return Told(
        tuple(fact.statement for fact in told),
        tuple(told),
        disputes(inquiry, operation, field),
        more=tuple(fact.id for fact in facts if fact not in told),
    )
