"""What staff see beside an answer, and that the public never does."""

from __future__ import annotations

import ast
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers.wording import Wording
from assistant.channels.slack import staff
from assistant.channels.turn import Reply, fixed
from assistant.channels.web.shown import answer_of, transcript, turn_as_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.loader import load
from assistant.settings import ROOT
from assistant.store.records import Turn

WORDING = Wording.from_domain(ROOT / "domain.yml")
TODAY = date(2027, 1, 1)


@lru_cache(maxsize=1)
def kb() -> KnowledgeBase:
    return load(ROOT / "data" / "knowledge")


def reply(facts: list[str], **more: Any) -> Reply:
    return Reply("An answer.", (), {**fixed("answered", "An answer.").custom, "facts": facts, **more})


def test_record_file_and_fact_ids() -> None:
    fact = kb().operations["ramsi"].facts[0].id
    lines = staff.extras(reply([fact, "gone.1"]), kb(), WORDING, TODAY)
    assert f"Record data/knowledge/operations/ramsi.yml: {fact}" in lines


def test_every_record_file_named_exists() -> None:
    for owner in kb().owners():
        assert (ROOT / staff.file_of(owner)).is_file()


def test_review_dates_that_have_passed() -> None:
    overdue = next(fact for owner in kb().owners() for fact in owner.facts if fact.review_by)
    assert overdue.review_by
    past = staff.extras(reply([overdue.id]), kb(), WORDING, TODAY.replace(year=2099))
    before = staff.extras(reply([overdue.id]), kb(), WORDING, TODAY.replace(year=2001))
    assert any("Review date passed" in line and overdue.id in line for line in past)
    assert not any("Review date passed" in line for line in before)


def test_disputes_that_the_answer_does_not_tell() -> None:
    told, facts = next(
        (item, [fact.id for fact in each.facts if fact.field == item.field])
        for each in kb().operations.values()
        for item in each.disagreements
        if any(fact.field == item.field for fact in each.facts)
    )
    assert any(told.text in line for line in staff.extras(reply(facts), kb(), WORDING, TODAY))
    assert not any(told.text in line for line in staff.extras(reply(facts, caveats=[told.text]), kb(), WORDING, TODAY))


def test_answers_without_facts_have_no_extras() -> None:
    assert staff.extras(reply([]), kb(), WORDING, TODAY) == []


SECRET = st.text("staffonly", min_size=9, max_size=9).map(lambda text: f"STAFF-{text}")
NAME = st.text("abcdefghij_", min_size=1, max_size=12).filter(lambda name: name not in fixed("x", "").custom)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), extra=st.dictionaries(NAME, SECRET, min_size=1, max_size=4))
def test_nothing_for_staff_reaches_a_web_session(data: st.DataObject, extra: dict[str, str]) -> None:
    """Whatever facts an answer rests on and whatever else is put into it, the web shows no staff line and no more than
    the fields it knows."""
    extra.pop("body", None)
    extra.pop("masked", None)
    facts = data.draw(st.lists(st.sampled_from(kb().fact_ids), max_size=6))
    given_reply = reply(facts, **extra)
    lines = staff.extras(given_reply, kb(), WORDING, TODAY.replace(year=2099))
    assert lines or not facts
    answer = answer_of(given_reply)
    turn = Turn("m1", 0, 0.0, "a question", (), "answered", answer)
    texts = {"transcript_title": "t", "automated": "a", "you": "You", "assistant": "Assistant"}
    public = json.dumps(turn_as_data(turn), ensure_ascii=False) + transcript([turn], texts)
    assert not any(line in public for line in lines)
    assert "data/knowledge" not in public
    assert not any(secret in public for secret in extra.values())


def test_the_web_cannot_reach_staff_code() -> None:
    """No module of the web or REST channel, the answers or the actions imports Slack's or the gap loop's."""
    public = [
        *(ROOT / "assistant" / "channels").glob("*.py"),
        *(ROOT / "assistant" / "channels" / "web").rglob("*.py"),
        *(ROOT / "assistant" / "answers").rglob("*.py"),
        *(ROOT / "actions").glob("*.py"),
    ]
    assert len(public) > 20
    for file in public:
        staff_only = [
            name for name in _imports(file) if name.startswith(("assistant.channels.slack", "assistant.gaps"))
        ]
        assert not staff_only, (file, staff_only)


def _imports(file: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names
