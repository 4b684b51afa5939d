"""What was talked about, put before a question that names nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu import fact_retriever
from assistant.nlu.clause_collector import ClauseCollector
from assistant.nlu.clause_splitter import ClauseSplitter
from assistant.nlu.fact_retriever import FactRetriever
from assistant.nlu.facts import FactText
from assistant.nlu.properties import CLAUSES, FACTS_IN_TALK, TALKED_ABOUT
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer
from assistant.nlu.talk import TalkedAbout
from assistant.settings import ROOT
from tests.nlu.conftest import Make
from tests.nlu.test_components import training_data

NAMES = TalkedAbout(
    {"ramsi": "RAMSI", "interfet": "INTERFET", "SB": "Solomon Islands", "veto": "The veto"}, {"veto.201": "veto"}
)
RAMSI: dict[str, Any] = {"kind": "operation_overview", "subjects": [["operation", "ramsi"]], "facts": []}
FACTS = [
    FactText(f"{id_}.{number}", text)
    for id_, name in (("ramsi", "RAMSI"), ("interfet", "INTERFET"))
    for number, text in enumerate((f"{name} was led by a general.", f"{name} began in spring."), 1)
]


@pytest.mark.parametrize(
    ("context", "name"),
    [
        (RAMSI, "RAMSI"),
        ({"subjects": [["place", "SB"], ["operation", "ramsi"]]}, "Solomon Islands"),
        ({"subjects": [["operation", "gone"], ["operation", "ramsi"]]}, "RAMSI"),
        ({**RAMSI, "kind": "policy_veto", "facts": ["veto.201"]}, "The veto"),
        ({**RAMSI, "kind": "told_aspect", "facts": ["veto.201"]}, "The veto"),
        ({**RAMSI, "kind": "policy_veto", "facts": ["gone.1"]}, None),
        ({**RAMSI, "kind": "policy_veto"}, "RAMSI"),
        ({}, None),
        (None, None),
        ("RAMSI", None),
    ],
)
def test_the_name_is_that_of_what_was_told_last(context: object, name: str | None) -> None:
    assert NAMES.name(context) == name


def test_after_a_policy_the_last_question_says_more_than_a_name() -> None:
    asked = "who may use the veto"
    assert NAMES.question_before({"kind": "policy_veto", "said": asked}) == asked
    assert NAMES.question_before({"kind": "told_aspect", "said": asked}) == asked
    assert NAMES.question_before({**RAMSI, "said": asked}) is None
    assert NAMES.question_before({"kind": "policy_veto"}) is None
    assert NAMES.question_before("RAMSI") is None


def test_names_come_out_of_the_knowledge_base() -> None:
    talked_about = TalkedAbout.read(ROOT / "data" / "knowledge")
    assert talked_about.name(RAMSI) == "RAMSI"
    assert talked_about.name({"subjects": [["place", "SB"]]}) == "Solomon Islands"
    assert (
        talked_about.name({"kind": "define_term", "facts": ["qualifying_service.201"]})
        == "qualifying operational service"
    )
    assert TalkedAbout.read(None).name(RAMSI) is None


@pytest.mark.parametrize(
    ("context", "facts"),
    [
        (RAMSI, {"ramsi.1"}),
        ({"subjects": [["place", "SB"]]}, {"ramsi.1", "siaf.1"}),
        ({"subjects": [["operation", "solomons"]]}, {"ramsi.1"}),
        ({**RAMSI, "kind": "policy_veto", "facts": ["veto.201"]}, set()),
        ({}, set()),
        (None, set()),
    ],
)
def test_its_facts_are_those_of_its_operations_and_their_parts(context: object, facts: set[str]) -> None:
    owners = {"ramsi.1": "ramsi", "siaf.1": "siaf", "veto.201": "veto"}
    within = {"SB": ["ramsi", "siaf"], "solomons": ["ramsi"]}
    assert TalkedAbout({}, owners, within).facts(context) == facts


@pytest.fixture
def pipeline(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    monkeypatch.setattr(fact_retriever, "FACT_VECTORS", tmp_path / "fact-vectors.npz")
    monkeypatch.setattr(fact_retriever, "fact_texts", lambda folder: FACTS)
    monkeypatch.setattr(TalkedAbout, "read", classmethod(lambda cls, folder: NAMES))
    make(FactRetriever).train(training_data())
    return [make(ClauseSplitter), make(SentenceEncoderFeaturizer), make(FactRetriever, "load")]


def in_talk(pipeline: list[Any], text: str, context: object, *entities: str) -> list[list[str]]:
    """The facts found in what was talked about, for the message and for each of its parts."""
    named = [{"entity": kind, "value": "x"} for kind in entities]
    messages = [Message({"text": text, METADATA: {TALKED_ABOUT: context}, "entities": named})]
    for component in pipeline:
        messages = component.process(messages)
    return [[fact["id"] for fact in message.get(FACTS_IN_TALK)] for message in messages]


def test_facts_are_found_by_what_was_talked_about(pipeline: list[Any]) -> None:
    assert in_talk(pipeline, "who led it", RAMSI)[0][0] == "ramsi.1"
    assert in_talk(pipeline, "who led it", {"subjects": [["operation", "interfet"]]})[0][0] == "interfet.1"


def test_after_a_policy_they_are_found_with_the_last_question(pipeline: list[Any]) -> None:
    asked = {"kind": "policy_who_leads", "said": "tell me about INTERFET", "facts": []}
    assert in_talk(pipeline, "who was it led by", asked)[0][0] == "interfet.1"


def test_all_facts_of_what_was_talked_about_are_among_them(
    pipeline: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_retriever, "_TOP_IN_TALK", 1)
    assert in_talk(pipeline, "who led it", RAMSI) == [["ramsi.1"]]
    monkeypatch.setattr(NAMES, "facts", lambda context: frozenset({"ramsi.2", "interfet.2"}))
    assert in_talk(pipeline, "who led it", RAMSI) == [["ramsi.1", "ramsi.2", "interfet.2"]]


def test_each_part_of_a_message_is_searched_with_it(pipeline: list[Any]) -> None:
    found = in_talk(pipeline, "who led it and when did it begin?", RAMSI)
    assert [ids[0] for ids in found[1:]] == ["ramsi.1", "ramsi.2"]


def test_a_question_that_names_something_is_not(pipeline: list[Any]) -> None:
    assert in_talk(pipeline, "who led INTERFET", RAMSI, "operation") == [[]]
    assert in_talk(pipeline, "who led it in Fiji", RAMSI, "place") == [[]]
    assert in_talk(pipeline, "what of the police", RAMSI, "agency") != [[]]


def test_nor_one_at_the_beginning_of_a_conversation(pipeline: list[Any]) -> None:
    assert in_talk(pipeline, "who led it", None) == [[]]
    message = Message({"text": "who led it"})
    for component in pipeline[1:]:
        component.process([message])
    assert message.get(FACTS_IN_TALK) == []


def test_the_clause_has_them(make: Make) -> None:
    message = Message({"text": "who led it", FACTS_IN_TALK: [{"id": "ramsi.1", "score": 0.8}]})
    make(ClauseCollector).process([message])
    assert message.get(CLAUSES)[0][FACTS_IN_TALK] == [{"id": "ramsi.1", "score": 0.8}]
