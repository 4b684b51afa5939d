"""What the Slack channel does with a question, wherever in Slack it was asked."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

from sqlalchemy.exc import IntegrityError

from assistant.answers.wording import Wording
from assistant.channels import guard, lines, turn
from assistant.channels.guard import Accepted, Refused
from assistant.channels.slack import shown, staff
from assistant.channels.slack.blocks import Block
from assistant.channels.slack.calls import CallFailed, Calls
from assistant.channels.slack.journal import SHOWN_EVERY, Journal
from assistant.channels.slack.me import Me, learn
from assistant.channels.slack.seen import EVENT_SECONDS, DatabaseClaims, RedisClaims, Seen
from assistant.channels.slack.settings import SlackSettings
from assistant.channels.slack.shown import Frame, Message
from assistant.channels.slack.state import State
from assistant.channels.slack.targets import Private, Target, Thread
from assistant.channels.slack.work import Work
from assistant.channels.turn import Handler, Reply
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.loader import load
from assistant.privacy import masker
from assistant.settings import ROOT, Settings
from assistant.store import slack as store
from assistant.store import voices
from assistant.store.database import Database, url_of
from assistant.store.records import UNANSWERED
from assistant.store.slack import Kept

logger = logging.getLogger(__name__)

CHECK_SECONDS = 20.0
STOP_SECONDS = 3.5
_THREADS_REMEMBERED = 10_000


class Service:
    """Takes questions on, has them answered once, and shows the answers."""

    def __init__(self, options: SlackSettings, settings: Settings, handle: Handler, state: State) -> None:
        self.options = options
        self.settings = settings
        self.state = state
        self.me = Me()
        self.kb: KnowledgeBase | None = None
        self.wording = Wording.from_domain(ROOT / "domain.yml")
        self.calls = Calls(options, state)
        self.work = Work(options.waiting, options.parses)
        url = url_of(settings.endpoints)
        self.database = Database(url if url is not None else f"sqlite:///{settings.tracker_db}")
        self.seen = Seen(RedisClaims(options.redis_url) if options.redis_url else DatabaseClaims(self.database))
        self.journal = Journal(options.redis_url) if options.redis_url else None
        self.stopping = False
        self._handle = handle
        self._lines = lines.load()
        self._threads: dict[str, None] = {}
        self._later: deque[tuple[Target, list[Message]]] = deque(maxlen=options.waiting)

    async def start(self) -> None:
        """Gets ready; Slack may be out of reach meanwhile."""
        await self.calls.open()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, masker)  # built now and not while the first person waits
        try:
            self.kb = await loop.run_in_executor(None, load, self.settings.knowledge)
        except Exception:
            logger.exception("Without the knowledge base, staff see answers without record files and review dates")

    async def stop(self) -> None:
        """Finishes what was taken on, as far as time allows. What is then still kept in Redis, others answer."""
        dropped = await self.work.drain(STOP_SECONDS)
        if dropped or self._later:
            logger.error("%d questions from Slack were not answered before the end", dropped + len(self._later))
        if self.journal is not None:
            await self.journal.close()
        await self.calls.close()
        self.database.close()

    async def stay_connected(self) -> None:
        """Learns who we are, and looks again while Slack is red. What could not be delivered then follows."""
        while True:
            if not self.me.user or self.state.status != "ok":
                try:
                    self.me = await learn(self.calls)
                except CallFailed as failure:
                    logger.debug("Slack does not tell who we are: %s", failure)
            if self.state.status == "ok":
                await self.deliver_late()
            calm = self.state.status == "ok" and not self._later
            await asyncio.sleep(CHECK_SECONDS if calm else CHECK_SECONDS / 4)

    def ask(
        self,
        text: str,
        target: Target,
        ids: Sequence[str],
        order: str = "",
        lead: Block | None = None,
        seconds: float = EVENT_SECONDS,
    ) -> bool:
        """Takes a question on, to be answered in its turn; False if there is too much to do.

        Args:
            text: the question as plain text.
            target: where the answer goes.
            ids: names of this very question; if one of them was seen before, nothing happens.
            order: where it belongs among the questions of its conversation: Slack's time of the message.
            lead: who asked, where the question does not stand above the answer.
            seconds: how long the ids count.
        """
        keeping: asyncio.Task[str] | None = None

        async def job() -> None:
            kept = None if keeping is None else await keeping
            try:
                if await self.seen.first(*ids, seconds=seconds):
                    await self.answer(text, target, lead)
            except Exception:
                await self.seen.forget(*ids)
                await self._done(kept)
                raise
            await self._done(kept)  # not when cancelled: then another worker answers

        if not self.work.put(target.conversation, order, job):
            return False
        if self.journal is not None and isinstance(target, Thread) and lead is None:
            keeping = asyncio.get_running_loop().create_task(self.journal.keep(text, target, ids, order))
        return True

    async def look_after(self, app: Any) -> None:
        """Shows that this worker lives and answers what dead ones have left, once it can answer anything."""
        # the client of Redis may swallow that it is cancelled, so that alone would not end this
        while self.journal is not None and not self.stopping:
            await self.journal.show()
            if getattr(app.ctx, "agent", True) is not None and self.state.status == "ok":
                for left in await self.journal.take_over():
                    logger.warning("A question from Slack that a dead worker left is answered now")
                    await self.seen.forget(*left.ids)
                    self.ask(left.text, left.thread, left.ids, left.order)
            await asyncio.sleep(SHOWN_EVERY)

    async def answer(self, text: str, target: Target, lead: Block | None = None) -> None:
        """Answers a question now."""
        try:
            accepted = guard.check(text, target.conversation, self.settings.message_limit)
        except Refused as refused:
            await self.deliver(target, [shown.simple(refused.reason)])
            return
        await target.working(self.wording.say("slack_status"), self.calls)
        async with self.work.gate:
            reply = await turn.take(self._handle, accepted, "slack", self._lines, self.settings.answer_seconds)
        kept = Kept(uuid.uuid4().hex, target.conversation, accepted.text, shown.as_kept(reply))
        await self._keep(kept, accepted, reply)
        frame = Frame(kept.id, lead, tuple(self.extras(reply)), share=isinstance(target, Private))
        await self.deliver(target, shown.messages(reply, frame, self.wording))

    def extras(self, reply: Reply) -> list[str]:
        """Lines for staff."""
        if self.kb is None:
            return []
        return staff.extras(reply, self.kb, self.wording, datetime.now(timezone.utc).date())

    async def deliver(self, target: Target, messages: Sequence[Message]) -> None:
        """Shows messages; what Slack cannot take now waits until it can."""
        rest = list(messages)
        if target.most is not None and len(rest) > target.most:
            rest = [*rest[: target.most - 1], shown.simple(self.wording.say("slack_cut"))]
        while rest:
            try:
                await target.post(rest[0], self.calls)
            except CallFailed as failure:
                if failure.passing:
                    self._later.append((target, rest))
                logger.error("An answer could not be shown in Slack%s: %s", " yet" if failure.passing else "", failure)
                return
            rest.pop(0)

    async def deliver_late(self) -> None:
        """Shows what could not be shown before."""
        waiting, self._later = list(self._later), deque(maxlen=self._later.maxlen)
        for target, messages in waiting:
            await self.deliver(target, messages)

    async def join(self, thread: Thread) -> None:
        """Takes part in a thread from now on: follow-ups need no mention. In direct messages they never do."""
        if thread.channel.startswith("D") or thread.key in self._threads:
            return
        self._remember(thread.key)
        try:
            await self.database.run(lambda connection: store.join(connection, thread.key))
        except IntegrityError:
            logger.debug("Another worker takes part in that thread already")
        except Exception:
            logger.exception("It could not be kept that the assistant takes part in a thread")

    async def takes_part(self, thread: Thread) -> bool:
        """Whether the assistant takes part in a thread."""
        if thread.key in self._threads:
            return True
        if await self.database.run(lambda connection: store.takes_part(connection, thread.key)):
            self._remember(thread.key)
            return True
        return False

    async def find(self, answer: str) -> Kept | None:
        """An answer that a button refers to; none if it is no longer kept."""
        return await self.database.run(lambda connection: store.find(connection, answer))

    async def tell(self, address: str, name: str) -> None:
        """Tells one person a line of ours, if Slack gave an address to do so."""
        if not address:
            return
        message = shown.simple(self.wording.say(name))
        try:
            await self.calls.respond(address, response_type="ephemeral", replace_original=False, **message.as_data())
        except CallFailed as failure:
            logger.warning("A line could not be told in Slack: %s", failure)

    async def _done(self, kept: str | None) -> None:
        if self.journal is not None and kept is not None:
            await self.journal.done(kept)

    def _remember(self, key: str) -> None:
        self._threads[key] = None
        if len(self._threads) > _THREADS_REMEMBERED:
            del self._threads[next(iter(self._threads))]

    async def _keep(self, kept: Kept, accepted: Accepted, reply: Reply) -> None:
        outcome = str(reply.custom.get("outcome"))
        try:
            await self.database.run(lambda connection: store.keep(connection, kept))
            if outcome in UNANSWERED and not accepted.wordless:
                kind = reply.custom.get("kind")
                await self.database.run(
                    lambda connection: voices.keep_unanswered(connection, "slack", accepted.text, outcome, kind)
                )
        except Exception:
            logger.exception("An answer given in Slack could not be kept")
