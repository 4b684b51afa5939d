"""The changes that save time give what Rasa gave."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph

from assistant.server import rasa_patches
from assistant.server.patching import ORIGINALS
from assistant.server.speed_patches import SPEED
from assistant.settings import ROOT, Settings


@contextmanager
def as_rasa_comes() -> Iterator[None]:
    """Without the changes that save time, whether or not they are made already."""
    kept = {(patch.owner, patch.method): vars(patch.owner)[patch.method] for patch in SPEED}
    for place, function in kept.items():
        setattr(*place, ORIGINALS.get(place, function))
    try:
        yield
    finally:
        for (owner, method), function in kept.items():
            setattr(owner, method, function)


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml")


@pytest.fixture(scope="module")
def policy(domain: Domain, tmp_path_factory: pytest.TempPathFactory) -> RulePolicy:
    """RulePolicy, trained on our rules."""
    reader = YAMLStoryReader(domain)
    steps = [step for path in sorted((ROOT / "data" / "rules").glob("*.yml")) for step in reader.read_from_file(path)]
    trackers = TrainingDataGenerator(StoryGraph(steps), domain, augmentation_factor=0).generate()
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("policy"))
    context = ExecutionContext(GraphSchema({}))
    made = RulePolicy.create(RulePolicy.get_default_config(), storage, Resource("rules"), context)
    made.train(trackers, domain)
    return made


def conversations(domain: Domain) -> Iterator[DialogueStateTracker]:
    """Conversations of up to six turns, each broken off after the question, the action and the listening."""
    chance = random.Random(7)
    intents = sorted(domain.intents)
    actions = [name for name in domain.action_names_or_texts if name.startswith("action_answer_")]
    for length in (0, 1, 2, 3, 6):
        for _ in range(20):
            events: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]
            for _ in range(length):
                events += [ActionExecuted("action_listen"), heard(chance.choice(intents))]
                events += [ActionExecuted(chance.choice(actions)), BotUttered("x"), SlotSet("context", {"a": 1})]
            events += [ActionExecuted("action_listen"), heard(chance.choice(intents))]
            yield DialogueStateTracker.from_events("me", events, domain.slots, domain=domain)
            events.append(ActionExecuted(chance.choice(actions)))
            yield DialogueStateTracker.from_events("me", events, domain.slots, domain=domain)
            events.append(ActionExecuted("action_listen"))
            yield DialogueStateTracker.from_events("me", events, domain.slots, domain=domain)


def heard(intent: str) -> UserUttered:
    return UserUttered("x", {"name": intent, "confidence": 1.0}, [])


def predictions(policy: RulePolicy, domain: Domain) -> list[tuple[str | None, bool]]:
    found = []
    for tracker in conversations(domain):
        action, _, unhappy = policy._find_action_from_rules(tracker, domain, use_text_for_last_user_input=False)
        found.append((action, unhappy))
    return found


def test_the_policy_predicts_what_rasa_predicts(policy: RulePolicy, domain: Domain) -> None:
    with as_rasa_comes():
        by_rasa = predictions(policy, domain)
    rasa_patches.apply(Settings())
    assert predictions(policy, domain) == by_rasa
    assert len({action for action, _ in by_rasa}) > 5


def test_the_policy_tries_few_rules(policy: RulePolicy, domain: Domain, monkeypatch: pytest.MonkeyPatch) -> None:
    rasa_patches.apply(Settings())
    tried: list[str] = []
    applicable = RulePolicy._is_rule_applicable

    def counted(self: RulePolicy, key: str, *more: Any) -> bool:
        tried.append(key)
        return bool(applicable(self, key, *more))

    monkeypatch.setattr(RulePolicy, "_is_rule_applicable", counted)
    events = [ActionExecuted("action_listen"), heard("operation_start")]
    tracker = DialogueStateTracker.from_events("me", events, domain.slots, domain=domain)
    action, _, _ = policy._find_action_from_rules(tracker, domain, use_text_for_last_user_input=False)
    assert action == "action_answer_operation"
    assert 1 <= len(tried) <= 5 < len(policy.lookup["rules"])


class Adds(GraphComponent):
    """A component that notes that it ran."""

    ran: list[str] = []  # noqa: RUF012 - shared on purpose

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: Any, resource: Any, execution_context: Any) -> Adds:
        return cls(config["name"])

    def add(self, one: int, other: int = 0) -> int:
        if one < 0:
            raise RuntimeError("less than nothing")
        self.ran.append(self._name)
        return one + other


def runner(tmp_path: Path) -> DaskGraphRunner:
    def node(name: str, **needs: str) -> SchemaNode:
        return SchemaNode(needs=needs, uses=Adds, fn="add", constructor_name="create", config={"name": name})

    # Written in an order in which they cannot run.
    schema = GraphSchema(
        {
            "sum": node("sum", one="left", other="right"),
            "right": node("right", one="start"),
            "left": node("left", one="right", other="start"),
            "unwanted": node("unwanted", one="sum"),
        }
    )
    storage = LocalModelStorage.create(tmp_path)
    return DaskGraphRunner.create(schema, storage, ExecutionContext(schema))


def test_the_graph_runs_what_is_needed_once_and_in_order(tmp_path: Path) -> None:
    rasa_patches.apply(Settings())
    made = runner(tmp_path)
    for start in (1, 2):
        Adds.ran.clear()
        # left = right + start, sum = left + right
        assert made.run(inputs={"start": start}, targets=["sum"]) == {"sum": 3 * start}
        assert Adds.ran == ["right", "left", "sum"]
    assert made.run(inputs={"start": 1}, targets=["left"]) == {"left": 2}


def test_the_graph_gives_what_dask_gives(tmp_path: Path) -> None:
    with as_rasa_comes():
        by_dask = runner(tmp_path / "one").run(inputs={"start": 5}, targets=["sum", "left"])
    rasa_patches.apply(Settings())
    assert runner(tmp_path / "two").run(inputs={"start": 5}, targets=["sum", "left"]) == by_dask


def test_what_fails_in_the_graph_fails_as_before(tmp_path: Path) -> None:
    rasa_patches.apply(Settings())
    with pytest.raises(GraphComponentException):
        runner(tmp_path / "one").run(inputs={"start": -1}, targets=["sum"])
    with pytest.raises(GraphRunError, match="Missing input"):
        runner(tmp_path / "two").run(targets=["sum"])


def test_what_is_undone_is_undone_as_before(domain: Domain) -> None:
    said = [
        ActionExecuted("action_listen"),
        heard("greet"),
        ActionExecuted("action_answer_small_talk"),
        BotUttered("x"),
    ]
    new_session = [ActionExecuted("action_session_start"), SessionStarted()]
    histories: list[list[Event]] = [
        [],
        said,
        [*new_session, *said, *said],
        [*said, *new_session, *said],
        [*said, Restarted(), *said],
        [*new_session, *said, Restarted(), *said],
        [*said, UserUtteranceReverted(), *said],
        [*said, ActionReverted(), *said],
        [*said, ActiveLoop("form"), ActionExecuted("form"), *said, ActionExecuted("form")],
        [*said, ActiveLoop("form"), *new_session, *said, ActionExecuted("form"), *said, ActionExecuted("form")],
    ]
    for events in histories:
        tracker = DialogueStateTracker.from_events("me", events, domain.slots)
        with as_rasa_comes():
            by_rasa = tracker.applied_events()
        rasa_patches.apply(Settings())
        assert tracker.applied_events() == by_rasa
        assert tracker.applied_events() is not tracker.events


def test_an_empty_domain_is_known(domain: Domain) -> None:
    rasa_patches.apply(Settings())
    for _ in range(2):
        assert not domain.is_empty()
        assert Domain.empty().is_empty()


def test_events_are_found_by_their_type() -> None:
    rasa_patches.apply(Settings())
    for _ in range(2):
        assert Event.resolve_by_type("user") is UserUttered
        assert Event.resolve_by_type("nonsense", BotUttered) is BotUttered
        assert Event.resolve_by_type("topic") is None
        with pytest.raises(ValueError, match="Unknown event name"):
            Event.resolve_by_type("nonsense")
