"""Whether what is about to be told holds what was asked for: a name, a sum, a share, a date, a number of some thing.

The kind of a question may be right and its fact on file, yet the question asks for a detail of it: "How many of the 71
in Tonga were from the Navy?" does not ask for the 71. Where an answer is not likely to be on file anyway, that
settles it.
"""

from __future__ import annotations

from assistant.answers.answer import Part
from assistant.answers.doubt import hardly_a_detail
from assistant.answers.question import FALLBACK, Clause
from assistant.answers.topical import words_beside_names
from assistant.knowledge.answer_types import (
    NEEDS,
    STEM,
    ordinary_words,
    thing_counted,
    thing_picked,
    types_asked,
    types_held,
)
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.names import names

#: From this likelihood of an answer on file on, what is told is not looked at.
LIKELY = 0.6
_LOOKED_AT = ("operation_", "policy_", FALLBACK)
#: From this likelihood on, a policy answers though it speaks of no operation.
_SURELY = 0.9
#: "Who" is also answered by a country or an office.
_ANSWERED_BY_OTHERS = "person"


class ToldCheck:
    """Looks at answers drawn from one knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Learn which words of the knowledge base are no part of a person's name."""
        statements = (fact.statement for owner in kb.owners() for fact in owner.facts)
        self._ordinary = ordinary_words(statements, (name.text for name in names(kb)))
        self._called = {
            operation.id: [name.lower() for name in (operation.name, operation.short_name, *operation.aliases)]
            + [kb.places[place].name.lower() for place in operation.countries]
            for operation in kb.operations.values()
        }
        self._policies = {f"policy_{topic.id}": f"{topic.title} {topic.question}" for topic in kb.topics.values()}

    def misses(self, clause: Clause, part: Part) -> bool:
        """Whether an answer that is not likely to be on file lacks what was asked for."""
        if self._of_another(clause, part):
            return True
        likely = clause.answerable >= LIKELY or hardly_a_detail(clause)
        if part.outcome != "answered" or likely or not part.kind.startswith(_LOOKED_AT):
            return False
        told = " ".join((*part.sentences, *part.items, *part.closing))
        wanted = {NEEDS[kind] for kind in types_asked(clause.text) if kind in NEEDS and kind != _ANSWERED_BY_OTHERS}
        if wanted - types_held(told, self._ordinary):
            return True
        ways = (way for fact in part.facts for way in fact.asked)
        known = " ".join(
            (told, *ways, *(name.text for name in clause.names), self._policies.get(part.kind, ""))
        ).lower()
        said = words_beside_names(clause) if part.kind in self._policies else []
        if len(said) > 1 and not any(word[:STEM] in known for word in said):
            return True
        things = (thing_counted(clause.text), thing_picked(clause.text))
        return any(thing is not None and thing[:STEM] not in known for thing in things)

    def _of_another(self, clause: Clause, part: Part) -> bool:
        """Whether a policy is told for a question on one operation that none of its facts speaks of."""
        asked = [name for name in clause.names if name.kind == "operation"]
        if not asked or part.kind not in self._policies or part.outcome != "answered" or clause.answerable >= _SURELY:
            return False
        told = " ".join((*part.sentences, *part.items, *(fact.statement for fact in part.facts))).lower()
        return not any(word in told for name in asked for word in self._called[name.id])
