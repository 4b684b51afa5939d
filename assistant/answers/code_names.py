"""Code names given in a row or cut short, which the linker does not find: "Ops Monitor, Midford and Minerva"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answers.question import Clause, Name
from assistant.knowledge.base import KnowledgeBase

_NAME = r"[A-Za-zĀĒĪŌŪāēīōū]{3,}"
_ROW = re.compile(
    rf"\b(?:ops?|operations?)\.? ({_NAME}(?:(?:, ?(?:and |& ?)?| and | & |/"
    rf"| or ){_NAME})*)",
    re.IGNORECASE,
)
_OPERATION = re.compile(rf"\boperation ({_NAME})", re.IGNORECASE)


def with_code_names(clause: Clause, kb: KnowledgeBase) -> Clause:
    """The clause, with the operations of the code names in it linked where they are not yet."""
    found = tuple(_found(clause, _code_names(kb)))
    if not found:
        return clause
    names = sorted((*clause.names, *found), key=lambda name: (name.start, -name.end))
    return Clause(**{**clause.__dict__, "names": tuple(names)})


def _found(clause: Clause, known: dict[str, str]) -> Iterator[Name]:
    for row in _ROW.finditer(clause.text):
        for word in re.finditer(_NAME, row[1]):
            start, end = row.start(1) + word.start(), row.start(1) + word.end()
            linked = any(name.start < end and start < name.end for name in clause.names)
            if not linked and word[0].lower() in known:
                yield Name("operation", known[word[0].lower()], word[0], start, end)


def _code_names(kb: KnowledgeBase) -> dict[str, str]:
    """Operations by the word that follows "Operation" in one of their names."""
    found: dict[str, str] = {}
    for operation in kb.operations.values():
        names = (operation.nz_operation_name.value if operation.nz_operation_name else "", *operation.aliases)
        for name in names:
            for match in _OPERATION.finditer(name):
                found.setdefault(match[1].lower(), operation.id)
    return found
