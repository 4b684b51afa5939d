"""Slack before the real assistant: the same answers as on REST and web, and acknowledgements while it is busy."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.e2e.questions import questions
from tests.e2e.running import Assistant, running
from tests.slack import payloads
from tests.slack.mock_slack import MockSlack, in_thread
from tests.slack.payloads import elements, words
from tests.slack.served import TOKEN

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def slack() -> Iterator[MockSlack]:
    with in_thread() as mock:
        yield mock


@pytest.fixture(scope="module")
def staffed(
    slack: MockSlack, tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]
) -> Iterator[Assistant]:
    """An assistant that is connected to the mock Slack."""
    settings = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": payloads.SECRET, "SLACK_API_URL": slack.api}
    say("\nstarting an assistant that is connected to Slack ...")
    with running(tmp_path_factory.mktemp("slack"), say, **settings) as started:
        assert started.wait_for(lambda: started.health()[1]["channels"]["slack"]["status"] == "ok", 30)
        yield started


def send(assistant: Assistant, inner: dict[str, Any]) -> float:
    """Sends an event; seconds until it was acknowledged."""
    data, kind = payloads.as_json(payloads.event(inner))
    started = time.perf_counter()
    response = requests.post(
        f"{assistant.address}/webhooks/slack/events", data=data, headers=payloads.signed(data, kind), timeout=30
    )
    seconds = time.perf_counter() - started
    assert response.status_code == 200, response.text
    return seconds


def deliver(assistant: Assistant, event: dict[str, Any]) -> None:
    """Sends an event as Slack does: again, later, while there is too much to do."""
    data, kind = payloads.as_json(event)
    while True:
        response = requests.post(
            f"{assistant.address}/webhooks/slack/events", data=data, headers=payloads.signed(data, kind), timeout=30
        )
        if response.status_code == 200:
            return
        assert response.status_code == 503, response.text
        time.sleep(0.5)


def answer_in(slack: MockSlack, thread: str, seconds: float = 30.0) -> list[dict[str, Any]]:
    """The messages in a thread, once the last of them is there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = [posted for posted in slack.posted() if posted["thread_ts"] == thread]
        if any(elements(posted, "feedback_up") for posted in found):
            return found
        time.sleep(0.02)
    raise AssertionError(f"no answer in {thread}")


def on_the_web(assistant: Assistant, text: str) -> dict[str, Any]:
    """The same question in a web session of its own."""
    session = requests.Session()
    started = session.post(f"{assistant.address}/api/chat/session", json={}, timeout=30)
    assert started.status_code == 200, started.text
    answered = session.post(f"{assistant.address}/api/chat/messages", json={"text": text}, timeout=30)
    assert answered.status_code == 200, answered.text
    answer: dict[str, Any] = answered.json()["answer"]
    return answer


def at_95(seconds: list[float]) -> float:
    """The 95th of a hundred, in a sorted list."""
    return seconds[int(len(seconds) * 0.95)]


def flat(text: str) -> str:
    """Words without line breaks, bullets and blanks."""
    return " ".join(text.replace("\u2060", "").split())


def test_a_hundred_questions_say_the_same_on_rest_web_and_slack(staffed: Assistant, slack: MockSlack) -> None:
    asked = questions(100)
    assert len(asked) == 100
    for text in asked:
        rest = staffed.ask(text)
        web = on_the_web(staffed, text)
        inner = payloads.message(text)
        send(staffed, inner)
        posted = answer_in(slack, inner["ts"])
        said = flat(" ".join(words(each) for each in posted))
        offered = [
            option
            for each in posted
            for element in elements(each, "ask") + elements(each, "menu")
            for option in (
                [element["value"]] if element["type"] == "button" else [item["value"] for item in element["options"]]
            )
        ]
        assert (web["text"], web["sources"]) == (rest.text, rest.custom["sources"]), text
        assert flat(rest.custom.get("body") or rest.text) in said, text
        for caveat in rest.custom["caveats"]:
            assert flat(caveat) in said, text
        for source in rest.custom["sources"]:
            assert flat(f"{source['title']}, {source['publisher']} ({source['as_of']})") in said, text
        assert [button["payload"] for button in rest.raw.get("buttons", [])] == offered, text
        assert [button["payload"] for button in web["buttons"]] == offered, text
        if rest.facts:
            assert all(fact in said for fact in rest.facts[:1]), text


def test_follow_up_in_a_thread_keeps_the_context(staffed: Assistant, slack: MockSlack) -> None:
    asked = payloads.mention("When did RAMSI start?")
    send(staffed, asked)
    answer_in(slack, asked["ts"])
    before = len(slack.posted())
    send(staffed, payloads.message("and when did it end?", payloads.CHANNEL, thread=asked["ts"]))
    assert staffed.wait_for(lambda: len(slack.posted()) > before, 20)
    assert "2017" in words(slack.posted()[-1])


def test_acknowledgement_with_twenty_questions_in_flight(
    staffed: Assistant, slack: MockSlack, say: Callable[[str], None]
) -> None:
    inners = [payloads.message(text) for text in questions(100) * 2]
    with ThreadPoolExecutor(20) as pool:
        # each sender keeps one question in flight: the next goes out when the last is answered
        def one(inner: dict[str, Any]) -> tuple[float, float]:
            started = time.perf_counter()
            acknowledged = send(staffed, inner)
            answer_in(slack, inner["ts"])
            return acknowledged, time.perf_counter() - started

        taken = list(pool.map(one, inners))
    acknowledged = sorted(each for each, _ in taken)
    answered = sorted(each for _, each in taken)
    for what, seconds in (("acknowledged", acknowledged), ("answered", answered)):
        say(f"{what}: p50 {statistics.median(seconds) * 1000:.0f} ms, p95 {at_95(seconds) * 1000:.0f} ms")
    assert at_95(acknowledged) < 0.3


def test_a_thousand_deliveries_are_answered_once_each(
    staffed: Assistant, slack: MockSlack, say: Callable[[str], None]
) -> None:
    rolls = random.Random(5)
    inners = [payloads.message(text, f"D{number:08d}") for number, text in enumerate(questions(100) * 7)]
    events = [payloads.event(inner) for inner in inners]
    deliveries = [*events, *rolls.choices(events, k=1000 - len(events))]
    rolls.shuffle(deliveries)
    started = time.perf_counter()
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda event: deliver(staffed, event), deliveries))
    threads = {inner["ts"]: inner["channel"] for inner in inners}

    def given() -> list[tuple[str, str]]:
        posted = [each for each in slack.posted() if elements(each, "feedback_up")]
        return [(each["thread_ts"], each["channel"]) for each in posted if each["thread_ts"] in threads]

    assert staffed.wait_for(lambda: len(given()) >= len(inners), 120)
    say(f"1,000 deliveries of {len(inners)} events: all answered after {time.perf_counter() - started:.0f} s")
    time.sleep(1.0)
    assert sorted(given()) == sorted(threads.items())


def test_slack_is_shown_by_health(staffed: Assistant) -> None:
    assert staffed.health()[1]["channels"]["slack"] == {"status": "ok", "detail": "connected"}


def test_revoked_token_is_red_in_health_and_the_web_goes_on(staffed: Assistant, slack: MockSlack) -> None:
    def state() -> dict[str, str]:
        found: dict[str, str] = staffed.health()[1]["channels"]["slack"]
        return found

    slack.refuse("*", "token_revoked")
    send(staffed, payloads.message("When did RAMSI start?"))
    assert staffed.wait_for(lambda: state()["status"] == "red", 20)
    assert "token_revoked" in state()["detail"]
    assert staffed.health()[0] == 200
    assert staffed.ask("When did RAMSI start?").outcome == "answered"
    assert "Slack refuses the token" in staffed.log.read_text(encoding="utf-8")
    assert TOKEN not in staffed.log.read_text(encoding="utf-8")
    slack.refuse("*", None)
    assert staffed.wait_for(lambda: state()["status"] == "ok", 30)


def test_without_settings_slack_is_off_and_says_so(assistant: Assistant) -> None:
    assert assistant.health()[1]["channels"]["slack"]["status"] == "off"
    assert requests.post(f"{assistant.address}/webhooks/slack/events", data=b"{}", timeout=10).status_code == 404
    assert "Slack is off: SLACK_BOT_TOKEN is not set" in assistant.log.read_text(encoding="utf-8")
