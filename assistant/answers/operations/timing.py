"""When an operation began and ended, whether it is over, how long it lasted."""

from __future__ import annotations

from assistant.answers.filters import asks_whether_over
from assistant.answers.inquiry import Inquiry, Told, sentence_case, without_repeats
from assistant.answers.operations.facts import about, disputes, facts_of, point, when
from assistant.knowledge import dates
from assistant.knowledge.records import Dated, Fact, Operation


def start(inquiry: Inquiry, operation: Operation) -> Told | None:
    """When New Zealand's part began."""
    if operation.start is None:
        return _stated(inquiry, operation, "start")
    return _dated(inquiry, operation, "start", operation.start)


def end(inquiry: Inquiry, operation: Operation) -> Told | None:
    """When New Zealand's part ended, or that no end is on file."""
    if operation.end is not None:
        return _dated(inquiry, operation, "end", operation.end)
    if operation.status.state in ("ongoing", "mandate_lapsed") or (
        operation.status.state == "not_known" and operation.status.fact
    ):
        return status(inquiry, operation)
    return _stated(inquiry, operation, "end")


def status(inquiry: Inquiry, operation: Operation) -> Told | None:
    """Whether it goes on, as far as the sources tell, and until when the mandate on file ran."""
    state = operation.status
    facts = [*_fact(inquiry, state.fact), *facts_of(operation, "mandate_expiry", "status")]
    name = about(operation)
    if state.state == "ended":
        polarity = "over" if asks_whether_over(inquiry.clause.text) else "not_going_on"
        if operation.end is None:
            lead = inquiry.say(f"status_{polarity}_undated", name=name)
        else:
            lead = inquiry.say(f"status_{polarity}", name=name, when=when(operation.end))
            facts = [*_fact(inquiry, operation.end.fact), *facts]
    elif state.mandate_to and state.mandate_to < inquiry.today.isoformat():
        lead = inquiry.say("status_lapsed", name=name, date=dates.plain(state.mandate_to))
    elif state.mandate_to:
        lead = inquiry.say("status_mandated", name=name, date=dates.plain(state.mandate_to))
    elif state.last_seen and state.state in ("ongoing", "mandate_lapsed"):
        lead = inquiry.say("status_last_seen", name=name, when=dates.when(state.last_seen))
    elif state.state == "ongoing":
        lead = inquiry.say("status_ongoing", name=name)
    else:
        lead = inquiry.say("status_not_known", name=name)
    facts = list(dict.fromkeys(facts))
    told = without_repeats([lead], facts, 2 if state.state != "ended" else 1)
    closing = [inquiry.say("official_list")] if state.state in ("ongoing", "mandate_lapsed", "not_known") else []
    sentences = (sentence_case(lead), *(fact.statement for fact in told), *closing)
    return Told(sentences, tuple(dict.fromkeys([*facts[:1], *told])), disputes(inquiry, operation, "status"))


def duration(inquiry: Inquiry, operation: Operation) -> Told | None:
    """How long it lasted, no more exact than the dates allow."""
    name = about(operation)
    if operation.start is None:
        return _stated(inquiry, operation, "start")
    facts = _fact(inquiry, operation.start.fact)
    begun = dates.plain(operation.start.date)
    if operation.end is not None:
        length = dates.duration(operation.start.date, operation.end.date)
        lead = inquiry.say("duration_closed", name=name, length=length, start=begun, end=point(operation.end))
        facts += _fact(inquiry, operation.end.fact)
    elif operation.status.last_seen and operation.status.state != "ended":
        length = dates.duration(operation.start.date, operation.status.last_seen)
        lead = inquiry.say(
            "duration_open", name=name, length=length, start=begun, seen=dates.plain(operation.status.last_seen)
        )
        facts += _fact(inquiry, operation.status.fact)
    else:
        lead = inquiry.say("duration_no_end", name=name, start=begun)
    return Told(
        (sentence_case(lead),),
        tuple(facts),
        disputes(inquiry, operation, "start") + disputes(inquiry, operation, "end"),
    )


def _dated(inquiry: Inquiry, operation: Operation, edge: str, dated: Dated) -> Told:
    lead = sentence_case(inquiry.say(f"{edge}_dated", name=about(operation), when=when(dated)))
    own = _fact(inquiry, dated.fact)
    others = [fact for fact in facts_of(operation, edge) if fact not in own]
    told = without_repeats([lead], [*own, *others], 2)
    return Told(
        (lead, *(fact.statement for fact in told)),
        tuple(dict.fromkeys([*own, *told])),
        disputes(inquiry, operation, edge),
    )


def _stated(inquiry: Inquiry, operation: Operation, edge: str) -> Told | None:
    """No date in the index, but perhaps facts that speak of it."""
    facts = facts_of(operation, edge)[:2]
    if not facts:
        return None
    return Told(tuple(fact.statement for fact in facts), tuple(facts), disputes(inquiry, operation, edge))


def _fact(inquiry: Inquiry, fact_id: str | None) -> list[Fact]:
    return [inquiry.kb.fact(fact_id)] if fact_id else []
