"""Questions across operations told by their words, where the classifier took them for something else."""

from __future__ import annotations

import re

from assistant.answers.answer import Subject
from assistant.answers.by_place import asks_for_places_of_several
from assistant.answers.comparison import asks_to_compare
from assistant.answers.ellipsis import attribute_named
from assistant.answers.filters import Filters, asks_about_now, read_superlative
from assistant.answers.inquiry import real_operations
from assistant.answers.leading import leaders, only_led
from assistant.answers.operations.facts import was
from assistant.answers.pointed import LEADS, SPEAKS
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.answers.yes_no import asks_yes_or_no
from assistant.knowledge.base import KnowledgeBase

_LEAD_IN = (
    r"(?:(?:so|and|but|ok|okay|hey|hi|hello|kia ora|please|can you|could you|would you|tell me|i want"
    r"|i need)[ ,]+)*"
)
_NOUN = r"(?:operations?|missions?|deployments?|contingents|ones|commitments|campaigns|forces)"
#: No verb may stand between "which" and the noun: "what do police do on missions" asks for no list.
_NO_VERB = (
    r"(?!(?:do|does|did|is|are|was|were|has|have|had|can|may|will|would|go|goes|went|take|takes|took|on|in|for"
    r"|with|to"
    r"|who|statute|law|laws|act|rule|rules|minister|person|people|number|page|reason|reasons|name|governs?)\b)"
)
_LISTS = re.compile(
    rf"^{_LEAD_IN}(?:on |in |at |for |from |to )?(?:which|what|whose"
    rf"|how many)(?: {_NO_VERB}[\w'’/-]+){{0,4}} {_NOUN}\b"
    rf"|^{_LEAD_IN}(?:list|name|show|give)(?: {_NO_VERB}[\w'’/-]+){{0,5}} {_NOUN}\b"
    rf"|^{_LEAD_IN}(?:were there |are there |was there |is there |have there been |were |was |are "
    rf"|is )?any(?: [\w'’/-]+){{0,4}} {_NOUN}\b"
    rf"|^(?:{_NO_VERB}[\w'’/-]+ ){{0,3}}{_NOUN}\b(?! (?:is|was|has|had|did|do)\b)"
    rf"|^{_LEAD_IN}(?:were|are|have) there (?:been )?{_NOUN}\b"
    rf"|^{_LEAD_IN}where (?:did|have|has|had) (?:we|nz|new zealand|kiwis?)\b"
    rf"|^{_LEAD_IN}(?:did|has|have) .{{0,60}}\b(?:run|lead|led|ran|headed?|command(?:ed)?|in charge)\b.*\b{_NOUN}\b"
)
#: "Where did we teach mine clearing?", "which countries did we help with landmines?"
_US = r"(?:we|nz|new zealand(?:ers?)?|kiwis?|our [\w'’-]+)"
_LANDS = r"(?:countr(?:y|ies)|places|lands|nations|parts of the world)"
_WHERE_IT_WAS_DONE = re.compile(
    rf"^{_LEAD_IN}(?:(?:in |to |at )?(?:which|what) (?:[\w'’-]+ )?{_LANDS} (?:did|have|has|had|were|was) {_US}\b"
    r"(?!.*\bwith\W*$)"
    rf"|where(?: in the world| on earth| abroad| overseas| else)? (?:did|have|has|had) {_US}\b"
    rf"|(?:(?:list|name|show|give|tell)(?: {_NO_VERB}[\w'’-]+){{0,3}} |all |the ){_LANDS}"
    rf" (?:in which|where|that|we)\b.*\b{_US}\b)"
)
#: As many of the facts nearest to such a question belong to as many operations, none of them far off.
_LOOKED_AT, _MANY, _NOT_FAR = 6, 3, 0.45
_WENT = re.compile(r"\b(?:sent|send|went|go|gone|been|was|were|deploy\w*|served?|did)\b")
_HOW_MANY = re.compile(rf"^{_LEAD_IN}how many\b")
#: What else is done abroad, asked for without a noun: "what have you got that is not peacekeeping?".
_WHAT_ELSE = re.compile(rf"^{_LEAD_IN}(?:which|what(?:'s|’s| else)?|anything|list|show)\b")
_MANDATES = re.compile(
    rf"\b(?:which|whose)(?: {_NO_VERB}[\w'’-]+){{0,2}} mandates?\b|\bwhat(?: {_NO_VERB}[\w'’-]+){{0,2}} mandates\b"
    r"|\bmandates\b.*\b(?:missions|operations|deployments)\b|\b(?:missions|operations|deployments)\b.*\bmandates\b"
)
_ONE_MEANT = re.compile(
    r"\b(?:it|this|that|the) (?:mission|operation|deployment|force)\b|\bit\b(?! (?:true|right"
    r"|correct))"
)
_MADE_OF = re.compile(
    r"\b(?:ma(?:de?|kes?) up|consist\w*|parts? of|components?|f[ae]ll(?:s|en)? under|belong\w*|comprised?"
    r"|comprises|divided"
    r"|split|phases|stages|break ?down|covered by|which ones|included in|within|under the umbrella|put together"
    r"|elements?|sub-?missions?|separate|go to make|going to make"
    r"|counted? under|grouped?)\b"
)
_MAY_BE_LIST = (
    "operation_", "operations_", "policy_who_", "policy_numbers", "policy_recently_completed", "policy_police_deploy",
    "policy_current_operations", "policy_why_take_part", "policy_cabinet_decides", "policy_regional_record",
    "policy_veterans", "police_deployments", "term_difference", "follow_up", "define_term", FALLBACK,
)  # fmt: skip
_MAY_COMPARE = (
    "operation_",
    "operations_",
    "policy_",
    "follow_up",
    "oos_opinion",
    "out_of_scope",
    "un_contributions",
    NOT_ON_FILE,
    FALLBACK,
)
#: Where two operations are named, a kind of this share of the confidence counts before one about none.
_IN_THE_RUNNING = 0.6


def kind_across(clause: Clause, subjects: tuple[Subject, ...], filters: Filters, kb: KnowledgeBase) -> str | None:
    """The kind of question across operations that the words ask for; none where they ask for none."""
    lowered = clause.text.lower().replace("’", "'").strip()
    named = [subject for subject in subjects if subject.kind in ("operation", "un_mission")]
    led = leaders(clause, subjects)
    places = [subject for subject in subjects if subject.kind == "place" and not only_led(clause, subject)]
    if _compares(clause, lowered, len(named) + len(places), kb):
        return "operations_compare"
    if len(subjects) > 1 and not led and (kind := _same_of_each(clause, lowered)):
        return kind
    if not subjects and not _a_fact_speaks(clause) and _WHERE_IT_WAS_DONE.search(lowered) and _of_many(clause, kb):
        return "operations_list"
    if not clause.kind.startswith(_MAY_BE_LIST) or _a_fact_speaks(clause):
        return None
    if (
        len(subjects) == 1
        and _holds_several(subjects[0], kb)
        and _MADE_OF.search(lowered)
        and re.search(rf"\b{_NOUN}\b", lowered)
        and not led
    ):
        return "operations_list" if _names_parts(lowered) else None
    if named or _ONE_MEANT.search(lowered):
        return None
    if places and led and clause.kind.startswith("operation_") and asks_yes_or_no(lowered):
        return None
    if asks_for_places_of_several(lowered):
        return "operations_list"
    if clause.kind != "operations_extreme" and read_superlative(lowered) in ("costliest", "cheapest", "deadliest"):
        return "operations_extreme"
    if not (led or _restricts(filters)) or not (
        led or _LISTS.search(lowered) or _restricts_alone(lowered, filters, bool(places))
    ):
        return None
    if (clause.kind == "operations_year" and not filters.mandated) or (
        clause.kind == "operations_extreme" and read_superlative(lowered)
    ):
        return None
    return "operations_count" if _HOW_MANY.search(lowered) else "operations_list"


def _names_parts(lowered: str) -> bool:
    """Whether it asks for the parts themselves, not when or how they were."""
    return not re.search(r"^(?:when|why|how long|how many (?:people|troops|kiwis)|who)\b", lowered)


def _compares(clause: Clause, lowered: str, named: int, kb: KnowledgeBase) -> bool:
    may = clause.kind.startswith(_MAY_COMPARE) and not _a_fact_speaks(clause) and not _a_fact_compares(clause, kb)
    return named > 1 and may and asks_to_compare(lowered)


def _a_fact_speaks(clause: Clause) -> bool:
    """Whether a question of policy, or one not understood, is so near to a fact that the fact answers it."""
    about_none = not clause.kind.startswith(("operation_", "operations_"))
    return about_none and bool(clause.facts) and clause.facts[0][1] >= LEADS


def _of_many(clause: Clause, kb: KnowledgeBase) -> bool:
    """Whether the facts nearest to a question are of several operations alike."""
    near = [fact_id for fact_id, score in clause.facts[:_LOOKED_AT] if score >= _NOT_FAR]
    owners = [kb.owner_of(fact_id).id for fact_id in near]
    return len({owner for owner in owners if owner in kb.operations}) >= _MANY and owners[0] in kb.operations


def _a_fact_compares(clause: Clause, kb: KnowledgeBase) -> bool:
    """Whether the nearest fact itself tells the places named apart: "the first women, in Namibia or Cambodia?"."""
    if not clause.facts or clause.facts[0][1] < SPEAKS:
        return False
    statement = kb.fact(clause.facts[0][0]).statement
    return all(kb.places[name.id].name in statement for name in clause.names if name.kind == "place")


def _holds_several(subject: Subject, kb: KnowledgeBase) -> bool:
    """Whether it stands for several operations, or for a record of several missions."""
    operations = real_operations(kb, subject)
    return len(operations) > 1 or any(was(operation) == "were" for operation in operations)


def _same_of_each(clause: Clause, lowered: str) -> str | None:
    """The same of several: the kind next in the ranking, or the one that the words name, where none is about them."""
    if clause.kind.startswith(("operation_", "operations_", "un_contributions", "define_term", "term_difference")):
        return None
    for kind, confidence in clause.ranking:
        if kind.startswith("operation_") and confidence >= _IN_THE_RUNNING * clause.confidence:
            return kind
    for name in sorted(clause.names, key=lambda item: -item.start):
        lowered = lowered[: name.start] + " " + lowered[name.end :]
    return attribute_named(re.sub(r"\b(?:each|one|every|respectively|both|ops?|operations?)\b", " ", lowered))


def _restricts(filters: Filters) -> bool:
    sized = filters.fewer is not None or filters.more is not None
    named = filters.agencies or filters.not_agencies or filters.leads or filters.not_leads
    return bool(named or sized or filters.related or filters.mandated)


def _restricts_alone(lowered: str, filters: Filters, named_place: bool) -> bool:
    """Whether the restriction itself makes it a question across operations, without "which missions"."""
    if filters.related:
        return _WHAT_ELSE.search(lowered) is not None
    if filters.mandated:
        return _MANDATES.search(lowered) is not None
    contrasted = filters.only_agency or bool(filters.agencies and filters.not_agencies)
    sized = filters.fewer is not None or filters.more is not None
    counts = re.search(r"\b(?:how many|number of|figure)\b", lowered) is not None
    if sized and lowered.startswith("where ") and not named_place:
        return True
    contrasted = contrasted and _WENT.search(lowered) is not None
    return (contrasted and not counts) or (
        sized and not named_place and asks_yes_or_no(lowered) and not asks_about_now(lowered)
    )
