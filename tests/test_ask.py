"""``make ask``: what a terminal shows."""

from __future__ import annotations

import pytest

from assistant import ask
from tests.e2e.running import free_port

ANSWER: dict[str, object] = {
    "text": "RAMSI began on 24 July 2003.",
    "custom": {
        "sources": [
            {"title": "RAMSI", "publisher": "Ministry", "as_of": "as of July 2013", "address": "https://example.org"}
        ],
        "choices": [],
        "suggestions": ["When did RAMSI end?", "Who led RAMSI?"],
    },
}


def test_an_answer_shows_source_date_and_suggestions() -> None:
    shown = ask.show([ANSWER])
    assert shown.splitlines()[0] == "RAMSI began on 24 July 2003."
    assert "  - RAMSI, Ministry, as of July 2013: https://example.org" in shown
    assert "You can ask\n  1. When did RAMSI end?\n  2. Who led RAMSI?" in shown


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PORT", str(free_port()))
    assert ask.main(["When did RAMSI start?"]) == 1
    assert "Start it: make run" in capsys.readouterr().err


def test_a_chat_takes_numbers_for_suggestions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, str]] = []

    def answer(address: str, question: str, sender: str) -> list[dict[str, object]]:
        asked.append((question, sender))
        return [ANSWER]

    typed = iter(["When did RAMSI start?", "1", ""])
    monkeypatch.setattr(ask, "ask", answer)
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.delenv("Q", raising=False)
    assert ask.main([]) == 0
    assert [question for question, _ in asked] == ["When did RAMSI start?", "When did RAMSI end?"]
    assert len({sender for _, sender in asked}) == 1
    assert "RAMSI began" in capsys.readouterr().out
