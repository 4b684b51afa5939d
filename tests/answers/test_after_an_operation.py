"""Questions that lean on an operation just told of, or on what was told of the people in it."""

from __future__ import annotations

import pytest

from tests.answers.talking import I, Played

EXTREME = (("follow_up", 0.59), ("operations_extreme", 0.55))
BOSNIA = {"Bosnia": "operation:bosnia"}
UNTSO = {"UNTSO": "operation:untso"}
TIMOR = {"Timor-Leste": "operation:timor_leste"}
MANNING = {"Leonard Manning": "operation:timor_leste"}
SOMALIA = {"Somalia": "place:SO"}
KASHMIR = "un_history.1"


def after(kind: str, text: str, names: dict[str, str] | None = None, **more: object) -> Played:
    talk = Played()
    talk.say(kind, text, names, **more)
    return talk


def test_another_extreme_is_of_all_after_one_operation() -> None:
    talk = after("operation_personnel", "How many were in INTERFET?", I)
    talk.say("follow_up", "and the longest one?", confidence=0.59, ranking=EXTREME)
    assert "UNTSO" in talk.last.body
    talk.say("operation_personnel", "how many went?")
    talk.say("operations_extreme", "and the one that has been running longest for us?", confidence=0.46)
    assert "UNTSO" in talk.last.body


def test_when_the_last_of_them_came_home_is_no_extreme() -> None:
    talk = after("operation_overview", "What was Bosnia?", BOSNIA)
    talk.say("operation_end", "so when did the last of them come home", confidence=0.77)
    assert "2007" in talk.last.body
    assert talk.last.parts[0].kind == "operation_end"


@pytest.mark.parametrize("text", ["until what date will this continue?", "how much longer?"])
def test_until_when_it_goes_on_asks_for_no_age_of_an_answer(text: str) -> None:
    talk = after("operation_overview", "What is UNTSO?", UNTSO)
    talk.say("answer_age", text, confidence=0.5)
    assert "30 September 2026" in talk.last.body


@pytest.mark.parametrize("text", ["which years", "which years was he?", "when was he in charge"])
def test_when_those_told_of_were_there(text: str) -> None:
    talk = after("operation_leader", "Did a New Zealander ever head UNTSO?", UNTSO)
    talk.say("operation_duration", text, confidence=0.87)
    assert "2015" in talk.last.body


def test_who_somebody_was_and_when_that_happened() -> None:
    talk = after("operation_leader", "who was Leonard Manning", MANNING, facts=(("timor_leste.105", 0.68),))
    assert "timor_leste.105" in talk.facts()
    talk.say("answer_age", "when did that happen", confidence=0.49)
    assert "July 2000" in talk.last.body


def test_names_that_no_fact_gives_are_not_made_up_for() -> None:
    on_women = (("untac.6", 0.85),)
    talk = after("operation_role", "What was done in Cambodia?", {"Cambodia": "place:KH"})
    talk.say("nlu_fallback", "Do you have the names of those women?", facts=(("untac.6", 0.52),), in_talk=on_women)
    assert talk.last.outcome == "unknown"


def test_where_they_were_is_told_by_facts_on_their_work() -> None:
    talk = after("operation_overview", "What was Bosnia?", BOSNIA)
    talk.say("operation_location", "in which town were they?")
    assert {"bosnia.7", "bosnia.14"} <= talk.facts()


@pytest.mark.parametrize(
    ("place", "begins", "fact"),
    [("KH", "Yes. New Zealand sent communications, naval", "untac.4"), ("BA", "New Zealand agencies", None)],
)
def test_of_one_service_only_a_fact_tells(place: str, begins: str, fact: str | None) -> None:
    talk = after("operation_overview", "What was done there?", {"there": f"place:{place}"})
    talk.say("operation_agencies", "was the navy there?", confidence=0.77)
    assert talk.last.body.startswith(begins)
    assert fact is None or fact in talk.facts()


def test_in_total_is_told_of_what_it_was_part_of() -> None:
    talk = after("operation_overview", "What was INTERFET?", I)
    talk.say("operation_personnel", "how many went in total?")
    assert talk.facts() >= {"timor_leste.101", "interfet.3"}


def test_missions_flown_are_no_operations() -> None:
    near = (("somalia.7", 0.87), ("rwanda.2", 0.3))
    talk = after("operation_personnel", "How many were in Somalia?", SOMALIA)
    alone = (("somalia.7", 0.69), ("rwanda.2", 0.6))
    talk.say("operations_count", "how many missions did they fly", confidence=0.72, facts=alone, in_talk=near)
    assert "233" in talk.last.body


def test_what_a_policy_told_of_is_asked_on_about_as_an_operation() -> None:
    talk = after("policy_un_history", "Tell me about the first UN peacekeepers", facts=((KASHMIR, 0.8),))
    talk.say("operation_role", "and what was their job?", confidence=0.88)
    assert "unmogip.3" in talk.facts()


def test_how_many_after_the_most_deaths_counts_the_dead() -> None:
    talk = after("operations_extreme", "which operation had the most deaths")
    talk.say("operation_personnel", "how many", confidence=0.47)
    assert "Ten New Zealanders" in talk.last.body
    talk.say("operations_extreme", "in which year were most of them", confidence=0.5)
    assert "August 2012" in talk.last.body


def test_who_was_first_asks_for_no_operation() -> None:
    talk = after("operation_role", "what did our officers do in Kosovo", {"Kosovo": "place:XK"})
    talk.say("operations_extreme", "who was the first", confidence=0.78)
    assert "UNMOGIP" not in talk.last.body


def test_what_came_next_of_those_told_of_by_date() -> None:
    talk = after("operations_extreme", "What was our first UN mission?")
    talk.say("operation_personnel", "how many went")
    talk.say("follow_up", "and which UN mission came next?")
    assert "UNTSO, which New Zealand joined in 1954" in talk.last.body


def test_when_the_smaller_one_ended() -> None:
    both = {"RAMSI": "operation:ramsi", "INTERFET": "operation:interfet"}
    talk = after("operations_compare", "Which was bigger, RAMSI or INTERFET?", both)
    ranking = (("operations_extreme", 0.58), ("operation_end", 0.34))
    talk.say("operations_extreme", "when did the smaller one end", confidence=0.58, ranking=ranking)
    assert talk.last.parts[0].kind == "operation_end"
    assert "RAMSI" in talk.last.body


def test_what_stands_behind_the_verb_picks_no_operation() -> None:
    talk = after("operation_overview", "Tell me of the engineers", {"engineers": "operation:iraq_engineers"})
    talk.say("operation_role", "what did they build", confidence=0.7)
    assert "Taji" not in talk.last.body


def test_a_un_force_is_any_of_the_un() -> None:
    talk = after("operation_overview", "What is the MFO?", {"MFO": "operation:mfo_sinai"})
    talk.say("operation_reason", "why is it not a UN force?", {"UN force": "un_mission:UNFOR"})
    assert "UNFOR" not in talk.last.body


def test_all_operations_together_are_asked_of_the_policy() -> None:
    talk = after("operation_casualties", "How many died in Timor-Leste?", TIMOR)
    talk.say("policy_who_leads", "and on all operations put together since WW2?", confidence=0.46)
    assert talk.last.parts[0].kind == "policy_deaths"


def test_whether_it_was_the_uns() -> None:
    talk = after("operation_overview", "What is the MFO?", {"MFO": "operation:mfo_sinai"})
    talk.say("nlu_fallback", "and is it a United Nations mission or not?", confidence=0.6)
    assert talk.last.body.startswith("No.")


def test_a_number_repeated_is_asked_on_about() -> None:
    talk = after("operation_personnel", "How many served in Timor-Leste altogether?", TIMOR)
    talk.say("operation_disagreement", "Which years does the 7,000 figure cover?", confidence=0.5)
    assert talk.facts() == {"timor_leste.101"}


def test_start_and_finish_are_how_long() -> None:
    talk = after("operation_overview", "What was INTERFET?", I)
    talk.say("operation_end", "year start year finish?", confidence=0.6)
    assert "20 September 1999 to 23 February 2000" in talk.last.body


def test_missions_of_a_name_are_listed() -> None:
    talk = after("operation_nz_name", "Solomon Islands missions?", {"Solomon Islands": "operation:solomon_islands"})
    assert talk.last.parts[0].kind == "operations_list"


def test_what_concerned_a_place_is_told_by_the_fact_that_names_it() -> None:
    talk = after("operation_presence", "Did anyone go into Yemen?", {"Yemen": "place:YE"})
    assert "no one to enter Yemen" in talk.last.body


def test_one_agency_alone_is_asked_the_same() -> None:
    talk = after("operation_personnel", "How many were in RAMSI in total?", {"RAMSI": "operation:ramsi"})
    talk.say("operation_agencies", "police only?", {"police": "agency:police"}, confidence=0.62)
    assert "ramsi.102" in talk.facts()


def test_the_extreme_the_other_way_round() -> None:
    talk = after("operations_extreme", "What was the longest UN mission?")
    talk.say("follow_up", "and outside the UN?", confidence=0.7)
    assert "MFO in the Sinai" in talk.last.body


def test_what_somebody_did_is_told_of_him() -> None:
    talk = after("operation_leader", "Who led in South Sudan?", {"South Sudan": "place:SS"})
    talk.say("operation_role", "what was his job", confidence=0.78, in_talk=(("south_sudan.13", 0.57),))
    assert "David Shearer" in talk.last.body
