"""Deletes one conversation on request, wherever anything of it is kept."""

from __future__ import annotations

import re

from sqlalchemy import delete, func, inspect, select, text
from sqlalchemy.engine import Connection

from assistant.store import slack
from assistant.store.tables import feedback, sessions, turns, unanswered

# A question from Slack and its entry among the unanswered ones are written one after the other.
_SAME_MOMENT = 30.0
_WEB = re.compile(r"web-(.+)-(\d{1,6})")


def forget(connection: Connection, conversation: str) -> int:
    """Deletes everything of a conversation and returns how many rows went.

    Args:
        conversation: Rasa's conversation id, on whatever channel; of a web conversation all rounds go.
    """
    web = _WEB.fullmatch(conversation)
    return forget_session(connection, web[1], int(web[2])) if web else _forget_other(connection, conversation)


def forget_session(connection: Connection, session: str, rounds: int = 0) -> int:
    """Deletes everything of a session of the web channel, its questions without an answer included."""
    known = [
        connection.execute(select(sessions.c.round).where(sessions.c.id == session)).scalar_one_or_none(),
        connection.execute(select(func.max(turns.c.round)).where(turns.c.session == session)).scalar_one_or_none(),
    ]
    last = max(rounds, *(int(number or 0) for number in known))
    removed = sum(forget_events(connection, f"web-{session}-{number}") for number in range(last + 1))
    for asked, question in connection.execute(
        select(turns.c.asked, turns.c.question).where(turns.c.session == session)
    ).all():
        removed += connection.execute(
            delete(unanswered).where(
                unanswered.c.channel == "web", unanswered.c.asked == asked, unanswered.c.question == question
            )
        ).rowcount
    for statement in (
        delete(feedback).where(feedback.c.conversation == session),
        delete(turns).where(turns.c.session == session),
        delete(sessions).where(sessions.c.id == session),
    ):
        removed += connection.execute(statement).rowcount
    return removed


def forget_events(connection: Connection, sender: str) -> int:
    """Deletes Rasa's events of a conversation."""
    if not inspect(connection).has_table("events"):
        return 0
    return int(connection.execute(text("DELETE FROM events WHERE sender_id = :id"), {"id": sender}).rowcount)


def _forget_other(connection: Connection, conversation: str) -> int:
    removed = forget_events(connection, conversation)
    answers = slack.answers
    for asked, question in connection.execute(
        select(answers.c.asked, answers.c.question).where(answers.c.conversation == conversation)
    ).all():
        removed += connection.execute(
            delete(unanswered).where(
                unanswered.c.channel == "slack",
                unanswered.c.asked.between(asked - _SAME_MOMENT, asked + _SAME_MOMENT),
                unanswered.c.question == question,
            )
        ).rowcount
    for statement in (
        delete(feedback).where(feedback.c.conversation == conversation),
        delete(answers).where(answers.c.conversation == conversation),
        delete(slack.threads).where(slack.threads.c.key == conversation.removeprefix("slack-")),
    ):
        removed += connection.execute(statement).rowcount
    return removed
