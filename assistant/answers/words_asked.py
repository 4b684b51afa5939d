"""Questions for a word: whether one of the glossary is asked for, and which."""

from __future__ import annotations

import re

from assistant.answers.answer import Subject
from assistant.answers.cues import asks_for_meaning, names_right_away
from assistant.answers.question import Clause
from assistant.answers.subjects import Found
from assistant.knowledge.base import KnowledgeBase

#: "What medals mark peacekeeping service?" asks for no word.
_OF_WHAT_KIND = re.compile(r"(?:what|which) (?!is|are|was|were|does|do|did|the|kind|exactly)[a-z]{4,}")
_SHORT_DEFINITION = 4
#: A few words around a term ask what it means where the classifier finds that so much as likely as the policy.
_MAY_DEFINE = 0.3
_NEAR_A_WORD, _NEAR_A_POLICY = 0.6, 0.7
#: So many of the likeliest kinds are looked through for that policy.
_LIKELY = 3


def just_names_a_word(clause: Clause, found: Found) -> bool:
    """ "And a mandate?" after another word was explained."""
    return len(found.terms) == 1 and not found.subjects and len(clause.text.split()) <= _SHORT_DEFINITION


def word_asked_for(clause: Clause, found: Found) -> Subject | None:
    """ "What are rules of engagement?": hardly more than the question word and the term."""
    if not clause.kind.startswith(("policy_", "un_contributions")) or len(found.terms) != 1 or found.subjects:
        return None
    name = next(name for name in clause.names if name.kind == "term")
    before, after = clause.text[: name.start], clause.text[name.end :]
    likely = dict(clause.ranking).get("define_term", 0.0) >= _MAY_DEFINE * clause.confidence or not clause.ranking
    short = likely and len((before + after).split()) <= _SHORT_DEFINITION and not _OF_WHAT_KIND.match(before.lower())
    return found.terms[0] if asks_for_meaning(before + after) and (short or names_right_away(before)) else None


def word_of_its_own(clause: Clause, found: Found, kb: KnowledgeBase) -> Subject | None:
    """A name that is a term and only one alias of a larger operation ("PRT") is asked for as a word."""
    if len(found.subjects) != 1 or len(found.terms) != 1 or found.subjects[0].kind != "operation":
        return None
    term = kb.terms[found.terms[0].id]
    spans = {(name.start, name.end) for name in clause.names if name.kind in ("term", "operation")}
    operation = kb.operations[found.subjects[0].id]
    # What stands behind a colon are its parts.
    called = f"{operation.short_name} {operation.name.partition(':')[0]}".lower()
    own = any(name.lower() in called for name in (term.term, *term.aliases))
    return found.terms[0] if len(spans) == 1 and not own else None


def nearest_word(clause: Clause, kb: KnowledgeBase) -> tuple[Subject, ...]:
    """The word of the nearest fact, where it is near and called by no name that is linked: "that response group"."""
    fact_id, score = clause.facts[0] if clause.facts else ("", 0.0)
    owner = kb.owner_of(fact_id).id if score >= _NEAR_A_WORD else ""
    return (Subject("term", owner),) if owner in kb.terms else ()


def policy_instead(clause: Clause, kb: KnowledgeBase) -> str | None:
    """The kind of question of the policy that is likely meant by a word which the glossary has not: "a veto"."""
    fact_id, score = clause.facts[0] if clause.facts else ("", 0.0)
    kind = f"policy_{kb.owner_of(fact_id).id}" if score >= _NEAR_A_POLICY else ""
    return kind if any(kind == name for name, _ in clause.ranking[:_LIKELY]) else None
