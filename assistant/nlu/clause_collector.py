"""Last component: puts the clauses of a message on it, and decides whether it was a compound question."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.component import Component
from assistant.nlu.properties import ANSWERABLE, CLAUSE_GROUP, CLAUSES, FACTS, FACTS_IN_TALK, INHERITS, NEAREST, SCENE

_SUBJECTS = frozenset({"operation", "un_mission", "place", "term", "region"})
_RANKING = "intent_ranking"
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|this|that|these|those|there|he|she)\b", re.IGNORECASE)
#: What stands before the name of the place that somebody is from or lives in.
_HOME = re.compile(
    r"\b(?:from|(?:live|lives|living|born|raised|grew up|grow up|school|work|based|holidays?|home)\b[\w ]{0,12} in)"
    r" (?:the )?$",
    re.IGNORECASE,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ClauseCollector(Component, IntentClassifier):
    """A message stays one clause unless every proposed part is a confident question, and they are not all the same."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``ranking_length``: candidates kept a clause; ``courtesies``: kinds that vanish beside a question."""
        return {"ranking_length": 5, "courtesies": ["greet", "thanks", "affirm", "how_are_you"]}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse a ranking without entries."""
        if config["ranking_length"] < 1:
            raise ValueError(f"ranking_length must be 1 or more, not {config['ranking_length']!r}")

    def process(self, messages: list[Message]) -> list[Message]:
        """Return the messages that came in, each with its clauses; the proposals are taken out."""
        groups: dict[int, list[Message]] = {}
        for message in messages:
            if message.get(CLAUSE_GROUP) is not None:
                groups.setdefault(message.get(CLAUSE_GROUP), []).append(message)
        whole = [message for message in messages if message.get(CLAUSE_GROUP) is None]
        for place, message in enumerate(whole):
            self._collect(message, groups.get(place, []))
        return whole

    def _collect(self, message: Message, proposals: list[Message]) -> None:
        told = [part for part in proposals if part.get(SCENE)]
        asked = [part for part in proposals if part.get(SCENE) is False]
        parts = self._questions([part for part in proposals if part.get(SCENE) is None])
        if asked:
            # The question alone, unless only what was said beside it names what it is about.
            parts = [] if any(_names_the_subject(scene) for scene in told) else parts or asked
        if parts:
            first = parts[0]
            message.set(INTENT, dict(first.get(INTENT)), add_to_output=True)
            message.set(_RANKING, first.get(_RANKING), add_to_output=True)
        clauses = [self._clause(part) for part in parts or [message]]
        _share_subject(clauses)
        message.set(CLAUSES, clauses, add_to_output=True)
        message.output_properties -= {TOKENS_NAMES[TEXT], NEAREST}

    def _questions(self, proposals: list[Message]) -> list[Message]:
        """The proposals if they hold, without courtesies; none if the message is to stay whole."""
        if any(_intent(part) in (None, DEFAULT_NLU_FALLBACK_INTENT_NAME) for part in proposals):
            return []
        questions = [part for part in proposals if _intent(part) not in self._config["courtesies"]]
        if len({(_intent(part), _subjects(part)) for part in questions}) < len(questions):
            return []
        return questions

    def _clause(self, message: Message) -> dict[str, Any]:
        return {
            TEXT: message.get(TEXT),
            INTENT: dict(message.get(INTENT) or {"name": None, "confidence": 0.0}),
            _RANKING: list(message.get(_RANKING) or ())[: self._config["ranking_length"]],
            ENTITIES: [dict(entity) for entity in message.get(ENTITIES) or ()],
            NEAREST: message.get(NEAREST),
            FACTS: message.get(FACTS) or [],
            FACTS_IN_TALK: message.get(FACTS_IN_TALK) or [],
            ANSWERABLE: message.get(ANSWERABLE, 1.0),
        }


def _names_the_subject(scene: Message) -> bool:
    """Whether what was said beside a question names an operation or a place that its sender is not just from."""
    text = str(scene.get(TEXT))
    about = (entity for entity in scene.get(ENTITIES) or () if entity["entity"] in _SUBJECTS - {"term", "region"})
    return any(not (entity["entity"] == "place" and _HOME.search(text[: entity["start"]])) for entity in about)


def _share_subject(clauses: list[dict[str, Any]]) -> None:
    """A later clause without a subject inherits it; so does a first one that does not point back with a pronoun."""
    found = [[entity for entity in clause[ENTITIES] if entity["entity"] in _SUBJECTS] for clause in clauses]
    for place, clause in enumerate(clauses):
        if found[place]:
            continue
        if place > 0:
            clause[INHERITS] = True
        elif len(clauses) > 1 and found[1] and not _PRONOUN.search(clause[TEXT]):
            clause[ENTITIES] = [*clause[ENTITIES], *(dict(entity) for entity in found[1])]


def _intent(message: Message) -> str | None:
    name = (message.get(INTENT) or {}).get("name")
    return str(name) if name is not None else None


def _subjects(message: Message) -> tuple[str, ...]:
    return tuple(str(entity["value"]) for entity in message.get(ENTITIES) or () if entity["entity"] in _SUBJECTS)
