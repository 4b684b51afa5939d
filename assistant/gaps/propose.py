"""The knowledge file that would answer a group of questions, filled in as far as the questions tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from assistant.gaps.grouping import Group
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.names import names, spellings
from assistant.knowledge.records import Fact, FactField

TODO = "TODO"
FOLDER = "data/knowledge"
_FIELDS: dict[str, FactField] = {
    "operation_start": "start",
    "operation_end": "end",
    "operation_status": "status",
    "operation_presence": "status",
    "operation_duration": "end",
    "operation_personnel": "personnel",
    "operation_location": "location",
    "operation_leader": "leader",
    "operation_participants": "participants",
    "operation_agencies": "agencies",
    "operation_role": "role",
    "operation_mandate": "mandate",
    "operation_outcome": "outcome",
    "operation_nz_name": "nz_operation_name",
    "operation_cost": "cost",
    "operation_casualties": "casualties",
    "operation_reason": "reason",
    "policy_medals": "medal",
}
_SCHEMA = "# yaml-language-server: $schema=../schema/{kind}.json"
_SMALL = frozenset(
    re.findall(
        "[a-z]+",
        "a an and are at by did do does for from had has have how in is it new nz of on or that the there this to was "
        "were what when where which who whom why will with zealand",
    )
)


@dataclass(frozen=True)
class Proposal:
    """Text for a knowledge file, and where it belongs. ``adds``: it goes at the end of a file that is there already."""

    file: str
    text: str
    adds: bool


def propose(group: Group, kb: KnowledgeBase, today: date) -> Proposal:
    """A fact for a record that the questions name, else a new operation or a new topic."""
    known = _known_operation(group, kb)
    if known is not None:
        return _fact(group, kb, known, today)
    if _kind(group).startswith("operation_"):
        return _operation(group, kb, today)
    return _topic(group, kb, today)


def _kind(group: Group) -> str:
    kinds = Counter(miss.kind for miss in group.misses if miss.kind)
    return kinds.most_common(1)[0][0] if kinds else ""


def _known_operation(group: Group, kb: KnowledgeBase) -> str | None:
    """The operation that most questions name; else the one that answers with a thumb down rested on."""
    spoken = [f" {_plain(miss.question)} " for miss in group.misses]
    found: Counter[str] = Counter()
    longest: dict[str, int] = {}
    for name in names(kb):
        plain = _plain(name.text)
        if name.kind == "operation" and plain:
            hits = sum(f" {plain} " in text for text in spoken)
            if hits:
                found[name.id] = max(found[name.id], hits)
                longest[name.id] = max(longest.get(name.id, 0), len(plain))
    if found:
        return max(found, key=lambda each: (found[each], longest[each]))
    rested = Counter(kb.owner_of(fact).id for miss in group.misses for fact in miss.facts if _has_fact(kb, fact))
    return next((owner for owner, _ in rested.most_common() if owner in kb.operations), None)


def _has_fact(kb: KnowledgeBase, fact: str) -> bool:
    try:
        kb.fact(fact)
    except KeyError:
        return False
    return True


def _fact(group: Group, kb: KnowledgeBase, owner: str, today: date) -> Proposal:
    number = 1 + max(
        (int(each.rsplit(".", 1)[1]) for each in (*kb.fact_ids, *kb.merged) if re.fullmatch(rf"{owner}\.\d+", each)),
        default=0,
    )
    record = _new_fact(f"{owner}.{number}", _FIELDS.get(_kind(group), "summary"), group)
    text = "\n".join(f"  {line}" for line in _yaml([record]).splitlines())
    return Proposal(f"{FOLDER}/operations/{owner}.yml", f"{_comment(group, today, 2)}\n{text}\n", adds=True)


def _operation(group: Group, kb: KnowledgeBase, today: date) -> Proposal:
    record_id = _new_id(group, set(kb.operations))
    field = _FIELDS.get(_kind(group), "summary")
    record = {
        "id": record_id,
        "name": f"{TODO} full name",
        "short_name": f"{TODO} name in running text",
        "aliases": [],
        "category": "peace_support",
        "countries": _places(group, kb),
        "region": _region(group, kb),
        "lead": "none",
        "agencies": ["nzdf"],
        "status": {"state": "not_known"},
        "overview": [f"{record_id}.1"],
        "facts": [_new_fact(f"{record_id}.1", field, group)],
    }
    return _file("operation", f"operations/{record_id}.yml", record, group, today)


def _topic(group: Group, kb: KnowledgeBase, today: date) -> Proposal:
    record_id = _new_id(group, set(kb.topics))
    record = {
        "id": record_id,
        "title": f"{TODO} title",
        "question": group.question if group.question.endswith("?") else f"{group.question}?",
        "lead": [f"{record_id}.1"],
        "facts": [_new_fact(f"{record_id}.1", "policy", group)],
    }
    return _file("topic", f"topics/{record_id}.yml", record, group, today)


def _new_fact(fact_id: str, field: FactField, group: Group) -> dict[str, Any]:
    fact = Fact(
        id=fact_id,
        field=field,
        statement=f"{TODO} one sentence that answers: {group.question}",
        source=f"{TODO}-id-in-sources.yml",
        valid_at=None,
    )
    return {key: value for key, value in fact.dict(exclude_defaults=True).items() if value is not None}


def _file(kind: str, name: str, record: dict[str, Any], group: Group, today: date) -> Proposal:
    text = f"{_SCHEMA.format(kind=kind)}\n{_comment(group, today)}\n{_yaml(record)}"
    return Proposal(f"{FOLDER}/{name}", text, adds=False)


def _comment(group: Group, today: date, indent: int = 0) -> str:
    lines = [
        f"Proposed on {today.isoformat()} for what was asked and not found (counted: {group.count}):",
        *(f"- {question}" for question in (group.question, *group.others[:4])),
        *(f"They said: {reason}" for reason in group.reasons[:3]),
    ]
    return "\n".join(f"{' ' * indent}# {' '.join(line.split())}" for line in lines)


def _new_id(group: Group, taken: set[str]) -> str:
    words = [word for word in re.findall(r"[a-z0-9]+", _plain(group.question)) if word not in _SMALL]
    stem = "_".join(words[:4]) or "new_record"
    return next(name for name in (stem, *(f"{stem}_{number}" for number in range(2, 1000))) if name not in taken)


def _places(group: Group, kb: KnowledgeBase) -> list[str]:
    spoken = " ".join(f" {_plain(miss.question)} " for miss in group.misses)
    return [place.code for place in kb.places.values() if f" {_plain(place.name)} " in spoken and place.code != "NZ"]


def _region(group: Group, kb: KnowledgeBase) -> str:
    known = [kb.places[code].region for code in _places(group, kb)]
    regions = ("Pacific", "Asia", "Middle East", "Africa", "Europe", "Americas")
    return next((region for region in known if region in regions), "Pacific")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", spellings(text)[min(1, len(spellings(text)) - 1)].casefold()))


def _yaml(value: Any) -> str:
    writer = YAML()
    writer.width = 110
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    writer.dump(value, stream)
    text = stream.getvalue()
    if isinstance(value, list):
        text = "\n".join(line[2:] if line.startswith("  ") else line for line in text.splitlines()) + "\n"
    return text
