"""A name in common is no answer, plain words tell the kind, and the words single out one of several operations."""

from __future__ import annotations

import pytest

from assistant.answers.question import Name
from tests.answers.asking import RAMSI, TIMOR, UNTSO, ask, name

LAOS = name("operation", "laos_uxo", "the clearance in Laos")
IRAQ = name("place", "IQ", "Iraq")
SYRIA = name("place", "SY", "Syria")
VIETNAM = name("place", "VN", "Vietnam")
UNMIK = name("operation", "kosovo_unmik", "UNMIK")
KOSOVO = name("place", "XK", "Kosovo")
BOSNIA = name("place", "BA", "Bosnia")
TMG = name("operation", "bougainville_tmg_pmg", "the truce monitoring")


@pytest.mark.parametrize("kind", ["operation_cost", "operation_casualties", "operation_personnel"])
def test_a_fact_near_for_the_sake_of_the_name_does_not_stand_in(kind: str) -> None:
    answer = ask(kind, "What was the bill for the clearance in Laos?", LAOS, facts=(("laos_uxo.1", 0.9),))
    assert answer.outcome == "unknown"


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("operation_end", "UNTSO kicked off when?", "operation_start"),
        ("policy_recently_completed", "UNTSO kicked off when?", "operation_start"),
        ("operation_start", "By what date had we pulled out of RAMSI?", "operation_end"),
        ("operation_role", "For how long did we keep people in RAMSI?", "operation_duration"),
        ("operation_start", "We sent people to RAMSI. Whereabouts exactly?", "operation_location"),
    ],
)
def test_plain_words_tell_the_kind(kind: str, text: str, told: str) -> None:
    assert ask(kind, text, RAMSI if "RAMSI" in text else UNTSO).as_data()["kind"] == told


def test_carrying_on_is_not_carrying_arms() -> None:
    answer = ask("operation_status", "Has the truce monitoring finished, or does it carry on?", TMG)
    assert answer.as_data()["kind"] == "operation_status"
    assert ask("operation_role", "Did the truce monitoring carry weapons?", TMG).text.startswith("No. ")


@pytest.mark.parametrize(("place", "word"), [(KOSOVO, "Yes"), (BOSNIA, "No")])
def test_whether_a_mission_was_in_a_country(place: Name, word: str) -> None:
    answer = ask("operation_agencies", f"Was UNMIK in {place.text}?", UNMIK, place)
    assert answer.text.startswith(f"{word}. ")


def test_year_and_work_single_out_one_of_several() -> None:
    answer = ask("operation_location", "In 2003 engineers went to Iraq. Where?", IRAQ)
    assert answer.as_data()["subject"] == ["operation:iraq_engineers"]
    assert ask("operation_location", "Where in Iraq?", IRAQ).as_data()["subject"] == ["place:IQ"]


def test_what_the_nearest_one_has_not_is_looked_for_in_the_others() -> None:
    answer = ask(
        "operation_casualties", "Was an observer kidnapped in Syria?", SYRIA,
        facts=(("syria_unsmis.4", 0.75), ("untso.102", 0.7)),
    )  # fmt: skip
    assert "untso.102" in [fact.id for fact in answer.facts]


def test_a_place_that_a_fact_speaks_of_is_no_missing_record() -> None:
    text = "Who was the first killed in combat since Vietnam?"
    near = ask("operation_casualties", text, VIETNAM, facts=(("timor_leste.105", 0.8),))
    assert near.outcome == "answered"
    assert ask("operation_casualties", text, VIETNAM).outcome == "no_record"


def test_a_count_of_people_in_a_place_is_no_count_of_operations() -> None:
    answer = ask("operations_count", "How many Kiwis served in Timor-Leste?", TIMOR)
    assert answer.as_data()["kind"] == "operation_personnel"
