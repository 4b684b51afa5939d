from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.loading import BadSetError, load_set


def write(root: Path, text: str) -> Path:
    (root / "open").mkdir(exist_ok=True)
    (root / "open" / "trial.yml").write_text(text, encoding="utf-8")
    return root


def test_questions_and_dialogues_are_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        """\
- {id: q1, kind: in_scope, persona: pupil, question: When?, expect: {facts_any: a.1, contains_all: ['\\d{4}']}}
- id: d1
  kind: dialogue
  turns:
    - user: Tell me about RAMSI
    - {user: no, expect: {outcome: [clarify, small_talk]}}
""",
    )
    question, dialogue = load_set("open", tmp_path)
    assert question.expect
    assert question.expect.facts_any == ("a.1",)
    assert [turn.user for turn in dialogue.steps] == ["Tell me about RAMSI", "no"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "- {id: a, kind: in_scope, question: x?}\n- {id: a, kind: unsafe, question: y?}\n",
            "trial.yml:2: id a is taken",
        ),
        ("- {id: a, kind: in_scope, question: x?, expect: {fact_any: [b]}}\n", "trial.yml:1: expect.fact_any"),
        ("- {id: a, kind: in_scope, question: x?, expect: {contains_all: ['(']}}\n", "is no regular expression"),
        ("- {id: a, kind: in_scope, question: x?, expect: {outcome: maybe}}\n", "expect.outcome"),
        ("- {id: a, kind: dialogue, question: x?}\n", "a dialogue has turns"),
        ("- {id: a, kind: in_scope}\n", "a single question has a question"),
        ("id: a\n", "must be a list"),
        ("- {id: a\n", "trial.yml:"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadSetError, match="trial") as caught:
        load_set("open", write(tmp_path, text))
    assert told in str(caught.value)


def test_an_empty_folder_is_an_empty_set(tmp_path: Path) -> None:
    assert load_set("frozen", tmp_path) == ()
