"""Single questions that were taken for others: who led our own people, whether an army was ever somewhere, threats."""

from __future__ import annotations

import pytest

from assistant.answers.filters import read_filters
from assistant.answers.question import Name
from tests.answers.asking import RAMSI, Talk, ask, clause, name

CYPRUS = name("operation", "unficyp_police", "Cyprus")
MALI = name("operation", "mali_minusma", "Mali")
NAMIBIA = name("operation", "untag", "Namibia")
RHODESIA = name("operation", "rhodesia_cmf", "Rhodesia")
TRUCE = (name("operation", "bougainville_tmg_pmg", "TMG"), name("term", "tmg", "TMG"))
PRT = (name("operation", "afghanistan", "PRT"), name("term", "prt", "PRT"))


@pytest.mark.parametrize(
    ("text", "operation", "told"),
    [
        ("who bossed the kiwi cops that went to Cyprus", CYPRUS, "George Wells"),
        ("Which officer was in charge of our team in Mali?", MALI, "Angela Fitzsimons"),
        ("Who commanded the New Zealand troops in Rhodesia?", RHODESIA, "British commander"),
    ],
)
def test_who_led_our_own_people(text: str, operation: Name, told: str) -> None:
    answer = ask("operation_leader", text, operation)
    assert answer.outcome == "answered"
    assert told in answer.text


def test_who_led_the_whole_is_no_answer_to_who_led_our_own_people() -> None:
    assert ask("operation_leader", "Who headed the New Zealand police in Namibia?", NAMIBIA).outcome == "unknown"
    assert "United Nations" in ask("operation_leader", "Who led UNTAG in Namibia?", NAMIBIA).text


@pytest.mark.parametrize(
    "text", ["Was our army ever in Haiti or Kosovo?", "has the nz army ever been to Haiti or Kosovo"]
)
def test_whether_an_army_was_ever_in_either_of_two_places(text: str) -> None:
    answer = ask("operation_agencies", text, name("place", "HT", "Haiti"), name("place", "XK", "Kosovo"))
    assert answer.parts[0].kind == "operation_presence"
    assert answer.text.count("Yes.") == 2


def test_what_they_did_in_two_places_is_no_question_of_whether() -> None:
    text = "What has our army ever done in Haiti or Kosovo?"
    answer = ask("operation_role", text, name("place", "HT", "Haiti"), name("place", "XK", "Kosovo"))
    assert answer.parts[0].kind == "operation_role"


def test_a_threat_that_was_not_understood_is_declined() -> None:
    likely = (("oos_secret", 0.45), ("policy_cabinet_decides", 0.2))
    assert ask("nlu_fallback", "I might just do it to all of you", ranking=likely).outcome == "unsafe"
    unclear = (("oos_secret", 0.4), ("policy_cabinet_decides", 0.36))
    assert ask("nlu_fallback", "I might just do it to all of you", ranking=unclear).outcome == "fallback"


def test_a_later_question_on_what_is_not_our_business_is_not_answered_by_itself() -> None:
    answer = Talk().ask(
        clause("oos_embassy", "where is the embassy in Lima"),
        clause("contact_phone", "what is its number", inherits=True),
    )
    assert answer.outcome == "redirect"


def test_a_bare_how_many_after_what_is_not_on_file_is_not_answered_by_itself() -> None:
    answer = Talk().ask(
        clause("not_on_file", "did anyone in RAMSI get a fine", RAMSI, answerable=0.05),
        clause("operation_personnel", "how many", RAMSI, inherits=True),
    )
    assert answer.outcome == "unknown"


def test_the_name_of_the_operation_asks_for_the_operation_that_of_a_part_for_the_word() -> None:
    assert ask("operation_overview", "What was the TMG?", *TRUCE).parts[0].kind == "operation_overview"
    assert ask("operation_overview", "What was the PRT?", *PRT).parts[0].kind == "define_term"


def test_a_word_beside_what_is_asked_for_is_not_explained() -> None:
    word = name("term", "peacekeeping", "peacekeeping")
    assert ask("policy_medals", "What medals mark peacekeeping service?", word).parts[0].kind == "policy_medals"


def test_a_list_of_a_region_keeps_to_what_it_is_to_be_about() -> None:
    facts = (("mozambique.5", 0.7), ("untag.3", 0.65), ("ramsi.3", 0.3))
    text = "in which African countries did we do demining"
    answer = ask("operations_list", text, name("region", "Africa", "African"), facts=facts)
    assert read_filters(text).regions == ("Africa",)
    assert "Mozambique" in answer.text
    assert "Rhodesia" not in answer.text


def test_countries_that_a_thing_was_done_in_are_those_of_the_facts_that_tell_of_it() -> None:
    facts = (("mozambique.5", 0.6), ("untag.3", 0.58), ("laos_uxo.1", 0.55), ("unmctt.3", 0.55))
    answer = ask("policy_who_does_what", "Where did New Zealand lift mines?", facts=facts)
    assert answer.parts[0].kind == "operations_list"
    assert "Laos" in answer.text


def test_where_somebody_lives_is_no_unknown_mission() -> None:
    assert ask("operations_list", "I teach in Whanganui and need all the missions").outcome != "no_record"
    assert ask("operations_list", "missions in Ruritania").outcome == "no_record"


def test_leaving_a_country_is_the_end_leaving_for_it_is_not() -> None:
    tonga = name("operation", "tonga_2006", "Tonga")
    facts = (("tonga_2006.1", 0.9), ("tonga_2006.101", 0.6))
    more = {"facts": facts, "confidence": 0.5, "ranking": (("operation_end", 0.5), ("operation_start", 0.48))}
    answer = ask("operation_end", "When did the troops leave Tonga after the riots?", tonga, **more)
    assert answer.parts[0].kind == "operation_end"


@pytest.mark.parametrize("kind", ["operation_presence", "un_contributions", "not_on_file"])
def test_another_countrys_forces_are_not_our_business(kind: str) -> None:
    russia = name("place", "RU", "Russia")
    assert ask(kind, "How many tanks does Russia have?", russia, answerable=0.05).outcome == "redirect"


def test_no_word_of_ours_is_asked_for_where_what_is_outside_is_as_likely() -> None:
    ranking = (("define_term", 0.5), ("oos_homework", 0.4))
    answer = ask("define_term", "explain the themes of Hamlet", ranking=ranking, confidence=0.5, answerable=0.1)
    assert answer.outcome == "redirect"


def test_a_fact_that_tells_two_places_apart_answers_before_a_comparison() -> None:
    places = (name("place", "NA", "Namibia"), name("place", "KH", "Cambodia"))
    facts = (("untac.6", 0.98), ("untag.1", 0.5))
    answer = ask("operation_role", "First NZ women with the UN: was it Namibia or Cambodia?", *places, facts=facts)
    assert "first New Zealand women" in answer.text
