"""Where an answer goes: into a thread, or to one person alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant.channels.slack import limits
from assistant.channels.slack.calls import CallFailed, Calls
from assistant.channels.slack.shown import Message
from assistant.store.slack import digest


class Target(Protocol):
    """A place for answers, with a conversation of its own."""

    @property
    def conversation(self) -> str:
        """Id of the conversation; ids of people and places cannot be read from it."""

    @property
    def most(self) -> int | None:
        """How many messages it takes, if not any number."""

    async def post(self, message: Message, calls: Calls) -> None:
        """Shows a message."""

    async def working(self, status: str, calls: Calls) -> None:
        """Says that an answer is being looked for, where Slack can show that."""


@dataclass(frozen=True)
class Thread:
    """A thread in a channel or a direct message. ``pane``: Slack can show a status in it."""

    team: str
    channel: str
    root: str
    pane: bool = False

    @property
    def key(self) -> str:
        """What the thread is kept under."""
        return digest(self.team, self.channel, self.root)

    @property
    def conversation(self) -> str:
        """Id of the conversation: one a thread."""
        return f"slack-{self.key}"

    @property
    def most(self) -> int | None:
        """A thread takes any number of messages."""
        return None

    async def post(self, message: Message, calls: Calls) -> None:
        """Posts into the thread."""
        await calls.call("chat.postMessage", channel=self.channel, thread_ts=self.root, **message.as_data())

    async def working(self, status: str, calls: Calls) -> None:
        """Shows the status; it goes when the answer comes."""
        if not self.pane:
            return
        try:
            await calls.call("assistant.threads.setStatus", channel_id=self.channel, thread_ts=self.root, status=status)
        except CallFailed:
            return  # without the pane there is nowhere to show it


@dataclass(frozen=True)
class Private:
    """One person, in a channel, by the address that Slack gave us to respond to. Nobody else sees it."""

    team: str
    channel: str
    user: str
    address: str

    @property
    def conversation(self) -> str:
        """Id of the conversation: one a person and channel."""
        return f"slack-{digest(self.team, self.channel, self.user, 'private')}"

    @property
    def most(self) -> int | None:
        """Slack lets the address be used a few times."""
        return limits.RESPONSE_URL_USES

    async def post(self, message: Message, calls: Calls) -> None:
        """Shows it to the person."""
        await calls.respond(self.address, response_type="ephemeral", replace_original=False, **message.as_data())

    async def working(self, status: str, calls: Calls) -> None:
        """Slack shows nothing here meanwhile."""
