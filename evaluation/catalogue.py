"""What the evaluation needs to know of the knowledge base: which ids exist and what family a fact is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.loader import load
from assistant.knowledge.records import Agency, Operation, Term, Topic
from evaluation.case import Case

KNOWLEDGE = Path(__file__).parent.parent / "data" / "knowledge"


def knowledge_base(root: Path = KNOWLEDGE) -> KnowledgeBase:
    """The knowledge base of this checkout, which should be the running assistant's."""
    return load(root)


def family_of(kb: KnowledgeBase, name: str) -> str:
    """The family of a fact or record: an operation's field, ``policy``, ``term``, ``agency`` or ``contact``."""
    try:
        owner = kb.owner_of(name)
    except KeyError:
        return _family_of_record(kb, name)
    if isinstance(owner, Operation):
        return kb.fact(name).field
    return {Topic: "policy", Term: "term", Agency: "agency"}[type(owner)]


def _family_of_record(kb: KnowledgeBase, name: str) -> str:
    records: dict[str, Mapping[str, object]] = {
        "operation": kb.operations,
        "policy": kb.topics,
        "term": kb.terms,
        "agency": kb.agencies,
    }
    found = [family for family, held in records.items() if name in held]
    return found[0] if found else "contact" if name in kb.contacts else "unlisted"


def unknown_ids(kb: KnowledgeBase, cases: Iterable[Case]) -> list[str]:
    """Each fact, record or source that cases name and the knowledge base does not hold."""
    facts = {*kb.fact_ids, *kb.operations, *kb.topics, *kb.terms, *kb.agencies, *kb.contacts}
    expected = [turn.expect for case in cases for turn in case.steps if turn.expect]
    named = {name for expect in expected for name in expect.permitted} - facts
    shown = {name for expect in expected for name in expect.sources_any} - {*kb.sources}
    return sorted(named) + [f"source {name}" for name in sorted(shown)]
