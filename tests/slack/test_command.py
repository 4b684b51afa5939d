"""/peace: private, and shared only when the person says so."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import CHANNEL, OTHER, PERSON, elements, message, press, words
from tests.slack.payloads import as_payload as on_the_wire
from tests.slack.served import Served, serving


async def test_answer_is_private_with_a_share_button(served: Served) -> None:
    assert await served.command("When did RAMSI start?") == (200, "")
    await until(lambda: bool(served.slack.posted("respond")))
    said = served.slack.posted("respond")[0]
    assert (said["response_type"], said["replace_original"]) == ("ephemeral", False)
    assert "When did RAMSI start?" in words(said)
    assert [each["action_id"] for each in elements(said, "share")] == ["share"]
    assert not served.slack.posted()


async def test_thread_answers_have_no_share_button(served: Served) -> None:
    await served.event(message("When did RAMSI start?"))
    await until(lambda: bool(served.slack.posted()))
    assert not elements(served.slack.posted()[0], "share")


async def test_share_posts_for_all_and_takes_the_private_answer_away(served: Served) -> None:
    await served.command("When did RAMSI start?")
    await until(lambda: bool(served.slack.posted("respond")))
    share = elements(served.slack.posted("respond")[0], "share")[0]
    await asyncio.gather(served.press(share, name="s1"), served.press(share, name="s1"))
    await until(lambda: len(served.slack.posted("respond")) == 3)
    await asyncio.sleep(0.2)
    shared, private = served.slack.posted("respond")[1:]
    assert shared["response_type"] == "in_channel"
    assert f"<@{PERSON}>" in json.dumps(shared)
    assert "When did RAMSI start?" in words(shared)
    assert not elements(shared, "share")
    assert private["replace_original"] is True


async def test_what_is_shared_cannot_ping_or_format(served: Served) -> None:
    await served.command("<!channel> *RAMSI* &lt;!here&gt; <https://evil.example|click>")
    await until(lambda: bool(served.slack.posted("respond")))
    await served.press(elements(served.slack.posted("respond")[0], "share")[0])
    await until(lambda: len(served.slack.posted("respond")) == 3)
    shared = served.slack.posted("respond")[1]
    quoted = shared["blocks"][0]["elements"][1]
    assert (quoted["type"], quoted["text"]) == ("plain_text", "*RAMSI* <!here> click")
    assert all("<!" not in json.dumps(block) for block in shared["blocks"][1:])
    assert "<!" not in shared["text"]


async def test_shared_answer_begins_a_thread_when_asked_on(served: Served) -> None:
    await served.command("When did RAMSI start?")
    await until(lambda: bool(served.slack.posted("respond")))
    await served.press(elements(served.slack.posted("respond")[0], "share")[0])
    await until(lambda: len(served.slack.posted("respond")) == 3)
    shared = {**served.slack.posted("respond")[1], "channel": CHANNEL}
    await served.press(elements(shared, "ask")[0], shared)
    await until(lambda: bool(served.slack.posted()))
    assert served.slack.posted()[0]["channel"] == CHANNEL
    assert served.slack.posted()[0]["thread_ts"]


async def test_help_without_asking_the_assistant(served: Served) -> None:
    for text in ("", "help", " HELP "):
        status, body = await served.command(text)
        assert status == 200
        assert "/peace" in json.loads(body)["text"]
    assert not served.assistant.heard


async def test_each_person_and_channel_has_a_conversation_of_its_own(served: Served) -> None:
    await served.command("one")
    await until(lambda: len(served.slack.posted("respond")) == 1)
    await served.command("two")
    await served.command("three", user=OTHER)
    await served.command("four", channel="C0OTHER")
    await until(lambda: len(served.slack.posted("respond")) == 4)
    counts = {
        text: sum(each == sender for each, _ in served.assistant.heard) for sender, text in served.assistant.heard
    }
    assert counts == {"one": 2, "two": 2, "three": 1, "four": 1}


async def test_private_questions_are_pressed_privately(served: Served) -> None:
    await served.command("When did RAMSI start?")
    await until(lambda: len(served.slack.posted("respond")) == 1)
    await served.press(elements(served.slack.posted("respond")[0], "ask")[0])
    await until(lambda: len(served.slack.posted("respond")) == 2)
    assert "When did RAMSI end? (1 before)" in words(served.slack.posted("respond")[1])
    assert not served.slack.posted()


async def test_share_from_before_a_restart(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack) as before:
        await before.command("When did RAMSI start?")
        await until(lambda: bool(slack.posted("respond")))
    share = elements(slack.posted("respond")[0], "share")[0]
    async with serving(tmp_path, slack) as after:
        await after.press(share)
        await until(lambda: len(slack.posted("respond")) == 3)
        assert slack.posted("respond")[1]["response_type"] == "in_channel"


async def test_share_of_an_answer_no_longer_kept(served: Served) -> None:
    gone = {"type": "button", "action_id": "share", "value": "0" * 32}
    await served.post(on_the_wire(press(gone, served.slack.response_url())))
    await until(lambda: bool(served.slack.posted("respond")))
    assert "no longer kept" in words(served.slack.posted("respond")[0])
