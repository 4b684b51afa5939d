"""Every statement of the ministry page is answered: each with a question and the fact that carries it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge import yaml_file
from tests.e2e.running import Assistant

pytestmark = pytest.mark.e2e

STATEMENTS = yaml_file.read(
    Path(__file__).parents[1] / "knowledge" / "page_statements.yml", shown_as="page_statements.yml"
)


@pytest.mark.parametrize(
    "statement", STATEMENTS, ids=[f"{n:02} {item['section']}" for n, item in enumerate(STATEMENTS)]
)
def test_a_statement_of_the_page_is_answered_from_its_fact(assistant: Assistant, statement: dict[str, object]) -> None:
    questions, wanted = statement["questions"], statement["facts"]
    assert isinstance(questions, list)
    assert isinstance(wanted, list)
    told = {question: assistant.ask(question).facts for question in questions}
    assert any(set(facts) & set(wanted) for facts in told.values()), (told, wanted)
