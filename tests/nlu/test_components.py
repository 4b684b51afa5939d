"""The Rasa components one by one: configuration, training, loading, what they put on a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu import fact_retriever, knowledge_linker
from assistant.nlu.clause_collector import ClauseCollector
from assistant.nlu.clause_splitter import ClauseSplitter
from assistant.nlu.fact_retriever import FactRetriever
from assistant.nlu.facts import FactText
from assistant.nlu.fallback import Fallback
from assistant.nlu.kind_classifier import KindClassifier
from assistant.nlu.knowledge_linker import KnowledgeLinker
from assistant.nlu.names import LinkedName, NameList
from assistant.nlu.properties import CLAUSE_GROUP, CLAUSES, FACTS, MASKED_TEXT, THRESHOLD
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer
from assistant.nlu.tokenizer import EnglishTokenizer
from tests.nlu.conftest import Make

NAMES = NameList((LinkedName("RAMSI", "operation", "ramsi"), LinkedName("INTERFET", "operation", "interfet")), "abc")
QUESTIONS = {
    "start": ["when did RAMSI begin", "what year did it start", "start date of INTERFET", "when was it launched"],
    "leader": ["who led RAMSI", "who was in charge of it", "who commanded INTERFET", "its commander"],
    "greet": ["hello", "kia ora", "hi there", "good morning"],
}


@pytest.fixture(autouse=True)
def _own_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(knowledge_linker, "read_names", lambda folder: NAMES)
    monkeypatch.setattr(fact_retriever, "FACT_VECTORS", tmp_path / "fact-vectors.npz")


def training_data() -> TrainingData:
    return TrainingData([Message.build(text, intent) for intent, texts in QUESTIONS.items() for text in texts])


def trained(make: Make) -> list[Any]:
    """Linker, encoder, classifier: trained, then loaded again."""
    linker = make(KnowledgeLinker)
    linker.train(training_data())
    encoder = make(SentenceEncoderFeaturizer)
    data = encoder.process_training_data(linker.process_training_data(training_data()))
    make(KindClassifier).train(data)
    return [make(KnowledgeLinker, "load"), make(SentenceEncoderFeaturizer, "load"), make(KindClassifier, "load")]


def parse(components: list[Any], *texts: str) -> list[Message]:
    messages = [Message({"text": text}) for text in texts]
    for component in components:
        messages = component.process(messages)
    return messages


def test_the_splitter_appends_clauses(make: Make) -> None:
    messages = parse([make(ClauseSplitter)], "/who led it and when did it start?", "hello")
    assert [message.get("text") for message in messages] == [
        "who led it and when did it start?",
        "hello",
        "who led it",
        "when did it start?",
    ]
    assert [message.get(CLAUSE_GROUP) for message in messages] == [None, None, 0, 0]
    assert len(parse([make(ClauseSplitter, split=False)], "who led it and when did it start?")) == 1


def test_the_tokenizer_follows_english_rules(make: Make) -> None:
    message = Message({"text": "RAMSI's end, isn't it?"})
    make(EnglishTokenizer).process([message])
    words = [token.text for token in message.get("text_tokens")]
    assert words == ["RAMSI", "'s", "end", ",", "is", "n't", "it", "?"]


def test_the_linker_masks_in_training_as_at_run_time(make: Make) -> None:
    linker = make(KnowledgeLinker)
    linker.train(training_data())
    data = linker.process_training_data(training_data())
    message = parse([make(KnowledgeLinker, "load")], "when did RAMSI begin")[0]
    assert data.training_examples[0].get(MASKED_TEXT) == message.get(MASKED_TEXT) == "when did the mission begin"
    assert not data.training_examples[0].get("entities")
    assert message.get("entities")[0]["value"] == "ramsi"
    assert "entities" in message.output_properties


def test_the_names_come_out_of_the_model(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    make(KnowledgeLinker).train(training_data())
    monkeypatch.setattr(knowledge_linker, "read_names", lambda folder: NameList())
    loaded = make(KnowledgeLinker, "load")
    assert loaded.names == NAMES


def test_the_classifier_sets_intent_ranking_and_nearest(make: Make) -> None:
    message = parse(trained(make), "when did INTERFET start")[0]
    assert message.get("intent")["name"] == "start"
    assert message.get("intent_ranking")[0] == message.get("intent")
    assert message.get("nearest")["intent"] == "start"
    assert isinstance(message.get("nearest")["score"], float)


def test_the_classifier_never_learns_a_name(make: Make) -> None:
    first, second = parse(trained(make), "who led RAMSI", "who led INTERFET")
    assert first.get("intent") == second.get("intent")


def test_a_classifier_without_questions_is_unsure(make: Make) -> None:
    make(KindClassifier).train(TrainingData())
    messages = parse([make(KindClassifier, "load"), make(Fallback)], "when")
    assert messages[0].get("intent")["name"] == "nlu_fallback"


def test_fallback_keeps_the_ranking(make: Make) -> None:
    message = Message({"intent": {"name": "start", "confidence": 0.3}, "intent_ranking": [{"name": "start"}]})
    message.set(THRESHOLD, 0.4)
    make(Fallback).process([message])
    assert message.get("intent")["name"] == "nlu_fallback"
    assert message.get("intent_ranking") == [{"name": "start"}]


def test_a_configured_threshold_wins(make: Make) -> None:
    message = Message({"intent": {"name": "start", "confidence": 0.3}})
    message.set(THRESHOLD, 0.4)
    make(Fallback, threshold=0.2).process([message])
    assert message.get("intent")["name"] == "start"


def test_facts_are_found_and_may_change_without_training(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [FactText("a.1", "RAMSI: it began in July 2003."), FactText("a.2", "RAMSI: it was led by Australia.")]
    monkeypatch.setattr(fact_retriever, "fact_texts", lambda folder: facts)
    make(FactRetriever).train(training_data())
    facts.append(FactText("a.3", "RAMSI: the bread was baked by the cooks."))
    pipeline = [make(SentenceEncoderFeaturizer), make(FactRetriever, "load")]
    messages = parse(pipeline, "who was it led by", "who baked the bread", "")
    assert [message.get(FACTS)[0]["id"] for message in messages[:2]] == ["a.2", "a.3"]
    assert len(messages[0].get(FACTS)) == 3


def clause(text: str, intent: str, *values: str) -> Message:
    entities = [{"entity": "operation", "value": value} for value in values]
    ranking = [{"name": intent, "confidence": 0.9}]
    return Message(
        {"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": entities, CLAUSE_GROUP: 0}
    )


def collected(make: Make, *parts: Message) -> list[dict[str, Any]]:
    whole = Message({"text": "whole", "intent": {"name": "other", "confidence": 0.5}})
    messages = make(ClauseCollector).process([whole, *parts])
    assert messages == [whole]
    assert CLAUSES in whole.output_properties
    clauses: list[dict[str, Any]] = whole.get(CLAUSES)
    return clauses


def test_the_collector_keeps_confident_parts(make: Make) -> None:
    clauses = collected(make, clause("who led RAMSI", "leader", "ramsi"), clause("when did it start", "start"))
    assert [each["text"] for each in clauses] == ["who led RAMSI", "when did it start"]
    assert "inherits" not in clauses[0]
    assert clauses[1]["inherits"] is True


@pytest.mark.parametrize("other", [clause("x y", "nlu_fallback"), clause("and who led it", "leader", "ramsi")])
def test_the_collector_keeps_the_message_whole(make: Make, other: Message) -> None:
    clauses = collected(make, clause("who led RAMSI", "leader", "ramsi"), other)
    assert [each["text"] for each in clauses] == ["whole"]


def test_a_courtesy_beside_a_question_vanishes(make: Make) -> None:
    clauses = collected(make, clause("hi there", "greet"), clause("who led RAMSI", "leader", "ramsi"))
    assert [each["text"] for each in clauses] == ["who led RAMSI"]


def test_a_later_subject_is_lent_to_a_first_part_without_any(make: Make) -> None:
    clauses = collected(make, clause("how many people", "number"), clause("who led RAMSI", "leader", "ramsi"))
    assert clauses[0]["entities"] == clauses[1]["entities"]
    clauses = collected(make, clause("how many went there", "number"), clause("who led RAMSI", "leader", "ramsi"))
    assert clauses[0]["entities"] == []


@pytest.mark.parametrize(
    ("component", "config"),
    [
        (ClauseSplitter, {"max_characters": 3}),
        (SentenceEncoderFeaturizer, {"threads": 0}),
        (KindClassifier, {"C": 0}),
        (KindClassifier, {"rejected": 1.0}),
        (FactRetriever, {"top": 0}),
        (Fallback, {"threshold": 2}),
        (ClauseCollector, {"ranking_length": 0}),
        (KnowledgeLinker, {"knowledge": "no/such/folder"}),
    ],
)
def test_bad_configuration_is_refused(make: Make, component: Any, config: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(config))):
        make(component, **config)


def test_output_is_plain_json_data(make: Make) -> None:
    import json

    message = parse([*trained(make), make(Fallback), make(ClauseCollector)], "when did RAMSI begin")[0]
    text = json.dumps(message.as_dict(only_output_properties=True))
    assert "vector" not in text
    assert not isinstance(message.get("intent")["confidence"], np.floating)
