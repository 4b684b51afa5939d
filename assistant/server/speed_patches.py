"""Changes to Rasa that save time and give what it gave; ``rasa_patches`` makes them with the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionReverted,
    ActiveLoop,
    Event,
    LegacyForm,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from assistant.server.patching import Patch, plain
from assistant.settings import Settings

# Kept on Rasa's own objects, which live as long as the model.
_ORDERS = "orders_of_nodes"
_INDEX = "rules_by_newest_state"
_LONGEST = "states_of_longest_rule"
_EMPTY = "known_to_be_empty"

_Asks = tuple[str | None, str | None]
# After one of these some events before it no longer count.
_UNDOING = frozenset({ActionReverted, ActiveLoop, LegacyForm, Restarted, SessionStarted, UserUtteranceReverted})


def in_known_order(settings: Settings, original: Callable[..., Any]) -> Any:
    """``DaskGraphRunner.run``: the components one after the other, in an order that is worked out once."""

    def run(
        self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        orders = self.__dict__.setdefault(_ORDERS, {})
        order = orders.get(wanted)
        if order is None:
            order = orders[wanted] = _order(self, wanted)
        done: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needed in order:
            done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needed))
        return dict(done[name] for name in wanted)

    return run


def _order(runner: DaskGraphRunner, wanted: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The nodes that the targets need, each after those that it needs itself."""
    nodes = runner._graph_schema.minimal_graph_schema(list(wanted)).nodes
    order: dict[str, tuple[str, ...]] = {}

    def add(name: str) -> None:
        if name in nodes and name not in order:
            needed = tuple(nodes[name].needs.values())
            for need in needed:
                add(need)
            order[name] = needed

    for name in nodes:
        add(name)
    return list(order.items())


def types_looked_up(settings: Settings, original: Callable[..., Any]) -> Any:
    """``Event.resolve_by_type``: by name, not by a walk over all subclasses."""
    known: dict[str, type[Event]] = {}

    def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        found = known.get(type_name)
        if found is None:
            found = plain(original)(type_name, default)
            if found is not None and found.type_name == type_name:
                known[type_name] = found
        return found

    return staticmethod(resolve_by_type)


def nothing_undone(settings: Settings, original: Callable[..., Any]) -> Any:
    """``DialogueStateTracker.applied_events``: what follows the last start of a session, if nothing in it is undone."""

    def applied_events(self: DialogueStateTracker) -> list[Event]:
        events = list(self.events)
        for place in range(len(events) - 1, -1, -1):
            if type(events[place]) in _UNDOING:
                if type(events[place]) is not SessionStarted:
                    return list(original(self))
                if any(isinstance(event, ActiveLoop) for event in events[:place]):
                    return list(original(self))
                return events[place + 1 :]
        return events

    return applied_events


def emptiness_known(settings: Settings, original: Callable[..., Any]) -> Any:
    """``Domain.is_empty``: found out once for each domain, which does not change while it serves."""

    def is_empty(self: Domain) -> bool:
        known: bool | None = self.__dict__.get(_EMPTY)
        if known is None:
            known = self.__dict__[_EMPTY] = bool(original(self))
        return known

    return is_empty


def recent_turns(settings: Settings, original: Callable[..., Any]) -> Any:
    """``RulePolicy._find_action_from_rules``: on the latest turns, not on the whole conversation."""

    def find(self: RulePolicy, tracker: DialogueStateTracker, domain: Domain, *more: Any, **named: Any) -> Any:
        return original(self, _shortened(self, tracker, domain), domain, *more, **named)

    return find


def _shortened(policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The latest turns as a conversation of their own, one more than the longest rule has states.

    The whole one where more than the latest turns may count: in a loop, or where a slot influences the prediction.
    """
    if tracker.active_loop_name or any(slot.influence_conversation for slot in tracker.slots.values()):
        return tracker
    turns = _longest(policy) + 1
    events = tracker.applied_events()
    for place in range(len(events) - 1, -1, -1):
        turns -= isinstance(events[place], UserUttered)
        if turns == 0:
            # The listening before the message belongs to the turn.
            recent = tracker.init_copy()
            for event in events[max(0, place - 1) :]:
                recent.update(event, domain)
            return recent
    return tracker


def _longest(policy: RulePolicy) -> int:
    known: int | None = policy.__dict__.get(_LONGEST)
    if known is None:
        known = max((len(policy._rule_key_to_state(key)) for key in policy.lookup["rules"]), default=0)
        policy.__dict__[_LONGEST] = known
    return known


def likely_rules(settings: Settings, original: Callable[..., Any]) -> Any:
    """``RulePolicy._get_possible_keys``: among the rules for this intent and this action, not among all."""

    def possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[dict[str, Any]]) -> set[str]:
        if not states or PREVIOUS_ACTION not in states[-1]:
            return set(original(self, lookup, states))
        index = _index(self, lookup)
        intent, action = _asks(states[-1])
        # A rule that names neither may fit any newest state; one that names something fits only a state that has it.
        groups = {(each, other) for each in (None, intent) for other in (None, action)}
        likely = {key: lookup[key] for group in groups for key in index.get(group, ())}
        return set(original(self, likely, states))

    return possible_keys


def _index(policy: RulePolicy, lookup: dict[str, str]) -> dict[_Asks, list[str]]:
    """Rules by the intent and the previous action that their newest state names."""
    indices = policy.__dict__.setdefault(_INDEX, {})
    kept = indices.get(id(lookup))
    if kept is None or kept[0] is not lookup:
        index: dict[_Asks, list[str]] = {}
        for key in lookup:
            rule = policy._rule_key_to_state(key)
            index.setdefault(_asks(rule[-1]) if rule else (None, None), []).append(key)
        kept = indices[id(lookup)] = (lookup, index)
    found: dict[_Asks, list[str]] = kept[1]
    return found


def _asks(state: dict[str, Any]) -> _Asks:
    intent = state.get(USER, {}).get(INTENT)
    action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    return None if intent == SHOULD_NOT_BE_SET else intent, action


SPEED: tuple[Patch, ...] = (
    Patch(
        DaskGraphRunner,
        "run",
        "Rasa has dask plan the order of the components at every message and every prediction. It never changes.",
        "45f0f52f574f3aa9",
        in_known_order,
    ),
    Patch(
        Event,
        "resolve_by_type",
        "Rasa walks all subclasses of Event for each event that it reads from the database. Looked up instead.",
        "b5cf570fa7f286c7",
        types_looked_up,
    ),
    Patch(
        DialogueStateTracker,
        "applied_events",
        "Rasa asks of every event five times what it is, eight times a turn. Mostly nothing is undone.",
        "764d5065ea9997d6",
        nothing_undone,
    ),
    Patch(
        Domain,
        "is_empty",
        "Rasa builds an empty domain at each message and compares the whole of ours with it. Known after the first.",
        "884be90ef485f1d2",
        emptiness_known,
    ),
    Patch(
        RulePolicy,
        "_find_action_from_rules",
        "Rasa goes through the whole conversation for each prediction. No rule is longer than a few states.",
        "be6da6ee0f5429bd",
        recent_turns,
    ),
    Patch(
        RulePolicy,
        "_get_possible_keys",
        "Rasa tries every rule at each prediction. Only those for this intent and this action can fit.",
        "2915fd81711e194c",
        likely_rules,
    ),
)
