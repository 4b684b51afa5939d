"""Yes or no by what single facts say: partners, losses, commanders, sizes, arms, mandates."""

from __future__ import annotations

import re

from assistant.answers.inquiry import Inquiry
from assistant.answers.operations.decided import Verdict, Word, parts_of
from assistant.knowledge.records import Operation

_DIE = re.compile(r"\b(?:die[ds]?|dying|kill(?:ed)?|deaths?|dead|lives|casualt\w+|lose|lost|fatal\w*|losses)\b")
_HURT = re.compile(r"\b(?:injur\w+|hurt|wound\w+|abduct\w+|kidnap\w+)\b")
_DEAD = re.compile(r"\b(?:died|killed|deaths?|dead|lost (?:their|his|her) li(?:ves|fe))\b")
_NOBODY = re.compile(r"\b(?:no new zealander|nobody|none|without loss)\b")
_ARMS = r"(?:\w+ )?(?:guns?|weapons?|arms|rifles?|sidearms?|pistols?)"
_CARRY = re.compile(rf"\b(?:armed|carry(?:ing)? {_ARMS}|carried {_ARMS}|(?:have|had|wear|wore) {_ARMS})\b")
_KIWI_COMMANDS = re.compile(
    r"\b(?:new zealanders?|kiwis?|we|nz(?:er)?s? ?(?:officer|general)?|new zealand (?:officer|general)|one of"
    r" (?:us|ours|our own)|one)"
    r" (?:\w+ ){0,2}(?:command(?:ed)?|headed|head|led|lead|ran|run|been in (?:charge|command)|in (?:charge"
    r"|command))\b"
)
_KIWI_COMMANDED = re.compile(
    r"New Zealand.*\b(?:headed|Commanders?|commanded|command|chief of staff|led the)\b"
    r"|\b(?:headed|Commander|commanded|chief of staff).*New Zealand"
)
_WENT = re.compile(r"\b(?:served?|sent|send|went|go|gone|deploy(?:ed)?|involved?|took part|take part)\b")
_AT_ONCE = re.compile(r"\b(?:at once|at (?:a|any|one|any one|the same) time|at (?:its|the) peak|simultaneously)\b")
_COUNCIL = re.compile(r"\b(?:security council|un|united nations)\b")


def by_partner(inquiry: Inquiry, operation: Operation) -> Verdict | None:
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


def by_losses(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    """Deaths or injuries that a fact tells; where none does nothing is known."""
    if inquiry.clause.kind != "operation_casualties":
        return None
    text = inquiry.clause.text.lower()
    facts = [
        fact for item in (operation, *parts_of(inquiry, operation)) for fact in item.facts if fact.field == "casualties"
    ]
    for asked, told in ((_DIE, _DEAD), (_HURT, _HURT)):
        if asked.search(text):
            for fact in inquiry.rank(facts):
                if told.search(fact.statement.lower()):
                    word: Word = "no" if _NOBODY.search(fact.statement.lower()) else "yes"
                    return Verdict(operation, word, "operation_casualties", (fact,))
    return None


def by_commander(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    """A New Zealander in command, where a fact on the leaders names one."""
    if not _KIWI_COMMANDS.search(inquiry.clause.text.lower()):
        return None
    facts = [fact for fact in operation.facts if fact.field == "leader" and _KIWI_COMMANDED.search(fact.statement)]
    return Verdict(operation, "yes", "operation_leader", tuple(inquiry.rank(facts)[:1])) if facts else None


def by_size(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    """More, or fewer, people than a number: all who went, or those at one time, as the words have it."""
    filters, text = inquiry.filters, inquiry.clause.text.lower()
    if (filters.more is None) == (filters.fewer is None) or not inquiry.clause.kind.startswith("operation_"):
        return None
    went = filters.in_all or (_WENT.search(text) is not None and not _AT_ONCE.search(text))
    numbers = [item.number for item in operation.personnel if item.number and (item.kind == "total") == went]
    others = [item.number for item in operation.personnel if item.number and item.kind != "total"] if went else []
    settles = went or any(item.kind == "peak" for item in operation.personnel)
    most = max(numbers, default=None)
    if filters.more is not None and max([*numbers, *others], default=0) > filters.more:
        return Verdict(operation, "yes", "operation_personnel")
    if most is None or not settles:
        return None
    held = filters.fewer is not None and most < filters.fewer
    return Verdict(operation, "yes" if held else "no", "operation_personnel")


def by_arms(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    """Whether people went armed, where a fact says that they did not."""
    text = inquiry.clause.text.lower()
    if not _CARRY.search(text):
        return None
    members = (operation, *parts_of(inquiry, operation))
    unarmed = inquiry.rank(fact for item in members for fact in item.facts if "unarmed" in fact.statement.lower())
    if not unarmed:
        return None
    owner = next(item for item in members if unarmed[0] in item.facts)
    return Verdict(owner, "yes" if "unarmed" in text else "no", "operation_role", (unarmed[0],))


def by_mandate(inquiry: Inquiry, operation: Operation) -> Verdict | None:
    """A mandate of the Security Council."""
    if inquiry.clause.kind != "operation_mandate" or not _COUNCIL.search(inquiry.clause.text.lower()):
        return None
    resolved = [valued for valued in operation.mandate if "Security Council" in valued.value]
    return Verdict(operation, "yes", "operation_mandate", (inquiry.kb.fact(resolved[0].fact),)) if resolved else None
