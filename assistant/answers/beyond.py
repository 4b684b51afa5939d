"""Questions that go beyond the records: a name that stands nowhere in them, the future, other countries' forces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.answers.answer import Part
from assistant.answers.inquiry import Inquiry
from assistant.answers.languages import is_not_english
from assistant.answers.policy import OF_AN_OPERATION
from assistant.answers.question import NOT_ON_FILE
from assistant.answers.service import answer_elsewhere
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.dates import MONTHS

#: Kinds that tell facts about operations or policy.
_TELLING = ("operation", "policy_", "un_contributions", "nlu_fallback")
#: Kinds that questions about other countries' forces are taken for.
_OF_FORCES = ("operation", "un_contributions", NOT_ON_FILE)
#: People greet and thank in many languages, and that is welcome.
_COURTESIES = frozenset({"greet", "thanks", "goodbye", "how_are_you", "praise"})
_NAMED = re.compile(r"\b(?:Operation|Op|Exercise) ([A-ZĀĒĪŌŪ][\wāēīōū]+)")
# Only names built like those of UN missions: other capitals may be short for words that do stand in the records.
_ACRONYM = re.compile(r"\b(?:UN|MINU|MON|ONU|BINU)[A-Z]{2,}\b")
_PLACED = re.compile(r"\b(?:in|to|for|from|of|on) ((?:the )?[A-ZĀĒĪŌŪ][a-zāēīōū]{3,})\b")
#: "I teach in Levin": a place behind words like these is where somebody lives, and no mission was asked for there.
_OF_ONESELF = re.compile(
    r"\b(?:i|i['’]m|im|i['’]ve|my (?:\w+ ){0,2}\w+|as an? \w+|being an? \w+)\b"
    r"(?! (?:ask|wonder|want|need|know|think|hear|heard|read|believe|said|says|saw))"
    r"(?: (?!whether|if|that|nz|new|we|our|kiwis?|troops|soldiers|ask|know|hear)[\w'’]+){0,6} $"
)
_CALENDAR = frozenset(word.lower() for word in (*MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
_LATER = re.compile(r"\b(?:next (?:year|month|week)|in (?:the )?future|from now on|coming years?)\b")
_FORCES = r"(?:army|military|navy|air force|forces?|soldiers|troops|police|peacekeepers|tanks|government|president)"
_OTHERS_HAVE = r"(?:contribute|have|own|send|spend|field)"
_MISSIONS = re.compile(r"\b(?:deployments?|missions?|operations?|peace)\b")
_OURS = re.compile(r"\b(?:nz|new zealand\w*|kiwis?|we|our|us|ours|nzdf|aotearoa|take part|took part|with)\b")


def answer_beyond(inquiry: Inquiry) -> Part | None:
    """An honest line for a question that no record can answer; none if it is not one."""
    if inquiry.clause.kind not in _COURTESIES and is_not_english(inquiry.clause.text):
        return answer_elsewhere(inquiry.asked_as("oos_language"))
    if not inquiry.clause.kind.startswith(_TELLING):
        of_others = inquiry.clause.kind == NOT_ON_FILE and about_other_forces(inquiry)
        return _not_ours(inquiry) if of_others else None
    if unknown := unknown_name(inquiry):
        return Part(
            kind=inquiry.clause.kind,
            outcome="no_record",
            sentences=(inquiry.say("name_unknown", name=unknown), inquiry.say("presence_check")),
            suggestions=(inquiry.say("ask_operations_list"), inquiry.say("ask_help")),
            keeps_context=True,
        )
    if asks_for_the_future(inquiry):
        return Part(
            kind=inquiry.clause.kind,
            outcome="unknown",
            sentences=(inquiry.say("future_unknown"), inquiry.say("who_knows_gap"), inquiry.say("official_list")),
            suggestions=(inquiry.say("ask_operations_current"),),
            keeps_context=True,
        )
    return _not_ours(inquiry) if about_other_forces(inquiry) else None


def _not_ours(inquiry: Inquiry) -> Part:
    return Part(
        kind=inquiry.clause.kind,
        outcome="redirect",
        sentences=(inquiry.say("utter_out_of_scope"),),
        suggestions=(inquiry.say("ask_help"),),
        keeps_context=True,
    )


def unknown_name(inquiry: Inquiry) -> str | None:
    """A name of an operation, mission or place in the question that stands nowhere in the knowledge base."""
    clause = inquiry.clause
    if clause.text.isupper():
        return None
    known = _WORDS.of(inquiry.kb)
    found = [*_NAMED.finditer(clause.text), *_ACRONYM.finditer(clause.text)]
    if not inquiry.subjects and (not clause.kind.startswith("policy_") or clause.kind in OF_AN_OPERATION):
        placed = (match for match in _PLACED.finditer(clause.text) if _plain(match[1]) not in _CALENDAR)
        found += [match for match in placed if not _OF_ONESELF.search(clause.text[: match.start()].lower())]
    for match in found:
        linked = any(name.start < match.end() and match.start() < name.end for name in clause.names)
        if not linked and _plain(match[match.lastindex or 0].split()[-1]) not in known:
            return match[match.lastindex or 0] if match.re is _PLACED else match[0]
    return None


def asks_for_the_future(inquiry: Inquiry) -> bool:
    """Whether it asks about a time to come; the future policy of the ministry page is another matter."""
    if inquiry.clause.kind == "policy_future":
        return False
    lowered = inquiry.clause.text.lower()
    years = [int(year) for year in re.findall(r"\b20[2-9]\d\b", lowered)]
    said = f"{inquiry.today.year}"
    later = any(year > inquiry.today.year for year in years) and not _on_file(inquiry, max(years))
    return later or bool(_LATER.search(lowered) and "will" in lowered.split() and said not in lowered)


def about_other_forces(inquiry: Inquiry) -> bool:
    """Whether it asks about another country's army, police or government and not about New Zealand."""
    text = inquiry.clause.text.lower()
    if not inquiry.clause.kind.startswith(_OF_FORCES) or _OURS.search(text) or _MISSIONS.search(text):
        return False
    if any(name.kind in ("operation", "un_mission") for name in inquiry.clause.names):
        return False
    for name in inquiry.clause.names:
        if name.kind == "place":
            called = re.escape(name.text.lower())
            if re.search(rf"\b{called}(?:'s)? {_FORCES}\b|\b(?:does|do|did|has) {called} {_OTHERS_HAVE}\b", text):
                return True
            if re.search(rf"\b{_FORCES} (?:of|does|has|did) (?:the )?{called}\b", text):
                return True
    return False


def _on_file(inquiry: Inquiry, year: int) -> bool:
    """Whether a record speaks of that year: a mandate that runs to it."""
    mandates = [operation.status.mandate_to for operation in inquiry.kb.operations.values()]
    plans = [fact.statement for fact in inquiry.kb.topics["wps"].facts] if "wps" in inquiry.kb.topics else []
    return any(mandate and mandate.startswith(str(year)) for mandate in mandates) or str(year) in " ".join(plans)


def _plain(word: str) -> str:
    """A word in lower case without macrons."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class _Words:
    """The words of one knowledge base, gathered once."""

    def __init__(self) -> None:
        self._by_version: dict[str, frozenset[str]] = {}

    def of(self, kb: KnowledgeBase) -> frozenset[str]:
        """Every word of statements, names and titles, in lower case."""
        if kb.version not in self._by_version:
            words = (word for text in _texts(kb) for word in re.findall(r"[\wāēīōūĀĒĪŌŪ]+", text))
            self._by_version = {kb.version: frozenset(_plain(word) for word in words)}
        return self._by_version[kb.version]


_WORDS = _Words()


def _texts(kb: KnowledgeBase) -> Iterator[str]:
    for owner in kb.owners():
        yield from (fact.statement for fact in owner.facts)
    for operation in kb.operations.values():
        yield from (operation.name, operation.short_name, *operation.aliases)
    for place in kb.places.values():
        yield from (place.name, *place.aliases, *place.demonyms)
    for term in kb.terms.values():
        yield from (term.term, *term.aliases)
    for agency in kb.agencies.values():
        yield from (agency.name, *agency.aliases)
    for gap in kb.gaps.values():
        yield from (gap.statement, *gap.asked)
    yield from (f"{mission.acronym} {mission.name}" for mission in kb.un_missions)
    yield from (source.title for source in kb.sources.values())
