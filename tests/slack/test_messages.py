"""Direct messages, mentions and threads: where the answer goes, and which conversation a question belongs to."""

from __future__ import annotations

import asyncio

import pytest

from tests.slack.mock_slack import BOT, BOT_USER, TEAM, until
from tests.slack.payloads import CHANNEL, DIRECT, OTHER, mention, message, words
from tests.slack.served import Served


async def test_direct_message_is_answered_in_its_thread(served: Served) -> None:
    asked = message("When did RAMSI start?")
    assert await served.event(asked) == 200
    await until(lambda: bool(served.slack.posted()))
    posted = served.slack.posted()[0]
    assert (posted["channel"], posted["thread_ts"]) == (DIRECT, asked["ts"])
    assert "You asked: When did RAMSI start? (0 before)" in words(posted)


async def test_mention_is_answered_in_its_thread_without_the_mention(served: Served) -> None:
    asked = mention("When did RAMSI start?")
    await served.event(asked)
    await until(lambda: bool(served.slack.posted()))
    posted = served.slack.posted()[0]
    assert (posted["channel"], posted["thread_ts"]) == (CHANNEL, asked["ts"])
    assert served.assistant.questions == ["When did RAMSI start?"]


async def test_bare_mention_gets_help(served: Served) -> None:
    await served.event(mention(""))
    await until(lambda: served.assistant.questions == ["help"])


async def test_follow_up_in_a_thread_needs_no_mention(served: Served) -> None:
    asked = mention("When did RAMSI start?")
    await served.event(asked)
    await until(lambda: len(served.slack.posted()) == 1)
    await served.event(message("and when did it end?", CHANNEL, OTHER, thread=asked["ts"]))
    await until(lambda: len(served.slack.posted()) == 2)
    assert "(1 before)" in words(served.slack.posted()[1])
    assert len({sender for sender, _ in served.assistant.heard}) == 1


async def test_one_message_with_two_events_is_answered_once(served: Served) -> None:
    asked = mention("When did RAMSI start?")
    await served.event(asked)
    await served.event({**asked, "type": "message"})
    await asyncio.sleep(0.6)
    assert len(served.slack.posted()) == 1


async def test_conversations_never_mix(served: Served) -> None:
    first, second = mention("one"), mention("two")
    places = [first, second, message("three"), message("four", "D0TAMA", OTHER), message("five")]
    for each in places:
        await served.event(each)
    await until(lambda: len(served.slack.posted()) == len(places))
    assert all("(0 before)" in words(posted) for posted in served.slack.posted())
    assert len({sender for sender, _ in served.assistant.heard}) == len(places)
    assert not any(known in sender for sender, _ in served.assistant.heard for known in (TEAM, CHANNEL, DIRECT, OTHER))


@pytest.mark.parametrize(
    "ignored",
    [
        message("talk among people", CHANNEL),
        message("a reply in a thread of others", CHANNEL, thread="1700000000.000001"),
        message("me", user=BOT_USER),
        message("another bot", bot_id="B0OTHER"),
        message("our own bot", bot_id=BOT),
        message("posted by a bot", subtype="bot_message"),
        message("edited", subtype="message_changed"),
        message("gone", subtype="message_deleted"),
        message("joined", CHANNEL, subtype="channel_join"),
        message("see this", subtype="file_share", files=[{"id": "F1"}]),
        message("file", files=[{"id": "F1"}]),
        message("slackbot says", user="USLACKBOT"),
        mention("mention added by an edit", edited={"user": OTHER, "ts": "1.2"}),
        message("", user=""),
    ],
    ids=lambda event: event["text"][:20],
)
async def test_what_is_no_question_is_ignored(served: Served, ignored: dict[str, object]) -> None:
    assert await served.event(ignored) == 200
    await served.event(message("a question"))
    await until(lambda: len(served.slack.posted()) == 1)
    await asyncio.sleep(0.1)
    assert served.assistant.questions == ["a question"]


async def test_reply_to_another_person_is_left_to_them(served: Served) -> None:
    asked = mention("When did RAMSI start?")
    await served.event(asked)
    await until(lambda: len(served.slack.posted()) == 1)
    await served.event(message(f"<@{OTHER}> do you know?", CHANNEL, thread=asked["ts"]))
    await asyncio.sleep(0.5)
    assert len(served.assistant.heard) == 1


async def test_replies_that_overtake_each_other_are_answered_in_order(served: Served) -> None:
    asked = mention("first")
    second = message("second", CHANNEL, thread=asked["ts"])
    third = message("third", CHANNEL, thread=asked["ts"])
    for each in (third, second, asked):
        await served.event(each)
    await until(lambda: len(served.slack.posted()) == 3)
    assert served.assistant.questions == ["first", "second", "third"]


async def test_reply_before_its_mention_is_not_lost(served: Served) -> None:
    asked = mention("first")
    await served.event(message("second", CHANNEL, thread=asked["ts"]))
    await asyncio.sleep(0.5)
    await served.event(asked)
    await until(lambda: len(served.slack.posted()) == 2)
    assert served.assistant.questions == ["first", "second"]


async def test_emoji_and_other_scripts(served: Served) -> None:
    await served.event(message("Tīmatanga o RAMSI? 🕊️ 平和 &amp; мир &lt;3"))
    await until(lambda: len(served.slack.posted()) == 1)
    assert served.assistant.questions == ["Tīmatanga o RAMSI? 🕊️ 平和 & мир <3"]
    assert "平和 & мир <3" in words(served.slack.posted()[0])


async def test_too_long_a_question_is_told_so(served: Served) -> None:
    await served.event(message("x " * 20_000))
    await until(lambda: len(served.slack.posted()) == 1)
    assert "at most 1000 characters" in words(served.slack.posted()[0])
    assert not served.assistant.heard


async def test_only_emoji_reaches_nobody(served: Served) -> None:
    await served.event(message("🙂🙃"))
    await until(lambda: len(served.slack.posted()) == 1)
    assert "only words" in words(served.slack.posted()[0])
    assert not served.assistant.heard
