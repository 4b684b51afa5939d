"""Statements stand alone: each is a whole sentence that names what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.checks.kinds import kind_of
from assistant.knowledge.locate import Locator
from assistant.knowledge.problem import Problem
from assistant.knowledge.records import Operation, Topic

_DANGLING = re.compile(
    r"(It|Its|He|His|She|Her|They|Their|Them|We|Our|This|These|Those|Another|Also|Then|Here|But|And|Or|So|However)\b"
)
_WHOLE = re.compile(r"[A-ZĀĒĪŌŪ0-9“\"'‘].*[.!?][\"”']?", re.DOTALL)
_FEWEST_WORDS = 4


def fault_in(statement: str) -> tuple[str, str] | None:
    """What is wrong with a statement, and the fix; none when it stands alone."""
    if match := _DANGLING.match(statement):
        return f"it starts with '{match[1]}', which hangs in the air", "name who or what is meant"
    if statement != " ".join(statement.split()):
        return "it has doubled blanks or line ends", "take them out"
    if not _WHOLE.fullmatch(statement):
        return "it is no whole sentence", "begin with a capital letter and end with a full stop"
    if len(statement.split()) < _FEWEST_WORDS:
        return "it is too short to stand alone", "write a sentence that names its subject"
    return None


def check(kb: KnowledgeBase, locate: Locator) -> Iterator[Problem]:
    """Problems with the wording of statements."""
    for owner in kb.owners():
        kind = kind_of(owner)
        for fact in owner.facts:
            if found := fault_in(fact.statement):
                yield locate.problem(kind, owner.id, f"{fact.id}: {found[0]}", found[1], f"id: {fact.id}")
        if isinstance(owner, (Operation, Topic)):
            for item in owner.disagreements:
                if found := fault_in(item.text):
                    yield locate.problem(kind, owner.id, f"a disagreement: {found[0]}", found[1], item.text[:30])
    for contact in kb.contacts.values():
        if found := fault_in(contact.text):
            yield locate.problem("contacts", contact.id, found[0], found[1], "text:")
