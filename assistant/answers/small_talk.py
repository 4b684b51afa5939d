"""Courtesies, help and feedback: fixed lines of the domain."""

from __future__ import annotations

from assistant.answers.answer import Part
from assistant.answers.inquiry import Inquiry
from assistant.answers.service import contacts_for, told

_OFFERS = ("ask_policy_why", "ask_operations_current", "ask_operation_example")


def answer_small_talk(inquiry: Inquiry) -> Part:
    """Answer a courtesy; distress and a wish for a person come with the people to turn to."""
    kind = inquiry.clause.kind
    contacts = contacts_for(inquiry)
    offers = (
        tuple(inquiry.say(name) for name in _OFFERS)
        if kind in ("help", "greet", "bot_challenge", "deny", "start_over")
        else ()
    )
    return Part(
        kind=kind,
        outcome="redirect" if kind == "distress" else "small_talk",
        sentences=(inquiry.say(f"utter_{kind}"),),
        items=tuple(told(contact) for contact in contacts),
        suggestions=offers,
        keeps_context=kind != "start_over",
    )
