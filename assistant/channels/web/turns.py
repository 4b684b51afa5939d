"""Turns of the web channel: in order, each message once, and never without a word."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from assistant.channels import turn as turns
from assistant.channels.guard import Accepted, Refused
from assistant.channels.lines import Lines
from assistant.channels.web.places import Places
from assistant.channels.web.shown import answer_of
from assistant.metrics import METRICS
from assistant.store import conversations, forgetting
from assistant.store.database import Database
from assistant.store.records import State, Turn

logger = logging.getLogger(__name__)


class Turns:
    """Takes messages to the assistant.

    Args:
        handle: what Rasa gives a channel to pass messages on.
        lines: what to say when there is no answer.
        answer_seconds: how long the assistant may take; the person hears something shortly after that.
    """

    def __init__(self, handle: turns.Handler, database: Database, lines: Lines, answer_seconds: float) -> None:
        self._handle = handle
        self._database = database
        self._lines = lines
        self._seconds = answer_seconds
        self._places = Places()
        self._running: dict[tuple[str, str], asyncio.Task[Turn]] = {}
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, session: str, message: str, accepted: Accepted) -> Turn:
        """The turn of a message. Sent twice, it is answered once.

        Raises:
            NoSessionError: there is no such session.
            Refused: the message id was used for another text.
        """
        key = (session, message)
        task = self._running.get(key)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._take(session, message, accepted))
            self._running[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        try:
            # shielded: a person who goes away, or has waited long enough, does not stop the turn halfway
            result = await asyncio.wait_for(asyncio.shield(task), self._seconds + 0.3)
        except asyncio.TimeoutError:
            reply = turns.fixed("error", self._lines.unavailable)
            return Turn(message, 0, 0.0, accepted.text, accepted.masked, "failed", answer_of(reply))
        if result.question != accepted.text:
            raise Refused(409, "id_used", "This message id was used for another text.")
        return result

    async def forget(self, session: str) -> None:
        """Deletes a session, after a turn of it that is in progress: nothing is written behind the deletion's back.

        Raises:
            NoSessionError: there is no such session.
        """
        queue = self._queues.setdefault(session, asyncio.Lock())
        async with queue:
            await self._database.run(lambda connection: _forget(connection, session))
            await asyncio.get_running_loop().run_in_executor(None, self._database.scrub)

    async def _take(self, session: str, message: str, accepted: Accepted) -> Turn:
        queue = self._queues.setdefault(session, asyncio.Lock())
        async with queue:
            known = await self._begin(session, message, accepted)
            if known.state == "answered":
                return known
            to_rasa = replace(accepted, sender=conversations.sender(session, known.round))
            if known.again and (kept := await self._kept_by_rasa(to_rasa, message)):
                return await self._finish(session, known, "answered", answer_of(kept))
            if not await self._places.take(accepted.text, self._seconds):
                METRICS.failed("web", "busy")
                reply = turns.fixed("error", self._lines.unavailable)
                return await self._finish(session, known, "failed", answer_of(turns.told(reply, accepted.masked)))
            try:
                reply = await turns.take(self._handle, to_rasa, "web", self._lines, self._seconds, message)
            finally:
                self._places.give_back(accepted.text)
            answer = answer_of(reply)
            # an answer that could not be had now may be had later: the message can be sent again
            state: State = "failed" if answer["outcome"] in ("error", "off") else "answered"
            return await self._finish(session, known, state, answer)

    async def _kept_by_rasa(self, accepted: Accepted, message: str) -> turns.Reply | None:
        """The answer of a turn that ended in Rasa's conversation and not here, because the process was killed.

        Rasa is made to look for a message too (``_once`` in ``rasa_patches``), but only in its current session. A
        session has few turns: whoever asks something else before sending the message again may be in the next one.
        """
        said = await self._database.run(
            lambda connection: conversations.said_before(connection, accepted.sender, message)
        )
        return turns.recalled(said, accepted)

    async def _begin(self, session: str, message: str, accepted: Accepted) -> Turn:
        def begin(connection: Connection) -> Turn:
            return conversations.begin(connection, session, message, accepted.text, accepted.masked)

        try:
            try:
                return await self._database.run(begin)
            except IntegrityError:
                # another server has begun it in the same moment: now it is there
                return await self._database.run(begin)
        except conversations.OtherTextError:
            raise Refused(409, "id_used", "This message id was used for another text.") from None

    async def _finish(self, session: str, turn: Turn, state: State, answer: dict[str, Any]) -> Turn:
        return await self._database.run(
            lambda connection: conversations.finish(connection, session, turn, state, answer)
        )

    def _ended(self, key: tuple[str, str], task: asyncio.Task[Turn]) -> None:
        self._running.pop(key, None)
        if not task.cancelled() and task.exception() is not None:
            logger.debug("A web turn ended with %r", task.exception())


def _forget(connection: Connection, session: str) -> None:
    conversations.touch(connection, session)
    forgetting.forget_session(connection, session)
