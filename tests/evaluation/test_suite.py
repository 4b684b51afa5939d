from __future__ import annotations

from typing import get_args

import pytest

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import FactField
from evaluation.catalogue import family_of, knowledge_base
from evaluation.suite import suite_cases, suite_tasks
from evaluation.suite_names import ClearNames
from evaluation.suite_phrasings import read_phrasings

# Not asked for as a field of an operation: told in the overview, with the status, or in the topics.
TOLD_ELSEWHERE = {"summary", "mandate_expiry", "policy"}


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return knowledge_base()


def test_there_are_phrasings_for_every_field() -> None:
    assert set(get_args(FactField)) - TOLD_ELSEWHERE <= set(read_phrasings().operation)


def test_every_fact_is_asked_for(kb: KnowledgeBase) -> None:
    cases = [case for _, case in suite_cases(kb, read_phrasings())]
    wanted = {name for case in cases for turn in case.steps if turn.expect for name in turn.expect.wanted}
    assert set(kb.fact_ids) <= wanted


def test_each_dated_start_is_asked_for_straight_with_typos_and_as_a_follow_up(kb: KnowledgeBase) -> None:
    tasks = [(case.id, variant) for sort, case, variant in suite_tasks(kb) if sort == "suite: start"]
    for operation in kb.operations.values():
        if operation.start:
            assert (f"{operation.id}.start.0", "original") in tasks
            assert (f"{operation.id}.start.0", "typos") in tasks
            assert (f"{operation.id}.start.follow_up", "original") in tasks


def test_what_is_not_on_file_must_not_be_answered(kb: KnowledgeBase) -> None:
    absent = [case for sort, case in suite_cases(kb, read_phrasings()) if sort.startswith("nothing on file")]
    assert absent
    for case in absent:
        assert case.kind == "unanswerable"
        assert case.expect
        assert "answered" not in case.expect.outcome


def test_the_suite_is_the_same_every_time_and_ids_are_unique(kb: KnowledgeBase) -> None:
    first, second = suite_tasks(kb), suite_tasks(kb)
    assert first == second
    keys = [(case.id, variant) for _, case, variant in first]
    assert len(keys) == len(set(keys))


def test_names_that_mean_two_things_are_not_used(kb: KnowledgeBase) -> None:
    names = ClearNames(kb)
    ambiguous = {name.name.casefold() for name in kb.ambiguous_names}
    places = {place.name.casefold() for place in kb.places.values()}
    for operation in kb.operations.values():
        used = {name.casefold() for name in names.of(operation)} - {operation.name.casefold()}
        assert not used & (ambiguous | places)


def test_families(kb: KnowledgeBase) -> None:
    operation = next(iter(kb.operations.values()))
    assert family_of(kb, operation.facts[0].id) == operation.facts[0].field
    assert family_of(kb, operation.id) == "operation"
    assert family_of(kb, next(iter(kb.terms.values())).facts[0].id) == "term"
    assert family_of(kb, "no such thing") == "unlisted"
