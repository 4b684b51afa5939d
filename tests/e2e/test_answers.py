"""The assistant answers over HTTP: one message a turn, with facts and sources."""

from __future__ import annotations

import pytest

from tests.e2e.running import Assistant

pytestmark = pytest.mark.e2e


def test_question_is_answered_with_fact_and_source(assistant: Assistant) -> None:
    reply = assistant.ask("When did RAMSI start?")
    assert reply.outcome == "answered"
    assert "2003" in reply.text
    assert reply.facts
    assert reply.custom["sources"][0]["title"]
    assert "Source: " in reply.text


def test_buttons_carry_plain_questions(assistant: Assistant) -> None:
    reply = assistant.ask("When did RAMSI start?")
    for button in reply.raw.get("buttons", []):
        assert button["title"] == button["payload"]
        assert not button["payload"].startswith("/")


def test_follow_up_leans_on_the_last_subject(assistant: Assistant) -> None:
    first, second = assistant.talk("When did RAMSI start?", "and when did it end?")
    assert first.custom["subject"] == second.custom["subject"]
    assert "2017" in second.text


def test_conversations_do_not_mix(assistant: Assistant) -> None:
    assistant.ask("When did RAMSI start?", "one")
    reply = assistant.ask("when did it end?", "another")
    assert reply.outcome == "clarify"
