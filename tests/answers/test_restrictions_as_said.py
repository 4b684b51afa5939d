"""Restrictions of lists as people say them: agencies, leaders, sizes, what is not peacekeeping, mandates."""

from __future__ import annotations

import pytest

from assistant.answers.across_cues import kind_across
from assistant.answers.agency_words import read_agencies
from assistant.answers.answer import Subject
from assistant.answers.filters import read_filters, read_superlative
from assistant.answers.leading import leaders, only_led
from assistant.answers.sizes import read_sizes
from tests.answers.asking import ask, clause, engine, name

AUSTRALIA = name("place", "AU", "Australia")
AMERICANS = name("place", "US", "Americans")


@pytest.mark.parametrize(
    "text",
    [
        "only police went, no soldiers at all",
        "police but not the defence force",
        "where did we send cops but no army",
        "police-only missions",
        "missions the police did by themselves",
        "nothing but police officers",
        "police and nobody in uniform from the defence force",
        "has new zealand ever sent police without soldiers",
        "operations where it was just cops",
        "missions with police where the nzdf was not involved",
    ],
)
def test_police_without_soldiers(text: str) -> None:
    agencies = read_agencies(text)
    assert agencies.wanted == ("police",)
    assert agencies.only or agencies.unwanted == ("nzdf",)


def test_soldiers_stand_for_the_defence_force_only_beside_the_police() -> None:
    assert read_agencies("missions with both police and soldiers").wanted == ("police", "nzdf")
    assert read_agencies("how many soldiers went").wanted == ()
    assert read_agencies("just list the missions with police").only is False


@pytest.mark.parametrize(
    ("text", "fewer", "more"),
    [
        ("more than 500 new zealanders at once", None, 500),
        ("a hundred people or more", None, 99),
        ("at least 1,000 people", None, 999),
        ("50 or more troops", None, 49),
        ("fewer than ten people", 10, None),
        ("no more than three kiwis", 4, None),
        ("never had more than two kiwis at once", 3, None),
        ("only one person at a time", 2, None),
        ("just a single officer", 2, None),
        ("one-man missions", 2, None),
        ("missions with one new zealander only", 2, None),
        ("countries with more than one mission", None, None),
        ("went on for more than 10 years", None, None),
        ("after 2010", None, None),
    ],
)
def test_sizes(text: str, fewer: int | None, more: int | None) -> None:
    sizes = read_sizes(text)
    assert (sizes.fewer, sizes.more) == (fewer, more)


@pytest.mark.parametrize(
    "text",
    [
        "run by the Americans", "led by the Americans", "which did the Americans lead", "that the Americans ran",
        "under the Americans", "with the Americans in charge", "the Americans had the lead",
    ],
)  # fmt: skip
def test_the_country_that_led(text: str) -> None:
    asked = clause("operations_list", f"which missions were {text}", AMERICANS)
    assert leaders(asked, (Subject("place", "US"),)) == ("US",)


def test_a_country_to_look_in_did_not_lead() -> None:
    somalia = name("place", "SO", "Somalia")
    asked = clause("operation_leader", "was Somalia run by the Americans", somalia, AMERICANS)
    assert not only_led(asked, Subject("place", "SO"))
    assert only_led(asked, Subject("place", "US"))


@pytest.mark.parametrize(
    "text", ["led by New Zealand", "NZ-led missions", "did New Zealand itself lead", "have we ever been in charge"]
)
def test_led_by_us(text: str) -> None:
    assert leaders(clause("operations_list", text), ()) == ("NZ",)


def test_a_mission_with_several_leads_is_in_the_list_of_each() -> None:
    for text in ("UN missions in Europe", "which of the operations were run by NATO", "missions of the European Union"):
        assert "Bosnia" in ask("operations_list", text).body
    assert "Somalia" in ask("operations_list", "UN missions in Africa").body
    assert "Bosnia" not in ask("operations_list", "missions in Europe not led by the UN").body


def test_missions_led_by_new_zealand_are_counted() -> None:
    answer = ask("operations_count", "how many missions led by New Zealand are there")
    assert answer.text.startswith("3 ")
    assert "Tonga" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "which of these are not really peacekeeping",
        "what is on file that doesn't count as peacekeeping",
        "activities that are not peace operations",
        "anything other than peacekeeping",
        "the related activities",
        "which are not counted",
    ],
)
def test_what_is_not_peacekeeping(text: str) -> None:
    assert read_filters(text).related


def test_related_activities_are_listed_as_such() -> None:
    answer = ask("operations_list", "which missions are not really peacekeeping")
    assert "not counted as peace support are on file" in answer.text
    assert "UNTSO" not in answer.body


def test_mandates_come_with_their_day_and_whether_it_has_passed() -> None:
    answer = ask("operations_list", "which operations had a mandate still running")
    assert "mandate on file to 30 September 2026, which has passed" in answer.body
    assert "RAMSI" not in answer.body


def test_a_size_is_told_in_the_line() -> None:
    answer = ask("operations_list", "missions with only one person at a time")
    assert "MINUSMA in Mali (March 2018 to 2019): 1 officer" in answer.body
    assert "INTERFET" not in answer.body


def test_countries_with_more_than_one_mission() -> None:
    answer = ask("operations_list", "which countries have we had more than one mission in")
    assert "Timor-Leste, 5" in answer.body


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("operation_agencies", "Any deployment of police and nobody from the army?"),
        ("policy_who_does_what", "In which operations were NZ Police a part?"),
        ("operation_leader", "What missions were under NATO command?"),
        ("policy_numbers", "Deployments of a hundred people or more?"),
        ("nlu_fallback", "What's on file that doesn't count as peacekeeping?"),
        ("policy_current_operations", "Whose mandate expired in September 2026?"),
        ("operation_participants", "Which countries have we been to more than once?"),
    ],
)
def test_words_make_it_a_list(kind: str, text: str) -> None:
    asked = clause(kind, text)
    assert kind_across(asked, (), read_filters(text), engine().kb) == "operations_list"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("policy_who_does_what", "What do police do on missions?"),
        ("policy_who_does_what", "What does the army do?"),
        ("operation_mandate", "Under what mandate?"),
        ("operation_personnel", "How many police only?"),
        ("policy_law_defence_act", "name the statute that governs sending NZ police on missions"),
        ("operation_leader", "Was the mission led by NATO?"),
    ],
)
def test_other_questions_stay_what_they_are(kind: str, text: str) -> None:
    assert kind_across(clause(kind, text), (), read_filters(text), engine().kb) is None


def test_the_parts_of_a_group() -> None:
    timor = name("operation", "timor_leste", "Timor deployments")
    for text in (
        "which missions make up the Timor deployments", "what did the Timor deployments consist of",
        "break down the Timor deployments", "which missions fall under the Timor deployments",
    ):  # fmt: skip
        subjects = (Subject("operation", "timor_leste"),)
        kind = kind_across(clause("operation_overview", text, timor), subjects, read_filters(text), engine().kb)
        assert kind == "operations_list", text
    answer = ask("operations_list", "which missions make up the Timor deployments from 1999 on", timor)
    assert all(part in answer.body for part in ("UNAMET", "INTERFET", "UNTAET", "Stabilisation", "UNMIT"))


def test_a_record_of_several_missions_names_them() -> None:
    answer = ask(
        "operations_list", "which UN missions were we part of in Sierra Leone", name("place", "SL", "Sierra Leone")
    )
    assert "UNOMSIL and UNAMSIL" in answer.body


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("which cost the most", "costliest"), ("most expensive operation", "costliest"), ("cheapest", "cheapest"),
        ("on which did most New Zealanders die", "deadliest"), ("which lost the most", "deadliest"),
        ("which cost the most lives", "deadliest"),
        ("most people", "largest"),
    ],
)  # fmt: skip
def test_superlatives_of_cost_and_losses(text: str, which: str) -> None:
    assert read_superlative(text) == which


def test_the_smallest_takes_a_total_where_no_peak_is_on_file() -> None:
    answer = ask("operations_extreme", "which was our smallest deployment")
    assert "one person" in answer.body
    assert "MINUSMA in Mali" in answer.body


def test_a_figure_of_all_missions_is_no_size_of_one() -> None:
    assert "738" not in ask("operations_extreme", "which was the largest operation").body
