"""The ladder when a question was not understood: near questions as choices, then the page and the people. No loop."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import question
from assistant.answers.inquiry import Inquiry

#: A kind of question and its subject.
Asked = tuple[str, Subject | None]
#: Kinds that are no use as a choice.
_NO_CHOICE = (
    "oos_",
    "utter_",
    "nlu_fallback",
    "out_of_scope",
    "false_premise",
    "follow_up",
    "affirm",
    "deny",
    "feedback",
    "rude",
)
_MAX_CHOICES = 3
#: A fact at least this near makes its topic or operation worth offering.
_NEAR = 0.45


def answer_unsure(inquiry: Inquiry) -> Part:
    """Offer the nearest questions once; after that the contact page and what can be asked."""
    turn = inquiry.context.unsure
    choices = _choices(inquiry) if turn == 0 else []
    if choices:
        return Part(
            kind=inquiry.clause.kind,
            outcome="fallback",
            sentences=(inquiry.say("utter_unsure_choices"),),
            choices=tuple(text for text, _ in choices),
            offered=tuple(asked for _, asked in choices),
            keeps_context=True,
        )
    name = "utter_unsure_again" if turn else "utter_unsure"
    return Part(
        kind=inquiry.clause.kind,
        outcome="fallback",
        sentences=(inquiry.wording.say(name, turn),),
        suggestions=(inquiry.say("ask_help"), inquiry.say("ask_policy_why"), inquiry.say("ask_operations_current")),
        keeps_context=True,
    )


def _choices(inquiry: Inquiry) -> list[tuple[str, Asked]]:
    """The nearest questions in words, each with its kind and subject."""
    named = next((subject for subject in inquiry.subjects if subject.kind in ("operation", "place")), None)
    subject = named or next(iter(inquiry.context.subjects), None)
    asked = [_about_owner(inquiry, fact_id) for fact_id, score in inquiry.clause.facts[:3] if score >= _NEAR]
    asked += [
        (kind, subject if kind.startswith("operation_") else None)
        for kind, _ in inquiry.clause.ranking
        if not kind.startswith(_NO_CHOICE)
    ]
    offered: dict[str, Asked] = {}
    for item in asked:
        if item is not None and (text := question(inquiry, *item)):
            offered.setdefault(text, item)
    return list(offered.items())[:_MAX_CHOICES]


def _about_owner(inquiry: Inquiry, fact_id: str) -> Asked | None:
    owner = inquiry.kb.owner_of(fact_id)
    if owner.id in inquiry.kb.topics:
        return f"policy_{owner.id}", None
    if owner.id in inquiry.kb.operations:
        return "operation_overview", Subject("operation", owner.id)
    return None
