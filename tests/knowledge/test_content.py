"""What the real files say, as far as it can be tested without repeating them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.knowledge import dates, yaml_file
from assistant.knowledge.base import KnowledgeBase

STATEMENTS: list[dict[str, Any]] = yaml_file.read(
    Path(__file__).parent / "page_statements.yml", shown_as="page_statements.yml"
)
MINISTRY = "mfat-peace-support-operations"


@pytest.mark.parametrize("item", STATEMENTS, ids=lambda item: item["statement"][:60])
def test_every_statement_of_the_ministry_page_has_a_question_and_a_fact(
    item: dict[str, Any], kb: KnowledgeBase
) -> None:
    assert item["questions"]
    assert item["facts"]
    assert MINISTRY in {kb.fact(fact).source for fact in item["facts"]}
    assert all(contact in kb.contacts for contact in item.get("contacts", ()))


def test_every_fact_from_the_ministry_page_answers_one_of_its_statements(kb: KnowledgeBase) -> None:
    listed = {fact for item in STATEMENTS for fact in item["facts"]}
    told_by_others = {
        "dates.10",  # our own advice on the page, not a statement of it
        "where_current.1",
        "contact.6",
        "ramsi_term.2",
        "eas.1",
        "regional_forums.3",
    }
    facts = {fact.id for owner in kb.owners() for fact in owner.facts if fact.source == MINISTRY}
    assert facts - listed - told_by_others == set()


def test_a_running_operation_has_no_end_and_an_ended_one_says_when_it_was_last_seen(kb: KnowledgeBase) -> None:
    for operation in kb.operations.values():
        if operation.status.state in ("ongoing", "mandate_lapsed"):
            assert operation.end is None, operation.id
            assert operation.status.mandate_to or operation.status.last_seen, operation.id
        if operation.status.state == "ended":
            assert operation.end or operation.status.last_seen, operation.id


def test_umbrellas_hold_the_operations_that_belong_together(kb: KnowledgeBase) -> None:
    def parts(umbrella: str) -> list[str]:
        return [part.id for part in kb.parts_of(umbrella)]

    assert parts("timor_leste") == ["unamet", "interfet", "untaet", "isf_timor", "unmit_police"]
    assert parts("solomon_islands") == ["solomons_ipmt", "ramsi", "siaf"]
    assert parts("bougainville") == ["bougainville_tmg_pmg", "bougainville_police", "bougainville_referendum"]
    assert parts("balkans") == ["bosnia", "untaes", "unmop", "kosovo_unmik"]
    assert parts("iraq") == ["unscom", "unami", "iraq_engineers", "iraq_training"]


def test_related_activities_are_not_peace_support(kb: KnowledgeBase) -> None:
    related = {operation.id for operation in kb.operations.values() if operation.category == "related"}
    assert {"ukraine_training", "cmf_maritime", "kabul_evacuation", "korea_training", "bougainville_police"} <= related


def test_figures_say_what_they_count_and_the_dated_ones_when(kb: KnowledgeBase) -> None:
    for operation in kb.operations.values():
        for figure in operation.personnel:
            assert len(figure.counts) > 3, operation.id
            assert figure.valid_at or figure.kind != "at_date", (operation.id, figure.value)


def test_the_date_of_a_figure_is_not_the_date_of_its_page(kb: KnowledgeBase) -> None:
    police = next(figure for figure in kb.operations["unficyp_police"].personnel if figure.kind == "peak")
    assert police.valid_at == "1964-05-21"
    assert dates.year(kb.as_of(kb.fact("unficyp_police.3")) or "") == 2011


def test_every_country_of_the_world_is_a_place_but_new_zealand(kb: KnowledgeBase) -> None:
    assert len(kb.places) == 249
    assert {"SB", "TL", "XK", "PS", "TW", "VA", "NU", "TK"} <= set(kb.places)
    assert "NZ" not in kb.places


def test_former_fact_ids_lead_to_the_fact_that_took_them_in(kb: KnowledgeBase) -> None:
    assert kb.fact("timor_leste.10").id == "untaet.4"
    assert kb.owner_of("ukraine_training.101").id == "ukraine_training"
