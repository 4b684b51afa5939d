"""How likely the facts on file answer a question: the signs, the probability, the component."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu import answerability_judge
from assistant.nlu.answerability import Answerability, Asked, read_weights, words_of_kinds
from assistant.nlu.answerability_judge import AnswerabilityJudge
from assistant.nlu.clause_collector import ClauseCollector
from assistant.nlu.fact_fit import stems
from assistant.nlu.facts import FactText
from assistant.nlu.properties import ANSWERABLE, CLAUSES, FACTS, NEAREST
from tests.nlu.conftest import Make
from tests.nlu.test_components import training_data

FACTS_ON_FILE = [
    FactText("a.1", "RAMSI was led by Nick Warner.", ("who was its commander",), "operation_leader"),
    FactText("a.2", "RAMSI began in July 2003.", (), "operation_start"),
    FactText("a.3", "RAMSI ended in June 2017.", (), "operation_end"),
    FactText("a.4", "RAMSI cost a large sum.", (), "operation_cost"),
    FactText("a.5", "RAMSI had twelve countries.", (), "operation_participants"),
]
KINDS = {"operation_leader": ["led", "charg"], "operation_cost": ["cost", "price"]}
LED = Asked(
    text="who led RAMSI",
    names=[(8, 13)],
    ranking=[("operation_leader", 0.9), ("not_on_file", 0.2)],
    nearest=0.9,
    facts=[("a.1", 0.9), ("a.2", 0.6), ("a.3", 0.5), ("a.4", 0.4), ("a.5", 0.3)],
)


@pytest.fixture
def judge() -> Answerability:
    return Answerability(FACTS_ON_FILE, KINDS, read_weights())


def signs(judge: Answerability, **changes: Any) -> dict[str, float]:
    found = judge.signs(replace(LED, **changes))
    assert found is not None
    return found


def test_the_scores_of_facts_and_gaps(judge: Answerability) -> None:
    plain = signs(judge)
    assert (plain["score"], plain["second"]) == (0.9, 0.6)
    with_gap = signs(judge, facts=[("gap_x", 0.95), *LED.facts])
    assert with_gap["score"] == 0.9
    assert with_gap["gap"] == pytest.approx(0.05)


def test_what_the_classifier_makes_of_it(judge: Answerability) -> None:
    plain = signs(judge)
    assert (plain["kind"], plain["sure"], plain["not_on_file"], plain["taken_for_it"]) == (0.9, 0.9, 0.2, 0.0)
    other = signs(judge, ranking=[("not_on_file", 0.8), ("policy_medals", 0.3)])
    assert (other["kind"], other["sure"], other["not_on_file"], other["taken_for_it"]) == (0.0, 0.3, 0.8, 1.0)
    assert (plain["policy"], other["policy"]) == (0.0, 1.0)


def test_words_that_neither_fact_nor_kind_has(judge: Answerability) -> None:
    assert signs(judge)["share"] == 0
    known_to_the_kind = signs(judge, text="who was in charge of", names=[])
    assert known_to_the_kind["share"] == 0
    strange = signs(judge, text="who cooked RAMSI's porridge", names=[(11, 16)])
    assert strange["share"] > 0.5
    assert strange["rarest"] > 0
    assert strange["far"] == 2


def test_a_name_is_no_unknown_word(judge: Answerability) -> None:
    named = signs(judge, text="who led Atlantis", names=[(8, 16)])
    assert (named["share"], named["named"]) == (0, 1)
    unnamed = signs(judge, text="who led Atlantis", names=[])
    assert (unnamed["share"], unnamed["named"]) == (0.5, 0)


def test_a_number_or_a_name_that_the_fact_does_not_give(judge: Answerability) -> None:
    named = "name of the general who led it"
    assert signs(judge, text=named)["no_name_of_person"] == 0
    assert signs(judge, text=named, facts=[("a.4", 0.9), *LED.facts[1:]])["no_name_of_person"] == 1
    assert signs(judge, text="how many led it")["no_count"] == 1
    assert signs(judge, text="how many led it", facts=[("a.5", 0.9), *LED.facts[:4]])["no_count"] == 0


def test_what_the_fact_is_asked_for(judge: Answerability) -> None:
    assert (signs(judge)["asked_for"], signs(judge)["not_asked_for"]) == (1, 0)
    when = signs(judge, text="when was RAMSI led")
    assert (when["asked_for"], when["not_asked_for"]) == (0, 1)


def test_things_numbers_and_names_that_the_fact_does_not_have(judge: Answerability) -> None:
    assert signs(judge, text="how many mules did Warner have")["not_counted"] == 1
    assert signs(judge, text="how many countries", facts=[("a.5", 0.9), *LED.facts[:4]])["not_counted"] == 0
    assert signs(judge, text="which commander of Fiji, and the next")["other_names"] == 1
    assert signs(judge, text="which commander of it, and the next")["relations"] == 1
    assert signs(judge, text="who led 15 of them")["other_number"] == 1


def test_as_many_kinds_are_looked_at_as_in_fitting() -> None:
    ranking = [{"name": f"kind_{rank}", "confidence": 1 - rank / 10} for rank in range(9)]
    assert len(Asked.read({"text": "who led it", "intent_ranking": ranking}).ranking) == 5


def test_too_little_to_weigh_is_not_doubted(judge: Answerability) -> None:
    for weighed in (replace(LED, facts=LED.facts[:4]), replace(LED, ranking=[("not_on_file", 0.9)])):
        assert judge.signs(weighed) is None
        assert judge.probability(weighed) == 1.0


def test_unknown_words_lower_it_and_a_near_fact_raises_it(judge: Answerability) -> None:
    plain = judge.probability(LED)
    strange = judge.probability(replace(LED, text="who led RAMSI porridge tasting"))
    far = judge.probability(replace(LED, facts=[(id_, score - 0.3) for id_, score in LED.facts]))
    taken = judge.probability(replace(LED, ranking=[("not_on_file", 0.9), ("operation_leader", 0.2)]))
    assert 0 < strange < plain < 1
    assert far < plain
    assert taken < plain


def test_words_belong_to_a_kind_when_several_questions_have_them() -> None:
    questions = [("cost", "what was the price"), ("cost", "its prices please"), ("cost", "how expensive")]
    assert words_of_kinds(questions) == {"cost": ["price"]}
    assert stems("the peacekeepers and peacekeeping") == {"peace"}


def test_there_is_a_weight_for_every_sign_and_none_besides(judge: Answerability) -> None:
    assert set(read_weights()) == {"bias", *signs(judge)}


def message(text: str, **more: Any) -> Message:
    """A message as it comes out of classifier and retriever."""
    ranking = [{"name": kind, "confidence": sure} for kind, sure in LED.ranking]
    facts = [{"id": id_, "score": score} for id_, score in LED.facts]
    return Message(
        {"text": text, "intent": ranking[0], "intent_ranking": ranking, NEAREST: {"score": 0.9}, FACTS: facts, **more}
    )


@pytest.fixture
def on_file(monkeypatch: pytest.MonkeyPatch) -> list[FactText]:
    facts = [*FACTS_ON_FILE, FactText("gap_cooks", "who were the cooks")]
    monkeypatch.setattr(answerability_judge, "fact_texts", lambda folder: facts)
    return facts


def test_the_judge_is_kept_with_the_model_and_judges_each_clause(make: Make, on_file: list[FactText]) -> None:
    make(AnswerabilityJudge).train(training_data())
    judge = make(AnswerabilityJudge, "load")
    known, strange = judge.process([message("who led it"), message("who led the porridge tasting")])
    assert 0 < strange.get(ANSWERABLE) < known.get(ANSWERABLE) < 1
    assert known.get("intent")["name"] == "operation_leader"
    make(ClauseCollector).process([known])
    assert known.get(CLAUSES)[0][ANSWERABLE] == known.get(ANSWERABLE)


def test_the_judge_reads_todays_facts(make: Make, on_file: list[FactText]) -> None:
    make(AnswerabilityJudge).train(training_data())
    question = "who led the porridge tasting"
    before = make(AnswerabilityJudge, "load").process([message(question)])[0].get(ANSWERABLE)
    on_file[0] = replace(on_file[0], asked=(question,))
    assert make(AnswerabilityJudge, "load").process([message(question)])[0].get(ANSWERABLE) > before


def test_without_knowledge_or_training_nothing_is_doubted(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answerability_judge, "fact_texts", lambda folder: [])
    make(AnswerabilityJudge).train(training_data())
    for judge in (make(AnswerabilityJudge), make(AnswerabilityJudge, "load")):
        judged = make(ClauseCollector).process(judge.process([message("who cooked")]))
        assert judged[0].get(CLAUSES)[0][ANSWERABLE] == 1.0
