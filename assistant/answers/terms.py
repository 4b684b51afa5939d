"""What words mean, and how two of them differ."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import question
from assistant.answers.compare import answer_compare
from assistant.answers.inquiry import Inquiry, adds_to, sentence_case
from assistant.answers.operations.one import answer_operation
from assistant.answers.pointed import MARGIN, nearest_of_all
from assistant.answers.service import answer_elsewhere
from assistant.knowledge.records import Agency, Fact, Operation, Term, Topic

#: A definition at least this near to the question is taken where no term was recognised by name.
NEAR = 0.68
_TOLD_AT_MOST = 3
#: A word that is not named is none of ours where what is outside is so likely, and an answer on file less than this.
_AS_LIKELY, _LIKELY = 0.7, 0.5
#: A fact of another record from this score on is told before the definition.
_MEANT = 0.76


def answer_define(inquiry: Inquiry) -> Part:
    """Define the term asked for."""
    terms = _terms(inquiry)
    operations = tuple(subject for subject in inquiry.subjects if subject.kind in ("operation", "place", "un_mission"))
    if not terms and operations:
        return answer_operation(inquiry.about(*operations).asked_as("operation_overview"))
    if not terms and (kind := _outside(inquiry)):
        return answer_elsewhere(inquiry.asked_as(kind))
    if not terms:
        return _nearest(inquiry)
    if len(terms) > 1:
        return _side_by_side(inquiry, terms)
    return _define(inquiry, terms[0])


def answer_difference(inquiry: Inquiry) -> Part:
    """Tell two or more terms apart by their definitions."""
    terms = _terms(inquiry)
    if len(terms) == 1 and terms[0].not_same_as:
        terms = [terms[0], *(inquiry.kb.terms[id_] for id_ in terms[0].not_same_as)]
    if len(terms) > 1:
        return _side_by_side(inquiry, terms)
    if sum(subject.kind == "operation" for subject in inquiry.subjects) > 1:
        return answer_compare(inquiry)
    if terms:
        return _define(inquiry, terms[0])
    return Part(inquiry.clause.kind, "clarify", (inquiry.say("which_terms"),), keeps_context=True)


def _outside(inquiry: Inquiry) -> str | None:
    """The kind outside our business that is nearly as likely where no word of ours is named: "the themes of Hamlet"."""
    clause = inquiry.clause
    others = ((kind, sure) for kind, sure in clause.ranking if kind.startswith(("oos_", "out_of_scope")))
    likely = (kind for kind, sure in others if sure >= _AS_LIKELY * clause.confidence)
    return next(likely, None) if clause.answerable < _LIKELY else None


def _terms(inquiry: Inquiry) -> list[Term]:
    """The terms named, in their order; an operation that is also a term counts where the term itself is not named."""
    found: list[Term] = []
    for subject in inquiry.subjects:
        if subject.kind == "term":
            found.append(inquiry.kb.terms[subject.id])
        elif subject.kind == "operation":
            found.extend(inquiry.kb.term_of(subject.id)[:1])
    return list({term.id: term for term in found}.values())


def _define(inquiry: Inquiry, term: Term) -> Part:
    facts = inquiry.rank(term.facts) if len(term.facts) > _TOLD_AT_MOST else list(term.facts)
    pointed = nearest_of_all(inquiry)
    further = [pointed] if pointed and adds_to(" ".join(fact.statement for fact in facts), pointed.statement) else []
    told = [*facts[: _TOLD_AT_MOST - len(further)], *further]
    if (meant := _meant(inquiry, term)) and meant not in told[:1]:
        told = [meant, *(fact for fact in told if fact != meant)][:_TOLD_AT_MOST]
    suggestions = [question(inquiry, "define_term", Subject("term", other)) for other in term.not_same_as]
    subjects = (Subject("term", term.id),)
    if term.operation:
        subjects = (Subject("operation", term.operation),)
        suggestions.append(question(inquiry, "operation_overview", subjects[0]))
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(_led(inquiry, term, told)),
        facts=tuple(told),
        suggestions=tuple(text for text in suggestions if text),
        subjects=subjects,
        more=tuple(fact.id for fact in facts[_TOLD_AT_MOST:]),
    )


def _meant(inquiry: Inquiry, term: Term) -> Fact | None:
    """The fact that is so much nearer than the definitions of the term that the question asks for more than these."""
    fact_id, score = inquiry.clause.facts[0] if inquiry.clause.facts else ("", 0.0)
    own = max((inquiry.clause.relevance(fact.id) for fact in term.facts), default=0.0)
    return inquiry.kb.fact(fact_id) if score >= _MEANT and score - own >= MARGIN else None


def _led(inquiry: Inquiry, term: Term, facts: list[Fact]) -> list[str]:
    """The definitions as sentences, led by the term where the first does not name it."""
    statements = [fact.statement for fact in facts]
    if statements and not _names_itself(term, statements[0]):
        statements[0] = inquiry.say("term_defined", term=sentence_case(term.term), definition=statements[0])
    return statements


def _names_itself(term: Term, statement: str) -> bool:
    lowered = statement.lower()
    return any(name.lower() in lowered for name in (term.term, *term.aliases))


def _side_by_side(inquiry: Inquiry, terms: list[Term]) -> Part:
    shown = terms[:4]
    facts = [fact for term in shown for fact in inquiry.rank(term.facts)[:2]]
    items = tuple(" ".join(_led(inquiry, term, inquiry.rank(term.facts)[:2])) for term in shown)
    names = inquiry.wording.join(term.term for term in shown)
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(sentence_case(inquiry.say("terms_compared", names=names)),),
        items=items,
        facts=tuple(facts),
        subjects=tuple(Subject("term", term.id) for term in shown),
        listed=tuple(Subject("term", term.id) for term in shown),
    )


def _nearest(inquiry: Inquiry) -> Part:
    """No term was recognised: the nearest definition or topic on file, else an honest no."""
    for fact_id, score in inquiry.clause.facts:
        if score < NEAR:
            break
        owner = inquiry.kb.owner_of(fact_id)
        if isinstance(owner, Term):
            return _define(inquiry, owner)
        if isinstance(owner, (Topic, Agency, Operation)) and score >= NEAR + 0.1:
            fact = inquiry.kb.fact(fact_id)
            return Part(inquiry.clause.kind, "answered", (fact.statement,), facts=(fact,))
    return Part(
        kind=inquiry.clause.kind,
        outcome="unknown",
        sentences=(inquiry.say("no_term"), inquiry.say("who_knows_ministry")),
        suggestions=(inquiry.say("ask_define_pso"), inquiry.say("ask_term_difference")),
    )
