"""Ways of asking for facts as training questions."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.knowledge.records import Term, Topic
from assistant.nlu import asked as module
from assistant.nlu import kind_classifier
from assistant.nlu.asked import asked_questions
from assistant.nlu.kind_classifier import KindClassifier
from assistant.nlu.names import LinkedName, NameList
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer
from tests.nlu.conftest import Make
from tests.nlu.test_components import training_data

NAMES = NameList((LinkedName("RAMSI", "operation", "ramsi"), LinkedName("Fiji", "place", "FJ")), "abc")


def owner(id_: str, **asked: str) -> Any:
    """A record with a fact of each field, asked for in one way."""
    return SimpleNamespace(
        id=id_, facts=[SimpleNamespace(field=field, asked=(question,)) for field, question in asked.items()]
    )


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Any:
    base = SimpleNamespace(operations={}, topics={}, terms={})
    monkeypatch.setattr("assistant.knowledge.loader.load", lambda folder: base)
    monkeypatch.setattr(module, "read_names", lambda folder: NAMES)
    return base


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("start", "operation_start"),
        ("mandate_expiry", "operation_end"),
        ("summary", "operation_overview"),
        ("medal", "policy_medals"),
    ],
)
def test_the_kind_follows_from_the_field(base: Any, field: str, kind: str) -> None:
    base.operations = {"ramsi": owner("ramsi", **{field: "what about it"})}
    assert asked_questions(Path()) == [("what about it", kind)]


def test_questions_for_a_name_are_left_out(base: Any) -> None:
    base.operations = {"ramsi": owner("ramsi", nz_operation_name="what was RAMSI", start="since when")}
    assert asked_questions(Path()) == [("since when", "operation_start")]


def test_questions_of_topics_and_terms_are_of_their_own_kind(base: Any) -> None:
    facts = [SimpleNamespace(field=field, asked=(field,)) for field in ("policy", "start")]
    topic: Any = Topic
    term: Any = Term
    base.topics = {"veto": topic.construct(id="veto", facts=facts)}
    base.terms = {"prt": term.construct(id="prt", facts=facts[:1])}
    assert [kind for _, kind in asked_questions(Path())] == ["policy_veto", "policy_veto", "define_term"]


def test_names_are_masked(base: Any) -> None:
    base.operations = {"ramsi": owner("ramsi", location="where in Fiji was RAMSI's camp")}
    assert asked_questions(Path()) == [("where in the country was the mission's camp", "operation_location")]


def test_without_knowledge_there_are_none() -> None:
    assert asked_questions(None) == []


def test_the_classifier_learns_them_where_it_knows_the_kind(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        ("on which day were the first boots on the ground", "start"),
        ("hello", "greet"),  # already among the training questions
        ("what colour was the tent", "operation_tent"),  # no kind of question
    ]
    monkeypatch.setattr(kind_classifier, "asked_questions", lambda folder: asked)
    monkeypatch.setattr(kind_classifier, "encode_with_store", lambda texts, encoder, store: encoder.encode(texts))
    classifier = make(KindClassifier)
    data = make(SentenceEncoderFeaturizer).process_training_data(training_data())
    classifier.train(data)
    learnt = set(classifier.model.texts) - {message.get("text") for message in data.training_examples}
    assert learnt == {asked[0][0]}
    assert "operation_tent" not in classifier.model.kinds
