"""Several servers write to one conversation: a turn is stored once, whole, and never over another one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import text
from sqlalchemy.engine import Connection

from assistant.channels import turn
from assistant.channels.guard import Accepted
from assistant.channels.lines import Lines
from assistant.server import rasa_patches
from assistant.server.tracker_store import ConversationMovedError, ConversationStore
from assistant.settings import Settings
from assistant.store import conversations, schema
from assistant.store.database import Database, url_of
from assistant.store.records import State, Turn
from tests.store.filling import DOMAIN, store_of
from tests.store.postgres import Postgres

LINES = Lines(unavailable="not now", try_again="again, please", no_words="words, please")


class Broker:
    """Remembers what was passed on."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def publish(self, event: dict[str, Any]) -> None:
        self.events.append(event)


@pytest.fixture
def endpoints(server: Postgres, tmp_path: Path) -> Path:
    file = tmp_path / "endpoints.yml"
    file.write_text(server.endpoints)
    emptied = Database(url_of(file))
    emptied.run_now(lambda connection: connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    emptied.close()
    schema.migrate(url_of(file))
    return file


@pytest.fixture
def one(endpoints: Path) -> ConversationStore:
    made = store_of(endpoints)
    assert isinstance(made, ConversationStore)
    return made


@pytest.fixture
def two(endpoints: Path) -> ConversationStore:
    made = store_of(endpoints)
    assert isinstance(made, ConversationStore)
    return made


def asked(message: str, answer: str = "In 2003.") -> list[Any]:
    said = BotUttered(answer, {"custom": {"outcome": "answered"}})
    return [UserUttered("When?", message_id=message), said, ActionExecuted("action_listen")]


async def read(store: ConversationStore) -> DialogueStateTracker:
    return await store.get_or_create_tracker("me", append_action_listen=False)


def kept(store: ConversationStore) -> int:
    with store.engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM events")).scalar_one())


@pytest.mark.parametrize("begun", [False, True], ids=["a new conversation", "one that goes on"])
async def test_a_turn_is_refused_where_another_was_written_meanwhile(
    one: ConversationStore, two: ConversationStore, begun: bool
) -> None:
    if begun:
        first = await read(one)
        first.update_with_events(asked("m-0"), DOMAIN)
        await one.save(first)
    mine, theirs = await read(one), await read(two)
    for tracker in (mine, theirs):
        tracker.update_with_events(asked("m-1"), DOMAIN)
    await one.save(mine)
    before = kept(one)
    with pytest.raises(ConversationMovedError):
        await two.save(theirs)
    assert kept(one) == before == (6 if begun else 3)


async def test_a_server_goes_on_writing_to_what_it_wrote_itself(one: ConversationStore) -> None:
    tracker = await read(one)
    for number in range(3):
        tracker.update_with_events(asked(f"m-{number}"), DOMAIN)
        await one.save(tracker)
    assert kept(one) == 9


async def test_events_are_passed_on_after_they_are_kept_and_once(
    one: ConversationStore, two: ConversationStore
) -> None:
    brokers = [Broker(), Broker()]
    one.event_broker, two.event_broker = brokers
    mine, theirs = await read(one), await read(two)
    for tracker in (mine, theirs):
        tracker.update_with_events(asked("m-1"), DOMAIN)
    await one.save(mine)
    with pytest.raises(ConversationMovedError):
        await two.save(theirs)
    assert [event["event"] for event in brokers[0].events] == ["user", "bot", "action"]
    assert brokers[1].events == []


async def test_a_message_that_another_server_has_answered_is_not_asked_again(one: ConversationStore) -> None:
    rasa_patches.apply(Settings())
    tracker = await read(one)
    tracker.update_with_events([*asked("m-1"), *asked("m-2", "In 2017.")], DOMAIN)
    await one.save(tracker)

    class Processor:
        async def get_tracker(self, sender: str) -> DialogueStateTracker:
            return await read(one)

    async def handle(message: UserMessage) -> None:
        await MessageProcessor.log_message(Processor(), message)

    for message, answer in (("m-1", "In 2003."), ("m-2", "In 2017.")):
        reply = await turn.take(handle, Accepted("When?", "me", wordless=False), "web", LINES, 2.0, message)
        assert (reply.text, reply.custom["outcome"]) == (answer, "answered")


def test_an_answer_stays_when_another_server_failed(endpoints: Path) -> None:
    database = Database(url_of(endpoints))
    database.run_now(lambda connection: conversations.start(connection, "s"))
    begun = database.run_now(lambda connection: conversations.begin(connection, "s", "message-1", "When?", ()))
    answer = {"text": "In 2003.", "outcome": "unknown"}
    failed = {"text": "not now", "outcome": "error"}
    ends: list[tuple[State, dict[str, Any]]] = [("answered", answer), ("failed", failed), ("answered", answer)]
    for state, told in ends:
        result = database.run_now(partial(_finish, begun, state, told))
        assert (result.state, result.answer) == ("answered", answer)
    assert database.run_now(_waiting) == 1
    database.close()


def _finish(begun: Turn, state: State, told: dict[str, Any], connection: Connection) -> Turn:
    return conversations.finish(connection, "s", begun, state, told)


def _waiting(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM unanswered_questions")).scalar_one())
