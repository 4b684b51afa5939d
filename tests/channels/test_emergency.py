"""The emergency notice and the off switch: on every channel, at once, without a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage

from assistant.channels import emergency, turn
from assistant.channels.emergency import Watch
from assistant.channels.guard import Accepted
from assistant.channels.lines import Lines
from tests.channels.web_server import serving
from tests.slack import payloads
from tests.slack.mock_slack import MockSlack, until
from tests.slack.served import serving as slack_serving

LINES = Lines(unavailable="not now", try_again="again, please", no_words="words, please")
OFF = "switched_off: true\noff_text: 'Switched off. Ask here: https://example.govt.nz/contact'\n"
NOTICE = "notice: Evacuation of staff under way.\n"


async def ask() -> turn.Reply:
    async def handle(message: UserMessage) -> None:
        answer = {"text": "In 2003.\n\nSource", "custom": {"outcome": "answered", "body": "In 2003."}}
        await message.output_channel.send_response("me", answer)

    return await turn.take(handle, Accepted("When?", "me", wordless=False), "rest", LINES, 1.0)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    watch = Watch(tmp_path / "notice.yml")
    monkeypatch.setattr(emergency, "watch", lambda: watch)
    return watch.path


async def test_without_a_notice_answers_are_as_they_are(file: Path) -> None:
    reply = await ask()
    assert reply.text == "In 2003.\n\nSource"
    assert "notice" not in reply.custom


async def test_a_notice_stands_in_front_of_what_every_channel_shows(file: Path) -> None:
    file.write_text(NOTICE)
    reply = await ask()
    assert reply.text == reply.custom["text"] == "Evacuation of staff under way.\n\nIn 2003.\n\nSource"
    assert reply.custom["body"] == "Evacuation of staff under way.\n\nIn 2003."
    assert reply.custom["outcome"] == "answered"
    file.write_text("notice: ''\n")
    assert (await ask()).text == "In 2003.\n\nSource"


async def test_off_means_nobody_is_asked(file: Path) -> None:
    file.write_text(NOTICE + OFF)

    async def handle(message: UserMessage) -> None:
        raise AssertionError

    reply = await turn.take(handle, Accepted("When?", "me", wordless=False), "rest", LINES, 1.0)
    assert reply.text == "Switched off. Ask here: https://example.govt.nz/contact"
    assert reply.custom["outcome"] == "off"
    file.unlink()
    assert (await ask()).text.startswith("In 2003.")


@pytest.mark.parametrize(
    "broken",
    [
        "notice: [",
        "notice: {}\n",
        "switched_off: perhaps\n",
        "switched_off: true\n",
        "switched: true\n",
        "- a\n",
        "5: 6\n",
        "switched_off: true\noff_text: no page\n",
        b"notice: \xff\n",
        "notice: " + "x" * 501,
    ],
)
async def test_a_file_with_a_fault_changes_nothing_and_is_told_once(
    file: Path, broken: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(NOTICE)
    assert (await ask()).custom["notice"] == "Evacuation of staff under way."
    caplog.clear()
    file.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    for _ in range(3):
        assert (await ask()).custom["notice"] == "Evacuation of staff under way."
    (told,) = caplog.messages
    assert told.startswith("notice.yml cannot be used, the last good one stays in force: notice.yml:1:") or (
        "notice.yml:2:" in told
    )
    assert "fix:" in told
    assert emergency.watch().trouble is not None
    file.write_text(OFF)
    assert (await ask()).custom["outcome"] == "off"
    assert emergency.watch().trouble is None


def test_on_the_web_without_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "notice.yml"
    with serving(tmp_path, NOTICE_FILE=str(file)) as web:
        visitor = web.visitor()
        visitor.start()
        assert visitor.ask("When?", "message-one")["answer"]["body"].startswith("RAMSI began")
        file.write_text(NOTICE)
        answer = visitor.ask("When?", "message-two")["answer"]
        assert answer["body"].startswith("Evacuation of staff under way.\n\nRAMSI began")
        assert answer["text"].startswith("Evacuation of staff under way.\n\nRAMSI began")
        file.write_text(OFF)
        said = visitor.ask("When?", "message-three")
        assert (said["answer"]["text"], said["state"]) == (
            "Switched off. Ask here: https://example.govt.nz/contact",
            "failed",
        )
        file.write_text("switched_off: false\n")
        again = visitor.ask("When?", "message-three")
        assert again["answer"]["text"].startswith("RAMSI began")


async def test_in_slack_without_a_restart(file: Path, tmp_path: Path) -> None:
    slack = MockSlack()
    await slack.start()
    async with slack_serving(tmp_path, slack) as served:
        file.write_text(NOTICE)
        await served.event(payloads.message("When?"))
        await until(lambda: len(slack.posted()) == 1)
        assert "Evacuation of staff under way." in str(slack.posted()[0]["blocks"])
        file.write_text(OFF)
        await served.event(payloads.message("When?"))
        await until(lambda: len(slack.posted()) == 2)
        assert "Ask here" in str(slack.posted()[1]["blocks"])
        assert "https://example.govt.nz/contact" in str(slack.posted()[1]["blocks"])
        assert served.assistant.questions == ["When?"]
    await slack.stop()
