"""Yes or no where a field or a fact decides it, and never where none does; comparisons say what they compare."""

from __future__ import annotations

import pytest

from assistant.answers.comparison import read_comparison
from assistant.answers.yes_no import asks_yes_or_no
from tests.answers.asking import INTERFET, RAMSI, UNTSO, Talk, ask, clause, name

BOSNIA = name("place", "BA", "Bosnia")
CAMBODIA = name("place", "KH", "Cambodia")
SOMALIA = name("place", "SO", "Somalia")
AFGHANISTAN = name("operation", "afghanistan", "Afghanistan")
TIMOR = name("operation", "timor_leste", "Timor")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Was INTERFET a UN mission?", True),
        ("is it true that RAMSI was led by Australia", True),
        ("RAMSI was Australian-led, right?", True),
        ("so did the army go?", True),
        ("Was it soldiers or police?", False),
        ("Which was larger?", False),
        ("When did it end?", False),
    ],
)
def test_what_asks_for_yes_or_no(text: str, asks: bool) -> None:
    assert asks_yes_or_no(text) is asks


@pytest.mark.parametrize(
    ("kind", "text", "begins", "about"),
    [
        ("operation_leader", "Was INTERFET a UN mission?", "No. ", INTERFET),
        ("operation_leader", "Did the UN run RAMSI?", "No. ", RAMSI),
        ("operation_leader", "Was UNTSO a United Nations operation?", "Yes. ", UNTSO),
        ("operation_agencies", "Did the police take part in RAMSI?", "Yes. ", RAMSI),
        ("operation_agencies", "Were there any police in INTERFET?", "No. ", INTERFET),
        ("operation_participants", "Were soldiers involved in RAMSI?", "Yes. ", RAMSI),
        ("operation_start", "Did INTERFET begin in 1999?", "Yes. ", INTERFET),
        ("operation_end", "Did INTERFET end in 2001?", "No. ", INTERFET),
        ("operation_end", "Was INTERFET over by 2001?", "Yes. ", INTERFET),
        ("operation_end", "Did RAMSI end in 2013?", "In part. ", RAMSI),
        ("operation_nz_name", "Was Operation Rata our name for RAMSI?", "Yes. ", RAMSI),
        ("operation_nz_name", "Was Operation Koru the name for RAMSI?", "No. ", RAMSI),
        ("operation_mandate", "Did INTERFET have a Security Council mandate?", "Yes. ", INTERFET),
        ("operation_leader", "Has a New Zealander ever commanded UNTSO?", "Yes. ", UNTSO),
        ("operation_personnel", "Did more than 1,000 people serve in RAMSI?", "Yes. ", RAMSI),
        ("operation_casualties", "Did any New Zealanders die in Timor?", "Yes. ", TIMOR),
        ("operation_leader", "Was Afghanistan led by NATO?", "Yes. ", AFGHANISTAN),
    ],
)
def test_the_record_decides(kind: str, text: str, begins: str, about: object) -> None:
    answer = ask(kind, text, about)  # type: ignore[arg-type]
    assert answer.body.startswith(begins), answer.body[:200]
    assert answer.sources


@pytest.mark.parametrize(
    ("kind", "text", "about"),
    [
        ("operation_role", "Did the police train the locals in RAMSI?", RAMSI),
        ("operation_participants", "Did Peru take part in RAMSI?", RAMSI),
        ("operation_casualties", "Did anybody die in Bosnia?", BOSNIA),
        ("operation_leader", "Who led RAMSI?", RAMSI),
    ],
)
def test_nothing_decides(kind: str, text: str, about: object) -> None:
    assert not ask(kind, text, about).body.startswith(("Yes", "No", "In part"))  # type: ignore[arg-type]


def test_the_monitors_went_unarmed() -> None:
    monitors = name("operation", "bougainville_tmg_pmg", "Truce Monitoring Group")
    assert ask("operation_role", "Was the Truce Monitoring Group armed?", monitors).body.startswith("No. ")


def test_a_claimed_extreme() -> None:
    assert ask("operations_extreme", "Was INTERFET our largest deployment?", INTERFET).body.startswith("Yes. ")
    first = ask("operations_extreme", "Is it true that UNTSO was our first mission?", UNTSO)
    assert first.body.startswith("No. ")
    assert "UNMOGIP" in first.body


def test_presence_in_a_past_year() -> None:
    assert ask("operation_presence", "Were we still in Bosnia in 2005?", BOSNIA).body.startswith("Yes. ")
    assert ask("operation_presence", "Did we go to Bosnia in 2015?", BOSNIA).body.startswith("No, not at that time")


@pytest.mark.parametrize(
    ("text", "measure", "sign"),
    [
        ("did more go to Cambodia than Somalia", "people", 1), ("fewer people", "people", -1),
        ("which cost us more", "cost", 1), ("what was dearer", "cost", 1), ("which was deadlier", "deaths", 1),
        ("did more Kiwis die there", "deaths", 1), ("which ended first", "end", -1), ("finished later", "end", 1),
        ("which was longer", "length", 1), ("did it start before", "start", -1),
    ],
)  # fmt: skip
def test_what_is_compared(text: str, measure: str, sign: int) -> None:
    read = read_comparison(text)
    assert read is not None
    assert (read.measure, read.sign) == (measure, sign)


def test_a_comparison_says_what_it_compares() -> None:
    answer = ask("operations_compare", "Did more go to Cambodia than Bosnia?", CAMBODIA, BOSNIA)
    assert answer.body.startswith("No. The Bosnia deployments were the larger, by people at one time:")
    assert "261" in answer.body
    assert "97" in answer.body
    answer = ask("operations_compare", "What cost more, Afghanistan or Timor?", AFGHANISTAN, TIMOR)
    assert answer.body.startswith("The Timor-Leste deployments cost more")
    assert all(money in answer.body for money in ("157", "248"))
    answer = ask("operations_compare", "Did more die in Afghanistan than in Timor?", AFGHANISTAN, TIMOR)
    assert answer.body.startswith("Yes. More New Zealanders died in the Afghanistan deployments")


def test_a_comparison_at_a_date() -> None:
    answer = ask("operations_compare", "in 2006, did we have more people in RAMSI or in Timor?", RAMSI, TIMOR)
    assert "47 NZDF people" in answer.body


def test_too_close_to_tell() -> None:
    answer = ask("operations_compare", "which started earlier, Bosnia or Somalia?", BOSNIA, SOMALIA)
    assert "does not set" in answer.body


def test_the_same_of_each() -> None:
    answer = ask("operation_start", "When did INTERFET and RAMSI begin?", INTERFET, RAMSI)
    assert answer.body.splitlines()[0] == "One by one:"
    assert "1999" in answer.body
    assert "2003" in answer.body


def test_code_names_in_a_row() -> None:
    answer = ask("operation_location", "Ops Midford and Minerva - where was each one?")
    assert "Zimbabwe" in answer.body
    assert "Solomon Islands (Operation Minerva)" in answer.body


def test_a_year_selects_the_fact() -> None:
    lilley = ask("operation_leader", "Who headed UNTSO in 2005?", UNTSO).body
    assert "Lilley" in lilley
    assert "Gawn" not in lilley.split("Lilley")[0]


def test_the_medal_of_what_is_talked_about() -> None:
    talk = Talk()
    talk.ask(clause("operation_overview", "Tell me about UNMIK", name("operation", "kosovo_unmik", "UNMIK")))
    assert "KFOR medal" in talk.ask(clause("policy_medals", "is there a medal for it?")).body


def test_incomplete_months_are_never_the_lowest() -> None:
    assert "2005" not in ask("un_contributions", "in which month did we have the fewest people in UN missions").body
    told = ask("un_contributions", "how many in UN missions in June 2005")
    assert any("incomplete" in caveat for caveat in told.caveats)


def test_plural_names_take_a_plural_verb_in_suggestions() -> None:
    answer = ask("operations_list", "which missions were in Cambodia", CAMBODIA)
    assert "What were the Cambodia missions?" in answer.suggestions


@pytest.mark.parametrize(
    "text", ["have Kiwis ever led UNTSO?", "did we ever head UNTSO", "has a New Zealander led UNTSO"]
)
def test_people_of_ours_who_led_are_a_yes(text: str) -> None:
    body = ask("operation_leader", text, UNTSO).body
    assert body.startswith("Yes.")
    assert "Gawn" in body
