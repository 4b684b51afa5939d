"""Sessions and turns of the web channel."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, inspect, select, text, update
from sqlalchemy.engine import Connection

from assistant.store.forgetting import forget_events
from assistant.store.records import UNANSWERED, State, Turn
from assistant.store.tables import feedback, sessions, turns, unanswered

_TALK = text("SELECT data FROM events WHERE sender_id = :sender AND type_name IN ('user', 'bot') ORDER BY id")


class NoSessionError(Exception):
    """The session does not exist, or no longer."""


class OtherTextError(Exception):
    """A message id was used again for another text."""


def sender(session: str, number: int) -> str:
    """Rasa's conversation id for one round of a session; a restart begins a new round."""
    return f"web-{session}-{number}"


def start(connection: Connection, session: str) -> None:
    """Notes a new session."""
    now = time.time()
    connection.execute(insert(sessions).values(id=session, round=0, started=now, seen=now))


def touch(connection: Connection, session: str) -> int:
    """Notes that a session is in use and returns its round.

    Raises:
        NoSessionError: there is none of that id.
    """
    number = connection.execute(select(sessions.c.round).where(sessions.c.id == session)).scalar_one_or_none()
    if number is None:
        raise NoSessionError(session)
    connection.execute(update(sessions).where(sessions.c.id == session).values(seen=time.time()))
    return int(number)


def begin(connection: Connection, session: str, message: str, question: str, masked: tuple[str, ...]) -> Turn:
    """The turn of a message: the one on file if the message was sent before, else a new one.

    Raises:
        NoSessionError: there is no such session.
        OtherTextError: the message id belongs to another text.
    """
    number = touch(connection, session)
    known = (
        connection.execute(select(turns).where(turns.c.session == session, turns.c.id == message)).mappings().first()
    )
    if known is not None:
        if known["question"] != question:
            raise OtherTextError(message)
        return replace(_turn(known), again=True)
    now = time.time()
    connection.execute(
        insert(turns).values(
            session=session,
            round=number,
            id=message,
            asked=now,
            question=question,
            masked=list(masked),
            state="pending",
        )
    )
    return Turn(message, number, now, question, masked, "pending")


def finish(connection: Connection, session: str, turn: Turn, state: State, answer: Mapping[str, Any]) -> Turn:
    """Keeps the answer of a turn, and its question among the unanswered ones if it had none.

    An answer that is there already stays: another server may have been asked too. If the session was deleted
    meanwhile, nothing of the turn is kept.
    """
    kept = connection.execute(
        update(turns)
        .where(turns.c.session == session, turns.c.id == turn.id, turns.c.state != "answered")
        .values(state=state, answer=dict(answer))
    ).rowcount
    if not kept:
        there = find(connection, session, turn.id)
        if there is not None:
            return there
        forget_events(connection, sender(session, turn.round))
    elif answer.get("outcome") in UNANSWERED:
        connection.execute(
            insert(unanswered).values(
                channel="web",
                asked=turn.asked,
                question=turn.question,
                outcome=answer["outcome"],
                kind=answer.get("kind"),
            )
        )
    return Turn(turn.id, turn.round, turn.asked, turn.question, turn.masked, state, answer)


def said_before(connection: Connection, sender: str, message: str) -> list[dict[str, Any]]:
    """What Rasa's own events tell was said to a message: a process that died may have kept the turn there and not here.

    Args:
        sender: Rasa's conversation id.
        message: id of the message.
    """
    if not inspect(connection).has_table("events"):
        return []
    rows = connection.execute(_TALK, {"sender": sender}).scalars()
    said: list[dict[str, Any]] | None = None
    for event in map(json.loads, rows):
        if event["event"] == "user":
            if said is not None:
                break
            said = [] if event.get("message_id") == message else None
        elif said is not None:
            more = event.get("data") or {}
            said.append({"text": event.get("text"), "buttons": more.get("buttons"), "custom": more.get("custom")})
    return said or []


def history(connection: Connection, session: str) -> list[Turn]:
    """The turns since the last restart, oldest first.

    Raises:
        NoSessionError: there is no such session.
    """
    number = touch(connection, session)
    verdicts = select(feedback.c.message, feedback.c.verdict).where(feedback.c.conversation == session)
    given = {row["message"]: row["verdict"] for row in connection.execute(verdicts).mappings()}
    rows = connection.execute(
        select(turns).where(turns.c.session == session, turns.c.round == number).order_by(turns.c.number)
    ).mappings()
    return [_turn(row, given.get(row["id"])) for row in rows]


def find(connection: Connection, session: str, message: str) -> Turn | None:
    """One turn of a session."""
    row = connection.execute(select(turns).where(turns.c.session == session, turns.c.id == message)).mappings().first()
    return None if row is None else _turn(row)


def restart(connection: Connection, session: str) -> None:
    """Begins a new round: earlier turns are no longer shown, and the assistant forgets what was spoken of.

    Raises:
        NoSessionError: there is no such session.
    """
    number = touch(connection, session)
    connection.execute(update(sessions).where(sessions.c.id == session).values(round=number + 1))


def _turn(row: Mapping[str, Any], verdict: Any = None) -> Turn:
    return Turn(
        row["id"],
        row["round"],
        row["asked"],
        row["question"],
        tuple(row["masked"]),
        row["state"],
        row["answer"],
        verdict,
    )
