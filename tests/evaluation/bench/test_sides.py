from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import rasa
import yaml

from assistant.settings import ROOT
from evaluation.bench import kept
from evaluation.bench.environment import STOCK
from evaluation.bench.figures import Training
from evaluation.bench.measure import Plan, measure
from evaluation.bench.processes import Command, ProcessFault
from evaluation.bench.sides import Side, ours, stock

LINKER = "assistant.nlu.knowledge_linker.KnowledgeLinker"
TRAINING = Training(60.0, 70.0, 1_000_000_000, "2026-11-24", 0.1, 11_000, "abc")

# A server that turns the first two questions away, like one that is still loading.
SERVER = """
import sys, threading
from tests.evaluation.fake_assistant import answer, fake_assistant
def answering(sender, message):
    answering.asked += 1
    return [] if answering.asked < 3 else answer(message, outcome="small_talk")
answering.asked = 0
with fake_assistant(answering, port=int(sys.argv[1])):
    threading.Event().wait()
"""


def read(path: Path) -> dict[str, object]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_the_stock_side_is_what_rasa_fills_in_for_a_new_project_with_the_linker_last() -> None:
    filled_in = read(Path(rasa.__file__).parent / "engine" / "recipes" / "config_files" / "default_config.yml")
    frozen = read(STOCK / "config.yml")
    pipeline = frozen["pipeline"]
    assert isinstance(pipeline, list)
    assert pipeline[-1] == {"name": LINKER}
    assert pipeline[:-1] == filled_in["pipeline"]
    assert frozen["policies"] == filled_in["policies"]


def test_the_stock_side_is_the_same_rasa() -> None:
    lock = (STOCK / "uv.lock").read_text(encoding="utf-8")
    assert f'name = "rasa"\nversion = "{rasa.__version__}"' in lock
    assert 'name = "tensorflow"\n' in lock


def test_both_sides_are_trained_on_the_same_and_use_the_same_actions(tmp_path: Path) -> None:
    mine, theirs = ours(tmp_path), stock(tmp_path)
    for place in ("domain.yml", "data/nlu", "data/rules"):
        assert str(ROOT / place) in theirs.train.arguments
    assert theirs.serve[0].arguments[1:] == ("-m", "assistant.server", "actions")
    assert theirs.serve[0].arguments[0] == mine.serve[0].arguments[0] == sys.executable
    assert "--enable-api" not in theirs.serve[1].arguments
    assert {side.address.rpartition(":")[0] for side in (mine, theirs)} == {"http://127.0.0.1"}


def test_the_kept_model_says_when_it_was_trained(tmp_path: Path) -> None:
    record, model = tmp_path / "training.json", tmp_path / "model.tar.gz"
    assert kept.kept(record, model) is None
    kept.keep(TRAINING, record)
    assert kept.kept(record, model) is None
    model.touch()
    assert kept.kept(record, model) == TRAINING
    assert kept.note_on(TRAINING, "abc").endswith("on 2026-11-24, on 11,000 questions, with a load of 0.1 beside it.")
    assert "before they were last changed" in kept.note_on(TRAINING, "other")
    record.write_text("{}")
    assert kept.kept(record, model) is None


def test_other_questions_give_another_fingerprint(tmp_path: Path) -> None:
    for place in ("data/nlu", "data/rules", "evaluation/bench/stock"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "domain.yml").write_text("intents: []\nresponses:\n  utter_x: []\n")
    (tmp_path / "data" / "nlu" / "x.yml").write_text("nlu:\n- intent: a\n  examples: |\n    - one\n    - two\n")
    for name in ("config.yml", "uv.lock"):
        (tmp_path / "evaluation" / "bench" / "stock" / name).touch()
    before = kept.fingerprint(tmp_path)
    assert kept.questions(tmp_path) == 2
    (tmp_path / "domain.yml").write_text("intents: []\nresponses:\n  utter_y: []\n")
    assert kept.fingerprint(tmp_path) == before
    (tmp_path / "data" / "nlu" / "x.yml").write_text("nlu:\n- intent: a\n  examples: |\n    - three\n")
    assert kept.fingerprint(tmp_path) != before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_side_is_started_asked_and_stopped(tmp_path: Path) -> None:
    side = ours(tmp_path)
    port = side.address.rpartition(":")[2]
    serve = Command((sys.executable, "-c", SERVER, port), {}, ROOT, tmp_path / "serve.log")
    side = replace(side, serve=(serve,), server_mark=port)
    told: list[str] = []
    plan = Plan(sets=(), clients=(1, 8), seconds=0.5, warm_up_seconds=0.1)
    measured = measure(side, TRAINING, 42, plan, ["one", "two", "three"], told.append)
    assert measured.start_seconds > 0
    assert measured.server_bytes == measured.all_bytes > 5_000_000
    assert measured.loads[8].per_second > 10
    assert measured.loads[8].failed == 0
    assert measured.processor_ms > 0
    assert measured.environment_bytes == 42
    assert any("first answer" in line for line in told)


def test_a_server_that_ends_at_its_start_is_no_measurement(tmp_path: Path) -> None:
    side = ours(tmp_path)
    serve = Command((sys.executable, "-c", "raise SystemExit(1)"), {}, ROOT, tmp_path / "serve.log")
    side = Side("ours", side.address, side.train, (serve,), "x")
    with pytest.raises(ProcessFault, match="A server of ours ended at its start"):
        measure(side, TRAINING, 0, Plan(sets=()), ["one"], print)
