"""A name stands for one record, unless it is listed as ambiguous."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.locate import Locator
from assistant.knowledge.names import fold, records
from assistant.knowledge.problem import Problem

_FILES = {
    "operation": "operations",
    "place": "places",
    "region": "regions",
    "term": "terms",
    "agency": "agencies",
    "un_mission": "un_missions",
}


def check(kb: KnowledgeBase, locate: Locator) -> Iterator[Problem]:
    """Problems with names."""
    allowed = {fold(name.name): {*name.means} for name in kb.ambiguous_names}
    owners: dict[str, tuple[str, str]] = {}
    for kind, record_id, texts in records(kb):
        for text in dict.fromkeys(filter(None, texts)):
            key = fold(text)
            if not key:
                yield locate.problem(_FILES[kind], record_id, f"'{text}' is no name", "use letters or digits", text)
                continue
            first = owners.setdefault(key, (kind, record_id))
            if first == (kind, record_id) or _one_thing(kb, first, (kind, record_id)):
                continue
            if {f"{first[0]}:{first[1]}", f"{kind}:{record_id}"} <= allowed.get(key, set()):
                continue
            what = f"the name '{text}' also stands for the {first[0]} '{first[1]}'"
            fix = "take it from one of them, or list it in ambiguous_names.yml with the records it may mean"
            yield locate.problem(_FILES[kind], record_id, what, fix, text)
    for name in kb.ambiguous_names:
        if len(name.means) < 2:
            fix = "name at least two records, or make it an alias of the one"
            yield locate.problem("ambiguous_names", name.name, f"'{name.name}' means one record only", fix)


def _one_thing(kb: KnowledgeBase, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a term and an operation or agency are linked, so that they may share a name."""
    for term, named in ((one, other), (other, one)):
        if term[0] == "term":
            record = kb.terms[term[1]]
            if named in (("operation", record.operation), ("agency", record.agency)):
                return True
    return False
