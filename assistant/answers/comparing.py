"""Comparatives and superlatives in conversation: "and longer?", "was it bigger than Cambodia?", "which came first?"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.ellipsis import attribute_asked, swaps_the_subject
from assistant.answers.filters import Filters
from assistant.answers.measures import WORD, read_measure, value_of
from assistant.answers.pool import as_subjects, shown
from assistant.answers.question import FALLBACK, Clause
from assistant.answers.settled import LIST_KINDS, Settled
from assistant.knowledge.base import KnowledgeBase

_COMPARE = "operations_compare"
_EXTREME = "operations_extreme"
_SHORT = 7
_FEW_WORDS = 4
_MAX_COMPARED = 4
#: A list of so many lines may have been cut; then its restrictions say what was in it.
_CUT = 20
_THAN = re.compile(r"\b(?:than|compared? (?:to|with)|versus|vs\.?|or|against|next to|beside)\b")
_IT = re.compile(r"\b(?:it|that|this|they|those|there|them|ours?)\b")
_OF_ALL = re.compile(r"\b(?:ever|of all|in all|overall|altogether|history|all time|of the lot)\b")
_OF_THEM = re.compile(
    r"\b(?:of|among|amongst|from|out of) (?:those|them|these|the (?:two|three|four|lot|list|above))\b"
)
_OURS = re.compile(r"\b(?:nz|new zealand(?:'s)?|kiwis?|we|our|us)\b")
_ASKS_WHICH = re.compile(r"^\W*(?:(?:and|so|ok|okay|but|then|now|right|cool)\W+)*(?:which|what|who|wich|whcih)\b")
_COMPARED_ONE = re.compile(r"\bthe (?:\w+er|first|last|latest|\w+est) (?:one|mission|operation|deployment)\b")
_TWO = 2
_OPPOSITES = frozenset(
    pair
    for one, other in (("largest", "smallest"), ("longest", "shortest"), ("first", "latest"))
    for pair in ((one, other), (other, one))
)
_OF_ITS_OWN = re.compile(r"\b(?:what|which) (?:is|was|were|are) the \w+(?: \w+)? (?:operation|mission|deployment)s?\b")
#: Kinds that the classifier gives to "which is older?", "and longer?" or "the biggest?" beside those of lists.
_TAKEN_FOR = frozenset(
    {_COMPARE, _EXTREME, "follow_up", FALLBACK, "more_detail", "answer_age", "operation_duration", "operation_start"}
    | {"operation_end", "operation_personnel", "out_of_scope", "operations_list", "policy_numbers", "operations_year"}
    | {"operation_overview", "policy_recently_completed", "operation_status"}
)


def compared(settled: Settled, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase) -> Settled | None:
    """A comparison with what is talked about, or again of what was compared, by another measure or with another."""
    clause, again = settled.clause, context.kind == _COMPARE
    measure = read_measure(clause.text)
    others = tuple(subject for subject in settled.subjects if subject.kind in ("operation", "place"))
    if others and again and not measure and swaps_the_subject(clause):
        together = tuple(dict.fromkeys([*(context.among or context.subjects), *others]))[-_MAX_COMPARED:]
        return _by(settled, context.measure, together)
    if (
        len(others) == 1
        and (measure or "compare" in clause.text.lower())
        and known
        and others[0] not in known
        and _with_what_is_known(clause)
    ):
        base = context.among[:1] if again and len(known) > 1 else known[:1]
        return replace(settled.asked_as(_COMPARE, *base, *others), doubtful=())
    asked = attribute_asked(clause.text)
    if again and measure and asked and (one := _the_one(clause, measure, context)):
        likely = next((kind for kind, _ in clause.ranking if kind.startswith("operation_")), asked)
        return settled.asked_as(likely, one)
    if again and clause.kind == _COMPARE and not settled.named and not measure and asked:
        return settled.asked_as(asked, *(context.among or context.subjects))
    if settled.named or not measure or clause.kind not in _TAKEN_FOR or len(clause.text.split()) > _SHORT:
        return None
    if again and len(context.subjects) > 1 and not _OF_ALL.search(clause.text.lower()):
        return settled.asked_as(_COMPARE, *(context.among or context.subjects))
    return None


def _the_one(clause: Clause, measure: str, context: Context) -> Subject | None:
    """Which of the two compared is "the smaller one" that something else is asked of; the one ahead is told first."""
    if not _COMPARED_ONE.search(clause.text.lower()) or len(context.subjects) != _TWO:
        return None
    if context.measure == measure:
        return context.subjects[0]
    return context.subjects[1] if (context.measure, measure) in _OPPOSITES else None


def superlative(settled: Settled, context: Context, kb: KnowledgeBase) -> Settled | None:
    """The largest, first, longest ... of what was listed; the list stays to be asked on about."""
    clause, text = settled.clause, settled.clause.text.lower()
    measure, among = read_measure(text), shown(context, kb)
    if settled.named or measure is None or clause.kind not in _TAKEN_FOR or not _leans(clause, text, context):
        return None
    if not among and measure.startswith("ended") and clause.kind == _EXTREME:
        among = tuple(item for item in kb.operations.values() if item.category == "peace_support")
        context = replace(context, among=())
    if not among:
        # "Which of those ...?" with nothing on the table: ask which.
        return settled.asked_as(_COMPARE) if _OF_THEM.search(text) and not context.subjects else None
    last = Filters.from_slot(context.filters)
    if measure.startswith("ended"):
        ranked = sorted(
            ((value, item) for item in among if (value := value_of(item, measure)) is not None),
            key=lambda pair: -pair[0],
        )
        chosen = as_subjects([item for _, item in ranked[:_MAX_COMPARED]])
        return replace(settled.asked_as(_COMPARE, *chosen), among=as_subjects(among)) if len(chosen) > 1 else None
    cut = len(among) >= _CUT and context.kind in LIST_KINDS
    own = replace(settled.filters, edge=None, state=None, since=None, until=None)
    return replace(
        settled.asked_as(_EXTREME),
        clause=_worded(clause, measure).as_kind(_EXTREME),
        subjects=() if cut else as_subjects(among),
        filters=last.narrowed(own),
        among=as_subjects(among),
    )


def told_of_one(clause: Clause, context: Context) -> tuple[Subject, ...]:
    """Of what was compared, the one that came out: "tell me more about that one"."""
    one = re.search(r"\b(?:that one|that|it|its|there|the (?:winner|bigger|longer) one)\b", clause.text.lower())
    ahead = context.kind == _COMPARE and context.measure and len(context.subjects) > 1
    return context.subjects[:1] if ahead and one else ()


def _with_what_is_known(clause: Clause) -> bool:
    """ "Was it bigger than Cambodia?", "longer than Somalia?": the other side is what is talked about."""
    text = clause.text.lower()
    return bool(_THAN.search(text)) and (bool(_IT.search(text)) or len(text.split()) <= _FEW_WORDS + 2)


def _leans(clause: Clause, text: str, context: Context) -> bool:
    if _OF_THEM.search(text):
        return True
    if _OF_ALL.search(text) or _OURS.search(text) or _OF_ITS_OWN.search(text):
        return False
    words = len(text.split())
    if context.kind in ("operations_compare", *LIST_KINDS) or context.among:
        return words <= _FEW_WORDS or (words <= _SHORT + 1 and bool(_ASKS_WHICH.search(text)))
    return words <= _SHORT and bool(_ASKS_WHICH.search(text))


def _worded(clause: Clause, measure: str) -> Clause:
    """A comparative said as the superlative that it means among several: "which was bigger?"."""
    said = {"largest": "largest", "smallest": "smallest", "longest": "longest", "shortest": "shortest"}
    return replace(clause, text=said.get(measure, measure), facts=())


def _by(settled: Settled, measure: str | None, subjects: tuple[Subject, ...]) -> Settled:
    text = f"{settled.clause.text} {WORD[measure]}" if measure else settled.clause.text
    clause = replace(settled.clause, text=text, names=(), kind=_COMPARE)
    return replace(settled, clause=clause, subjects=subjects, doubtful=())
