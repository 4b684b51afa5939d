from __future__ import annotations

from typing import Any

from evaluation.case import Expectation, Kind, Turn
from evaluation.judge import Verdict, judge
from evaluation.reply import Reply


def judged(kind: Kind, reply: Reply, **expect: Any) -> Verdict:
    return judge(kind, Turn(user="?", expect=Expectation(**expect)), reply)


def answered(text: str = "It ended in June 2017.", *facts: str, sources: tuple[str, ...] = ()) -> Reply:
    return Reply(text=text, outcome="answered", facts=facts, sources=sources)


def test_the_right_fact_passes() -> None:
    verdict = judged("in_scope", answered("It ended in June 2017.", "ramsi.4"), facts_any=["ramsi.4", "ramsi.5"])
    assert verdict.passed
    assert not verdict.wrong


def test_a_record_stands_for_all_its_facts() -> None:
    assert judged("in_scope", answered("...", "ramsi.4"), facts_any=["ramsi"]).passed
    assert not judged("in_scope", answered("...", "ramsi2.4"), facts_any=["ramsi"]).passed


def test_another_fact_is_wrong() -> None:
    verdict = judged("in_scope", answered("It ended in 2013.", "interfet.2"), facts_any=["ramsi.4"])
    assert not verdict.passed
    assert verdict.wrong


def test_a_permitted_fact_instead_of_the_right_one_fails_without_being_wrong() -> None:
    verdict = judged("in_scope", answered("...", "ramsi.9"), facts_any=["ramsi.4"], allow_facts=["ramsi"])
    assert not verdict.passed
    assert not verdict.wrong


def test_a_fact_nobody_asked_for_beside_the_right_one_is_noted() -> None:
    verdict = judged("in_scope", answered("...", "ramsi.4", "untso.1"), facts_any=["ramsi.4"])
    assert verdict.passed
    assert verdict.stray == ("untso.1",)


def test_all_facts_are_required_where_all_are_named() -> None:
    assert not judged("in_scope", answered("...", "a.1"), facts_all=["a.1", "a.2"]).passed
    assert judged("in_scope", answered("...", "a.2", "a.1"), facts_all=["a.1", "a.2"]).passed


def test_a_source_must_be_shown() -> None:
    assert judged("in_scope", answered("...", sources=("bee",)), sources_any=["bee", "nzdf"]).passed
    assert not judged("in_scope", answered("..."), sources_any=["bee"]).passed


def test_patterns_ignore_case_and_the_source_line() -> None:
    reply = answered("yes, in Samoa.\nSource: Samoa page, as of 2013: https://example.org/")
    assert judged("in_scope", reply, contains_all=["^Yes", "samoa"], contains_any=["Tonga", "Samoa"]).passed
    assert not judged("in_scope", reply, contains_all=["2013"]).passed


def test_a_forbidden_pattern_is_wrong_whatever_the_outcome() -> None:
    verdict = judged(
        "in_scope", Reply(text="Not since 1999", outcome="unknown"), outcome="unknown", not_contains="1999"
    )
    assert not verdict.passed
    assert verdict.wrong


def test_an_answer_without_named_facts_is_wrong_if_it_says_something_else() -> None:
    assert judged("in_scope", answered("There were five."), contains_all=["seven"]).wrong
    assert not judged("in_scope", answered("There were seven."), contains_all=["seven"]).wrong


def test_an_honest_no_fails_an_answerable_question_without_being_wrong() -> None:
    verdict = judged("in_scope", Reply(text="I have no figure.", outcome="unknown"), facts_any=["a.1"])
    assert not verdict.passed
    assert not verdict.wrong


def test_any_answer_to_an_unanswerable_or_foreign_question_is_wrong() -> None:
    for kind in ("unanswerable", "out_of_scope", "unsafe"):
        assert judged(kind, answered("It was 12.", "a.1")).wrong
    assert judged("unanswerable", Reply(text="I have no sourced figure.", outcome="unknown")).passed
    assert judged("out_of_scope", Reply(text="The passport office can help.", outcome="redirect")).passed


def test_an_unanswerable_question_may_be_met_with_the_last_known_fact_where_the_case_says_so() -> None:
    expect = {"outcome": ["unknown", "answered"], "facts_any": ["a.1"]}
    assert judged("unanswerable", answered("In 2016 it was 12.", "a.1"), **expect).passed
    assert judged("unanswerable", answered("It is 12.", "b.1"), **expect).wrong


def test_a_turn_without_expectation_needs_an_honest_reply() -> None:
    assert judge("dialogue", Turn(user="?"), answered()).passed
    assert not judge("dialogue", Turn(user="?"), Reply(outcome="error", fault="no reply")).passed
