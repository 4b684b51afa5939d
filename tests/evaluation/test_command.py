"""The command as a whole, against a stand-in for the assistant."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation import __main__ as command
from evaluation.loading import load_set
from evaluation.suite_phrasings import read_phrasings
from evaluation.variants import typos
from tests.evaluation.fake_assistant import Answering, answer, fake_assistant

OPEN = """\
- {id: right, kind: in_scope, question: When did RAMSI end today?, expect: {facts_any: ramsi.4}}
- {id: mistaken, kind: in_scope, question: When did INTERFET end?, expect: {facts_any: interfet.2}}
- {id: none, kind: unanswerable, question: What does it cost today?}
- id: talk
  kind: dialogue
  turns:
    - {user: Tell me about RAMSI}
    - {user: and its end?, expect: {facts_any: ramsi.4}}
"""
FROZEN = """\
- {id: secret-id, kind: in_scope, question: Secret question about UNTSO?, expect: {facts_any: untso.1}}
- {id: also-secret, kind: small_talk, question: Hello}
"""
Run = Callable[..., tuple[int, str]]


def knows_ramsi_only(sender: str, message: str) -> Any:
    if message.lower().startswith(("what does it cost", "waht")) or "cost" in message:
        return answer("I have no sourced figure for that.", "unknown")
    return answer("It ended in June 2017.", facts=("ramsi.4",), sources=("bee-ramsi",))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name, text in (("open", OPEN), ("frozen", FROZEN)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "trial.yml").write_text(text, encoding="utf-8")
    few = read_phrasings().copy(update={"statement": (), "place": (), "term": (), "topic": (), "agency": ()})
    few = few.copy(update={"operation": {"end": few.operation["end"]}})
    monkeypatch.setattr(command, "load_set", lambda name: load_set(name, tmp_path))
    monkeypatch.setattr("evaluation.suite.read_phrasings", lambda: few)
    monkeypatch.setattr(command, "committed_report", lambda: None)

    def play(*options: str, answering: Answering = knows_ramsi_only) -> tuple[int, str]:
        with fake_assistant(answering) as server:
            code = command.main(["--url", server.url, "--report", str(tmp_path / "report"), *options])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return play


def test_a_whole_run_writes_the_report(run: Run, tmp_path: Path) -> None:
    code, printed = run()
    assert code == 1
    report = json.loads((tmp_path / "report" / "latest.json").read_text(encoding="utf-8"))
    count = report["sets"]["open"]["original"]["in_scope"]
    assert (count["cases"], count["passed"], count["wrong"]) == (2, 1, 1)
    assert report["sets"]["open"]["original"]["dialogue"]["passed"] == 1
    assert report["sets"]["open"]["original"]["unanswerable"]["wrong"] == 0
    # No word of it is long enough for a typo, so that column holds the original's result and lists nothing anew.
    assert report["failing"] == ["open/mistaken", "open/mistaken (lower case)", "open/mistaken (no punctuation)"]
    assert report["sets"]["open"]["typos"]["in_scope"]["passed"] == 1
    assert report["latency"]["replies"] == 7
    assert set(report["suite"]) == {"straight", "with typos", "follow-up"}
    assert report["suite"]["straight"]["end"]["wrong"] > 0
    assert "| Wrong-answer rate (in scope and unanswerable) | 33.3% (1/3) | 100.0% (1/1) |" in printed
    assert "missed: open: in_scope 50.0% right, floor 97.0%" in printed
    assert (tmp_path / "report" / "confusion.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_nothing_of_a_failing_frozen_case_is_told(run: Run, tmp_path: Path) -> None:
    _, printed = run("--suite", "--failures")
    files = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "report").iterdir())
    assert "| small_talk | 1 | 100.0% |" in printed
    for secret in ("secret", "Secret question", "untso.1 "):
        assert secret not in printed
        assert secret not in files


def test_every_variant_counts_every_case(run: Run, tmp_path: Path) -> None:
    run("--suite")
    report = json.loads((tmp_path / "report" / "latest.json").read_text(encoding="utf-8"))
    for variants in report["sets"].values():
        cases = {
            variant: {kind: count["cases"] for kind, count in kinds.items()} for variant, kinds in variants.items()
        }
        assert len(cases) == 4
        assert all(counts == cases["original"] for counts in cases.values())


def test_a_partial_run_leaves_the_report_alone(run: Run, tmp_path: Path) -> None:
    _, printed = run("--set", "open", "--only", "dialogue", "--no-variants")
    assert "A partial run" in printed
    assert not (tmp_path / "report").exists()


def test_failures_show_question_reply_and_reason(run: Run) -> None:
    _, printed = run("--set", "open", "--no-variants", "--failures")
    assert "WRONG open/mistaken\n  > When did INTERFET end?" in printed
    assert "- none of the facts interfet.2" in printed


def test_the_floors_decide(run: Run, tmp_path: Path) -> None:
    floors = tmp_path / "floors.yml"
    floors.write_text("wrong_answer_rate: 0.5\nsets: [open]\n", encoding="utf-8")
    assert run("--set", "open", "--no-variants", "--floors", str(floors))[0] == 0
    floors.write_text("wrong_answer_rate: 0.1\nsets: [open]\n", encoding="utf-8")
    assert run("--set", "open", "--no-variants", "--floors", str(floors))[0] == 1


def test_conversations_do_not_share_a_sender(run: Run) -> None:
    asked: list[tuple[str, str]] = []

    def listening(sender: str, message: str) -> Any:
        asked.append((sender, message))
        return knows_ramsi_only(sender, message)

    run("--set", "open", answering=listening)
    conversations: dict[str, list[str]] = {}
    for sender, message in asked:
        conversations.setdefault(sender, []).append(message)
    assert ["Tell me about RAMSI", "and its end?"] in conversations.values()
    assert ["tell me about ramsi", "and its end?"] in conversations.values()
    assert [typos("When did RAMSI end today?", "right")] in conversations.values()
    assert all(len(said) <= 2 for said in conversations.values())


def test_it_refuses_other_hosts_and_needs_an_assistant(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--url", "http://example.org"]) == 2
    assert "only http to 127.0.0.1" in capsys.readouterr().err
    with fake_assistant(knows_ramsi_only) as server:
        pass
    assert command.main(["--url", server.url]) == 2
    assert "make run" in capsys.readouterr().err
