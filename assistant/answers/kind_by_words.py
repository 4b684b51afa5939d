"""Kinds of question about an operation that unmistakable words tell, where the classifier mixes up two of them."""

from __future__ import annotations

import re

from assistant.answers.answer import Subject
from assistant.answers.inquiry import real_operations
from assistant.answers.question import Clause
from assistant.knowledge.base import KnowledgeBase

_FORCES = r"(?:soldiers?|troops|army|military|defence(?: force)?|defense|nzdf|navy|air force|services)"
_POLICE = r"(?:police\w*|cops?|constables?)"
_WHICH_AGENCY = re.compile(
    rf"\b{_FORCES}\b.{{0,24}}\bor\b.{{0,24}}\b{_POLICE}\b|\b{_POLICE}\b.{{0,24}}\bor\b.{{0,24}}\b{_FORCES}\b"
)
_BEGAN = re.compile(
    r"\b(?:kick(?:ed|s)? off|got going|get going|got under ?way|start(?:ed)?|beg[aiu]n|set off"
    r"|set out)\b"
)
_ENDED = re.compile(
    r"\b(?:end(?:ed)?|finish(?:ed)?|pull(?:ed)? out|wound up|wrap(?:ped)? up|withdr[ae]wn?|clos(?:e|ed) down|packed up"
    r"|(?:came|come|get|gone|got) home|(?:came|come) back|le(?:ave|ft)(?! (?:nz|new zealand|for|home)\b))\b"
)
_EDGE = re.compile(r"\b(end|ending|finish|closing|start|starting|beginning|opening) (?:dates?|years?|day)\b")
_TIME = re.compile(r"\b(?:wh?en|(?:what|which) (?:date|year|month|day|time)|dates?|how long ago|since|until)\b")
_MAY_BE_TIMES = frozenset(
    {"operation_start", "operation_end", "policy_recently_completed", "policy_un_history", "policy_current_operations"}
)
_HOW_LONG = re.compile(
    r"^(?:(?:so|and|ok|okay|but)[ ,]+)*(?:for )?how (?:long|many (?:years|months|weeks))\b(?! (?:ago|before|after))"
)
#: What else "how long" may ask for: the tour of each, a flight, the time it took.
_FOR_WHAT = re.compile(r"\b(?:take|took|each|per|a tour|tours?|stints?|postings?|rotations?|mandate|until|ago)\b")
_WHERE_LAST = re.compile(r"\b(?:whereabouts|where(?: (?:exactly|precisely|was (?:that|it)))?\W*$)")
_MAY_BE_WHERE = frozenset(
    {"operation_start", "operation_overview", "operation_role", "operation_agencies", "operation_presence"}
)
_WHICH_COUNTRY = re.compile(
    r"\b(?:which|what) countr(?:y|ies) (?:was|were|is|are|did|does) .*\b(?:in|held|based|take place|happen"
    r"|located)\W*$"
)
#: "Was our army ever in India or Pakistan?": said before the place, with no more than "for the UN" behind it.
_EVER_IN = re.compile(
    r"^(?!.*\b(?:wh\w+|how)\b)(?=.*\b(?:ever|at (?:any|some) (?:time|point|stage)|before)\b|(?:has|have)\b)"
    r".*\b(?:was|were|been|is|are|serve[ds]?|go|gone|went|deployed|stationed|sent|get|got|set foot|work(?:ed)?)\b"
    r".*\b(?:in|to|into|on)(?: the)?\s*$"
)
_LITTLE = re.compile(
    r"(?:\W|\b(?:ever|before|at (?:any|some) (?:time|point|stage)|for|with|under|the|un|united nations|or|and|either"
    r"|sir|please|pls|too|not|what)\b)*"
)
_MAY_BE_PRESENCE = frozenset(
    {"operation_agencies", "operation_overview", "operation_role", "policy_who_does_what", "operation_location"}
)
_MISSION_NAMES = re.compile(
    r"\b(?:(?:which|what) (?:un |u\.n\. |separate |different |foreign |international )*(?:missions|forces)"
    r"|names? of the (?:un )?(?:missions?|forces?))\b"
)
_MAY_BE_AGENCIES = (
    "operation_agencies",
    "operation_role",
    "operation_nz_name",
    "operation_overview",
    "operation_presence",
    "operation_leader",
)


def kind_by_words(clause: Clause, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> str | None:
    """The kind that the words tell; none where the classifier's stands."""
    lowered = clause.text.lower().replace("’", "'")
    if not subjects:
        return None
    of_several = len(subjects) > 1 or clause.kind != "operation_agencies"
    if of_several and clause.kind in _MAY_BE_PRESENCE and _asks_whether_ever(clause, subjects):
        return "operation_presence"
    if clause.kind.startswith((*_MAY_BE_AGENCIES, "policy_who_does_what")) and _WHICH_AGENCY.search(lowered):
        return "operation_agencies"
    if clause.kind in _MAY_BE_TIMES and (told := _edge_asked(lowered)):
        return told
    if clause.kind.startswith("operation_") and _HOW_LONG.search(lowered) and not _FOR_WHAT.search(lowered):
        return "operation_duration"
    if clause.kind in _MAY_BE_WHERE and _WHERE_LAST.search(lowered):
        return "operation_location"
    if clause.kind == "operation_duration" and (edge := _EDGE.search(lowered)):
        return "operation_end" if edge[1].startswith(("end", "finish", "clos")) else "operation_start"
    if clause.kind == "operation_participants" and _WHICH_COUNTRY.search(lowered):
        return "operation_location"
    if clause.kind == "operation_participants" and _MISSION_NAMES.search(lowered) and _at_a_place(subjects, kb):
        return "operations_list"
    return None


def _asks_whether_ever(clause: Clause, subjects: tuple[Subject, ...]) -> bool:
    """Whether it asks if New Zealanders were ever in the places named, and nothing else of them."""
    places = [name for name in clause.names if name.kind in ("place", "region")]
    if not places or any(subject.kind == "un_mission" for subject in subjects):
        return False
    lowered = clause.text.lower()
    behind = lowered[places[0].end :]
    for name in reversed(places[1:]):
        behind = behind[: name.start - places[0].end] + behind[name.end - places[0].end :]
    return _EVER_IN.match(lowered[: places[0].start] or " ") is not None and _LITTLE.fullmatch(behind) is not None


def _edge_asked(lowered: str) -> str | None:
    """The beginning or the end, where a word for just one of them is said and a time is asked for."""
    began, ended = _BEGAN.search(lowered), _ENDED.search(lowered)
    if not _TIME.search(lowered) or bool(began) == bool(ended):
        return None
    return "operation_start" if began else "operation_end"


def _at_a_place(subjects: tuple[Subject, ...], kb: KnowledgeBase) -> bool:
    return all(subject.kind == "place" and real_operations(kb, subject) for subject in subjects)
