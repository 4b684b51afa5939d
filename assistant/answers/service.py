"""Ways to reach people, and the right place for questions that are not ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answers.answer import Part
from assistant.answers.bodies import contacts_told_of
from assistant.answers.inquiry import Inquiry, adds_to
from assistant.answers.operations.one import answer_operation
from assistant.answers.pointed import ADDS, nearest_of_all
from assistant.knowledge.records import Contact, Fact

#: Contact records told for each kind of question, in this order.
CONTACTS: Mapping[str, tuple[str, ...]] = {
    "contact_phone": ("phone",),
    "contact_address": ("address",),
    "contact_page": ("contact_page",),
    "contact_general": ("contact_page", "phone", "address"),
    "careers": ("careers",),
    "privacy": ("privacy",),
    "deployment_map": ("deployment_map",),
    "police_deployments": ("police_deployments",),
    "past_contributions": ("past_contributions",),
    "human": ("contact_page", "phone"),
    "distress": ("distress", "lifeline", "veterans_affairs", "emergency"),
    "oos_passport": ("passports",),
    "oos_visa": ("visas",),
    "oos_travel": ("travel_advice",),
    "oos_embassy": ("embassies",),
    "oos_police_job": ("police_jobs",),
    "oos_personal_records": ("service_records",),
    "oos_tax": ("tax",),
    "oos_weather": ("weather",),
}
#: Our own business: the answer is a contact. Everything else points elsewhere.
_OURS = frozenset(
    {
        "contact_phone", "contact_address", "contact_page", "contact_general", "careers", "privacy", "deployment_map",
        "police_deployments", "past_contributions", "human",
    }
)  # fmt: skip
_PHONE = re.compile(r"\b(?:phone|telephone|number|call|ring)\b")
_ADDRESS = re.compile(r"\b(?:address|post|postal|street|located|building)\b")
#: The agency that holds the facts on the ministry and how to reach it.
_MINISTRY = "mfat"
UNSAFE = frozenset({"oos_secret", "oos_injection"})


def answer_service(inquiry: Inquiry) -> Part:
    """Tell the contact asked for."""
    contacts = contacts_for(inquiry)
    kind = inquiry.clause.kind
    pointed = None if contacts_told_of(inquiry.clause, inquiry.context, inquiry.kb) else _pointed(inquiry)
    texts = [told(contact) for contact in contacts]
    lead = [pointed] if pointed and adds_to(" ".join(texts), pointed.statement) else []
    own = [inquiry.kb.fact(contact.fact) for contact in contacts if contact.fact]
    return Part(
        kind=kind,
        outcome="answered",
        sentences=(*(fact.statement for fact in lead), *texts),
        facts=tuple(dict.fromkeys([*lead, *own])),
        sources=tuple(dict.fromkeys(contact.source for contact in contacts)),
        suggestions=(inquiry.say("ask_contact_page"), inquiry.say("ask_help")),
        keeps_context=True,
    )


def _pointed(inquiry: Inquiry) -> Fact | None:
    """The fact that the words point to; one on how to reach the ministry may be less near."""
    nearest = inquiry.clause.facts[:1]
    near = [id_ for id_, score in nearest if score >= ADDS and inquiry.kb.owner_of(id_).id == _MINISTRY]
    return inquiry.kb.fact(near[0]) if near else nearest_of_all(inquiry)


def answer_elsewhere(inquiry: Inquiry) -> Part:
    """A short honest line and the right place to go; never an answer."""
    kind = inquiry.clause.kind
    contacts = contacts_for(inquiry)
    name = f"utter_{kind}" if inquiry.wording.has(f"utter_{kind}") else "utter_out_of_scope"
    return Part(
        kind=kind,
        outcome="unsafe" if kind in UNSAFE else "redirect",
        sentences=(inquiry.say(name), *(told(contact) for contact in contacts)),
        suggestions=(inquiry.say("ask_help"),),
        keeps_context=True,
    )


def answer_false_premise(inquiry: Inquiry) -> Part:
    """Correct what the question takes for granted: say what the record tells instead."""
    subjects = tuple(subject for subject in inquiry.subjects if subject.kind in ("operation", "place"))
    overview = answer_operation(inquiry.about(*subjects).asked_as("operation_overview")) if subjects else None
    told_instead = overview if overview is not None and overview.outcome == "answered" else None
    return Part(
        kind=inquiry.clause.kind,
        outcome="redirect",
        sentences=(
            inquiry.say("premise_of_operation" if told_instead else "premise"),
            *(told_instead.sentences[:4] if told_instead else ()),
        ),
        items=told_instead.items if told_instead else (),
        facts=told_instead.facts if told_instead else (),
        suggestions=told_instead.suggestions if told_instead else (inquiry.say("ask_policy_why"),),
        subjects=told_instead.subjects if told_instead else (),
    )


def contacts_for(inquiry: Inquiry) -> list[Contact]:
    """The contact records for the kind of question, those that are on file."""
    if bodies := contacts_told_of(inquiry.clause, inquiry.context, inquiry.kb):
        return bodies[:1]
    wanted = CONTACTS.get(inquiry.clause.kind, ())
    if inquiry.clause.kind in ("contact_phone", "contact_address"):
        lowered = inquiry.clause.text.lower()
        both = (("phone", _PHONE), ("address", _ADDRESS))
        wanted = tuple(dict.fromkeys([*wanted, *(contact for contact, words in both if words.search(lowered))]))
    return [inquiry.kb.contacts[contact] for contact in wanted if contact in inquiry.kb.contacts]


def told(contact: Contact) -> str:
    """A contact as one sentence with its web address."""
    if contact.address and contact.address not in contact.text:
        return f"{contact.text} {contact.address}"
    return contact.text
