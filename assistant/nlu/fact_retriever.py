"""Retriever: the facts of the knowledge base nearest in meaning to a clause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.component import TrainedComponent
from assistant.nlu.encoder import encoder_version, shared_encoder, training_encoder
from assistant.nlu.facts import FactSearch, fact_texts
from assistant.nlu.names import knowledge_folder
from assistant.nlu.properties import FACTS, FACTS_IN_TALK, PLAIN_ORIGIN, TALKED_ABOUT
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer, vector_of
from assistant.nlu.talk import TalkedAbout
from assistant.nlu.vector_store import FACT_VECTORS, read_vectors

_FILE = "facts.npz"
_TOP_IN_TALK = 30
_SUBJECTS = frozenset({"operation", "place", "un_mission"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FactRetriever(TrainedComponent, IntentClassifier):
    """Registered as a classifier so that Rasa runs it on messages; it leaves the intent alone.

    Facts are read from the knowledge files when the model is loaded. Training stores their vectors, so that a start
    encodes only what has changed since.
    """

    _search: FactSearch | None = None
    _talked_about: TalkedAbout | None = None

    @classmethod
    def required_components(cls) -> list[type]:
        """The vector of the plain text must be there."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``knowledge``: as for the linker; ``top``: how many facts."""
        return {"knowledge": None, "top": 60}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse a number of facts that is none."""
        if not isinstance(config["top"], int) or config["top"] < 1:
            raise ValueError(f"top must be a number from 1 up, not {config['top']!r}")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Other facts, other vectors."""
        folder = knowledge_folder(config.get("knowledge"))
        if folder is None:
            return None
        from assistant.knowledge.loader import version_of

        return f"{version_of(folder)} {encoder_version()}"

    def learn(self, training_data: TrainingData, folder: Path) -> None:
        """Encode the facts and store their vectors."""
        facts = fact_texts(knowledge_folder(self._config["knowledge"]))
        self._search = FactSearch.build(facts, training_encoder(), read_vectors(FACT_VECTORS))
        self._search.save(folder / _FILE)
        if facts:
            self._search.save(FACT_VECTORS)

    def recall(self, folder: Path) -> None:
        """Read today's facts; vectors come out of the model where the words are still the same."""
        knowledge = knowledge_folder(self._config["knowledge"])
        # The encoder that is there anyway: mostly nothing is left to encode, and another would take 50 MB.
        self._search = FactSearch.build(fact_texts(knowledge), shared_encoder(), read_vectors(folder / _FILE))
        self._talked_about = TalkedAbout.read(knowledge)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the nearest facts to every message."""
        for message in messages:
            own = self._talked_about.facts(self._context(message)) if self._talked_about else frozenset()
            vector, text = vector_of(message, PLAIN_ORIGIN), str(message.get(TEXT) or "")
            near = self._search.top(vector, text, self._config["top"], own) if self._search else []
            message.set(FACTS, [{"id": fact, "score": score} for fact, score in near])
            message.set(FACTS_IN_TALK, self._in_talk(message, own))
        return messages

    @staticmethod
    def _context(message: Message) -> Any:
        """What was talked about, for a question that names nothing itself."""
        named = any(entity["entity"] in _SUBJECTS for entity in message.get(ENTITIES) or ())
        return None if named else (message.get(METADATA) or {}).get(TALKED_ABOUT)

    def _in_talk(self, message: Message, own: frozenset[str]) -> list[dict[str, Any]]:
        """The facts nearest to a question that names nothing, together with what was talked about.

        After a policy or a word the last question is put before it, and its own words count as much by themselves: of
        145 such follow-ups that puts the right fact of what was told first in 78 %, the name alone in 50 %. Else the
        name of what was talked about is put before it, and all facts of the operations talked about are among those
        found, since one of them may be meant by few words.
        """
        context = self._context(message)
        if not (self._search and self._talked_about and context):
            return []
        words = str(message.get(TEXT) or "")
        if before := self._talked_about.question_before(context):
            text = f"{before} {words}"
            asked = [(vector_of(message, PLAIN_ORIGIN), words), (shared_encoder().encode([text])[0], text)]
        elif name := self._talked_about.name(context):
            text = f"{name}: {words}"
            asked = [(shared_encoder().encode([text])[0], text)]
        else:
            return []
        near = self._search.top_in_the_mean(asked, _TOP_IN_TALK, own)
        return [{"id": fact, "score": score} for fact, score in near]
