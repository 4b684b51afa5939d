"""An editor adds an operation by adding one file: no code, no training question."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

from assistant.settings import ROOT
from tests.e2e.running import Assistant, running

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

RECORD = """\
id: omib
name: Observer Mission on the Isle of Brecqhou
short_name: OMIB
aliases: [Operation Toroa Kākāriki, Brecqhou observers]
category: peace_support
countries: [IS]
region: Europe
lead: UN
lead_detail: a UN mission under the Security Council
agencies: [nzdf, police]
nz_operation_name: {value: Operation Toroa Kākāriki, fact: omib.6}
start: {date: 1987-03, fact: omib.1}
end: {date: 1991-08, fact: omib.2}
status: {state: ended, fact: omib.2}
personnel:
  - {kind: peak, value: '17', number: 17, counts: NZDF observers, valid_at: '1989', fact: omib.3}
role: {value: watching the ferry harbour, fact: omib.4}
mandate:
  - {value: Security Council resolution 9999 (1987), fact: omib.5}
overview: [omib.4]
facts:
  - id: omib.1
    field: start
    statement: New Zealand observers joined OMIB in March 1987.
    source: un-pk-principles
  - id: omib.2
    field: end
    statement: New Zealand left OMIB in August 1991.
    source: un-pk-principles
  - id: omib.3
    field: personnel
    statement: OMIB had seventeen New Zealand observers in 1989.
    source: un-pk-principles
  - id: omib.4
    field: role
    statement: New Zealanders in OMIB watched the ferry harbour of Brecqhou.
    source: un-pk-principles
  - id: omib.5
    field: mandate
    statement: OMIB was set up by Security Council resolution 9999.
    source: un-pk-principles
  - id: omib.6
    field: nz_operation_name
    statement: New Zealand called its part in OMIB Operation Toroa Kākāriki.
    source: un-pk-principles
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]) -> Iterator[Assistant]:
    """An assistant whose knowledge base holds one more operation, with a model of its own."""
    folder = tmp_path_factory.mktemp("extended")
    knowledge = folder / "knowledge"
    shutil.copytree(ROOT / "data" / "knowledge", knowledge)
    (knowledge / "operations" / "omib.yml").write_text(RECORD, encoding="utf-8")
    say("\nbuilding an assistant with an invented operation (trains once) ...")
    with running(folder, say, KNOWLEDGE_DIR=str(knowledge), MODELS_DIR=str(folder / "models")) as started:
        yield started


@pytest.mark.parametrize(
    ("question", "says", "fact"),
    [
        ("When did OMIB begin?", "March 1987", "omib.1"),
        ("when was omib over", "August 1991", "omib.2"),
        ("How long did the Brecqhou observers stay?", "4 years", "omib.1"),
        ("How many New Zealanders were in OMIB?", "17", "omib.3"),
        ("What did our people do in OMIB?", "ferry harbour", "omib.4"),
        ("Under what mandate was OMIB?", "9999", "omib.5"),
        ("What was New Zealand's operation name for OMIB?", "Toroa Kākāriki", "omib.6"),
        ("Was New Zealand ever in Iceland?", "Yes", "omib.1"),
        ("Which New Zealand agencies were in Operation Toroa Kakariki?", "NZDF and Police", None),
    ],
)
def test_the_invented_operation_answers(extended: Assistant, question: str, says: str, fact: str | None) -> None:
    reply = extended.ask(question)
    assert reply.outcome == "answered"
    assert says in reply.text
    assert fact is None or fact in reply.facts


def test_the_other_operations_still_answer(extended: Assistant) -> None:
    assert "July 2003" in extended.ask("When did RAMSI start?").text
