"""The bodies that the last answer told of, and how to reach them: "what's their phone number" after veterans."""

from __future__ import annotations

import re

from assistant.answers.around import agencies_in, told_facts
from assistant.answers.aspect import ASPECT
from assistant.answers.context import Context
from assistant.answers.question import Clause
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Contact, Topic

_REACH = re.compile(
    r"\b(?:phone|telephone|ring|call|contact|reach|website|web ?(?:site|page)|url|link|e-?mail|online|hotline"
    r"|help ?line|get hold of|get in touch|number (?:to|do|can|for)|speak to|talk to)\b"
)
#: Words that name whom to reach: the ministry, or the assistant's keepers.
_SOMEBODY = re.compile(r"\b(?:ministry|mfat|foreign affairs|embassy|you|your|yours|police|journalist|press)\b")
_SHORT = 10
_WAYS = {
    "contact_phone": frozenset(["phone", "telephone", "ring", "call"]),
    "contact_address": frozenset(["address", "street", "postal"]),
    "contact_general": frozenset(["contact", "contacts", "email", "e-mail", "website", "site"]),
}
_AROUND_WORDS = (
    "and the a an number their its is there whats what s please or by so ok also for them page web your yours"
)
_AROUND = frozenset(_AROUND_WORDS.split())
#: Contacts that are pages with lists, not bodies.
_LISTS = frozenset({"deployment_map", "deployments_list", "police_deployments", "past_contributions", "ministry_page"})


def contact_named(text: str) -> str | None:
    """The kind of question that hardly more than a way to reach somebody is: "and phone", "your address?"."""
    words = set(re.findall(r"[a-z-]+", text.lower().replace("’", "'")))
    found = [kind for kind, names in _WAYS.items() if words & names]
    rest = words - set().union(*_WAYS.values()) - _AROUND
    return found[0] if len(found) == 1 and not rest else None


def contacts_told_of(clause: Clause, context: Context, kb: KnowledgeBase) -> list[Contact]:
    """How to reach the body that the last answer, of a policy, was about; none where another is asked for.

    That is a contact which one of the records told says, or one of an agency that they name.
    """
    text = clause.text.lower().replace("’", "'")
    of_policy = (context.kind or "").startswith(("policy_", ASPECT, "define_term"))
    if not of_policy or len(text.split()) > _SHORT or _SOMEBODY.search(text) or not _REACH.search(text):
        return []
    facts = told_facts(context, kb)
    topics = {owner.id for fact in facts if isinstance(owner := kb.owner_of(fact.id), Topic)}
    own = [item for item in kb.contacts.values() if item.fact and kb.owner_of(item.fact).id in topics]
    named = [kb.contacts[agency.id] for agency in agencies_in(facts, kb) if agency.id in kb.contacts]
    return [contact for contact in (*named, *own) if contact.id not in _LISTS]
