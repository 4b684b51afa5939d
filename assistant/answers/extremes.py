"""The largest, smallest, longest, shortest, first, latest, costliest or deadliest operation."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.answer import Part
from assistant.answers.asking import next_questions
from assistant.answers.filters import read_superlative
from assistant.answers.inquiry import Inquiry, adds_to, real_operations, sentence_case, subjects_of
from assistant.answers.measured import MEASURES, Measured, in_all
from assistant.answers.operations.attributes import TELLERS
from assistant.answers.operations.presence import in_places
from assistant.answers.pointed import ADDS, LEADS, best
from assistant.answers.select_operations import restrictions, selected
from assistant.answers.yes_no import asks_yes_or_no
from assistant.knowledge.records import Fact, Operation

_AT_ONE_TIME = "at its peak"
#: The measure of each superlative, and whether the most of it is meant.
_BY = {
    "largest": ("people", True),
    "smallest": ("people", False),
    "longest": ("length", True),
    "shortest": ("length", False),
    "first": ("start", False),
    "latest": ("start", True),
    "costliest": ("cost", True),
    "cheapest": ("cost", False),
    "deadliest": ("deaths", True),
}
#: What tells why an operation is the extreme; of cost and deaths the fact itself does.
_TOLD_BY = {"people": "operation_personnel", "length": "operation_duration", "start": "operation_start"}


def answer_extreme(inquiry: Inquiry) -> Part:
    """The extreme of the operations that fit; "was X the largest?" gets a yes or no among them all."""
    which_one = read_superlative(inquiry.clause.text) or "largest"
    claimed = _claimed(inquiry)
    ranked = _ranked(inquiry.about() if claimed else inquiry, which_one)
    if not ranked:
        return Part(inquiry.clause.kind, "unknown", (inquiry.say("extreme_none"), inquiry.say("who_knows_defence")))
    winner = ranked[0][0]
    measure = _BY[which_one][0]
    lead = inquiry.say(f"extreme_{which_one}", name=in_places(inquiry, winner), fitting=_among(inquiry))
    asked = replace(inquiry.clause.as_kind(_TOLD_BY.get(measure, "operation_cost")), text=_AT_ONE_TIME)
    told = TELLERS[_TOLD_BY[measure]](replace(inquiry, clause=asked), winner) if measure in _TOLD_BY else None
    sentences = [sentence_case(lead), *(told.sentences[:2] if told else (ranked[0][1].words,))]
    facts = told.facts if told else ranked[0][1].facts
    if claimed:
        sentences.insert(0, inquiry.say("word_yes" if winner.id == claimed.id else "word_no"))
    near = best(inquiry, [operation.id for operation in inquiry.kb.operations.values()])
    if (
        near is not None
        and near[1] >= (ADDS if _about(inquiry, near[0], winner) else LEADS)
        and adds_to(" ".join(sentences), near[0].statement)
    ):
        sentences.append(near[0].statement)
        facts = (*facts, near[0])
    runners = inquiry.wording.join(_runner(inquiry, item, measured, measure) for item, measured in ranked[1:4])
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(sentences),
        closing=(inquiry.say("extreme_next", names=runners),) if runners else (),
        facts=facts,
        caveats=(inquiry.say("caveat_extreme"), *(told.caveats if told else ())),
        suggestions=next_questions(inquiry, winner),
        subjects=subjects_of([winner]),
        listed=subjects_of(item for item, _ in ranked[:4]),
    )


def _among(inquiry: Inquiry) -> str:
    """What the extreme was chosen from, in words: the restrictions, or those spoken of."""
    return restrictions(inquiry) or (inquiry.say("extreme_among") if len(inquiry.subjects) > 1 else "")


def _about(inquiry: Inquiry, fact: Fact, winner: Operation) -> bool:
    """Whether a fact is about the winner or the group it is part of."""
    return inquiry.kb.owner_of(fact.id).id in (winner.id, winner.part_of)


def _claimed(inquiry: Inquiry) -> Operation | None:
    """The operation that the question says is the extreme one: "was INTERFET our largest deployment?"."""
    if not asks_yes_or_no(inquiry.clause.text) or len(inquiry.subjects) != 1:
        return None
    subject = inquiry.subjects[0]
    operations = real_operations(inquiry.kb, subject) if subject.kind == "operation" else []
    return operations[0] if len(operations) == 1 else None


def _ranked(inquiry: Inquiry, which_one: str) -> list[tuple[Operation, Measured]]:
    measure, most = _BY[which_one]
    operations = [operation for operation in selected(inquiry) if operation.category == "peace_support"]
    if measure in ("cost", "deaths") and not inquiry.subjects:
        # Sums and losses are often told of a group of operations together.
        operations += [item for item in inquiry.kb.operations.values() if item.category == "umbrella"]
    measured = [(operation, MEASURES[measure](inquiry, operation, None)) for operation in operations]
    if which_one == "smallest":
        # There were never more at one time than over all years.
        measured = [(operation, item or in_all(inquiry, operation)) for operation, item in measured]
    known = [(operation, item) for operation, item in measured if item is not None]
    return sorted(known, key=lambda pair: -pair[1].number if most else pair[1].number)


def _runner(inquiry: Inquiry, operation: Operation, measured: Measured, measure: str) -> str:
    number = f"{int(measured.number):,}"
    if measure == "people":
        words = inquiry.say("measure_one" if measured.number == 1 else "measure_many", number=number)
    elif measure == "cost":
        words = inquiry.say("measure_money", number=f"NZ${measured.number:,g}")
    elif measure == "deaths":
        words = inquiry.say("measure_deaths", number=number)
    else:
        words = measured.words
    return inquiry.say("extreme_runner", name=operation.short_name, words=words)
