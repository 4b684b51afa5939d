"""A message sent again after a process died halfway: answered, and on file once."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, UserUttered
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import text

from assistant.channels import turn
from assistant.channels.guard import Accepted
from assistant.channels.lines import Lines
from assistant.channels.web.turns import Turns
from assistant.server import tracker_store
from assistant.server.tracker_store import ConversationStore
from assistant.store import conversations
from assistant.store.database import Database

SESSION, MESSAGE = "a-session", "message-1"
QUESTION = Accepted("When did RAMSI start?", SESSION, wordless=False)
LINES = Lines(unavailable="not now", try_again="again, please", no_words="words, please")
DOMAIN = Domain.from_dict({})


@pytest.fixture
def rasa(tmp_path: Path) -> ConversationStore:
    endpoint = EndpointConfig(type="SQL", dialect="sqlite", db=str(tmp_path / "conversations.db"))
    made = tracker_store.create(endpoint, None)
    assert isinstance(made, ConversationStore)
    made.domain = DOMAIN
    return made


@pytest.fixture
def database(rasa: ConversationStore) -> Database:
    """The same file with our tables: a session whose message was taken on and not finished, as a killed process leaves
    it."""
    opened = Database(rasa.engine.url)
    opened.run_now(lambda connection: conversations.start(connection, SESSION))
    opened.run_now(lambda connection: conversations.begin(connection, SESSION, MESSAGE, QUESTION.text, ()))
    return opened


async def keep(rasa: ConversationStore, *events: Event) -> None:
    tracker = await rasa.get_or_create_tracker(conversations.sender(SESSION, 0), append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    await rasa.save(tracker)


def heard(message: str = MESSAGE) -> UserUttered:
    return UserUttered(QUESTION.text, message_id=message)


def said(reply: turn.Reply) -> BotUttered:
    return BotUttered(reply.text, {"custom": dict(reply.custom), "buttons": [{"title": "Why?", "payload": "Why?"}]})


@pytest.mark.parametrize("since", [[], [SessionStarted()]], ids=["in the same session", "in the next session"])
async def test_what_rasa_has_kept_is_told_and_not_asked_again(
    rasa: ConversationStore, database: Database, since: list[Event]
) -> None:
    async def handle(_: UserMessage) -> None:
        raise AssertionError("asked twice")

    await keep(rasa, heard("message-0"), said(turn.fixed("answered", "earlier")), ActionExecuted("action_listen"))
    await keep(rasa, heard(), said(turn.fixed("answered", "In 2003.")), ActionExecuted("action_listen"))
    await keep(rasa, *since, heard("message-2"), said(turn.fixed("answered", "later")), ActionExecuted("action_listen"))
    result = await Turns(handle, database, LINES, 1.0).ask(SESSION, MESSAGE, QUESTION)
    assert result.state == "answered"
    assert result.answer is not None
    assert (result.answer["text"], result.answer["buttons"]) == ("In 2003.", [{"title": "Why?", "payload": "Why?"}])
    (kept,) = await Turns(handle, database, LINES, 1.0)._database.run(
        lambda connection: conversations.history(connection, SESSION)
    )
    assert (kept.state, kept.question) == ("answered", QUESTION.text)


async def test_what_rasa_has_not_kept_is_asked_again(rasa: ConversationStore, database: Database) -> None:
    async def handle(message: UserMessage) -> None:
        assert message.message_id == MESSAGE
        await message.output_channel.send_response("me", {"text": "In 2003.", "custom": {"outcome": "answered"}})

    await keep(rasa, heard("message-0"), said(turn.fixed("answered", "earlier")), ActionExecuted("action_listen"))
    result = await Turns(handle, database, LINES, 1.0).ask(SESSION, MESSAGE, QUESTION)
    assert result.answer is not None
    assert (result.state, result.answer["text"]) == ("answered", "In 2003.")


async def test_of_a_turn_without_an_answer_rasa_keeps_nothing(rasa: ConversationStore) -> None:
    await keep(rasa, heard(), said(turn.fixed("answered", "In 2003.")), ActionExecuted("action_listen"))
    await keep(rasa, heard("message-2"), said(turn.fixed("error", "not now")), ActionExecuted("action_listen"))
    with rasa.engine.connect() as connection:
        kept = connection.execute(text("SELECT type_name FROM events ORDER BY id")).scalars().all()
    assert kept == ["user", "bot", "action"]


async def test_an_answer_that_could_not_be_kept_is_not_told() -> None:
    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_response("me", {"text": "In 2003.", "custom": {"outcome": "answered"}})
        raise OSError("the disk is full")

    reply = await turn.take(handle, QUESTION, "rest", LINES, 1.0)
    assert reply.text == LINES.try_again
