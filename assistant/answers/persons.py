"""One of the people that an answer named: "who was the first of them?", "no, the most recent one"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.answers.answer import Part, Subject
from assistant.answers.around import told_facts
from assistant.answers.asking import next_questions
from assistant.answers.context import Context
from assistant.answers.detail import DETAIL
from assistant.answers.ellipsis import FILLER, asks_who_someone_is
from assistant.answers.inquiry import Inquiry
from assistant.answers.ranks import RANK
from assistant.answers.settled import Settled
from assistant.answers.subjects import Found
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Fact, Operation

#: No kind of its own in training, since only the conversation makes it a question.
PERSON = "operation_person"
#: Answers that name people.
NAME_PEOPLE = ("operation_leader", "operation_casualties", PERSON, DETAIL)
_FIELDS = ("leader", "casualties")
_PLACES = {"first": 0, "earliest": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}
_LATEST = ("last", "latest", "newest")
_WHICH = re.compile(rf"\b(?:{'|'.join((*_PLACES, *_LATEST))}|most recent)\b")
#: Words that may stand beside the place in time; any other asks for something else.
_BESIDE_WORDS = (
    "who whom which were of these those person man woman name named called zealander kiwis commander commanders boss"
    " general officer head command lead led leader be die died killed fall on list after before all most recent"
)
_BESIDE = frozenset(_BESIDE_WORDS.split()) | FILLER
_NAME = r"[A-ZĀĒĪŌŪ][\wāēīōū'-]+"
_PERSON = re.compile(rf"(?:\b{RANK} )+{_NAME} {_NAME}")
#: A name with its year right behind it: "Don McIver (1989", "Evan Williams from December 2019".
_DATED = re.compile(rf"(?P<name>{_NAME} {_NAME}),? \(?(?:(?:from|in|of) )?(?:[A-Z][a-z]+ )?(?P<year>(?:19|20)\d\d)\b")
#: Who is asked for by name, and the least that a statement holds of a person's name.
_ASKS_NAMES = re.compile(
    r"\bnames? of (?!(?:the |our |that |this )?(?:operation|mission|deployment|force|ship|place|town))"
    r"|\b(?:their|his|her) names?\b|\bby name\b|\bnames? the (?:men|women|soldiers|officers|people)\b"
)
_A_NAME = re.compile(rf"\b{RANK} {_NAME}|{_NAME} {_NAME},? \(?(?:(?:from|in|of) )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d")
_TOLD_AT_MOST = 2


@dataclass(frozen=True)
class _Meant:
    name: str | None
    facts: tuple[Fact, ...]


def asked_who(settled: Settled, found: Found, kb: KnowledgeBase) -> Settled | None:
    """ "Who was Leonard Manning?" as a question for the facts that name him; none where it names no person on file."""
    clause = settled.clause
    if len(found.subjects) != 1 or not clause.kind.startswith("operation_") or not asks_who_someone_is(clause):
        return None
    operation = kb.operations.get(found.subjects[0].id)
    named = [name.text.lower() for name in clause.names if name.id == found.subjects[0].id]
    facts = [fact for fact in (operation.facts if operation else ()) if _names_one_of(fact, named)]
    if not facts:
        return None
    # Nothing counts but the name: whoever led it, or is near in meaning, is somebody else.
    facts.sort(key=lambda fact: -clause.relevance(fact.id))
    near = tuple((fact.id, 1.0 + clause.relevance(fact.id)) for fact in facts)
    told = replace(clause, facts=near, in_talk=(), ranking=())
    return replace(settled, clause=told).asked_as(DETAIL, *found.subjects)


def _names_one_of(fact: Fact, names: Iterable[str]) -> bool:
    people = [match[0].lower() for match in _PERSON.finditer(fact.statement)]
    return any(name in person for name in names for person in people)


def names_a_person(statement: str) -> bool:
    """Whether a statement names somebody with a rank."""
    return _PERSON.search(statement) is not None


def lacks_the_names(question: str, statements: Iterable[str]) -> bool:
    """Whether a question asks for people's names and what would be told holds none: "the names of those women?"."""
    return bool(_ASKS_NAMES.search(question.lower())) and not any(_A_NAME.search(text) for text in statements)


def picked_person(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled | None:
    """A question that picks one of the people told of by their order in time."""
    lowered = settled.clause.text.lower()
    if found.subjects or found.doubtful or context.kind not in NAME_PEOPLE or not _WHICH.search(lowered):
        return None
    if not set(re.findall(r"[\w'’]+", _WHICH.sub(" ", lowered))) <= _BESIDE:
        return None
    meant = _meant(lowered, context, kb)
    return settled.asked_as(PERSON, Subject("operation", kb.owner_of(meant.facts[0].id).id)) if meant else None


def answer_person(inquiry: Inquiry) -> Part:
    """Who it was, where several are on file with their years, and what is told of them."""
    meant = _meant(inquiry.clause.text.lower(), inquiry.context, inquiry.kb)
    facts = meant.facts if meant else ()
    operation = inquiry.kb.operations[inquiry.subjects[0].id]
    named = (inquiry.say("person_meant", name=meant.name),) if meant and meant.name else ()
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(*named, *(fact.statement for fact in facts)),
        facts=facts,
        suggestions=next_questions(inquiry, operation),
        subjects=inquiry.subjects,
        more=tuple(fact.id for fact in operation.facts if fact not in facts),
    )


def _meant(lowered: str, context: Context, kb: KnowledgeBase) -> _Meant | None:
    """The one meant, with the facts that name him or her; without years to go by, the facts that name people."""
    told = [fact for fact in told_facts(context, kb) if isinstance(kb.owner_of(fact.id), Operation)]
    around = [fact for owner in {kb.owner_of(fact.id).id for fact in told} for fact in kb.operations[owner].facts]
    around = list(dict.fromkeys([*told, *(fact for fact in around if fact.field in _FIELDS)]))
    for fact in around:
        if len(dated := _by_year([fact])) > 1:
            name = _in_place(lowered, dated)
            others = [other for other in around if name and name in other.statement and other != fact]
            return _Meant(name, (fact, *others)[:_TOLD_AT_MOST]) if name else None
    word = _WHICH.search(lowered)
    named = [fact for fact in around if _PERSON.search(fact.statement)]
    named.sort(key=lambda fact: word is None or f" {word[0]} " not in fact.statement)
    return _Meant(None, tuple(named[:_TOLD_AT_MOST])) if named else None


def _by_year(facts: Iterable[Fact]) -> list[str]:
    """The people that facts name with a year, the earliest first."""
    years: dict[str, int] = {}
    for match in (match for fact in facts for match in _DATED.finditer(fact.statement)):
        years.setdefault(match["name"], int(match["year"]))
    return sorted(years, key=lambda name: years[name])


def _in_place(lowered: str, names: list[str]) -> str | None:
    word = _WHICH.search(lowered)
    place = _PLACES.get(word[0], -1) if word else -1
    return names[place] if place < len(names) else None
