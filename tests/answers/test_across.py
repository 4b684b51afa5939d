"""Lists, counts, extremes, comparisons, years and UN figures: restrictions hold, umbrellas are never counted."""

from __future__ import annotations

from tests.answers.asking import INTERFET, RAMSI, TIMOR, UNTSO, Talk, ask, clause, engine


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("- ")]


def test_a_list_by_region() -> None:
    answer = ask("operations_list", "which missions were in the Pacific")
    assert all(word in answer.text for word in ("RAMSI", "Bougainville", "Tonga"))
    assert "UNTSO" not in answer.text


def test_negation_is_respected() -> None:
    answer = ask("operations_list", "missions not led by the UN in the Pacific")
    assert "UNTSO" not in answer.text
    led_by_un = ask("operations_list", "missions not led by the UN")
    names = {item.short_name for item in engine().kb.operations.values() if item.lead == "UN"}
    assert not any(line.startswith(f"- {called} ") for line in lines(led_by_un.text) for called in names)


def test_before_a_year_leaves_out_what_began_later() -> None:
    answer = ask("operations_list", "which operations began before 1970")
    assert "UNTSO" in answer.text
    assert "RAMSI" not in answer.text


def test_only_the_police() -> None:
    answer = ask("operations_list", "operations with only police")
    for line in lines(answer.text):
        assert "INTERFET" not in line


def test_current_operations_carry_the_caveat() -> None:
    answer = ask("operations_list", "which missions are current")
    assert "UNTSO" in answer.text
    assert "latest sources on file" in answer.text


def test_umbrellas_and_related_activities_are_not_counted() -> None:
    answer = ask("operations_count", "how many operations were in Timor-Leste", TIMOR)
    assert answer.text.startswith("5 ")


def test_a_restriction_no_record_field_holds_is_looked_for_in_the_facts() -> None:
    answer = ask("operations_list", "missions about referendums", facts=(("bougainville_referendum.1", 0.7),))
    assert "records speak of that" in answer.text
    assert ask("operations_list", "missions about penguins").outcome == "unknown"


def test_the_longest_and_the_first() -> None:
    assert "UNTSO" in ask("operations_extreme", "which is the longest running").text.splitlines()[0]
    assert "UNMOGIP" in ask("operations_extreme", "what was the first peacekeeping mission").text.splitlines()[0]


def test_the_largest_is_by_people_at_one_time() -> None:
    answer = ask("operations_extreme", "largest operation by people")
    assert "INTERFET" in answer.text.splitlines()[0]
    assert "do not all count in the same way" in answer.text


def test_two_operations_side_by_side() -> None:
    answer = ask("operations_compare", "compare RAMSI and INTERFET", RAMSI, INTERFET)
    assert len(lines(answer.text)) == 2
    assert "July 2003" in answer.text


def test_which_lasted_longer_is_said_first() -> None:
    answer = ask("operations_compare", "which went on longer, RAMSI or INTERFET", RAMSI, INTERFET)
    assert answer.text.startswith("RAMSI went on longer:")


def test_what_happened_in_a_year() -> None:
    answer = ask("operations_year", "what happened in 1999")
    assert "INTERFET" in answer.text
    assert "all UN missions together" in answer.text


def test_un_figures_say_what_they_count_and_are_not_added_up() -> None:
    answer = ask("un_contributions", "how many UN peacekeepers in 1995")
    assert "1995" in answer.text
    assert "not added up" in answer.text


def test_un_figures_outside_the_data_say_so() -> None:
    answer = ask("un_contributions", "how many in UNTSO in 1960", UNTSO)
    assert answer.outcome == "unknown"
    assert "no UN figure for 1960" in answer.text


def test_the_second_one_of_a_list() -> None:
    talk = Talk()
    listed = talk.ask(clause("operations_list", "which missions were in Timor-Leste", TIMOR))
    second = lines(listed.text)[1]
    answer = talk.ask(clause("follow_up", "and the second one?"))
    assert "INTERFET" in second
    assert "INTERFET" in answer.text
    assert "UNTAET" in talk.ask(clause("follow_up", "the third one")).text
