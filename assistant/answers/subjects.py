"""About what a clause asks: linked names, made unambiguous with the help of the question and the context."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answers.answer import Subject
from assistant.answers.code_names import with_code_names
from assistant.answers.context import Context
from assistant.answers.inquiry import real_operations
from assistant.answers.question import Clause, Name
from assistant.knowledge.base import KnowledgeBase

_ABOUT = ("operation", "place", "un_mission")
_NOT = re.compile(r"\bnot\s+(?:(?:the|in|for|about|to|with)\s+)*$")
#: Of whoever came along nothing is asked: "Did we go to Iraq with the Americans?".
_ALONG = re.compile(r"\b(?:with|alongside|beside|behind)\s+(?:(?:the|our|some|all)\s+)*$")
_OF_SEVERAL = ("operations_compare", "term_")

_ANY = re.compile(r"\b(?:an?|any|no|some)\s+(?:proper |real |normal )?$")


@dataclass(frozen=True)
class Found:
    """The subjects of a clause. ``doubtful`` are readings of a name that may mean several things; ``echo`` is the name
    as it was understood when the spelling was off."""

    subjects: tuple[Subject, ...] = ()
    doubtful: tuple[Subject, ...] = ()
    terms: tuple[Subject, ...] = ()
    agencies: tuple[Subject, ...] = ()
    echo: tuple[Subject, ...] = ()


def find_subjects(clause: Clause, context: Context, kb: KnowledgeBase) -> Found:
    """Settle what the names of a clause stand for."""
    clause = with_code_names(clause, kb)
    named = [name for name in clause.names if not _is_any_such(name, clause.text)]
    spans = _without_denied(_by_span(named), clause.text)
    spans = spans if clause.kind.startswith(_OF_SEVERAL) else _without_companions(spans, clause.text)
    subjects: list[Subject] = []
    doubtful: list[Subject] = []
    echo: list[Subject] = []
    for readings in spans:
        about = [Subject(name.kind, name.id) for name in readings if name.kind in _ABOUT]
        if not about:
            continue
        settled = about if len(about) == 1 else _settle(about, spans, context, kb)
        if len(settled) == 1:
            subjects.append(settled[0])
            if any(name.confidence < 1 for name in readings):
                echo.append(settled[0])
        else:
            doubtful.extend(settled)
    return Found(
        subjects=_without_hosts(tuple(dict.fromkeys(subjects)), kb),
        doubtful=() if subjects else tuple(dict.fromkeys(doubtful)),
        terms=_of_kind(clause.names, "term"),
        agencies=_of_kind(clause.names, "agency"),
        echo=tuple(echo),
    )


def _by_span(names: Iterable[Name]) -> list[list[Name]]:
    spans: dict[tuple[int, int], list[Name]] = {}
    for name in names:
        spans.setdefault((name.start, name.end), []).append(name)
    return list(spans.values())


def _is_any_such(name: Name, text: str) -> bool:
    """ "Is it a UN force?" asks for a force of the UN, not for the one of that name."""
    return name.kind == "un_mission" and _ANY.search(text[: name.start].lower()) is not None


def _without_denied(spans: list[list[Name]], text: str) -> list[list[Name]]:
    """Drop a name that is said not to be meant, where another one is: "not Kosovo, Bosnia"."""
    about = [names for names in spans if any(name.kind in _ABOUT for name in names)]
    denied = [names for names in about if _NOT.search(text[: names[0].start].lower())]
    return [names for names in spans if names not in denied] if denied and len(denied) < len(about) else spans


def _without_companions(spans: list[list[Name]], text: str) -> list[list[Name]]:
    """Drop a country that is only said to have come along, where another name stands before it."""
    kept: list[list[Name]] = []
    for names in spans:
        along = any(name.kind == "place" for name in names) and _ALONG.search(text[: names[0].start].lower())
        if not (along and any(name.kind in _ABOUT for earlier in kept for name in earlier)):
            kept.append(names)
    return kept


def _of_kind(names: Iterable[Name], kind: str) -> tuple[Subject, ...]:
    return tuple(dict.fromkeys(Subject(name.kind, name.id) for name in names if name.kind == kind))


def _settle(readings: list[Subject], spans: list[list[Name]], context: Context, kb: KnowledgeBase) -> list[Subject]:
    """Choose between readings of one name: by another name in the question, else by the conversation so far."""
    others = {
        name.id
        for names in spans
        for name in names
        if name.kind in _ABOUT and Subject(name.kind, name.id) not in readings
    }
    for known in (others, {subject.id for subject in context.subjects}):
        fitting = [reading for reading in readings if reading.id in known or _touches(reading, known, kb)]
        if len(fitting) == 1:
            return fitting
    return readings


def _touches(reading: Subject, ids: set[str], kb: KnowledgeBase) -> bool:
    if reading.kind != "operation" or reading.id not in kb.operations:
        return False
    operation = kb.operations[reading.id]
    return bool({*operation.countries, *operation.about_countries, operation.part_of or ""} & ids)


def _without_hosts(subjects: tuple[Subject, ...], kb: KnowledgeBase) -> tuple[Subject, ...]:
    """Drop a place that only says where a named operation was: "RAMSI in Solomon Islands"."""
    named = [subject for subject in subjects if subject.kind == "operation"]
    hosts = {
        code
        for subject in named
        for operation in (kb.operations[subject.id], *real_operations(kb, subject))
        for code in (*operation.countries, *operation.about_countries)
    }
    return tuple(subject for subject in subjects if not (subject.kind == "place" and subject.id in hosts))


def narrowed(subject: Subject, kb: KnowledgeBase) -> Subject:
    """A place with a single operation, or with just those of one umbrella, becomes that operation or umbrella."""
    if subject.kind != "place":
        return subject
    operations = real_operations(kb, subject)
    if len(operations) == 1:
        return Subject("operation", operations[0].id)
    umbrellas = {operation.part_of for operation in operations}
    if len(umbrellas) == 1 and (umbrella := umbrellas.pop()) and umbrella in kb.operations:
        parts = {part.id for part in kb.parts_of(umbrella)}
        if parts == {operation.id for operation in operations}:
            return Subject("operation", umbrella)
    return subject


def name_of(subject: Subject, kb: KnowledgeBase) -> str:
    """How running text calls a subject."""
    if subject.kind == "operation":
        return kb.operations[subject.id].short_name
    if subject.kind == "place":
        place = kb.places[subject.id]
        return f"the {place.name}" if place.the else place.name
    if subject.kind == "agency":
        return kb.agencies[subject.id].short_name
    if subject.kind == "term":
        return kb.terms[subject.id].term
    if subject.kind == "topic":
        return kb.topics[subject.id].title
    return subject.id
