"""Honest answers where nothing is on file: an attribute without a source, a UN mission without New Zealanders."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import next_questions
from assistant.answers.inquiry import Inquiry, sentence_case
from assistant.knowledge import dates
from assistant.knowledge.records import Operation, UnMission


def nothing_on_file(inquiry: Inquiry, operation: Operation, among: int = 1) -> Part:
    """No fact on file answers this about the operation: say so, and who would know."""
    attribute = inquiry.say(f"attribute_{inquiry.clause.kind}")
    name = operation.short_name
    if among > 1 and operation.part_of:
        name = inquiry.kb.operations[operation.part_of].short_name
    who = "who_knows_police" if operation.agencies == ("police",) else "who_knows_defence"
    return Part(
        kind=inquiry.clause.kind,
        outcome="unknown",
        sentences=(inquiry.say("nothing_on_file", attribute=attribute, name=name), inquiry.say(who)),
        suggestions=next_questions(inquiry, operation),
        subjects=(Subject("operation", operation.id),),
    )


def un_mission(inquiry: Inquiry, subject: Subject) -> Part:
    """A UN mission in which no New Zealand part is on file: what the UN list says of it, and that much."""
    mission = inquiry.kb.un_mission(subject.id)
    if mission is None:
        return Part(
            kind=inquiry.clause.kind,
            outcome="no_record",
            sentences=(inquiry.say("un_mission_unknown", name=subject.id), inquiry.say("who_knows_defence")),
            subjects=(subject,),
        )
    return Part(
        kind=inquiry.clause.kind,
        outcome="no_record",
        sentences=(
            inquiry.say("un_mission_no_part", name=mission.acronym, full=mission.name),
            sentence_case(_dates(inquiry, mission)),
            inquiry.say("who_knows_defence"),
        ),
        sources=(mission.source,),
        subjects=(subject,),
    )


def _dates(inquiry: Inquiry, mission: UnMission) -> str:
    values = {"name": mission.acronym, "location": mission.location}
    if mission.start and mission.end:
        return inquiry.say(
            "un_mission_closed", start=dates.plain(mission.start), end=dates.plain(mission.end), **values
        )
    if mission.start:
        return inquiry.say("un_mission_open", start=dates.plain(mission.start), **values)
    return inquiry.say("un_mission_place", **values)
