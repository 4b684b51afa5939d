"""What an answer leaves for the next question: the context after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistant.answers.answer import Answer, Part, Subject
from assistant.answers.aspect import ASPECT
from assistant.answers.context import Context
from assistant.answers.filters import read_count_of_people
from assistant.answers.measures import read_measure
from assistant.answers.question import FALLBACK, NOT_ON_FILE
from assistant.answers.settled import LIST_KINDS, Settled

_ABOUT = ("operation", "place", "un_mission")
#: Kinds whose clarifying question waits for a subject.
_WAIT_FOR_A_SUBJECT = ("operation_", "un_contributions", "define_term")
_TERMS_KEPT = 2
#: A question of so few words is kept with the one before it; of each no more words than these are kept.
_FEW_WORDS, _WORDS_LEANT_ON, _WORDS_KEPT = 4, 14, 24
_COMPARING = ("operations_compare", "operations_extreme")


def about(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """The operations, places and UN missions among subjects."""
    return tuple(subject for subject in subjects if subject.kind in _ABOUT)


def next_context(
    context: Context, parts: Sequence[Part], settled: Sequence[Settled], answer: Answer, now: datetime
) -> Context:
    """The context after an answer. Courtesies and questions about an answer leave what was talked about as it is."""
    turn = context.turn + 1
    if any(part.kind == "start_over" for part in parts):
        return Context(turn=turn)
    unsure = context.unsure + 1 if answer.outcome == "fallback" else 0
    at = now.isoformat()
    last = parts[-1]
    if last.outcome == "clarify":
        listed = last.listed or context.listed
        asked = last.kind if last.kind.startswith(_WAIT_FOR_A_SUBJECT) else None
        return replace(context, asked=asked, listed=listed, offered=(), unsure=0, turn=turn, at=at)
    if all(part.keeps_context for part in parts):
        return replace(context, unsure=unsure, turn=turn, asked=None, offered=last.offered, at=at)
    subjects = _subjects(context, parts)
    changed = bool(subjects) and subjects != context.subjects
    # After "nothing on file" a question about the last answer means the last one that had a source.
    nothing_new = answer.outcome in ("unknown", "no_record")
    stays = not changed or set(subjects) <= set(context.listed)
    return Context(
        kind=_kind(context, last),
        subjects=subjects,
        previous=context.subjects if subjects != context.subjects else context.previous,
        listed=last.listed or (context.listed if stays else ()),
        among=_among(context, last, settled[-1], subjects),
        measure=read_measure(settled[-1].clause.text) if last.kind in _COMPARING else None,
        terms=_terms(context, parts),
        filters=_filters(context, last, settled[-1]),
        facts=tuple(fact.id for fact in answer.facts) or (context.facts if nothing_new else ()),
        sources=tuple(cited.source.id for cited in answer.sources) or (context.sources if nothing_new else ()),
        more=last.more,
        suggestions=answer.suggestions,
        count=read_count_of_people(settled[-1].clause.text),
        said=_said(context, last, settled[-1].clause.text),
        unsure=unsure,
        turn=turn,
        at=at,
    )


def _kind(context: Context, last: Part) -> str:
    """What the next question may be asked like; a closer look at a policy, or more of a comparison, stays with it."""
    stays = {ASPECT: "policy_", NOT_ON_FILE: "policy_", "more_detail": "operations_compare"}.get(last.kind)
    if stays and context.kind and context.kind.startswith(stays):
        return context.kind
    topic = next((subject.id for subject in last.subjects if subject.kind == "topic"), None)
    return f"policy_{topic}" if topic and last.kind.startswith("operation_") else last.kind


def _said(context: Context, last: Part, text: str) -> str:
    """The words of the last question, after those of the one that it leaned on."""
    words, before = text.split(), (context.said or "").split()
    leant = last.kind in (ASPECT, FALLBACK) or len(words) <= _FEW_WORDS
    return " ".join([*before[:_WORDS_LEANT_ON], *words] if leant else words[:_WORDS_KEPT])


def _filters(context: Context, last: Part, settled: Settled) -> dict[str, Any]:
    """The restrictions; those of a list stay while it is picked from, a region stays while policies are asked about."""
    if settled.among and last.kind.startswith("operation_"):
        return dict(context.filters)
    regions = context.filters.get("regions")
    own = settled.filters.as_slot()
    return {**own, "regions": regions} if regions and not own and last.kind.startswith("policy_") else own


def _among(context: Context, last: Part, settled: Settled, subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """What is picked from next: what it was picked from now, else what is listed; it stays while one of it is told."""
    if settled.among:
        return settled.among
    if last.kind == "operations_extreme":
        return ()
    if len(last.listed) > 1:
        return last.listed
    return context.among if subjects and set(subjects) <= set(context.among) else ()


def _terms(context: Context, parts: Sequence[Part]) -> tuple[Subject, ...]:
    """The last words explained, the latest last."""
    told = [subject for part in parts for subject in part.subjects if subject.kind == "term"]
    kept = [term for term in context.terms if term not in told]
    return tuple(dict.fromkeys([*kept, *told]))[-_TERMS_KEPT:]


def _subjects(context: Context, parts: Sequence[Part]) -> tuple[Subject, ...]:
    """What "it" means next: the last subjects told of. After a list nothing is, unless it has a single line."""
    found = next((subjects for part in reversed(parts) if (subjects := about(part.subjects))), ())
    last = parts[-1]
    if not found and last.kind in LIST_KINDS and last.listed:
        return last.listed if len(last.listed) == 1 else ()
    return found or context.subjects
