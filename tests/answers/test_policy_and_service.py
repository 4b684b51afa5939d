"""Policy topics, terms, gaps, contacts and what is not our business."""

from __future__ import annotations

import pytest

from tests.answers.asking import RAMSI, ask, engine, name


def test_a_topic_tells_its_short_answer_in_order() -> None:
    answer = ask("policy_why_take_part", "why does New Zealand take part")
    told = [fact.id for fact in answer.facts]
    assert told == list(engine().kb.topics["why_take_part"].lead)
    assert "undated and fits 2015-16" in answer.text


def test_every_topic_answers() -> None:
    for topic in engine().kb.topics:
        answer = ask(f"policy_{topic}", "tell me")
        assert answer.outcome == "answered"
        assert answer.sources


def test_the_fact_a_question_points_to_comes_first() -> None:
    answer = ask("policy_money", "what was paid in 2010/11", facts=(("money.203", 0.95),))
    assert answer.facts[0].id == "money.203"


def test_a_policy_question_that_names_an_operation_is_about_the_operation() -> None:
    answer = ask("policy_who_leads", "who leads RAMSI", RAMSI)
    assert "RAMSI" in answer.text.splitlines()[0]


def test_one_agency_gets_only_its_own_work() -> None:
    answer = ask("policy_who_does_what", "what does MFAT do", name("agency", "mfat", "MFAT"))
    assert {fact.agency for fact in answer.facts} == {"mfat"}


def test_what_no_page_tells_is_said_so() -> None:
    answer = ask(
        "policy_enlist", "what do peacekeepers earn", confidence=0.5, answerable=0.5, facts=(), gaps=(("gap_pay", 1.1),)
    )
    assert answer.outcome == "unknown"
    assert answer.text.startswith("No page on file gives the pay")


def test_a_gap_is_not_taken_for_a_question_on_one_operation() -> None:
    answer = ask("operation_personnel", "how many in RAMSI now", RAMSI, gaps=(("gap_deployed_today", 1.2),))
    assert answer.outcome == "answered"


def test_a_definition_names_its_term() -> None:
    answer = ask("define_term", "what is a mandate", name("term", "mandate", "mandate"))
    assert "mandate" in answer.text.lower().split(".")[0]


def test_every_term_is_defined() -> None:
    for term in engine().kb.terms:
        answer = ask("define_term", "what does it mean", name("term", term))
        assert answer.outcome == "answered"
        assert answer.facts


def test_an_unknown_word_gets_no_made_up_definition() -> None:
    assert ask("define_term", "what is a flibbertigibbet").outcome == "unknown"


def test_two_terms_side_by_side() -> None:
    terms = [
        name("term", "peacekeeping", "peacekeeping"),
        name("term", "peace_enforcement", "peace enforcement", at=20),
    ]
    answer = ask("term_difference", "peacekeeping or peace enforcement", *terms)
    assert len([line for line in answer.text.splitlines() if line.startswith("- ")]) == 2


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("contact_phone", "+64 4 439 8000"),
        ("contact_address", "195 Lambton Quay"),
        ("careers", "vacancies.mfat.govt.nz"),
        ("deployment_map", "deployment-map"),
        ("past_contributions", "our-work-with-the-un"),
    ],
)
def test_contacts(kind: str, says: str) -> None:
    answer = ask(kind, "where")
    assert answer.outcome == "answered"
    assert says in answer.text


@pytest.mark.parametrize(
    ("kind", "outcome", "says"),
    [
        ("oos_passport", "redirect", "passport"),
        ("oos_visa", "redirect", "immigration"),
        ("oos_travel", "redirect", "safetravel"),
        ("oos_secret", "unsafe", "published"),
        ("oos_injection", "unsafe", "published records"),
        ("oos_opinion", "redirect", "no side"),
        ("out_of_scope", "redirect", "outside what I can answer"),
        ("distress", "redirect", "1737"),
    ],
)
def test_what_is_not_our_business_gets_a_line_and_a_place_to_go(kind: str, outcome: str, says: str) -> None:
    answer = ask(kind, "something else")
    assert answer.outcome == outcome
    assert says in answer.text.lower() or says in answer.text
    assert not answer.facts


def test_a_false_premise_is_put_right_and_not_answered() -> None:
    answer = ask("false_premise", "why did New Zealand invade Solomon Islands with RAMSI", RAMSI)
    assert answer.outcome == "redirect"
    assert "did not do that" in answer.text


def test_a_question_without_a_loaded_word_is_read_as_the_next_kind() -> None:
    ranking = (("false_premise", 0.4), ("operation_start", 0.35))
    answer = ask("false_premise", "since when did RAMSI help", RAMSI, confidence=0.4, ranking=ranking)
    assert "July 2003" in answer.text


def test_a_gap_of_the_topic_needs_a_word_that_no_fact_there_has() -> None:
    gaps, facts = (("gap_police_law", 0.86),), (("police_deploy.1", 0.45),)
    sent = ask("policy_police_deploy", "can police be sent abroad", answerable=0.3, facts=facts, gaps=gaps)
    assert sent.outcome == "answered"
    law = ask("policy_police_deploy", "which law sends police abroad", answerable=0.3, facts=facts, gaps=gaps)
    assert law.outcome == "unknown"


def test_a_count_of_something_else_is_no_count_of_people_deployed() -> None:
    facts, gaps = (("forum_members.201", 0.72),), (("gap_deployed_today", 0.5),)
    answer = ask("policy_numbers", "how many are in the Forum now", confidence=0.4, facts=facts, gaps=gaps)
    assert answer.outcome == "answered"
    assert "forum_members.201" in {fact.id for fact in answer.facts}


def test_a_fact_clearly_nearer_than_the_definition_is_told_first() -> None:
    council = name("term", "security_council", "Security Council")
    facts = (("p5.1", 0.8), ("security_council.1", 0.69))
    answer = ask("define_term", "who is always on the Security Council", council, facts=facts)
    assert [fact.id for fact in answer.facts] == ["p5.1", "security_council.1"]


def test_the_name_of_the_ministry_is_told_before_its_numbers() -> None:
    answer = ask("contact_general", "what is the ministry called in Māori", facts=(("contact.3", 0.75),))
    assert answer.facts[0].id == "contact.3"


def test_what_is_asked_of_no_operation_is_answered_by_the_policy_that_is_near() -> None:
    asked = "does the mission have to be legal"
    assert "legal" in ask("operation_mandate", asked, facts=(("what_is_considered.2", 0.84),), answerable=0.9).body
    assert ask("operation_mandate", asked, facts=(("what_is_considered.2", 0.6),)).outcome == "clarify"
