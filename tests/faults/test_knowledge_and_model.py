"""Missing knowledge and a damaged model: what runs goes on, what starts says so, and it mends itself where it can."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.channels import lines
from assistant.server import __main__ as command
from assistant.server import model, out_of_order
from assistant.server.model import Model
from assistant.settings import ROOT, Settings
from tests.e2e.running import environment, run_once
from tests.faults.conftest import Victim

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_knowledge_that_goes_missing(victim: Victim) -> None:
    """Who runs goes on with what it has read. An action server that dies cannot come back before the files do."""
    assistant = victim.assistant
    victim.knowledge.unlink()
    try:
        assert "2003" in assistant.ask("When did RAMSI start?").text
        victim.kill("actions")
        assert victim.becomes("The action server does not answer")
        assert assistant.ask("When did RAMSI start?").text == lines.load().unavailable
        assert assistant.wait_for(lambda: "The knowledge base has faults" in assistant.log.read_text(), 20)
    finally:
        victim.knowledge.symlink_to(ROOT / "data" / "knowledge")
    assert victim.is_well()
    assert "2003" in assistant.ask("When did RAMSI start?").text


@pytest.mark.parametrize("missing", ["sources.yml", "operations", ""])
def test_without_knowledge_it_does_not_start_and_says_what_is_missing(tmp_path: Path, missing: str) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "data" / "knowledge", folder)
    gone = folder / missing
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    result = run_once(environment(tmp_path, KNOWLEDGE_DIR=str(folder)), seconds=60)
    assert result.returncode == 1
    assert "error: The knowledge base has faults" in result.stderr
    assert (missing or "knowledge") in result.stderr
    assert "fix:" in result.stderr
    assert "Traceback" not in result.stderr


def sound(folder: Path) -> tuple[Settings, Model]:
    settings = Settings(models=folder)
    path = model.path_for(settings, "abc")
    path.write_bytes(b"a model")
    trained = Model(path, "abc", "k", "n", 1.0, model.digest_of(path))
    trained.save()
    return settings, trained


def test_a_damaged_model_counts_as_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings, trained = sound(tmp_path)
    assert model.find(settings, "abc") == trained
    trained.path.write_bytes(b"half")
    assert model.find(settings, "abc") is None
    assert "assistant-abc.tar.gz is damaged" in caplog.text


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"path": 1}'])
def test_a_model_whose_record_is_damaged_counts_as_none(tmp_path: Path, record: str) -> None:
    settings, trained = sound(tmp_path)
    trained.path.with_name("assistant-abc.json").write_text(record)
    assert model.find(settings, "abc") is None


def test_a_damaged_model_is_trained_anew_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, trained = sound(tmp_path)
    trained.path.write_bytes(b"half")
    monkeypatch.setattr(model, "fingerprint", lambda _: "abc")
    began: list[list[str]] = []

    def start(line: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        began.append(line)
        return subprocess.CompletedProcess(line, 0)

    monkeypatch.setattr(subprocess, "run", start)
    assert command._train_if_needed(settings) == 0
    assert began[0][-1] == "train"
    assert "Training a model" in capsys.readouterr().out


def test_a_rasa_server_without_a_sound_model_says_so_and_trains_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(models=tmp_path / "models", endpoints=tmp_path / "endpoints.yml", tracker_db=tmp_path / "db")
    settings.endpoints.write_text("{}")
    told: list[str] = []

    def serve(_: Settings, reason: str, mended: Callable[[], bool]) -> None:
        told.append(reason)
        assert mended()

    monkeypatch.setattr(out_of_order, "serve", serve)
    monkeypatch.setattr(command, "_train_if_needed", lambda _: 0)
    assert command._rasa(settings) == 0
    assert told == ["There is no sound model for the files as they are; one is being trained"]
