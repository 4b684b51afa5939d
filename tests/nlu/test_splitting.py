"""Where a message may be cut into clauses, and where never."""

from __future__ import annotations

import pytest

from assistant.nlu.splitting import split


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "when did RAMSI start and how many countries were in it?",
            ["when did RAMSI start", "how many countries were in it?"],
        ),
        ("Who led it and where was it?", ["Who led it", "where was it?"]),
        ("When did it start? Who led it?", ["When did it start", "Who led it?"]),
        ("when did it end, who led it", ["when did it end", "who led it"]),
        ("what year did it start, who led it", ["what year did it start", "who led it"]),
        ("What is RAMSI and is it still going?", ["What is RAMSI", "is it still going?"]),
        ("when did INTERFET start and end?", ["when did INTERFET start?", "when did INTERFET end?"]),
        ("where and when did RAMSI operate", ["where did RAMSI operate", "when did RAMSI operate"]),
        (
            "who led RAMSI, when did it end and how many people went?",
            ["who led RAMSI", "when did it end", "how many people went?"],
        ),
        ("What did it do; how long did it last?", ["What did it do", "how long did it last?"]),
        (
            "how many went to Timor and in which year did they leave",
            ["how many went to Timor", "in which year did they leave"],
        ),
        ("How many people went? And can you tell me who led them?", ["How many people went", "who led them?"]),
    ],
)
def test_compound_questions(message: str, parts: list[str]) -> None:
    assert split(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "how many people served between 1999 and 2005",
        "Is New Zealand in Bosnia and Herzegovina?",
        "what did the Army and Police do there?",
        "what was the truce and peace monitoring group?",
        "compare RAMSI and INTERFET",
        "What is the difference between peacekeeping and peacebuilding?",
        "which operations began before 2005 and had fewer than 20 people",
        "was there a mission in Bougainville, which ended in 2003?",
        "When visiting Dili, what should I know about the mission?",
        "tell me when it began",
        "I want to know who led it",
        "tell me about the mission and the people who served",
        "countries in which New Zealand served and the years",
        "did it end and when?",
        "Which missions, if any, are still going?",
        "and what about Bougainville?",
        "why",
        "",
        "?!?!",
        "who " * 400,
    ],
)
def test_one_question(message: str) -> None:
    assert split(message) == [message]


def test_many_questions_stay_one() -> None:
    message = "who led it? when was it? where was it? why was it? what was it? how was it?"
    assert split(message) == [message]
