"""Picking one, or the few that fit, of what was shown: "the 2006 one", "no, the engineers", "2021"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.context import Context
from assistant.answers.describing import Description, described, read_description
from assistant.answers.ellipsis import attribute_asked
from assistant.answers.follow_up import kind_for_a_choice
from assistant.answers.inquiry import real_operations
from assistant.answers.pool import as_subjects, pools, shown
from assistant.answers.question import FALLBACK, Clause
from assistant.answers.settled import LIST_KINDS, Settled
from assistant.answers.subjects import Found
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Operation

#: Kinds that the classifier gives to a description that stands alone.
_TAKEN_FOR = (
    "follow_up",
    FALLBACK,
    "out_of_scope",
    "oos_",
    "operations_year",
    "deny",
    "affirm",
    "praise",
    "help",
    "policy_",
)
#: Kinds of question that keep what they ask when they hold a description ("when did the 2006 one end?").
_ASKING = "operation_"
_SURE, _HALF_SURE = 0.6, 0.5
#: From here on a question of policy is believed, although it describes: "who pays for that mission in the UN?".
_SURE_OF_POLICY = 0.7
#: "When", without more, may ask for the end as well.
_LEFT = re.compile(
    r"\b(?:leave|left|(?:come|came|go|went) home|end(?:ed)?|finish(?:ed)?|pull(?:ed)? out|withdr[ae]w\w*)\b"
)
_OF_TIME = ("operation_end", "operation_duration")
#: More than this many that fit are no choice.
_MOST = 3
#: After a figure a bare year asks for the figure of that year, and after a list for those of that year.
_OF_A_YEAR = ("operation_personnel", "un_contributions", "operation_presence", "policy_", *LIST_KINDS)


def picked(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled | None:
    """What a description picks of what was shown, or of the relatives of what is talked about; none if nothing."""
    clause = settled.clause
    description = read_description(clause)
    if description is None or not _describes(clause, description, context):
        return None
    if found.terms and not description.by_head:
        return None
    for place, pool in enumerate(pools(context, kb)):
        # A bare year is one of the year's missions only among those shown, else of the one talked about.
        said = description.words or description.ids or description.by_head or description.filters.agencies
        only_dated = not said
        if not description.ids <= _ids(pool, kb) or (only_dated and (place or not shown(context, kb))):
            continue
        fitting = described(description, pool, kb)
        if 0 < len(fitting) <= _MOST:
            among = context.among if len(context.among) > 1 else as_subjects(pool)
            kind = _kind(clause, context)
            return replace(settled.asked_as(kind, *as_subjects(fitting)), doubtful=(), echo=(), among=among)
    return None


def meant_in_the_pool(clause: Clause, found: Found, context: Context, kb: KnowledgeBase) -> Found:
    """The names of a clause, where one that is not talked about is also what one that is talked about is called."""
    names = [name for name in clause.names if name.kind == "operation" and name.text.lower() != name.id]
    places = [subject for subject in found.subjects if subject.kind == "place"]
    near = [tuple(real_operations(kb, place)) for place in places] or list(pools(context, kb))
    for name in names:
        for pool in near:
            ids = {operation.id for operation in pool} | {operation.part_of for operation in pool}
            if name.id in ids or name.id in {subject.id for subject in context.subjects}:
                continue
            called = [item for item in pool if _is_called(name.text, (item.name, item.short_name, *item.aliases))]
            if len(called) == 1:
                others = [item for item in found.subjects if item.id != name.id and item not in places]
                return replace(found, subjects=(*as_subjects(called), *others), doubtful=())
    return found


def _describes(clause: Clause, description: Description, context: Context) -> bool:
    """Whether the clause is one that picks: it says "the ... one", or is a description and hardly more."""
    dated = description.filters.since is not None or description.filters.until is not None
    only_dated = dated and not (description.words or description.ids or description.filters.agencies)
    if clause.kind.startswith("policy_") and clause.confidence >= _SURE_OF_POLICY:
        return False
    if description.by_head:
        return clause.kind not in ("operations_extreme", "operations_list", "operations_count") or only_dated
    if description.ids or not (description.words or dated):
        return False
    if only_dated and (context.kind or "").startswith(_OF_A_YEAR) and not attribute_asked(clause.text):
        return False
    bare = clause.kind.startswith(_TAKEN_FOR)
    return bare or (clause.kind.startswith(_ASKING) and (clause.confidence < _SURE or bool(description.words)))


def _kind(clause: Clause, context: Context) -> str:
    """What is asked of the one picked: what the clause asks, else what was asked before."""
    said = attribute_asked(clause.text)
    if said == "operation_start" and clause.kind in _OF_TIME:
        return clause.kind
    if said == "operation_start" and _LEFT.search(clause.text.lower()):
        return "operation_end"
    if clause.kind.startswith(_ASKING) and clause.kind != "operation_overview":
        if clause.confidence >= _SURE or said == clause.kind:
            return clause.kind
        if clause.confidence >= _HALF_SURE and len(clause.text.split()) > 4:
            return clause.kind
    return said or kind_for_a_choice(context.kind)


def _ids(pool: tuple[Operation, ...], kb: KnowledgeBase) -> frozenset[str]:
    """What can be named of the operations of a pool: themselves, their places, the countries that led them."""
    found: set[str] = set()
    for item in pool:
        led = {id_ for id_, place in kb.places.items() if place.name in (item.lead_detail or "")}
        found |= {item.id, item.part_of or "", *item.countries, *item.about_countries, *led}
    return frozenset(found)


def _is_called(text: str, names: tuple[str, ...]) -> bool:
    words = set(re.findall(r"[a-zāēīōū]{3,}", text.lower()))
    return bool(words) and any(words <= set(re.findall(r"[a-zāēīōū]{3,}", name.lower())) for name in names)
