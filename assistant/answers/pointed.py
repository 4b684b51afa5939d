"""Facts that the words of a question point to: what they add to, or put before, the answer by kind of question."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from assistant.answers.bearing import bears_on
from assistant.answers.inquiry import Inquiry, Told, adds_to
from assistant.knowledge.records import Fact, Operation

#: Scores of the fact search (cosine plus words in common, see assistant/nlu/facts.py) from which a fact ...
ADDS = 0.68  # ... of the subject is told beside the answer,
LEADS = 0.82  # ... of the subject is told before it,
_ADDS_IN_DOUBT = 0.48  # ... is told beside it where the kind of question is in doubt,
STANDS_IN = 0.5  # ... of the subject is told where nothing of the kind is on file.
#: A fact from this score on stands out if all other records are further off by so much.
_STANDS_OUT = 0.52
_OUT_BY = 0.12
#: A part that so few facts name is one that they are about.
_FEW = 3
#: How far down the nearest facts are looked through for one of the right year.
_LOOKED_AT = 8
SPEAKS = 0.88
#: A classifier this sure of the kind of question is believed.
SURE = 0.7
#: By this much it must be nearer than what the kind of question would tell.
MARGIN = 0.06

#: The fields of facts that answer a kind of question about an operation.
FIELDS: Mapping[str, frozenset[str]] = {
    "operation_start": frozenset({"start"}),
    "operation_end": frozenset({"end", "status", "mandate_expiry"}),
    "operation_status": frozenset({"status", "end", "mandate_expiry"}),
    "operation_duration": frozenset({"start", "end"}),
    "operation_personnel": frozenset({"personnel"}),
    "operation_location": frozenset({"location"}),
    "operation_leader": frozenset({"leader"}),
    "operation_participants": frozenset({"participants"}),
    "operation_agencies": frozenset({"agencies"}),
    "operation_role": frozenset({"role"}),
    "operation_mandate": frozenset({"mandate"}),
    "operation_outcome": frozenset({"outcome"}),
    "operation_nz_name": frozenset({"nz_operation_name"}),
    "operation_cost": frozenset({"cost"}),
    "operation_casualties": frozenset({"casualties"}),
    "operation_reason": frozenset({"reason"}),
}
#: Questions so open that the fact their words point to may come first; the others are answered first.
OPEN = frozenset(
    {"operation_overview", "operation_role", "operation_outcome", "operation_mandate", "operation_reason"}
    | {"operation_agencies", "operation_participants", "operation_disagreement"}
)
#: A figure or a name of another kind never stands in for these: better to say that none is on file.
_EXACT = frozenset(
    {"operation_start", "operation_end", "operation_duration", "operation_personnel", "operation_cost"}
    | {"operation_casualties", "operation_nz_name"}
)


#: Words that ask for the name of an operation and not of a person in it.
_CODE_NAME = re.compile(r"\b(?:operation|code ?name|codename|called|known as|nickname)\b")
_FIGURES = frozenset({"personnel", "start", "end", "status", "mandate_expiry"})


def best(inquiry: Inquiry, owners: Collection[str]) -> tuple[Fact, float] | None:
    """The fact of these records that is nearest to the question, with its score."""
    for fact_id, score in inquiry.clause.facts:
        if inquiry.kb.owner_of(fact_id).id in owners:
            return inquiry.kb.fact(fact_id), score
    return None


def stands_out(inquiry: Inquiry) -> bool:
    """Whether the nearest fact is so much nearer than those of other records that little else can be meant."""
    if not inquiry.clause.facts or inquiry.clause.facts[0][1] < _STANDS_OUT:
        return False
    owner = inquiry.kb.owner_of(inquiry.clause.facts[0][0]).id
    others = (score for fact_id, score in inquiry.clause.facts if inquiry.kb.owner_of(fact_id).id != owner)
    return inquiry.clause.facts[0][1] - next(others, 0.0) >= _OUT_BY


def nearest_of_all(inquiry: Inquiry, year: int | None = None) -> Fact | None:
    """The nearest fact on file, if it is near enough to be told before anything else; of that year if one is given."""
    for fact_id, score in inquiry.clause.facts[:_LOOKED_AT]:
        fact = inquiry.kb.fact(fact_id)
        if score < (LEADS if year is None else ADDS):
            return None
        if year is None or str(year) in fact.statement:
            return fact
    return None


def focused(inquiry: Inquiry, operations: Iterable[Operation]) -> Operation | None:
    """The one of several operations that the question is about, if its facts are clearly nearer than the others'."""
    found = {operation.id: best(inquiry, {operation.id}) for operation in operations}
    scores = {id_: pair[1] for id_, pair in found.items() if pair}
    if not scores:
        return None
    first, *rest = sorted(scores, key=lambda id_: -scores[id_])
    if scores[first] < ADDS or (rest and scores[first] - scores[rest[0]] < 2 * MARGIN):
        return None
    return inquiry.kb.operations[first]


def _topics_so_near(inquiry: Inquiry) -> tuple[str, ...]:
    """A topic whose fact is so near to a question on an operation that it tells of it as well."""
    if not inquiry.clause.facts or inquiry.clause.facts[0][1] < SPEAKS:
        return ()
    owner = inquiry.kb.owner_of(inquiry.clause.facts[0][0]).id
    return (owner,) if owner in inquiry.kb.topics else ()


def with_pointed(inquiry: Inquiry, owners: Collection[str], told: Told) -> Told:
    """The answer, with the nearest fact of the operations before or after it where that says more.

    The less sure the classifier was of the kind of question, the more the words themselves count.
    """
    pair = best(inquiry, [*owners, *_topics_so_near(inquiry)])
    sure = inquiry.clause.confidence >= SURE
    if pair is None or pair[1] < (ADDS if sure else _ADDS_IN_DOUBT) or pair[0].statement in told.sentences:
        return told
    fact, score = pair
    fields = FIELDS.get(inquiry.clause.kind, frozenset())
    ahead = score - max((inquiry.clause.relevance(item.id) for item in told.facts), default=0.0)
    if not adds_to(" ".join(told.sentences), fact.statement, words=1):
        return told
    leads = inquiry.clause.kind in OPEN and score >= LEADS and ahead >= MARGIN and fact.field not in fields
    if leads and bears_on(inquiry, fact):
        return replace(told, sentences=(fact.statement, *told.sentences[:1]), facts=(fact, *told.facts[:1]))
    if fact.field in fields or ahead >= MARGIN or not sure or score >= LEADS:
        return replace(told, sentences=(*told.sentences, fact.statement), facts=(*told.facts, fact))
    return told


def with_part_named(inquiry: Inquiry, operation: Operation, told: Told | None) -> Told | None:
    """The answer led by a fact on the part that the question names ("the PRT", "Operation Mohua"), if one fits."""
    facts = _naming_the_part(inquiry, operation)
    kind = inquiry.clause.kind
    fitting = [fact for fact in facts if fact.field in FIELDS.get(kind, frozenset())]
    if not fitting and kind in OPEN and len(facts) <= _FEW:
        fitting = facts
    if not fitting or (told is not None and fitting[0].statement == told.sentences[0]):
        return told
    first = fitting[0]
    if told is None:
        return Told((first.statement,), (first,))
    rest = [sentence for sentence in told.sentences if sentence != first.statement][: 1 if kind not in OPEN else 3]
    others = tuple(fact for fact in told.facts if fact != first)
    return replace(told, sentences=(first.statement, *rest), facts=(first, *others))


def _naming_the_part(inquiry: Inquiry, operation: Operation) -> list[Fact]:
    """Facts that hold the very name used in the question, where that is not the name of the whole, nearest first."""
    used = [name for name in inquiry.clause.names if (name.kind, name.id) == ("operation", operation.id)]
    whole = f"{operation.name} {operation.short_name}".lower()
    names = {name.text.lower() for name in used if name.text.lower() not in whole}
    spans = {(name.start, name.end) for name in used}
    terms = [inquiry.kb.terms[n.id] for n in inquiry.clause.names if n.kind == "term" and (n.start, n.end) in spans]
    if names:
        names |= {text.lower() for term in terms for text in (term.term, *term.aliases)}
    holding = [fact for fact in operation.facts if any(name in fact.statement.lower() for name in names)]
    return inquiry.rank(holding)


def standing_in(inquiry: Inquiry, operation: Operation) -> Told | None:
    """Where nothing of the kind is on file: the nearest fact of the operation, unless it was a figure or name."""
    pair = best(inquiry, {operation.id})
    if pair is None:
        return None
    fact, score = pair
    exact = inquiry.clause.kind in _EXACT
    if score < (LEADS if exact else STANDS_IN) or (exact and not bears_on(inquiry, fact)):
        return None
    if exact and inquiry.clause.kind != "operation_nz_name" and fact.field in _FIGURES:
        return None
    if inquiry.clause.kind == "operation_nz_name" and _CODE_NAME.search(inquiry.clause.text.lower()):
        return None
    return Told((fact.statement,), (fact,))
