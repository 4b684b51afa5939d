from __future__ import annotations

from pathlib import Path

from evaluation.near_copies import (
    NearCopy,
    Wording,
    all_near_copies,
    asked_of_facts,
    drop_from_training,
    near_copies,
    told,
    training_questions,
)

WORDING = Wording(["RAMSI", "Solomon Islands", "Timor-Leste", "Bougainville"])


def alike(ours: str, theirs: str) -> bool:
    return bool(near_copies([WORDING.worded("open/a", ours)], [WORDING.worded("x.yml, y", theirs)]))


def test_names_case_accents_and_punctuation_do_not_hide_a_copy() -> None:
    assert alike(
        "How many of the people we sent to RAMSI were police?",
        "how many of the people we sent to Timor Leste were police",
    )
    assert alike(
        "Which bodies does NZ ask before it sends anyone?", "Which bodies does New Zealand ask, before it sends anyone"
    )


def test_other_words_make_another_question() -> None:
    assert not alike("How many people did we send to RAMSI?", "What number of staff went over to Bougainville in all?")


def test_short_generic_questions_are_exempt() -> None:
    assert not alike("hi", "hi")
    assert not alike("When did RAMSI end?", "when did Bougainville end")


def test_a_frozen_question_is_not_shown() -> None:
    secret, shown = WORDING.worded("frozen/a", "the secret"), WORDING.worded("a.yml, b", "the training question")
    for copy in (NearCopy(secret, shown, 1.0), NearCopy(shown, secret, 1.0)):
        assert "secret" not in told(copy)
        assert "the training question" in told(copy)


def test_the_training_question_is_the_one_to_go(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    head = "nlu:\n- intent: greet\n  examples: |\n"
    file.write_text(head + "    - one two three four five six\n    - hello\n", encoding="utf-8")
    copies = near_copies(
        [WORDING.worded("open/a", "one two three four five six")],
        [WORDING.worded(*question) for question in training_questions(tmp_path)],
    )
    assert drop_from_training(copies, tmp_path) == 1
    assert file.read_text(encoding="utf-8") == head + "    - hello\n"


OPERATION = """\
id: ramsi
facts:
- id: ramsi.1
  statement: one two three four five six
  asked:
  - one two three four five six
  - 'it''s how people ask: briefly'
- id: ramsi.2
  statement: nobody asks for this
"""
TOPICS = """\
- id: numbers
  gaps:
  - id: gap_now
    asked: [how many today]
- id: veto
  facts:
  - id: veto.1
    asked:
    - who may say no
"""


def knowledge(root: Path) -> Path:
    """A folder with a record that is alone in its file, and one with two."""
    for place, text in (("operations/ramsi.yml", OPERATION), ("topics.yml", TOPICS)):
        (root / place).parent.mkdir(exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
    return root


def test_ways_of_asking_for_facts_and_gaps_are_compared_too(tmp_path: Path) -> None:
    assert list(asked_of_facts(knowledge(tmp_path))) == [
        ("ramsi.yml, ramsi.1", "one two three four five six"),
        ("ramsi.yml, ramsi.1", "it's how people ask: briefly"),
        ("topics.yml, gap_now", "how many today"),
        ("topics.yml, veto.1", "who may say no"),
    ]


def test_a_way_of_asking_goes_and_the_statement_stays(tmp_path: Path) -> None:
    root = knowledge(tmp_path)
    asked = [WORDING.worded(*question) for question in asked_of_facts(root)]
    copies = near_copies([WORDING.worded("open/a", "one two three four five six")], asked)
    assert drop_from_training(copies, root) == 1
    left = (root / "operations" / "ramsi.yml").read_text(encoding="utf-8")
    assert left == OPERATION.replace("  - one two three four five six\n", "")
    assert (root / "topics.yml").read_text(encoding="utf-8") == TOPICS


def test_a_quoted_way_of_asking_is_found_again(tmp_path: Path) -> None:
    root = knowledge(tmp_path)
    quoted = next(WORDING.worded(*question) for question in asked_of_facts(root) if "briefly" in question[1])
    assert drop_from_training([NearCopy(WORDING.worded("open/a", "x"), quoted, 1.0)], root) == 1
    assert "briefly" not in (root / "operations" / "ramsi.yml").read_text(encoding="utf-8")


def test_a_question_of_another_file_stays(tmp_path: Path) -> None:
    root = knowledge(tmp_path)
    other = WORDING.worded("veto.yml, veto.1", "who may say no")
    assert drop_from_training([NearCopy(WORDING.worded("open/a", "x"), other, 1.0)], root) == 0


def test_no_evaluation_question_is_a_near_copy_of_a_training_question_or_of_a_frozen_one() -> None:
    assert [told(copy) for copy in all_near_copies()] == [], "python -m evaluation.near_copies --drop"
