"""Buttons and menus: pressed once or twice, before and after a restart, from a thread, the home and a menu."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import DIRECT, PERSON, as_payload, elements, mention, message, press, words
from tests.slack.served import ScriptedAssistant, Served, answer, serving


async def asked(served: Served, inner: dict[str, Any]) -> dict[str, Any]:
    """Asks, and gives back what was posted."""
    before = len(served.slack.posted())
    await served.event(inner)
    await until(lambda: len(served.slack.posted()) == before + 1)
    return served.slack.posted()[before]


async def test_suggestion_is_answered_in_its_thread_and_says_who_asked(served: Served) -> None:
    inner = mention("When did RAMSI start?")
    posted = await asked(served, inner)
    await served.press(elements(posted, "ask")[1], posted)
    await until(lambda: len(served.slack.posted()) == 2)
    follow = served.slack.posted()[1]
    assert follow["thread_ts"] == inner["ts"]
    assert f"<@{PERSON}>" in json.dumps(follow["blocks"][0])
    assert "Who led RAMSI? (1 before)" in words(follow)


async def test_pressed_twice_is_answered_once(served: Served) -> None:
    posted = await asked(served, message("When did RAMSI start?"))
    body = press(elements(posted, "ask")[0], served.slack.response_url(), posted)
    await asyncio.gather(*(served.post(as_payload(body)) for _ in range(5)))
    await until(lambda: len(served.slack.posted()) == 2)
    await asyncio.sleep(0.5)
    assert served.assistant.questions == ["When did RAMSI start?", "When did RAMSI end?"]


async def test_pressed_after_a_restart(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack) as before:
        posted = await asked(before, message("When did RAMSI start?"))
    async with serving(tmp_path, slack) as after:
        await after.press(elements(posted, "ask")[0], posted)
        await until(lambda: len(slack.posted()) == 2)
        assert after.assistant.questions == ["When did RAMSI end?"]
        assert slack.posted()[1]["thread_ts"] == posted["thread_ts"]


async def test_many_choices_become_a_menu_and_long_ones_stay_whole(tmp_path: Path, slack: MockSlack) -> None:
    choices = [f"When did operation {number} start? {'very ' * 60 if number == 29 else ''}long" for number in range(30)]
    scripted = ScriptedAssistant(script=lambda text: answer("Which one?", outcome="clarify", choices=choices))
    async with serving(tmp_path, slack, scripted) as served:
        posted = await asked(served, message("when did it start"))
        menu = elements(posted)[0]
        assert menu["type"] == "static_select"
        assert len(menu["options"]) == 30
        await served.press(menu, posted)  # chooses the last
        await until(lambda: len(slack.posted()) == 2)
        assert scripted.questions[-1] == " ".join(choices[-1].split())


async def test_long_question_of_a_private_menu(tmp_path: Path, slack: MockSlack) -> None:
    choices = [f"Question {number} {'very ' * 60}long" for number in range(8)]
    scripted = ScriptedAssistant(script=lambda text: answer("Which one?", outcome="clarify", choices=choices))
    async with serving(tmp_path, slack, scripted) as served:
        await served.command("when did it start")
        await until(lambda: len(slack.posted("respond")) == 1)
        await served.press(elements(slack.posted("respond")[0])[0])
        await until(lambda: len(slack.posted("respond")) == 2)
        assert scripted.questions[-1] == choices[-1]


async def test_button_of_the_home_opens_a_direct_message(served: Served) -> None:
    await served.event({"type": "app_home_opened", "user": PERSON, "channel": DIRECT, "tab": "home"})
    await until(lambda: bool(served.slack.posted("views.publish")))
    view = served.slack.posted("views.publish")[0]["view"]
    button = elements(view, "ask")[0]
    body = press(button, "", None)
    body.update(container={"type": "view", "view_id": "V1"}, channel=None, response_url=None)
    for _ in range(2):
        await served.post(as_payload(body))
    await until(lambda: len(served.slack.posted()) == 2)
    await asyncio.sleep(0.3)
    opening, reply = served.slack.posted()
    assert opening["channel"] == PERSON
    assert button["value"] in words(opening)
    assert reply["channel"].startswith("D")
    assert reply["thread_ts"]
