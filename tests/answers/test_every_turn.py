"""Whatever comes after whatever, there is an answer and never an error."""

from __future__ import annotations

import pytest
import yaml

from assistant.settings import ROOT
from tests.answers.asking import PERU, RAMSI, TIMOR, Talk, clause, name

INTENTS = [next(iter(item)) for item in yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]]
BEFORE = {
    "an operation": clause("operation_start", "when did RAMSI start", RAMSI),
    "a place": clause("operation_presence", "was NZ in Timor-Leste", TIMOR),
    "a place without record": clause("operation_presence", "was NZ in Peru", PERU),
    "a list": clause("operations_list", "which missions were in the Pacific"),
    "a term": clause("define_term", "what is peacemaking", name("term", "peacemaking", "peacemaking")),
    "two terms": clause(
        "term_difference",
        "peacemaking or peacebuilding",
        name("term", "peacemaking", "peacemaking"),
        name("term", "peacebuilding", "peacebuilding"),
    ),
    "a topic": clause("policy_medals", "which medals are there"),
    "an agency": clause("policy_who_does_what", "what does MFAT do", name("agency", "mfat", "MFAT")),
    "figures": clause("un_contributions", "how many in 1995"),
    "nothing": clause("greet", "kia ora"),
}
WORDS = ("the first one", "and the second one?", "how many were there", "why", "in 2004", "only the police", "yes")


@pytest.mark.parametrize("before", BEFORE)
def test_every_kind_of_question_can_follow(before: str) -> None:
    for intent in INTENTS:
        for text in WORDS:
            talk = Talk()
            talk.ask(BEFORE[before])
            answer = talk.ask(clause(intent, text, confidence=0.5, ranking=((intent, 0.5),)))
            assert answer.text
            assert answer.outcome


@pytest.mark.parametrize(
    "named", [RAMSI, TIMOR, PERU, name("term", "mandate"), name("agency", "police"), name("un_mission", "UNIFIL")]
)
def test_every_kind_of_question_takes_every_kind_of_name(named: object) -> None:
    for intent in INTENTS:
        answer = Talk().ask(clause(intent, f"what about {named.text}", named))  # type: ignore[attr-defined,arg-type]
        assert answer.text
