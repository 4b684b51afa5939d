"""Thumbs up and down, with a reason: kept once a person and answer, masked, without names."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

from tests.slack.mock_slack import until
from tests.slack.payloads import OTHER, PERSON, as_payload, elements, message, submission, words
from tests.slack.served import Served


def kept(served: Served) -> list[dict[str, Any]]:
    """Rows of the feedback table."""
    connection = sqlite3.connect(served.database)
    connection.row_factory = sqlite3.Row
    rows = [dict(row) for row in connection.execute("SELECT * FROM feedback ORDER BY number")]
    connection.close()
    return rows


async def answered(served: Served, text: str = "When did RAMSI start?") -> dict[str, Any]:
    await served.event(message(text))
    await until(lambda: bool(served.slack.posted()))
    return served.slack.posted()[0]


async def test_thumb_up_is_kept_and_thanked(served: Served) -> None:
    posted = await answered(served)
    await served.press(elements(posted, "feedback_up")[0], posted)
    await until(lambda: bool(served.slack.posted("respond")))
    assert "Thank you" in words(served.slack.posted("respond")[0])
    row = kept(served)[0]
    assert (row["channel"], row["verdict"], row["question"]) == ("slack", "up", "When did RAMSI start?")
    assert row["facts"] == '["ramsi.1"]'
    assert PERSON not in str(row)


async def test_thumb_down_asks_why_and_keeps_the_masked_reason(served: Served) -> None:
    posted = await answered(served)
    await served.press(elements(posted, "feedback_down")[0], posted)
    await until(lambda: bool(served.slack.posted("views.open")))
    view = served.slack.posted("views.open")[0]["view"]
    assert [(row["verdict"], row["reason"]) for row in kept(served)] == [("down", "")]
    status, _ = await served.post(as_payload(submission(view, "Wrong year. Ring me on 021 123 4567")))
    assert status == 200
    await until(lambda: kept(served)[0]["reason"] != "")
    assert [(row["verdict"], row["reason"]) for row in kept(served)] == [
        ("down", "Wrong year. Ring me on [phone number]")
    ]


async def test_dialog_sent_empty_changes_nothing(served: Served) -> None:
    posted = await answered(served)
    await served.press(elements(posted, "feedback_down")[0], posted)
    await until(lambda: bool(served.slack.posted("views.open")))
    await served.post(as_payload(submission(served.slack.posted("views.open")[0]["view"], None)))
    await asyncio.sleep(0.2)
    assert len(kept(served)) == 1


async def test_second_thought_replaces_the_first_and_people_count_apart(served: Served) -> None:
    posted = await answered(served)
    up, down = elements(posted, "feedback_up")[0], elements(posted, "feedback_down")[0]
    for element, user in ((up, PERSON), (up, PERSON), (down, PERSON), (up, OTHER)):
        await served.press(element, posted, user=user)
        await asyncio.sleep(0.1)
    await until(lambda: len(kept(served)) == 2)
    assert sorted(row["verdict"] for row in kept(served)) == ["down", "up"]


async def test_unanswered_questions_are_kept_masked(served: Served) -> None:
    served.assistant.script = lambda text: {
        "text": "I do not know.",
        "custom": {**_custom(), "text": "I do not know.", "body": "I do not know."},
    }
    await answered(served, "What did it cost? mail me at aroha@example.govt.nz")
    connection = sqlite3.connect(served.database)
    rows = connection.execute("SELECT channel, question, outcome FROM unanswered_questions").fetchall()
    connection.close()
    assert rows == [("slack", "What did it cost? mail me at [email address]", "unknown")]
    assert "was removed" in words(served.slack.posted()[0])


async def test_the_dialog_does_not_wait_behind_questions(served: Served) -> None:
    posted = await answered(served)
    served.assistant.seconds = 1.0
    for number in range(20):
        await served.event(message(f"question {number}"))
    started = asyncio.get_running_loop().time()
    await served.press(elements(posted, "feedback_down")[0], posted)
    await until(lambda: bool(served.slack.posted("views.open")))
    assert asyncio.get_running_loop().time() - started < 2.0


def _custom() -> dict[str, Any]:
    from assistant.channels.turn import fixed

    return dict(fixed("unknown", "").custom)
