"""When a question is doubted to have an answer on file, and what is said then."""

from __future__ import annotations

import pytest

from assistant.answers.doubt import DOUBTED, SURELY_NOT, TAKEN_FOR_IT, believed, is_doubted, leans
from tests.answers.asking import PERU, RAMSI, ask, clause
from tests.answers.talking import Played, R, said

RANKING = (("not_on_file", 0.8), ("operation_cost", 0.3))
COOKS = "What did the cooks of RAMSI earn?"
NEAR = (("ramsi.8", 0.6), ("ramsi.9", 0.55), ("ramsi.4", 0.52))
NOT_SURE = "I cannot say for sure"
NONE = "I have no sourced answer to just that."


@pytest.mark.parametrize(
    ("kind", "answerable", "doubted"),
    [
        ("operation_cost", DOUBTED - 0.01, True),
        ("operation_cost", DOUBTED, False),
        ("policy_medals", DOUBTED - 0.01, False),
        ("policy_medals", SURELY_NOT - 0.01, True),
        ("operation_presence", 0.0, False),
        ("operation_overview", 0.0, False),
        ("operations_list", 0.0, False),
        ("greet", 0.0, False),
        ("not_on_file", 1.0, True),
    ],
)
def test_from_where_on_a_question_is_doubted(kind: str, answerable: float, doubted: bool) -> None:
    assert is_doubted(clause(kind, COOKS, RAMSI, answerable=answerable), in_conversation=False) is doubted


def test_a_question_that_leans_on_the_conversation_is_not_doubted() -> None:
    asked = clause("operation_cost", "what did the cooks earn?", answerable=0.0)
    assert leans(asked)
    assert not leans(clause("operation_cost", COOKS, RAMSI))
    assert not is_doubted(asked, in_conversation=True)
    assert is_doubted(asked, in_conversation=False)
    assert is_doubted(clause("operation_cost", COOKS, RAMSI, answerable=0.0), in_conversation=True)


def taken_for_it(text: str = COOKS, answerable: float = 0.0, named: bool = True, in_conversation: bool = False) -> str:
    """The kind as which a question taken for one without an answer is believed."""
    asked = clause("not_on_file", text, *([RAMSI] if named else []), answerable=answerable, ranking=RANKING)
    return believed(asked, in_conversation).kind


def test_the_classifier_is_believed_unless_the_facts_speak_against_it() -> None:
    assert taken_for_it(answerable=TAKEN_FOR_IT - 0.01) == "not_on_file"
    assert taken_for_it(answerable=TAKEN_FOR_IT) == "operation_cost"


def test_less_speaks_against_it_for_a_question_that_leans_on_the_conversation() -> None:
    text = "what did the cooks earn?"
    assert taken_for_it(text, SURELY_NOT, named=False, in_conversation=True) == "operation_cost"
    assert taken_for_it(text, SURELY_NOT - 0.01, named=False, in_conversation=True) == "not_on_file"
    assert taken_for_it(text, SURELY_NOT, named=False, in_conversation=False) == "not_on_file"
    assert taken_for_it(COOKS, SURELY_NOT, in_conversation=True) == "not_on_file"


def test_a_list_with_a_restriction_is_asked_of_all_operations() -> None:
    ranking = (("not_on_file", 0.8), ("operations_list", 0.3))
    restricted = clause("not_on_file", "which ones in Africa began before 1990?", answerable=0.0, ranking=ranking)
    assert believed(restricted, False).kind == "operations_list"
    plain = clause("not_on_file", "which cooks were the best paid?", answerable=0.0, ranking=ranking)
    assert believed(plain, False).kind == "not_on_file"


def test_what_is_outside_comes_first_where_it_is_nearly_as_likely() -> None:
    for sure, kind in ((0.5, "oos_weather"), (0.4, "not_on_file")):
        ranking = (("not_on_file", 0.8), ("oos_weather", sure))
        asked = clause("not_on_file", "was it sunny?", answerable=0.0, ranking=ranking, confidence=0.8)
        assert believed(asked, False).kind == kind


def test_a_fact_near_in_what_was_talked_about_speaks_against_it() -> None:
    for score, kind in ((0.72, "nlu_fallback"), (0.71, "not_on_file")):
        found = {"facts": (("ramsi.8", 0.3),), "in_talk": (("ramsi.8", score),)}
        asked = clause("not_on_file", "any cooks?", answerable=0.0, ranking=RANKING, **found)
        assert believed(asked, True).kind == kind
        assert believed(asked, False).kind == "not_on_file"


def test_a_question_taken_for_none_of_our_business_is_ours_where_a_fact_surely_answers() -> None:
    for score, answerable, kind in ((0.9, 0.9, "nlu_fallback"), (0.8, 0.9, "out_of_scope"), (0.9, 0.7, "out_of_scope")):
        asked = clause("out_of_scope", COOKS, RAMSI, answerable=answerable, facts=(("ramsi.8", score),))
        assert believed(asked, False).kind == kind


def test_without_another_kind_it_stays() -> None:
    only = clause("not_on_file", COOKS, RAMSI, answerable=0.9, ranking=(("not_on_file", 0.8),))
    assert believed(only, False).kind == "not_on_file"
    other = clause("operation_cost", COOKS, RAMSI, answerable=0.0, ranking=RANKING)
    assert believed(other, False) == other


def test_it_is_not_said_for_sure_where_something_speaks_for_an_answer() -> None:
    answer = ask("operation_cost", COOKS, RAMSI, answerable=DOUBTED - 0.05, facts=NEAR)
    assert answer.outcome == "unknown"
    assert answer.text.startswith(NOT_SURE)
    assert [fact.id for fact in answer.facts] == ["ramsi.8", "ramsi.9"]
    assert answer.sources


def test_it_is_said_outright_where_nothing_does() -> None:
    answer = ask("operation_cost", COOKS, RAMSI, answerable=0.05, facts=NEAR)
    assert answer.outcome == "unknown"
    assert answer.text.startswith(NONE)
    assert "www.nzdf.mil.nz" in answer.text
    assert "On file, with its date, is this much:" in answer.text
    assert [fact.id for fact in answer.facts] == ["ramsi.8", "ramsi.9"]


@pytest.mark.parametrize("facts", [(), (("ramsi.8", 0.49),), (("untso.4", 0.9),)])
def test_without_a_near_fact_of_what_is_named_none_is_told(facts: tuple[tuple[str, float], ...]) -> None:
    answer = ask("operation_cost", COOKS, RAMSI, answerable=DOUBTED - 0.05, facts=facts)
    assert answer.text.startswith(NONE)
    assert "On file, with its date" not in answer.text
    assert not answer.facts


def test_a_place_without_a_record_comes_first() -> None:
    answer = ask("operation_cost", "What did the cooks earn in Peru?", PERU, answerable=0.05, facts=NEAR)
    assert answer.outcome == "no_record"
    assert "Peru" in answer.text
    assert not answer.facts


def test_it_is_about_what_was_talked_about_and_asking_on_goes_on() -> None:
    talk = Played()
    talk.say("operation_overview", "What was RAMSI?", R)
    facts = (("untso.4", 0.8), ("ramsi.8", 0.6))
    talk.say("not_on_file", "what did the cooks earn?", answerable=0.05, facts=facts, ranking=RANKING)
    assert talk.last.text.startswith(NONE)
    assert talk.facts() == {"ramsi.8"}
    talk.say("operation_end", "and when did it end?")
    assert "ramsi.4" in talk.facts()


def test_of_nothing_named_the_nearest_facts_say_what_it_was_about() -> None:
    talk = Played()
    talk.say("not_on_file", "what did the cooks earn?", answerable=0.05, facts=NEAR, ranking=RANKING)
    assert talk.facts() == {"ramsi.8", "ramsi.9"}
    talk.say("operation_end", "when did it end?")
    assert "ramsi.4" in talk.facts()


def test_the_number_now_is_not_on_file_but_dated_ones_are() -> None:
    answer = ask("policy_numbers", "How many peacekeepers are deployed today?")
    assert answer.outcome == "unknown"
    assert answer.text.startswith(
        "No page on file says how many New Zealanders are deployed on peace operations today."
    )
    assert answer.facts
    assert ask("policy_numbers", "How many peacekeepers have been deployed in all?").outcome == "answered"


def test_each_clause_of_a_message_is_doubted_by_itself() -> None:
    talk = Played()
    answer = talk.ask(
        said("operation_end", "When did RAMSI end", R), said("operation_cost", COOKS, R, answerable=0.05, facts=NEAR)
    )
    assert [part.outcome for part in answer.parts] == ["answered", "unknown"]


@pytest.mark.parametrize(
    ("ranking", "answerable", "doubted"),
    [
        ((("policy_medals", 0.7), ("not_on_file", 0.1)), SURELY_NOT - 0.01, False),
        ((("policy_medals", 0.7), ("not_on_file", 0.1)), 0.01, True),
        ((("policy_medals", 0.7), ("not_on_file", 0.4)), SURELY_NOT - 0.01, True),
        ((("policy_medals", 0.7), ("not_on_file", 0.4)), DOUBTED - 0.01, False),
        ((("policy_medals", 0.7), ("not_on_file", 0.6)), DOUBTED - 0.01, True),
    ],
)
def test_of_policy_it_counts_how_likely_a_detail_is_asked_for(
    ranking: tuple[tuple[str, float], ...], answerable: float, doubted: bool
) -> None:
    asked = clause("policy_medals", "which medals are there?", confidence=0.7, ranking=ranking, answerable=answerable)
    assert is_doubted(asked, in_conversation=False) is doubted


def test_what_is_named_and_surely_on_file_is_ours_however_it_is_put() -> None:
    ranking = (("out_of_scope", 0.6), ("operation_role", 0.2))
    asked = clause("out_of_scope", "how RAMSI do help", RAMSI, ranking=ranking, facts=NEAR, answerable=0.9)
    assert believed(asked, False).kind == "operation_role"
    less_likely = clause("out_of_scope", "how RAMSI do help", RAMSI, ranking=ranking, facts=NEAR, answerable=0.7)
    assert believed(less_likely, False).kind == "out_of_scope"
