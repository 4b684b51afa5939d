"""The operation that an answer on policy told of: "three Army officers in Kashmir", then "and what was their job?"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answers.answer import Subject
from assistant.answers.around import told_facts
from assistant.answers.context import Context
from assistant.answers.cues import points_back, points_to_what_was_told
from assistant.answers.pointed import FIELDS
from assistant.answers.question import Clause
from assistant.knowledge.answer_types import NEEDS, types_asked, types_held
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.names import names
from assistant.knowledge.records import Fact, Operation, Term

_OF_POLICY = ("policy_", "define_term", "term_difference", "told_aspect")
_SHORT = 8
_SHORTEST_NAME = 4
#: What a fact further down names is hardly what was told of.
_FIRST = 2
#: A classifier less sure than this may have taken a question of policy for one about an operation.
_SURE, _SURER, _LIKELY = 0.5, 0.65, 0.3


def asked_of_the_told(clause: Clause, context: Context, kb: KnowledgeBase) -> Subject | None:
    """The operation, where a short question that any operation can be asked points to what was told of it."""
    if clause.kind not in FIELDS or clause.confidence < _SURE or len(clause.text.split()) > _SHORT:
        return None
    operation = operation_told_of(context, kb)
    told = told_facts(context, kb)
    own = [fact for fact in told if operation and kb.owner_of(fact.id).id == operation.id]
    of_policy = any(kind.startswith("policy_") and sure >= _LIKELY for kind, sure in clause.ranking)
    pointing = points_to_what_was_told(clause.text) or points_back(clause.text)
    leaning = pointing or (own and clause.confidence >= _SURER and not of_policy)
    return operation if leaning and not any(_holds(fact, clause.text) for fact in own or told[:1]) else None


def _holds(fact: Fact, question: str) -> bool:
    """Whether a fact that was told holds the number or date that is asked for, and so is asked on about itself."""
    wanted = {NEEDS[kind] for kind in types_asked(question) if kind in NEEDS}
    return bool(wanted & types_held(fact.statement, ()))


def operation_told_of(context: Context, kb: KnowledgeBase) -> Subject | None:
    """The one operation that the facts told belong to, or else that the first with a name of one names."""
    told = told_facts(context, kb)
    if not told or not (context.kind or "").startswith(_OF_POLICY):
        return None
    owners = {owner.id for fact in told if isinstance(owner := kb.owner_of(fact.id), Operation)}
    found = owners or next((named for fact in told[:_FIRST] if (named := _named_in(fact, kb))), set())
    return Subject("operation", found.pop()) if len(found) == 1 else None


def _named_in(fact: Fact, kb: KnowledgeBase) -> set[str]:
    owner = kb.owner_of(fact.id)
    if isinstance(owner, Term):
        return {owner.operation} if owner.operation else set()
    index = _NAMES.of(kb)
    words = re.findall(r"[\w'’-]+", fact.statement)
    said = {" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words)) if words[i][0].isupper()}
    return {index[name] for name in said if name in index}


class _Names:
    """The names of operations of one knowledge base, gathered once."""

    def __init__(self) -> None:
        self._by_version: dict[str, Mapping[str, str]] = {}

    def of(self, kb: KnowledgeBase) -> Mapping[str, str]:
        """The id of the operation by each name that stands for it alone; a place by its name, if one was there."""
        if kb.version not in self._by_version:
            found: dict[str, set[str]] = {}
            for name in names(kb):
                if name.kind == "operation" and len(name.text) >= _SHORTEST_NAME:
                    found.setdefault(name.text, set()).add(name.id)
            for code, place in kb.places.items():
                inside = {operation.id for operation in kb.operations_in(code)}
                if len(inside) == 1:
                    found.setdefault(place.name, set()).update(inside)
            self._by_version = {kb.version: {text: ids.pop() for text, ids in found.items() if len(ids) == 1}}
        return self._by_version[kb.version]


_NAMES = _Names()
