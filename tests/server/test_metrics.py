"""GET /metrics: what is counted, and who may see it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import yaml
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from assistant.channels import emergency
from assistant.channels.emergency import Watch
from assistant.channels.rest import RestChannel
from assistant.metrics import METRICS, Metrics
from assistant.server import errors, metrics_page, upkeep
from assistant.settings import ROOT, Settings
from assistant.store.records import Purged
from tests.slack import payloads
from tests.slack.mock_slack import MockSlack, until
from tests.slack.served import answer
from tests.slack.served import serving as slack_serving

DASHBOARD = ROOT / "deploy" / "grafana" / "dashboard.json"
ALARMS = ROOT / "deploy" / "prometheus" / "alarms.yml"


async def handle(message: UserMessage) -> None:
    text = message.text or ""
    if "slow" in text:
        await asyncio.sleep(5)
    if "dead" in text:
        raise ConnectionError
    if "silent" in text:
        return
    outcome = next((word for word in ("fallback", "unknown", "error") if word in text), "answered")
    await message.output_channel.send_response("me", answer("In 2003.", outcome=outcome))


class Running:
    """The REST channel and /metrics on a real port."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self.address = address
        self.http = http

    async def ask(self, text: object) -> None:
        async with self.http.post(f"{self.address}/webhooks/rest/webhook", json={"message": text}):
            pass

    async def get(self, **headers: str) -> tuple[int, str]:
        async with self.http.get(f"{self.address}/metrics", headers=headers) as response:
            return response.status, await response.text()


@asynccontextmanager
async def serving(status: int = 200, warnings: tuple[str, ...] = (), **options: Any) -> AsyncIterator[Running]:
    async def report() -> tuple[int, dict[str, Any]]:
        return status, {"warnings": list(warnings)}

    settings = Settings(**options)
    app = Sanic(f"metrics_{id(settings)}", configure_logging=False)
    errors.install(app)
    metrics_page.install(app, settings, SimpleNamespace(report=report))  # type: ignore[arg-type]
    app.blueprint(RestChannel(settings).blueprint(handle), url_prefix="/webhooks/rest")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    async with aiohttp.ClientSession() as http:
        yield Running(f"http://127.0.0.1:{listening.getsockname()[1]}", http)
    await server.close()


def value(page: str, name: str, **labels: str) -> float:
    told = ",".join(f'{key}="{text}"' for key, text in sorted(labels.items()))
    found = re.search(rf"^{re.escape(f'{name}{{{told}}}' if told else name)} (\S+)$", page, re.MULTILINE)
    return float(found[1]) if found else 0.0


async def test_questions_answers_fallbacks_errors_and_times_are_counted() -> None:
    async with serving() as running:
        _, before = await running.get()
        for text in ("when?", "fallback", "unknown", "error", "dead", "silent", None):
            await running.ask(text)
        _, after = await running.get()

    def more(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("psa_questions_total", channel="rest") == 6
    for outcome in ("answered", "fallback", "unknown"):
        assert more("psa_answers_total", channel="rest", outcome=outcome, kind="operation_start") == 1
    assert more("psa_answers_total", channel="rest", outcome="error", kind="none") == 2
    assert more("psa_fallbacks_total", channel="rest") == 1
    for reason in ("failed", "silent", "no_answer"):
        assert more("psa_errors_total", channel="rest", reason=reason) == 1
    assert more("psa_answer_seconds_count", channel="rest") == 6
    assert more("psa_refusals_total", channel="http", code="message_missing") == 1
    assert value(after, "process_resident_memory_bytes") > 0
    assert value(after, "psa_ready") == 1
    assert "# TYPE psa_answer_seconds histogram" in after


async def test_a_time_out_is_an_error() -> None:
    before = METRICS.text().decode()
    async with serving(answer_seconds=0.05) as running:
        await running.ask("slow")
        _, after = await running.get()
    labels = {"channel": "rest", "reason": "timeout"}
    assert value(after, "psa_errors_total", **labels) == value(before, "psa_errors_total", **labels) + 1


async def test_what_is_not_well_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(tmp_path / "notice.yml")
    monkeypatch.setattr(emergency, "watch", lambda: watch)
    async with serving(status=503, warnings=("restart",)) as running:
        watch.path.write_text("notice: Hear, hear.\nswitched_off: true\noff_text: https://example.org\n")
        _, page = await running.get()
        names = ("psa_ready", "psa_warnings", "psa_notice", "psa_switched_off", "psa_notice_faulty")
        assert [value(page, name) for name in names] == [0, 1, 1, 1, 0]
        watch.path.write_text("switched_off: [\n")
        _, page = await running.get()
        assert [value(page, name) for name in names] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.5"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Host": "assistant.example.govt.nz"},
        {"Host": "evil.example:5005"},
    ],
)
async def test_without_a_token_only_this_machine_sees_it(headers: dict[str, str]) -> None:
    async with serving() as running:
        for fine in ({}, {"Host": "localhost:5005"}, {"Host": "[::1]:5005"}):
            assert (await running.get(**fine))[0] == 200
        status, text = await running.get(**headers)
    assert status == 404
    assert "psa_" not in text


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "s3cret"}])
async def test_with_a_token_only_who_has_it_sees_it(given: dict[str, str]) -> None:
    async with serving(metrics_token="s3cret") as running:
        status, text = await running.get(**given)
        assert (status, "psa_" in text) == (404, False)
        right = {"Authorization": "Bearer s3cret", "X-Forwarded-For": "203.0.113.5", "Host": "assistant.example"}
        assert (await running.get(**right))[0] == 200


def test_the_token_is_never_shown() -> None:
    assert "s3cret" not in repr(Settings(metrics_token="s3cret"))


async def test_nobody_can_make_up_labels_or_bring_words_in() -> None:
    figures = Metrics()
    for number in range(100):
        figures.answered("web", f"What about {number}?", {"x": number}, 0.1)
    figures.answered("web", "answered", "operation_start", 0.1)
    page = figures.text().decode()
    assert "What about" not in page
    assert len(re.findall(r"^psa_answers_total", page, re.MULTILINE)) == 2


async def test_feedback_in_slack_is_counted(tmp_path: Path) -> None:
    def given(verdict: str) -> float:
        return value(METRICS.text().decode(), "psa_feedback_total", channel="slack", verdict=verdict)

    before = given("up")
    slack = MockSlack()
    await slack.start()
    async with slack_serving(tmp_path, slack) as served:
        await served.event(payloads.message("When?"))
        await until(lambda: bool(slack.posted()))
        buttons = [block for block in slack.posted()[0]["blocks"] if block.get("block_id") == "feedback"]
        await served.press(buttons[0]["elements"][0], slack.posted()[0])
        await until(lambda: given("up") == before + 1)
    await slack.stop()


def test_rows_removed_and_failures_to_remove_are_counted() -> None:
    before = METRICS.text().decode()
    upkeep.told(Purged(events=3, turns=2, sessions=1, feedback=0, unanswered=0, slack=0))
    upkeep.told(None)
    after = METRICS.text().decode()
    gone = {"table": "events"}
    assert value(after, "psa_purged_rows_total", **gone) == value(before, "psa_purged_rows_total", **gone) + 3
    assert value(after, "psa_purge_failures_total") == value(before, "psa_purge_failures_total") + 1


def told_of(expressions: list[str]) -> set[str]:
    return {name for text in expressions for name in re.findall(r"\b(?:psa|process)_[a-z_]+", text)}


def exported() -> set[str]:
    figures = Metrics()
    figures.answered("web", "answered", "operation_start", 0.1)
    names = re.findall(r"^# TYPE (\S+) (\S+)", figures.text().decode(), re.MULTILINE)
    found = {name for name, _ in names}
    return found | {
        f"{name}_{end}" for name, kind in names if kind == "histogram" for end in ("bucket", "sum", "count")
    }


def test_the_dashboard_and_the_alarms_ask_for_what_there_is() -> None:
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    shown = told_of([target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())])
    alarms = [rule for group in yaml.safe_load(ALARMS.read_text())["groups"] for rule in group["rules"]]
    assert shown | told_of([rule["expr"] for rule in alarms]) <= exported()
    ours = {"questions", "answers", "fallbacks", "feedback", "errors", "refusals"}
    assert {f"psa_{name}_total" for name in ours} | {"psa_answer_seconds_bucket", "psa_ready"} <= shown
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])


def test_every_alarm_says_what_to_do() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    alarms = [rule for group in yaml.safe_load(ALARMS.read_text())["groups"] for rule in group["rules"]]
    assert len(alarms) >= 8
    for rule in alarms:
        assert f"| `{rule['alert']}` |" in page
        assert rule["annotations"]["summary"]
        assert rule["labels"]["severity"] in ("page", "ticket")
