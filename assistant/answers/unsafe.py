"""A message that was not understood, but is most likely a threat or an attack: nothing is told or offered to that."""

from __future__ import annotations

from assistant.answers.answer import Part
from assistant.answers.inquiry import Inquiry
from assistant.answers.question import FALLBACK
from assistant.answers.service import UNSAFE, answer_elsewhere

#: From here on, and so much before any other kind.
_LIKELY, _BEFORE = 0.35, 1.3


def answer_unsafe(inquiry: Inquiry) -> Part | None:
    """Decline; none where it is understood, leans on a conversation, or may as well be something else."""
    clause = inquiry.clause
    if clause.kind != FALLBACK or not clause.ranking or inquiry.context.kind:
        return None
    kind, sure = clause.ranking[0]
    other = next((confidence for name, confidence in clause.ranking if name not in UNSAFE), 0.0)
    unsafe = kind in UNSAFE and sure >= _LIKELY and sure >= _BEFORE * other
    return answer_elsewhere(inquiry.asked_as(kind)) if unsafe else None
