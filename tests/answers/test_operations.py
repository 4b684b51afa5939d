"""One attribute of one operation: the first sentence answers, the facts carry it, and what is not on file is said."""

from __future__ import annotations

import pytest

from tests.answers.asking import INTERFET, PERU, RAMSI, SOLOMONS, TIMOR, UNTSO, ask, engine, name


@pytest.mark.parametrize(
    ("kind", "says", "fact"),
    [
        ("operation_start", "began in July 2003", "ramsi.3"),
        ("operation_end", "ended in June 2017", "ramsi.4"),
        ("operation_duration", "about 14 years", "ramsi.3"),
        ("operation_leader", "a regional operation", None),
        ("operation_participants", "15 countries", "ramsi.1"),
        ("operation_agencies", "NZDF, Police and MFAT", None),
        ("operation_role", "policing", "ramsi.13"),
        ("operation_mandate", "24 July 2003", "ramsi.14"),
        ("operation_nz_name", "Operation Rata", "ramsi.12"),
        ("operation_location", "Solomon Islands", None),
        ("operation_personnel", "about 2,000", "ramsi.7"),
    ],
)
def test_each_kind_of_question_gets_its_fact(kind: str, says: str, fact: str | None) -> None:
    answer = ask(kind, "a question about RAMSI", RAMSI)
    assert answer.outcome == "answered"
    assert says in answer.text
    assert fact is None or fact in [item.id for item in answer.facts]
    assert answer.sources, "an answer without a source"


def test_every_answer_names_its_sources_with_their_dates() -> None:
    answer = ask("operation_nz_name", "what was RAMSI called", RAMSI)
    cited = answer.sources[0]
    assert f"Source: {cited.source.title}, {cited.source.publisher} ({cited.as_of})." in answer.text
    assert cited.source.address is not None
    assert cited.source.address in answer.text


@pytest.mark.parametrize(("text", "first"), [("is RAMSI over?", "Yes"), ("is RAMSI still going?", "No")])
def test_status_answers_in_the_sense_of_the_question(text: str, first: str) -> None:
    assert ask("operation_status", text, RAMSI).text.startswith(first)


def test_a_mandate_that_has_run_out_is_told_as_such_with_the_official_list() -> None:
    answer = ask("operation_status", "is UNTSO still going?", UNTSO)
    assert "was due to end on 30 September 2026" in answer.text
    assert "deployment-map" in answer.text


def test_what_is_not_on_file_is_said_with_who_would_know() -> None:
    answer = ask("operation_cost", "what did RAMSI cost?", RAMSI)
    assert answer.outcome == "unknown"
    assert "no sourced answer" in answer.text
    assert "defence.govt.nz" in answer.text
    assert not answer.facts


def test_no_figure_of_another_kind_stands_in_for_a_missing_one() -> None:
    answer = ask("operation_casualties", "how many died in RAMSI", RAMSI, facts=(("ramsi.7", 0.9),))
    assert answer.outcome == "unknown"


def test_a_fact_the_words_point_to_is_told_beside_the_answer() -> None:
    answer = ask(
        "operation_overview", "was it the largest peacetime deployment", TIMOR, facts=(("timor_leste.1", 0.95),)
    )
    assert "timor_leste.1" in [fact.id for fact in answer.facts]


def test_a_place_with_several_operations_gets_one_line_each_oldest_first() -> None:
    answer = ask("operation_leader", "who led the missions in Solomon Islands", SOLOMONS)
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert len(lines) == 3
    assert "RAMSI" in lines[1]


def test_an_umbrella_tells_its_own_total() -> None:
    answer = ask("operation_personnel", "how many served in Timor-Leste in total", TIMOR)
    assert "6,000" in answer.text
    assert "Sources give different totals" in answer.text


def test_sources_that_differ_are_told() -> None:
    assert "16" in ask("operation_participants", "how many countries were in RAMSI", RAMSI).text


def test_without_a_subject_it_asks_which_and_offers_choices() -> None:
    answer = ask("operation_start", "when did it start?")
    assert answer.outcome == "clarify"
    assert "When did RAMSI begin?" in answer.choices


def test_a_name_with_two_meanings_is_asked_back() -> None:
    both = [name("operation", "cmf_maritime", "CMF"), name("operation", "rhodesia_cmf", "CMF")]
    answer = ask("operation_start", "when did CMF start", *both)
    assert answer.outcome == "clarify"
    assert len(answer.choices) == 2


def test_a_slip_in_a_name_is_echoed() -> None:
    slip = name("operation", "ramsi", "RAMSY", at=9, confidence=0.8)
    assert ask("operation_start", "when did RAMSY start", slip).text.startswith("I read that as RAMSI.")


def test_a_related_activity_is_never_passed_off_as_peace_support() -> None:
    answer = ask("operation_start", "when did Operation Tieke start", name("operation", "ukraine_training", "Tieke"))
    assert "not counted as a peace support operation" in answer.text


@pytest.mark.parametrize(
    ("text", "place", "outcome", "first"),
    [
        ("was New Zealand in Timor-Leste?", TIMOR, "answered", "Yes"),
        ("is New Zealand in Timor-Leste now?", TIMOR, "answered", "No, not any more"),
        ("was New Zealand in Peru?", PERU, "no_record", "No. I have no record"),
    ],
)
def test_presence_says_yes_or_no_first(text: str, place: object, outcome: str, first: str) -> None:
    answer = ask("operation_presence", text, place)  # type: ignore[arg-type]
    assert answer.outcome == outcome
    assert answer.text.startswith(first)


def test_a_un_mission_without_new_zealanders_is_told_from_the_un_list() -> None:
    mission = next(item for item in engine().kb.un_missions if item.operation is None and item.start)
    answer = ask("operation_presence", f"was NZ in {mission.acronym}?", name("un_mission", mission.acronym))
    assert answer.outcome == "no_record"
    assert mission.name in answer.text


def test_figures_for_a_year_come_from_that_year() -> None:
    answer = ask("operation_personnel", "how many in UNTSO in 2013", UNTSO)
    assert "2013" in answer.text
    assert "UN monthly figure" in answer.text


def test_every_operation_answers_every_kind_without_error() -> None:
    from assistant.answers.operations.attributes import TELLERS

    for operation in engine().kb.operations:
        for kind in (*TELLERS, "operation_presence"):
            answer = ask(kind, "what about it", name("operation", operation))
            assert answer.text
            assert answer.outcome in ("answered", "unknown", "no_record"), (operation, kind)


def test_what_came_after_is_known_from_the_records() -> None:
    from tests.answers.asking import Talk, clause

    talk = Talk()
    talk.ask(clause("operation_overview", "INTERFET", INTERFET))
    assert "UNTAET" in talk.ask(clause("follow_up", "what came after it?")).text


def test_a_name_with_the_word_operation_in_it_is_no_question_for_a_list() -> None:
    whio = name("operation", "operation_whio", "Operation Whio")
    answer = ask("operation_role", "What did Operation Whio involve?", whio, confidence=0.5)
    assert answer.parts[0].kind != "operations_list"
