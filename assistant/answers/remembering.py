"""What an answer leaves for the next question: the context after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.answers.answer import Answer, Part, Subject
from assistant.answers.context import Context
from assistant.answers.filters import read_count_of_people
from assistant.answers.settled import LIST_KINDS, Settled

_ABOUT = ("operation", "place", "un_mission")


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
        return replace(context, asked=last.kind, listed=listed, offered=(), unsure=0, turn=turn, at=at)
    if all(part.keeps_context for part in parts):
        return replace(context, unsure=unsure, turn=turn, asked=None, offered=last.offered, at=at)
    subjects = _subjects(context, parts)
    changed = bool(subjects) and subjects != context.subjects
    # After "nothing on file" a question about the last answer means the last one that had a source.
    nothing_new = answer.outcome in ("unknown", "no_record")
    stays = not changed or set(subjects) <= set(context.listed)
    return Context(
        kind=last.kind,
        subjects=subjects,
        previous=context.subjects if subjects != context.subjects else context.previous,
        listed=last.listed or (context.listed if stays else ()),
        filters=settled[-1].filters.as_slot(),
        facts=tuple(fact.id for fact in answer.facts) or (context.facts if nothing_new else ()),
        sources=tuple(cited.source.id for cited in answer.sources) or (context.sources if nothing_new else ()),
        more=last.more,
        suggestions=answer.suggestions,
        count=read_count_of_people(settled[-1].clause.text),
        unsure=unsure,
        turn=turn,
        at=at,
    )


def _subjects(context: Context, parts: Sequence[Part]) -> tuple[Subject, ...]:
    """What "it" means next: the last subjects told of. After a list nothing is, unless it has a single line."""
    found = next((subjects for part in reversed(parts) if (subjects := about(part.subjects))), ())
    last = parts[-1]
    if not found and last.kind in LIST_KINDS and last.listed:
        return last.listed if len(last.listed) == 1 else ()
    return found or context.subjects
